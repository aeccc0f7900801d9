"""The recorded operations of acts → the passive modifications of an Akoma Ntoso document.

Each operation of an act that has taken effect is one `textualMod`, and each unit of a range has its own, with the acts as its
sources, the unit as its destination, the period in which it is in force, and the words struck and inserted as they are recorded.
Inferred words and holes are left out, and the modification then says that it is incomplete.
"""

from collections.abc import Iterable, Iterator

from attrs import evolve, frozen

from pincitec.diagnostics import Diagnostic
from pincitec.law.exchange.akn_ids import LEVELS, Names, Placed, slug
from pincitec.law.exchange.akn_meta import EDITOR, Timeline
from pincitec.law.exchange.akn_places import FORMER, Standing, is_former, redesignated, standing, steps
from pincitec.law.exchange.xml_write import Node
from pincitec.law.ladder import level
from pincitec.law.model import Act, Section, Version
from pincitec.law.state import Context, walk
from pincitec.law.unit_operations import ranged, read_block
from pincitec.syntax.law_tree import (
    AddUnit,
    Designate,
    How,
    Operation,
    Place,
    Recodify,
    Redesignate,
    RemoveUnits,
    Retitle,
    RewriteUnit,
    Undesignate,
    Verbatim,
    Words,
    WordsIn,
)

XHTML = "http://www.w3.org/1999/xhtml"


@frozen
class Change:
    """An operation in the terms of the format. `old` and `new` are words on file; `complete`: they are all of them."""

    kind: str
    place: Place
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    complete: bool = True
    to: Place | None = None


def modifications(section: Section, version: Version, names: Names, line: Timeline, units: tuple[Placed, ...]) -> Node | None:
    """The analysis of the document: what the acts did that have taken effect by the first day of the version."""
    found: list[Node] = []
    by_path = {(FORMER in placed.unit.identity, placed.unit.path): placed for top in units for placed in top.walk()}
    context = Context(tuple(rung for sample in section.ladder if (rung := level(sample)) is not None), frozenset())
    begun = [act for act in section.acts if any(period.from_ <= version.from_ for period in act.periods)]
    acts = sorted(begun, key=lambda act: act.periods[0].from_)
    moved = steps(section, acts, version.from_, context)
    for act_number, act in enumerate(acts):
        for number, operation in enumerate(act.operations):
            former = is_former(operation, act, section)
            own = [step for step in moved if (step.act, step.number) == (act_number, number)]
            later = [step for step in moved if step.after(act_number, number)]
            for change in changes_of(operation, context):
                here, then = (change.to, later) if change.to is not None else (change.place, [*own, *later])
                now = standing(evolve(here, former=former), then)
                parts = tuple(_parts(change, now, act, section, names, line, by_path))
                attributes = {"eId": f"pmod_{len(found) + 1}", "type": change.kind, "incomplete": None if change.complete else "true"}
                found.append(Node("textualMod", attributes, parts))
    return Node("analysis", {"source": EDITOR}, (Node("passiveModifications", {}, tuple(found)),)) if found else None


def _parts(
    change: Change,
    now: Standing,
    act: Act,
    section: Section,
    names: Names,
    line: Timeline,
    by_path: dict[tuple[bool, tuple[str, ...]], Placed],
) -> Iterator[Node]:
    """`now`: where its unit stands in this version."""
    titles = act.reconciled or (act.title,)
    for title in titles:
        yield Node("source", {"href": f"#{line.acts[title]}"})
    yield Node("destination", {"href": f"#{_target(now, section, names, by_path)}"})
    force = next((line.forces[title] for title in titles if title in line.forces), None)
    if force is not None:
        yield Node("force", {"period": f"#{force}"})
    if act.applies is not None:
        yield Node("application", {}, (_words(act.applies.words),))
    if change.to is not None:
        yield Node("previous", {"href": f"#{_address(change.place, section, names)}"})
    for words in change.old:
        yield Node("old", {}, (_words(words),))
    for words in change.new:
        yield Node("new", {}, (_words(words),))


def _words(text: str) -> Node:
    """Words of an operation, which the format keeps in a namespace that is not its own."""
    return Node("span", {"xmlns": XHTML}, (text,))


def _target(now: Standing, section: Section, names: Names, by_path: dict[tuple[bool, tuple[str, ...]], Placed]) -> str:
    """The id of the unit in this document; of one that is not in it, the id that it would have by its designation."""
    place = now.place
    if not place.path:
        return names.section
    if place.path == ("heading",):
        return f"{names.section}__heading"
    found = by_path.get((place.former, place.path)) if not now.gone else None
    return found.eid if found is not None else _address(place, section, names)


def _address(place: Place, section: Section, names: Names) -> str:
    levels = [found for sample in section.ladder if (found := level(sample)) is not None]
    ids = [names.section]
    for depth, label in enumerate(place.path):
        numbered = depth < min(len(levels), len(LEVELS))
        ids.append(f"{LEVELS[depth][1] if numbered else 'hcontainer'}_{slug(label) or depth + 1}")
    return "__".join(ids) + ("-former" if place.former else "")


def changes_of(operation: Operation, context: Context) -> tuple[Change, ...]:
    """What an operation is in the format: a change for each unit that it names."""
    match operation:
        case RemoveUnits() if operation.through is not None:
            places = ranged(operation.place, operation.through, context)
            words = _each(operation.text, places, context)
            return tuple(Change("repeal", place, old, complete=bool(old)) for place, old in zip(places, words, strict=True))
        case Redesignate() if operation.through is not None:
            return tuple(Change("renumbering", place, to=to) for place, to in redesignated(operation, context))
    return (_change(operation),)


def _each(text: Verbatim | None, places: list[Place], context: Context) -> list[tuple[str, ...]]:
    """The words of each of several units of a block; of none where they are not on file."""
    units = read_block(text, places, context) if text is not None else None
    if units is None or isinstance(units, Diagnostic):
        return [()] * len(places)
    return [(" ".join(" ".join(f"{part.designator} {part.text}" for part in walk((unit,))).split()),) for unit in units]


def _change(operation: Operation) -> Change:
    """What an operation on one place is in the format."""
    place = operation.place
    match operation:
        case WordsIn():
            old, new = _certain(operation.strikes), _certain(operation.inserts)
            kind = "substitution" if operation.strikes and operation.inserts else "repeal" if operation.strikes else "insertion"
            return Change(kind, place, old, new, len(old) == len(operation.strikes) and len(new) == len(operation.inserts))
        case AddUnit():
            return Change("insertion", place, new=_block(operation.text), complete=operation.hole is None)
        case RemoveUnits():
            return Change("repeal", place, old=_block(operation.text), complete=operation.text is not None)
        case RewriteUnit():
            was = operation.was if isinstance(operation.was, Verbatim) else None
            complete = was is not None and operation.hole is None
            return Change("replacement", place, _block(was), _block(operation.text), complete)
        case Retitle():
            old_words = _certain([operation.was]) if isinstance(operation.was, Words) else ()
            new_words = _certain([operation.new])
            return Change("substitution", place, old_words, new_words, bool(old_words and new_words))
        case Redesignate():
            return Change("renumbering", place, to=operation.to)
        case Designate():
            return Change("split", place, to=operation.to)
        case Undesignate():
            return Change("join", place, complete=operation.hole is None)
        case Recodify():
            return Change("renumbering", place, complete=False)


def _certain(operands: Iterable[Words]) -> tuple[str, ...]:
    """The operands whose every character is given: neither inferred nor missing."""
    return tuple(words.text for words in operands if all(part.how is How.GIVEN for part in words.parts))


def _block(text: Verbatim | None) -> tuple[str, ...]:
    return (" ".join(text.text.split()),) if text is not None else ()
