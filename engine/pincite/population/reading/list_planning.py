"""Where the records of lists lie, and their fields: the part of the plan that is of lists. Under `planning.py`, whose planner it uses."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pincite.population.reading.kinds import source_kind
from pincite.population.reading.model import COMPLETE, ColumnMap, Form, ListMap, ListPlan, Read
from pincite.population.reading.names import cut, short
from pincitec.diagnostics.catalogue import populations as rules
from pincitec.diagnostics.suggest import did_you_mean
from pincitec.graph.clauses import Fact
from pincitec.semantics.types import BOOLEAN, ListOf, Record

if TYPE_CHECKING:
    from pincite.population.reading.planning import Planner


def list_plans(planner: "Planner") -> tuple[ListPlan, ...]:
    said = {}
    for one in planner.mapped.lists:
        fact = planner.fact_named(ColumnMap("", one.name, one.span))
        kind = None if fact is None else planner.pack.type_of[fact.type]
        if fact is not None and not isinstance(kind, ListOf):
            planner.report(rules.BAD_MAPPING, one.span, f"`{cut(one.name)}` is no list of records", "name it below `[columns]`")
        elif fact is not None:
            said[fact.name] = one
    plans = []
    for fact in planner.facts:
        kind = planner.pack.type_of[fact.type]
        if isinstance(kind, ListOf):
            plan = list_plan(planner, fact, kind, said.get(fact.name))
            plans += [] if plan is None else [plan]
    return tuple(plans)


def list_plan(planner: "Planner", fact: Fact, kind: ListOf, said: ListMap | None) -> ListPlan | None:
    name = short(fact.name)
    span = said.span if said else None
    file = planner.children.get(fact.name)
    column = (said.column if said else None) or next((c for c in planner.schema.names if planner.by_name(c) is fact), None)
    if file is None and column is None:
        if said is not None:
            help = "name a `column` of lists, or a `file` of records"
            planner.report(rules.BAD_MAPPING, span, f"nothing says where the records of `{name}` lie", help)
        return None
    if file is not None and said is not None and said.column is not None:
        message = f"the records of `{name}` lie both in a column and in a file"
        planner.report(rules.BAD_MAPPING, span, message, "keep one of them")
        return None
    complete, form = completeness(planner, said, name)
    if file is not None:
        join = (said.key if said else ()) or tuple((k, k) for k in planner.keys)
        if not join:
            help = f'name the columns that join them, as `key = "…"` below `[lists.{name}]`'
            planner.report(rules.BAD_MAPPING, span, f"nothing says which rows the records of `{name}` belong to", help)
            return None
        sound = [planner.column_named(parent, span, "joins the records") for parent, _ in join]
        for child in [c for _, c in join if c not in file.schema.names]:
            planner.report(rules.NO_SUCH_COLUMN, span, f"`{file.path}` has no column `{cut(child)}`", "name the one that joins the records")
            sound.append(False)
        for parent, child in join if all(sound) else ():
            kinds = source_kind(planner.schema.field(parent).type), source_kind(file.schema.field(child).type)
            if kinds[0] != kinds[1] or kinds[0] not in ("int", "text"):
                help = "give both whole numbers, or both texts"
                message = f"`{cut(parent)}` and `{cut(child)}` cannot be compared: {kinds[0]} and {kinds[1]}"
                planner.report(rules.COLUMN_TYPE, span, message, help)
                sound.append(False)
        columns = {n: file.schema.field(n).type for n in file.schema.names}
        fields = field_reads(planner, fact, kind.element, columns, said, file.path, tuple(c for _, c in join))
        return ListPlan(fact.name, name, kind.element.by, fields, None, join, complete, form) if all(sound) else None
    assert column is not None
    if not planner.column_named(column, span, "is named in the mapping"):
        return None
    planner.used[column] = fact.name
    type = planner.schema.field(column).type
    if source_kind(type) != "list" or not hasattr(type.value_type, "fields") or not type.value_type.num_fields:
        help = "give a list of structs, or a file of records with `--children`"
        planner.report(rules.COLUMN_TYPE, span, f"`{cut(column)}` is no list of records", help, f"it is of the type `{str(type)[:60]}`")
        return None
    columns = {f.name: f.type for f in type.value_type}
    return ListPlan(
        fact.name, name, kind.element.by, field_reads(planner, fact, kind.element, columns, said, column, ()), column, (), complete, form
    )


def completeness(planner: "Planner", said: ListMap | None, name: str) -> tuple[bool | str, Form | None]:
    if said is None or isinstance(said.complete, bool):
        return (said.complete if said else False), None
    if not planner.column_named(said.complete, said.span, "says whether lists are complete"):
        return False, None
    planner.used[said.complete] = name
    column = said.complete
    codes = ColumnMap(column, "", said.span, yes=said.yes, no=said.no)
    return column, planner.form(name + COMPLETE, BOOLEAN, None, column, planner.schema.field(column).type, codes, column)


def field_reads(
    planner: "Planner", fact: Fact, record: Record, columns: Mapping[str, Any], said: ListMap | None, where: str, join: tuple[str, ...]
) -> tuple[Read, ...]:
    reads: dict[str, Read] = {}
    mapped = {c.column: c for c in (said.columns if said else ())}
    for column, one in mapped.items():
        if column not in columns:
            planner.missing_column(column, one.span, list(columns), where, "is named in the mapping")
    for column, type in columns.items():
        told = mapped.get(column)
        name = told.fact if told else column
        declared = record.field(name)
        if declared is None:
            if told is not None:
                near = did_you_mean(name, [f.name for f in record.fields])
                help = f"did you mean `{near}`?" if near else "its fields are " + ", ".join(f"`{f.name}`" for f in record.fields)
                planner.report(rules.BAD_MAPPING, told.span, f"`{cut(name)}` is not a field of a {record}", help)
            elif column not in join and column not in (said.ignore if said else ()):
                near = did_you_mean(column, [f.name for f in record.fields if f.name not in columns])
                help = f"did you mean `{near}`?" if near else "list it as `ignore` in the mapping"
                planner.report(rules.NOT_READ, None, f"`{cut(column)}` of `{where}` is no field of a {record}, and is not read", help)
            continue
        form = planner.form(declared.name, declared.type, fact.year_begins, column, type, told, f"{short(fact.name)}.{column}")
        if declared.name in reads:
            span = told.span if told else None
            planner.report(rules.NO_SUCH_COLUMN, span, f"`{declared.name}` is in two columns of `{where}`", "keep one of them")
        elif form is not None:
            reads[declared.name] = Read(column, form)
    absent = [name for name in record.by if name not in reads and not any(c == name for c in columns)]
    if absent:
        names = " and ".join(f"`{n}`" for n in absent)
        planner.report(
            rules.NO_SUCH_COLUMN, said.span if said else None, f"`{where}` has no column for {names}", "it says which record each is"
        )
    return tuple(reads.values())
