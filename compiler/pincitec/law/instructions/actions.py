"""From the tree of a predicate and the subject of its sentence to operations.

The tree says what is done, the subject where. Where the two do not fit together (three units redesignated as two, words inserted
nowhere in particular) there is no operation at all.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from pincitec.diagnostics import Span
from pincitec.law.instructions.levels import ORDINALS, narrowed, rank_of_first, rank_of_name
from pincitec.law.instructions.model import (
    ONLY,
    AddUnit,
    Anchor,
    DesignateExisting,
    Insert,
    Occurrence,
    Operation,
    Part,
    Phrase,
    Place,
    Rank,
    Redesignate,
    Repeal,
    Retitle,
    RewriteUnit,
    Strike,
    StrikeUnit,
    Substitute,
    Where,
    Which,
)
from pincitec.law.instructions.subjects import Subject, labels_of
from pincitec.law.instructions.words import Token

if TYPE_CHECKING:
    from lark import Token as Leaf, Tree

_MARKS: Final = {"period": ".", "semicolon": ";", "comma": ",", "colon": ":"}
_ORDINALS: Final = dict(zip(ORDINALS, range(1, 11), strict=True))


@frozen
class _Words:
    """Words that are struck or inserted, and where."""

    inserted: bool
    phrase: Phrase
    occurrence: Occurrence
    anchor: Anchor | None
    in_place: bool
    lead_in: bool


def operations_of(tree: "Tree[Leaf]", words: list[Token], about: Subject, span: Span) -> tuple[tuple[Operation, ...], Place] | None:
    """The operations of a sentence and the place that it leaves for those under it; None where they do not fit together."""
    place = about.places[0] if len(about.places) == 1 else Place(uncertain="the enclosing sentence speaks of several places")
    if any(word.kind == "QUOTE" and not word.text.strip() for word in words):
        return None  # what was to stand there is lost
    body = tree.children[0]
    assert not isinstance(body, str)
    if body.data == "opens" or [_name(action) for action in body.children] == ["and_opens"]:
        return ((), place) if not about.new else None
    if body.data == "rewrite":
        text = next((_phrase(words[int(leaf)], span) for leaf in _leaves(body) if words[int(leaf)].kind == "QUOTE"), None)
        return tuple(_rewrite(p, text, span) for p in about.places), place
    pending: list[_Words] = []
    found: list[Operation] = []
    opens = False
    for action in body.children:
        assert not isinstance(action, str)
        if action.data in {"strike", "insert", "add_text"}:
            pending.append(_words(action, words, span))
        elif action.data == "and_opens":
            opens = True
        elif action.data not in {"joint", "and_by"}:
            made = _unit(action, words, about, span)
            if made is None:
                return None
            found.extend(made)
    if about.new and (pending or opens):
        return None
    targets = _after_designation(found, about.places)
    if opens and len(targets) == 1:
        place = targets[0]
    for target in targets:
        folded = _folded(pending, target, span)
        if folded is None:
            return None
        found.extend(folded)
    return (tuple(found), place) if found else None


def _name(action: "str | Tree[Leaf]") -> str:
    return "" if isinstance(action, str) else str(action.data)


def _after_designation(found: list[Operation], places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Where the words of a sentence are that first designates ("is designated as paragraph (1) and amended by …")."""
    if len(found) == 1 and isinstance(found[0], DesignateExisting):
        made = found[0]
        above = made.place.steps
        rank = Rank(min(above[-1].rank + 1, Rank.LOWER)) if above else rank_of_first(made.label)
        return (narrowed(made.place, rank, (made.label,)),)
    if len(found) == 1 and isinstance(found[0], Redesignate) and found[0].place.steps:
        made_at = found[0].place
        return (evolve(made_at, steps=(*made_at.steps[:-1], evolve(made_at.steps[-1], label=found[0].to))),)
    return places


def _rewrite(place: Place, text: Phrase | None, span: Span) -> Operation:
    return Retitle(evolve(place, part=Part.ALL), text, span) if place.part is Part.HEADING else RewriteUnit(place, text, span)


def _leaves(tree: "Tree[Leaf]") -> Iterator[str]:
    for child in tree.children:
        if isinstance(child, str):
            yield child
        else:
            yield from _leaves(child)


def _phrase(word: Token, span: Span) -> Phrase:
    text, named = (_MARKS[word.text.lower()], True) if word.kind == "MARK" else (" ".join(word.text.split()), False)
    return Phrase(text, Span(span.path, word.start, word.end), named)


def _operand(tree: "Tree[Leaf]", words: list[Token], span: Span) -> tuple[Phrase, Occurrence]:
    leaves = [words[int(leaf)] for leaf in _leaves(tree)]
    ordinal = next((Occurrence(Which.NTH, _ORDINALS[w.text.lower()]) for w in leaves if w.kind == "ORDINAL"), ONLY)
    return _phrase(leaves[-1], span), ordinal


def _words(action: "Tree[Leaf]", words: list[Token], span: Span) -> _Words:
    phrase: Phrase | None = None
    occurrence, anchor, in_place, lead_in = ONLY, None, False, False
    first = words[int(next(_leaves(action)))]
    for child in action.children:
        if isinstance(child, str):
            if words[int(child)].kind == "QUOTE":
                phrase = _phrase(words[int(child)], span)
            continue
        leaves = [words[int(leaf)] for leaf in _leaves(child)]
        match child.data:
            case "operand":
                phrase, stated = _operand(child, words, span)
                occurrence = stated if occurrence is ONLY else occurrence
            case "every":
                occurrence = Occurrence(Which.EVERY)
            case "both":
                occurrence = Occurrence(Which.EVERY, 2)
            case "nth":
                occurrence = Occurrence(Which.NTH, next(_ORDINALS[w.text.lower()] for w in leaves if w.kind == "ORDINAL"))
            case "last":
                occurrence = Occurrence(Which.LAST)
            case "at_end":
                anchor = Anchor(Where.AT_END)
            case "at_start":
                anchor = Anchor(Where.AT_START)
            case "after" | "before":
                inner = child.children[-1]
                assert not isinstance(inner, str)
                beside, stated = _operand(inner, words, span)
                occurrence = stated if stated is not ONLY else occurrence
                anchor = Anchor(Where(child.data), beside)
            case "after_designation":
                anchor = Anchor(Where.AFTER_DESIGNATION)
            case "in_place":
                in_place = True
            case "in_lead_in":
                lead_in = True
            case _:
                pass
    assert phrase is not None
    return _Words(first.kind != "STRIKE", phrase, occurrence, anchor, in_place, lead_in)


def _folded(pending: list[_Words], place: Place, span: Span) -> list[Operation] | None:
    """Struck words followed by words inserted in their place are one substitution; inserted words need a place of their own."""
    found: list[Operation] = []
    struck: _Words | None = None
    for words in pending:
        at = evolve(place, part=Part.LEAD_IN) if words.lead_in else place
        if not words.inserted:
            if struck is not None:
                found.append(Strike(at, struck.phrase, struck.occurrence, struck.anchor, span))
            struck = words
        elif words.anchor is not None and not words.in_place:
            if struck is not None:
                found.append(Strike(at, struck.phrase, struck.occurrence, struck.anchor, span))
                struck = None
            found.append(Insert(at, words.phrase, words.anchor, words.occurrence, span))
        elif struck is None or words.anchor is not None:
            return None
        else:
            both = {struck.occurrence, words.occurrence} - {ONLY}
            if len(both) > 1:
                return None
            occurrence = both.pop() if both else ONLY
            found.append(Substitute(at, struck.phrase, words.phrase, occurrence, struck.anchor, span))
            struck = None
    if struck is not None:
        at = evolve(place, part=Part.LEAD_IN) if struck.lead_in else place
        found.append(Strike(at, struck.phrase, struck.occurrence, struck.anchor, span))
    return found


def _numbers(text: str) -> tuple[tuple[str, ...], ...]:
    """The section numbers of a list; nothing for a range, which cannot be counted."""
    return () if "through" in text else tuple((number,) for number in re.findall(r"\d[\w:.-]*\w|\d", text))


def _unit(action: "Tree[Leaf]", words: list[Token], about: Subject, span: Span) -> list[Operation] | None:
    leaves = [words[int(leaf)] for leaf in _leaves(action)]
    lists = [labels_of(w.text) if w.kind == "LABELS" else _numbers(w.text) for w in leaves if w.kind in {"LABELS", "NUMBER", "QUOTE"}]
    named = next((rank_of_name(w.text) for w in leaves if w.kind == "UNIT"), None)
    single = about.places[0] if len(about.places) == 1 else None
    match action.data:
        case "repeal":
            return None if about.new else [Repeal(place, span) for place in about.places]
        case "repeal_units" | "strike_units":
            make = Repeal if action.data == "repeal_units" else StrikeUnit
            if single is None or named is None or not lists[0]:
                return None
            return [make(narrowed(single, named, labels), span) for labels in lists[0]]
        case "strike_sentence":
            number = next(_ORDINALS[w.text.lower()] for w in leaves if w.kind == "ORDINAL")
            return [StrikeUnit(evolve(single, sentences=(number,)), span)] if single is not None and not single.sentences else None
        case "add_units":
            if single is None or not lists[0]:
                return None
            return [AddUnit(single, named, tuple(labels[-1] for labels in lists[0]), None, span)]
        case "add_sections":
            return [AddUnit(single, None, tuple(labels[-1] for labels in lists[0]), None, span)] if single else None
        case "added":
            text = next((_phrase(w, span) for w in leaves if w.kind == "QUOTE"), None)
            if about.new_heading and single is not None:
                return [Retitle(evolve(single, part=Part.ALL), text, span)]
            return [AddUnit(single, about.unit, about.new, text, span)] if single is not None and about.new else None
        case "redesignate" | "designate":
            targets = lists[-1] if lists else ()
            if about.existing:
                return [DesignateExisting(single, targets[0][-1], span)] if single is not None and len(targets) == 1 else None
            if len(targets) != len(about.places) or not targets:
                return None
            return [Redesignate(place, labels[-1], span) for place, labels in zip(about.places, targets, strict=True)]
        case "redesignate_units":
            if single is None or named is None or len(lists[0]) != len(lists[1]):
                return None
            return [Redesignate(narrowed(single, named, old), new[-1], span) for old, new in zip(lists[0], lists[1], strict=True)]
        case "designate_existing":
            return [DesignateExisting(single, lists[0][0][-1], span)] if single is not None and len(lists[0]) == 1 else None
        case _:
            return None
