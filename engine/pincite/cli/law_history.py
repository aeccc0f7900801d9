"""`pincite law history`: the acts that made a section what it is, newest first, with what each did and the annotations on it."""

from collections.abc import Iterator

import click

from pincite.cli.command import Command
from pincite.cli.law_open import open_cited
from pincite.cli.law_said import operation_said, shown_place
from pincite.cli.law_text import long_date, title, wrapped
from pincite.cli.streams import Exit, colored, result
from pincitec.law.model import Act, Section
from pincitec.law.places import cite_unit
from pincitec.syntax.law_tree import ActKind


@click.command(cls=Command, short_help="The acts that made a section what it is.")
@click.argument("cite", metavar="SECTION")
def history(cite: str) -> int:
    """Print the acts of SECTION, newest first: when each took effect, what it did, and the annotations on it."""
    section, path = open_cited(cite)
    if section is None:
        return path if isinstance(path, int) else Exit.USAGE
    result("\n".join(_history(section)))
    return Exit.OK


def _history(section: Section) -> Iterator[str]:
    color = colored()
    yield from title(f"{cite_unit(section, ())}: history", color)
    if section.history is not None:
        yield ""
        for line in section.history.text.strip("\n").split("\n"):
            yield from wrapped([(line, "")], "  ", "  ", color=color)
    if not section.acts:
        yield from ("", "  no act on it is on file")
    for act in reversed(section.acts):
        yield ""
        yield from _act(section, act, color)
    for tolerance in section.tolerances:
        yield ""
        said = f"the source prints “{tolerance.printed}” for “{tolerance.text}” ({tolerance.kind}), on {tolerance.act}"
        yield from wrapped([(f"misquoted: {said}", "")], "", "  ", color=color)


def _act(section: Section, act: Act, color: bool) -> Iterator[str]:
    dated = f"effective {long_date(act.effective)}" if act.effective is not None else "effective date not on file"
    how = {ActKind.ACT: "", ActKind.RECONCILE: "reconciled: ", ActKind.TOGETHER: "dated together: "}[act.kind]
    by = f", by {act.by}" if act.by else ""
    yield from wrapped([(f"{how}{act.title}", "1"), (f", {dated}{by}", "")], "", "  ", color=color)
    if act.because:
        yield from wrapped([(f"because {act.because}", "")], "  ", "    ", color=color)
    if not act.operations and not act.remainder and not any(act.title in a.reconciled for a in section.acts):
        yield "  what it did is not on file"
    for operation in act.operations:
        yield from wrapped([(operation_said(operation), "")], "  - ", "    ", color=color)
    for words in act.remainder:
        yield from wrapped([(f"not in words of the law: “{words}”", "")], "  - ", "    ", color=color)
    for part in act.incorporated:
        said = f"of its insertion in {shown_place(part.place)}, {part.kept} of {part.total} words are in the reconciled text"
        extra = f"; the text adds “{'”, “'.join(part.added)}”" if part.added else ""
        less = f"; it leaves out “{'”, “'.join(part.missing)}”" if part.missing else ""
        yield from wrapped([(said + less + extra, "")], "  - ", "    ", color=color)
    if act.applies is not None:
        yield from wrapped([(f"applies “{act.applies.words}”", "")], "  - ", "    ", color=color)
    for note in act.notes:
        for line in note.text.strip("\n").split("\n"):
            yield from wrapped([(line, "")], "  | ", "  | ", color=color)
