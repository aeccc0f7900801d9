"""What every command has in common on its command line: nothing that was typed is passed over in silence.

Click takes the last of an option that is given twice. Here that would decide a case on half of its facts, or for another day than
the one that the reader sees first, so it is an error that says what to do instead.
"""

from typing import Final

import click

ADVICE: Final[dict[str, str]] = {
    "--facts": "Files of facts are never merged: put all that is stated of the case into one file.",
    "--on": "A question is about one day: ask once for each.",
    "--law-on": "One text of the law applies: ask once for each day.",
    "--format": "Ask once for each format.",
    "--out": "Ask once for each file.",
    "--record": "A determination is recorded in one log.",
}
"""What to do instead, by option."""


class Command(click.Command):
    """A command whose options are given once, but for those that are declared repeatable and for switches."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        _, _, given = self.make_parser(ctx).parse_args(args=list(args))
        options = [param for param in given if isinstance(param, click.Option)]
        asks_for_help = any(option.is_eager for option in options)
        for option in options:
            takes_one = not (option.multiple or option.is_flag or option.count)
            if takes_one and options.count(option) > 1 and not asks_for_help and not ctx.resilient_parsing:
                name = next((o for o in option.opts if o.startswith("--")), option.opts[0])
                raise click.UsageError(
                    f"`{name}` is given twice. {ADVICE.get(name, 'Which one is meant cannot be told: give it once.')}", ctx
                )
        return super().parse_args(ctx, args)
