"""Places that bear another designation than before: where the unit is now that a citation named, by which act, and how to cite it.

A designation is a dated label of a unit. A citation names the unit that bears it in the newest text on file; where the words quoted stand
in the unit that bore it before, the citation is behind an act that redesignated it. Acts after that text leave no citation behind.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from pincitec.check.quotations import Move
from pincitec.diagnostics import Diagnostic, Edit, Fix, Safety, Span
from pincitec.diagnostics.catalogue.quotations import MOVED, ORPHANED
from pincitec.law.flat import flatten
from pincitec.law.model import Section
from pincitec.law.places import cite_unit, text_on_file, unit_in, units_of
from pincitec.law.quotations import find
from pincitec.syntax import pol_tree as t

BARE = re.compile(r"[A-Za-z]|[ivxl]+|[IVXL]+|[0-9]+")
"""What stands between the parentheses of a citation without quotation marks: designators that are no words."""


def moved_to(words: str, identity: str, path: tuple[str, ...], section: Section) -> Move | None:
    """The unit other than `identity` that bore the designations `path` before, if the words stand in it, once, in the newest text on
    file; None if they do not, or if several units could be meant."""
    newest = text_on_file(section)
    if newest is None or not newest.complete:
        return None
    found = []
    for move in former(section, path):
        unit = unit_in(newest, move.identity) if move.path and move.identity != identity else None
        if unit is not None and len(find(words, flatten(unit))) == 1:
            found.append(move)
    return found[0] if len(found) == 1 else None


def former(section: Section, path: tuple[str, ...]) -> Iterator[Move]:
    """The units that bore these designations on some day and do not in the newest text on file, each with where it is since."""
    seen: set[str] = set()
    versions = [v for v in section.versions if v.from_ <= section.text_on]
    for i, version in enumerate(versions):
        for unit in units_of(version):
            if unit.path != path or unit.identity in seen:
                continue
            seen.add(unit.identity)
            later = [(v, unit_in(v, unit.identity)) for v in versions[i + 1 :]]
            changed = [(v, u) for v, u in later if u is None or u.path != path]
            newest = later[-1][1] if later else unit
            if changed and (newest is None or newest.path != path):
                since = changed[0][0]
                now = newest.path if newest is not None else ()
                yield Move(unit.identity, now, cite_unit(section, now or path), since.from_, since.acts)


def moved(cite: t.Cite, span: Span, move: Move) -> Diagnostic:
    """A citation that is behind a redesignation: the unit meant bears another designation now."""
    edit = Edit(cite.span, cite_text(cite, move.path))
    notes = [since("redesignated", move)]
    fix = Fix(f"cite `{edit.text}`", (edit,), Safety.SAFE)
    message = f"what is cited is {move.citation} now"
    help = "a designation is a label that holds for some days: cite a unit by its newest one, which stands for it on all days"
    return Diagnostic.at(MOVED, span, message, "under its former designation", notes=notes, help=help, fixes=[fix])


def orphaned(cite: t.Cite, move: Move) -> Diagnostic:
    """A citation of a unit that is gone: it can be cited as of a day on which it stood."""
    last = cite.places[-1]
    day = move.on - timedelta(days=1)
    edit = Edit(Span(last.span.path, last.span.end, last.span.end), f" on {day}")
    fix = Fix(f"cite it as of {day}, its last day", (edit,))
    help = f"cite it as of a day on which it stood: `{step(last.text)} on {day}`"
    message = f"{move.citation} is no more"
    return Diagnostic.at(ORPHANED, cite.span, message, "gone", notes=[since("removed", move)], help=help, fixes=[fix])


def since(what: str, move: Move) -> str:
    return f"{what} from {move.on}" + (f" by {' and '.join(move.acts)}" if move.acts else "")


def cite_text(cite: t.Cite, path: tuple[str, ...], on: date | None = None) -> str:
    """A citation of another unit of the same source, as it is written in a policy; `on`: by the designations of that day.

    >>> BARE.fullmatch("C") is not None, BARE.fullmatch("Full School Year") is None
    (True, True)
    """
    *outer, last = (step(part) for part in path)
    return cite.source.text + "".join(f"({part})" for part in outer) + f"({last}{f' on {on}' if on is not None else ''})"


def step(part: str) -> str:
    if BARE.fullmatch(part):
        return part
    escaped = part.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
