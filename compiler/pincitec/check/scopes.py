"""Which names a policy can see: its own, and those of the policies it uses, directly or by their alias.

Second check of a file. A name of its own hides a used one; a name that two used policies declare must be written with an alias.
"""

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from pincitec.check.symbols import KIND_WORDS, Symbol, Table
from pincitec.diagnostics import Diagnostic, Label
from pincitec.diagnostics.catalogue.names import AMBIGUOUS_NAME, STATEMENT_IN_RULE, UNKNOWN_NAME
from pincitec.diagnostics.suggest import did_you_mean
from pincitec.syntax import pol_tree as t

GROUPS = {"type": "a type", "fact": "a value", "definition": "a function"}
"""How a choice of kinds is called in a message."""


@frozen
class Scope:
    """The names visible in one policy. `broken`: part of a file could not be read, so an unknown name may be its fault."""

    own: Table
    used: tuple[Table, ...]
    aliases: Mapping[str, Table]
    broken: bool

    def find(self, word: t.Word, kinds: tuple[str, ...]) -> Symbol | Diagnostic | None:
        """The symbol of a name, of one of these kinds; a diagnostic if there is none; `None` if that is the fault of a broken file."""
        symbol = self.own.get(kinds[0], word.text)
        if symbol is None:
            found = [s for table in self.used for s in [table.get(kinds[0], word.text)] if s is not None]
            if len(found) > 1:
                return ambiguous(word, found)
            symbol = found[0] if found else self.own.anywhere(word.text)
        return self.fitting(word, symbol, kinds, self.visible(kinds))

    def find_in(self, alias: str, word: t.Word, kinds: tuple[str, ...]) -> Symbol | Diagnostic | None:
        """The symbol of a name written with the alias of a used policy: `nm.level_three_a`."""
        table = self.aliases[alias]
        known = (s.name for s in table.of_kind(*kinds))
        return self.fitting(word, table.get(kinds[0], word.text) or table.anywhere(word.text), kinds, known)

    def fitting(self, word: t.Word, symbol: Symbol | None, kinds: tuple[str, ...], known: Iterable[str]) -> Symbol | Diagnostic | None:
        if symbol is not None and symbol.kind in kinds:
            return symbol
        wanted = KIND_WORDS[kinds[0]] if len(kinds) == 1 else next(words for kind, words in GROUPS.items() if kind in kinds)
        if symbol is not None and symbol.kind == "statement":
            message = f"`{word.text}` is a statement, and information is no rule"
            help = "declare a fact, and let the words of a rule say what is asked of it"
            others = [Label(symbol.span, "stated here")]
            return Diagnostic.at(STATEMENT_IN_RULE, word.span, message, others=others, help=help)
        if symbol is not None:
            message = f"`{word.text}` is {KIND_WORDS[symbol.kind]}, where {wanted} is needed"
            return Diagnostic.at(UNKNOWN_NAME, word.span, message, others=[Label(symbol.span, "declared here")])
        if self.broken:
            return None
        near = did_you_mean(word.text, known)
        help = f"did you mean `{near}`?" if near else f"declare `{word.text}`, or correct its name"
        return Diagnostic.at(UNKNOWN_NAME, word.span, f"no {wanted.removeprefix('a ')} is named `{word.text}`", help=help)

    def visible(self, kinds: tuple[str, ...]) -> Iterator[str]:
        """The names of some kinds; looked up only where one was not found."""
        return (s.name for table in (self.own, *self.used) for s in table.of_kind(*kinds))


def ambiguous(word: t.Word, found: list[Symbol]) -> Diagnostic:
    found = sorted(found, key=lambda s: s.policy)
    return Diagnostic.at(
        AMBIGUOUS_NAME,
        word.span,
        f"`{word.text}` is declared in {' and in '.join(f'`{s.policy}`' for s in found)}",
        others=[Label(s.span, f"in `{s.policy}`") for s in found],
        help="write it with the alias of the policy that you mean: use us_nm.level_three as nm, then nm." + word.text,
    )
