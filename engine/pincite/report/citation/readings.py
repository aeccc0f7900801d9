"""Choices of interpretation: the readings, which is chosen by whom and why, and the scenarios that tell them apart.

A scenario tells readings apart if one of its answers differs under another reading, all else being as the scenario says. They are run.
"""

from collections.abc import Iterable, Mapping

from attrs import frozen

from pincite.explain.determination import explain
from pincite.explain.proof import Determination
from pincite.explain.wording import finish
from pincite.facts import Facts, Given
from pincite.facts.display import show_date
from pincite.report.citation.book import Book
from pincite.report.citation.conditions import conditions_of, exceptions_of
from pincite.report.citation.plain import plain
from pincite.report.citation.view import Choice, Discriminating, Outcome, Pair, Ref, Telling
from pincitec.check.scenarios import CheckedScenario
from pincitec.graph.clauses import Choice as Chosen
from pincitec.semantics.values import Fault


@frozen
class Answered:
    """An expectation of a scenario with its answer; None where the question has none."""

    scenario: CheckedScenario
    decision: str
    answer: Determination | None


def answers(book: Book) -> tuple[Answered, ...]:
    """All expectations of the scenarios of the policies in scope, each asked."""
    found = []
    for scenario in (s for m in book.modules for s in m.scenarios):
        given = {name: Given(name, value, "") for name, value in scenario.facts.items()}
        facts = Facts(given, {name: value for name, value in scenario.facts.items() if value is not None})
        for decision in dict.fromkeys(e.decision for e in scenario.expected):
            try:
                answer = explain(
                    book.pack, decision, facts, on=scenario.on, law_on=scenario.law_on, readings=scenario.readings, counterfactuals=False
                )
            except Fault:
                answer = None
            found.append(Answered(scenario, decision, answer))
    return tuple(found)


def outcomes(book: Book, answered: Iterable[Answered]) -> tuple[Outcome, ...]:
    """What each question of the scenarios came to."""
    return tuple(
        Outcome(
            x.scenario.policy,
            x.scenario.title,
            x.decision,
            x.answer.headline if x.answer is not None else "No answer: the question has a fault.",
            book.location(x.scenario.span),
        )
        for x in answered
    )


def choices(book: Book, answered: Iterable[Answered]) -> tuple[Choice, ...]:
    asked = list(answered)
    own = {m.table.policy for m in book.modules}
    return tuple(choice(book, c, asked) for c in book.pack.choices if c.name.rpartition(".")[0] in own)


def choice(book: Book, one: Chosen, answered: Iterable[Answered]) -> Choice:
    where = encoded(book, one.name)
    readings = tuple(
        (a.wording + (f", because {a.because}" if a.because else ""), a.name == one.default, where.get(a.name, ()))
        for a in one.alternatives
    )
    told = telling(book, one, answered)
    note = "" if told else "No scenario tells the readings apart: no case on file has another answer under another reading."
    return Choice(f"choice-{one.name.replace('.', '-')}", one.name, one.wording, readings, chosen(one), told, note)


def chosen(one: Chosen) -> str:
    """Who chose the default, when and why; what is not stated is said not to be."""
    wording = next(a.wording for a in one.alternatives if a.name == one.default)
    by = f"by {one.chosen_by}" if one.chosen_by else "by nobody who is named"
    on = f" on {show_date(one.chosen_on)}" if one.chosen_on else ", on a day that is not stated"
    because = f", because {one.because}" if one.because else "; no reason is stated"
    return finish(f"read as “{wording}”: chosen {by}{on}{because}")


def encoded(book: Book, name: str) -> Mapping[str, tuple[Ref, ...]]:
    """By reading, the conditions that encode it."""
    found: dict[str, list[Ref]] = {}
    for one in book.clauses:
        for x in (y for top in (*conditions_of(one.clause), *exceptions_of(one.clause)) for y in top.walk()):
            if x.tested.kind == "choose" and x.tested.choice == name:
                for reading, child in zip(x.tested.readings, x.children, strict=True):
                    found.setdefault(reading, []).append(Ref(f"{one.number}{child.number}", one.anchor))
    return {reading: tuple(refs) for reading, refs in found.items()}


def telling(book: Book, one: Chosen, answered: Iterable[Answered]) -> tuple[Telling, ...]:
    """The scenarios whose answer differs under another reading, those with the same answers together."""
    found: dict[tuple[Pair, ...], list[Discriminating]] = {}
    for x in answered:
        reading = next((r for r in x.answer.readings if r.choice == one.name), None) if x.answer is not None else None
        if reading is None or not reading.decides:
            continue
        results = tuple(Pair(r.wording, r.sentence) for r in reading.results)
        asked = next((r.wording for r in reading.results if r.used), "")
        told = Discriminating(x.scenario.title, book.location(x.scenario.span), plain(x.decision), asked)
        found.setdefault(results, []).append(told)
    return tuple(Telling(results, tuple(held)) for results, held in sorted(found.items(), key=lambda group: -len(group[1])))
