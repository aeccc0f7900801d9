"""Did the reading matter? Every alternative of every choice that the question meets is evaluated on the same facts and the same day.

While the product of alternatives is small every combination is tried; otherwise each choice alone, the others as chosen, and a warning
says so.
"""

from collections.abc import Callable, Mapping
from itertools import product
from math import prod
from typing import Final, NamedTuple

from pincite.explain.proof import ReadingProof, ReadingResult
from pincite.texts import both, msgid, say
from pincitec.graph.clauses import Choice
from pincitec.graph.pack import Pack

MOST_COMBINATIONS: Final = 16

TOGETHER: Final = msgid("no single reading changes the result, but several together would")

Answer = tuple[int, str | None]
"""Verdict, and value as shown."""

Readings = Mapping[str, str]


class Sensitivity(NamedTuple):
    """The readings of a question, with warnings about what could not be tried or shows only in combination."""

    readings: tuple[ReadingProof, ...]
    warnings: tuple[str, ...] = ()


def sensitivity(
    pack: Pack,
    met: tuple[str, ...],
    chosen: Readings,
    explicit: Readings,
    answer: Callable[[Readings], Answer],
    tell: Callable[[Readings], str],
) -> Sensitivity:
    """The results under other readings of the choices `met`. `chosen` holds the reading of every choice; `explicit` those that were asked
    for. `tell` puts an answer into a sentence; it is asked only where answers differ."""
    choices = [pack.choice[name] for name in met]
    known: dict[tuple[tuple[str, str], ...], Answer] = {}

    def under(readings: Readings) -> Answer:
        key = tuple((c.name, readings[c.name]) for c in choices)
        if key not in known:
            known[key] = answer({**chosen, **readings})
        return known[key]

    used = {c.name: chosen[c.name] for c in choices}
    same = tell(chosen) if choices else ""
    proofs = tuple(prove(choice, used, explicit, under, lambda readings: tell({**chosen, **readings}), same) for choice in choices)
    warnings = []
    if len(choices) > 1:
        if prod(len(c.alternatives) for c in choices) > MOST_COMBINATIONS:
            warnings.append(say("readings were varied one at a time: there are too many combinations to try them all"))
        elif not any(p.decides for p in proofs) and (other := fewest(choices, used, under)):
            named = both(
                tuple(say("“{reading}” ({what})", reading=worded(c, r), what=c.wording) for c in choices if (r := other.get(c.name)))
            )
            sentence = tell({**chosen, **other}).removesuffix(".")
            warnings += [say(TOGETHER), say("read as {readings} together, the answer is: {sentence}", readings=named, sentence=sentence)]
    return Sensitivity(proofs, tuple(warnings))


def fewest(choices: list[Choice], used: Readings, under: Callable[[Readings], Answer]) -> dict[str, str]:
    """The fewest choices, each with another reading than the one used, that together give another answer; none if all give the same."""
    combinations = (dict(c) for c in product(*([(c.name, a.name) for a in c.alternatives] for c in choices)))
    changed = sorted(({n: r for n, r in c.items() if r != used[n]} for c in combinations), key=len)
    answer = under(used)
    return next((c for c in changed if under({**used, **c}) != answer), {})


def worded(choice: Choice, name: str) -> str:
    return next(a.wording for a in choice.alternatives if a.name == name)


def prove(
    choice: Choice,
    used: Readings,
    explicit: Readings,
    under: Callable[[Readings], Answer],
    tell: Callable[[Readings], str],
    same: str,
) -> ReadingProof:
    ways = {a.name: {**used, choice.name: a.name} for a in choice.alternatives}
    answers = {name: under(way) for name, way in ways.items()}
    decides = len(set(answers.values())) > 1
    results = tuple(
        ReadingResult(
            a.name,
            a.wording,
            a.name == used[choice.name],
            *answers[a.name],
            tell(ways[a.name]) if decides and a.name != used[choice.name] else same,
        )
        for a in choice.alternatives
    )
    return ReadingProof(
        choice.name,
        choice.wording,
        used[choice.name],
        choice.name not in explicit,
        choice.chosen_by,
        choice.chosen_on,
        choice.because,
        results,
        decides,
    )
