"""An interview as a value: what is asked, the facts at its beginning, and every answer in order. Nothing else decides what comes next.

Facts are never changed in place: those of a moment are the first ones with the answers entered one after another, so that going back is
leaving out the last. Stands over `trees.py`.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final, Literal

from attrs import evolve, field, frozen

from pincite.facts import Facts, facts_of
from pincite.facts.context import Context
from pincite.facts.tree import Branch
from pincitec.diagnostics import Diagnostic
from pincitec.graph.clauses import Fact
from pincitec.graph.pack import Pack
from pincitec.semantics.types import ListOf, Record, Type

Ask = Literal["value", "judgement", "record", "field", "complete"]
ASKS: Final[tuple[Ask, ...]] = ("value", "judgement", "record", "field", "complete")


@frozen
class Item:
    """One thing to be said of a case: the value of a fact, what one of several judges found, the next record of a list, a field of a
    record, or that a list is complete.

    `fact` and `judge` are qualified names. `record` is the key of the record, each part as it was written.
    """

    ask: Ask
    fact: str
    judge: str | None = None
    record: tuple[str, ...] = ()
    field: str | None = None


def known_item(state: "State", item: Item) -> bool:
    """Whether the rules know what an item asks for."""
    if item.fact not in state.pack.fact or item.ask not in ASKS:
        return False
    record = state.record(item.fact)
    plain = item.judge is None and item.field is None and not item.record
    match item.ask:
        case "judgement":
            return record is None and item.judge in state.fact(item.fact).judged_by and item.field is None and not item.record
        case "value":
            return record is None and plain
        case "field":
            return item.judge is None and record is not None and record.field(item.field or "") is not None and item.field not in record.by
        case _:
            return record is not None and plain


@frozen
class Answered:
    """An answer as it was given. `known`: whether it said anything; "unknown" and "none" do not."""

    item: Item
    text: str
    known: bool


@frozen
class State:
    """An interview. `on` is the day at which facts and periods are judged, `law_on` the day whose text of law applies.

    `readings` maps qualified choices to readings, those at their default left out. `begun` are the facts as given at first; `tree` those
    facts with the answers. `dated`: the day on which the answers are given, written beside each; None writes none.
    """

    pack: Pack = field(repr=False, eq=False)
    decision: str
    on: date
    law_on: date
    readings: Mapping[str, str]
    begun: Branch = field(repr=False)
    dated: date | None = None
    answers: tuple[Answered, ...] = ()
    tree: Branch = field(repr=False, eq=False, kw_only=True)

    def fact(self, name: str) -> Fact:
        return self.pack.fact[name]

    def type(self, name: str) -> Type:
        return self.pack.type_of[self.pack.fact[name].type]

    def record(self, name: str) -> Record | None:
        """What the records of a list are; None of a fact that is no list."""
        kind = self.type(name)
        return kind.element if isinstance(kind, ListOf) else None

    @property
    def declined(self) -> frozenset[Item]:
        """What was answered with "unknown", or, of the next record, with "none": neither is asked again."""
        closed: dict[Item, None] = {}
        for answered in self.answers:
            if not answered.known:
                closed[answered.item] = None
            elif answered.item.ask == "complete":  # "no": there are more records
                closed.pop(Item("record", answered.item.fact), None)
        return frozenset(closed)


def facts_in(state: State) -> tuple[Facts | None, list[Diagnostic]]:
    """The facts of an interview, read by the rules that a file of facts is read by; `None` with the problems if they do not fit."""
    problems: list[Diagnostic] = []
    return facts_of(Context(state.pack, state.on, problems), state.tree)


def back(state: State) -> State | None:
    """The interview before its last answer; `None` where there is none."""
    from pincite.interview.entering import entered  # it stands above this module, and enters the others anew

    if not state.answers:
        return None
    earlier = evolve(state, answers=(), tree=state.begun)
    for answered in state.answers[:-1]:
        again = entered(earlier, answered.item, answered.text)
        assert isinstance(again, State)  # INVARIANT: what was accepted once is accepted again
        earlier = again
    return earlier
