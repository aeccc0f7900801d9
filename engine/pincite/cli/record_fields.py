"""One field of one record given otherwise on the command line: `LIST["KEY"].FIELD`."""

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from pincite.cli.streams import Exit, talk
from pincitec.diagnostics import Source
from pincitec.diagnostics.render.text import escape

if TYPE_CHECKING:
    from pincite.facts import Facts
    from pincitec.graph.pack import Pack

PLACE: Final = re.compile(
    r'(?P<list>[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*)\["(?P<key>[^"\\\]]{1,200})"\]\.(?P<field>[A-Za-z_][A-Za-z0-9_]*)'
)


class FieldSet(NamedTuple):
    """A field of the record with this key in a list, and its value as a facts file states it."""

    list: str
    key: str
    field: str
    stated: str

    @property
    def source(self) -> Source:
        """The facts file that would say so; the value stays on its line."""
        return Source(f"--set {self.list}", f'{self.list}:\n  records:\n    "{self.key}":\n      {self.field}: {self.stated}\n')


def field_set(place: str, stated: str) -> FieldSet | None:
    """What `LIST["KEY"].FIELD` names; `None` if it is nothing of the kind."""
    found = PLACE.fullmatch(place)
    return FieldSet(found["list"], found["key"], found["field"], stated) if found else None


def with_field(facts: "Facts", read: "Facts", asked: FieldSet, pack: "Pack") -> "Facts | Exit":
    """The facts with one field of a record on file as `read` has it. What names no record on file is told, and nothing is decided."""
    from attrs import evolve

    from pincite.explain.display import type_named
    from pincite.facts.lists import plain
    from pincitec.semantics.types import ListOf
    from pincitec.semantics.values import Records

    name, new = next(iter(read.given.items()))
    held = facts.given.get(name)
    kind = type_named(pack, pack.fact[name].type)
    assert isinstance(kind, ListOf)
    by = kind.element.by
    row = new.rows[0]
    if held is None or not isinstance(held.value, Records):
        talk(f"error: no records of `{asked.list}` are on file\nhelp: give the list whole, as in --set '{asked.list}={{records: […]}}'")
        return Exit.USAGE
    places = [i for i, one in enumerate(held.rows) if all(one[k].value == row[k].value for k in by)]
    if not places:
        known = ", ".join(f"`{escape(', '.join(one[k].stated for k in by))}`" for one in held.rows[:12])
        talk(f"error: `{asked.list}` has no record `{escape(asked.key)}`\nhelp: the records on file are {known or 'none'}")
        return Exit.USAGE
    rows = tuple({**one, asked.field: row[asked.field]} if i == places[0] else one for i, one in enumerate(held.rows))
    value = Records(tuple(plain(kind.element, one) for one in rows), held.value.complete)
    given = dict(facts.given) | {name: evolve(held, value=value, rows=rows)}
    return evolve(facts, given=given, values=dict(facts.values) | {name: value})
