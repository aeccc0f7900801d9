"""Operations and acts of the abstract tree → `.law` text, laid out as `pincite fmt` lays it out: for programs that write law files.

What is written and read again is the same tree. What the language cannot express is refused with `ValueError`, never changed.
Whole files are written by `law_write_file`.
"""

import re
from collections.abc import Iterable
from datetime import date

from pincitec.syntax.law_tree import (
    ActKind,
    ActNode,
    AddUnit,
    AmendAct,
    Anchor,
    AnchorKind,
    Designate,
    ExpireAct,
    LeadIn,
    NoteNode,
    Old,
    OnAct,
    Operation,
    Place,
    PostponeAct,
    Quoted,
    Recodify,
    Redesignate,
    Remainder,
    RemoveUnits,
    RepealAct,
    Retitle,
    ReviveAct,
    RewriteUnit,
    ScopeAct,
    Sentence,
    Undesignate,
    Verbatim,
    WordsIn,
)
from pincitec.syntax.law_write_leaves import laid, place, string, verbatim, words

__all__ = ["act", "note", "on_act", "operation", "place", "remainder", "string", "verbatim", "words"]

# -- operations ----------------------------------------------------------------------------------------------------------


def operation(given: Operation, indent: str = "") -> str:
    """One operation, without a line feed at its end. `indent`: the spaces before its first line."""
    return laid(_operation(given), indent)


def on_act(given: OnAct, indent: str = "") -> str:
    """One statement about another act, as `operation`."""
    return laid(_on_act(given), indent)


def remainder(given: Remainder, indent: str = "") -> str:
    touching = [f"touching {', '.join(map(place, given.places))}"] if given.places else []
    return laid(["remainder " + string(given.words.text), *touching, *_because(given.because)], indent)


def note(given: NoteNode, indent: str = "") -> str:
    label = f" {string(given.label)}" if given.label is not None else ""
    return laid([f"note{label} from {name(given.source.text)}", verbatim(given.verbatim.text)], indent)


def _operation(given: Operation) -> list[str]:
    """The clauses of an operation, each of which may begin a line. A block ends the line on which it opens."""
    match given:
        case WordsIn():
            return _words_in(given)
        case AddUnit():
            behind = f" after {place(given.after)}" if given.after is not None else ""
            return [f"add {place(given.place)}{behind}", *_given(given), *_because(given.because)]
        case RemoveUnits():
            verb = "repeal" if given.repealed else "remove"
            return [f"{verb} {_range(given.place, given.through)}", *_given(given), *_because(given.because)]
        case RewriteUnit():
            return [f"rewrite {place(given.place)}", *_given(given), *_was(given.was), *_because(given.because)]
        case Retitle():
            return [f"retitle {words(given.new)}", *_was(given.was), *_printed(given.printed), *_because(given.because)]
        case Redesignate():
            old, new = _range(given.place, given.through), _range(given.to, given.to_through)
            return [f"redesignate {old} as {new}", *_because(given.because)]
        case Designate():
            return [f"designate {place(given.place)} as {place(given.to)}", *_because(given.because)]
        case Undesignate():
            return [f"undesignate {place(given.place)}", *_given(given), *_because(given.because)]
        case Recodify():
            return [f"recodify {place(given.place)} as {string(given.to.text)}", *_was(given.was), *_because(given.because)]


def _words_in(given: WordsIn) -> list[str]:
    head = f"in {place(given.place)}"
    if isinstance(given.within, LeadIn):
        head += " lead in"
    elif isinstance(given.within, Sentence):
        head += f" sentence {given.within.number}"
    head += f" {_anchor(given.anchor)}" if given.anchor is not None else ""
    clauses = [head, *(f"strike {words(w)}" for w in given.strikes), *(f"insert {words(w)}" for w in given.inserts)]
    clauses += [f"hits {given.hits}"] if given.hits != 1 else []
    clauses += [f"at {given.occurrence.number} of {given.occurrence.total}"] if given.occurrence is not None else []
    return [*clauses, *_printed(given.printed), *_because(given.because)]


def _anchor(anchor: Anchor) -> str:
    beside = anchor.kind in {AnchorKind.AFTER, AnchorKind.BEFORE} and anchor.words is not None
    return f"{anchor.kind.value} {words(anchor.words)}" if beside and anchor.words is not None else anchor.kind.value


def _on_act(given: OnAct) -> list[str]:
    act = f"act {string(given.act.text)}"
    match given:
        case AmendAct():
            first, *rest = _words_in(given.operation)
            return [f"in {act}", first, *rest]
        case PostponeAct():
            return [f"postpone {act} to {given.to}", *_because(given.because)]
        case ExpireAct():
            return [f"expire {act} on {given.on}", *_because(given.because)]
        case ReviveAct():
            return [f"revive {act} on {given.on}", *_because(given.because)]
        case RepealAct():
            return [f"repeal {act}", *_because(given.because)]
        case ScopeAct():
            return [f"scope {act}", f"applies {string(given.applies.text)}", *_because(given.because)]


def _range(first: Place, through: str | None) -> str:
    if through is None:
        return place(first)
    end = place(Place((*first.path[:-1], through), False, first.span))
    return f"{place(first)} through {end}"


def _given(operation: AddUnit | RemoveUnits | RewriteUnit | Undesignate) -> list[str]:
    block = [verbatim(operation.text.text)] if operation.text is not None else []
    return block or ([words(operation.hole)] if operation.hole is not None else [])


def _was(old: Old) -> list[str]:
    if old is None:
        return []
    return ["was " + verbatim(old.text)] if isinstance(old, Verbatim) else [f"was {words(old)}"]


def _printed(printed: Iterable[Quoted]) -> list[str]:
    return [f"printed {string(quoted.text)}" for quoted in printed]


def _because(because: Quoted | None) -> list[str]:
    return [f"because {string(because.text)}"] if because is not None else []


# -- acts ----------------------------------------------------------------------------------------------------------------


def act(node: ActNode) -> str:
    """An act with its body, from its first word to the end of its last line."""
    clauses = _head(node)
    inside = "  "
    items = [operation(o, inside) for o in node.operations]
    items += [on_act(o, inside) for o in node.on_acts]
    items += [remainder(r, inside) for r in node.remainders]
    items += [f"{inside}applies {string(quoted.text)}" for quoted in node.applies]
    items += [note(n, inside) for n in node.notes]
    if not items and node.kind is ActKind.ACT:
        return laid(clauses, "") + "\n"
    return "\n".join([laid([*clauses, "{"], ""), *items, "}"]) + "\n"


def _head(node: ActNode) -> list[str]:
    titles = " and ".join(string(title.text) for title in node.titles)
    clauses = [f"{node.kind.value} {titles}"]
    clauses += [f"enacted {node.enacted}"] if node.enacted is not None and node.kind is ActKind.ACT else []
    clauses.append(_effective(node))
    clauses += [f"by {string(node.by.text)}"] if node.by is not None else []
    clauses += _because(node.because)
    clauses += [f"enacted {node.enacted}"] if node.enacted is not None and node.kind is not ActKind.ACT else []
    if node.until is not None:
        clauses.append(f"until {node.until}" + (f" {node.term.value}" if node.term is not None else ""))
    clauses += [f"known {node.known}"] if node.known is not None else []
    clauses += ["order unknown"] if node.order_unknown else []
    if node.after is not None:
        by = f" by {string(node.after_by.text)}" if node.after_by is not None else ""
        clauses.append(f"order after {string(node.after.text)}{by}")
    clauses += [f"retroactive because {string(node.retroactive.text)}"] if node.retroactive is not None else []
    return clauses


def _effective(node: ActNode) -> str:
    if node.condition is None:
        return f"effective {_day(node.effective)}"
    waits = f"effective when {string(node.condition.words.text)}"
    if node.condition.met is None:
        return waits
    if node.condition.because is None:
        raise ValueError("that a condition was met needs a reason")
    return f"{waits} met {node.condition.met} because {string(node.condition.because.text)}"


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else "unknown"


def name(name: str) -> str:
    if not re.fullmatch(r"[a-z_][a-z0-9_]*", name):
        raise ValueError(f"no name of a source: {name!r}")
    return name
