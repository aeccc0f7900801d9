"""What every reader of a fact needs, and the parts of a fact that are read alike everywhere. Stands over `literals.py`."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from attrs import field, frozen

from pincite.facts.literals import MOST_TEXT, Wrong, as_written, read_date
from pincite.facts.model import Given
from pincite.facts.python_reader import NOWHERE
from pincite.facts.tree import Branch, Leaf, Tree
from pincitec.diagnostics import Diagnostic, Label, Rule, Span
from pincitec.diagnostics.catalogue import facts as rules
from pincitec.diagnostics.suggest import did_you_mean
from pincitec.graph.pack import Pack
from pincitec.semantics.types import Type
from pincitec.semantics.values import Value

if TYPE_CHECKING:
    from pincite.facts.tables.opening import Tables


@frozen
class Context:
    """What reading needs: the pack, the day asked about, where problems go, and the files of records that may be opened (None: none)."""

    pack: Pack
    asked: date
    problems: list[Diagnostic] = field(factory=list)
    tables: "Tables | None" = None

    def report(
        self, rule: Rule, span: Span, message: str, *, help: str, notes: tuple[str, ...] = (), others: tuple[Label, ...] = ()
    ) -> None:
        self.problems.append(Diagnostic.at(rule, span, message, notes=notes, help=help, others=others))


@frozen
class Slot:
    """What a value is read for: the name of a fact or field, its type, who judges it (each of these parties, or any one), and the month
    and day on which school years begin, where a calendar says so."""

    name: str
    type: Type
    judged_by: tuple[str, ...] = ()
    judged_by_any: bool = False
    year_begins: tuple[int, int] | None = None

    @property
    def several(self) -> bool:
        """Whether one judgement alone settles nothing."""
        return len(self.judged_by) > 1 and not self.judged_by_any


def given(slot: Slot, value: Value, stated: str, span: Span, missing: str | None = None) -> Given:
    """A fact without provenance; one that did not come from a file has no place."""
    return Given(slot.name, value, stated, span=None if span == NOWHERE else span, missing=missing)


def known_keys(context: Context, tree: Branch, allowed: tuple[str, ...], rule: Rule, what: str) -> bool:
    sound = True
    for key, value in tree.entries:
        if key.text not in allowed:
            help = cut_off(key, value) or unknown_key_help(key, allowed, "use ")
            context.report(rule, key.span, f"{as_written(key)} is not a part of {what}", help=help)
            sound = False
    return sound


def unknown_key_help(key: Leaf, allowed: Sequence[str], otherwise: str) -> str:
    near = did_you_mean(key.text, allowed)
    return f"did you mean `{near}`?" if near else otherwise + ", ".join(f"`{a}`" for a in allowed)


def cut_off(key: Leaf, value: Tree) -> str | None:
    """How to write what a comma has cut off: inside braces `$52,000` ends after `$52`, and `000` looks like another name."""
    if key.text[:1].isdigit() and isinstance(value, Leaf) and value.kind == "null" and not value.text:
        return "a comma ends a value inside braces; put the whole value in quotation marks"
    return None


def text_of(context: Context, tree: Branch, name: str) -> str | None:
    """A text that belongs to a value, such as its source."""
    leaf = tree.get(name)
    if leaf is None:
        return None
    if isinstance(leaf, Leaf) and leaf.kind in ("word", "quoted") and 0 < len(leaf.text.strip()) <= MOST_TEXT:
        return leaf.text
    context.report(rules.BAD_PROVENANCE, leaf.span, f"`{name}` is not a text", help=f'write it in words, as in `{name}: "service record"`')
    return None


def day_of(context: Context, tree: Tree) -> date | None:
    if not isinstance(tree, Leaf):
        context.report(rules.IMPOSSIBLE_DATE, tree.span, "a date is one word", help="write year, month and day, as in `2019-06-14`")
        return None
    day = read_date(tree)
    if isinstance(day, Wrong):
        context.report(day.rule, tree.span, day.message, help=day.help)
        return None
    return day
