"""Changes of the facts, made by hand and tried: what proposals of `pincite.explain.changes` are held against. See `brute_force.py`."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import Any

from tests.engine.explain.brute_force import Asked, Result

from pincite.explain.changes.model import ADDED, FIELD, GIVEN, Change, Edit
from pincite.facts import read_facts
from pincitec.diagnostics import Source
from pincitec.graph.clauses import FIXED, PAST
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.values import Records, Value

FIELD_OF = {"passed": "passed", "days taken": "taken"}


def applied(asked: Asked, values: Mapping[str, Value], edits: Sequence[Edit]) -> dict[str, Value]:
    """The facts with these edits made, as whoever reads them would."""
    changed = dict(values)
    for edit in edits:
        before = changed.get(edit.fact)
        if edit.kind == FIELD:
            assert isinstance(before, Records) and edit.field is not None
            rows = tuple({**row, edit.field: said(edit.stated)} if row["title"] == edit.record else row for row in before.rows)
            assert rows != before.rows
            changed[edit.fact] = Records(rows, before.complete)
        elif edit.number is not None:
            rows = before.rows if isinstance(before, Records) else ()
            blank: dict[str, Value] = {"passed": UNDETERMINED, "taken": None}
            new = {**blank, **{FIELD_OF[label]: said(witness) for label, _, witness in edit.fields}}
            more = tuple({"title": f"new {i}", **new} for i in range(edit.number))
            whole = edit.kind == GIVEN or (isinstance(before, Records) and before.complete)
            assert edit.kind in (ADDED, GIVEN)
            changed[edit.fact] = Records((*rows, *more), whole)
        else:
            changed |= read(asked, edit)
    return changed


def said(words: str) -> Value:
    """A value of a field, as a letter or a facts file has it."""
    return (
        {"yes": HOLDS, "true": HOLDS, "no": FAILS, "false": FAILS}[words]
        if words[:1].isalpha()
        else int(words.removesuffix(" days").removesuffix(" day"))
    )


def read(asked: Asked, edit: Edit) -> Mapping[str, Value]:
    facts, problems = read_facts(Source("facts.yaml", f"{edit.fact}: {edit.stated}\n"), asked.pack, asked.on)
    assert facts is not None and not problems, (edit, problems)
    return facts.values


def wanted(asked: Asked, base: Result, result: Result) -> bool:
    """Whether a result is another answer: another verdict, or of amounts another amount."""
    valued = asked.pack.decision[asked.decision].kind == "value"
    return result != base and result[0] in ((HOLDS,) if valued else (HOLDS, FAILS))


def flips(asked: Asked, values: Mapping[str, Value], names: Sequence[str]) -> Iterator[Result]:
    """The other answers to which these facts lead, all of them being otherwise than they are."""
    base = asked.result(values)
    ways: list[Sequence[Any]] = [[w for w in asked.rules.ways[n] if w != values.get(n)] for n in names]
    for chosen in product(*ways):
        result = asked.result({**values, **dict(zip(names, chosen, strict=True))})
        if wanted(asked, base, result):
            yield result


def smallest(asked: Asked, values: Mapping[str, Value], most: int = 2) -> frozenset[frozenset[str]]:
    """The minimal sets of up to `most` facts, none of them fixed or a list, that lead to another answer."""
    may = [n for n in asked.facts if not asked.pack.fact[n].type.startswith("list:")]
    may = [n for n in may if n not in values or asked.pack.fact[n].change != FIXED]
    found: list[frozenset[str]] = []
    for size in range(1, most + 1):
        for names in combinations(may, size):
            if not any(one <= set(names) for one in found) and any(True for _ in flips(asked, values, names)):
                found.append(frozenset(names))
    return frozenset(found)


def lies_in_the_past(asked: Asked, values: Mapping[str, Value], change: Change) -> bool:
    """Whether a change asks that something known were otherwise which the policy calls past."""
    return any(asked.pack.fact[e.fact].change == PAST and not is_missing(values, e) for e in change.edits)


def is_missing(values: Mapping[str, Value], edit: Edit) -> bool:
    """Whether an edit gives what nobody has said yet: a fact, or a field of a record."""
    return edit.fact not in values or (edit.kind == FIELD and edit.before is None)
