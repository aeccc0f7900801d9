"""A pack built by hand: parts of NMSA 1978, § 22-10A-11, and of a district's advancement page, without the compiler.

It has the shapes that the engine must cope with: an element tree with an `any`, a value decision whose amount changes with the law,
a decision asked `under` a provision with a fact supposed, a requirement that grants nothing, a list with folds, a definition, and a
choice of readings. The words are those of the sources; that quotations stand in the law is the compiler's business, not shown here.
"""

from datetime import date
from functools import cache

from pincitec.graph.clauses import (
    Alternative,
    Choice,
    Clause,
    ClauseNodes,
    Decision,
    DefinitionUse,
    Element,
    Fact,
    Party,
    Question,
    Quote,
    QuotePlace,
    Remark,
    Standing,
    Wording,
)
from pincitec.graph.nodes import Builder, Param
from pincitec.graph.pack import Pack, with_hash
from pincitec.graph.texts import SectionText, TextPiece, TextUnit, TextVersion
from pincitec.graph.validate import validate
from pincitec.semantics.truth import HOLDS
from pincitec.semantics.types import BOOLEAN, DAYS, SCHOOL_YEAR, Enumeration, Field, Member, Record

NM = "us_nm.level_three"
APS = "us_nm.aps.advancement"
NMSA = "us-nm/22-10A-11"
PAGE = "us-nm/aps/licensure-advancement"

ON_FILE = date(2015, 7, 1)
"""Before this day the text of the section is not on file."""
ACT_2018 = date(2018, 5, 16)
ACTS_2019 = date(2019, 6, 14)
PAGE_FROM = date(2023, 8, 1)
ACT_OF = {
    ON_FILE: "Laws 2015, ch. 74, § 1",
    ACT_2018: "Laws 2018, ch. 72, § 3",
    ACTS_2019: "Laws 2019, ch. 206, § 23, and Laws 2019, ch. 207, § 23, reconciled by 12-1-8 NMSA 1978",
}

DEGREE = Enumeration(
    f"{NM}.degree",
    (
        Member("no_degree", "no degree"),
        Member("bachelors", "a bachelor's degree"),
        Member("other_post_baccalaureate", "another post-baccalaureate degree"),
        Member("masters", "a master's degree"),
        Member("doctorate", "a doctorate"),
    ),
    ordered=True,
)
LICENSE = Enumeration(
    f"{NM}.license",
    (
        Member("no_license", "no license"),
        Member("level_one", "a level one license"),
        Member("level_two", "a level two license"),
        Member("level_three", "a level three-A license"),
    ),
    ordered=True,
)
ROLE = Enumeration(
    f"{NM}.role",
    (
        Member("teacher", "teacher who holds a level three-A license"),
        Member("counselor", "counselor who holds a level three or three-A license"),
        Member("other", "neither"),
    ),
    ordered=False,
)
EVALUATION = Enumeration(f"{APS}.evaluation", (Member("unsuccessful", "not successful"), Member("successful", "successful")), ordered=True)
YEAR = Record(
    f"{APS}.school_year",
    ("year",),
    (
        Field("year", SCHOOL_YEAR),
        Field("instructional_days", DAYS),
        Field("teacher_of_record", BOOLEAN),
        Field("level", LICENSE),
        Field("evaluation", EVALUATION),
    ),
)

FACTS = (
    Fact(f"{NM}.years_as_level_two", "period", Wording("years as a level two teacher")),
    Fact(f"{NM}.degree_held", DEGREE.key, Wording("highest degree held")),
    Fact(
        f"{NM}.national_board",
        "boolean",
        Wording(
            "holds national board certification",
            "does not hold national board certification",
            "national board certification is not established",
        ),
    ),
    Fact(
        f"{NM}.leader_competence",
        "boolean",
        Wording("demonstrates instructional leader competence"),
        (f"{NM}.department", f"{NM}.local_superintendent"),
    ),
    Fact(
        f"{NM}.other_qualifications",
        "boolean",
        Wording("meets the other qualifications for the license"),
        (f"{NM}.department",),
    ),
    Fact(f"{NM}.role", ROLE.key, Wording("position and license held")),
    Fact(f"{APS}.school_years", f"list:{YEAR.key}", Wording("school years taught")),
)

TEXT_A = "A. A level three-A license is a nine-year license granted to a teacher who meets the qualifications for that level."
TEXT_B = (
    "B. The department shall grant a level three-A license to an applicant who has been a level two teacher for at least three years "
    "and holds a post-baccalaureate degree or national board for professional teaching standards certification; demonstrates "
    "instructional leader competence as required by the department and verified by the local superintendent through the highly "
    "objective uniform statewide standard of evaluation; and meets other qualifications for the license."
)
TEXT_C = {
    ON_FILE: "C. The minimum salary for a level three-A teacher for a standard nine and one-half month contract shall be fifty thousand "
    "dollars ($50,000).",
    ACT_2018: "C. The minimum salary for a level three-A teacher for a standard nine and one-half month contract shall be fifty-four "
    "thousand dollars ($54,000).",
    ACTS_2019: "C. The minimum salary for a level three-A teacher is sixty thousand dollars ($60,000) for a standard nine and one-half "
    "month contract.",
}
TEXT_D = (
    "D. The minimum salary for a counselor who holds a level three or three-A license as provided in the School Personnel Act and rules "
    "promulgated by the department shall be the same as provided for level three-A teachers pursuant to Subsection C of this section."
)


class Parts:
    """Collects quotations and clauses by number while the graph is built."""

    def __init__(self) -> None:
        self.builder = Builder()
        self.quotes: list[Quote] = []
        self.clauses: list[Clause] = []

    def quote(self, unit: str, words: str, *places: QuotePlace) -> int:
        places = places or (QuotePlace(None, ON_FILE, "unknown"), QuotePlace(ON_FILE, None, "verified"))
        self.quotes.append(Quote(words, NMSA, unit, citation(unit), places))
        return len(self.quotes) - 1

    def page_quote(self, unit: str, words: str) -> int:
        places = (QuotePlace(None, PAGE_FROM, "unknown"), QuotePlace(PAGE_FROM, None, "verified"))
        self.quotes.append(Quote(words, PAGE, unit, PAGE_CITATIONS[unit], places))
        return len(self.quotes) - 1

    def clause(self, clause: Clause) -> tuple[int, int]:
        """The number of a clause, and the node of its standing."""
        self.clauses.append(clause)
        number = len(self.clauses) - 1
        return number, self.guard(number, self.builder.const("boolean", HOLDS))

    def guard(self, clause: int, condition: int) -> int:
        return self.builder.add("clause", "boolean", (condition,), clause)

    def fact(self, name: str) -> int:
        kind = next(f.type for f in FACTS if f.name == name)
        return self.builder.add("fact", kind, (), name)

    def member(self, kind: Enumeration, name: str) -> int:
        index = kind.index(name)
        assert index is not None
        return self.builder.const(kind.key, index)

    def truth(self, op: str, *args: int, param: Param = None) -> int:
        return self.builder.add(op, "boolean", args, param)


PAGE_CITATIONS = {
    "level-2-to-3": "APS, Licensure Advancement, From Level 2 to Level 3",
    "full-school-year": "APS, Licensure Advancement, Definitions, Full School Year",
    "micro-credentials": "APS, Licensure Advancement, Advancing via Micro-Credentials",
}


def citation(unit: str) -> str:
    return f"NMSA 1978, § 22-10A-11({unit})"


def in_force_since(first: date) -> tuple[Standing, ...]:
    return (Standing(None, first, "unknown", "the text before that day is not on file"), Standing(first, None, "in_force"))


def level_three(parts: Parts) -> Question:
    """Subsection B: years, a degree or certification, competence, and other qualifications."""
    years = parts.truth("ge", parts.fact(f"{NM}.years_as_level_two"), parts.builder.const("period", 36))
    degree = parts.truth("ge", parts.fact(f"{NM}.degree_held"), parts.member(DEGREE, "other_post_baccalaureate"))
    board = parts.fact(f"{NM}.national_board")
    either = parts.truth("or", degree, board)
    competence, other = parts.fact(f"{NM}.leader_competence"), parts.fact(f"{NM}.other_qualifications")
    every = parts.truth("and", years, either, competence, other)
    quotes = [
        parts.quote("B", words)
        for words in (
            "The department shall grant a level three-A license to an applicant who",
            "has been a level two teacher for at least three years",
            "holds a post-baccalaureate degree",
            "national board for professional teaching standards certification",
            "demonstrates instructional leader competence as required by the department and verified by the local superintendent",
            "meets other qualifications for the license",
        )
    ]
    root = Element(
        "all",
        every,
        children=(
            Element("condition", years, quotes[1]),
            Element("any", either, children=(Element("condition", degree, quotes[2]), Element("condition", board, quotes[3]))),
            Element("condition", competence, quotes[4]),
            Element("condition", other, quotes[5]),
        ),
    )
    number, standing = parts.clause(
        Clause(
            id=f"{NM}:B.1",
            decision=f"{NM}.level_three_a",
            effect="grant",
            verb="grant",
            section=NMSA,
            identity="B",
            citation=citation("B"),
            quotes=tuple(quotes),
            standings=in_force_since(ON_FILE),
            location="policy/us-nm/level-three.pol:46",
            title="Level three-A license",
        )
    )
    guard = parts.guard(number, every)
    verdict = parts.builder.add("decide", "verdict", (standing, guard), (("grant",), ()))
    return Question(f"{NM}.level_three_a", verdict, (ClauseNodes(number, standing, guard, None, root),))


def minimum_salary(parts: Parts) -> tuple[Question, Question]:
    """Subsections C (three amounts, each in its time) and D (counselors: the same as C provides for teachers)."""
    applies = parts.quote("C", "minimum salary for a level three-A teacher")
    amounts = (
        (60_000_00, "sixty thousand dollars ($60,000)", ACTS_2019, None),
        (54_000_00, "fifty-four thousand dollars ($54,000)", ACT_2018, ACTS_2019),
        (50_000_00, "fifty thousand dollars ($50,000)", ON_FILE, ACT_2018),
    )
    role, teacher = parts.fact(f"{NM}.role"), parts.member(ROLE, "teacher")
    asked = parts.truth("eq", role, teacher)
    supposed = parts.truth("eq", teacher, teacher)
    main: list[ClauseNodes] = []
    under: list[ClauseNodes] = []
    for place, (cents, words, first, until) in enumerate(amounts, 1):
        number, standing = parts.clause(salary_clause(parts, place, words, first, until, applies))
        value = parts.builder.const("money", cents)
        for condition, group in ((asked, main), (supposed, under)):
            root = Element("condition", condition, applies)
            group.append(ClauseNodes(number, standing, parts.guard(number, condition), value, root))
    sub = Question(f"{NM}.minimum_salary", decide_value(parts, under), tuple(under), citation("C"), ((f"{NM}.role", teacher),))
    counselor = parts.truth("eq", role, parts.member(ROLE, "counselor"))
    same = parts.quote("D", "shall be the same as provided for level three-A teachers pursuant to Subsection C")
    who = parts.quote("D", "a counselor who holds a level three or three-A license")
    number, standing = parts.clause(
        Clause(
            id=f"{NM}:D.1",
            decision=f"{NM}.minimum_salary",
            effect="value",
            verb="shall",
            section=NMSA,
            identity="D",
            citation=citation("D"),
            quotes=(same, who),
            standings=in_force_since(ON_FILE),
            location="policy/us-nm/level-three.pol:84",
        )
    )
    value = parts.builder.add("value_of", "money", (sub.verdict,))
    main.append(ClauseNodes(number, standing, parts.guard(number, counselor), value, Element("condition", counselor, who)))
    return Question(f"{NM}.minimum_salary", decide_value(parts, main), tuple(main)), sub


def salary_clause(parts: Parts, place: int, words: str, first: date, until: date | None, applies: int) -> Clause:
    """A clause of Subsection C, whose amount stands on the days `[first, until)`."""
    standings = [Standing(None, ON_FILE, "unknown", "the text before that day is not on file")]
    places = [QuotePlace(None, ON_FILE, "unknown")]
    if first > ON_FILE:
        standings.append(Standing(ON_FILE, first, "lapsed", "its words do not stand in the text yet"))
        places.append(QuotePlace(ON_FILE, first, "absent"))
    standings.append(Standing(first, until, "in_force"))
    places.append(QuotePlace(first, until, "verified"))
    if until is not None:
        standings.append(Standing(until, None, "lapsed", f"struck by {ACT_OF[until]}"))
        places.append(QuotePlace(until, None, "absent"))
    return Clause(
        id=f"{NM}:C.{place}",
        decision=f"{NM}.minimum_salary",
        effect="value",
        verb="is",
        section=NMSA,
        identity="C",
        citation=citation("C"),
        quotes=(parts.quote("C", words, *places), applies),
        standings=tuple(standings),
        location=f"policy/us-nm/level-three.pol:{65 + place}",
    )


def decide_value(parts: Parts, clauses: list[ClauseNodes]) -> int:
    args = [n for c in clauses for n in (c.standing, c.guard, c.value) if n is not None]
    return parts.builder.add("decide_value", "outcome", args, ((),))


def advance_to_three(parts: Parts) -> tuple[Question, DefinitionUse]:
    """The district's page: requirements to advance, with the choice of how 480 days may accumulate."""
    add, truth = parts.builder.add, parts.truth
    years, row = parts.fact(f"{APS}.school_years"), add("row", YEAR.key, (), 0)
    days = add("field", "days", (row,), "instructional_days")
    of_record = truth("field_truth", row, param="teacher_of_record")
    level_two = truth("eq", add("field", LICENSE.key, (row,), "level"), parts.member(LICENSE, "level_two"))
    successful = truth("eq", add("field", EVALUATION.key, (row,), "evaluation"), parts.member(EVALUATION, "successful"))
    means = parts.page_quote("full-school-year", "a minimum of 160 instructional days")
    definition, defined = parts.clause(page_clause("definitions.1", "full", "define", "full-school-year", (means,), 25))
    full = truth("undetermined_unless", defined, truth("ge", days, parts.builder.const("days", 160)))

    here = truth("and", of_record, level_two)
    pooled = truth("ge", add("sum", "days", (years, here, days), 0), parts.builder.const("days", 480))
    full_years = add("count", "integer", (years, truth("and", full, of_record, level_two)), 0)
    three = parts.builder.const("integer", 3)
    per_year = truth("ge", full_years, three)
    chosen = truth("reading", pooled, per_year, param=f"{APS}.accumulation")
    evaluated = truth("ge", add("count", "integer", (years, truth("and", successful, level_two)), 0), three)
    masters = truth("ge", parts.fact(f"{NM}.degree_held"), parts.member(DEGREE, "masters"))
    board = parts.fact(f"{NM}.national_board")
    either = truth("or", masters, board)
    active = truth("some", years, level_two, param=0)
    met = truth("and", chosen, evaluated, either, active)

    quotes = [
        parts.page_quote("micro-credentials", "Educators are still required to meet the minimum requirements listed below to advance"),
        *(
            parts.page_quote("level-2-to-3", words)
            for words in (
                "3 Full School Years (480 instructional days) of being the teacher of record at current license level",
                "480 instructional days",
                "3 Full School Years",
                "3 Successful annual evaluations at current license level",
                "Master's Degree",
                "National Board Certification",
                "at current license level",
            )
        ),
    ]
    choose = Element(
        "choose",
        chosen,
        quotes[1],
        (Element("condition", pooled, quotes[2]), Element("condition", per_year, quotes[3])),
        choice=f"{APS}.accumulation",
    )
    root = Element(
        "all",
        met,
        children=(
            choose,
            Element("condition", evaluated, quotes[4]),
            Element("any", either, children=(Element("condition", masters, quotes[5]), Element("condition", board, quotes[6]))),
            Element("some", active, quotes[7], (Element("condition", level_two, quotes[7]),), list_fact=f"{APS}.school_years"),
        ),
    )
    number, standing = parts.clause(page_clause("level-2-to-3.1", "advance_to_three", "require", "level-2-to-3", tuple(quotes), 30))
    guard = parts.guard(number, truth("not", met))
    verdict = add("decide", "verdict", (standing, guard), (("require",), ()))
    question = Question(f"{APS}.advance_to_three", verdict, (ClauseNodes(number, standing, guard, None, root),))
    return question, DefinitionUse(full, f"{APS}.full", definition)


def page_clause(id: str, decision: str, effect: str, unit: str, quotes: tuple[int, ...], line: int) -> Clause:
    return Clause(
        id=f"{APS}:{id}",
        decision=f"{APS}.{decision}",
        effect=effect,
        verb="means" if effect == "define" else "requires",
        section=PAGE,
        identity=unit,
        citation=PAGE_CITATIONS[unit],
        quotes=quotes,
        standings=in_force_since(PAGE_FROM),
        location=f"policy/us-nm/aps/advancement.pol:{line}",
    )


def section_text() -> SectionText:
    def unit(name: str, text: str, status: str, act: str | None = None) -> TextUnit:
        return TextUnit(name, (name,), f"{name}.", citation(name), (TextPiece(text, status, act),))

    def version(first: date, until: date | None) -> TextVersion:
        status = "verbatim" if until is None else "derived"
        heading = TextUnit(
            "heading",
            ("heading",),
            "",
            citation("heading"),
            (TextPiece("Level three licensure; tracks for teachers.", "verbatim"),),
        )
        units = (
            heading,
            unit("A", TEXT_A, "verbatim" if until is None else "unchanged"),
            unit("B", TEXT_B, "verbatim" if until is None else "unchanged"),
            unit("C", TEXT_C[first], status, ACT_OF[first]),
            unit("D", TEXT_D, "verbatim" if until is None else "unchanged"),
        )
        return TextVersion(first, until, True, None, (ACT_OF[first],), units)

    versions = (version(ON_FILE, ACT_2018), version(ACT_2018, ACTS_2019), version(ACTS_2019, None))
    because = "its table of contents lists provisions (Effective July 1, 2022.) as still to come"
    return SectionText(NMSA, "NMSA 1978, § 22-10A-11", "statute", date(2022, 6, 30), False, because, versions)


def page_text() -> SectionText:
    def unit(name: str, heading: str, text: str) -> TextUnit:
        return TextUnit(name, (heading,), heading, PAGE_CITATIONS[name], (TextPiece(text, "verbatim"),))

    units = (
        unit(
            "micro-credentials",
            "Advancing via Micro-Credentials",
            "Educators are still required to meet the minimum requirements listed below to advance:",
        ),
        unit(
            "level-2-to-3",
            "From Level 2 to Level 3",
            "3 Full School Years (480 instructional days) of being the teacher of record at current license level.\n"
            "3 Successful annual evaluations at current license level\nMaster's Degree or National Board Certification",
        ),
        unit(
            "full-school-year",
            "Full School Year",
            "Means a minimum of 160 instructional days or equivalent number of days in schools or local education agencies over "
            "multiple school years of full-time or part-time teaching during which the teacher is the teacher of record.",
        ),
    )
    assumed = "the page speaks of May 2024 as still to come"
    version = TextVersion(PAGE_FROM, None, True, assumed, (), units)
    return SectionText(PAGE, "APS, Licensure Advancement", "guidance", None, True, "the page is undated", (version,))


@cache
def sample_pack() -> Pack:
    """The pack, validated and hashed. Built once: packs are frozen."""
    parts = Parts()
    license_question = level_three(parts)
    salary, under_c = minimum_salary(parts)
    advancement, full = advance_to_three(parts)
    pack = Pack(
        policies=(NM, APS),
        types=(DEGREE, LICENSE, ROLE, EVALUATION, YEAR),
        parties=(
            Party(f"{NM}.department", "the department"),
            Party(f"{NM}.local_superintendent", "the local superintendent"),
            Party(f"{NM}.applicant", "an applicant"),
            Party(f"{NM}.teacher", "the teacher"),
        ),
        facts=FACTS,
        decisions=(
            Decision(f"{NM}.level_three_a", "entitlement", "boolean", f"{NM}.applicant", Wording("a level three-A license")),
            Decision(
                f"{NM}.minimum_salary",
                "value",
                "money",
                None,
                Wording("minimum salary for a standard nine and one-half month contract"),
            ),
            Decision(f"{APS}.advance_to_three", "entitlement", "boolean", f"{NM}.teacher", Wording("advancement from level 2 to level 3")),
        ),
        choices=(
            Choice(
                f"{APS}.accumulation",
                "How 480 instructional days may accumulate",
                (
                    Alternative("pooled", "days are added up across school years"),
                    Alternative("per_year", "three school years of at least 160 days each"),
                ),
                "pooled",
            ),
        ),
        quotes=tuple(parts.quotes),
        clauses=tuple(parts.clauses),
        nodes=tuple(parts.builder.nodes),
        questions=(license_question, salary, under_c, advancement),
        definitions=(full,),
        remarks=(
            Remark(
                "omit",
                PAGE,
                PAGE_CITATIONS["full-school-year"],
                "serves as an instructional coach or resource teacher",
                "no fact for it yet",
            ),
        ),
        sections=(section_text(), page_text()),
    )
    validate(pack)
    return with_hash(pack)
