"""A tree to the records of a list. Stands over `reading.py`, which reads each field.

A list is open, so that more records may exist, unless the file says `complete: true` and on whose word: only then can the rules
conclude anything from what is not there.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Final

from attrs import evolve

from pincite.facts.context import Context, Slot, cut_off, given, known_keys, text_of, unknown_key_help
from pincite.facts.literals import as_written
from pincite.facts.model import Given
from pincite.facts.reading import evidence_date, judged_by, read_given, read_missing
from pincite.facts.tree import Branch, Items, Leaf, Tree
from pincitec.diagnostics import Label, Span
from pincitec.diagnostics.catalogue import facts as rules
from pincitec.semantics.truth import UNDETERMINED
from pincitec.semantics.types import ListOf, Record
from pincitec.semantics.values import Records, Value

WHOLE: Final = ("records", "complete", "source", "date", "status", "by", "missing")
MOST_RECORDS: Final = 20_000


def read_list(context: Context, slot: Slot, kind: ListOf, tree: Tree) -> Given | None:
    """The records of a list fact, in order of their keys; `None` after a problem.

    `tree` is a list of records, or records by their key (`"2019-20": {…}`), either alone or as `records` beside `complete` and `source`.
    """
    if isinstance(tree, Leaf):
        if tree.kind == "null":
            return given(slot, None, "", tree.span, missing="not provided")
        help = 'write records below it, as in `"2019-20": {…}`, or `{complete: true, source: …, records: []}` if there are none'
        context.report(rules.WRONG_TYPE, tree.span, f"`{slot.name}` is a {kind}, not one value", help=help)
        return None
    if isinstance(tree, Branch) and any(k in WHOLE for k in tree.keys):
        return read_whole(context, slot, kind, tree)
    return read_records(context, slot, kind, tree, complete=False)


def read_whole(context: Context, slot: Slot, kind: ListOf, tree: Branch) -> Given | None:
    sound = known_keys(context, tree, WHOLE, rules.BAD_PROVENANCE, f"a {kind}")
    complete = read_complete(context, slot, tree)
    source, status = text_of(context, tree, "source"), text_of(context, tree, "status")
    day, judge = evidence_date(context, tree), judged_by(context, slot, tree)
    records = tree.get("records")
    if ("missing" in tree.keys) == (records is not None):
        message = f"`{slot.name}` has no `records`" if records is None else f"`{slot.name}` is both missing and given"
        help = "write `records: []` if there are none; say `missing` and why if they are not known"
        context.report(rules.BAD_PROVENANCE, tree.span, message, help=help)
        return None
    if records is None:
        result = read_missing(context, slot, tree, text_of(context, tree, "missing"))
    elif isinstance(records, Leaf):
        help = "write `records: []` if there are none; say `missing` and why if they are not known"
        context.report(rules.WRONG_TYPE, records.span, f"the records of `{slot.name}` are not a list", help=help)
        return None
    else:
        result = read_records(context, slot, kind, records, complete=bool(complete))
    if result is None or complete is None or not sound:
        return None
    return evolve(result, source=source, status=status, date=day, judged_by=judge, span=tree.span if result.span else None)


def read_complete(context: Context, slot: Slot, tree: Branch) -> bool | None:
    """Whether the file says that the list is complete; that needs a source, because rules may conclude from what it does not hold."""
    leaf = tree.get("complete")
    if leaf is None:
        return False
    if not (isinstance(leaf, Leaf) and leaf.kind == "boolean"):
        context.report(
            rules.WRONG_TYPE, leaf.span, "`complete` is not `true` or `false`", help="write `complete: true` or `complete: false`"
        )
        return None
    if leaf.text == "true" and "source" not in tree.keys:
        help = 'say who vouches that there are no more, as in `source: "the district\'s service record"`'
        context.report(rules.BAD_PROVENANCE, leaf.span, f"`{slot.name}` is said to be complete without a source", help=help)
        return None
    return leaf.text == "true"


def read_records(context: Context, slot: Slot, kind: ListOf, tree: Branch | Items, *, complete: bool) -> Given | None:
    parts = keyed(context, slot, kind.element, tree) if isinstance(tree, Branch) else [(item, None) for item in tree.items]
    if parts is None:
        return None
    if len(parts) > MOST_RECORDS:
        context.report(
            rules.TOO_LARGE, tree.span, f"`{slot.name}` has more than {MOST_RECORDS:,} records", help="give the records of one case"
        )
        return None
    rows: dict[tuple[Value, ...], tuple[Mapping[str, Given], Span]] = {}
    sound = True
    for part, key in parts:
        row = read_record(context, slot, kind.element, part, key)
        if row is None:
            sound = False
            continue
        place = part.span if key is None else key.span
        identity = tuple(row[name].value for name in kind.element.by)
        if identity in rows:
            shown = ", ".join(row[name].stated for name in kind.element.by)
            help = "a record is named once; two employers in one year need a key that tells them apart"
            others = (Label(rows[identity][1], "first given here"),)
            context.report(rules.DUPLICATE_RECORD, place, f"`{slot.name}` has two records for `{shown}`", help=help, others=others)
            sound = False
        rows.setdefault(identity, (row, place))
    if not sound:
        return None
    ordered = [rows[identity][0] for identity in sorted(rows, key=in_order)]
    records = Records(tuple(plain(kind.element, row) for row in ordered), complete)
    return evolve(given(slot, records, "", tree.span), rows=tuple(ordered))


def in_order(identity: tuple[Value, ...]) -> tuple[tuple[str, Value], ...]:
    """A key by which records of any key types can be put in order."""
    return tuple((type(part).__name__, part if isinstance(part, (int, Fraction, str, date)) else repr(part)) for part in identity)


def plain(record: Record, row: Mapping[str, Given]) -> Mapping[str, Value]:
    """The fields as an executor takes them: a condition that is not given is undetermined, any other field unknown."""
    values: dict[str, Value] = {}
    for f in record.fields:
        value = row[f.name].value if f.name in row else None
        values[f.name] = UNDETERMINED if value is None and f.type.key == "boolean" else value
    return values


def keyed(context: Context, slot: Slot, record: Record, tree: Branch) -> list[tuple[Tree, Leaf | None]] | None:
    """Records that stand under their key, where one field is the key."""
    if len(record.by) == 1:
        return [(value, key) for key, value in tree.entries]
    names = ", ".join(f"`{name}`" for name in record.by)
    help = f"write a list of records, each with {names}"
    context.report(rules.NO_KEY, tree.span, f"the records of `{slot.name}` have no single key", help=help)
    return None


def read_record(context: Context, slot: Slot, record: Record, tree: Tree, key: Leaf | None) -> Mapping[str, Given] | None:
    """The fields of one record by name; `None` after a problem."""
    if not isinstance(tree, Branch):
        names = ", ".join(f.name for f in record.fields)
        context.report(rules.WRONG_TYPE, tree.span, f"`{slot.name}` holds something that is no record", help=f"write its fields: {names}")
        return None
    entries = tree.entries if key is None else ((Leaf("quoted", record.by[0], key.span), key), *tree.entries)
    row: dict[str, Given] = {}
    sound = True
    for name, value in entries:
        declared = record.field(name.text)
        if declared is None:
            help = cut_off(name, value) or unknown_key_help(name, [f.name for f in record.fields], "its fields are ")
            context.report(rules.UNKNOWN_FIELD, name.span, f"{as_written(name)} is not a field of a {record}", help=help)
            sound = False
        elif declared.name in row:
            help = f"a record that stands under its `{declared.name}` does not say it again"
            context.report(rules.DUPLICATE_KEY, name.span, f"`{declared.name}` is given twice", help=help)
            sound = False
        else:
            read = read_given(context, Slot(declared.name, declared.type), value)
            sound = sound and read is not None
            if read is not None:
                row[declared.name] = read
    without = [name for name in record.by if sound and (name not in row or row[name].value is None)]
    if without:
        names = " and ".join(f"`{name}`" for name in without)
        context.report(rules.NO_KEY, tree.span, f"a record of `{slot.name}` does not say its {names}", help=f"add {names}")
    return row if sound and not without else None
