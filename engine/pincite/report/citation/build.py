"""The whole report, part by part, in the order in which it is read."""

from collections.abc import Collection, Iterator
from datetime import date

from pincite.explain.display import plural, show_date
from pincite.report.citation.book import Book, book
from pincite.report.citation.chapters import chapter, lay_out
from pincite.report.citation.covered import coverage_tables, not_covered
from pincite.report.citation.figures import figures
from pincite.report.citation.quotations import lock_lines, quotation_tables
from pincite.report.citation.readings import answers, choices
from pincite.report.citation.registers import registers
from pincite.report.citation.sources import policies, sources
from pincite.report.citation.timeline import timelines
from pincite.report.citation.view import CitationReport, Contents, Pair, Policy, Ref, Signature
from pincitec import __version__
from pincitec.compile import Study
from pincitec.diagnostics.diagnostic import Severity
from pincitec.locking import Locked

LEGEND = (
    Pair("encoded", "quoted by a clause; the number is that of the clause, and of the condition in it"),
    Pair("structure", "an “and” or “or” between two conditions, as the clause has it"),
    Pair("statement", "information; no decision rests on it"),
    Pair("untranslatable", "left to judgement, with the reason"),
    Pair("omitted", "left out on purpose, with the reason"),
    Pair("not_covered", "nobody speaks of it"),
)
PARTS = (
    ("scope", "Scope and sources"),
    ("law", "The law and its clauses"),
    ("quotations", "Quotations over time"),
    ("choices", "Choices of interpretation"),
    ("registers", "Readings, judgements and what is not encoded"),
    ("time", "Time and amendments"),
    ("coverage", "Coverage of the law"),
    ("figures", "Index of amounts, dates and thresholds"),
    ("changes", "Changes"),
    ("sign-off", "Sign-off"),
)


def citation_report(study: Study, lock: Locked | None = None, named: Collection[str] = (), on: date | None = None) -> CitationReport:
    """The report on the policies named, or on all. `on`: the day whose text stands beside the clauses; None: the last on file.

    Assumes a study with a pack. The lock is the project's, if it has one.
    """
    about = book(study, named, on)
    laid = [lay_out(about, s) for s in about.sections]
    chapters = tuple(chapter(about, x) for x in laid)
    told = policies(about)
    choices_ = choices(about, answers(about))
    registers_ = (*registers(about), not_covered(about))
    timelines_ = timelines(about)
    figures_ = figures(about)
    return CitationReport(
        title="Citation report",
        subtitle=subtitle(told),
        particulars=tuple(particulars(about)),
        problems=tuple(problems(about)),
        contents=(
            Contents(Ref(PARTS[0][1], "scope")),
            Contents(Ref(PARTS[1][1], "law"), tuple(Contents(Ref(c.title, c.anchor)) for c in chapters)),
            Contents(Ref(PARTS[2][1], "quotations")),
            Contents(Ref(PARTS[3][1], "choices")),
            Contents(Ref(PARTS[4][1], "registers"), tuple(Contents(Ref(r.title, r.anchor)) for r in registers_)),
            Contents(Ref(PARTS[5][1], "time")),
            Contents(Ref(PARTS[6][1], "coverage")),
            Contents(Ref(PARTS[7][1], "figures")),
            Contents(Ref(PARTS[9][1], "sign-off")),
        ),
        policies=told,
        sources=sources(about),
        legend=LEGEND,
        chapters=chapters,
        quotations=quotation_tables(about, lock),
        lock=tuple(lock_lines(lock)),
        choices=choices_,
        registers=registers_,
        timelines=timelines_,
        coverage=coverage_tables(about),
        figures=figures_,
        changes=None,
        signatures=tuple(signatures(told, about.pack.hash)),
        digest=about.pack.hash,
    )


def subtitle(told: tuple[Policy, ...]) -> str:
    titles = [p.title for p in told if p.clauses]
    return titles[0] if len(titles) == 1 else f"{plural(len(titles), 'policy').replace('policys', 'policies')}"


def particulars(about: Book) -> Iterator[Pair]:
    yield Pair("Policies", str(len(about.modules)))
    yield Pair("Clauses", str(len(about.clauses)))
    yield Pair("Sections of law", str(len(about.sections)))
    yield Pair("Text shown", f"in force on {show_date(about.on)}" if about.on is not None else "the last on file")
    yield Pair("Digest of rules and texts", about.pack.hash)
    yield Pair("Made by", f"pincite {__version__}")


def problems(about: Book) -> Iterator[str]:
    """What the checker finds wrong: a report with errors is for repair, not for signature."""
    for d in about.study.diagnostics:
        if d.severity is Severity.INFO:
            continue
        name = "Error" if d.severity is Severity.ERROR else "Warning"
        yield f"{name} {d.rule.code}, {about.location(d.span)}: {d.message}"


def signatures(told: tuple[Policy, ...], whole: str) -> Iterator[Signature]:
    for p in told:
        if p.clauses:
            yield Signature(p.title, f"The policy {p.name}, {plural(p.clauses, 'clause')}, with the texts that it rests on.", p.digest)
    yield Signature("The whole", "All rules and texts of this report together.", whole)
