"""Clauses of a note → what could be written for each, from the most exact form down to prose: `settle` keeps the first that holds.

A step down never says more than the one before it: words at their anchor, words somewhere in a unit, prose about a unit, prose about
the section. A place is tried as a unit of today's text or as a former one of that designation, whichever the newer acts make likely.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from attrs import evolve, field, frozen

from pincitec.law.importing.clauses import Clause
from pincitec.law.importing.naming import named, short, shown, units_named
from pincitec.law.importing.nodes import NOWHERE, anchor, given, hole, place, remainder, words_in
from pincitec.law.instructions.model import (
    AddUnit,
    Anchor,
    Insert,
    Operation,
    Part,
    Place,
    Redesignate,
    Strike,
    StrikeDesignation,
    StrikeUnit,
    Substitute,
    Where,
)
from pincitec.law.ladder import Level
from pincitec.syntax import law_tree as tree
from pincitec.syntax.law_tree import AnchorKind, LeadIn, Sentence

Node = tree.Operation | tree.Remainder
_LISTING: Final = ("as follows", "the following", "as follows:", "the following:", ":")
"""Words after which a unit's paragraphs follow at once."""


@frozen
class Candidate:
    """One form of an operation. `node` None: the words are looked up in the text with the tolerance for misquotations."""

    node: Node | None
    told: str = ""
    """What a person has to be told if this is the form that holds; empty where nothing is left open."""
    misquoted: tree.WordsIn | None = None


@frozen
class Draft:
    """Something that an act did, in the forms in which it can be written. `seam`: words go in or out without others in their place."""

    clause: Clause
    candidates: tuple[Candidate, ...]
    seam: bool = False


@frozen
class Known:
    """What is known of the units when an act is drafted: those of the newest text, and those that newer acts added to it."""

    newest: frozenset[tuple[str, ...]]
    added_later: frozenset[tuple[str, ...]]
    ladder: tuple[Level, ...]
    before: Mapping[str, str] = field(factory=dict)
    """The older designations of outermost units that the act redesignates, by the newer ones."""

    @property
    def sole(self) -> tuple[str, ...]:
        """The only paragraph of a section that has no others: a note on it names no place. Empty where there are several."""
        paths = [path for path in self.newest if path != ("heading",)]
        return paths[0] if len(paths) == 1 else ()

    def former_first(self, path: tuple[str, ...]) -> bool:
        gone = path not in self.newest
        return gone or any(path[: n + 1] in self.added_later for n in range(len(path)))


def draft(clauses: Sequence[Clause], known: Known) -> list[Draft]:
    """The drafts of an act, in the order in which its operations are done."""
    found: list[Draft] = []
    known = evolve(known, before=_before(clauses))
    for clause in clauses:
        if clause.summary:
            continue
        if not clause.operations:
            found.append(Draft(clause, tuple(_prose(clause, clause.touching, known))))
            continue
        found += _of_clause(clause, known)
    if any(isinstance(o, Redesignate) for clause in clauses for o in clause.operations):
        # Notes name units as they are designated after the act, so designations change before anything is done under them.
        found.sort(key=lambda d: not isinstance(d.candidates[0].node, tree.Redesignate | tree.RemoveUnits))
    return found


def _before(clauses: Iterable[Clause]) -> dict[str, str]:
    changed = [o for clause in clauses for o in clause.operations if isinstance(o, Redesignate)]
    return {o.to: o.place.path[0] for o in changed if len(o.place.path) == 1}


def _of_clause(clause: Clause, known: Known) -> Iterator[Draft]:
    for operations in _together(clause.operations):
        first = operations[0]
        doubtful = any(o.place.uncertain or o.place.amendatory or o.place.title for o in operations)
        if doubtful:
            yield Draft(clause, tuple(_prose(clause, None, known)))
        elif isinstance(first, Strike | Insert | Substitute):
            yield _words(clause, first, operations[1:], known)
        elif isinstance(first, AddUnit):
            for label in first.labels:
                yield _added(clause, first, label, known)
        elif isinstance(first, StrikeUnit):
            yield from _struck(clause, [o for o in operations if isinstance(o, StrikeUnit)], known)
        elif isinstance(first, Redesignate):
            yield from _redesignated(clause, [o for o in operations if isinstance(o, Redesignate)], known)
        else:
            yield Draft(clause, tuple(_prose(clause, first.place.path[:1], known)))


def _together(operations: tuple[Operation, ...]) -> Iterator[list[Operation]]:
    """Operations that are written as one: a list that was struck with the words that introduced it, and runs of units."""
    left = list(operations)
    while left:
        head = left.pop(0)
        group = [head]
        if isinstance(head, Strike) and head.words.text.endswith(_LISTING):
            while left and isinstance(left[0], StrikeUnit | StrikeDesignation) and left[0].place.path[:-1] == head.place.path:
                group.append(left.pop(0))
        elif isinstance(head, StrikeUnit | Redesignate):
            while left and type(left[0]) is type(head) and left[0].place.path[:-1] == head.place.path[:-1]:
                group.append(left.pop(0))
        yield group


# -- words ---------------------------------------------------------------------------------------------------------------


def _path(where: Place) -> tuple[str, ...]:
    return ("heading",) if where.part is Part.HEADING and not where.steps else where.path


def _words(clause: Clause, operation: Strike | Insert | Substitute, listed: list[Operation], known: Known) -> Draft:
    old, new = _operands(operation)
    strikes = ((given(old),) if old else ()) + ((hole(units_named(listed)),) if listed else ())
    inserts = (given(new),) if new else ()
    path = _path(operation.place) or known.sole
    if not path:
        return Draft(clause, tuple(_prose(clause, None, known)))
    within: LeadIn | Sentence | None = None
    if operation.place.part is Part.LEAD_IN:
        within = LeadIn(NOWHERE)
    elif operation.place.sentences:
        within = Sentence(operation.place.sentences[0], NOWHERE)
    found: list[Candidate] = []
    for former in _former(path, operation.place.former, known):
        where = place(path, former=former)
        exact = [words_in(where, beside, strikes, inserts, within=within) for beside in _anchors(operation)]
        told = f"hole: {units_named(listed)}" if listed else ""
        found += [Candidate(node, told) for node in exact]
        if not listed:
            found += [Candidate(None, misquoted=node) for node in exact[:1]]
        at_unknown = words_in(where, anchor(AnchorKind.AT_UNKNOWN), strikes, inserts)
        found.append(Candidate(at_unknown, f"hole: where {_named(old, new)} stood in {shown(path, former)} is not on file"))
    return Draft(clause, (*found, *_prose(clause, path[:1], known)), seam=not listed and not (old and new))


def _operands(operation: Strike | Insert | Substitute) -> tuple[str, str]:
    match operation:
        case Strike():
            return operation.words.text, ""
        case Insert():
            return "", operation.words.text
        case Substitute():
            return operation.old.text, operation.new.text


def _anchors(operation: Strike | Insert | Substitute) -> list[tree.Anchor | None]:
    """The places that the note can mean: a comma at the end of an anchor is often left out of a note."""
    beside: Anchor | None = operation.anchor
    if beside is None:
        # Where struck words stood follows from the words that took their place, and from nothing else.
        return [] if isinstance(operation, Strike) else [None]
    match beside.where:
        case Where.AFTER | Where.BEFORE if beside.words is not None:
            kind = AnchorKind.AFTER if beside.where is Where.AFTER else AnchorKind.BEFORE
            words = beside.words.text
            # Where words were only struck, the anchor alone shows the place: a longer one could show another.
            loose = kind is AnchorKind.AFTER and words[-1].isalnum() and not isinstance(operation, Strike)
            ends = ("", ",", ";") if loose else ("",)
            return [anchor(kind, words + end) for end in ends]
        case Where.AFTER_DESIGNATION | Where.AT_START:
            return [anchor(AnchorKind.AFTER_DESIGNATION)]
        case _:
            return [anchor(AnchorKind.AT_END)]


def _named(old: str, new: str) -> str:
    return " and ".join(f"“{short(words)}”" for words in (old, new) if words)


# -- units ---------------------------------------------------------------------------------------------------------------


def _added(clause: Clause, operation: AddUnit, label: str, known: Known) -> Draft:
    path = (*operation.place.path, label)
    found: list[Candidate] = []
    for former in _former(path, False, known):
        where = place(path, former=former)
        why = f"{named(path)}: its words are not on file"
        gone = Candidate(tree.AddUnit(where, None, hole(why), None, NOWHERE), f"hole: {why}")
        found += [gone] if former else [Candidate(tree.AddUnit(where, None, None, None, NOWHERE)), gone]
    return Draft(clause, (*found, *_prose(clause, path[:1], known)))


def _struck(clause: Clause, operations: list[StrikeUnit], known: Known) -> Iterator[Draft]:
    for run in _runs([o.place.path for o in operations], known):
        first, last = run[0], run[-1]
        why = f"{units_named([o for o in operations if o.place.path in run])}: {'its' if len(run) == 1 else 'their'} words are not on file"
        through = last[-1] if len(run) > 1 else None
        node = tree.RemoveUnits(place(first, former=True), through, None, hole(why), None, NOWHERE)
        yield Draft(clause, (Candidate(node, f"hole: {why}"), *_prose(clause, first[:1], known)))


def _redesignated(clause: Clause, operations: list[Redesignate], known: Known) -> Iterator[Draft]:
    olds = [o.place.path for o in operations]
    news = [(*o.place.path[:-1], o.to) for o in operations]
    whole = _runs(olds, known) == [olds] and _runs(news, known) == [news]
    pairs = [(olds[0], olds[-1], news[0], news[-1])] if whole else [(a, a, b, b) for a, b in zip(olds, news, strict=True)]
    # One after another, units could take each other's designations.
    clash = not whole and set(olds) & set(news)
    for old, old_last, new, new_last in pairs:
        through = (old_last[-1], new_last[-1]) if old_last != old else (None, None)
        node = tree.Redesignate(place(old), through[0], place(new), through[1], None, NOWHERE)
        yield Draft(clause, (*(() if clash else (Candidate(node),)), *_prose(clause, None, known)))


def _runs(paths: list[tuple[str, ...]], known: Known) -> list[list[tuple[str, ...]]]:
    """Paths grouped where each is the next of its level after the one before."""

    def ordinal(path: tuple[str, ...]) -> int:
        depth = len(path) - 1
        found = known.ladder[depth].ordinal(path[-1]) if depth < len(known.ladder) else None
        return found if found is not None else -1

    numbered = list(enumerate(paths))
    return [[path for _, path in run] for _, run in groupby(numbered, key=lambda pair: ordinal(pair[1]) - pair[0])]


# -- prose ---------------------------------------------------------------------------------------------------------------


def _former(path: tuple[str, ...], stated: bool, known: Known) -> tuple[bool, ...]:
    if stated:
        return (True,)
    return (True, False) if known.former_first(path) else (False, True)


def _prose(clause: Clause, touching: tuple[str, ...] | None, known: Known) -> Iterator[Candidate]:
    """The clause as it stands: about units if it says so, else about any."""
    words = clause.words
    if touching:
        # Notes name units as they are designated after the act, prose is kept about units as they were before: both are meant.
        touching = tuple(dict.fromkeys(either for label in touching for either in (known.before.get(label, label), label)))
        places = tuple(place((label,), former=_former((label,), False, known)[0]) for label in touching)
        yield Candidate(remainder(words, places), f"prose about {', '.join(map(_written, places))}: “{short(words)}”")
        other = tuple(evolve(where, former=not where.former) for where in places)
        yield Candidate(remainder(words, other), f"prose about {', '.join(map(_written, other))}: “{short(words)}”")
    yield Candidate(remainder(words), f"prose that may be about any unit: “{short(words)}”")


def _written(where: tree.Place) -> str:
    return shown(where.path, where.former)
