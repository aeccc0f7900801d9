"""Generated rule sets, compared: counts, sums, rows and examples are what `determine` asked twice says of each row.

The second run asks about another day, law or reading, or has the facts of other rows, so that every change occurs.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pincite.explain.proof import Determination
from pincite.population.comparison import UNCHANGED, Compared, Listing, Pair, Side, compare
from pincite.population.reading import Data, open_data, read_map
from pincite.population.running.job import Options
from pincitec.diagnostics import Source
from pincitec.graph.pack import Pack
from tests.engine.population.cluster.generated_rows import BORDERS, GROUPS, SIZES, Made, facts_of, sets
from tests.engine.population.comparison.twice import answer, change, counted


def data_of(one: Made, on: date | str, file: str = "rows.parquet") -> Data:
    mapped, problems = read_map(Source("map.toml", (one.folder / "map.toml").read_text(encoding="utf-8")))
    assert mapped is not None, problems
    data, found = open_data(str(one.folder / file), one.pack, [one.decision], on=on, mapped=mapped, keys=("id",))
    assert data is not None, found
    return data


def backwards(one: Made) -> str:
    """The same rows with the facts, and the days, of the last row first. The file beside those of the rows."""
    table = pq.read_table(one.folder / "rows.parquet")
    turned = table.take(pa.array(range(len(table) - 1, -1, -1)))
    pq.write_table(turned.set_column(0, "id", table["id"]), one.folder / "others.parquet", row_group_size=-(-len(table) // GROUPS))
    return "others.parquet"


def asked_twice(random: Random, one: Made) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """What is asked of each row, the second time with another day, another law, other readings, or several of these."""
    first: dict[str, Any] = {"on": None if one.own_days else one.days[0], **one.options}
    then = dict(first)
    way = random.randrange(4)
    if way in (0, 3):
        days = (*BORDERS, one.rules.on, date(one.rules.on.year + 3, 3, 1))
        then["on"] = random.choice([day for day in days if day >= max(one.days)])  # periods that begin later are refused
    if way == 1:
        then["law_on"] = random.choice(BORDERS)
    if way == 2:
        then["strict"] = not first["strict"]
    if way in (2, 3):
        then["readings"] = {**first["readings"], **{c.name: random.choice(c.alternatives).name for c in one.pack.choices}}
    return first, then


def side(label: str, pack: Pack, one: Made, asked: Mapping[str, Any], data: Data) -> Side:
    readings = tuple(sorted(asked["readings"].items()))
    return Side(label, pack, Options((one.decision,), asked["on"], asked["law_on"], readings, asked["strict"]), data)


def answers_of(one: Made, asked: Mapping[str, Any]) -> list[Determination | None]:
    """What `determine` says, by different row."""
    how = {name: asked[name] for name in ("law_on", "readings", "strict")}
    cases = zip(one.cases, one.days, strict=True)
    return [answer(one.pack, one.decision, facts_of(one.pack, case), asked["on"] or day, **how) for case, day in cases]


def differences(one: Made, first: Mapping[str, Any], then: Mapping[str, Any], counts: Counter[str], *, turned: bool) -> Iterator[str]:
    data = data_of(one, first["on"] or "asked")
    same = then["on"] == first["on"] and not turned
    other = data if same else data_of(one, then["on"] or "asked", backwards(one) if turned else "rows.parquet")
    listing = Listing(one.folder / "changed.parquet", "parquet")
    pair = Pair(side("before", one.pack, one, first, data), side("after", one.pack, one, then, other))
    found = compare(pair, by=("id",), listing=listing, keep_going=True)
    assert isinstance(found, Compared), found
    before, after = answers_of(one, first), answers_of(one, then)
    chosen = one.chosen[::-1] if turned else one.chosen
    rows = [change(before[number], after[later]) for number, later in zip(one.chosen, chosen, strict=True)]
    (told,) = found.decisions
    numbers, totals = counted(rows)
    counts.update(numbers)
    if told.changes != numbers:
        yield f"{told.changes}, not {numbers}"
    sums = {word: (s.rows, s.total, s.least, s.greatest) for word, s in told.sums.items()}
    wanted = {w: [d for word, d in rows if word == w and d] for w in totals}
    if sums != {w: (len(d), sum(d), min(d), max(d)) for w, d in wanted.items()}:
        yield f"{sums}, not {totals}"
    listed = {row["row"]: row for row in pq.read_table(listing.file).to_pylist()}
    moved = {n for n, (word, _) in enumerate(rows, 1) if word not in UNCHANGED}
    if set(listed) != moved:
        yield f"rows {sorted(set(listed) ^ moved)[:5]} are listed or not"
    for n in sorted(set(listed) & moved):
        row, (word, difference) = listed[n], rows[n - 1]
        if (row["id"], row["change"]) != (n, word) or Fraction(units(row.get("difference"))) != difference:
            yield f"row {n}: {row}, not {word} by {difference}"
    for kind in told.kinds:
        mine = [n for n in listed if listed[n]["kind"] == kind.number]
        if (
            kind.rows != len(mine)
            or kind.example is None
            or kind.example.row != min(mine)
            or dict(kind.example.key)["id"] != str(min(mine))
        ):
            yield f"kind {kind.number} of {kind.rows} rows, first {kind.example and kind.example.row}, not {len(mine)} from {min(mine)}"
            continue
        place = min(mine) - 1
        for said, answered in ((kind.example.before, before[one.chosen[place]]), (kind.example.after, after[chosen[place]])):
            if answered is None or told_of(said) != told_of(answered):
                yield f"kind {kind.number}: its example is not what `determine` says of row {place + 1}"


def told_of(answered: Determination) -> tuple[object, ...]:
    facts = tuple((f.name, f.value, f.truth) for f in answered.findings)
    return answered.headline, answered.on, answered.law_on, answered.missing, facts


def units(value: Any) -> Any:
    """A difference as the list has it: money in cents."""
    return 0 if value is None else int(value * 100) if isinstance(value, Decimal) else value


@pytest.mark.parametrize("seed", [1, 2])
def test_every_row_is_compared_as_determine_asked_twice(seed: int, tmp_path: Path) -> None:
    random = Random(seed)
    counts: Counter[str] = Counter()
    for one in sets(random, tmp_path, 300, most=50, sizes=SIZES[:4]):
        assert list(differences(one, *asked_twice(random, one), counts, turned=False)) == []
        assert list(differences(one, *asked_twice(random, one), counts, turned=True)) == []
    assert {"same", "gains", "loses", "becomes_open", "settled", "stays_open"} <= set(counts)
