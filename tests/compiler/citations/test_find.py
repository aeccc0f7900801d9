"""Citations in running text: what is found, what it means there, what is left to a person; and texts that nobody should send."""

import time

import pytest

from pincitec.law.citations import CodeSection, Found, Unrecognised, find, write

SECTION = CodeSection("us-nm/nmsa", "22-10A-11")


def seen(text: str, within: CodeSection | None = None) -> list[tuple[str, str]]:
    """The words of each, with what they mean there: "?" where the text does not tell, "!" where they are not understood."""
    return [
        (
            text[f.span.start : f.span.end],
            "!" if isinstance(f, Unrecognised) else write(f.resolved) if f.resolved is not None else "?",
        )
        for f in find(text, within=within)
    ]


@pytest.mark.parametrize(
    "text",
    ["a K-5 plus program", "§", "on June 14, 2019, and", "does (1) one thing and (2) another", "$60,000 (or 22)", "NMOneSource.com",
     "501-683-1224", "the section heading", "Level 1-2 and 2 -3", "22-10A-11", "480 days; 3 years", "item 3 of 5", "an article I wrote",
     "c. 1900", "part 2"],
)  # fmt: skip
def test_what_is_no_citation(text: str) -> None:
    assert [found for found in find(text) if isinstance(found, Found)] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # acts that go on from one before them
        ("Laws 2003, ch. 153, § 42; 2005, ch. 315, § 8", ["Laws 2003, ch. 153, § 42", "Laws 2005, ch. 315, § 8"]),
        ("2005, ch. 315, § 8", ["?"]),
        ("Laws 2003, ch. 153, § 42.\n2005, ch. 315, § 8", ["Laws 2003, ch. 153, § 42", "?"]),
        ("2003 N.M. Laws, ch. 153, § 42; 2005, ch. 315, § 8", ["2003 N.M. Laws, ch. 153, § 42", "2005 N.M. Laws, ch. 315, § 8"]),
        ("Laws 2005, ch. 315, § 8 and ch. 316, § 5", ["Laws 2005, ch. 315, § 8", "Laws 2005, ch. 316, § 5"]),
        ("Laws 2003, ch. 153, § 42; 2005, ch. 315, § 8 and ch. 316, § 5",
         ["Laws 2003, ch. 153, § 42", "Laws 2005, ch. 315, § 8", "Laws 2005, ch. 316, § 5"]),
        ("Laws 2003, ch. 153, § 42; Pub. L. 114-95; 2005, ch. 315, § 8", ["Laws 2003, ch. 153, § 42", "Pub. L. 114-95", "?"]),
        ("Laws 2003, ch. 153, § 42; Ark. Code Ann. § 6-17-402; 2005, ch. 315, § 8",
         ["Laws 2003, ch. 153, § 42", "Ark. Code Ann. § 6-17-402", "?"]),
        ("Mass. Gen. Laws ch. 71, § 38G; ch. 76, § 1", ["Mass. Gen. Laws ch. 71, § 38G", "Mass. Gen. Laws ch. 76, § 1"]),
        # a section by its number alone means a code only where a code is given, and the number is of its form
        ("see Section 22-10A-3", ["?"]),
        ("Sections 21 through 24 apply", ["?"]),
        # prose between them
        ("under 20 U.S.C. § 6301 and 34 C.F.R. § 300.8, and", ["20 U.S.C. § 6301", "34 C.F.R. § 300.8"]),
        ("Pub. L. 114-95, 129 Stat. 1802", ["Pub. L. 114-95", "129 Stat. 1802"]),
        ("Section 101 (D.C. Official Code § 7-2501.01 et seq.)", ["?", "D.C. Official Code § 7-2501.01 et seq."]),
        ("in § 5, § 6 and § 7", ["?", "?", "?"]),
        ("20 U.S.C. § 1401(3) and (9); 20 U.S.C. § 1401(3), (9), or (10)",
         ["20 U.S.C. §§ 1401(3) and 1401(9)", "20 U.S.C. §§ 1401(3), 1401(9) and 1401(10)"]),
        ("20 U.S.C. §§ 1400, 1401, 34 C.F.R. § 300.8", ["20 U.S.C. §§ 1400 and 1401", "34 C.F.R. § 300.8"]),
        ("20 U.S.C. §§ 1400 to 1402 and 34 C.F.R. § 300.8", ["20 U.S.C. §§ 1400 to 1402", "34 C.F.R. § 300.8"]),
        ("Laws 2003, ch. 153, §§ 42 and 43, 2005, ch. 315, § 8", ["Laws 2003, ch. 153, §§ 42 and 43", "Laws 2005, ch. 315, § 8"]),
        ("§ 5 and 20 U.S.C. § 1400; § 22-10A-3 and 22-10A-5 NMSA 1978", ["?", "20 U.S.C. § 1400", "?", "NMSA 1978, § 22-10A-5"]),
        ("Sections 3 and 4 and 26 teachers", ["?"]),
        ("Laws 2003, ch. 153, § 42; Minn. Laws 2019, ch. 5, § 2; 2020, ch. 3, § 1", ["Laws 2003, ch. 153, § 42", "!", "?"]),
        ("Pub. L. 114-95, 129 teachers; Laws 2019, ch. 207, 23 teachers", ["Pub. L. 114-95", "Laws 2019, ch. 207"]),
    ],
)  # fmt: skip
def test_what_the_text_tells(text: str, found: list[str]) -> None:
    assert [meaning for _, meaning in seen(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("pursuant to Subsection C of this section", ["NMSA 1978, § 22-10A-11(C)"]),
        ("this section; Section 22-10A-3; Sections 21 through 24", ["NMSA 1978, § 22-10A-11", "NMSA 1978, § 22-10A-3", "?"]),
        ("added Paragraph (2) of Subsection E", ["NMSA 1978, § 22-10A-11(E)(2)"]),
        ("in Paragraph (2)", ["?"]),
        ("deleted former Subsections D through G", ["?"]),
        ("Section 22-10A-5 NMSA 1978, in which Subsection C says", ["NMSA 1978, § 22-10A-5", "?"]),
        ("§§ 22-10A-5 and 22-10A-11, in which Subsection C says", ["NMSA 1978, §§ 22-10A-5 and 22-10A-11", "?"]),
        ("Section 22-10A-5 NMSA 1978.\nSubsection C says", ["NMSA 1978, § 22-10A-5", "NMSA 1978, § 22-10A-11(C)"]),
        ("Subsection C of the School Personnel Act", ["?"]),
        ("Section 22-10A-3 of the School Personnel Act", ["?"]),
        ("Laws 2019, ch. 207, § 23", ["2019 N.M. Laws, ch. 207, § 23"]),
    ],
)
def test_what_the_section_tells(text: str, found: list[str]) -> None:
    assert [meaning for _, meaning in seen(text, SECTION)] == found


def test_a_longer_history_line() -> None:
    """The forms of History lines and notes of other sections, in an invented one."""
    text = (
        "History: 1953 Comp., § 77-8-19, enacted by Laws 1967, ch. 16, § 110; 1971, ch. 263, § 1; C.S. 1929, § 120-1401; recompiled as "
        "§ 22-10-3 by Laws 1986, ch. 33, § 5; 2011 (1st S.S.), ch. 8, §§ 1, 2. Laws 2003, ch. 153, § 72 repealed 22-10-17 through 22-10-26 "
        "NMSA 1978, in 2015-16 and 22-10A-2 NMSA 1978."
    )
    assert [meaning for _, meaning in seen(text, SECTION)] == [
        "1953 Comp., § 77-8-19",
        "1967 N.M. Laws, ch. 16, § 110",
        "1971 N.M. Laws, ch. 263, § 1",
        "1929 Comp., § 120-1401",
        "NMSA 1978, § 22-10-3",
        "1986 N.M. Laws, ch. 33, § 5",
        "2011 N.M. Laws (1st S.S.), ch. 8, §§ 1 and 2",
        "2003 N.M. Laws, ch. 153, § 72",
        "NMSA 1978, §§ 22-10-17 to 22-10-26",
        "NMSA 1978, § 22-10A-2",
    ]


def test_a_unit_of_this_subsection() -> None:
    text = "Paragraph (1) of this subsection"
    assert seen(text, CodeSection("us-nm/nmsa", "22-10A-11", ("C",))) == [(text, "NMSA 1978, § 22-10A-11(C)(1)")]
    assert seen(text, SECTION) == [(text, "?")]


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("§", ["§"]),
        ("§§ § §", ["§§ § §"]),
        ("see § 22-10A-11(C and", ["§ 22-10A-11(C"]),
        ("§ 22-10A-11(C)(toolonglabel)", ["§ 22-10A-11(C)(toolonglabel)"]),
        ("§ 22-10A-11.A", ["§ 22-10A-11.A"]),
        ("§ 22-10A-", ["§ 22-10A-"]),
        ("§ 5/6", ["§ 5/6"]),
        ("§ 5,000", ["§ 5,000"]),
        ("Section 12345678 is", ["Section 12345678"]),
        ("Wis. Stat. § 118.19, subd. 2", ["Wis. Stat. § 118.19"]),
        ("Tex. Fam. Code § 153.002(a)", ["§ 153.002(a)"]),
        ("the Texas Family Code Section 153.002", ["Section 153.002"]),
        ("West Va. Code § 18-2-3", ["Va. Code § 18-2-3"]),
        ("Title 5 § 3", ["§ 3"]),
        ("NMSA 1953, § 77-8-19", ["§ 77-8-19"]),
        ("Minn. Laws 2019, ch. 5, § 2", ["Laws 2019, ch. 5, § 2"]),
        ("§§ 5 whatever", ["§§ 5"]),
        ("§ 5(b) and (2) of", ["§ 5(b) and (2)"]),
        ("a teacher (a) licensed under § 5(a), or (b) retired", ["§ 5(a), or (b)"]),
        ("a teacher (a) licensed under § 5(a), (b) retired", ["§ 5(a), (b)"]),
        ("licensed under § 5(a), or\n(b) retired", ["§ 5(a), or"]),
        ("under § 23 and 24 apply", ["§ 23 and 24"]),
        ("Section 21 through 24 apply", ["Section 21 through 24"]),
        ("Laws 2019, ch. 207, § 21 to 24", ["Laws 2019, ch. 207, § 21 to 24"]),
        ("§ 5 (a) of the act", ["§ 5"]),
        ("amended Subsection C and D", ["Subsection C and"]),
        ("Laws 2019, ch. 7, § x", ["Laws 2019, ch. 7, §"]),
        ("Sections " + "1, " * 500, None),
    ],
)  # fmt: skip
def test_what_is_said_to_be_unread(text: str, unread: list[str] | None) -> None:
    found = find(text)
    assert found and all(isinstance(f, Unrecognised) for f in found)
    if unread is not None:
        assert [text[f.span.start : f.span.end] for f in found] == unread


@pytest.mark.parametrize(
    "text",
    ["See § 5.", "Section 5 is", "(§ 5)", "it ends. Section 5 begins", "“§ 5”", "§ 5—the rest", "2 Section 5 is amended",
     "notwithstanding Section 5, and"],
)  # fmt: skip
def test_words_of_a_sentence_are_no_names_of_codes(text: str) -> None:
    assert [type(found) for found in find(text)] == [Found]


HOSTILE = {
    "marks": "§" * 1_000_000,
    "marks apart": "§ " * 50_000,
    "open": "§ 1" + "(" * 200_000,
    "nested": "§ 1" + "(a" * 100_000,
    "deep": "§ 1" + "(a)" * 100_000,
    "long list": "Sections " + "1, " * 50_000,
    "lists": "Sections 1, " * 10_000,
    "singles": "§§ 1-1, " * 12_000,
    "chain": "Paragraph (1) of " * 10_000,
    "letters": "Subsections " + "A, " * 50_000,
    "digits": "1" * 1_000_000,
    "hyphens": "1-" * 500_000,
    "spaces": "§ " + " " * 1_000_000 + "5",
    "lines": "\n" * 500_000 + "§ 5",
    "plain": "1-1, " * 50_000,
    "acts": "Laws 2019, ch. 1, " * 6_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_is_read_in_time(name: str) -> None:
    """Linear: seconds, where anything worse would take hours. The limit leaves room for a slow machine."""
    begun = time.process_time()
    find(HOSTILE[name])
    assert time.process_time() - begun < 60


@pytest.mark.parametrize("name", ["lists", "singles", "chain", "acts", "nested"])
def test_twice_the_text_takes_about_twice_the_time(name: str) -> None:
    def needed(text: str) -> float:
        begun = time.process_time()
        find(text)
        return time.process_time() - begun

    text = HOSTILE[name][:20_000]
    needed(text)
    assert min(needed(text * 4) for _ in range(2)) < 12 * min(needed(text) for _ in range(3)) + 0.05
