"""Operands of acts against the notes that describe them, like quotations.

Where a note misquotes the text, `printed "…"` gives its words; the difference must be tolerable and is recorded. Inferred
characters are no claim about the notes, and need a reason.
"""

import re
from collections.abc import Iterable
from typing import Final

from pincitec.diagnostics import Diagnostic, Span
from pincitec.diagnostics.catalogue.law import OPERAND_NOT_IN_NOTE, UNEXPLAINED_INFERENCE
from pincitec.law.events import title_of
from pincitec.law.flat import FlatText
from pincitec.law.layout import lines
from pincitec.law.model import Tolerance
from pincitec.law.normalise import normalise
from pincitec.law.quotations import nearest, occurrences
from pincitec.law.tolerance import tolerance
from pincitec.syntax.law_tree import (
    ActKind,
    ActNode,
    AddUnit,
    AmendAct,
    How,
    LawFile,
    LeadIn,
    NoteNode,
    Operation,
    Quoted,
    Recodify,
    RemoveUnits,
    Retitle,
    RewriteUnit,
    ScopeAct,
    Sentence,
    Undesignate,
    Verbatim,
    Words,
    WordsIn,
)

_MARKS: Final = {".": "period", ";": "semicolon", ",": "comma", ":": "colon"}
"""Marks that instructions name: "striking the period"."""
_ENDS_SENTENCE: Final = re.compile(r"[.!?][\"”)]*$")
_LEAD_IN: Final = re.compile(r"lead-in|introductory")


_DESIGNATOR = re.compile(r"\s*\(?[A-Za-z0-9]{1,6}(?:-[A-Za-z0-9]{1,4})?[.)]{1,2}\s+(?=\S)")


def check_operands(law: LawFile) -> tuple[tuple[Tolerance, ...], list[Diagnostic]]:
    """Every operand, remainder and `applies` of every act: the tolerances used, and the words that stand in no note."""
    tolerances: list[Tolerance] = []
    problems: list[Diagnostic] = []
    texts = normalise("\n".join(text.verbatim.text for text in law.texts))
    for act in law.acts:
        notes = "\n".join(normalise(note.verbatim.text) for note in _notes(act, law.acts))
        replayed = act.effective is not None and all(act.effective > text.on for text in law.texts)
        for operation in act.operations:
            used, trouble = _operation(operation, title_of(act), notes, replayed=replayed)
            tolerances += used
            problems += trouble
            for block in (*_brought(operation), *(() if replayed else _took(operation))):
                problems += _block(block, notes, texts)
        for statement in act.on_acts:
            if isinstance(statement, AmendAct):
                used, trouble = _operation(statement.operation, title_of(act), notes, replayed=replayed)
                tolerances += used
                problems += trouble
        scopes = [statement.applies for statement in act.on_acts if isinstance(statement, ScopeAct)]
        for quoted in (*act.applies, *(remainder.words for remainder in act.remainders), *scopes):
            if not _in(quoted.text, notes):
                problems.append(_absent(quoted.text, quoted.span, notes))
    return tuple(tolerances), problems


def _notes(act: ActNode, acts: Iterable[ActNode]) -> list[NoteNode]:
    """The notes on an act: its own, and for acts dealt with as one those of all of them."""
    titles = {title.text for title in act.titles}
    together = [
        other
        for other in acts
        if (act.kind is not ActKind.ACT or other.kind is not ActKind.ACT) and titles & {t.text for t in other.titles}
    ]
    return [note for other in (act, *(o for o in together if o is not act)) for note in other.notes]


def _brought(operation: Operation) -> tuple[Verbatim, ...]:
    """The blocks of words that an operation brought into the text."""
    given = operation.text if isinstance(operation, AddUnit | RewriteUnit) else None
    return (given,) if given is not None else ()


def _took(operation: Operation) -> tuple[Verbatim, ...]:
    """The blocks of words that it took away. Those of an act that is done to a text on file are compared with it, word for word."""
    given: object = None
    if isinstance(operation, RemoveUnits | Undesignate):
        given = operation.text
    elif isinstance(operation, RewriteUnit | Recodify):
        given = operation.was
    return (given,) if isinstance(given, Verbatim) else ()


def _names_place(operation: WordsIn, notes: str) -> bool:
    """Whether the notes say which words are struck by their place, "the second sentence". They are compared with the text."""
    match operation.within:
        case Sentence():
            whole = bool(operation.strikes) and _ENDS_SENTENCE.search(operation.strikes[-1].text) is not None
            return whole and "sentence" in notes
        case LeadIn():
            return _LEAD_IN.search(notes) is not None
        case None:
            return False


def _operands(operation: Operation, notes: str, *, replayed: bool) -> tuple[tuple[Words, ...], tuple[Quoted, ...]]:
    """The words that an operation quotes, and what the notes print in their stead."""
    if isinstance(operation, WordsIn):
        struck = () if replayed and _names_place(operation, notes) else operation.strikes
        return (*struck, *operation.inserts), operation.printed
    if isinstance(operation, Retitle):
        was = (operation.was,) if isinstance(operation.was, Words) and not replayed else ()
        return (*was, operation.new), operation.printed
    return (), ()


def _operation(operation: Operation, title: str, notes: str, *, replayed: bool) -> tuple[list[Tolerance], list[Diagnostic]]:
    tolerances: list[Tolerance] = []
    problems: list[Diagnostic] = []
    operands, printed_instead = _operands(operation, notes, replayed=replayed)
    if any(words.has_inference for words in operands) and operation.because is None:
        problems.append(
            Diagnostic.at(
                UNEXPLAINED_INFERENCE,
                next(part.span for words in operands for part in words.parts if part.how is How.INFERRED),
                "inferred characters without a reason",
                help='say why they must have stood there: because "the note does not give the comma"',
            )
        )
    unused = list(printed_instead)
    for words in operands:
        for known in _known(words):
            if _in(known.text, notes) or _names_mark(known.text, notes):
                continue
            printed = next((p for p in unused if _substituted(known.text, p.text, notes) is not None), None)
            if printed is None:
                problems.append(_absent(known.text, known.span, notes))
                continue
            unused.remove(printed)
            ours = _substituted(known.text, printed.text, notes) or ""
            kind = tolerance(ours, printed.text)
            if kind is None:
                problems.append(
                    Diagnostic.at(
                        OPERAND_NOT_IN_NOTE,
                        printed.span,
                        f"`{printed.text}` differs too much from `{ours}` to be a misquotation",
                        help="tolerated are white space, quotation marks, case, punctuation and a missing word, never digits",
                    )
                )
            else:
                tolerances.append(Tolerance(title, kind, ours, printed.text, printed.span))
    problems += [
        Diagnostic.at(OPERAND_NOT_IN_NOTE, p.span, f"`printed` is not needed: `{p.text}` replaces no words of the operation",
                      help="leave it out, or give the words as the note prints them")
        for p in unused
    ]  # fmt: skip
    return tolerances, problems


def _known(words: Words) -> list[Quoted]:
    """The runs of an operand that are on file: what lies between inferred characters and holes."""
    runs: list[Quoted] = []
    text, span = "", None
    for part in words.parts:
        if part.how is How.GIVEN:
            text, span = text + part.text, part.span if span is None else span.to(part.span)
            continue
        if span is not None:
            runs.append(Quoted(text, span))
        text, span = "", None
    if span is not None:
        runs.append(Quoted(text, span))
    return [run for run in runs if run.text.strip()]


def _in(words: str, notes: str) -> bool:
    return next(occurrences(normalise(words).strip(), notes), None) is not None


def _names_mark(words: str, notes: str) -> bool:
    """Whether the words are a mark that the notes name."""
    name = _MARKS.get(words.strip())
    return name is not None and re.search(rf"\b{name}\b", notes) is not None


def _substituted(words: str, printed: str, notes: str) -> str | None:
    """The words of the operand in whose stead the note prints `printed`; the fewest that make the note's words."""
    ours, theirs = normalise(words).strip().split(" "), normalise(printed).strip()
    size = len(theirs.split(" "))
    best: tuple[int, str] | None = None
    for start in range(len(ours) + 1):
        for end in range(start + 1, min(start + size + 3, len(ours)) + 1):
            candidate = " ".join((*ours[:start], theirs, *ours[end:]))
            if _in(candidate, notes) and (best is None or end - start < best[0]):
                best = (end - start, " ".join(ours[start:end]))
    return best[1] if best is not None else None


def _block(block: Verbatim, notes: str, texts: str) -> list[Diagnostic]:
    """The words of a block stand in a note of the act, or in a text on file. The place of the operation says its first designator."""
    problems = []
    for number, line in enumerate(lines(block)):
        words = _DESIGNATOR.sub("", line.text) if number == 0 else line.text
        if not any(_in(given, where) for given in (line.text, words) for where in (notes, texts)):
            stripped = line.text.rstrip()
            problems.append(_absent(stripped, Span(block.span.path, line.start, line.start + len(stripped)), notes))
    return problems


def _absent(words: str, span: Span, notes: str) -> Diagnostic:
    shown = words if len(words) <= 60 else f"{words[:40]} … {words[-16:]}"
    near = nearest(words, FlatText(notes, tuple(range(len(notes) + 1)), ()))
    return Diagnostic.at(
        OPERAND_NOT_IN_NOTE,
        span,
        f"no note of the act says `{shown}`",
        notes=[f"the note: `{theirs}`, here: `{ours}`" for theirs, ours in near.differences[:5]] if near else [],
        help='quote the note; where it misquotes the text, give its words as `printed "…"`; mark inferred characters `{?…}`',
    )
