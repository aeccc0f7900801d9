"""The clauses of a policy: each conclusion with the conditions of the groups around it, checked.

Fourth check of a file. Assumes scopes and the typing rules; gives `CheckedClause`s. A clause is one conclusion with all quotations nested
in it and those of the headings above it; it will stand or lapse whole.
"""

from collections.abc import Iterable, Iterator

from attrs import evolve, field, frozen

from pincitec.check.calls import parameter_type
from pincitec.check.laws import Laws, Located
from pincitec.check.symbols import UNREAD, Symbol
from pincitec.check.tables import MOST_ROWS, TableRow, columns_of, row_cells, together
from pincitec.check.typed import Tested, Typed
from pincitec.check.typing import Bound, Checker
from pincitec.check.typing_rules import Problem, a_type
from pincitec.check.verbs import effect_of
from pincitec.diagnostics import Diagnostic, Label, Span
from pincitec.diagnostics.catalogue.types import NO_CONCLUSION, WRONG_ARGUMENTS, WRONG_TYPE
from pincitec.semantics.types import Quantity, Type
from pincitec.syntax import pol_tree as t


@frozen
class Cited:
    """A quotation of a clause: where it is to be found, and within or after the words of which other one (`parent`)."""

    quote: t.Quotation
    place: Located
    parent: int | None


@frozen
class CheckedClause:
    """`effect`: grant, deny, require, value, define. `symbol`: its decision or definition. `condition`: the requirement of a `require`,
    or the body of a definition that is made of conditions.

    `quotes[own]` is the quotation that the clause itself stands on; those before it are headings of groups.
    """

    id: str
    effect: str
    verb: str
    symbol: Symbol
    place: Located
    provision: t.Provision
    quotes: tuple[Cited, ...]
    own: int
    guards: tuple[Tested, ...]
    exceptions: tuple[Tested, ...]
    condition: Tested | None
    value: Typed | None
    parameters: tuple[tuple[str, Type], ...]
    span: Span = field(eq=False)
    row: TableRow | None = field(default=None, eq=False, repr=False)
    """Of a clause that is a row of a decision table."""
    headings: tuple[int, ...] = ()
    """By number, the quotations of the headings whose conditions stand first among the guards."""

    @property
    def behind(self) -> bool:
        """Whether it cites a unit by a designation that is no longer its own: that is reported, and what else is wrong is not certain."""
        return self.place.behind or any(c.place.behind for c in self.quotes)

    def tested(self) -> Iterator[Tested]:
        """All its conditions, outermost first."""
        yield from self.guards
        if self.condition is not None:
            yield self.condition
        yield from self.exceptions

    def expressions(self) -> Iterator[Typed]:
        for tested in self.tested():
            yield from tested.expressions()
        if self.value is not None:
            yield self.value


@frozen
class Around:
    """What stands around an item: the headings above it with their conditions. `sound` is false where one of them has a mistake.

    `quotes` has those of the headings and those within their conditions. `headings` numbers the quotation of the heading of each guard,
    and `parent` that of the innermost heading: what stands below it is looked up in its words.
    """

    quotes: tuple[Cited, ...] = ()
    guards: tuple[Tested, ...] = ()
    sound: bool = True
    headings: tuple[int, ...] = ()
    parent: int | None = None


@frozen
class Conclusion:
    """What an item concludes, before its quotations and headings are added."""

    effect: str
    verb: str
    symbol: Symbol
    guard: Tested | None = None
    exceptions: tuple[Tested, ...] = ()
    condition: Tested | None = None
    value: Typed | None = None
    parameters: tuple[tuple[str, Type], ...] = ()
    row: TableRow | None = None


class Clauses:
    """Collects the clauses of one file."""

    def __init__(self, checker: Checker, laws: Laws) -> None:
        self.checker = checker
        self.laws = laws
        self.clauses: list[CheckedClause] = []
        self.numbers: dict[str, int] = {}
        self.unsound: set[str] = set()
        """The units, by identity, in which an item has a mistake and makes no clause."""

    def provision(self, provision: t.Provision) -> None:
        place = self.locate(provision.cite)
        for item in provision.items:
            self.item(item, provision, place, Around())

    def locate(self, cite: t.Cite) -> Located | None:
        found = self.laws.locate(cite, self.checker.scope)
        if isinstance(found, Diagnostic):
            self.checker.problems.append(found)
            return self.laws.meant(cite, self.checker.scope)
        return found

    def cited(self, quote: t.Quotation, place: Located | None, parent: int | None) -> Cited | None:
        where = place if quote.within is None else self.locate(quote.within)
        return None if where is None else Cited(quote, where, parent)

    def item(self, item: t.Item, provision: t.Provision, place: Located | None, around: Around) -> None:
        own = self.cited(item.quote, place, around.parent)
        if isinstance(item.meaning, t.Group):
            guard = self.checker.condition(item.meaning.guard, {})
            quotes = self.with_nested(around.quotes, own, (guard,), place)
            sound = around.sound and guard is not None and quotes is not None
            here = len(around.quotes)
            guards = (*around.guards, guard) if guard else around.guards
            inner = Around(quotes or (), guards, sound, (*around.headings, here), here if quotes else None)
            for nested in item.meaning.items:
                self.item(nested, provision, place, inner)
            return
        if isinstance(item.meaning, t.Table):
            self.table(item.meaning, provision, place, own, around)
            return
        self.clause(self.conclusion(item.meaning), own, item.span, provision, place, around)

    def table(self, table: t.Table, provision: t.Provision, place: Located | None, heading: Cited | None, around: Around) -> None:
        """A clause a row, under the heading of the table."""
        columns = columns_of(self.checker, table.columns, {})
        if len(table.rows) > MOST_ROWS:
            help = "give each part of the table a provision of its own"
            self.checker.report(Problem(WRONG_ARGUMENTS, f"a table of more than {MOST_ROWS:,} rows", help=help), table.span)
            columns = None
        inner = Around(
            (*around.quotes, heading) if heading else around.quotes,
            around.guards,
            around.sound and heading is not None,
            around.headings,
            len(around.quotes) if heading else around.parent,
        )
        for row in table.rows:
            own = self.cited(row.quote, place, inner.parent)
            cells = row_cells(self.checker, row, columns) if columns is not None else None
            made = None
            if cells is not None and columns is not None and row.value is not None:
                made = self.value(table.decision, row.value, together(cells[1], row.span), ())
                made = made and evolve(made, row=TableRow(table.span, columns, cells[0]))
            self.clause(made, own, row.span, provision, place, inner)

    def clause(
        self, made: "Conclusion | None", own: Cited | None, span: Span, provision: t.Provision, place: Located | None, around: Around
    ) -> None:
        """Adds the clause of a conclusion, with its quotations and what stands around it."""
        if made is None or place is None:
            self.unsound |= {place.identity} if place is not None else set()
            return
        tested = (made.guard, made.condition, *made.exceptions)
        quotes = self.with_nested(around.quotes, own, tested, place)
        if quotes is None or not around.sound:
            self.unsound.add(place.identity)
            return
        where = f"{self.checker.scope.own.policy}:{'.'.join(place.path) or 'text'}"
        self.numbers[where] = self.numbers.get(where, 0) + 1
        self.clauses.append(
            CheckedClause(
                id=f"{where}#{self.numbers[where]}",
                effect=made.effect,
                verb=made.verb,
                symbol=made.symbol,
                place=place,
                provision=provision,
                quotes=quotes,
                own=len(around.quotes),
                guards=(*around.guards, made.guard) if made.guard else around.guards,
                exceptions=made.exceptions,
                condition=made.condition,
                value=made.value,
                parameters=made.parameters,
                span=span,
                row=made.row,
                headings=around.headings,
            )
        )

    def with_nested(
        self, above: tuple[Cited, ...], own: Cited | None, tested: tuple[Tested | None, ...], place: Located | None
    ) -> tuple[Cited, ...] | None:
        """The quotations above, the item's own, and those nested in its conditions, each with the one it is looked up in."""
        if own is None:
            return None
        quotes = [*above, own]

        def visit(node: Tested, parent: int) -> bool:
            if node.quote is not None:
                cited = self.cited(node.quote, place, parent)
                if cited is None:
                    return False
                quotes.append(cited)
                parent = len(quotes) - 1
            return all_of(visit(child, parent) for child in node.children)

        sound = all_of(visit(x, len(above)) for x in tested if x is not None)
        return tuple(quotes) if sound else None

    # ---- what an item concludes

    def conclusion(self, meaning: t.Meaning) -> Conclusion | None:
        checker = self.checker
        match meaning:
            case t.Grant() | t.Modal():
                guard, exceptions, sound = self.guarded(meaning.guard, meaning.exceptions)
                party = meaning.party if isinstance(meaning, t.Modal) else None
                symbol = checker.find(meaning.decision, ("decision",))
                effect = effect_of(symbol, meaning.verb, party, meaning.decision, checker) if symbol else None
                if symbol is None or effect is None or not sound or not self.own(symbol, meaning.decision):
                    return None
                return Conclusion(effect, meaning.verb, symbol, guard, exceptions)
            case t.Requires():
                condition = checker.condition(meaning.condition, {})
                symbol = checker.find(meaning.decision, ("decision",))
                effect = effect_of(symbol, meaning.verb, None, meaning.decision, checker) if symbol else None
                if symbol is None or effect is None or condition is None or not self.own(symbol, meaning.decision):
                    return None
                return Conclusion(effect, meaning.verb, symbol, condition=condition)
            case t.GiveValue():
                return self.give_value(meaning)
            case t.Define():
                return self.define(meaning)
            case t.Group() | t.Table():
                raise AssertionError("a group and a table are opened by `item`")  # INVARIANT

    def guarded(self, guard: t.Condition | None, exceptions: tuple[t.Condition, ...]) -> tuple[Tested | None, tuple[Tested, ...], bool]:
        tested = self.checker.condition(guard, {}) if guard is not None else None
        excepted = [self.checker.condition(e, {}) for e in exceptions]
        sound = (guard is None or tested is not None) and None not in excepted
        return tested, tuple(e for e in excepted if e is not None), sound

    def own(self, symbol: Symbol, word: t.Word) -> bool:
        """Only the policy that declares a decision decides it: else what is decided would depend on which files are at hand."""
        if symbol.policy == self.checker.scope.own.policy:
            return True
        help = "declare a decision of this policy, or put the clause into the policy that declares it"
        message = f"`{symbol.name}` is decided in `{symbol.policy}`"
        self.checker.problems.append(
            Diagnostic.at(NO_CONCLUSION, word.span, message, others=[Label(symbol.span, "declared here")], help=help)
        )
        return False

    def give_value(self, meaning: t.GiveValue) -> Conclusion | None:
        guard, exceptions, sound = self.guarded(meaning.guard, meaning.exceptions)
        equation = t.strip(meaning.equation)
        scope = self.checker.scope
        left = equation.left if isinstance(equation, t.Compare) and equation.operator == "eq" else None
        named = left.word if isinstance(left, t.Name) else None
        known = None if named is None else next((s for x in (scope.own, *scope.used) for s in [x.get("decision", named.text)] if s), None)
        if named is None or (known is not None and known.kind != "decision"):
            help = "say what is decided: `grant D when …`, `PARTY shall D when …`, `D = value when …`; a condition stands inside `when`"
            span = meaning.equation.span
            self.checker.problems.append(Diagnostic.at(NO_CONCLUSION, span, "these words decide nothing", help=help))
            return None
        assert isinstance(equation, t.Compare)
        made = self.value(named, equation.right, guard, exceptions)
        return made if sound else None

    def value(self, named: t.Word, written: t.Expr, guard: Tested | None, exceptions: tuple[Tested, ...]) -> Conclusion | None:
        """`D = value`, under a condition."""
        symbol = self.checker.find(named, ("decision",))
        value = self.checker.expr(written, {})
        effect = effect_of(symbol, "=", None, named, self.checker) if symbol else None
        if symbol is None or effect is None or value is None or not self.own(symbol, named):
            return None
        assert symbol.type is not None
        if symbol.type == UNREAD:
            return None
        if not fits(value.type, symbol.type):
            message = f"`{symbol.name}` is {a_type(symbol.type)}, not {a_type(value.type)}"
            self.checker.problems.append(Diagnostic.at(WRONG_TYPE, value.span, message, others=[Label(symbol.span, "declared here")]))
            return None
        return Conclusion(effect, "=", symbol, guard, exceptions, value=value)

    def define(self, meaning: t.Define) -> Conclusion | None:
        symbol = self.checker.scope.own.get("definition", meaning.name.text)
        if symbol is None or symbol.node is not meaning or symbol.qualified in self.checker.cyclic:
            return None
        parameters = []
        bound: Bound = {}
        for name, word in meaning.parameters:
            type = parameter_type(self.checker, symbol, word)
            if type is None:
                self.checker.find(word, ("type", "record"))
                return None
            parameters.append((name.text, type))
            bound[name.text] = Typed("param", type, param=name.text, span=name.span)
        given = tuple(parameters)
        if isinstance(meaning.body, t.CONDITIONS):
            condition = self.checker.condition(meaning.body, bound)
            return None if condition is None else Conclusion("define", "define", symbol, condition=condition, parameters=given)
        body = self.checker.expr(meaning.body, bound)
        return None if body is None else Conclusion("define", "define", symbol, value=body, parameters=given)


def all_of(results: Iterable[bool]) -> bool:
    """Whether all are true, looking at every one: each look may report a problem."""
    return False not in list(results)


def fits(given: Type, wanted: Type) -> bool:
    if isinstance(given, Quantity) and isinstance(wanted, Quantity):
        return given.units == wanted.units
    return given == wanted
