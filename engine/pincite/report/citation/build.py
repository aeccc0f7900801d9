"""The whole report, part by part, in the order in which it is read."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Final

from pincite.exercise import Exercise
from pincite.explain.display import plural, show_date
from pincite.report.citation.book import Book, book
from pincite.report.citation.chapters import chapter, lay_out
from pincite.report.citation.claims import claims
from pincite.report.citation.covered import coverage_tables, not_covered
from pincite.report.citation.exercised import exercise_table
from pincite.report.citation.figures import figures
from pincite.report.citation.quotations import lock_lines, quotations
from pincite.report.citation.readings import answers, choices, outcomes
from pincite.report.citation.registers import registers, said
from pincite.report.citation.sources import policies, sources
from pincite.report.citation.terminology import terminology
from pincite.report.citation.timeline import timelines
from pincite.report.citation.view import CitationReport, Contents, Pair, Policy, Ref, Signature
from pincitec import __version__
from pincitec.compile import Study
from pincitec.diagnostics.diagnostic import Severity
from pincitec.locking import Locked

LEGEND: Final = (
    Pair("encoded", "quoted by a clause; the number is that of the clause, and of the condition in it"),
    Pair("structure", "an “and” or “or” between two conditions, as the clause has it"),
    Pair("statement", "information; no decision rests on it"),
    Pair("untranslatable", "left to judgement, with the reason"),
    Pair("omitted", "left out on purpose, with the reason"),
    Pair("not_covered", "nobody speaks of it"),
)
PARTS: Final = (
    ("scope", "Scope and sources"),
    ("law", "The law and its clauses"),
    ("quotations", "Quotations over time"),
    ("choices", "Choices of interpretation"),
    ("registers", "Readings, judgements and what is not encoded"),
    ("terms", "Terms"),
    ("claims", "What the sources say together"),
    ("time", "Time and amendments"),
    ("coverage", "Coverage of the law"),
    ("figures", "Index of amounts, dates and thresholds"),
    ("changes", "Changes"),
    ("sign-off", "Sign-off"),
)
"""The parts, by anchor. Changes are a part only where an earlier report is at hand."""


def citation_report(
    study: Study,
    lock: Locked | None = None,
    named: Collection[str] = (),
    on: date | None = None,
    exercise: Exercise | None = None,
) -> CitationReport:
    """The report on the policies named, or on all. `on`: the day whose text stands beside the clauses; None: the last on file.

    Assumes a study with a pack. The lock is the project's, if it has one; the exercise is that of its scenarios.
    """
    about = book(study, named, on)
    laid = [lay_out(about, s) for s in about.sections]
    told = policies(about)
    answered = answers(about)
    made = CitationReport(
        title="Citation report",
        subtitle=subtitle(told),
        particulars=tuple(particulars(about)),
        problems=tuple(problems(about)),
        contents=(),
        policies=told,
        sources=sources(about),
        legend=LEGEND,
        chapters=tuple(chapter(about, x) for x in laid),
        quotations=quotations(about, lock),
        lock=tuple(lock_lines(lock)),
        choices=choices(about, answered),
        registers=registers(about),
        terms=terminology(about),
        claims=claims(about),
        timelines=timelines(about),
        coverage=coverage_tables(about),
        exercise=exercise_table(about, exercise),
        not_covered=not_covered(about),
        figures=figures(about),
        changes=None,
        signatures=tuple(signatures(told, about.pack.hash)),
        digest=about.pack.hash,
        outcomes=outcomes(about, answered),
    )
    return made._replace(contents=tuple(contents(made)))


def contents(made: CitationReport) -> Iterator[Contents]:
    """The table of contents: every part that the report has, with what it is divided into."""
    below: dict[str, tuple[Ref, ...]] = {
        "law": tuple(Ref(c.title, c.anchor) for c in made.chapters),
        "choices": tuple(Ref(c.title, c.anchor) for c in made.choices),
        "registers": tuple(Ref(r.title, r.anchor) for r in made.registers),
        "terms": tuple(Ref(r.title, r.anchor) for r in made.terms),
        "claims": tuple(Ref(c.title, c.anchor) for c in made.claims),
    }
    for anchor, title in PARTS:
        if anchor != "changes" or made.changes is not None:
            yield Contents(Ref(title, anchor), tuple(Contents(ref) for ref in below.get(anchor, ())))


def subtitle(told: tuple[Policy, ...]) -> str:
    titles = [p.title for p in told if p.rules] or [p.title for p in told]
    return titles[0] if len(titles) == 1 else f"{plural(len(titles), 'policy').replace('policys', 'policies')}"


def particulars(about: Book) -> Iterator[Pair]:
    yield Pair("Clauses", str(len(about.clauses)))
    yield Pair("Scenarios", str(sum(len(m.scenarios) for m in about.modules)))
    yield Pair("Sections of law", str(len(about.sections)))
    yield Pair("Text shown", f"in force on {show_date(about.on)}" if about.on is not None else "the last on file")
    yield Pair("Digest of rules and texts", about.pack.hash)
    yield Pair("Made by", f"pincite {__version__}")


def problems(about: Book) -> Iterator[str]:
    """What the checker finds wrong: a report with errors is for repair, not for signature."""
    files = {m.file.path for m in about.modules} | {s.source.path for s in about.sections}
    for d in about.study.diagnostics:
        if d.severity is Severity.INFO or d.span.path not in files:
            continue
        name = "Error" if d.severity is Severity.ERROR else "Warning"
        yield f"{name} {d.rule.code}, {about.location(d.span)}: {said(d.message)}"


def signatures(told: tuple[Policy, ...], whole: str) -> Iterator[Signature]:
    for p in told:
        if p.rules:
            yield Signature(p.title, f"The policy {p.name}, {plural(p.clauses, 'clause')}, with the texts that it rests on.", p.digest)
    yield Signature("The whole", "All rules and texts of this report together.", whole)
