"""What a Word template can show of the citation report: parts, in them blocks, in them lines, each of a kind that has a style.

The view of the report (`report/citation/view.py`) made flat, since paragraphs of Word do not nest. Numbers are those of the other formats.
The names here are those of the placeholders, which `docs/pdf-and-word.md` lists: a change of them breaks templates of offices.
"""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from pincite.report.citation import view

KINDS: Final = (
    "heading", "subheading", "law", "said", "clause", "quote", "element1", "element2", "element3", "note", "code", "entry", "text", "sign",
)  # fmt: skip
"""The kinds of lines, each with a style of its own in the template that comes with Pincite."""
MARKS: Final = {
    "encoded": "single", "structure": "dotted", "omitted": "dash", "untranslatable": "wave", "statement": "double", "not_covered": "thick",
}  # fmt: skip
LETTERS: Final = {"omitted": "o", "untranslatable": "j", "statement": "i", "not_covered": "n"}


class Piece(NamedTuple):
    """Characters with their look. `underline` is a name of Word's, or "" for none."""

    text: str
    bold: bool = False
    italic: bool = False
    underline: str = ""
    struck: bool = False
    raised: bool = False


class Line(NamedTuple):
    """A paragraph of one of the `KINDS`."""

    kind: str
    pieces: tuple[Piece, ...]


class Block(NamedTuple):
    """`kind`: lines; a table with `title`, `headers`, and `rows` of as many cells; pairs, which are rows of two; or a spread, with the law
    `left` and its clauses `right`."""

    kind: str
    lines: tuple[Line, ...] = ()
    title: str = ""
    headers: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    left: tuple[Line, ...] = ()
    right: tuple[Line, ...] = ()


class Part(NamedTuple):
    """A part of the report; `name` is that of its anchor (scope, law, quotations, choices, registers, …)."""

    name: str
    number: int
    title: str
    blocks: tuple[Block, ...]


class Document(NamedTuple):
    """What the placeholder `report` stands for."""

    title: str
    subtitle: str
    digest: str
    particulars: tuple[view.Pair, ...]
    problems: tuple[str, ...]
    parts: tuple[Part, ...]


def document(report: view.CitationReport) -> Document:
    """The report for a Word template."""
    parts = tuple(Part(c.ref.anchor, n, c.ref.text, tuple(blocks(report, c.ref.anchor))) for n, c in enumerate(report.contents, 1))
    return Document(report.title, report.subtitle, report.digest, report.particulars, report.problems, parts)


def blocks(report: view.CitationReport, name: str) -> Iterator[Block]:
    match name:
        case "scope":
            yield from scope(report)
        case "law":
            yield lines(legend_lines(report.legend))
            for chapter in report.chapters:
                yield from chapter_blocks(chapter)
        case "quotations":
            yield lines(plain("text", line) for line in report.lock)
            yield from (quotation_block(q) for q in report.quotations)
        case "choices":
            yield lines(line for choice in report.choices for line in choice_lines(choice))
        case "registers" | "terms":
            for register in report.registers if name == "registers" else report.terms:
                yield lines(register_lines(register))
        case "claims":
            for claim in report.claims:
                yield from claim_blocks(claim)
        case "time":
            for timeline in report.timelines:
                yield from timeline_blocks(timeline)
        case "coverage":
            yield from (table(t) for t in report.coverage)
            yield lines(register_lines(report.not_covered))
            yield table(report.exercise)
        case "figures":
            headers = ("In the rules", "Comparison", "Words of the law", "Place", "Clause")
            for group in report.figures:
                rows = tuple((f.literal, f.relation, f"“{f.words}”", f.place.text, f.clause.text) for f in group.figures)
                yield Block("table", title=group.title, headers=headers, rows=rows)
        case "changes" if report.changes is not None:
            yield lines(change_lines(report.changes))
        case "sign-off":
            yield lines(line for s in report.signatures for line in signature_lines(s))


def scope(report: view.CitationReport) -> Iterator[Block]:
    yield lines([plain("heading", "Policies")])
    for policy in report.policies:
        if not policy.rules:
            continue
        named = (("Name", policy.name), ("File", ", ".join(policy.files)), ("Clauses", str(policy.clauses)))
        yield pairs(policy.title, (*named, ("Scenarios", str(policy.scenarios)), ("Digest", policy.digest)))
    asking = tuple((p.title, ", ".join(p.files), str(p.scenarios)) for p in report.policies if not p.rules)
    if asking:
        yield Block("table", title="Files of scenarios", headers=("Title", "File", "Scenarios"), rows=asking)
    yield lines([plain("heading", "Sources, from the strongest authority down")])
    for source in report.sources:
        apart = () if source.rests else (("Rests on it", "no decision: it is information, and no law"),)
        yield pairs(source.title, (*apart, *source.particulars, *(p for file in source.files for p in file)))


def legend_lines(legend: Iterable[view.Pair]) -> Iterator[Line]:
    """How the words of the law are marked."""
    yield plain(
        "text", "On the left stands the law; on the right, what the rules take it to mean. A number after words is that of the clause."
    )
    for name, value in legend:
        raised = Piece("1(2)" if name == "encoded" else LETTERS.get(name, ""), raised=True)
        yield Line("entry", (Piece("words", underline=MARKS.get(name, "")), raised, Piece(f"  {value}")))
    yield plain("entry", "{words}  inferred: no source gives these characters")
    yield plain("entry", "⟨words⟩  not on file: what stands there describes them, and is no law")


def chapter_blocks(chapter: view.Chapter) -> Iterator[Block]:
    head = [plain("heading", chapter.title)]
    head += [Line("text", (Piece(chapter.heading, italic=True),))] if chapter.heading else []
    head.append(plain("note", f"{chapter.authority[:1].upper()}{chapter.authority[1:]}. {chapter.days}"))
    head += [plain("note", "Information, and no law: no decision rests on it.")] if not chapter.rests else []
    yield lines([*head, *(plain("note", notice) for notice in chapter.notices)])
    for spread in chapter.spreads:
        name = f" · {spread.title}" if spread.title else ""
        said = bool(spread.clauses or spread.remarks)
        left = tuple(law_lines(spread))
        if not said:
            yield lines((plain("note", spread.days), *left))
            continue
        yield lines((plain("subheading", spread.citation + name), plain("note", spread.days)))
        right = (*(line for c in spread.clauses for line in clause_lines(c)), *(line for r in spread.remarks for line in remark_lines(r)))
        yield Block("spread", left=left, right=right)


def law_lines(spread: view.Spread) -> Iterator[Line]:
    yield from (line for p in spread.paragraphs for line in unit_lines(p))
    for earlier in spread.earlier:
        yield Line("note", (Piece(earlier.title, bold=True),))
        yield from (plain("note", f"After {act}.") for act in earlier.acts)
        if earlier.note:
            yield plain("note", earlier.note)
        yield from (line for p in earlier.paragraphs for line in unit_lines(p))


def unit_lines(paragraph: view.Paragraph) -> Iterator[Line]:
    """The words of a unit with their marks: underlined where they are encoded or left out, with the numbers of the clauses raised."""
    pieces = [Piece(f"{paragraph.label} ", bold=True)] if paragraph.label else []
    bold = paragraph.sort == "heading"
    for number, run in enumerate(paragraph.runs):
        following = paragraph.runs[number + 1].state if number + 1 < len(paragraph.runs) else ""
        pieces += run_pieces(run, bold, following)
    yield Line("law", tuple(pieces))
    if paragraph.said:
        yield plain("said", paragraph.said)


def run_pieces(run: view.Run, bold: bool, following: str) -> Iterator[Piece]:
    """A run; words that no source gives stand in braces, and what describes words that are not on file in angle brackets."""
    text = f"{{{run.text}}}" if run.status == "inferred" else hole(run.text) if run.status == "unknown" else run.text
    underline = "single" if run.fate == "inserted" else MARKS.get(run.state, "")
    yield Piece(text, bold, run.status == "unknown", underline if run.status != "unknown" else "", run.fate == "struck")
    if run.ends:
        yield Piece(" ".join(r.text for r in run.ends), raised=True)
    elif run.state in LETTERS and following != run.state:
        yield Piece(LETTERS[run.state], italic=True, raised=True)


def hole(text: str) -> str:
    """What stands for words that are not on file."""
    return text if text.startswith("⟨") else f"⟨{text}⟩"


def clause_lines(clause: view.Clause) -> Iterator[Line]:
    lead = f" {clause.lead}" if clause.lead else ""
    yield Line("clause", (Piece(f"{clause.number}  "), Piece(clause.says + lead)))
    yield from (plain("quote", f"“{w.words}”") for w in clause.own)
    yield from element_lines(clause.elements, 1)
    if clause.exceptions:
        yield plain("note", "except when")
        yield from element_lines(clause.exceptions, 1)
    yield from (plain("note", note) for note in (*clause.notes, *clause.standing))
    yield plain("note", f"In the rules: {clause.location}")
    yield from (plain("code", line) for line in clause.code.split("\n"))


def element_lines(elements: Iterable[view.Element], depth: int) -> Iterator[Line]:
    for e in elements:
        pieces = [Piece(f"{e.number}  ", bold=True)] if e.number else []
        pieces += [Piece(f"Read as: {e.reading}. ", italic=True)] if e.reading else []
        pieces += [Piece(f"“{e.words.words}”", italic=True)] if e.words else []
        means = [e.text, f"{e.lead}:" if e.lead else "", f"No words of the law are quoted for this: {e.uncited}" if e.uncited else ""]
        said = [text for text in means if text]
        pieces += [Piece(f"\n{text}" if number or e.words else text) for number, text in enumerate(said)]
        yield Line(f"element{min(depth, 3)}", tuple(pieces))
        yield from element_lines(e.children, depth + 1)


def remark_lines(remark: view.Remark) -> Iterator[Line]:
    about = " on" if remark.kind == "silent" else ""
    words = "; ".join(f"“{w.words}”" for w in remark.words)
    text = ": ".join(part for part in (words, remark.text) if part)
    yield Line("text", (Piece(f"{remark.what}{about}: ", bold=True), Piece(text)))
    yield plain("note", f"{remark.because} ({remark.location})")


def choice_lines(choice: view.Choice) -> Iterator[Line]:
    yield plain("heading", choice.title)
    yield plain("text", choice.chosen)
    for wording, default, refs in choice.readings:
        where = f": {', '.join(r.text for r in refs)}" if refs else ""
        yield Line("entry", (Piece(wording), Piece(" (chosen)" if default else "", bold=True), Piece(where)))
    if choice.note:
        yield plain("note", choice.note)
    for told in choice.telling:
        yield plain("entry", f"Told apart by {'; '.join(f'{d.title} ({d.location})' for d in told.scenarios)}")
        yield from (Line("entry", (Piece(f"{p.name}: ", italic=True), Piece(p.value))) for p in told.results)


def quotation_block(quotations: view.Quotations) -> Block:
    """A row a unit and status: the words with the numbers of their clauses."""
    rows = tuple(
        (
            unit.place.text,
            "; ".join(f"{c.words.text} ({', '.join(r.text for r in c.clauses)})" for c in unit.cited),
            f"{fare.days} {fare.read}",
        )
        for fare in quotations.fares
        for unit in fare.places
    )
    if not rows:
        return lines([plain("subheading", quotations.title), plain("note", quotations.empty)])
    return Block("table", title=quotations.title, headers=("Place", "Words, and the clauses that quote them", "On which days"), rows=rows)


def register_lines(register: view.Register) -> Iterator[Line]:
    yield plain("heading", register.title)
    yield plain("text", register.lead if register.entries else register.empty)
    for entry in register.entries:
        if entry.head:
            yield Line("entry", (Piece(entry.head, bold=True),))
        yield from (plain("entry", f"“{w.words}” — {w.citation}") for w in entry.words)
        yield from (plain("entry", line) for line in entry.lines)
        yield from (plain("code", line) for line in (entry.source.split("\n") if entry.source else ()))
        where = " · ".join(part for part in (", ".join(r.text for r in entry.refs), entry.location) if part)
        if where:
            yield plain("note", where)


def claim_blocks(claim: view.Claim) -> Iterator[Block]:
    sides = [("If", claim.premise), *([("and", claim.assuming)] if claim.assuming else []), ("then", claim.conclusion)]
    said = [plain("heading", claim.title), Line("text", (Piece(claim.verdict, bold=True),)), plain("text", claim.because)]
    for name, side in sides:
        said.append(Line("text", (Piece(f"{name}:", bold=True),)))
        said += [plain("code", line) for line in side.text.split("\n")]
        said += [plain("quote", f"“{w.words}” — {w.citation}") for w in side.words]
    if claim.case:
        said += [Line("text", (Piece("The case against it: ", bold=True), Piece(claim.case)))]
    yield lines(said)
    if claim.case and claim.witness.rows:
        yield table(claim.witness)
    yield lines(plain("note", line) for line in (*claim.searched, claim.location))


def timeline_blocks(timeline: view.Timeline) -> Iterator[Block]:
    yield lines([plain("heading", timeline.title), *(plain("note", note) for note in timeline.notes)])
    yield table(timeline.versions)
    yield table(timeline.acts)
    for redline in timeline.redlines:
        head = [
            plain("subheading", f"{redline.title}: what changed"),
            *(plain("note", line) for line in (*redline.acts, redline.note) if line),
        ]
        yield lines([*head, *(line for p in redline.paragraphs for line in unit_lines(p))])


def change_lines(changes: view.Changes) -> Iterator[Line]:
    yield plain("text", changes.since)
    for title, group in changes.groups:
        yield plain("heading", title)
        for change in group:
            yield Line("entry", (Piece(f"{change.kind}: ", bold=True), Piece(change.what)))
            yield from (plain("entry", line) for line in change.lines)
    yield from (plain("note", note) for note in changes.notes)


def signature_lines(signature: view.Signature) -> Iterator[Line]:
    yield plain("heading", signature.title)
    yield plain("text", signature.what)
    yield Line("code", (Piece(signature.digest),))
    yield from (plain("sign", f"{name}:") for name in ("Name", "Office and role", "Date", "Signature"))


def pairs(title: str, particulars: Iterable[tuple[str, str]]) -> Block:
    return Block("pairs", title=title, rows=tuple((name, value) for name, value in particulars))


def table(t: view.Table) -> Block:
    if not t.rows:
        return lines([plain("subheading", t.caption), plain("note", t.empty)] if t.empty else [])
    return Block("table", title=t.caption, headers=t.headers, rows=tuple(tuple(c.text for c in row.cells) for row in t.rows))


def lines(made: Iterable[Line]) -> Block:
    return Block("lines", tuple(made))


def plain(kind: str, text: str) -> Line:
    return Line(kind, (Piece(text),))
