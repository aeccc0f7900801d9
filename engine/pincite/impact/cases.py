"""The cases whose answer changes: every scenario and every stored fact file, asked twice with the same facts and the same rules.

Fourth step. A case is asked as of the day of the act (a scenario of a later day as of its own), once under the text of the day before and
once under the text of the day itself. So the difference is that of the law alone, and it is told also where nobody followed the act yet:
the second answer is then that the rules do not follow the text.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from attrs import evolve, frozen

from pincite.explain.ask import fault
from pincite.explain.determination import explain
from pincite.explain.proof import RULES_BEHIND_TEXT, TEXT_NOT_ON_FILE, Determination
from pincite.facts import Facts, Given, read_facts
from pincite.facts.tables.opening import Tables, tables_beside
from pincite.impact.model import Answer, CaseChange, Cases, Unasked, Where
from pincite.impact.rules import Rules
from pincitec.check.scenarios import CheckedScenario
from pincitec.diagnostics import Diagnostic, Source
from pincitec.diagnostics.diagnostic import has_errors
from pincitec.diagnostics.reading import read_source
from pincitec.graph.pack import Pack
from pincitec.graph.slices import reachable
from pincitec.semantics.truth import HOLDS, UNDETERMINED
from pincitec.semantics.values import Elapsed, Fault, Records, Value
from pincitec.semantics.verdicts import VERDICTS

SPEAKS_OF_LAW = (TEXT_NOT_ON_FILE, RULES_BEHIND_TEXT)


@frozen
class Case:
    """Facts to be asked about, with the decisions to ask."""

    kind: str
    name: str
    where: Where
    facts: Facts
    on: date
    readings: Mapping[str, str]
    decisions: tuple[str, ...]


class Sides(NamedTuple):
    """The two laws that a case is asked under: the pack and the day of law of each."""

    before: tuple[Pack, date]
    after: tuple[Pack, date]


def around(rules: Rules, day: date) -> Sides:
    """The law of the day before, and of the day."""
    return Sides((rules.pack, day - timedelta(1)), (rules.pack, day))


class Pair(NamedTuple):
    before: Determination
    after: Determination


def scenario_cases(rules: Rules, day: date, decisions: frozenset[str], sides: Sides | None = None) -> Cases:
    """How the scenarios of the rules fare, each with the decisions that it expects something of. `sides`: those `around` the day."""
    scenarios = [s for m in rules.modules.values() for s in m.scenarios]
    cases = []
    for s in scenarios:
        asked = tuple(dict.fromkeys(e.decision for e in s.expected if e.decision in decisions))
        if asked:
            on = max(s.on, day)
            cases.append(Case("scenario", s.title, rules.where(s.span), facts_of(s, on), on, s.readings, asked))
    compared = compare(cases, sides or around(rules, day))
    return evolve(compared, considered=len(scenarios), later=sum(s.law_on >= day for s in scenarios))


def facts_of(scenario: CheckedScenario, on: date) -> Facts:
    """The facts of a scenario as of a day: periods that still run are as long as they are then."""
    values = {name: aged(value, on) for name, value in scenario.facts.items()}
    given = {name: Given(name, value, "") for name, value in values.items()}
    return Facts(given, {name: value for name, value in values.items() if value is not None})


def aged(value: Value, on: date) -> Value:
    if isinstance(value, Elapsed):
        return Elapsed(value.since, on)
    if isinstance(value, Records):
        return Records(tuple({name: aged(v, on) for name, v in row.items()} for row in value.rows), value.complete)
    return value


def fact_cases(rules: Rules, day: date, decisions: frozenset[str], more: Iterable[Path], sides: Sides | None = None) -> Cases:
    """How the stored fact files fare, those that the settings name and `more`, each with every decision that it can be asked for."""
    paths, problems = rules.project.fact_files(tuple(more))
    unasked = [refusal(p, rules, {}) for p in problems]
    reads = {d: facts_read(rules.pack, d) for d in rules.pack.decision if asked_at_all(rules.pack, d)}
    cases = []
    for path in paths:
        shown = rules.project.display(path)
        source = read_source(path, shown)
        if isinstance(source, Diagnostic):
            unasked.append(refusal(source, rules, {}))
            continue
        tables = tables_beside(str(path), rules.project.root, shown)
        facts, problems = read_facts(source, rules.pack, day, tables)
        if facts is None:
            sources = {**tables.sources, shown: source}
            unasked.append(too_early(source, rules, day, tables) or refusal(worst(problems), rules, sources))
            continue
        fitting = [d for d, names in reads.items() if names & set(facts.given) or (not names and d.rpartition(".")[0] in facts.policies)]
        if not any(reads[d] for d in fitting):
            why = "no decision asks for any of its facts" if facts.given else "it states no facts"
            unasked.append(Unasked(shown, Where(shown, 1), why, False))
            continue
        asked = tuple(d for d in fitting if d in decisions)
        if asked:
            cases.append(Case("facts", shown, Where(shown, 1), facts, day, {}, asked))
    compared = compare(cases, sides or around(rules, day))
    return evolve(compared, considered=len(paths), unasked=(*unasked, *compared.unasked))


def asked_at_all(pack: Pack, decision: str) -> bool:
    return any(q.decision == decision and q.under is None and not q.supposed for q in pack.questions)


def facts_read(pack: Pack, decision: str) -> frozenset[str]:
    """The facts that a decision asks for on some day, under some reading."""
    nodes = reachable(pack.nodes, (pack.main_question(decision).verdict,))
    return frozenset(str(pack.nodes[n].param) for n in nodes if pack.nodes[n].op == "fact")


def worst(problems: Sequence[Diagnostic]) -> Diagnostic:
    """The first error: what is only told comes before it in a table."""
    return next((p for p in problems if has_errors([p])), problems[0])


def too_early(source: Source, rules: Rules, day: date, tables: Tables) -> Unasked | None:
    """A file that is sound, but speaks of what had not happened by the day."""
    facts, _ = read_facts(source, rules.pack, date.max, tables)
    if facts is None:
        return None
    _, problems = read_facts(source, rules.pack, day, tables)
    return evolve(refusal(worst(problems), rules, {**tables.sources, source.path: source}), failed=False)


def refusal(problem: Diagnostic, rules: Rules, sources: Mapping[str, Source]) -> Unasked:
    source = sources.get(problem.span.path)
    line = source.line_column(problem.span.start)[0] if source else 1
    path = problem.span.path
    return Unasked(path, Where(path, line), f"{problem.message} ({problem.rule.code})", has_errors([problem]))


# ---- asking twice


def compare(cases: Iterable[Case], sides: Sides) -> Cases:
    """The cases asked under both laws."""
    changed, regrounded, unasked = [], [], []
    concerned = asked = 0
    for case in cases:
        concerned += 1
        for decision in case.decisions:
            pair = ask(case, decision, sides)
            if isinstance(pair, Diagnostic):
                unasked.append(Unasked(case.name, case.where, f"{pair.message} ({pair.rule.code})", True))
                continue
            asked += 1
            made = CaseChange(case.kind, case.name, case.where, decision, case.on, answer(pair.before), answer(pair.after))
            if outcome(pair.before) != outcome(pair.after):
                changed.append(made)
            elif grounds(pair.before) != grounds(pair.after):
                regrounded.append(made)
    return Cases(0, concerned, asked, 0, tuple(changed), tuple(regrounded), tuple(unasked))


def ask(case: Case, decision: str, sides: Sides) -> Pair | Diagnostic:
    try:
        return Pair(*(determination(pack, case, decision, on) for pack, on in sides))
    except Fault as error:
        return fault(decision, error)


def determination(pack: Pack, case: Case, decision: str, law_on: date) -> Determination:
    return explain(pack, decision, case.facts, on=case.on, law_on=law_on, readings=case.readings, counterfactuals=False)


def outcome(d: Determination) -> tuple[object, ...]:
    """What the answer is, in contrast to what it rests on. That the file reaches only so far is no matter of the act."""
    speaks = d.status if d.status in SPEAKS_OF_LAW else None
    open_ = tuple(sorted(d.questions[0].candidates)) if d.verdict == UNDETERMINED and speaks is None else ()
    return d.verdict, d.exact, speaks, open_


def grounds(d: Determination) -> tuple[object, ...]:
    """What an answer rests on: the clauses in play with their words, what is unmet and by how much, what is missing."""
    clauses = tuple((c.id, c.guard, tuple(p.words for p in c.passages)) for c in d.clauses if c.applies)
    unmet = tuple((u.text, u.finding, u.measure) for u in d.unmet)
    return clauses, unmet, tuple((m.fact, m.decisive) for m in d.missing)


def answer(d: Determination) -> Answer:
    return Answer(VERDICTS[d.verdict], d.status, d.value, d.exact, "".join(said(d)), d.headline)


def said(d: Determination) -> Iterator[str]:
    """An answer in a few words."""
    if d.status == TEXT_NOT_ON_FILE:
        yield "no answer: the text is not on file"
    elif d.status == RULES_BEHIND_TEXT:
        yield "no answer: the rules do not follow the text"
    elif d.kind == "value" and d.verdict == HOLDS:
        yield d.value or "a value"
    else:
        yield VERDICTS[d.verdict].replace("_", " ")
        if d.verdict == UNDETERMINED and d.questions[0].candidates:
            yield f" (may be {' or '.join(d.questions[0].candidates)})"
