"""Somebody who knows a case whole, and answers what is asked of it."""

from collections.abc import Mapping

from attrs import frozen

from pincite.facts.stating import stated
from pincite.interview import Item, Question, State, answer, next_questions
from pincitec.semantics.values import Records, Value


@frozen
class Person:
    """`values` are those of every fact, by qualified name, lists complete. `silent` are the facts of which they say nothing."""

    values: Mapping[str, Value]
    silent: frozenset[str] = frozenset()

    def says(self, state: State, item: Item) -> str:
        value = self.values[item.fact]
        if item.fact in self.silent:
            return "unknown"
        if isinstance(value, Records):
            return self.of_records(state, item, value)
        words = stated(value, state.type(item.fact))
        assert words is not None
        return words if words not in ("true", "false") else {"true": "yes", "false": "no"}[words]

    def of_records(self, state: State, item: Item, records: Records) -> str:
        record = state.record(item.fact)
        assert record is not None
        (by,) = record.by
        key = record.field(by)
        assert key is not None
        if item.ask == "complete":
            return "the person's own list"
        if item.ask == "record":
            entered = {a.text for a in state.answers if a.item == item}
            left = [k for row in records.rows if (k := str(stated(row[by], key.type))) not in entered]
            return left[0] if left else "none"
        field = record.field(item.field or "")
        assert field is not None
        row = next((r for r in records.rows if stated(r[by], key.type) == item.record[0]), None)
        if row is None:
            return "unknown"
        words = stated(row[field.name], field.type)
        return {"true": "yes", "false": "no"}.get(str(words), str(words))


def interviewed(state: State, person: Person, most: int = 500) -> tuple[State, list[Question]]:
    """The end of an interview with somebody, and the questions that were put."""
    asked: list[Question] = []
    while questions := next_questions(state).questions:
        assert len(asked) < most
        asked.append(questions[0])
        made = answer(state, person.says(state, questions[0].item))
        assert isinstance(made, State), made
        state = made
    return state, asked
