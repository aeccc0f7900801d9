"""The pack: graph, clauses and texts in one versioned, content-hashed JSON document that the engine loads without the compiler.

A hash is integrity, not trust: `read_pack` accepts only what `validate.py` finds well formed, so that a hostile pack can at worst
give wrong reasons for what it says, never run anything or exhaust the machine.
"""

import hashlib
import json
from datetime import date
from functools import cached_property
from typing import Any

from attrs import evolve, field, frozen

from pincitec.graph.clauses import Choice, Clause, Decision, DefinitionUse, Fact, Party, Question, Quote, Remark, Unit, Verification
from pincitec.graph.codec import Malformed, from_data, to_data
from pincitec.graph.nodes import Node, Param
from pincitec.graph.texts import SectionText
from pincitec.semantics.types import BUILT_IN, Enumeration, Field, ListOf, Member, Quantity, Record, Type

SCHEMA = "pincite-pack/1"
MOST_BYTES = 64_000_000


@frozen(slots=False)
class Pack:
    """Everything a set of policies means. Facts, decisions and choices carry their qualified names (`us_nm.level_three.role`)."""

    policies: tuple[str, ...]
    types: tuple[Enumeration | Record, ...]
    parties: tuple[Party, ...]
    facts: tuple[Fact, ...]
    decisions: tuple[Decision, ...]
    choices: tuple[Choice, ...]
    quotes: tuple[Quote, ...]
    clauses: tuple[Clause, ...]
    nodes: tuple[Node, ...]
    questions: tuple[Question, ...]
    definitions: tuple[DefinitionUse, ...]
    remarks: tuple[Remark, ...]
    sections: tuple[SectionText, ...]
    known_on: date | None = None
    """The day whose knowledge of the law this is; None: all that is on file."""
    verifications: tuple[Verification, ...] = ()
    units: tuple[Unit, ...] = ()
    hash: str = field(default="", eq=False)

    @cached_property
    def type_of(self) -> dict[str, Type]:
        """Types by key; `list:KEY` is the list of a record."""
        known: dict[str, Type] = {**BUILT_IN, **unit_types(self.units), **{t.key: t for t in self.types}}
        known.update({f"list:{t.key}": ListOf(f"list:{t.key}", t) for t in self.types if isinstance(t, Record)})
        return known

    @cached_property
    def fact(self) -> dict[str, Fact]:
        return {f.name: f for f in self.facts}

    @cached_property
    def facts_called(self) -> dict[str, tuple[Fact, ...]]:
        """Facts by every name that is less than the qualified one: what of it follows a point."""
        found: dict[str, list[Fact]] = {}
        for fact in self.facts:
            parts = fact.name.split(".")
            for start in range(1, len(parts)):
                found.setdefault(".".join(parts[start:]), []).append(fact)
        return {name: tuple(facts) for name, facts in found.items()}

    @cached_property
    def decision(self) -> dict[str, Decision]:
        return {d.name: d for d in self.decisions}

    @cached_property
    def choice(self) -> dict[str, Choice]:
        return {c.name: c for c in self.choices}

    @cached_property
    def section(self) -> dict[str, SectionText]:
        return {s.id: s for s in self.sections}

    @cached_property
    def question(self) -> dict[int, Question]:
        """Questions by the number of their verdict node."""
        return {q.verdict: q for q in self.questions}

    def main_question(self, decision: str) -> Question:
        """The question of a decision by all its clauses."""
        return next(q for q in self.questions if q.decision == decision and q.under is None and not q.supposed)


def pack_data(pack: Pack) -> dict[str, Any]:
    """A pack as plain JSON data, without its hash."""
    data: dict[str, Any] = {"schema": SCHEMA}
    for name in ("policies", "parties", "facts", "decisions", "choices", "quotes", "clauses"):
        data[name] = to_data(getattr(pack, name))
    data["types"] = [type_data(t) for t in pack.types]
    data["nodes"] = [[n.op, n.type, list(n.args), param_data(n.param)] for n in pack.nodes]
    for name in ("questions", "definitions", "remarks", "sections"):
        data[name] = to_data(getattr(pack, name))
    if pack.known_on is not None:
        data["known_on"] = to_data(pack.known_on)
    if pack.verifications:
        data["verifications"] = to_data(pack.verifications)
    if pack.units:
        data["units"] = to_data(pack.units)
    return data


def write_pack(pack: Pack) -> bytes:
    """The pack as canonical JSON (sorted keys, no blanks, UTF-8): the same pack is the same bytes, on any machine."""
    body = canonical(pack_data(pack))
    return canonical({"hash": digest(body), "pack": json.loads(body)})


def with_hash(pack: Pack) -> Pack:
    """The pack with the SHA-256 of its content."""
    return evolve(pack, hash=digest(canonical(pack_data(pack))))


def read_pack(data: bytes, *, trusted: bool = False) -> Pack:
    """The pack in these bytes. Raises `Malformed` with a place for anything that is not a well-formed pack.

    `trusted` skips the re-hash and the structural checks: only for bytes that this program wrote into its own cache.
    """
    if len(data) > MOST_BYTES:
        raise Malformed(f"$: larger than {MOST_BYTES} bytes")
    try:
        document = json.loads(data, parse_float=refuse_float)
    except (ValueError, RecursionError) as error:
        raise Malformed(f"$: not JSON ({error.__class__.__name__})") from None
    if not isinstance(document, dict) or set(document) != {"hash", "pack"} or not isinstance(document["pack"], dict):
        raise Malformed("$: expected an object with `hash` and `pack`")
    body = document["pack"]
    if body.get("schema") != SCHEMA:
        raise Malformed(f"$.pack.schema: expected {SCHEMA!r}")
    try:
        if not trusted and digest(canonical(body)) != document["hash"]:
            raise Malformed("$.hash: the content does not have this hash")
        pack = build(body, str(document["hash"]))
        if not trusted:
            from pincitec.graph.validate import validate

            validate(pack)
    except RecursionError:
        raise Malformed("$.pack: nested too deeply") from None
    return pack


def build(body: dict[str, Any], hash: str) -> Pack:
    shape = from_data(PackShape, {k: v for k, v in body.items() if k not in ("schema", "types", "nodes")}, "$.pack")
    types = read_types(body.get("types"), shape.units)
    nodes = read_nodes(body.get("nodes"))
    given = {name: getattr(shape, name) for name in PackShape.__annotations__}
    return Pack(types=types, nodes=nodes, hash=hash, **given)


@frozen
class PackShape:
    """The parts of a pack that are plain attrs classes."""

    policies: tuple[str, ...]
    parties: tuple[Party, ...]
    facts: tuple[Fact, ...]
    decisions: tuple[Decision, ...]
    choices: tuple[Choice, ...]
    quotes: tuple[Quote, ...]
    clauses: tuple[Clause, ...]
    questions: tuple[Question, ...]
    definitions: tuple[DefinitionUse, ...]
    remarks: tuple[Remark, ...]
    sections: tuple[SectionText, ...]
    known_on: date | None = None
    verifications: tuple[Verification, ...] = ()
    units: tuple[Unit, ...] = ()


def unit_types(units: tuple[Unit, ...]) -> dict[str, Type]:
    """The types of quantities in the units that policies declare, by key."""
    return {u.name: Quantity(u.name, ((u.name, 1),), u.words, u.signed) for u in units}


def type_data(type: Enumeration | Record) -> dict[str, Any]:
    if isinstance(type, Enumeration):
        members = [[m.name, m.wording] for m in type.members]
        return {"key": type.key, "members": members, "ordered": type.ordered}
    data = {"key": type.key, "by": list(type.by), "fields": [[f.name, f.type.key, f.wording] for f in type.fields]}
    changes = [[f.name, f.change, f.effort] for f in type.fields if (f.change, f.effort) != ("", 1)]
    return {**data, "changes": changes} if changes else data


@frozen
class EnumerationShape:
    key: str
    members: tuple[tuple[str, str], ...]
    ordered: bool


@frozen
class RecordShape:
    key: str
    by: tuple[str, ...]
    fields: tuple[tuple[str, str, str], ...]
    changes: tuple[tuple[str, str, int], ...] = ()


def read_types(data: Any, units: tuple[Unit, ...] = ()) -> tuple[Enumeration | Record, ...]:
    """The types of a pack; a record's fields may have built-in types, units and enumerations that stand before it."""
    if not isinstance(data, list):
        raise Malformed("$.pack.types: expected a list")
    types: list[Enumeration | Record] = []
    known: dict[str, Type] = {**BUILT_IN, **unit_types(units)}
    for i, item in enumerate(data):
        where = f"$.pack.types[{i}]"
        if isinstance(item, dict) and "members" in item:
            shape = from_data(EnumerationShape, item, where)
            type: Enumeration | Record = Enumeration(shape.key, tuple(Member(*m) for m in shape.members), shape.ordered)
        else:
            record = from_data(RecordShape, item, where)
            for name, key, _ in record.fields:
                if key not in known:
                    raise Malformed(f"{where}: field {name!r} has an unknown type")
            changes = {n: (change, effort) for n, change, effort in record.changes}
            unknown = sorted(changes.keys() - {n for n, _, _ in record.fields})
            if unknown:
                raise Malformed(f"{where}: {unknown[0]!r} is none of its fields")
            type = Record(record.key, record.by, tuple(Field(n, known[k], w, *changes.get(n, ("", 1))) for n, k, w in record.fields))
        known[type.key] = type
        types.append(type)
    return tuple(types)


def read_nodes(data: Any) -> tuple[Node, ...]:
    if not isinstance(data, list):
        raise Malformed("$.pack.nodes: expected a list")
    nodes = []
    for i, item in enumerate(data):
        match item:
            case [str(op), str(type), list(args), param] if all(isinstance(a, int) and not isinstance(a, bool) for a in args):
                nodes.append(Node(op, type, tuple(args), read_param(param)))
            case _:
                raise Malformed(f"$.pack.nodes[{i}]: expected [operation, type, arguments, parameter]")
    return tuple(nodes)


def param_data(param: Param) -> Any:
    return [param_data(p) for p in param] if isinstance(param, tuple) else param


def read_param(data: Any) -> Param:
    if isinstance(data, list):
        return tuple(read_param(d) for d in data)
    if data is None or (isinstance(data, (int, str)) and not isinstance(data, bool)):
        return data
    raise Malformed("$.pack.nodes: a parameter is a number, a text or a list of them")


def canonical(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def refuse_float(text: str) -> Any:
    raise ValueError(f"{text}: numbers are whole")
