"""`pincite explain CODE`: the page of a diagnostic, to be read in a terminal."""

import re
from collections.abc import Iterator

import click

from pincite.cli.command import Command
from pincite.cli.streams import LETTER, Exit, colored, columns, result, talk
from pincitec.diagnostics.catalogue import ALL, by_code
from pincitec.diagnostics.diagnostic import Rule
from pincitec.diagnostics.pages import Page, page_text, parse_page
from pincitec.diagnostics.render.text import escape, fold
from pincitec.diagnostics.suggest import did_you_mean


@click.command(cls=Command, short_help="Explain a diagnostic by its code or name.")
@click.argument("code", required=False)
@click.option("--list", "list_all", is_flag=True, help="List all diagnostics.")
def explain(code: str | None, list_all: bool) -> int:
    """Explain a diagnostic: what it checks, why it matters in law, what to avoid and what to write instead.

    CODE is as printed, such as PC009, or its name, such as outside-project.
    """
    if list_all:
        result("\n".join(_listed(columns(LETTER) - 2)))
        return Exit.OK
    if code is None:
        raise click.UsageError("Name a code, such as `PC009`, or use --list.")
    rule = by_code(code)
    if rule is None:
        near = did_you_mean(code.upper(), [r.code for r in ALL]) if code[:2].upper() == "PC" else None
        near = near or did_you_mean(code.lower(), [r.name for r in ALL])
        hint = f"did you mean `{near}`?" if near else "`pincite explain --list` shows all"
        talk(f"error: there is no diagnostic `{escape(code)}`\nhelp: {hint}")
        return Exit.USAGE
    result("\n".join(_rendered(rule, parse_page(page_text(rule)), columns(LETTER) - 2, colored())))
    return Exit.OK


def _listed(width: int) -> Iterator[str]:
    """Each diagnostic in a line, with its summary in a second column, or below it where there is no room beside it."""
    wide = max(len(rule.name) for rule in ALL)
    beside = width - (7 + wide + 2) >= 30
    indent = " " * (7 + wide + 2 if beside else 7)
    for rule in ALL:
        summary = fold(rule.summary.replace("`", ""), width - len(indent))
        named = f"{rule.code}  {rule.name}"
        first = f"{named:<{len(indent)}}{summary.pop(0)}" if beside else named
        yield first
        yield from (indent + line for line in summary)


def _rendered(rule: Rule, page: Page, width: int, color: bool) -> Iterator[str]:
    def bold(text: str) -> str:
        return f"\x1b[1m{text}\x1b[0m" if color else text

    yield bold(f"{rule.code} {rule.name}")
    yield f"{rule.severity.value}, since {rule.since}"
    yield ""
    yield from fold(_plain(page.summary), width)
    for name, text in page.sections:
        yield ""
        yield bold(name)
        yield from _body(text, width)


def _body(text: str, width: int) -> Iterator[str]:
    """Paragraphs are folded, list items hang, examples stay as they are, set off by a bar."""
    paragraph: list[str] = []
    fenced = False

    def folded() -> Iterator[str]:
        if paragraph:
            words = _plain(" ".join(paragraph))
            hang = "  " if words.startswith("- ") else ""
            first, *rest = fold(words, width - 2 - len(hang))
            yield f"  {first}"
            yield from (f"  {hang}{line}" for line in rest)
            paragraph.clear()

    for line in text.splitlines():
        if line.startswith("```"):
            yield from folded()
            fenced = not fenced
        elif fenced:
            yield f"  | {line}".rstrip()
        elif not line.strip():
            yield from folded()
            yield ""
        else:
            if line.startswith("- "):
                yield from folded()
            paragraph.append(line.strip())
    yield from folded()


def _plain(text: str) -> str:
    """Markdown's emphasis and links, without their marks; `code` keeps its backticks, which read well."""
    return re.sub(r"\*\*?([^*]+)\*\*?|\[([^\]]+)\]\([^)]*\)", lambda m: m[1] or m[2], text)
