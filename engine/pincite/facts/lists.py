"""A tree to the records of a list. Stands over `reading.py`, which reads each field.

A list is open, so that more records may exist, unless the file says `complete: true` and on whose word: only then can the rules
conclude anything from what is not there.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from attrs import evolve

from pincite.facts.context import Context, Slot, cut_off, given, known_keys, text_of, unknown_key_help
from pincite.facts.literals import as_written
from pincite.facts.model import Given
from pincite.facts.reading import evidence_date, judged_by, read_given, read_missing
from pincite.facts.tables.model import Wanted
from pincite.facts.tree import Branch, Items, Leaf, Refused, Tree
from pincitec.diagnostics import Label, Span
from pincitec.diagnostics.catalogue import facts as rules
from pincitec.semantics.truth import UNDETERMINED
from pincitec.semantics.types import ListOf, Record
from pincitec.semantics.values import Records, Value

if TYPE_CHECKING:
    from pincite.facts.tables.opening import Tables

WHOLE: Final = ("records", "file", "sheet", "delimiter", "complete", "source", "date", "status", "by", "missing")
WAYS: Final = ("missing", "records", "file")
SAID: Final = {"records": "given", "file": "in a file", "missing": "missing"}
MOST_RECORDS: Final = 20_000


def read_list(context: Context, slot: Slot, kind: ListOf, tree: Tree) -> Given | None:
    """The records of a list fact, in order of their keys; `None` after a problem.

    `tree` is a list of records, or records by their key (`"2019-20": {…}`), either alone or as `records` beside `complete` and `source`;
    or `file` names a table that holds them.
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
    if slot.several and judge is not None:
        help = "leave `by` out where all who must judge have judged; else say `missing: needs a judgement`"
        context.report(rules.BAD_PROVENANCE, tree.span, f"`{slot.name}` is judged by more than one", help=help)
        return None
    records = tree.get("records")
    ways = [way for way in WAYS if way in tree.keys]
    if len(ways) != 1:
        message = f"`{slot.name}` is both {' and '.join(SAID[way] for way in ways)}" if ways else f"`{slot.name}` has no `records`"
        help = "write `records: []` if there are none; say `missing` and why if they are not known"
        context.report(rules.BAD_PROVENANCE, tree.span, message, help=help)
        return None
    if ways != ["file"] and any(key in tree.keys for key in ("sheet", "delimiter")):
        message = f"`{slot.name}` has no `file`"
        context.report(rules.BAD_PROVENANCE, tree.span, message, help="`sheet` and `delimiter` say how to read a file of records")
        return None
    if "file" in tree.keys:
        result = read_file(context, slot, kind, tree, complete=bool(complete))
        source = source or (result.source if result else None)
    elif records is None:
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


def read_file(context: Context, slot: Slot, kind: ListOf, tree: Branch, *, complete: bool) -> Given | None:
    """The records of a table that the facts name: `{file: "years.csv"}`, with `sheet` or `delimiter` where that has to be told."""
    said = {key: text_of(context, tree, key) for key in ("file", "sheet", "delimiter") if key in tree.keys}
    if None in said.values():
        return None
    delimiter = said.get("delimiter")
    if delimiter not in (None, "comma", "semicolon", "tab"):
        leaf = tree.get("delimiter") or tree
        message = f"`{str(delimiter)[:20]}` is no delimiter"
        context.report(rules.WHICH_TABLE, leaf.span, message, help="write `comma`, `semicolon` or `tab`")
        return None
    place = tree.get("file") or tree
    wanted = Wanted(str(said["file"]), place.span, said.get("sheet"), delimiter)
    return read_table(context, slot, kind, wanted, context.tables, complete=complete)


def read_table(context: Context, slot: Slot, kind: ListOf, wanted: Wanted, tables: "Tables | None", *, complete: bool) -> Given | None:
    """The records of a table, with its name as their source; problems in it name their cells."""
    from pincite.facts.tables.opening import Tables  # only here: few facts files name a table
    from pincite.facts.tables.records import record_items, with_cells

    tables = tables or Tables()
    before = len(context.problems)
    try:
        name = slot.name.rpartition(".")[2]
        grid = tables.open(wanted, (name, name[:31], context.pack.fact[slot.name].wording.label))
        items = record_items(context, kind.element, grid, tables.reads)
        read = None if items is None else read_records(context, slot, kind, items, complete=complete)
    except Refused as refused:
        context.problems.append(refused.diagnostic)
        return None
    context.problems[before:] = with_cells(context.problems[before:], grid)
    return None if read is None else evolve(read, source=wanted.file, span=wanted.span)


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
            read = read_given(context, Slot(declared.name, declared.type, year_begins=slot.year_begins), value)
            sound = sound and read is not None
            if read is not None:
                row[declared.name] = read
    without = [name for name in record.by if sound and (name not in row or row[name].value is None)]
    if without:
        names = " and ".join(f"`{name}`" for name in without)
        context.report(rules.NO_KEY, tree.span, f"a record of `{slot.name}` does not say its {names}", help=f"add {names}")
    return row if sound and not without else None
