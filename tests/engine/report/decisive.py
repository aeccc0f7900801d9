"""The elements that decided an answer: no letter may leave one out, whomever it is written for. Read off the proof alone.

An element is decisive if the answer could be another were it otherwise: where the answer is no or open, each that is listed as unmet and
each that a missing fact which can change the answer is asked by; where it is yes or a value, or where rules conflict, each part of a
ground; and of a reading that decides, the reading. Where nothing has been decided there is none.
"""

from typing import NamedTuple

from pincite.explain.proof import Determination, Passage


class Decisive(NamedTuple):
    """An element that decided: its words in the law, or what it asks where none are quoted. `why`: unmet, missing, ground or reading."""

    why: str
    passages: tuple[Passage, ...]
    text: str


def decisive(d: Determination) -> tuple[Decisive, ...]:
    """In the order of the proof, each once."""
    found = [Decisive("unmet", u.passages, u.finding) for u in d.unmet]
    found += [Decisive("missing", p.passages, p.text) for m in d.missing if m.decisive for p in m.places]
    found += [Decisive("missing", (), m.label) for m in d.missing if m.decisive]
    found += [Decisive("ground", part.passages, part.text) for g in d.grounds if bears(d, g.question) for part in g.parts]
    found += [Decisive("reading", (), r.label) for r in d.readings if r.decides]
    return tuple(dict.fromkeys(found))


def bears(d: Determination, question: int) -> bool:
    """Whether a question has a part in the answer."""
    return any(q.number == question and q.bears for q in d.questions)
