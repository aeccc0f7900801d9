"""Every sentence that the engine can say about a decision or a fact, in every polarity."""

from datetime import date

import pytest

from pincite.explain.wording import Ground, after, asks, cited, fact_statement, listing, sentence, so, the, value_statement
from pincitec.graph.clauses import Decision, Wording
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.verdicts import CONFLICT, GAP, NOT_APPLICABLE

CITE = ("Code § 1(B)",)
LABELS = {
    "entitlement": "a permit",
    "duty": "publish the list",
    "permission": "inspect the premises",
    "prohibition": "sell the permit",
}


def said(kind: str, verdict: int, ground: Ground, *, party: str | None = "an applicant", wording: Wording | None = None) -> str:
    decision = Decision("p.d", kind, "boolean", "p.applicant", wording or Wording(LABELS[kind]))
    return sentence(decision, party, verdict, ground)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("entitlement", "The applicant is entitled to a permit under Code § 1(B)."),
        ("duty", "The applicant must publish the list under Code § 1(B)."),
        ("permission", "The applicant may inspect the premises under Code § 1(B)."),
        ("prohibition", "The applicant must not sell the permit under Code § 1(B)."),
    ],
)
def test_it_holds(kind: str, expected: str) -> None:
    assert said(kind, HOLDS, Ground(CITE)) == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("entitlement", "The applicant is not shown to be entitled to a permit under Code § 1(B)."),
        ("duty", "The applicant is not shown to have the duty to publish the list under Code § 1(B)."),
        ("permission", "The applicant is not shown to be permitted to inspect the premises under Code § 1(B)."),
        ("prohibition", "The applicant is not shown to be forbidden to sell the permit under Code § 1(B)."),
    ],
)
def test_a_sufficient_condition_that_is_not_met_shows_nothing_more(kind: str, expected: str) -> None:
    assert said(kind, FAILS, Ground(CITE)) == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("entitlement", "The applicant is not entitled to a permit under Code § 1(B)."),
        ("duty", "The applicant need not publish the list under Code § 1(B)."),
        ("permission", "The applicant may not inspect the premises under Code § 1(B)."),
        ("prohibition", "The applicant is not forbidden to sell the permit under Code § 1(B)."),
    ],
)
def test_a_provision_that_denies_is_said_to_deny(kind: str, expected: str) -> None:
    assert said(kind, FAILS, Ground(CITE, barred=True)) == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("entitlement", "It cannot yet be determined whether the applicant is entitled to a permit under Code § 1(B)."),
        ("duty", "It cannot yet be determined whether the applicant must publish the list under Code § 1(B)."),
        ("permission", "It cannot yet be determined whether the applicant may inspect the premises under Code § 1(B)."),
        ("prohibition", "It cannot yet be determined whether the applicant is forbidden to sell the permit under Code § 1(B)."),
    ],
)
def test_it_is_open(kind: str, expected: str) -> None:
    assert said(kind, UNDETERMINED, Ground(CITE)) == expected


def test_rules_that_conflict_or_are_silent() -> None:
    conflict = said("duty", CONFLICT, Ground(CITE))
    assert conflict == "The rules conflict on whether the applicant must publish the list under Code § 1(B)."
    silent = said("entitlement", NOT_APPLICABLE, Ground((), on=date(2021, 6, 1)))
    assert silent == "No provision on file in force on June 1, 2021 decides whether the applicant is entitled to a permit."


def test_requirements_unmet_and_met() -> None:
    unmet = said("entitlement", FAILS, Ground(CITE, required=True, granting=False))
    assert unmet == "The applicant does not meet the requirements of Code § 1(B) for a permit."
    met = said("entitlement", UNDETERMINED, Ground(CITE, required=True, granting=False))
    assert met.startswith("The requirements of Code § 1(B) for a permit are met, but nothing there grants it")


@pytest.mark.parametrize(
    ("kind", "unmet", "met"),
    [
        ("duty", "to publish the list", "nothing there imposes it: whether the applicant must publish the list is not determined."),
        (
            "permission",
            "to inspect the premises",
            "nothing there permits it: whether the applicant may inspect the premises is not determined.",
        ),
        (
            "prohibition",
            "to sell the permit",
            "nothing there forbids it: whether the applicant is forbidden to sell the permit is not determined.",
        ),
    ],
)
def test_requirements_of_what_is_done_are_requirements_to_do_it(kind: str, unmet: str, met: str) -> None:
    refused = said(kind, FAILS, Ground(CITE, required=True, granting=False))
    assert refused == f"The applicant does not meet the requirements of Code § 1(B) {unmet}."
    assert said(kind, UNDETERMINED, Ground(CITE, required=True, granting=False)).endswith(f" {unmet} are met, but {met}")


def test_requirements_that_do_not_concern_the_case_are_not_said_to_be_met() -> None:
    open_ = said("entitlement", UNDETERMINED, Ground(CITE, granting=False, unconcerned=True))
    assert open_ == (
        "The requirements of Code § 1(B) for a permit do not concern this case, and nothing on file grants it either: "
        "whether the applicant is entitled to it is not determined."
    )


def test_what_is_asked_as_part_of_a_sentence() -> None:
    asked = [asks(Decision("p.d", k, "boolean", "p.applicant", Wording(v)), "an applicant") for k, v in LABELS.items()]
    assert asked == [
        "whether the applicant is entitled to a permit",
        "whether the applicant must publish the list",
        "whether the applicant may inspect the premises",
        "whether the applicant is forbidden to sell the permit",
    ]
    assert asks(Decision("p.d", "value", "money", None, Wording("minimum salary")), None) == "the minimum salary"


def test_without_a_party_it_speaks_of_the_person_concerned() -> None:
    assert said("entitlement", HOLDS, Ground(), party=None) == "The person concerned is entitled to a permit."


def test_authored_words_are_used_in_their_polarity() -> None:
    wording = Wording("a permit", "the permit is refused", "the permit is still being considered")
    assert said("entitlement", FAILS, Ground(CITE), wording=wording) == "The permit is refused."
    assert said("entitlement", UNDETERMINED, Ground(CITE), wording=wording) == "The permit is still being considered."
    assert said("entitlement", HOLDS, Ground(CITE), wording=wording) == "The applicant is entitled to a permit under Code § 1(B)."


@pytest.mark.parametrize(
    ("verdict", "ground", "expected"),
    [
        (HOLDS, Ground(CITE, "$50,000"), "The minimum salary is $50,000 under Code § 1(B)."),
        (GAP, Ground(CITE), "No provision on file gives the minimum salary on these facts."),
        (
            CONFLICT,
            Ground(CITE, candidates=("$1", "$2")),
            "The rules conflict on the minimum salary: they give $1 and $2 under Code § 1(B).",
        ),
        (UNDETERMINED, Ground(CITE), "The minimum salary cannot yet be determined under Code § 1(B)."),
        (
            UNDETERMINED,
            Ground(CITE, candidates=("$1", "$2")),
            "The minimum salary cannot yet be determined; it may be $1 or $2 under Code § 1(B).",
        ),
        (NOT_APPLICABLE, Ground(on=date(2021, 6, 1)), "No provision on file in force on June 1, 2021 gives the minimum salary."),
    ],
)
def test_values(verdict: int, ground: Ground, expected: str) -> None:
    decision = Decision("p.d", "value", "money", None, Wording("minimum salary"))
    assert sentence(decision, None, verdict, ground) == expected


@pytest.mark.parametrize(
    ("wording", "truth", "expected"),
    [
        (Wording("holds a degree"), HOLDS, "holds a degree"),
        (Wording("holds a degree"), FAILS, "holds a degree: no"),
        (Wording("holds a degree"), UNDETERMINED, "holds a degree: not provided"),
        (Wording("holds a degree", "holds no degree", "no degree is on file"), FAILS, "holds no degree"),
        (Wording("holds a degree", "holds no degree", "no degree is on file"), UNDETERMINED, "no degree is on file"),
    ],
)
def test_conditions(wording: Wording, truth: int, expected: str) -> None:
    assert fact_statement(wording, truth, "not provided", ()) == expected


def test_what_lies_in_a_judgement_names_who_judges() -> None:
    statement = fact_statement(Wording("is competent"), UNDETERMINED, "not provided", ("the department", "the superintendent"))
    assert statement == "is competent: not established; it lies in the judgement of the department and the superintendent"
    judges = ("the department", "the superintendent")
    assert fact_statement(Wording("is competent"), UNDETERMINED, None, judges, any_judge=True).endswith(
        "the department or the superintendent"
    )
    partly = fact_statement(Wording("is competent", open="is not judged"), UNDETERMINED, "not yet judged by the superintendent", judges)
    assert partly == "is not judged: not yet judged by the superintendent"
    assert fact_statement(Wording("is competent"), UNDETERMINED, "declined", ("the department",)).endswith("declined to state it")


def test_values_of_facts() -> None:
    assert value_statement(Wording("years taught"), "3 years", None, ()) == "years taught: 3 years"
    assert value_statement(Wording("years taught"), None, "pending", ()) == "years taught: still pending"
    assert value_statement(Wording("years taught", None, "years not on file"), None, "pending", ()) == "years not on file"


def test_articles_lists_and_citations() -> None:
    assert [the(w) for w in ("an applicant", "a teacher", "the office", "salary", "each school", "a")] == [
        "the applicant",
        "the teacher",
        "the office",
        "the salary",
        "each school",
        "the a",
    ]
    assert [listing(()), listing(("A",)), listing(("A", "B"), "or"), listing(("A", "B", "C"))] == ["", "A", "A or B", "A, B and C"]
    assert cited(("N § 1(A)", "M § 1(B)")) == "N § 1(A) and M § 1(B)"
    assert after("As last known,", "The applicant is entitled.") == "As last known, the applicant is entitled."
    assert after("As last known,", "NMED may not.") == "As last known, NMED may not."


def test_no_negation_is_made_by_a_prefix() -> None:
    every = [said(k, v, Ground(CITE, barred=b)) for k in LABELS for v in (HOLDS, FAILS, UNDETERMINED, CONFLICT) for b in (True, False)]
    assert not [s for s in every if "not the case" in s or "  " in s or not s.endswith(".")]


def test_an_entitlement_may_be_one_to_do_something() -> None:
    keep = Decision("p.keep", "entitlement", "verdict", "p.teacher", Wording("to keep the license"))
    assert sentence(keep, "the teacher", HOLDS, Ground()) == "The teacher is entitled to keep the license."
    assert sentence(keep, "the teacher", FAILS, Ground()) == "The teacher is not shown to be entitled to keep the license."
    refused = sentence(keep, "the teacher", FAILS, Ground(required=True))
    assert refused == "The teacher does not meet the requirements to keep the license."
    assert asks(keep, "the teacher") == "whether the teacher is entitled to keep the license"
    assert so(keep, "the teacher") == "the teacher is entitled to keep the license"
