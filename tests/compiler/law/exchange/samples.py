"""Small documents in the formats of others, invented, and the way from one to a `.law` file."""

import hashlib
from datetime import date
from pathlib import Path

from pincitec.diagnostics import Diagnostic, Source
from pincitec.law.exchange.akn_read import read_akn
from pincitec.law.exchange.draft import Draft
from pincitec.law.exchange.draft_write import Filed, Receipt, write_draft
from pincitec.law.exchange.uslm_read import read_uslm
from pincitec.law.model import Section
from pincitec.law.reading import read_section

READERS = {"akn": read_akn, "uslm": read_uslm}

FOLDER = Path(__file__).parent / "samples_xml"
AKN, USLM = (FOLDER.joinpath(name).read_text(encoding="utf-8") for name in ("akn.xml", "uslm.xml"))

AKN_LINES = """<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="act"><meta/><body>
<section eId="sec_1"><num>1.</num><heading>Fees</heading>
{}
</section>
</body></act></akomaNtoso>
"""
USLM_LINES = """<lawDoc xmlns="http://schemas.gpo.gov/xml/uslm"><main>
<section identifier="/us/xx/s1"><num value="1">1.</num><heading>Fees</heading>
{}
</section>
</main></lawDoc>
"""


AMENDED = """text from s on 2020-01-01 {
Charges.
A. The fee is ten dollars.
B. The fee is waived for:
(1) children; and
(2) teachers who teach.
C. The fee is due on July 1.
}
act "Act 9" effective 2024-01-01 {
  repeal section
}
act "Act 8" effective 2023-01-01 until 2023-06-01 temporary {
  in A(1) strike "ten" insert "one"
  note from s {
struck "ten" and inserted "one"
}
}
act "Act 7" effective 2022-06-01 {
  rewrite D {
D. The charge is due on August 1.
}
was {
D. The fee is due on July 1.
}
  note from s {
D. The charge is due on August 1.
D. The fee is due on July 1.
}
}
act "Act 6" effective 2022-01-01 {
  redesignate C as D
}
act "Act 5" effective 2021-06-01 {
  designate A as A(1)
}
act "Act 4" effective 2021-01-01 enacted 2020-12-01 {
  retitle "Charges and fees." was "Charges."
  note from s {
Charges.
Charges and fees.
}
}
"""
"""A section with a change of each kind, in the language itself."""


def draft(kind: str, text: str, pick: str | None = None, on: date | None = None) -> tuple[Draft | None, list[Diagnostic]]:
    return READERS[kind](Source("act.xml", text), pick, on)


def refused(kind: str, text: str, pick: str | None = None, on: date | None = None) -> tuple[str, str, str]:
    """Code, message and underlined text of the first problem."""
    source = Source("act.xml", text)
    found, problems = READERS[kind](source, pick, on)
    if found is not None and not problems:
        _, problems = write_draft(found, receipt(text))
    assert problems
    assert all(problem.help for problem in problems)
    return problems[0].rule.code, problems[0].message, source.excerpt(problems[0].span)


def receipt(text: str) -> Receipt:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Receipt("us-xx/1", (), "statute", (Filed("publisher", "sources/act.xml", digest, text),), "public", "")


def written(kind: str, text: str, pick: str | None = None, on: date | None = None) -> str:
    found, problems = draft(kind, text, pick, on)
    assert [problem.message for problem in problems] == []
    assert found is not None
    law, problems = write_draft(found, receipt(text))
    assert [problem.message for problem in problems] == []
    assert law is not None
    return law


def section(kind: str, text: str, pick: str | None = None, on: date | None = None) -> Section:
    read, problems = read_section(Source("x.law", written(kind, text, pick, on)), lambda _: Source("act.xml", text))
    assert problems == []
    assert read is not None
    return read


def block(law: str) -> list[str]:
    """The lines of the first text."""
    return law.partition(" {\n")[2].partition("\n}\n")[0].split("\n")
