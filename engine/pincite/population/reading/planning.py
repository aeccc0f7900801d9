"""From a mapping, the columns of the data and the facts of a question to the plan of what is read. The last step before the data.

All problems are found in one go. A column is read if the mapping names it, or if it bears the name of a fact that the question can read;
the mapping comes first.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from attrs import define, field

from pincite.population.reading.kinds import refusal, scale_of, source_kind
from pincite.population.reading.list_planning import list_plans
from pincite.population.reading.model import COMPLETE, ColumnMap, FactPlan, Form, Mapped, Plan, Read
from pincite.population.reading.names import MOST_NAMED, article, cut, named, only, short
from pincitec.diagnostics import Diagnostic, Rule, Span
from pincitec.diagnostics.catalogue import populations as rules
from pincitec.diagnostics.diagnostic import has_errors
from pincitec.diagnostics.suggest import did_you_mean
from pincitec.graph.clauses import Fact
from pincitec.graph.pack import Pack
from pincitec.semantics.types import BOOLEAN, DATE, Enumeration, ListOf, Type

KEYS: Final = ("int", "text", "date", "decimal")
KEPT: Final = (*KEYS, "bool", "float", "timestamp", "null")
"""Of which kinds a key may be, and a column that is handed through."""
EPOCH: Final = date(1970, 1, 1)
LIKE_A_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@define
class Planner:
    """Finds what is read of which column. `facts` are those that the question can read, `others` all of the pack."""

    pack: Pack
    facts: Sequence[Fact]
    schema: Any
    path: str
    mapped: Mapped
    children: Mapping[str, Any]
    problems: list[Diagnostic] = field(factory=list)
    used: dict[str, str] = field(factory=dict)
    keys: tuple[str, ...] = ()

    def plan(self, on: date | str, keys: Sequence[str], keep: Sequence[str]) -> Plan:
        self.keys = keys = tuple(keys) or self.mapped.key
        handed = tuple(dict.fromkeys((*keys, *keep)))
        for name in handed:
            if self.column_named(name, None, "is named as a key"):
                self.handed(name, KEYS if name in keys else KEPT)
        asked: Read | int = (on - EPOCH).days if isinstance(on, date) else self.asked(on)
        facts, lists = self.fact_plans(), list_plans(self)
        if self.facts and not facts and not lists and not self.problems:
            known = ", ".join(f"`{short(f.name)}`" for f in self.facts[:MOST_NAMED]) + (", …" if len(self.facts) > MOST_NAMED else "")
            help = "name the columns in the mapping, or check the delimiter of a CSV file"
            self.report(rules.NO_SUCH_COLUMN, None, f"no column of `{self.path}` is a fact of the question", help, f"its facts are {known}")
        if not has_errors(self.problems):
            self.tell_unread((*handed, *([on] if isinstance(on, str) else [])))
        return Plan(facts, lists, asked, keys, tuple(k for k in dict.fromkeys(keep) if k not in keys))

    def handed(self, name: str, kinds: Sequence[str]) -> None:
        type = self.schema.field(name).type
        if source_kind(type) not in kinds:
            help = f"name a column of another kind: {', '.join(kinds)}"
            self.report(rules.COLUMN_TYPE, None, f"`{cut(name)}` has values of the kind `{source_kind(type)}`", help)

    def asked(self, column: str) -> Read | int:
        why = "is to hold the days asked about"
        if column not in self.schema.names and LIKE_A_DAY.fullmatch(column):
            help = f"a day that is one for all rows is a date, not a text: `on=date.fromisoformat({column!r})`"
            self.report(rules.NO_SUCH_COLUMN, None, f"`{self.path}` has no column `{column}`, which {why}", help)
            return 0
        if not self.column_named(column, None, why):
            return 0
        type = self.schema.field(column).type
        wrong = refusal(DATE, type, None)
        if wrong is not None:
            self.report(rules.COLUMN_TYPE, None, f"`{cut(column)}` {wrong[0]}, and is to hold the days asked about", wrong[1])
        return Read(column, Form("@asked", column, DATE, source_kind(type), missing=self.missing(None)))

    def fact_plans(self) -> tuple[FactPlan, ...]:
        reads: dict[str, list[Read]] = {}
        for said in self.mapped.columns:
            fact = self.fact_named(said)
            if fact is None or not self.column_named(said.column, said.span, "is named in the mapping"):
                continue
            self.used[said.column] = fact.name
            kind = self.pack.type_of[fact.type]
            if isinstance(kind, ListOf):
                help = f"say it below `[lists.{short(fact.name)}]`, as `column`"
                self.report(rules.BAD_MAPPING, said.span, f"`{short(fact.name)}` is a {kind}", help)
            elif fact in self.facts:
                self.add(reads, fact, kind, said.column, said)
        for name in self.schema.names:
            fact = self.by_name(name)
            if name in self.used or name in self.mapped.ignore:
                continue
            if fact is None:
                self.tell_ambiguous(name)
                continue
            kind = self.pack.type_of[fact.type]
            if not isinstance(kind, ListOf):
                self.used[name] = fact.name
                self.add(reads, fact, kind, name, None)
        return tuple(FactPlan(name, tuple(found), *self.judges(name)) for name, found in reads.items())

    def judges(self, name: str) -> tuple[tuple[str, ...], bool]:
        return self.pack.fact[name].judged_by, self.pack.fact[name].judged_by_any

    def add(self, reads: dict[str, list[Read]], fact: Fact, kind: Type, column: str, said: ColumnMap | None) -> None:
        form = self.form(fact.name, kind, fact.year_begins, column, self.schema.field(column).type, said, column)
        by = self.judge(fact, said)
        found = reads.setdefault(fact.name, [])
        span = said.span if said else None
        if any(r.by is None or by is None or r.by == by for r in found):
            first = found[0].column
            help = "keep one of them" + (", or say whose judgement each is: `by = …`" if len(fact.judged_by) > 1 else "")
            self.report(rules.NO_SUCH_COLUMN, span, f"`{short(fact.name)}` is in two columns, `{cut(first)}` and `{cut(column)}`", help)
        elif by is not None and form is not None and form.unit == "since":
            self.report(rules.COLUMN_TYPE, span, f"`{cut(column)}` holds since when, which cannot be joined", "give whole months, by judge")
        elif form is not None:
            found.append(Read(column, form, by))

    def judge(self, fact: Fact, said: ColumnMap | None) -> str | None:
        if said is None or said.by is None:
            return None
        found = next((party for party in fact.judged_by if said.by in (party, short(party))), None)
        if found is None:
            known = " or ".join(f"`{short(p)}`" for p in fact.judged_by)
            help = f"the rules leave it to {known}" if known else "leave `by` out: it is not a matter of judgement"
            self.report(rules.BAD_MAPPING, said.span, f"`{cut(said.by)}` does not judge `{short(fact.name)}`", help)
        return found

    def form(
        self, name: str, kind: Type, begins: tuple[int, int] | None, column: str, type: Any, said: ColumnMap | None, shown: str
    ) -> Form | None:
        """How a column is read; `None` after a problem."""
        wrong = refusal(kind, type, said)
        if wrong is not None:
            kind_words = f"`{short(name)}` is {article(str(kind))}"
            if name.endswith(COMPLETE):
                kind_words = f"it says whether `{name.removesuffix(COMPLETE)}` is complete"
            span = said.span if said else None
            self.report(
                rules.COLUMN_TYPE,
                span,
                f"`{cut(shown)}` {wrong[0]}",
                wrong[1],
                f"{kind_words}; the column is of the type `{str(type)[:60]}`",
            )
            return None
        codes = self.codes(kind, said)
        if codes is None and said is not None and (said.values is not None or said.yes or said.no):
            return None
        unit = said.unit if said else None
        missing = self.missing(said)
        if codes and (both := sorted(missing & codes.keys())):
            span = said.span if said else None
            self.report(rules.BAD_MAPPING, span, f"`{cut(both[0])}` stands for a value and for none", "keep it in one place")
        return Form(
            name, shown, kind, source_kind(type), unit, scale_of(kind, type, said), codes, missing, bool(said and said.floats), begins
        )

    def codes(self, kind: Type, said: ColumnMap | None) -> Mapping[str, int] | None:
        if said is not None and isinstance(kind, Enumeration) and said.values is not None:
            unknown = sorted({v for v in said.values.values() if kind.index(v) is None})
            if unknown:
                near = did_you_mean(unknown[0], [m.name for m in kind.members])
                help = f"did you mean `{near}`?" if near else "its values are " + ", ".join(f"`{m.name}`" for m in kind.members)
                self.report(rules.BAD_MAPPING, said.span, f"`{cut(unknown[0])}` is not a value of {kind}", help)
                return None
            return self.apart(said, [(code, kind.index(v) or 0) for code, v in said.values.items()])
        if said is not None and kind == BOOLEAN and (said.yes or said.no):
            return self.apart(said, [*((code, 1) for code in said.yes), *((code, 0) for code in said.no)])
        return None

    def apart(self, said: ColumnMap, codes: Sequence[tuple[str, int]]) -> Mapping[str, int] | None:
        """Texts by what they stand for, without the blanks around them, which do not count in a cell either."""
        found: dict[str, int] = {}
        for text, value in codes:
            if found.setdefault(text.strip(), value) != value:
                message = f"`{cut(text.strip())}` stands for two values: blanks around a text do not count"
                self.report(rules.BAD_MAPPING, said.span, message, "keep it in one of them")
                return None
        return found

    def missing(self, said: ColumnMap | None) -> frozenset[str]:
        for found in (said.missing if said else None, self.mapped.missing):
            if found is not None:
                return frozenset(found)
        return frozenset({""})

    def fact_named(self, said: ColumnMap) -> Fact | None:
        found = self.pack.fact.get(said.fact) or only([f for f in self.pack.facts if short(f.name) == said.fact])
        if found is not None:
            return found
        several = [f for f in self.pack.facts if short(f.name) == said.fact]
        if several:
            names = " and ".join(f"`{f.name}`" for f in several)
            help = "write the whole name of the one that is meant"
            self.report(rules.BAD_MAPPING, said.span, f"`{cut(said.fact)}` is a fact of more than one policy: {names}", help)
            return None
        near = did_you_mean(said.fact, [*(short(f.name) for f in self.pack.facts), *self.pack.fact])
        help = f"did you mean `{near}`?" if near else "use the name that the rules declare"
        self.report(rules.BAD_MAPPING, said.span, f"no rule knows the fact `{cut(said.fact)}`", help)
        return None

    def by_name(self, column: str) -> Fact | None:
        """The fact that a column bears the name of, among those that the question can read."""
        return next((f for f in self.facts if f.name == column), None) or only([f for f in self.facts if short(f.name) == column])

    def tell_ambiguous(self, name: str) -> None:
        """Says that a column has the name of several facts that the question can read."""
        several = [f for f in self.facts if short(f.name) == name]
        if len(several) > 1:
            names = " and ".join(f"`{f.name}`" for f in several)
            help = "say in the mapping which one it is, by its whole name, or list it as `ignore`"
            self.report(rules.BAD_MAPPING, None, f"the column `{cut(name)}` is a fact of more than one policy: {names}", help)

    def column_named(self, name: str, span: Span | None, why: str) -> bool:
        if name in self.schema.names:
            return True
        self.missing_column(name, span, self.schema.names, self.path, why)
        return False

    def missing_column(self, name: str, span: Span | None, known: Sequence[str], path: str, why: str) -> None:
        near = did_you_mean(name, known)
        help = f"did you mean `{cut(near)}`?" if near else "its columns are " + named(known)
        self.report(rules.NO_SUCH_COLUMN, span, f"`{path}` has no column `{cut(name)}`, which {why}", help)

    def tell_unread(self, handed: Iterable[str]) -> None:
        """Says which columns are not read, once; one whose name is nearly that of a fact is told by itself."""
        passed = {*handed, *self.mapped.ignore, *self.used}
        passed |= {p for one in self.mapped.lists for p, _ in one.key} | {short(f.name) for f in self.pack.facts} | set(self.pack.fact)
        free = [short(f.name) for f in self.facts if f.name not in self.used.values()]
        rest = [name for name in self.schema.names if name not in passed]
        for name in rest:
            if (near := did_you_mean(name, free)) is not None:
                message = f"`{cut(name)}` of `{self.path}` is no fact, and is not read"
                self.report(rules.NOT_READ, None, message, f"did you mean `{near}`? map it, or list it as `ignore`")
        others = [name for name in rest if did_you_mean(name, free) is None]
        if others:
            are = "column is no fact and is" if len(others) == 1 else "columns are no facts and are"
            message = f"{len(others):,} {are} not read: {named(others)}"
            self.report(rules.NOT_READ, None, message, "map those that are facts; list the others as `ignore` to have them not told")

    def report(self, rule: Rule, span: Span | None, message: str, help: str, *notes: str) -> None:
        place = span if span is not None else Span(self.path, 0, 0)
        self.problems.append(Diagnostic.at(rule, place, message, notes=notes, help=help))
