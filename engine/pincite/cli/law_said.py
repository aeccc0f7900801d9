"""An operation of an act in words, for a reader of the history."""

from pincitec.syntax.law_tree import AddUnit, Anchor, AnchorKind, How, Operation, Place, RemoveUnits, Words, WordsIn


def operation_said(operation: Operation) -> str:
    place = shown_place(operation.place)
    because = f" (because {operation.because.text})" if operation.because is not None else ""
    match operation:
        case WordsIn():
            struck = " and ".join(_words(words) for words in operation.strikes)
            inserted = " and ".join(_words(words) for words in operation.inserts)
            done = [f"struck {struck}"] if struck else []
            done += [f"inserted {inserted}"] if inserted else []
            return f"in {place}{_where(operation.anchor)} {', '.join(done)}{because}"
        case AddUnit():
            return f"added {place}" + (f" {operation.hole.text}" if operation.hole is not None else "") + because
        case RemoveUnits():
            through = f" through {operation.through}" if operation.through is not None else ""
            return f"removed {place}{through}{because}"


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
    head, *rest = place.path
    return ("former " if place.former else "") + head + "".join(f"({part})" for part in rest)
