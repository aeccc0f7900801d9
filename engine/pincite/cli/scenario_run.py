"""Runs scenarios: asks each decision by every executor and holds the outcome against what the scenario expects.

Assumes checked scenarios and the pack of the same files. What differs becomes a diagnostic at the expectation, with the value of every
part of the clauses that were considered.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from attrs import frozen

from pincite.evaluate import Name
from pincite.explain.ask import fault
from pincite.explain.determination import explain
from pincite.explain.display import exact_value, shown
from pincite.explain.proof import TEXT_NOT_ON_FILE, ClauseProof, Determination, ElementProof, QuestionProof
from pincite.facts import Facts, Given
from pincitec.check.laws import Located
from pincitec.check.scenarios import CheckedScenario, Expected
from pincitec.diagnostics import Diagnostic, Label
from pincitec.diagnostics.catalogue.pack import SCENARIO_FAILED
from pincitec.graph.clauses import Clause
from pincitec.graph.pack import Pack
from pincitec.semantics.truth import FAILS, HOLDS, NAMES, UNDETERMINED
from pincitec.semantics.values import Fault
from pincitec.semantics.verdicts import VERDICTS


@frozen
class Outcome:
    """One expectation and what came out: `expected` and `actual` in words."""

    decision: str
    expected: str
    actual: str
    problems: tuple[Diagnostic, ...]


@frozen
class Run:
    """A scenario that was run."""

    scenario: CheckedScenario
    outcomes: tuple[Outcome, ...]
    problems: tuple[Diagnostic, ...]

    @property
    def passed(self) -> bool:
        return not self.problems


def run(pack: Pack, scenario: CheckedScenario, executors: Sequence[Name]) -> Run:
    """Runs one scenario by each of the executors, which must agree."""
    given = {name: Given(name, value, "") for name, value in scenario.facts.items()}
    facts = Facts(given, {name: value for name, value in scenario.facts.items() if value is not None})
    outcomes = []
    answers: dict[str, Determination] = {}
    for expected in scenario.expected:
        outcome, answer = one(pack, scenario, expected, facts, executors)
        outcomes.append(outcome)
        if answer is not None:
            answers.setdefault(expected.decision, answer)
    problems = [p for o in outcomes for p in o.problems]
    if len(answers) == len({e.decision for e in scenario.expected}):
        problems += uncited(pack, scenario, answers)
    return Run(scenario, tuple(outcomes), tuple(problems))


def one(
    pack: Pack, scenario: CheckedScenario, expected: Expected, facts: Facts, executors: Sequence[Name]
) -> tuple[Outcome, Determination | None]:
    """One expectation."""
    wanted = wanted_in_words(pack, expected)
    answers = []
    try:
        for executor in executors:
            answers.append(
                explain(
                    pack,
                    expected.decision,
                    facts,
                    on=scenario.on,
                    law_on=scenario.law_on,
                    readings=scenario.readings,
                    executor=executor,
                    counterfactuals=False,
                )
            )
    except Fault as error:
        problem = fault(expected.decision, error)
        failed = failure(scenario, expected, problem.message, (), problem.help)
        return Outcome(expected.decision, wanted, "no answer", (failed,)), None
    answer = answers[0]
    actual = outcome_in_words(answer)
    if any(a != answer for a in answers):
        others = " and ".join(f"{outcome_in_words(a)} by the {e} one" for a, e in zip(answers, executors, strict=True))
        help = "this is a fault of pincite, not of the rules: report it with the file"
        failed = failure(scenario, expected, f"the executors disagree: {others}", (), help)
        return Outcome(expected.decision, wanted, actual, (failed,)), answer
    differs = difference(pack, scenario, expected, answer)
    return Outcome(expected.decision, wanted, actual, () if differs is None else (differs,)), answer


def difference(pack: Pack, scenario: CheckedScenario, expected: Expected, answer: Determination) -> Diagnostic | None:
    """The diagnostic of an outcome that is not the expected one; `None` for the expected one."""
    name = expected.decision.rpartition(".")[2]
    if kind_of(answer) != expected.outcome or (expected.outcome == "value" and answer.exact != wanted_value(pack, expected)):
        message = f"`{name}` came out as {outcome_in_words(answer)}, not as {wanted_in_words(pack, expected, facts=False)}"
        return failure(scenario, expected, message, parts(answer))
    if not expected.open:
        return None
    decisive = {m.fact for m in answer.missing if m.decisive}
    if decisive == set(expected.open):
        return None
    more, less = (sorted(n.rpartition(".")[2] for n in s) for s in (decisive - set(expected.open), set(expected.open) - decisive))
    said = [f"also for {listed(more)}"] * bool(more) + [f"not for {listed(less)}"] * bool(less)
    return failure(scenario, expected, f"`{name}` is undetermined {' and '.join(said)}", parts(answer))


def failure(scenario: CheckedScenario, expected: Expected, message: str, notes: tuple[str, ...], help: str | None = None) -> Diagnostic:
    others = [Label(scenario.span, "in this scenario")]
    return Diagnostic.at(SCENARIO_FAILED, expected.span, message, "expected here", others=others, notes=notes, help=help)


# ---- outcomes


def kind_of(answer: Determination) -> str:
    """The outcome as a scenario names it."""
    if answer.status == TEXT_NOT_ON_FILE:
        return "text_not_on_file"
    if answer.kind == "value" and answer.verdict == HOLDS:
        return "value"
    return VERDICTS[answer.verdict]


def outcome_in_words(answer: Determination) -> str:
    kind = kind_of(answer)
    if kind == "value":
        return answer.value or "a value"
    if kind == "undetermined" and answer.kind == "value":
        candidates = answer.questions[0].candidates
        return f"undetermined between {' and '.join(candidates)}" if len(candidates) > 1 else kind
    return kind.replace("_", " ")


def wanted_in_words(pack: Pack, expected: Expected, *, facts: bool = True) -> str:
    if expected.outcome == "value":
        return shown(pack, pack.decision[expected.decision].type, expected.value) or "unknown"
    open = f" for {listed(sorted(n.rpartition('.')[2] for n in expected.open))}" if expected.open and facts else ""
    return expected.outcome.replace("_", " ") + open


def wanted_value(pack: Pack, expected: Expected) -> object:
    return exact_value(pack, pack.decision[expected.decision].type, expected.value)


def listed(names: Sequence[str]) -> str:
    return ", ".join(f"`{n}`" for n in names)


# ---- cites


def uncited(pack: Pack, scenario: CheckedScenario, answers: Mapping[str, Determination]) -> list[Diagnostic]:
    """The places that the scenario cites and on which none of its answers rests."""
    by_id = {c.id: c for c in pack.clauses}
    rested = [by_id[c.id] for answer in answers.values() for c in took_part(answer)]
    problems = []
    for place in scenario.cites:
        if not any(within(pack, place, c) for c in rested):
            message = f"no clause of {place.citation} decides this scenario"
            notes = [f"what decides it stands in {', '.join(sorted({c.citation for c in rested}))}"] if rested else []
            problems.append(Diagnostic.at(SCENARIO_FAILED, scenario.span, message, notes=notes))
    return problems


def within(pack: Pack, place: Located, clause: Clause) -> bool:
    """Whether a clause stands in a place: in that unit, or on some day in one within it. Another unit of the same designation is another
    place."""
    if clause.section != place.section or clause.identity == place.identity:
        return clause.section == place.section
    units = (version.unit(place.identity) for version in pack.section[place.section].versions)
    return any(unit is not None and any(u.identity == clause.identity for u in unit.walk()) for unit in units)


def took_part(answer: Determination) -> Iterator[ClauseProof]:
    """The clauses on which an answer rests: those that decided the question, and those that decided what they ask."""
    pending, seen = [0], {0}
    while pending:
        for clause in deciding(answer.questions[pending.pop()]):
            yield clause
            tops = [top for top in (clause.root, *clause.exceptions) if top is not None]
            asked = {*clause.questions, *(n for top in tops for e in top.walk() for n in e.questions)}
            pending += sorted(asked - seen)
            seen |= asked


def deciding(question: QuestionProof) -> list[ClauseProof]:
    """The clauses that made the verdict: of a refusal, those that refuse, or else all that might have granted."""
    live = [c for c in question.clauses if c.applies and c.defeated_by is None]
    if question.verdict == FAILS:
        return [c for c in live if c.effect in ("deny", "require") and c.guard == HOLDS] or [c for c in live if c.effect == "grant"]
    if question.verdict == UNDETERMINED:
        return [c for c in live if c.guard != FAILS] or live
    return [c for c in live if c.guard == HOLDS] or live


# ---- the value of each part

BLOCKS: Final = {"all": "all of these", "any": "any of these", "none": "none of these", "at_least": "at least some of these"}


def parts(answer: Determination) -> tuple[str, ...]:
    """Every clause considered, with each of its elements, its truth, and the values it was judged by: one note a clause."""
    return tuple("\n".join(clause_lines(answer, c)) for q in answer.questions if q.bears for c in q.clauses)


def clause_lines(answer: Determination, clause: ClauseProof) -> Iterator[str]:
    if not clause.applies:
        yield f"{clause.citation} ({clause.location}): {clause.reason or clause.state}"
        return
    gives = f", gives {clause.value}" if clause.value is not None else ""
    yield f"{clause.citation} ({clause.location}): {said_of(clause)}{gives}"
    if clause.reason:
        yield clause.reason
    if clause.heading is not None:
        yield "whom it concerns:"
        yield from element_lines(answer, clause.heading, "")
        yield "what it asks of them:"
    if clause.asked is not None:
        yield from element_lines(answer, clause.asked, "")
    for exception in clause.exceptions:
        yield from element_lines(answer, exception, "except ")


def said_of(clause: ClauseProof) -> str:
    """What a clause comes to: a requirement is met where its guard, that it is not, fails."""
    if clause.defeated_by is not None:
        return f"displaced by {clause.defeated_by}"
    if clause.effect == "require":
        if clause.heading is not None and clause.heading.truth == FAILS:
            return "does not concern this case"
        return {HOLDS: "its requirement is not met", FAILS: "its requirement is met"}.get(clause.guard, "undetermined")
    return NAMES[clause.guard]


def element_lines(answer: Determination, element: ElementProof, number: str) -> Iterator[str]:
    """An element, numbered as it is nested, and under it (after a dash) the values it was judged by."""
    words = f"“{element.passage.words}”" if element.passage is not None else element.text or BLOCKS.get(element.kind, element.kind)
    reading = f", read as {element.alternative}" if element.alternative else ""
    truth = "" if element.per_record else f"{NAMES[element.truth]}: "
    if number or element.kind != "all" or element.passage is not None:
        yield f"{number} {truth}{words}{reading}".strip()
    if element.measure is not None:
        m = element.measure
        yield f"– {m.subject}: {m.value or 'unknown'}; needed: {m.relation} {m.threshold}"
    elif not element.children or element.list_fact is not None:
        yield from (f"– {f.statement}" for name in element.facts for f in [answer.finding(name)] if f is not None)
    for record in element.records:
        fields = ", ".join(f"{label} {value or 'unknown'}" for label, value in record.fields)
        yield f"– {record.key}: {NAMES[record.truth]} ({fields})"
    for i, child in enumerate(element.children, 1):
        yield from element_lines(answer, child, f"{number}.{i}" if number[-1:].isdigit() else f"{number}{i}")
