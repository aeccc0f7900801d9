"""A decision as one function of a plain mapping: it reads the facts that the question turns on, decides, and says nothing unsure.

Stands over `inline.py`, which writes the deciding, and `pincite.facts.plain`, which knows what is fine. As in `generated.py` the source
holds numbers and names of operations alone; names of facts and fields are bound by reference.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from operator import itemgetter
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
from pincitec.semantics.types import Enumeration, Field, ListOf, Record, Type
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
        self.emitter.namespace.update(
            {"KeyError": KeyError, "type": type, "dict": dict, "str": str, "len": len, "Records": Records, "tuple": tuple}
        )
        self.emitter.namespace.update({"Fault": Fault, "opened": opened, "in_key_order": in_key_order})

    def write(self, found: str, otherwise: Decide) -> Decide:
        """The function that gives what `found` names, unless that is undetermined."""
        bind = self.emitter.bind
        bind("otherwise", otherwise)
        bind("asked", self.asked)
        doubt = "return otherwise(data)"
        wanted = [n for n in self.slice.order if self.slice.nodes[n].op == "fact"]
        taken: list[str] = ["absent = 0"]
        known: dict[str, str] = {}
        folded: set[int] = set()
        stated: dict[str, str] = {}
        for number in wanted:
            fact = self.pack.fact[str(self.slice.nodes[number].param)]
            name = names_of(self.pack, fact)[self.qualified]
            known[name] = fact.name
            kind, at = self.pack.type_of[fact.type], bind(f"n{number}", name)
            folds, x = self.folds_alone(number, kind), f"x{number}"
            stated[x] = at
            if folds and isinstance(kind, ListOf):
                folded |= set(folds)
                taken += self.take_folds(folds, x, at, slot_of(fact, kind), kind.element, doubt)
            else:
                taken += self.take(f"v{number}", x, at, "data", slot_of(fact, kind), doubt)
        bind("rest", rest_reader(self.pack, self.asked, known, self.others(set(known.values()))))
        taken.append(f"if len(data) + absent != {len(known)} and not rest(data): {doubt}")
        for number in self.slice.order:
            if self.slice.levels[number] == 0 and number not in folded:
                self.emitter.node(number)
        bind("Outcome", Outcome)
        lines = [
            *self.head,
            "def decide(data):",
            f"    if type(data) is not dict: {doubt}",
            "    try:",
            *indent(2, [*self.fetch(stated, "data"), *taken]),
            *self.emitter.lines,
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

    def fetch(self, names: Mapping[str, str], data: str) -> list[str]:
        """Lines that take what stands under names, each into its variable: together where all may be there, else one by one."""
        singly = [f"{x} = {data}.get({name})" for x, name in names.items()]
        if len(names) < 2:
            return singly
        self.slots += 1
        together = self.emitter.bind(f"fetch{self.slots}", itemgetter(*(self.emitter.namespace[name] for name in names.values())))
        return [
            f"apart = len({data}) < {len(names)}",
            "if not apart:",
            f"    try: ({', '.join(names)}) = {together}({data})",
            "    except KeyError: apart = True",
            "if apart:",
            *indent(1, singly),
        ]

    def take(self, target: str, x: str, name: str, data: str, slot: Slot, doubt: str) -> list[str]:
        """Lines that give a variable the value of what stands in `x`; what is not there, or `None`, is not known."""
        unknown = UNDETERMINED if slot.type.key == "boolean" else None
        missing = [f"    {target} = {unknown}", f"    if {name} not in {data}: absent += 1"]
        return self.value(target, x, slot, missing, doubt)

    def value(self, target: str, x: str, slot: Slot, missing: Iterable[str], doubt: str) -> list[str]:
        """Lines that give a variable the value of what stands in `x`."""
        self.slots += 1
        place, bind, kind = self.slots, self.emitter.bind, slot.type
        ways: list[tuple[str, list[str]]] = []
        if isinstance(kind, ListOf):
            read = self.read_list(place, slot, kind.element)
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

    def read_list(self, place: int, slot: Slot, record: Record) -> str:
        """Writes a function that reads the records of a list, and gives its name."""
        names = [f"f{place}_{i}" for i in range(len(self.wanted(record)))]
        held = ", ".join(f"{name}: w{i}" for i, name in enumerate(names))
        self.emitter.bind(f"record{place}", record)
        self.head += [
            f"def list{place}(given):",
            f"    parts = opened(given, {most_records(self.pack)}, by_key={len(record.by) == 1})",
            "    if parts is None: return None",
            "    pairs, complete = parts",
            f"    rows, last, ordered = [], -1, {in_numbers(record)}",
            *self.each_record(place, slot, record, "ordered = False"),
            f"        rows.append({{{held}}})",
            "    if not ordered:",
            f"        rows = in_key_order(record{place}, rows)",
            "        if rows is None: return None",
            "    return Records(tuple(rows), complete)",
        ]
        return f"list{place}"

    def wanted(self, record: Record) -> tuple[Field, ...]:
        """The fields that are taken out of each record: its keys, and those that the question can turn on."""
        read = self.fields_read(record)
        return tuple(f for f in record.fields if f.name in record.by or f.name in read)

    def each_record(self, place: int, slot: Slot, record: Record, unordered: str) -> list[str]:
        """A loop that takes the fields of each record as `w0`, `w1`, …; `unordered` is done where the keys do not ascend."""
        bind, doubt = self.emitter.bind, "return None"
        bind(f"fine{place}", self.rest_of(slot, record))
        lines = [
            "    for key, item in pairs:",
            "        if type(item) is not dict: return None",
            "        absent = 0",
        ]
        wanted = self.wanted(record)
        beside = {f"x{i}": bind(f"f{place}_{i}", f.name) for i, f in enumerate(wanted) if f.name not in record.by}
        lines += indent(2, self.fetch(beside, "item"))
        for i, each in enumerate(wanted):
            name, inner = bind(f"f{place}_{i}", each.name), Slot(each.name, each.type, year_begins=slot.year_begins)
            if each.name not in record.by:
                lines += indent(2, self.take(f"w{i}", f"x{i}", name, "item", inner, doubt))
                continue
            stated = [f"x = item.get({name})", *self.value(f"w{i}", "x", inner, ["    return None"], doubt)]
            if len(record.by) > 1:
                lines += indent(2, stated)
                continue
            keys = bind(f"keys{place}", Texts(value_reader(inner, self.asked)))
            under = [f"if type(key) is not str or {name} in item: return None", "absent = 1", f"w{i} = {keys}[key]"]
            lines += indent(2, ["if key is None:", *indent(1, stated), "else:", *indent(1, under), f"    if w{i} is None: return None"])
            if in_numbers(record):
                lines += indent(2, [f"if w{i} > last: last = w{i}", f"else: {unordered}"])
        return [*lines, f"        if len(item) + absent != {len(wanted)} and not fine{place}(item): return None"]

    def folds_alone(self, number: int, kind: Type) -> tuple[int, ...]:
        """The folds over a list where nothing else takes it, and what they compute for a record needs its fields alone: these can be made
        while the records are read. None where their order does not follow from numbers, or a fold lies in another."""
        nodes, order = self.slice.nodes, self.slice.order
        uses = [n for n in order if any(self.emitter.resolve(a) == number for a in nodes[n].args)]
        if not isinstance(kind, ListOf) or not in_numbers(kind.element) or number in self.slice.roots:
            return ()
        for fold in uses:
            body = set(self.slice.bodies.get(fold, ()))
            if nodes[fold].op not in FOLDS or self.slice.levels[fold] or any(nodes[n].op in FOLDS for n in body):
                return ()
            inner = [a for n in body for a in nodes[n].args] + list(nodes[fold].args[1:])
            if any(self.emitter.resolve(a) not in body and nodes[self.emitter.resolve(a)].op not in ("const", "asked") for a in inner):
                return ()
            if any(nodes[n].op == "row" and n in self.emitter.whole_rows for n in body):
                return ()
        return tuple(uses)

    def take_folds(self, folds: tuple[int, ...], x: str, at: str, slot: Slot, record: Record, doubt: str) -> list[str]:
        """Lines that give folds their values, and a function behind them; unordered records are left to whoever sorts them."""
        self.slots += 1
        place, emitter, nodes = self.slots, self.emitter, self.slice.nodes
        before, emitter.lines = emitter.lines, []
        emitter.scopes, field_at = list(folds), {f.name: i for i, f in enumerate(self.wanted(record))}
        columns = {fold: [f"c{fold}_{i}" for i in range(len(nodes[fold].args) - 1)] for fold in folds}
        inside = {n for fold in folds for n in self.slice.bodies[fold]}
        for n in (n for n in self.slice.order if n in inside):
            if is_field(self.slice, n):
                emitter.line(f"{emitter.name(n)} = w{field_at[str(nodes[n].param)]}")
            elif nodes[n].op != "row":
                emitter.node(n)
        for fold in folds:
            for column, argument in zip(columns[fold], nodes[fold].args[1:], strict=True):
                emitter.line(f"{column}.append({emitter.name(argument)})")
        emitter.scopes, body, emitter.lines = [], emitter.lines, before
        made = "".join(f"op_{nodes[fold].op}({', '.join(columns[fold])}, complete), " for fold in folds)
        self.head += [
            f"def folds{place}(given):",
            f"    parts = opened(given, {most_records(self.pack)}, by_key=True) if given is not None else ((), False)",
            "    if parts is None: return None",
            "    pairs, complete = parts",
            "    last = -1",
            *(f"    {column} = []" for fold in folds for column in columns[fold]),
            *self.each_record(place, slot, record, "return None"),
            *body,
            f"    return ({made})",
        ]
        return [
            f"if {x} is None and {at} not in data: absent += 1",
            f"folded = folds{place}({x})",
            f"if folded is None: {doubt}",
            f"({''.join(f'{emitter.name(fold)}, ' for fold in folds)}) = folded",
        ]

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
        read = {f.name for f in self.wanted(record)}
        others = {f.name: Slot(f.name, f.type, year_begins=slot.year_begins) for f in record.fields if f.name not in read}
        return rest_reader(self.pack, self.asked, read, others)


def in_numbers(record: Record) -> bool:
    """Whether records follow one another by one whole number, which is never negative."""
    return record.order is not None


def indent(depth: int, lines: Iterable[str]) -> list[str]:
    return ["    " * depth + line for line in lines]
