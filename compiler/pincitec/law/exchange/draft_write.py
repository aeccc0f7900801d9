"""A draft → a `.law` file, read back before anybody sees it: what was written must be read as the same units and words.

Two texts need an act between them. Where the file names none, its title says so. It has no operations, so that nothing is
inferred from it.
"""

from datetime import date, timedelta

from attrs import field, frozen

from pincitec.diagnostics import Diagnostic, Source, Span
from pincitec.diagnostics.catalogue.exchange import UNCERTAIN_TEXT, XML_TOO_LARGE
from pincitec.diagnostics.diagnostic import Severity
from pincitec.diagnostics.reading import MAX_BYTES
from pincitec.law.exchange.block import block, same
from pincitec.law.exchange.designators import ladder_of
from pincitec.law.exchange.draft import Draft, DraftNote
from pincitec.law.exchange.words import OURS
from pincitec.law.ladder import Level, level
from pincitec.law.places import version_on
from pincitec.law.reading import read_section
from pincitec.syntax.law_tree import ActKind, ActNode, HistoryNode, LawFile, NoteNode, Quoted, SourceNode, TextNode, Verbatim
from pincitec.syntax.law_write_file import law_file


@frozen
class Filed:
    """A file as received: what the source is called, its path from the `.law` file, its hash, and its text byte for byte."""

    name: str
    path: str
    sha256: str
    text: str = field(repr=False)


@frozen
class Receipt:
    """How the files were received, and what the section is called in the project. Empty strings say nothing."""

    section: str
    cites: tuple[str, ...]
    authority: str
    files: tuple[Filed, ...]
    rights: str
    publisher: str
    retrieved: date | None = None
    known_until: date | None = None
    because: str | None = None
    """Why it is known until that day."""


def write_draft(draft: Draft, receipt: Receipt) -> tuple[str | None, list[Diagnostic]]:
    """The text of the `.law` file; or None with what is wrong."""
    named = next((name for name in (*draft.cites, *(text.act or "" for text in draft.texts)) if OURS.search(name)), None)
    if named is not None:
        return None, [_refused(draft, "a citation or the name of an act holds a mark of Pincite's own", f"it is `{named}`")]
    received = {file.path: Source(file.path, file.text) for file in receipt.files}
    samples = ladder_of(draft.texts)
    if isinstance(samples, Diagnostic):
        return None, [samples]
    levels = tuple(found for sample in samples if (found := level(sample)) is not None)
    try:
        tree = _tree(draft, receipt, samples, levels)
        text = _comments(draft) + law_file(tree)
    except ValueError as error:
        return None, [_refused(draft, f"the language cannot hold it: {error}")]
    if len(text.encode("utf-8")) > MAX_BYTES:
        message = f"the section takes more than {MAX_BYTES:,} bytes as law on file"
        return None, [Diagnostic.at(XML_TOO_LARGE, draft.span, message, help="no section of law is so long; pick a smaller one")]
    section, problems = read_section(Source("written.law", text), received.__getitem__)
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if section is None or errors:
        return None, [_unfit(draft, text, errors)]
    for drafted in draft.texts:
        version = version_on(section, drafted.on)
        if version is None or not version.complete or not same(drafted, version.units):
            return None, [_refused(draft, f"the text of {drafted.on} is not read back as it is in the file")]
    return text, problems


def _tree(draft: Draft, receipt: Receipt, samples: tuple[str, ...], levels: tuple[Level, ...]) -> LawFile:
    nowhere = draft.span
    names = [_quoted(file.name, nowhere) for file in receipt.files]
    texts = []
    for drafted in reversed(draft.texts):
        lines = block(drafted, levels)
        if lines is None:
            raise ValueError(f"the units of the text of {drafted.on} would be read as others")
        assumed = "the file gives the day as assumed" if drafted.assumed else None
        texts.append(TextNode(names[drafted.file], drafted.on, assumed, _verbatim(lines, nowhere), nowhere))
    name = names[draft.notes_of]
    return LawFile(
        identity=receipt.section,
        identity_span=nowhere,
        cites=tuple(_quoted(cite, nowhere) for cite in dict.fromkeys((*receipt.cites, *draft.cites))),
        authority=receipt.authority,
        ladder=tuple(_quoted(sample, nowhere) for sample in samples),
        sources=tuple(_source(number, file, draft, receipt) for number, file in enumerate(receipt.files)),
        texts=tuple(texts),
        history=HistoryNode(name, _paragraphs(draft.history, nowhere), nowhere) if draft.history is not None else None,
        notes=tuple(NoteNode(note.label, name, _paragraphs(note, nowhere), nowhere) for note in draft.notes),
        sics=(),
        acts=tuple(reversed(_acts(draft))),
    )


def _source(number: int, file: Filed, draft: Draft, receipt: Receipt) -> SourceNode:
    """A source. What is known of how long the text stood is said of the one that the newest text is from."""
    horizon = _horizon(draft, receipt) if number == draft.texts[-1].file else None
    newer = "a newer text is in another file" if number != draft.texts[-1].file else "the file does not say how long its text stood"
    return SourceNode(
        name=file.name,
        path=_quoted(file.path, draft.span),
        sha256=file.sha256,
        known_until=horizon[0] if horizon is not None else None,
        horizon_unknown=horizon is None,
        horizon_because=horizon[1] if horizon is not None else newer,
        rights=receipt.rights,
        publisher=receipt.publisher,
        retrieved=receipt.retrieved,
        span=draft.span,
        hash_span=draft.span,
        horizon_span=draft.span,
    )


def _horizon(draft: Draft, receipt: Receipt) -> tuple[date, str] | None:
    """The last day on which the newest text is known to stand, and why: as stated, and no later than the file says."""
    told = (draft.ended - timedelta(days=1), "the file ends the period of the text with that day") if draft.ended is not None else None
    stated = (receipt.known_until, receipt.because or "") if receipt.known_until is not None else None
    return min((horizon for horizon in (stated, told) if horizon is not None), default=None)


def _acts(draft: Draft) -> list[ActNode]:
    """An act for each text but the first and for each day on which a text ended, oldest first; one that brought two texts is named once."""
    found: dict[str, ActNode] = {}
    days = sorted([*((text.on, text.act) for text in draft.texts[1:]), *((day, None) for day in draft.gaps)], key=lambda day: day[0])
    for day, act in days:
        title = act if act is not None and act not in found else f"an act of {day} that the file does not name"
        found[title] = _act(title, day, draft.span)
    return list(found.values())


def _act(title: str, effective: date, nowhere: Span) -> ActNode:
    return ActNode(
        kind=ActKind.ACT,
        titles=(_quoted(title, nowhere),),
        effective=effective,
        enacted=None,
        until=None,
        known=None,
        order_unknown=False,
        after=None,
        by=None,
        because=None,
        operations=(),
        remainders=(),
        applies=(),
        notes=(),
        span=nowhere,
    )


def _comments(draft: Draft) -> str:
    return "".join(f"# The day {text.on}: {text.because}.\n" for text in reversed(draft.texts))


def _paragraphs(note: DraftNote, nowhere: Span) -> Verbatim:
    return _verbatim("".join(f"{paragraph}\n" for paragraph in note.paragraphs), nowhere)


def _verbatim(lines: str, span: Span) -> Verbatim:
    return Verbatim(lines, span)


def _quoted(text: str, span: Span) -> Quoted:
    return Quoted(text, span)


def _unfit(draft: Draft, text: str, errors: list[Diagnostic]) -> Diagnostic:
    """The first reason why the section cannot be on file as it is, where it stands in the file as received."""
    first = errors[0]
    excerpt = Source("written.law", text).excerpt(first.span)
    units = [unit for drafted in draft.texts for unit in drafted.units]
    place = next((unit.span for top in units for unit in top.walk() if excerpt in unit.words), draft.span)
    notes = [f"as law on file it would be {first.rule.code}, which `pincite check` refuses", *(error.message for error in errors[1:3])]
    help = "if the law itself prints it so, write the section by hand and say so there"
    return Diagnostic.at(UNCERTAIN_TEXT, place, first.message, notes=notes, help=help)


def _refused(draft: Draft, message: str, *notes: str) -> Diagnostic:
    return Diagnostic.at(UNCERTAIN_TEXT, draft.span, message, notes=notes, help="write the section by hand")
