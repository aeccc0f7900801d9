"""What a policy declares: each name, what it is, and the types that the declarations make.

First check of a file. Assumes its abstract tree; gives the table of its own names, which policies that `use` it see too.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import field, frozen

from pincitec.diagnostics import Diagnostic, Label, Span
from pincitec.diagnostics.catalogue.names import DUPLICATE_NAME, UNKNOWN_NAME
from pincitec.diagnostics.catalogue.syntax import IMPOSSIBLE_DATE
from pincitec.diagnostics.catalogue.types import WRONG_TYPE
from pincitec.diagnostics.suggest import did_you_mean
from pincitec.graph.clauses import MISSING_DAY
from pincitec.semantics import types
from pincitec.semantics.types import Enumeration, Field, ListOf, Member, Quantity, Record, Type
from pincitec.syntax import pol_tree as t


@frozen
class Symbol:
    """A declared name. `kind`: fact, decision, member, party, type, record, unit, choice, calendar, source, definition, statement.

    `type` is that of a fact, a value decision, a member, a type or a record. `index` places a member in its enumeration.
    """

    name: str
    policy: str
    kind: str
    span: Span
    type: Type | None = None
    index: int = 0
    node: object = field(default=None, eq=False, repr=False)

    @property
    def qualified(self) -> str:
        return f"{self.policy}.{self.name}"


SPACES = {"party": "party", "type": "type", "record": "type", "unit": "type", "choice": "choice", "source": "source"}
"""Names that never stand where values do: a party and a value of an enumeration may both be `teacher`."""


def space(kind: str) -> str:
    """The name space of a kind of symbol; facts, decisions, members, definitions and calendars share one."""
    return SPACES.get(kind, "value")


@frozen
class Table:
    """The names of one policy, by name space and name."""

    policy: str
    symbols: dict[tuple[str, str], Symbol]
    names: tuple[t.Text, ...]

    def get(self, kind: str, name: str) -> Symbol | None:
        """The symbol of a name in the name space of a kind."""
        return self.symbols.get((space(kind), name))

    def anywhere(self, name: str) -> Symbol | None:
        """The symbol of a name in any name space: only to say what a name is that was used for something else."""
        return next((s for (_, n), s in self.symbols.items() if n == name), None)

    def of_kind(self, *kinds: str) -> list[Symbol]:
        return [s for s in self.symbols.values() if s.kind in kinds]


UNREAD = Type("unread")
"""The type of what was declared with a type that does not exist. That was reported; nothing that rests on it is reported again."""

KIND_WORDS = {
    "fact": "a fact",
    "decision": "a decision",
    "member": "a value of an enumeration",
    "party": "a party",
    "type": "a type",
    "record": "a record",
    "unit": "a unit",
    "choice": "a choice",
    "calendar": "a calendar",
    "source": "a source",
    "definition": "a definition",
    "statement": "a statement",
    "missing_day": "the rule on days that do not exist",
}


def declare(file: t.PolicyFile, imported_types: dict[str, Type], broken: bool) -> tuple[Table, list[Diagnostic]]:
    """The table of a policy's own names. `imported_types` are the types of the policies that it uses, by their plain names; if part of
    the file, or a policy that it uses, could not be read (`broken`), a type that is not found may be its fault."""
    policy = file.policy.name if file.policy else ""
    making = Declarations(policy, dict(imported_types), broken)
    for declaration in file.declarations:
        if isinstance(declaration, t.TypeDecl):
            making.enumeration(declaration)
        elif isinstance(declaration, t.UnitDecl):
            making.unit(declaration)
    for declaration in file.declarations:
        if isinstance(declaration, t.RecordDecl):
            making.record(declaration)
    for declaration in file.declarations:
        making.other(declaration)
    names = tuple(n for d in file.declarations if isinstance(d, t.Names) for n in d.names)
    return Table(policy, making.symbols, names), making.problems


class Declarations:
    """Collects the symbols of one file."""

    def __init__(self, policy: str, known_types: dict[str, Type], broken: bool) -> None:
        self.policy = policy
        self.types = known_types
        self.broken = broken
        self.symbols: dict[tuple[str, str], Symbol] = {}
        self.problems: list[Diagnostic] = []

    def add(self, word: t.Word, kind: str, type: Type | None = None, index: int = 0, node: object = None) -> None:
        before = self.symbols.get((space(kind), word.text))
        if before is not None:
            self.problems.append(
                Diagnostic.at(
                    DUPLICATE_NAME,
                    word.span,
                    f"`{word.text}` is declared twice",
                    "declared again here",
                    others=[Label(before.span, f"first declared here, as {KIND_WORDS[before.kind]}")],
                    help="give one of the two another name",
                )
            )
            return
        self.symbols[space(kind), word.text] = Symbol(word.text, self.policy, kind, word.span, type, index, node)

    def enumeration(self, d: t.TypeDecl) -> None:
        self.types[d.name.text] = made = self.members(d.name.text, d.members, d.ordered)
        self.add(d.name, "type", made, node=d)

    def unit(self, d: t.UnitDecl) -> None:
        """A unit is a type of quantities. A word of time or money has its unit already."""
        if d.name.text in types.DECLARABLE:
            help = "give the unit a name of its own, such as `school_days`"
            self.problems.append(Diagnostic.at(DUPLICATE_NAME, d.name.span, f"`{d.name.text}` is a unit already", help=help))
            return
        key = f"{self.policy}.{d.name.text}"
        made = Quantity(key, ((key, 1),), tuple(w.text for w in d.words), d.signed)
        self.types[d.name.text] = made
        self.add(d.name, "unit", made, node=d)

    def members(self, name: str, declared: tuple[t.MemberDecl, ...], ordered: bool) -> Enumeration:
        members = tuple(Member(m.name.text, m.wording.text if m.wording else m.name.text.replace("_", " ")) for m in declared)
        made = Enumeration(f"{self.policy}.{name}", members, ordered)
        for index, member in enumerate(declared):
            self.add(member.name, "member", made, index)
        return made

    def record(self, d: t.RecordDecl) -> None:
        seen: dict[str, Field] = {}
        for f in d.fields:
            if f.name.text in seen:
                self.problems.append(Diagnostic.at(DUPLICATE_NAME, f.name.span, f"`{f.name.text}` is a field of this record already"))
                continue
            type = self.resolve(f.type, f"{d.name.text}.{f.name.text}")
            if isinstance(type, ListOf):
                self.problems.append(Diagnostic.at(WRONG_TYPE, f.type.span, "a record holds no lists", help="declare the list as a fact"))
                continue
            seen[f.name.text] = Field(f.name.text, type, f.wording.text if f.wording else "", f.change, f.effort)
        for key in d.by:
            if key.text not in seen:
                near = did_you_mean(key.text, seen)
                help = f"did you mean `{near}`?" if near else "the key is one or more of the record's own fields"
                self.problems.append(Diagnostic.at(UNKNOWN_NAME, key.span, f"`{key.text}` is no field of `{d.name.text}`", help=help))
        by = tuple(k.text for k in d.by if k.text in seen)
        made = Record(f"{self.policy}.{d.name.text}", by, tuple(seen.values()))
        self.types[d.name.text] = made
        self.add(d.name, "record", made, node=d)

    def other(self, d: t.Declaration) -> None:
        match d:
            case t.FactDecl():
                self.add(d.name, "fact", self.resolve(d.type, d.name.text), node=d)
            case t.DecisionDecl(kind="value"):
                ref = t.TypeRef("named", d.of, (), d.of.span)
                self.add(d.name, "decision", self.resolve(ref, d.name.text), node=d)
            case t.DecisionDecl():
                self.add(d.name, "decision", types.BOOLEAN, node=d)
            case t.PartyDecl():
                self.add(d.name, "party", node=d)
            case t.ChoiceDecl():
                self.add(d.name, "choice", node=d)
            case t.Calendar():
                self.first_day(d)
                self.add(d.name, "calendar", node=d)
            case t.Statement():
                self.add(d.name, "statement", node=d)
            case t.SourceRef():
                self.add(d.name, "source", node=d)
            case t.MissingDay():
                self.add(t.Word(MISSING_DAY, d.words.span), "missing_day", node=d)
            case t.Provision():
                for item in definitions(d.items):
                    assert isinstance(item.meaning, t.Define)
                    self.add(item.meaning.name, "definition", node=item.meaning)

    def first_day(self, d: t.Calendar) -> None:
        """A calendar begins on a day that every year has."""
        try:
            date(2003, d.month, d.day)
        except ValueError:
            message = f"no year begins on day {d.day} of that month"
            help = "name a day that every year has, for example July 1"
            self.problems.append(Diagnostic.at(IMPOSSIBLE_DATE, d.span, message, help=help))

    def resolve(self, ref: t.TypeRef, name: str) -> Type:
        """The type that a declaration names. An unknown one is reported and stays unread."""
        if ref.kind == "one_of":
            return self.members(name, ref.members, False)
        assert ref.name is not None
        word = ref.name
        found = self.types.get(word.text) or (types.DECLARABLE.get(word.text) if ref.kind == "named" else None)
        if ref.kind == "list":
            if isinstance(found, Record):
                return ListOf(f"list:{found.key}", found)
            return self.unknown_type(word, [k for k, v in self.types.items() if isinstance(v, Record)], "record")
        if found is None or isinstance(found, Record):
            return self.unknown_type(word, [*types.DECLARABLE, *(k for k, v in self.types.items() if not isinstance(v, Record))], "type")
        return found

    def unknown_type(self, word: t.Word, known: Iterable[str], kind: str) -> Type:
        if not self.broken:
            near = did_you_mean(word.text, known)
            help = f"did you mean `{near}`?" if near else f"declare it, or use one of: {', '.join(sorted(set(known))) or 'none declared'}"
            self.problems.append(Diagnostic.at(UNKNOWN_NAME, word.span, f"no {kind} `{word.text}`", help=help))
        return UNREAD


def definitions(items: Iterable[t.Item]) -> Iterator[t.Item]:
    """The items that define something, in groups too."""
    for item in items:
        if isinstance(item.meaning, t.Define):
            yield item
        elif isinstance(item.meaning, t.Group):
            yield from definitions(item.meaning.items)
