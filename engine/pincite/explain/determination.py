"""From a question to its whole proof. The last step of this folder; `pincite.determine` calls it after reading the facts."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from pincite.evaluate import Name
from pincite.explain import clocks, support
from pincite.explain.basis import rests_on
from pincite.explain.case import Case, choices_met, open_case
from pincite.explain.changes.find import what_changes
from pincite.explain.changes.model import NO_CHANGES
from pincite.explain.changes.no_part import no_part
from pincite.explain.clauses import prove_question, prove_questions, result
from pincite.explain.display import show_date, shown
from pincite.explain.findings import facts_digest, facts_read, find, judgements
from pincite.explain.leaves import Leaf, leaves
from pincite.explain.missing import missing
from pincite.explain.proof import BEYOND_HORIZON, OK, TEXT_NOT_ON_FILE, Definition, Determination, Finding, Missing, QuestionProof
from pincite.explain.readings import Answer, Sensitivity, sensitivity
from pincite.explain.reasons.considered import considered
from pincite.explain.reasons.grounds import alone, grounds
from pincite.explain.reasons.outcome import NO_ANSWER, Unless, but_for_exceptions, outcome_of
from pincite.explain.reasons.said import sentence_of
from pincite.explain.remarks import remarks
from pincite.explain.standing import LawStatus, law_status
from pincite.explain.unmet import unmet
from pincite.explain.wording import after, cited, finish, listing
from pincite.facts import Facts
from pincite.texts import number, say
from pincitec import __version__
from pincitec.graph.clauses import Question
from pincitec.graph.pack import Pack
from pincitec.semantics.truth import FAILS, UNDETERMINED
from pincitec.semantics.values import Value

if TYPE_CHECKING:
    from pincite.explain.completion.complete import Completed

MOST_WITNESSES: Final = 8
"""Completions that are tried under other readings before all are looked at."""


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
    counterfactuals: bool = True,
    of_many: bool = False,
) -> Determination:
    """The determination of `decision` (a qualified name). `readings` maps qualified choices to alternatives; the others stand at their
    default. Without `counterfactuals` it is not looked for what would change the answer, nor for what played no part: whoever decides many
    cases and shows none of that need not pay for it. `of_many`: the case stands for all in which the same conditions hold; its grounds do
    not turn on which values happen to be equal, and other readings are not tried. Raises `Fault` where the question itself is at fault
    (a division by zero)."""
    chosen = {c.name: readings.get(c.name, c.default) for c in pack.choices}
    case = open_case(pack, pack.main_question(decision), facts, on, law_on, chosen, executor)
    return explain_case(case, readings, executor, strict=strict, counterfactuals=counterfactuals, of_many=of_many)


def explain_case(
    case: Case,
    readings: Mapping[str, str],
    executor: Name = "generated",
    *,
    strict: bool = False,
    counterfactuals: bool = True,
    of_many: bool = False,
) -> Determination:
    """`explain` for a case that is open already. `readings` are those that were asked for."""
    pack, on, law_on, question = case.pack, case.on, case.law_on, case.questions[0]
    so = answered(case, strict=strict)
    questions, used, law, findings, completed = so.questions, so.used, so.law, so.findings, so.completed
    main, verdict, outcome, lacking, unsure = so.main, so.verdict, so.outcome, so.missing, so.unsure
    by_name = {f.name: f for f in findings}
    alternatives = Sensitivity(()) if of_many else other_readings(case, question, readings, executor, completed)
    texts = support.law(case, questions, used)
    shows, answers = so.shows, so.answers
    grounded = grounds(case, questions, of_many=of_many) if outcome not in NO_ANSWER else ()
    main = main._replace(sentence=sentence_of(case, main, outcome, so.unless))
    questions = (main, *questions[1:])
    told = counterfactuals and shows and outcome not in NO_ANSWER
    return Determination(
        question.decision,
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
        unmet(case, so.leaves, by_name, alone(grounded) if verdict == FAILS else frozenset()),
        lacking,
        so.not_needed,
        findings,
        used,
        texts,
        (*support.assumptions(case, questions, texts), *clocks.waiting(pack, questions, used, law_on)),
        judgements(findings),
        remarks(case, used),
        (*law.said, *law.warnings, *clocks.made_later(pack, questions, used, law_on), *so.said, *alternatives.warnings),
        facts_digest(case, findings),
        pack.known_on,
        outcome=outcome,
        grounds=grounded,
        considered=considered(case, questions) if outcome not in NO_ANSWER else (),
        changes=what_changes(case, (main.verdict, None) if main.kind != "value" else None, strict=strict) if told else NO_CHANGES,
        no_part=no_part(case) if told else (),
        completion=completed.completion if completed and answers else None,
        settling=completed.settling if completed and answers else (),
    )


class Answered(NamedTuple):
    """What an answer comes to, and all from which that follows: `shows` says that its value may be shown, `answers` that the law allows an
    answer. `main` is the question asked, with completion; `missing` and `not_needed` as in `Determination`; `said` are warnings about both.
    `unsure`: the acts that may not have been known. `unless`: as `but_for_exceptions` gives it."""

    questions: tuple[QuestionProof, ...]
    main: QuestionProof
    verdict: int
    outcome: str
    law: LawStatus
    shows: bool
    answers: bool
    used: tuple[Definition, ...]
    findings: tuple[Finding, ...]
    leaves: tuple[Leaf, ...]
    completed: "Completed | None"
    missing: tuple[Missing, ...]
    not_needed: tuple[str, ...]
    said: tuple[str, ...]
    unsure: tuple[str, ...]
    unless: Unless | None


def answered(case: Case, *, strict: bool = False) -> Answered:
    """Verdict and outcome of a case, with completion, and which facts are missing; nothing of why, of readings, or of what would change it.
    Raises `Fault` where the question itself is at fault."""
    pack, law_on = case.pack, case.law_on
    questions = prove_questions(case)
    used = support.definitions(case)
    law = law_status(pack, questions, used, law_on)
    findings = find(case, facts_read(case))
    found = leaves(case, questions)
    completed = completion_of(case) if questions[0].verdict == UNDETERMINED else None
    open_ = missing(case, found, questions, {f.name: f for f in findings})
    lacking, not_needed, said = weigh(open_, completed, findings, law)
    unsure = clocks.undated(pack, questions, used, law_on)
    undone = strict and (law.status == BEYOND_HORIZON or bool(law.undated) or bool(unsure))
    unless = but_for_exceptions(case, questions) if questions[0].verdict == UNDETERMINED else None
    answers = law.status in (OK, BEYOND_HORIZON) and not undone
    main = concluded(case, questions, completed) if completed and answers else questions[0]
    verdict = UNDETERMINED if undone else main.verdict
    routes = completed is not None and bool(completed.completion.routes)
    outcome = outcome_of(main, verdict, law.status, undone, lacking, unless, routes=routes)
    shows = law.status != TEXT_NOT_ON_FILE and not undone
    return Answered(
        questions, main, verdict, outcome, law, shows, answers, used, findings, found, completed, lacking, not_needed, said, unsure, unless
    )


def completion_of(case: Case) -> "Completed":
    """What all completions of a case come to, with what could settle it. Most cases are settled, and need nothing of it."""
    from pincite.explain.completion.complete import complete

    return complete(case)


def concluded(case: Case, questions: tuple[QuestionProof, ...], completed: "Completed") -> QuestionProof:
    """The question asked, as all completions settle it if they do."""
    from pincite.explain.completion.complete import concluded as conclude

    return conclude(case, questions, completed.agreed, completed.completion) if completed.agreed else questions[0]


def weigh(
    lacking: tuple[Missing, ...], completed: "Completed | None", findings: tuple[Finding, ...], law: LawStatus
) -> tuple[tuple[Missing, ...], tuple[str, ...], tuple[str, ...]]:
    """What is missing, without the facts that no completion turns on; what is not needed; and a warning where the answer stays open however
    the facts turn out, or where the completions were too many to be told apart."""
    said: tuple[str, ...] = ()
    completion = completed.completion if completed else None
    if completed and completion and completion.bounded:
        said = (
            say(
                "whether the facts that are missing can still change this was not decided further: there are {cases} cases to tell apart",
                cases=number(completion.cases),
            ),
        )
    elif completed and completion and any(m.decisive for m in lacking):
        turns = [not m.decisive or m.fact not in completed.open or m.fact in completion.enough for m in lacking]
        lacking = tuple(m._replace(exact=completion.exact) for m, kept in zip(lacking, turns, strict=True) if kept)
        if not lacking and not completed.agreed:
            said = (say("no fact that is missing can change this: however they turn out, the answer is the same"),)
    needed = {m.fact for m in lacking}
    open_ = tuple(f.name for f in findings if f.missing and f.name not in needed)
    return lacking, () if law.status not in (OK, BEYOND_HORIZON) else open_, said


def other_readings(
    case: Case, question: Question, explicit: Mapping[str, str], executor: Name, completed: "Completed | None"
) -> Sensitivity:
    """The results under the other readings of the choices that the question meets. `completed`: what the completions of the case itself
    come to, where it is undetermined."""
    met = case.once(("choices met",), lambda: choices_met(case.pack, question, case.law_on))
    decision = case.pack.decision[question.decision]
    cases: dict[tuple[str, ...], Case] = {}
    settled: dict[tuple[str, ...], Completed | None] = {}
    tried: list[Mapping[str, Value]] = []

    def under(readings: Mapping[str, str]) -> Case:
        if readings == case.readings:
            return case
        key = tuple(readings.values())
        if key not in cases:
            cases[key] = open_case(case.pack, question, case.facts, case.on, case.law_on, readings, executor)
        return cases[key]

    def agreement(read: Case) -> "Completed | None":
        """What all completions of an undetermined case agree on. Two that differ are tried before all are looked at."""
        if read is case:
            return completed
        key = tuple(read.readings.values())
        if key not in settled:
            settled[key] = agreement_of(read, tried, case if completed and not completed.agreed else None)
        return settled[key]

    def answer(readings: Mapping[str, str]) -> Answer:
        read = under(readings)
        verdict, value = result(read.values[question.verdict])
        found = agreement(read) if verdict == UNDETERMINED else None
        if found and found.agreed:
            verdict, value = found.agreed.verdict, found.agreed.value
        return verdict, shown(case.pack, decision.type, value) if decision.kind == "value" else None

    def tell(readings: Mapping[str, str]) -> str:
        read = under(readings)
        proof = prove_question(read, 0, question, elements=False)
        found = agreement(read) if proof.verdict == UNDETERMINED else None
        return (concluded(read, (proof,), found) if found else proof).sentence

    return sensitivity(case.pack, met, case.readings, explicit, answer, tell)


def agreement_of(read: Case, tried: list[Mapping[str, Value]], first: Case | None) -> "Completed | None":
    """What all completions of a case agree on; `None` where two of those `tried` differ. These come from cases whose results differ,
    `first` among them."""
    from pincite.explain.completion import diagram
    from pincite.explain.completion.complete import agreed
    from pincite.explain.completion.witnesses import differ, witnesses

    if first is not None and not tried and not isinstance(made := diagram(first), int):
        tried += witnesses(made)
    if differ(read, tried):
        return None
    found = agreed(read)
    if not found.agreed and len(tried) < MOST_WITNESSES and not isinstance(made := diagram(read), int):
        tried += witnesses(made)
    return found


def headline(main: QuestionProof, law: LawStatus, strict: bool, unsure: tuple[str, ...] = ()) -> str:
    """The decision in one sentence, with what must be said of the law before it. `unsure`: the acts that may not have been known."""
    if law.said:
        return no_answer("; ".join(law.said))
    if strict and law.undated:
        return no_answer(say("nothing on file says how long the text of {places} stayed in force", places=cited(law.undated)))
    if strict and unsure:
        return no_answer(clocks.not_dated(unsure))
    if law.status == BEYOND_HORIZON and law.known_until:
        known = show_date(law.known_until)
        if strict:
            return no_answer(say("the law is known only until {day}", day=known))
        if law.since:
            return after(say("As last known on {day}, and as amended since by {acts},", day=known, acts=listing(law.since)), main.sentence)
        return after(say("As last known on {day},", day=known), main.sentence)
    return main.sentence


def no_answer(why: str) -> str:
    return finish(say("no answer can be given: {reason}", reason=why))
