"""What an amendment made of quoted words, read off the recorded operations: the words that now stand in their place, and the redline.

Assumes two versions of one section. Nothing is guessed by comparing texts: where the operations do not say exactly which words came in
place of the quoted ones, `words_now` gives nothing. Of a rewritten unit the operation is its one changed run, as `redline` has it.
"""

from collections.abc import Iterable, Iterator

from attrs import evolve

from pincitec.law.flat import FlatText
from pincitec.law.model import Section, Status, UnitText, Version, weakest
from pincitec.law.normalise import normalise
from pincitec.law.places import unit_in
from pincitec.law.redline import Fate, RedlineRun, RedlineUnit, redline

MARKS = {Fate.KEPT: "{}", Fate.STRUCK: "[-{}-]", Fate.INSERTED: "{{+{}+}}"}
CONTEXT = 40
"""Characters of kept words that a shown redline begins and ends with, at most."""


def words_now(flat: FlatText, start: int, end: int, section: Section, old: Version, new: Version) -> str | None:
    """The words that stand in `new` where `[start, end)` of a place's text stood in `old`, normalised.

    None where the range is not of one unit's own words, where the unit came or went as a whole, where words at either end were struck
    together with others (which of the new words answer to which is then not said), and where any of the new ones is not on file.
    """
    found = own_range(flat, start, end)
    if found is None:
        return None
    unit, low, high = found
    marked = marked_unit(unit, section, old, new)
    if marked is None or marked.whole:
        return None
    taken: list[RedlineRun] = []
    position, answered = 0, False
    for run in joined(marked.runs):
        if run.fate is Fate.INSERTED:
            if low < position < high or (position == high and answered):
                taken.append(run)
            continue
        after = position + len(run.text)
        inside = max(position, low), min(after, high)
        answered = run.fate is Fate.STRUCK and low <= position < after <= high
        if run.fate is Fate.STRUCK and inside[0] < inside[1] and not answered:
            return None
        if run.fate is Fate.KEPT and inside[0] < inside[1]:
            taken.append(evolve(run, text=run.text[inside[0] - position : inside[1] - position]))
        position = after
    if any(run.status in (Status.UNKNOWN, Status.INFERRED) for run in taken):
        return None
    return normalise("".join(run.text for run in taken)).strip() or None


def own_range(flat: FlatText, start: int, end: int) -> tuple[UnitText, int, int] | None:
    """The unit whose own words a range is, with the range counted in them; None where it is not of one unit alone."""
    runs = flat.runs_in(start, end)
    unit = runs[0].unit if runs else None
    if unit is None or any(r.piece is None or r.unit is not unit or r.piece.status is Status.UNKNOWN for r in runs):
        return None
    before = [r for r in flat.runs if r.piece is not None and r.unit is unit and r.start < runs[0].start]
    if any(r.piece is not None and r.piece.status is Status.UNKNOWN for r in before):
        return None
    offset = sum(r.end - r.start for r in before) - runs[0].start
    return unit, flat.starts[start] + offset, flat.starts[end - 1] + 1 + offset


def marked_unit(unit: UnitText, section: Section, old: Version, new: Version) -> RedlineUnit | None:
    """A unit of the old version with what became of its words; None where it, or one of the same designation, cannot be told."""
    after = unit_in(new, unit.identity)
    path = unit.path if after is None else after.path
    found = [u for u in redline(section, old.from_, new.from_) or () if u.path == path]
    return found[0] if len(found) == 1 else None


def redline_words(place: UnitText, section: Section, old: Version, new: Version) -> str:
    """The changes below a place between two versions, struck words `[-so-]` and inserted ones `{+so+}`; "" if there are none."""
    identities = {u.identity for u in units_below(place)}
    after = unit_in(new, place.identity)
    identities |= {u.identity for u in units_below(after)} if after is not None else set()
    paths = {u.path for i in identities for u in [unit_in(new, i) or unit_in(old, i)] if u is not None}
    changed = (u for u in redline(section, old.from_, new.from_) or () if u.changed and u.path in paths)
    return " … ".join(shown(u.runs) for u in changed)


def units_below(unit: UnitText) -> Iterator[UnitText]:
    yield unit
    for child in unit.children:
        yield from units_below(child)


def joined(runs: Iterable[RedlineRun]) -> list[RedlineRun]:
    """Neighbouring runs of one fate and one act as one, as sure as the weakest of them."""
    made: list[RedlineRun] = []
    for run in runs:
        if made and (made[-1].fate, made[-1].act) == (run.fate, run.act):
            made[-1] = evolve(made[-1], text=made[-1].text + run.text, status=weakest((made[-1].status, run.status)))
        else:
            made.append(run)
    return made


def shown(runs: Iterable[RedlineRun]) -> str:
    """Runs as one line: what changed, with a few of the kept words around it; longer stretches of these are left out with `…`.
    Characters that the file infers stand in `{?…}`."""
    made = joined(evolve(r, act=None, text=f"{{?{r.text}}}" if r.status is Status.INFERRED else r.text) for r in runs)
    parts = []
    for i, run in enumerate(made):
        text = kept(run.text, i > 0, i + 1 < len(made)) if run.fate is Fate.KEPT else run.text
        parts.append(MARKS[run.fate].format(text))
    return normalise("".join(parts)).strip()


def kept(text: str, left: bool, right: bool) -> str:
    """Kept words between changes (`left`, `right`: there is one on that side), cut between words.

    >>> kept("The minimum salary for a level three-A teacher of this state is ", False, True)
    '… level three-A teacher of this state is '
    """
    if len(text) <= CONTEXT * (left + right):
        return text
    head, tail = 0, len(text)
    if left:
        head = max((i for i in spaces(text, 0, CONTEXT)), default=0)
    if right:
        tail = min((i for i in spaces(text, len(text) - CONTEXT, len(text))), default=len(text))
    return f"{text[:head]} …{text[tail:]}" if left else f"…{text[tail:]}"


def spaces(text: str, start: int, end: int) -> Iterator[int]:
    """The spaces in a range at which a text may be cut: none that stands inside the mark of inferred characters or of a hole."""
    for i in range(start, end):
        if text[i] == " " and all(text.rfind(open_, 0, i) <= text.rfind(close, 0, i) for open_, close in (("{?", "}"), ("⟨", "⟩"))):
            yield i


def acts_between(section: Section, old: Version, new: Version) -> tuple[str, ...]:
    """The acts that made the later text of the earlier one, oldest first."""
    versions = [v for v in section.versions if old.from_ < v.from_ <= new.from_]
    return tuple(dict.fromkeys(act for version in versions for act in version.acts))
