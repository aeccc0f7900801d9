"""A small section, and an act that is put into its file from instructions."""

import hashlib
from datetime import date

from tests.compiler.law.toy_law import words

from pincitec.diagnostics import Diagnostic, Source, Span
from pincitec.diagnostics.catalogue.files import FILE_NOT_FOUND
from pincitec.law.drafting.amend import Amended, Refusal, amend
from pincitec.law.drafting.enactment import Enactment
from pincitec.law.model import Evidence, Section
from pincitec.law.places import version_on
from pincitec.law.reading import read_section
from pincitec.syntax.law_build import build_law
from pincitec.syntax.law_parse import parse_law
from pincitec.syntax.law_tree import ActNode

LAW = "market/9-1.law"
TITLE = "Laws 2026, ch. 12, § 3"
DAY = date(2026, 7, 1)

TEXT = """Market stalls.
A. A seller shall pay a fee of forty dollars ($40). The fee is due in March; and the Board may waive the fee.
B. The Board shall keep:
(1) a list of stalls; and
(2) a list of sellers.
C. The market closes at noon.
"""

PARENTHESES = """Market stalls.
(a) A seller shall pay a fee of forty dollars ($40).
(b) The Board shall keep:
(1) a list of stalls; and
(2) a list of sellers.
(c) The market closes at noon.
"""


def file(text: str = TEXT, *, body: str = "", ladder: str = '"A." "(1)" "(a)"', cite: str = "Example Code § 9-1") -> str:
    """A `.law` file of that text, in force from 2020 and known until 2030, whose source is the text itself."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return (
        f'section market/9-1\n\ncite      "{cite}"\nauthority statute\nladder    {ladder}\n'
        f'source    code "sources/code.txt" sha256:{digest}\n'
        '  known until 2030-12-31 because "it says so"\n  rights "public edict"\n\n'
        f"text from code on 2020-01-01 {{\n{text}}}\n{body}"
    )


def evidence_of(text: str = TEXT) -> Evidence:
    def read(path: str) -> Source | Diagnostic:
        if path == "sources/code.txt":
            return Source("market/sources/code.txt", text)
        return Diagnostic.at(FILE_NOT_FOUND, Span(path, 0, 0), "not there")

    return read


def section(law: str | None = None, text: str = TEXT) -> Section:
    found, problems = read_section(Source(LAW, law if law is not None else file(text)), evidence_of(text))
    assert found is not None
    assert [p.message for p in problems] == []
    return found


def put(
    instructions: str,
    *,
    old: Section | None = None,
    text: str = TEXT,
    title: str = TITLE,
    day: date = DAY,
    name: str = "act.txt",
    until: date | None = None,
) -> Amended | Refusal:
    source = Source(name, instructions)
    enactment = Enactment(title, day, until=until)
    where = Span(name, 0, 0)
    return amend(old or section(text=text), source, instructions, enactment, "public edict", evidence_of(text), at=where)


def amended(instructions: str, **options: object) -> Amended:
    """The act on file; there must be no problem."""
    made = put(instructions, **options)  # type: ignore[arg-type]
    assert isinstance(made, Amended), [f"{p.rule.code} {p.message} {p.notes}" for p in made.problems]
    return made


def refused(instructions: str, **options: object) -> Diagnostic:
    """The first problem; there must be one, and it must point into the instructions or the file."""
    made = put(instructions, **options)  # type: ignore[arg-type]
    assert isinstance(made, Refusal)
    return made.problems[0]


def act_of(made: Amended) -> ActNode:
    lossless, _ = parse_law(made.source)
    assert lossless is not None
    law, _ = build_law(lossless)
    return next(act for act in law.acts if act.titles[0].text == TITLE)


def act_text(made: Amended) -> str:
    """The operations of the act as they are written, without its notes."""
    lines = made.source.text[made.act.start :].split("\n")
    found = []
    for line in lines[1:]:
        if line.startswith("  note"):
            break
        found.append(line.strip())
    return "\n".join(found)


def after(made: Amended, day: date = DAY) -> dict[str, str]:
    """The own words of each unit on the day of the act."""
    version = version_on(made.section, day)
    assert version is not None
    return words(version)
