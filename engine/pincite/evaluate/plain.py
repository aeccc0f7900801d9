"""A decision as one function of a plain mapping: it reads the facts that the question turns on, decides, and says nothing unsure.

Stands over `inline.py`, which writes the deciding, and `pincite.facts.plain`, which knows what is fine. As in `generated.py` the source
holds numbers and names of operations alone; names of facts and fields are bound by reference.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final

from attrs import define, field

from pincite.evaluate.inline import Emitter, is_field
from pincite.facts import slot_of
from pincite.facts.context import Slot
from pincite.facts.literals import MOST_TEXT
from pincite.facts.plain import Texts, in_key_order, members, most_records, names_of, opened, rest_reader, value_reader, whole_numbers
from pincitec.graph.nodes import FOLDS
from pincitec.graph.pack import Pack
from pincitec.graph.slices import Slice
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.types import Enumeration, ListOf, Record
from pincitec.semantics.values import Fault, Records
from pincitec.semantics.verdicts import Outcome

Decide = Callable[[Any], int]

FILE_NAME: Final = "<generated from a graph and its facts>"


def decide_plainly(slice: Slice, pack: Pack, asked: date, verdict: int, otherwise: Decide) -> Decide:
    """The verdict of a node for plain facts as of the day `asked`. Where the facts are not surely fine, or the verdict not settled by them,
    the answer is that of `otherwise` for the same mapping. Worth keeping."""
    for qualified in (True, False):  # short names are tried first
        writer = Writer(slice, pack, asked, qualified)
        otherwise = writer.write(writer.emitter.name(verdict), otherwise)
    return otherwise


@define
class Writer:
    """Writes one function, for facts by their short or by their qualified names."""

    slice: Slice
    pack: Pack
    asked: date
    qualified: bool
    emitter: Emitter = field(init=False)
    head: list[str] = field(factory=list)
    slots: int = 0

    def __attrs_post_init__(self) -> None:
        self.emitter = Emitter(self.slice, self.pack, depth=2)
        self.emitter.namespace.update({"type": type, "dict": dict, "str": str, "len": len, "Records": Records, "tuple": tuple})
        self.emitter.namespace.update({"Fault": Fault, "opened": opened, "in_key_order": in_key_order})

    def write(self, found: str, otherwise: Decide) -> Decide:
        """The function that gives what `found` names, unless that is undetermined."""
        bind = self.emitter.bind
        bind("otherwise", otherwise)
        bind("asked", self.asked)
        doubt = "return otherwise(data)"
        wanted = [n for n in self.slice.order if self.slice.nodes[n].op == "fact"]
        taken: list[str] = ["    get = data.get", "    absent = 0"]
        known: dict[str, str] = {}
        for number in wanted:
            fact = self.pack.fact[str(self.slice.nodes[number].param)]
            name = names_of(self.pack, fact)[self.qualified]
            known[name] = fact.name
            taken += indent(
                1, self.take(f"v{number}", bind(f"n{number}", name), "data", slot_of(fact, self.pack.type_of[fact.type]), doubt)
            )
        bind("rest", rest_reader(self.pack, self.asked, known, self.others(set(known.values()))))
        taken.append(f"    if len(data) + absent != {len(known)} and not rest(data): {doubt}")
        for number in self.slice.order:
            if self.slice.levels[number] == 0:
                self.emitter.node(number)
        bind("Outcome", Outcome)
        lines = [
            *self.head,
            "def decide(data):",
            f"    if type(data) is not dict: {doubt}",
            *taken,
            "    try:",
            *(self.emitter.lines or ["        pass"]),
            f"    except Fault: {doubt}",
            f"    found = {found}",
            "    if type(found) is Outcome: found = found.verdict",
            f"    return found if found != {UNDETERMINED} else otherwise(data)",
        ]
        exec(compile("\n".join([*lines, ""]), FILE_NAME, "exec"), self.emitter.namespace)
        made: Decide = self.emitter.namespace["decide"]
        return made

    def others(self, known: set[str]) -> Mapping[str, Slot]:
        """The facts that the question does not turn on, by every name; lists are left to the full reader."""
        found: dict[str, Slot] = {}
        for name in {*self.pack.fact, *self.pack.facts_called}:
            facts = (self.pack.fact[name],) if name in self.pack.fact else self.pack.facts_called[name]
            kind = self.pack.type_of[facts[0].type]
            if len(facts) == 1 and facts[0].name not in known and not isinstance(kind, ListOf):
                found[name] = slot_of(facts[0], kind)
        return found

    def take(self, target: str, name: str, data: str, slot: Slot, doubt: str) -> list[str]:
        """Lines that take one value out of a mapping; what is not there, or `None`, is not known."""
        unknown = UNDETERMINED if slot.type.key == "boolean" else None
        missing = [f"    {target} = {unknown}", f"    if {name} not in {data}: absent += 1"]
        return [f"x = get({name})", *self.value(target, "x", slot, missing, doubt)]

    def value(self, target: str, x: str, slot: Slot, missing: Iterable[str], doubt: str) -> list[str]:
        """Lines that give a variable the value of what stands in `x`."""
        self.slots += 1
        place, bind, kind = self.slots, self.emitter.bind, slot.type
        ways: list[tuple[str, list[str]]] = []
        if isinstance(kind, ListOf):
            read = self.list(place, slot, kind.element)
            return [f"if {x} is None:", *missing, "else:", f"    {target} = {read}({x})", f"    if {target} is None: {doubt}"]
        reader = value_reader(slot, self.asked)
        read = bind(f"read{place}", reader)
        certain = f"    if {target} is None: {doubt}"
        if kind.key == "boolean":
            ways += [(f"{x} is True", [f"    {target} = {HOLDS}"]), (f"{x} is False", [f"    {target} = {FAILS}"])]
        numbers = whole_numbers(kind)
        if numbers is not None:
            scale, beyond = numbers
            ways.append(
                (f"type({x}) is int and 0 <= {x} < {beyond}", [f"    {target} = {x} * {scale}" if scale != 1 else f"    {target} = {x}"])
            )
        if isinstance(kind, Enumeration):
            ways.append((f"type({x}) is str", [f"    {target} = {bind(f'member{place}', members(kind).get)}({x})", certain]))
        elif kind.key == "text":
            ways.append((f"type({x}) is str and len({x}) <= {MOST_TEXT} and {x}.isascii() and {x}.isprintable()", [f"    {target} = {x}"]))
        elif kind.key not in ("boolean", "integer", "number"):
            ways.append((f"type({x}) is str", [f"    {target} = {bind(f'text{place}', Texts(reader))}[{x}]", certain]))
        ways.append((f"{x} is None", list(missing)))
        lines: list[str] = []
        for condition, body in ways:
            lines += [f"{'elif' if lines else 'if'} {condition}:", *body]
        return [*lines, "else:", f"    {target} = {read}({x})", certain]

    def list(self, place: int, slot: Slot, record: Record) -> str:
        """Writes a function that reads the records of a list, and gives its name."""
        bind, function, doubt = self.emitter.bind, f"list{place}", "return None"
        for name, value in (("record", record), ("fine", self.rest_of(slot, record))):
            bind(f"{name}{place}", value)
        single = record.by[0] if len(record.by) == 1 else None
        wanted = [f for f in record.fields if f.name in record.by or f.name in self.fields_read(record)]
        lines = [
            f"def {function}(given):",
            f"    parts = opened(given, {most_records(self.pack)}, by_key={single is not None})",
            "    if parts is None: return None",
            "    pairs, complete = parts",
            "    rows, last, ordered = [], -1, True",
            "    for key, item in pairs:",
            "        if type(item) is not dict: return None",
            "        get = item.get",
            "        absent = 0",
        ]
        for i, each in enumerate(wanted):
            name, inner = bind(f"f{place}_{i}", each.name), Slot(each.name, each.type, year_begins=slot.year_begins)
            if each.name not in record.by:
                lines += indent(2, self.take(f"w{i}", name, "item", inner, doubt))
                continue
            stated = [f"x = get({name})", *self.value(f"w{i}", "x", inner, ["    return None"], doubt)]
            if single is None:
                lines += indent(2, stated)
                continue
            keys = bind(f"keys{place}", Texts(value_reader(inner, self.asked)))
            under = [f"if type(key) is not str or {name} in item: return None", "absent = 1", f"w{i} = {keys}[key]"]
            lines += indent(2, ["if key is None:", *indent(1, stated), "else:", *indent(1, under), f"if w{i} is None: return None"])
            if each.type.key in ("school_year", "integer"):
                lines += indent(2, [f"if w{i} > last: last = w{i}", "else: ordered = False"])
            else:
                lines += indent(2, ["ordered = False"])
        held = ", ".join(f"f{place}_{i}: w{i}" for i in range(len(wanted)))
        lines += [
            f"        if len(item) + absent != {len(wanted)} and not fine{place}(item): return None",
            f"        rows.append({{{held}}})",
            f"    if not ordered{'' if single is not None else ' or True'}:",
            f"        rows = in_key_order(record{place}, rows)",
            "        if rows is None: return None",
            "    return Records(tuple(rows), complete)",
        ]
        self.head += lines
        return function

    def fields_read(self, record: Record) -> frozenset[str]:
        """The fields that the question can turn on: those that it names, or, where it takes records as they are, all."""
        nodes, order = self.slice.nodes, self.slice.order
        lists = {n for n in order if nodes[n].op == "fact" and nodes[n].type.startswith("list:")}
        as_they_are = any(nodes[n].op == "row" and n in self.emitter.whole_rows for n in order)
        if (
            as_they_are
            or not lists.isdisjoint(self.slice.roots)
            or any(a in lists for n in order if nodes[n].op not in FOLDS for a in nodes[n].args)
        ):
            return frozenset(f.name for f in record.fields)
        return frozenset(str(nodes[n].param) for n in order if is_field(self.slice, n))

    def rest_of(self, slot: Slot, record: Record) -> Callable[[Mapping[Any, Any]], bool]:
        """What checks the other fields of a record."""
        read = {f.name for f in record.fields if f.name in record.by or f.name in self.fields_read(record)}
        others = {f.name: Slot(f.name, f.type, year_begins=slot.year_begins) for f in record.fields if f.name not in read}
        return rest_reader(self.pack, self.asked, read, others)


def indent(depth: int, lines: Iterable[str]) -> list[str]:
    return ["    " * depth + line for line in lines]
