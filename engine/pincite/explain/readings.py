"""Did the reading matter? Every alternative of every choice that the question meets is evaluated on the same facts and the same day.

While the product of alternatives is small every combination is tried; otherwise each choice alone, the others as chosen, and a warning
says so.
"""

from collections.abc import Callable, Mapping
from itertools import product
from math import prod
from typing import Any, Final, NamedTuple

from pincite.explain.proof import ReadingProof, ReadingResult
from pincitec.graph.clauses import Choice, Question
from pincitec.graph.pack import Pack

MOST_COMBINATIONS: Final = 16

Answer = tuple[int, str | None, str]
"""Verdict, value as shown, sentence."""


class Sensitivity(NamedTuple):
    """The readings of a question, with warnings about what could not be tried or shows only in combination."""

    readings: tuple[ReadingProof, ...]
    warnings: tuple[str, ...] = ()


def sensitivity(
    pack: Pack,
    question: Question,
    met: tuple[str, ...],
    chosen: Mapping[str, str],
    explicit: Mapping[str, str],
    answer: Callable[[Mapping[str, str]], Answer],
) -> Sensitivity:
    """The results under other readings. `chosen` holds the reading of every choice; `explicit` those that were asked for."""
    choices = [pack.choice[name] for name in met]
    known: dict[tuple[tuple[str, str], ...], Answer] = {}

    def under(readings: Mapping[str, str]) -> Answer:
        key = tuple((c.name, readings[c.name]) for c in choices)
        if key not in known:
            known[key] = answer({**chosen, **readings})
        return known[key]

    used = {c.name: chosen[c.name] for c in choices}
    proofs = tuple(prove(choice, used, explicit, under) for choice in choices)
    warnings = []
    if len(choices) > 1:
        if prod(len(c.alternatives) for c in choices) > MOST_COMBINATIONS:
            warnings.append("readings were varied one at a time: there are too many combinations to try them all")
        elif not any(p.decides for p in proofs) and combined(choices, under) > 1:
            warnings.append("no single reading changes the result, but several together would")
    return Sensitivity(proofs, tuple(warnings))


def combined(choices: list[Choice], under: Callable[[Mapping[str, str]], Answer]) -> int:
    """How many different results the combinations of readings give."""
    combinations = product(*([(c.name, a.name) for a in c.alternatives] for c in choices))
    return len({under(dict(c))[:2] for c in combinations})


def prove(
    choice: Choice, used: Mapping[str, str], explicit: Mapping[str, str], under: Callable[[Mapping[str, str]], Answer]
) -> ReadingProof:
    results = []
    for alternative in choice.alternatives:
        verdict, value, sentence = under({**used, choice.name: alternative.name})
        results.append(
            ReadingResult(alternative.name, alternative.wording, alternative.name == used[choice.name], verdict, value, sentence)
        )
    distinct: set[Any] = {(r.verdict, r.value) for r in results}
    return ReadingProof(
        choice.name,
        choice.wording,
        used[choice.name],
        choice.name not in explicit,
        choice.chosen_by,
        choice.chosen_on,
        choice.because,
        tuple(results),
        len(distinct) > 1,
    )
