"""An operation of an act in words, for a reader of the history."""

from pincitec.syntax.law_tree import (
    AddUnit,
    Anchor,
    AnchorKind,
    Designate,
    How,
    LeadIn,
    Operation,
    Place,
    Recodify,
    Redesignate,
    RemoveUnits,
    Retitle,
    RewriteUnit,
    Sentence,
    Undesignate,
    Words,
    WordsIn,
)


def operation_said(operation: Operation) -> str:
    place = shown_place(operation.place)
    because = f" (because {operation.because.text})" if operation.because is not None else ""
    match operation:
        case WordsIn():
            struck = " and ".join(_words(words) for words in operation.strikes)
            inserted = " and ".join(_words(words) for words in operation.inserts)
            done = [f"struck {struck}"] if struck else []
            done += [f"inserted {inserted}"] if inserted else []
            return f"in {_within(operation)}{place}{_where(operation.anchor)} {', '.join(done)}{_how_often(operation)}{because}"
        case AddUnit():
            return f"added {place}" + (f" {operation.hole.text}" if operation.hole is not None else "") + because
        case RemoveUnits():
            verb = "repealed" if operation.repealed else "removed"
            return f"{verb} {_range(operation.place, operation.through)}{because}"
        case RewriteUnit():
            return f"rewrote {place}{because}"
        case Retitle():
            return f"made the heading {_words(operation.new)}{because}"
        case Redesignate():
            return f"redesignated {_range(operation.place, operation.through)} as {_range(operation.to, operation.to_through)}{because}"
        case Designate():
            return f"designated the words of {place} as {shown_place(operation.to)}{because}"
        case Undesignate():
            return f"struck the designation of {place}, whose words stay{because}"
        case Recodify():
            return f"recodified {place} as {operation.to.text}{because}"


def _within(operation: WordsIn) -> str:
    if isinstance(operation.within, LeadIn):
        return "the lead-in of "
    return f"sentence {operation.within.number} of " if isinstance(operation.within, Sentence) else ""


def _how_often(operation: WordsIn) -> str:
    if operation.occurrence is not None:
        return f" (place {operation.occurrence.number} of {operation.occurrence.total})"
    return f" (all {operation.hits} places)" if operation.hits != 1 else ""


def _range(first: Place, through: str | None) -> str:
    return shown_place(first) + (f" through {through}" if through is not None else "")


def _where(anchor: Anchor | None) -> str:
    if anchor is None:
        return ""
    if anchor.kind is AnchorKind.AT_UNKNOWN:
        return ", at a place that is not on file,"
    return f" {anchor.kind.value}" + (f" {_words(anchor.words)}" if anchor.words is not None else "")


def _words(words: Words) -> str:
    """Words in quotation marks, inferred characters marked, holes as they are."""
    if all(part.how is How.HOLE for part in words.parts):
        return words.text
    text = "".join("{?" + part.text + "}" if part.how is How.INFERRED else part.text for part in words.parts)
    return f"“{text}”"


def shown_place(place: Place) -> str:
    if place.is_section:
        return "the section"
    head, *rest = place.path
    return ("former " if place.former else "") + head + "".join(f"({part})" for part in rest)
