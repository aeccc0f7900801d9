"""What each form of citation says, and what is no citation."""

import pytest

from pincitec.diagnostics import Diagnostic
from pincitec.law.citations import (
    Citation,
    CodePart,
    CodeSection,
    Compilation,
    Page,
    PublicLaw,
    Range,
    Regulation,
    Relative,
    SessionLaw,
    Several,
    Step,
    Style,
    parse,
    write,
)

NMSA = "us-nm/nmsa"


def nmsa(section: str, *pin: str) -> CodeSection:
    return CodeSection(NMSA, section, pin)


def bare(section: str, *pin: str) -> CodeSection:
    return CodeSection(None, section, pin)


def usc(section: str, *pin: str) -> CodeSection:
    return CodeSection("us/usc", section, pin, "20")


def unit(*steps: tuple[str, str], base: str = "", former: bool = False) -> Relative:
    return Relative(tuple(Step(*step) for step in steps), base, former)


FORMS: dict[str, Citation] = {
    # New Mexico's code, before and after the section
    "NMSA 1978, § 22-10A-11(C)": nmsa("22-10A-11", "C"),
    "NMSA 1978, Section 22-10A-11(C)": nmsa("22-10A-11", "C"),
    "N.M.S.A. 1978, § 22-10A-11": nmsa("22-10A-11"),
    "Section 22-10A-11 NMSA 1978": nmsa("22-10A-11"),
    "Section 22-10A-11(C)(2) NMSA 1978": nmsa("22-10A-11", "C", "2"),
    "22-10A-2 NMSA 1978": nmsa("22-10A-2"),
    "22-10-17 through 22-10-26 NMSA 1978": Range(nmsa("22-10-17"), nmsa("22-10-26")),
    "22-10-1, 22-10-2(B) and 22-10-3 NMSA 1978": Several((nmsa("22-10-1"), nmsa("22-10-2", "B"), nmsa("22-10-3"))),
    "22-10A-2, NMSA 1978.": nmsa("22-10A-2"),
    "N.M. Stat. Ann. § 22-10A-11(C)(2)": nmsa("22-10A-11", "C", "2"),
    "NM Stat § 22-10A-11.1": nmsa("22-10A-11.1"),
    "N.M. Stat. Ann. § 22-10A-11 (2018)": CodeSection(NMSA, "22-10A-11", year=2018),
    "New Mexico Statutes Annotated 1978, § 22-10A-11": nmsa("22-10A-11"),
    "Subsection C of Section 22-10A-11 NMSA 1978": nmsa("22-10A-11", "C"),
    "Paragraph (2) of Subsection E of Section 22-10A-11 NMSA 1978": nmsa("22-10A-11", "E", "2"),
    "Paragraph E(2) of Section 22-10A-11 NMSA 1978": nmsa("22-10A-11", "E", "2"),
    "Chapter 22, Article 10A NMSA 1978": CodePart(NMSA, (Step("chapter", "22"), Step("article", "10A"))),
    "Article 10A of Chapter 22 NMSA 1978": CodePart(NMSA, (Step("chapter", "22"), Step("article", "10A"))),
    "Chapter 22 NMSA 1978": CodePart(NMSA, (Step("chapter", "22"),)),
    "N.M. Const. art. XII, § 6": CodeSection("us-nm/const", "6", (), "art. XII"),
    "Article 12, Section 6 of the constitution of New Mexico": CodeSection("us-nm/const", "6", (), "art. 12"),
    "U.S. Const. amend. XIV, § 1": CodeSection("us/const", "1", (), "amend. XIV"),
    # no code named
    "§ 22-10A-11(C)": bare("22-10A-11", "C"),
    "§ 22-10A-11 (C) (2)": bare("22-10A-11", "C", "2"),
    "§\u00a022-10A-11.1": bare("22-10A-11.1"),
    "§ 22‑10A‑11": bare("22-10A-11"),
    "section 5c-1(a-1)(2B)": bare("5c-1", "a-1", "2B"),
    "§ 2000e-5(f)(3)": bare("2000e-5", "f", "3"),
    # acts
    "Laws 2019, ch. 207, § 23": SessionLaw(None, 2019, "207", "23"),
    "Laws 2019, Chapter 207, Section 23": SessionLaw(None, 2019, "207", "23"),
    "Laws 2019, ch. 207": SessionLaw(None, 2019, "207"),
    "Section 23 of Laws 2019, ch. 207": SessionLaw(None, 2019, "207", "23"),
    "2019 N.M. Laws, ch. 207, § 23": SessionLaw("us-nm", 2019, "207", "23"),
    "2019 N.M. Laws ch. 207, § 23": SessionLaw("us-nm", 2019, "207", "23"),
    "Laws 2003 (1st S.S.), ch. 1, § 2": SessionLaw(None, 2003, "1", "2", session="1st S.S."),
    "Laws 2003 (1st Sp. Sess.), ch. 1, § 2": SessionLaw(None, 2003, "1", "2", session="1st S.S."),
    "2015, ch. 74, § 1": SessionLaw(None, 2015, "74", "1", elliptic=True),
    "1978 Comp., § 22-10A-11": Compilation(1978, "22-10A-11"),
    "1953 Comp., § 77-8-19": Compilation(1953, "77-8-19"),
    "C.S. 1929, § 120-1401": Compilation(1929, "120-1401"),
    "Code 1915, § 4800": Compilation(1915, "4800"),
    "Pub. L. 114-95": PublicLaw("us", "114-95"),
    "Pub. L. No. 114-95, § 1006(b)": PublicLaw("us", "114-95", "1006", ("b",)),
    "Public Law 114-95": PublicLaw("us", "114-95"),
    "section 1006 of Pub. L. 114-95": PublicLaw("us", "114-95", "1006"),
    "D.C. Law 24-167": PublicLaw("us-dc", "24-167"),
    "D.C. Act 24-400": PublicLaw("us-dc/act", "24-400"),
    "129 Stat. 1802": Page("us/stat", "129", "1802"),
    "69 DCR 9223": Page("us-dc/register", "69", "9223"),
    # other codes
    "20 U.S.C. § 6301(b)(1)(A)": usc("6301", "b", "1", "A"),
    "20 USC 6301": usc("6301"),
    "20 U.S.C.A. § 6301": usc("6301"),
    "Title 20, U.S.C., Section 6301": usc("6301"),
    "Section 6301 of Title 20 of the United States Code": usc("6301"),
    "20 U.S.C. § 1400 note": CodeSection("us/usc", "1400", (), "20", note=True),
    "D.C. Official Code § 38-2903(a)": CodeSection("us-dc/code", "38-2903", ("a",)),
    "D.C. Code § 38–2903(a)": CodeSection("us-dc/code", "38-2903", ("a",)),
    "Section 28:9-102 of the District of Columbia Official Code": CodeSection("us-dc/code", "28:9-102"),
    "Mass. Gen. Laws ch. 71, § 38G": CodeSection("us-ma/code", "38G", (), "71"),
    "M.G.L. c. 71A, § 4": CodeSection("us-ma/code", "4", (), "71A"),
    "Ark. Code Ann. § 6-17-402": CodeSection("us-ar/code", "6-17-402"),
    "34 C.F.R. § 300.8(c)(1)": Regulation("us/cfr", "300.8", ("c", "1"), "34"),
    "34 CFR Part 300": Regulation("us/cfr", None, title="34", part="300"),
    "6.60.6.8 NMAC": Regulation("us-nm/nmac", "6.60.6.8"),
    "Subsection B of 6.60.6.8 NMAC": Regulation("us-nm/nmac", "6.60.6.8", ("B",)),
    "N.M. Code R. § 6.60.6.8(B)": Regulation("us-nm/nmac", "6.60.6.8", ("B",)),
    "603 CMR 44.00": Regulation("us-ma/cmr", "44.00", title="603"),
    "11 DCMR § 2602.1": Regulation("us-dc/dcmr", "2602.1", title="11"),
    # lists and ranges
    "§§ 22-10A-3 to 22-10A-5 and 22-10A-7": Several((Range(bare("22-10A-3"), bare("22-10A-5")), bare("22-10A-7"))),
    "Sections 21 through 24": Range(bare("21"), bare("24")),
    "Sections 22-10A-3, 22-10A-5.1 and 22-10A-7 NMSA 1978": Several((nmsa("22-10A-3"), nmsa("22-10A-5.1"), nmsa("22-10A-7"))),
    "Subsections A through C of Section 22-10A-11 NMSA 1978": Range(nmsa("22-10A-11", "A"), nmsa("22-10A-11", "C")),
    "20 U.S.C. §§ 6301–6305": Range(usc("6301"), usc("6305")),
    "D.C. Code §§ 38–2903 and 38–2904": Several((CodeSection("us-dc/code", "38-2903"), CodeSection("us-dc/code", "38-2904"))),
    "20 U.S.C. § 6301 et seq.": Range(usc("6301"), None),
    "20 U.S.C. § 6301(b)(1) and (2)": Several((usc("6301", "b", "1"), usc("6301", "b", "2"))),
    "20 U.S.C. § 6301(b)(1)(i) and (c)": Several((usc("6301", "b", "1", "i"), usc("6301", "c"))),
    "20 U.S.C. § 6301(b)-(d)": Range(usc("6301", "b"), usc("6301", "d")),
    "Laws 2019, ch. 207, §§ 21 to 24": Range(SessionLaw(None, 2019, "207", "21"), SessionLaw(None, 2019, "207", "24")),
    # from where it stands
    "Subsection C of this section": unit(("subsection", "C"), base="section"),
    "Paragraph (2) of Subsection E": unit(("subsection", "E"), ("paragraph", "2")),
    "Paragraph B(2)": unit(("subsection", "B"), ("paragraph", "2")),
    "subparagraph (A) of paragraph (2)": unit(("paragraph", "2"), ("subparagraph", "A")),
    "subsection (b)(2)": unit(("subsection", "b"), ("", "2")),
    "Subsections F and G": Several((unit(("subsection", "F")), unit(("subsection", "G")))),
    "Paragraphs (1) through (4)": Range(unit(("paragraph", "1")), unit(("paragraph", "4"))),
    "Paragraph (1) through (4)": Range(unit(("paragraph", "1")), unit(("paragraph", "4"))),
    "subsection (c)(6) and (7) of this section": Several(
        (unit(("subsection", "c"), ("", "6"), base="section"), unit(("subsection", "c"), ("", "7"), base="section"))
    ),
    "subsection (g) or (g-1)": Several((unit(("subsection", "g")), unit(("subsection", "g-1")))),
    "former Subsections D through G": Range(unit(("subsection", "D"), former=True), unit(("subsection", "G"), former=True)),
    "this section": unit(base="section"),
    "this act": unit(base="act"),
    "Section 5 of this act": unit(("section", "5"), base="act"),
    "Sections 5 and 6 of this act": Several((unit(("section", "5"), base="act"), unit(("section", "6"), base="act"))),
    "ch. 316, § 5": unit(("chapter", "316"), ("section", "5")),
    "Article 6, Section A, #16": unit(("article", "6"), ("section", "A"), ("item", "16")),
}  # fmt: skip


@pytest.mark.parametrize("text", FORMS)
def test_a_form_says_what_it_says(text: str) -> None:
    assert parse(text) == FORMS[text]


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize("text", FORMS)
def test_what_is_written_is_read_back(text: str, style: Style) -> None:
    assert parse(write(FORMS[text], style)) == FORMS[text]


@pytest.mark.parametrize(
    ("text", "legal", "drafting", "short"),
    [
        ("22-10A-11(C)(2) NMSA 1978", "NMSA 1978, § 22-10A-11(C)(2)", "Paragraph (2) of Subsection C of Section 22-10A-11 NMSA 1978",
         "22-10A-11(C)(2) NMSA 1978"),
        ("Sections 22-10A-3 to 22-10A-5 NMSA 1978", "NMSA 1978, §§ 22-10A-3 to 22-10A-5", "Sections 22-10A-3 through 22-10A-5 NMSA 1978",
         "§§ 22-10A-3 to 22-10A-5 NMSA 1978"),
        ("2015, ch. 74, § 1", "2015, ch. 74, § 1", "2015, ch. 74, § 1", "2015, ch. 74, § 1"),
        ("2019 N.M. Laws, ch. 207, § 23", "2019 N.M. Laws, ch. 207, § 23", "N.M. Laws 2019, Chapter 207, Section 23",
         "2019 N.M. Laws, ch. 207, § 23"),
        ("20 USC 6301(b)", "20 U.S.C. § 6301(b)", "20 U.S.C. Section 6301(b)", "20 USC 6301(b)"),
        ("D.C. Code § 38-2903", "D.C. Official Code § 38-2903", "Section 38-2903 of the D.C. Official Code",
         "D.C. Official Code § 38-2903"),
        ("N.M. Code R. § 6.60.6.8", "N.M. Code R. § 6.60.6.8", "6.60.6.8 NMAC", "6.60.6.8 NMAC"),
    ],
)  # fmt: skip
def test_the_styles(text: str, legal: str, drafting: str, short: str) -> None:
    found = parse(text)
    assert not isinstance(found, Diagnostic)
    assert [write(found, style) for style in (Style.LEGAL, Style.DRAFTING, Style.SHORT)] == [legal, drafting, short]


@pytest.mark.parametrize(
    ("text", "underlined", "message"),
    [
        ("", "", "no citation is given"),
        ("K-5", "K", "`K` is not understood"),
        ("§", "§", "the citation ends too early, after `§`"),
        ("(1)", "(1)", "`(1)` is not understood"),
        ("$60,000", "$", "`$` is not understood"),
        ("2019-06-14", "2019-06-14", "the citation ends too early, after `2019-06-14`"),
        ("June 14, 2019", "June", "`June` is not understood"),
        ("22", "22", "the citation ends too early, after `22`"),
        ("NMSA 1978, § 22-10A-11(C", "(", "`(` is not understood after `NMSA 1978, § 22-10A-11`"),
        ("NMSA 1978, § 22-10A-11, and more", "more", "`more` is not understood after `NMSA 1978, § 22-10A-11, and`"),
        ("NMSA 1978, § 22-10A-", "-", "`-` is not understood after `NMSA 1978, § 22-10A`"),
        ("Tex. Fam. Code § 153.002", "Tex", "`Tex` is not understood"),
        ("§ 5`;rm", "`", "`'` is not understood after `§ 5`"),
        ("§§ 22-10A-3", "§§ 22-10A-3", "what `§§ 22-10A-3` names is not certain"),
        ("§§ 21-24", "§§ 21-24", "what `§§ 21-24` names is not certain"),
        ("§§ 38–2903 to 38–2905", "§§ 38–2903 to 38–2905", "what `§§ 38–2903 to 38–2905` names is not certain"),
        ("§§ 22-10A-3 and 20", "§§ 22-10A-3 and 20", "what `§§ 22-10A-3 and 20` names is not certain"),
        ("§ 5(b) and (2)", "§ 5(b) and (2)", "what `§ 5(b) and (2)` names is not certain"),
        ("§ 5(b)(1)(i) and (j)", "§ 5(b)(1)(i) and (j)", "what `§ 5(b)(1)(i) and (j)` names is not certain"),
        ("Subsection C of Paragraph (2)", "Subsection C of Paragraph (2)", "what `Subsection C of Paragraph (2)` names is not certain"),
        ("99 U.S.C. § 1", "99 U.S.C. § 1", "what `99 U.S.C. § 1` names is not certain"),
        ("Pub. L. 114-95A", "Pub. L. 114-95A", "what `Pub. L. 114-95A` names is not certain"),
        ("Fla. Stat. 1012", "Fla. Stat. 1012", "what `Fla. Stat. 1012` names is not certain"),
        ("§ 1(a)(b)(c)(d)(e)(f)(g)(h)(i)", "§ 1(a)(b)(c)(d)(e)(f)(g)(h)(i)", "what `§ 1(a)(b)(c)(d)(e)(f)(g)(h)(i)` names is not certain"),
    ],
)  # fmt: skip
def test_what_is_not_understood(text: str, underlined: str, message: str) -> None:
    problem = parse(text)
    assert isinstance(problem, Diagnostic)
    assert (problem.rule.code, problem.message) == ("PC760", message)
    assert text[problem.span.start : problem.span.end] == underlined
    assert problem.help is not None and "for example:" in problem.help


def test_a_citation_has_an_end() -> None:
    problem = parse("§ 1" + "(a)" * 1000)
    assert isinstance(problem, Diagnostic)
    assert problem.rule.code == "PC761"
    assert isinstance(parse("Sections " + "1, " * 300 + "2"), Diagnostic)
