"""A group of commands that are imported only when they are called, so that `determine` does not pay for the parser."""

from collections.abc import Mapping
from importlib import import_module

import click

from pincitec.diagnostics.suggest import did_you_mean


class Lazy(click.Group):
    """Commands by name. `commands_in` gives for each where it stands (`module:name`) and its line in `--help`."""

    commands_in: Mapping[str, tuple[str, str]] = {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands_in)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.commands_in:
            return None
        module, _, name = self.commands_in[cmd_name][0].partition(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands_in and not args[0].startswith("-"):
            near = did_you_mean(args[0], self.commands_in)
            hint = f"Did you mean `{near}`?" if near else f"The commands are: {', '.join(self.commands_in)}."
            raise click.UsageError(f"There is no command `{args[0]}`. {hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in self.commands_in.items()])
