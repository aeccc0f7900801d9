"""The outline of a section's plain text: its heading, its units by designator, and the runs of words of each.

One line a designator ("(a)", indented by level, as codes publish them in plain text) or a designator before its words on one
line. Where the outline is not certain (a level that could be two things), the units are not told apart: a place in them is
refused, never guessed. A line between asterisks is a note of the publisher, no words of the law. Offsets are of the text as given.
Linear in its length.
"""

import re
from typing import Final

from attrs import frozen

from pincitec.law.instructions.levels import LABEL
from pincitec.law.sentences import sentence_around

_LINE: Final = re.compile(r"(?P<indent>[ \t]*)(?P<mark>\[?\((?P<label>" + LABEL + r")\)\]?|(?P<letter>[A-Z]{1,2})\.)?(?P<rest>[^\n]*)")
_DEEPEST: Final = 12
"""No section of a code nests deeper; what seems to is not an outline."""
_HEADING: Final = "[heading]"


@frozen
class Run:
    """Consecutive lines of words, `[start, end)`."""

    start: int
    end: int


@frozen
class Unit:
    """A designated unit, with all below it. `mark` is where its designator stands, brackets included."""

    path: tuple[str, ...]
    start: int
    end: int
    mark: Run
    indent: int
    lead_in: tuple[Run, ...]
    runs: tuple[Run, ...]


@frozen
class Outline:
    """`section`: the number on the first line; `lead_in`: words before the first unit; `uncertain`: units could not be told apart."""

    section: str | None
    heading: Run | None
    lead_in: tuple[Run, ...]
    runs: tuple[Run, ...]
    units: tuple[Unit, ...]
    uncertain: bool

    def find(self, path: tuple[str, ...]) -> tuple[Unit, ...]:
        """The units of that path; more than one where a designation stands twice."""
        return tuple(unit for unit in self.units if unit.path == path)


@frozen
class _Open:
    label: str
    kind: str
    indent: int
    start: int
    mark: Run
    path: tuple[str, ...]
    first_run: int


def outline(text: str, *, indented: bool = False) -> Outline:
    """The outline of one section. `indented`: the levels of its units are known to show in their indents.

    >>> outline("1-2\\n[heading] Fees.\\n(a)\\nA fee is due.\\n  (1)\\n  On time.").find(("a", "1"))[0].path
    ('a', '1')
    """
    section: str | None = None
    heading: Run | None = None
    runs: list[Run] = []
    stack: list[_Open] = []
    units: list[Unit] = []
    counts: list[int] = []
    position, begun, uncertain = 0, -1, False
    indents = {len(m["indent"].expandtabs()) for m in map(_LINE.match, text.splitlines()) if m is not None and _marks(m)}
    nested = indented or len(indents) > 1

    def close(run_end: int, until: int) -> None:
        while len(stack) > until:
            unit = stack.pop()
            counts_below = counts.pop()
            own = runs[unit.first_run : counts_below if counts_below >= 0 else len(runs)]
            units.append(Unit(unit.path, unit.start, run_end, unit.mark, unit.indent, tuple(own), tuple(runs[unit.first_run :])))

    def flush(end: int) -> None:
        nonlocal begun
        if begun >= 0:
            stripped = text[begun:end].rstrip()
            runs.append(Run(begun, begun + len(stripped)))
            begun = -1

    for line in text.splitlines(keepends=True):
        start, position = position, position + len(line)
        match = _LINE.match(line)
        assert match is not None
        words = line.strip()
        if not words:
            continue
        if start == 0 and re.fullmatch(r"§?\s*\[?[0-9][\w:.-]*\]?", words):
            section = words.strip("§ []")
            continue
        if words.startswith("*") and words.endswith("*"):
            flush(start)
            continue
        if words.startswith(_HEADING) and heading is None and not stack and not runs and begun < 0:
            offset = start + line.index(_HEADING) + len(_HEADING)
            offset += len(text[offset:position]) - len(text[offset:position].lstrip())
            heading = Run(offset, start + len(line.rstrip()))
            continue
        rest = match["rest"]
        if not _marks(match) or len(stack) >= _DEEPEST:
            uncertain = uncertain or len(stack) >= _DEEPEST
            if nested and stack and len(match["indent"].expandtabs()) < stack[-1].indent:
                # Words set back to the left stand in the unit above, after its sub-units.
                flush(start)
                left = len(match["indent"].expandtabs())
                close(start, next((n + 1 for n in range(len(stack) - 1, -1, -1) if stack[n].indent <= left), 0))
            if begun < 0:
                begun = start + len(line) - len(line.lstrip())
            continue
        label = match["label"] or match["letter"]
        flush(start)
        indent = len(match["indent"].expandtabs())
        kind = _kind(label, match["letter"] is not None)
        depth = _depth(stack, nested, indent, kind, label)
        if depth is None:
            uncertain = True
            depth = 0
        close(start, depth)
        if counts and counts[-1] < 0:
            counts[-1] = len(runs)
        path = (*stack[-1].path, label) if stack else (label,)
        mark = Run(start + match.start("mark"), start + match.end("mark"))
        stack.append(_Open(label, kind, indent, start, mark, path, len(runs)))
        counts.append(-1)
        if rest.strip():
            begun = mark.end + len(rest) - len(rest.lstrip())
    flush(len(text))
    close(len(text), 0)
    units.sort(key=lambda unit: unit.start)
    first = units[0].start if units else len(text)
    return Outline(section, heading, tuple(r for r in runs if r.start < first), tuple(runs), tuple(units), uncertain)


def _marks(line: re.Match[str]) -> bool:
    """Whether a line begins with a designator that stands alone or has its words after it."""
    return line["mark"] is not None and (not line["rest"] or line["rest"][0].isspace())


def _kind(label: str, letter: bool) -> str:
    if letter:
        return "A."
    head = label.split("-", maxsplit=1)[0]
    return "1" if head[0].isdigit() else "A" if head.isupper() else "a"


def _depth(stack: list[_Open], nested: bool, indent: int, kind: str, label: str) -> int | None:
    """How many units stay open around a new one; None where that is not certain."""
    if not stack:
        return 0
    if indent > stack[-1].indent:
        return len(stack)
    if nested:
        until = len(stack)
        while until and stack[until - 1].indent > indent:
            until -= 1
        return until - 1 if until and stack[until - 1].indent == indent else None if until else 0
    same = [n for n, unit in enumerate(stack) if unit.kind == kind]
    if same and label not in {"a", "1", "A", "i", "I"}:
        return same[-1]
    return len(stack) if not same and label in {"a", "1", "A", "i", "I"} else None


def sentences(text: str, run: Run) -> tuple[Run, ...]:
    """The sentences of a run, in order."""
    words = text[run.start : run.end]
    found: list[Run] = []
    at = 0
    while at < len(words):
        low, high = sentence_around(words, at, at + 1)
        found.append(Run(run.start + low, run.start + high))
        at = max(high, at + 1)
        while at < len(words) and words[at].isspace():
            at += 1
    return tuple(found)
