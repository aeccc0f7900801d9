"""A comparison of two runs as tables of text in the language that is spoken: what changed and by how much in all, by group. Laid out by
`comparison_text.py` and `comparison_page.py`.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

from pincite.facts.display import show
from pincite.population.comparison.model import UNCHANGED, Compared, Group, Kind, Sums, Told
from pincite.population.summary.tables import Sheet
from pincite.population.summary.words import group_said, rows_in_words, share, word_said
from pincite.texts import msgid, number, plural, say
from pincitec.graph.pack import Pack
from pincitec.semantics.types import Type

SAID: Final[Mapping[str, str]] = {
    "same": msgid("the same answer"),
    "gains": msgid("gain: fails, then holds"),
    "loses": msgid("lose: holds, then fails"),
    "value_begins": msgid("a value where there was none"),
    "value_ends": msgid("no value where there was one"),
    "higher": msgid("higher"),
    "lower": msgid("lower"),
    "another_value": msgid("another value"),
    "begins_to_apply": msgid("begins to apply"),
    "ceases_to_apply": msgid("ceases to apply"),
    "conflict_begins": msgid("a conflict begins"),
    "conflict_ends": msgid("a conflict ends"),
    "becomes_open": msgid("undetermined, was not"),
    "settled": msgid("settled, was undetermined"),
    "stays_open": msgid("undetermined in both"),
    "law_not_known": msgid("not compared: law not known"),
    "fault": msgid("not compared: cannot be computed"),
    "another_verdict": msgid("another verdict"),
}
SHORT: Final[Mapping[str, str]] = {
    "same": msgid("same"), "gains": msgid("gain"), "loses": msgid("lose"),
    "value_begins": msgid("value begins"), "value_ends": msgid("value ends"),
    "another_value": msgid("other value"),
    "begins_to_apply": msgid("begins"), "ceases_to_apply": msgid("ceases"),
    "conflict_begins": msgid("conflict"), "conflict_ends": msgid("conflict ends"), "settled": msgid("settled"), "fault": msgid("fault"),
    "becomes_open": msgid("open now"), "stays_open": msgid("open"), "law_not_known": msgid("no law"),
    "another_verdict": msgid("other"),
}  # fmt: skip
"""How a change is called in the head of a narrow table."""
NEUTRAL: Final = {"gains": msgid("comes to hold: fails, then holds"), "loses": msgid("ceases to hold: holds, then fails")}
"""Of a duty or a prohibition nobody gains or loses."""


def said(told: Told, change: str, pack: Pack) -> str:
    kind = pack.decision[told.decision].kind
    if change in NEUTRAL and kind in ("duty", "prohibition"):
        return say(NEUTRAL[change])
    if told.kind is not None and told.kind.key in ("date", "school_year") and change in ("higher", "lower"):
        return say("later") if change == "higher" else say("earlier")
    return say(SAID[change])


def title_of(told: Told, source: str) -> str:
    name = told.decision.rpartition(".")[2]
    return say("{decision}: {rows} of {source}", decision=name, rows=rows_in_words(told.rows), source=source)


def sides_of(compared: Compared) -> tuple[str, str]:
    return say("Before: {run}", run=compared.before), say("After: {run}", run=compared.after)


def answer_of(told: Told) -> str:
    """How many rows have another answer, and for how many that is not known because one of the answers is none."""
    moved = sum(rows for change, rows in told.changes.items() if change not in UNCHANGED)
    apart = sum(told.changes.get(change, 0) for change in ("law_not_known", "fault"))
    said = plural(moved, "{n} row of {all} has another answer.", "{n} rows of {all} have another answer.", all=number(told.rows))
    if not apart:
        return said if moved else say("No row has another answer.")
    return f"{said} {plural(apart, '{n} row could not be compared.', '{n} rows could not be compared.')}"


def unchanged(told: Told) -> bool:
    return set(told.changes) <= {"same"}


def sheets(told: Told, pack: Pack) -> Iterator[Sheet]:
    """The tables of one decision, none where nothing changed."""
    if unchanged(told):
        return
    adds = bool(told.sums)
    rows = tuple(
        (
            said(told, change, pack),
            number(rows),
            share(rows, told.rows),
            *(amounts(told, told.sums.get(change), pack) if adds else ()),
        )
        for change, rows in told.changes.items()
    )
    heads = ("", say("rows"), say("share"), *((say("in all"), say("from"), say("to")) if adds else ()))
    total = whole(told)
    after = (say("Together: {amount}.", amount=amount(total.total, told.kind, pack)),) if total is not None and len(told.sums) > 1 else ()
    yield Sheet("changes", say("What changed"), say("Each row is counted once."), heads, rows, 1, after)
    moves = tuple((word_said(before), word_said(after), number(rows)) for (before, after), rows in told.transitions.items())
    lead = say("Before and after, whether or not they are compared.")
    yield Sheet("transitions", say("Outcomes"), lead, (say("before"), say("after"), say("rows")), moves, 2)
    for column, groups in told.groups.items():
        yield grouped(told, column, groups, pack)


def grouped(told: Told, column: str, groups: Sequence[Group], pack: Pack) -> Sheet:
    words = [change for change in told.changes if change != "same"][:4]
    adds = bool(told.sums)
    rows = []
    for group in groups:
        counts = [number(group.changes.get(word, 0)) for word in words]
        total = amounts(told, group.sums, pack)[:1] if adds else ()
        rows.append((group_said(group.value, others=group.others), number(group.rows), *counts, *total))
    heads = (column, say("rows"), *(head(told, word, pack) for word in words), *((say("in all"),) if adds else ()))
    rest = len([change for change in told.changes if change != "same"]) - len(words)
    after = (say("Further kinds of change ({number}) are in the JSON and the CSV.", number=number(rest)),) if rest > 0 else ()
    return Sheet(
        "by", say("By {column}", column=column), say("Rows by change, the most frequent values first."), heads, tuple(rows), 1, after
    )


def head(told: Told, change: str, pack: Pack) -> str:
    return say(SHORT[change]) if change in SHORT else said(told, change, pack)


def whole(told: Told) -> Sums | None:
    made: Sums | None = None
    for sums in told.sums.values():
        made = sums if made is None else made + sums
    return made


def amounts(told: Told, sums: Sums | None, pack: Pack) -> tuple[str, ...]:
    """All together, the least and the greatest; of what falls, the least fall first."""
    if sums is None:
        return ("", "", "")
    ends = (sums.least, sums.greatest) if sums.least >= 0 else (sums.greatest, sums.least)
    return tuple(amount(value, told.kind, pack) for value in (sums.total, *ends))


def amount(value: int | Fraction, kind: Type | None, pack: Pack) -> str:
    """A difference with its sign."""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    size = -value if value < 0 else value
    if kind is not None and kind.key == "date":
        return sign + plural(int(size), "{n} day", "{n} days")
    if kind is not None and kind.key == "school_year":
        return sign + plural(int(size), "{n} year", "{n} years")
    return f"{sign}{show(size, kind, pack)}" if kind is not None else f"{sign}{size:,}"


def examples(told: Told) -> list[Kind]:
    """The kinds of change that have an example, those with most rows first."""
    return sorted((kind for kind in told.kinds if kind.example is not None), key=lambda kind: (-kind.rows, kind.number))


def title_of_example(told: Told, kind: Kind, pack: Pack) -> str:
    rows = rows_in_words(kind.rows)
    return say("Example {number}: {change} ({rows})", number=number(kind.number), change=said(told, kind.change, pack), rows=rows)


def row_of_example(kind: Kind) -> str:
    """Which row it is, by its number and its key."""
    assert kind.example is not None
    key = ", ".join(f"{name} {value}" for name, value in kind.example.key)
    if key:
        return say("Row {row} ({key}) is the first of them.", row=number(kind.example.row), key=key)
    return say("Row {row} is the first of them.", row=number(kind.example.row))
