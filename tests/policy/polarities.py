"""Every fact, decision and clause of a pack in every polarity, in the words of the engine: for a person to read through for grammar.

The sentences are made by the functions that letters, explanations and interviews use. Cases for the elements are found, not written: for
each element one in which it is met, one in which it is not, and the one of which nothing is known.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Final, NamedTuple

from pincite.explain.changes.model import CHANGED, GIVEN
from pincite.explain.changes.reads import Variable
from pincite.explain.changes.saying import sentence as change_sentence
from pincite.explain.display import shown
from pincite.explain.findings import finding, party
from pincite.explain.missing import Reason, add as enter
from pincite.explain.proof import Missing, Place
from pincite.explain.wording import Ground, asks, named, sentence, so, the
from pincite.facts import Facts, Given
from pincite.facts.reading import MISSING
from pincite.interview.asking import note_of, text_of
from pincite.interview.state import Item, State
from pincite.interview.trees import EMPTY
from pincite.report.elements import child_number
from pincite.report.letter.application import titled
from pincite.report.letter.outcome import outcome
from pincite.report.letter.outstanding import missing_need
from pincitec.graph.clauses import ClauseNodes, Decision, Element, Fact, Question
from pincitec.graph.pack import Pack
from pincitec.semantics.truth import FAILS, HOLDS, NOT, UNDETERMINED
from pincitec.semantics.types import Enumeration, Field, ListOf, Quantity, Record, Type
from pincitec.semantics.values import Elapsed, Records, Value
from pincitec.semantics.verdicts import CONFLICT, GAP, NOT_APPLICABLE
from tests.policy.polarity_cases import ASKED, FOLDS, Cases

LAST: Final = date(2025, 3, 3)
TRUTHS: Final = ((HOLDS, "met"), (FAILS, "not met"), (UNDETERMINED, "open"))


class Entries(NamedTuple):
    """What was rendered: the text, and by name each fact, decision and clause in it. `never` are the nodes of elements of which no case
    was found for some polarity."""

    text: str
    facts: tuple[str, ...]
    decisions: tuple[str, ...]
    clauses: tuple[str, ...]
    never: frozenset[int]


def all_polarities(pack: Pack) -> Entries:
    """The whole library, policy by policy."""
    facts: list[str] = []
    decisions: list[str] = []
    clauses: list[str] = []
    lines: list[str] = []
    never: set[int] = set()
    for policy in policies(pack):
        lines += [f"{'=' * 20} {policy}", ""]
        for fact in (f for f in pack.facts if policy_of(f.name) == policy):
            facts.append(fact.name)
            lines += [*of_fact(pack, fact), ""]
        for decision in (d for d in pack.decisions if policy_of(d.name) == policy):
            decisions.append(decision.name)
            said = list(of_decision(pack, decision))
            lines += [*said, ""]
            for question in (q for q in pack.questions if q.decision == decision.name):
                for part in question.clauses:
                    clauses.append(pack.clauses[part.clause].id)
                    if question.under is None:
                        lines += [*of_clause(pack, question, part, said, never), ""]
    return Entries("\n".join(lines), tuple(facts), tuple(decisions), tuple(dict.fromkeys(clauses)), frozenset(never))


def policies(pack: Pack) -> tuple[str, ...]:
    return tuple(dict.fromkeys(policy_of(name) for name in (*pack.fact, *pack.decision)))


def policy_of(name: str) -> str:
    return name.rpartition(".")[0]


# ---- facts


def of_fact(pack: Pack, fact: Fact) -> Iterator[str]:
    """What is found of a fact, what is asked, and what would have to change."""
    kind = pack.type_of[fact.type]
    yield f"fact {fact.name.rpartition('.')[2]} ({fact.type.removeprefix('list:').rpartition('.')[2]})"
    state = State(pack, "", ASKED, ASKED, {}, EMPTY, tree=EMPTY)
    judges = tuple(party(pack, name) for name in fact.judged_by)
    for item in items(fact, kind):
        note = note_of(state, item, (party(pack, item.judge),) if item.judge else judges)
        yield f"  asked     {text_of(state, item)}{f' {note}' if note else ''}"
    if fact.type == "boolean":
        yield f"  holds     {stated(pack, fact, HOLDS)}"
        yield f"  fails     {stated(pack, fact, FAILS)}"
    for value in samples(kind):
        yield f"  found     {stated(pack, fact, value)}"
    for text in dict.fromkeys(stated(pack, fact, None, reason) for reason in MISSING):
        yield f"  open      {text}"
    yield f"  wanting   {wanting(pack, fact)}"
    yield from (f"  changed   {line}" for line in changed(pack, fact, kind))
    if isinstance(kind, ListOf):
        yield from of_fields(pack, state, fact, kind.element)


def items(fact: Fact, kind: Type) -> tuple[Item, ...]:
    if isinstance(kind, ListOf):
        return Item("record", fact.name), Item("complete", fact.name)
    if fact.several:
        return tuple(Item("judgement", fact.name, judge) for judge in fact.judged_by)
    return (Item("value", fact.name),)


def stated(pack: Pack, fact: Fact, value: Value, missing: str | None = None) -> str:
    given = Given(fact.name, value, "", missing=missing)
    return finding(pack, Facts({fact.name: given}, {} if value is None else {fact.name: value}), fact).statement


def wanting(pack: Pack, fact: Fact) -> str:
    """How a letter lists a fact of which nothing is on file, and what would settle it."""
    collected: dict[str, Missing] = {}
    enter(collected, finding(pack, Facts(), fact), Reason("not provided"), Place("", "", (), ""), True)
    (missing,) = collected.values()
    return f"{missing_need(missing).text} To do: {missing.cure}."


def samples(kind: Type) -> tuple[Value, ...]:
    """Values of a type, one and more than one of it where it is counted."""
    if isinstance(kind, Enumeration):
        return tuple(range(len(kind.members)))
    if isinstance(kind, ListOf):
        return Records((), True), Records(({},), True), Records(({}, {}), False)
    match kind.key:
        case "boolean":
            return ()
        case "period":
            return 12, 30, Elapsed(date(2018, 8, 12), ASKED)
        case "money":
            return 100, 5_250_000
        case "date":
            return date(2019, 6, 14), date(2019, 6, 15)
        case "school_year":
            return 2018, 2019
        case "text":
            return ("(words)",)
        case "percent":
            return Fraction(1, 2), 1
    assert isinstance(kind, Quantity)
    return 1, 160


def changed(pack: Pack, fact: Fact, kind: Type) -> Iterator[str]:
    """What a letter proposes, or says would have led to another result."""
    if isinstance(kind, ListOf):
        return
    label = fact.wording.label
    if fact.type == "boolean":
        for current, way in ((FAILS, HOLDS), (HOLDS, FAILS)):
            yield change_sentence(Variable(CHANGED, fact.name, kind, current, (way,), 0), label, None, None, "", way)
        yield change_sentence(Variable(GIVEN, fact.name, kind, None, (FAILS,), 0), label, None, None, "", FAILS)
        return
    before, wanted = samples(kind)[0], samples(kind)[-1]
    texts = [shown(pack, fact.type, v) or "" for v in (before, wanted)]
    yield change_sentence(Variable(CHANGED, fact.name, kind, before, (wanted,), 0), label, None, texts[0], texts[1], wanted)


def of_fields(pack: Pack, state: State, fact: Fact, record: Record) -> Iterator[str]:
    key = tuple(shown(pack, f.type.key, samples(f.type)[0]) or "" for n in record.by if (f := record.field(n)) is not None)
    for each in (f for f in record.fields if f.name not in record.by):
        yield f"  field     {each.name}: {text_of(state, Item('field', fact.name, record=key, field=each.name))}"
        values = (HOLDS, FAILS) if each.type.key == "boolean" else samples(each.type)
        told = [f"{each.label}: {shown(pack, each.type.key, v)}" for v in values]
        yield f"            {' | '.join(told)}"
        yield f"            {in_record(pack, fact, each, values, ', '.join(key))}"


def in_record(pack: Pack, fact: Fact, each: Field, values: Sequence[Value], key: str) -> str:
    """A field of a record that would have to be another."""
    variable = Variable(CHANGED, fact.name, each.type, values[-1], (values[0],), 0, row=0, field=each.name)
    before, wanted = (shown(pack, each.type.key, v) or "" for v in (values[-1], values[0]))
    return change_sentence(variable, each.label, key, before, wanted, values[0])


# ---- decisions


def of_decision(pack: Pack, decision: Decision) -> Iterator[str]:
    """A decision as a name, as a question, as a condition, and its sentence for every verdict."""
    who = party(pack, decision.party) if decision.party else None
    yield f"decision {decision.name.rpartition('.')[2]} ({decision.kind})"
    yield f"  named     {the(named(decision)) if decision.kind == 'value' else named(decision)}"
    yield f"  asked     {asks(decision, who)}"
    yield f"  as a condition: {so(decision, who)}"
    question = pack.main_question(decision.name)
    places = tuple(dict.fromkeys(pack.clauses[p.clause].citation for p in question.clauses))
    effects = {pack.clauses[p.clause].effect for p in question.clauses}
    for name, verdict, ground in grounds(pack, decision, effects, places):
        yield f"  {name:<9} {sentence(decision, who, verdict, ground)}"


def grounds(pack: Pack, decision: Decision, effects: set[str], places: tuple[str, ...]) -> Iterator[tuple[str, int, Ground]]:
    """Every verdict with every ground that its sentence tells apart."""
    plain = Ground(places, on=LAST)
    if decision.kind == "value":
        kind = pack.type_of[decision.type]
        values = tuple(shown(pack, decision.type, v) or "" for v in samples(kind)[:2])
        yield from (("holds", HOLDS, plain._replace(value=v)) for v in values)
        yield "conflict", CONFLICT, plain._replace(candidates=values)
        yield "gap", GAP, plain
        yield "none", NOT_APPLICABLE, plain
        yield "open", UNDETERMINED, plain
        yield "open", UNDETERMINED, plain._replace(candidates=values)
        if decision.type == "date":
            yield "open", UNDETERMINED, plain._replace(candidates=values, two_days=True)
        return
    yield "holds", HOLDS, plain
    yield "fails", FAILS, plain
    yield "fails", FAILS, plain._replace(barred=True)
    if "require" in effects:
        yield "fails", FAILS, plain._replace(required=True)
    yield "conflict", CONFLICT, plain
    yield "none", NOT_APPLICABLE, plain
    yield "open", UNDETERMINED, plain
    if "require" in effects and "grant" not in effects:
        yield "open", UNDETERMINED, plain._replace(granting=False, required=True)
        yield "open", UNDETERMINED, plain._replace(granting=False, unconcerned=True)


# ---- clauses


def of_clause(pack: Pack, question: Question, part: ClauseNodes, said: Sequence[str], never: set[int]) -> Iterator[str]:
    """A clause with what it comes to, and each of its elements. `said` are the lines of its decision: no sentence of it stands twice."""
    clause = pack.clauses[part.clause]
    known = Cases(pack, question, part, never)
    yield f"clause {clause.effect} {clause.decision.rpartition('.')[2]}"
    where = ""
    for truth, _ in TRUTHS:
        case = known.where(part.guard, truth)
        if case is None:
            continue
        proof, own = known.proof(case)
        if not where:
            where = titled(own)
            yield f"  {where}"
            yield from (f"  “{p.words}”" for p in own.own)
        yield f"  comes to  {outcome(own, proof.kind)}"
        if not any(line.endswith(proof.sentence) for line in said):
            yield f"            → {proof.sentence}"
        unless = known.unless(case, proof)
        if truth == UNDETERMINED and unless:
            yield f"  unless    {unless}"
    root = part.root
    for i, element in enumerate(() if root is None else root.children if root.kind == "all" and root.quote is None else (root,)):
        yield from of_element(known, element, child_number(0, i), FAILS if clause.effect == "deny" else HOLDS)
    for i, element in enumerate(part.exceptions):
        yield f"  exception {child_number(0, i)}"
        yield from of_element(known, element, child_number(0, i), HOLDS if clause.effect in ("deny", "require") else FAILS)
    for i, element in enumerate(part.applicability):
        yield f"  act applies {child_number(0, i)}"
        yield from of_element(known, element, child_number(0, i), HOLDS)


def of_element(known: "Cases", element: Element, number: str, wanted: int, level: int = 1) -> Iterator[str]:
    """An element in each polarity: as the letter sets it out, and as it lists what is outstanding."""
    indent = "  " * level
    words = f" “{known.pack.quotes[element.quote].words}”" if element.quote is not None else ""
    yield f"{indent}{number}{words}"
    for truth, name in TRUTHS:
        case = known.where(element.node, truth, element)
        found = None if case is None else known.element(case, element)
        if case is None or found is None:
            known.never.add(element.node)
            yield f"{indent}  {name:<9} (it cannot be)"
            continue
        view, need = known.rendered(case, found, wanted)
        yield f"{indent}  {name:<9} {' / '.join(t for t in (view.head, *view.lines) if t) or '(by its words alone)'} [{view.result}]"
        if view.table is not None:
            yield f"{indent}            {view.table.caption}: {' | '.join(view.table.headers)}"
            yield from (f"{indent}            {' | '.join(row)}" for row in view.table.rows)
        yield from (f"{indent}            {line}" for line in need)
    below = NOT[wanted] if element.kind == "none" else wanted
    for i, child in enumerate(element.children):
        if element.kind in FOLDS:
            words = f"“{known.pack.quotes[child.quote].words}” " if child.quote is not None else ""
            yield f"{indent}  {child_number(level, i)} of each record: {words}{known.asked_of_records(element, i)}"
        else:
            yield from of_element(known, child, child_number(level, i), below, level + 1)
