"""What a reviewer is shown of a section's versions: passages that nobody speaks of, and sentences that are quoted up to a proviso.

The same words in neighbouring versions are one entry, with the days of all of them.
"""

import re
from collections.abc import Iterable, Iterator

from attrs import evolve

from pincitec.coverage.model import Cut, Passage, Run, State, UnitCover, VersionCover
from pincitec.coverage.words import Range, words_in
from pincitec.law.sentences import sentences

PROVISO = re.compile(r"(?:\b(?:but|provided(?:,? however)?,? that|except|unless|however|notwithstanding)|; or)\b", re.IGNORECASE)


def passages(versions: Iterable[VersionCover]) -> tuple[Passage, ...]:
    """The runs that are not covered, in order of the text of the version in which each came first."""
    found: dict[tuple[str, str, int], list[Passage]] = {}
    for version in versions:
        if not version.counted:
            continue
        for unit in version.units:
            times: dict[str, int] = {}
            for run in unit.runs:
                if run.state is State.NOT_COVERED:
                    text = unit.text[run.start : run.end].strip()
                    times[text] = times.get(text, 0) + 1
                    rows = found.setdefault((unit.identity, text, times[text]), [])
                    if rows and rows[-1].until == version.from_:
                        rows[-1] = evolve(rows[-1], until=version.until, citation=unit.citation)
                    else:
                        rows.append(Passage(unit.identity, unit.citation, text, run.words, version.from_, version.until))
    return tuple(passage for rows in found.values() for passage in rows)


def cuts(versions: Iterable[VersionCover]) -> tuple[Cut, ...]:
    """The sentences that are quoted up to a proviso of which nobody speaks."""
    found: dict[tuple[str, str], list[Cut]] = {}
    for version in versions:
        for unit in version.units if version.counted else ():
            for cut in cuts_in(unit, version):
                rows = found.setdefault((cut.identity, cut.rest), [])
                if rows and rows[-1].until == version.from_:
                    rows[-1] = evolve(rows[-1], until=version.until, citation=cut.citation)
                else:
                    rows.append(cut)
    return tuple(cut for rows in found.values() for cut in rows)


def cuts_in(unit: UnitCover, version: VersionCover) -> Iterator[Cut]:
    for start, end in sentences(unit.text):
        provisos = list(PROVISO.finditer(unit.text, start, end))
        for here, following in zip(provisos, [*provisos[1:], None], strict=False):
            rest = (here.start(), following.start() if following is not None else end)
            quoted = [run for run in unit.runs if run.state is State.ENCODED and start < run.end and run.start < here.start()]
            if quoted and all(run.state is State.NOT_COVERED for run in unit.runs if spans_word(unit, run, (here.end(), rest[1]))):
                text = unit.text[rest[0] : rest[1]].strip()
                yield Cut(unit.identity, unit.citation, here.group(), text, quoted[-1].by, version.from_, version.until)


def spans_word(unit: UnitCover, run: Run, part: Range) -> bool:
    """Whether a run holds a word of a part of the unit's text."""
    start, end = max(run.start, part[0]), min(run.end, part[1])
    return start < end and bool(words_in(unit.text[start:end]))
