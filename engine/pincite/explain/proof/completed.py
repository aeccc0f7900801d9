"""What becomes of an answer that the facts leave open, whatever they turn out to be: part of the proof."""

from typing import NamedTuple


class FactWay(NamedTuple):
    """Something open, and how it would have to turn out: "degree held", "no degree or a bachelor's degree". `facts` are those from which it
    comes, by name."""

    facts: tuple[str, ...]
    label: str
    words: str


class SettledWay(NamedTuple):
    """The shortest way to one result: the verdict, its value, and how facts would have to turn out; others of the set need not be known.
    `awaits` are facts from which the value is then computed."""

    verdict: int
    value: str | None
    ways: tuple[FactWay, ...]
    awaits: tuple[str, ...] = ()


class Completion(NamedTuple):
    """What every completion of the open facts comes to, where the conditions one by one leave the question undetermined.

    `verdict` and `value` are those on which all agree, or undetermined. `whatever` are the facts, by name, that the answer then does not
    turn on. `enough` are those on which it turns: once they are known it is settled, whatever the others are, unless `may_stay_open`: then
    with some of their values it stays undetermined, as where those who judge differ or no provision grants. `routes` has the shortest
    way to each result. `exact` is false where conditions that come from one fact were taken as if each could turn out as it likes: then
    `enough` may have a fact too many, never one too few.

    `cases` is the number of completions told apart. `bounded`: they were too many, and it was not decided further. `more` is the number of
    settling sets that were found and are not listed, and `all` whether the sets are all there are.
    """

    verdict: int
    value: str | None
    whatever: tuple[str, ...]
    enough: tuple[str, ...]
    exact: bool
    cases: int
    bounded: bool = False
    more: int = 0
    all: bool = False
    routes: tuple[SettledWay, ...] = ()
    may_stay_open: bool = False


class Settling(NamedTuple):
    """A smallest set of facts, by name and by label, that can settle the answer: some of their values do, and those of no part of it.

    `outcomes` has one entry for each result. `best` and `worst` are verdicts, for the one whom the decision is about; `None` for a decision
    that has a value. `may_stay_open`: with other values the answer stays undetermined, which counts for best and worst.
    """

    facts: tuple[str, ...]
    labels: tuple[str, ...]
    outcomes: tuple[SettledWay, ...]
    best: int | None
    worst: int | None
    may_stay_open: bool
