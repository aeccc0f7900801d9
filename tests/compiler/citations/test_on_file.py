"""Which section on file a citation names: cites that a file states first, then any way to write the same place."""

import pytest

from pincitec.diagnostics import Source
from pincitec.law.citations.on_file import fitting
from pincitec.law.library import open_library

TEXT = "section {}\n{}\nauthority statute\n"
FILES = {
    "us-nm/22-10A-11": ('cite "NMSA 1978, § 22-10A-11"', 'cite "Section 22-10A-11 NMSA 1978"'),
    "us-nm/22-10A-11.1": ('cite "NMSA 1978, § 22-10A-11.1"',),
    "us/20-6301": ('cite "20 U.S.C. § 6301"',),
    "us/42-6301": ('cite "42 U.S.C. § 6301"',),
    "us-dc/38-2903-a": ('cite "D.C. Official Code § 38–2903(a)"',),
    "us-nm/nmac-6.60.6.8": ('cite "6.60.6.8 NMAC"',),
    "us-nm/page": ('cite "the page of the district on § 22-10A-11"',),
    "us-nm/one": ('cite "Market rule"',),
    "us-nm/two": ('cite "Market rule"',),
}
LIBRARY = open_library([Source(f"{n}.law", TEXT.format(name, "\n".join(cites))) for n, (name, cites) in enumerate(FILES.items())])


@pytest.mark.parametrize(
    ("cite", "found"),
    [
        ("NMSA 1978, § 22-10A-11(C)", ("us-nm/22-10A-11", ("C",))),
        ("Section 22-10A-11(C) NMSA 1978", ("us-nm/22-10A-11", ("C",))),
        ("22-10A-11(C) NMSA 1978", ("us-nm/22-10A-11", ("C",))),
        ("N.M. Stat. Ann. § 22-10A-11(C)", ("us-nm/22-10A-11", ("C",))),
        ("§ 22-10A-11(C)(1)", ("us-nm/22-10A-11", ("C", "1"))),
        ("Paragraph (1) of Subsection C of Section 22-10A-11.1 NMSA 1978", ("us-nm/22-10A-11.1", ("C", "1"))),
        ("NMSA 1978, § 22-10A-11 (2018)", ("us-nm/22-10A-11", ())),
        ('us-nm/22-10A-11(note "Applicability")', ("us-nm/22-10A-11", ('note "Applicability"',))),
        ("20 USC 6301(b)", ("us/20-6301", ("b",))),
        ("D.C. Code § 38-2903(a)(1)", ("us-dc/38-2903-a", ("1",))),
        ("N.M. Code R. § 6.60.6.8(B)", ("us-nm/nmac-6.60.6.8", ("B",))),
        # nothing of the kind on file
        ("Ark. Code Ann. § 22-10A-11", None),
        ("§ 22-10A-1", None),
        ("18 U.S.C. § 6301", None),
        ("20 U.S.C. § 6301 note", None),
        ("D.C. Code § 38-2903(b)", None),
        ("D.C. Code § 38-2903", None),
        ("Sections 22-10A-11 and 22-10A-11.1 NMSA 1978", None),
        ("Subsections A and B of Section 22-10A-11 NMSA 1978", None),
        ("Subsection C of this section", None),
        ("Laws 2019, ch. 207, § 23", None),
        ("§ 22-10A-11(C", None),
        ("", None),
    ],
)
def test_the_section_that_is_named(cite: str, found: object) -> None:
    assert LIBRARY.find(cite) == found


@pytest.mark.parametrize(
    ("cite", "candidates"),
    [("§ 6301(b)", [("us/20-6301", ("b",)), ("us/42-6301", ("b",))]), ("Market rule(A)", [("us-nm/one", ("A",)), ("us-nm/two", ("A",))])],
)
def test_where_several_fit_none_is_taken(cite: str, candidates: object) -> None:
    assert LIBRARY.find(cite) is None
    assert list(LIBRARY.candidates(cite)) == candidates


def test_the_order_of_files_does_not_decide() -> None:
    backwards = dict(reversed(LIBRARY.cites.items()))
    assert fitting(backwards, "§ 6301") == fitting(LIBRARY.cites, "§ 6301")
