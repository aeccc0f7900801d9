"""From a question to its whole proof. The last step of this folder; `pincite.determine` calls it after reading the facts."""

from collections.abc import Mapping
from datetime import date

from pincite.evaluate import Name
from pincite.explain import clocks, support
from pincite.explain.basis import rests_on
from pincite.explain.case import Case, choices_met, open_case
from pincite.explain.clauses import prove_question, prove_questions, result
from pincite.explain.display import show_date, shown
from pincite.explain.findings import digest, facts_read, find, judgements
from pincite.explain.leaves import leaves
from pincite.explain.missing import missing
from pincite.explain.proof import BEYOND_HORIZON, OK, TEXT_NOT_ON_FILE, Determination, Finding, Missing, QuestionProof
from pincite.explain.readings import Answer, Sensitivity, sensitivity
from pincite.explain.reasons.considered import considered
from pincite.explain.reasons.grounds import alone, grounds
from pincite.explain.reasons.outcome import NO_ANSWER, but_for_exceptions, outcome_of
from pincite.explain.reasons.said import sentence_of
from pincite.explain.relevance import split
from pincite.explain.remarks import remarks
from pincite.explain.standing import LawStatus, law_status
from pincite.explain.unmet import unmet
from pincite.explain.wording import after, cited, finish, listing
from pincite.facts import Facts
from pincitec import __version__
from pincitec.graph.clauses import Question
from pincitec.graph.pack import Pack
from pincitec.semantics.truth import FAILS, UNDETERMINED


def explain(
    pack: Pack,
    decision: str,
    facts: Facts,
    *,
    on: date,
    law_on: date,
    readings: Mapping[str, str],
    executor: Name = "generated",
    strict: bool = False,
) -> Determination:
    """The determination of `decision` (a qualified name). `readings` maps qualified choices to alternatives; the others stand at their
    default. Raises `Fault` where the question itself is at fault (a division by zero)."""
    question = pack.main_question(decision)
    chosen = {c.name: readings.get(c.name, c.default) for c in pack.choices}
    case = open_case(pack, question, facts, on, law_on, chosen, executor)
    questions = prove_questions(case)
    used = support.definitions(case)
    law = law_status(pack, questions, used, law_on)
    findings = find(case, facts_read(case))
    by_name = {f.name: f for f in findings}
    found = leaves(questions)
    lacking, not_needed, same = weigh(case, missing(case, found, questions, by_name), findings, law)
    alternatives = other_readings(case, question, readings, executor)
    texts = support.law(case, questions, used)
    unsure = clocks.undated(pack, questions, used, law_on)
    undone = strict and (law.status == BEYOND_HORIZON or bool(law.undated) or bool(unsure))
    shows = law.status != TEXT_NOT_ON_FILE and not undone
    unless = but_for_exceptions(case, questions) if questions[0].verdict == UNDETERMINED else None
    verdict = UNDETERMINED if undone else questions[0].verdict
    outcome = outcome_of(questions[0], verdict, law.status, undone, lacking, unless)
    main = questions[0]._replace(sentence=sentence_of(case, questions[0], outcome, unless))
    questions = (main, *questions[1:])
    grounded = grounds(case, questions) if outcome not in NO_ANSWER else ()
    return Determination(
        decision,
        main.label,
        main.kind,
        verdict,
        law.status,
        main.value if shows else None,
        main.exact if shows else None,
        headline(main, law, strict, unsure),
        on,
        law_on,
        strict,
        pack.hash,
        rests_on(case),
        __version__,
        alternatives.readings,
        questions,
        unmet(case, found, by_name, alone(grounded) if verdict == FAILS else frozenset()),
        lacking,
        not_needed,
        findings,
        used,
        texts,
        (*support.assumptions(case, questions, texts), *clocks.waiting(pack, questions, used, law_on)),
        judgements(findings),
        remarks(case, used),
        (*law.said, *law.warnings, *clocks.made_later(pack, questions, used, law_on), *same, *alternatives.warnings),
        digest(findings),
        pack.known_on,
        outcome=outcome,
        grounds=grounded,
        considered=considered(case, questions) if outcome not in NO_ANSWER else (),
    )


def weigh(
    case: Case, lacking: tuple[Missing, ...], findings: tuple[Finding, ...], law: LawStatus
) -> tuple[tuple[Missing, ...], tuple[str, ...], tuple[str, ...]]:
    """What is missing, with each fact's weight found by exhaustive split where that is small; what is not needed; a warning where no
    completion changes the result although the rules leave it undetermined."""
    said: tuple[str, ...] = ()
    if any(m.decisive for m in lacking):
        weights = split(case, (m.fact for m in lacking))
        if weights:
            lacking = tuple(m._replace(exact=m.fact in weights) for m in lacking if weights.get(m.fact, True) or not m.decisive)
        if not lacking:
            said = ("no fact that is missing can change this: however they turn out, the answer is the same",)
    needed = {m.fact for m in lacking}
    open_ = tuple(f.name for f in findings if f.missing and f.name not in needed)
    return lacking, () if law.status not in (OK, BEYOND_HORIZON) else open_, said


def other_readings(case: Case, question: Question, explicit: Mapping[str, str], executor: Name) -> Sensitivity:
    """The results under the other readings of the choices that the question meets."""
    met = choices_met(case.pack, question, case.law_on)
    decision = case.pack.decision[question.decision]

    def under(readings: Mapping[str, str]) -> Case:
        if readings == case.readings:
            return case
        return open_case(case.pack, question, case.facts, case.on, case.law_on, readings, executor)

    def answer(readings: Mapping[str, str]) -> Answer:
        verdict, value = result(under(readings).values[question.verdict])
        return verdict, shown(case.pack, decision.type, value) if decision.kind == "value" else None

    def tell(readings: Mapping[str, str]) -> str:
        return prove_question(under(readings), 0, question).sentence

    return sensitivity(case.pack, met, case.readings, explicit, answer, tell)


def headline(main: QuestionProof, law: LawStatus, strict: bool, unsure: tuple[str, ...] = ()) -> str:
    """The decision in one sentence, with what must be said of the law before it. `unsure`: the acts that may not have been known."""
    if law.said:
        return finish(f"no answer can be given: {'; '.join(law.said)}")
    if strict and law.undated:
        return finish(f"no answer can be given: nothing on file says how long the text of {cited(law.undated)} stayed in force")
    if strict and unsure:
        return finish(f"no answer can be given: {clocks.not_dated(unsure)}")
    if law.status == BEYOND_HORIZON and law.known_until:
        known = show_date(law.known_until)
        if strict:
            return finish(f"no answer can be given: the law is known only until {known}")
        amended = f", and as amended since by {listing(law.since)}" if law.since else ""
        return after(f"As last known on {known}{amended},", main.sentence)
    return main.sentence
