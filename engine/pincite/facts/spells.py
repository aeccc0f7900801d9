"""Periods given by days: since when, or the spells of which they are made up. Stands over `context.py`, under `reading.py`."""

from datetime import date
from itertools import pairwise
from typing import Final

from attrs import frozen

from pincite.facts.context import Context, Slot, day_of, given, known_keys
from pincite.facts.model import Given
from pincite.facts.tree import Branch, Items, Tree
from pincitec.diagnostics import Label, Span
from pincitec.diagnostics.catalogue import facts as rules
from pincitec.semantics.operations import add
from pincitec.semantics.values import Elapsed, Interval, Number, Value

SPELL: Final = ("from", "until")
PERIOD_KEYS: Final = ("since", "spells", *SPELL)


def is_spell(tree: Tree) -> bool:
    return isinstance(tree, Branch) and "from" in tree.keys


def read_spells(context: Context, slot: Slot, tree: Branch | Items) -> Given | None:
    """`{since: DAY}`, one spell `{from: DAY, until: DAY}`, or a list of spells.

    A spell is half-open: `until` is the first day that no longer counts, so that one spell may begin on the day another ends. A spell
    without `until`, or that ends after the day asked about, counts up to that day.
    """
    parts: tuple[Tree, ...] = tree.items if isinstance(tree, Items) else (tree,)
    if isinstance(tree, Branch) and "spells" in tree.keys:
        inner = tree.get("spells")
        if len(tree.keys) > 1 or not isinstance(inner, Items):
            help = "write `spells: [{from: 2015-08-01, until: 2018-06-01}, …]`"
            context.report(rules.WRONG_TYPE, tree.span, f"`{slot.name}` is not a list of spells", help=help)
            return None
        parts = inner.items
    spells = [read_spell(context, slot, part) for part in parts]
    known = [s for s in spells if s is not None]
    if not parts:
        context.report(rules.WRONG_TYPE, tree.span, f"`{slot.name}` has no spell", help="write `0 months`, or say why it is missing")
        return None
    if len(known) < len(spells) or not disjoint(context, slot, known):
        return None
    running = any(s.until is None or s.until > context.asked for s in known)
    words = "; ".join(f"since {s.first}" if s.until is None else f"from {s.first} until {s.until}" for s in known)
    return given(slot, length(join(known), running), words, tree.span)


@frozen
class Spell:
    """Days `[first, last)`; `until` is what the file says, if anything."""

    first: date
    last: date
    until: date | None
    span: Span


def read_spell(context: Context, slot: Slot, tree: Tree) -> Spell | None:
    if not isinstance(tree, Branch):
        help = "write `{from: 2015-08-01, until: 2018-06-01}`"
        context.report(rules.WRONG_TYPE, tree.span, f"`{slot.name}` has a spell without its days", help=help)
        return None
    allowed = ("since",) if "since" in tree.keys else SPELL
    if not known_keys(context, tree, allowed, rules.WRONG_TYPE, "a period"):
        return None
    begin, end = tree.get("since") or tree.get("from"), tree.get("until")
    if begin is None:
        context.report(rules.WRONG_TYPE, tree.span, f"`{slot.name}` does not say when it begins", help="write `{since: 2022-08-12}`")
        return None
    first, until = day_of(context, begin), None if end is None else day_of(context, end)
    if first is None or (end is not None and until is None):
        return None
    if first > context.asked:
        help = f"the question is asked as of {context.asked}; ask as of a later day, or leave the fact out"
        context.report(rules.NOT_YET, begin.span, f"`{first}` is after the day that is asked about", help=help)
        return None
    if until is not None and until <= first:
        help = "`until` is the first day that no longer counts"
        context.report(rules.BAD_SPELLS, tree.span, f"a spell from {first} that ends on {until}", help=help)
        return None
    return Spell(first, context.asked if until is None else min(until, context.asked), until, tree.span)


def disjoint(context: Context, slot: Slot, spells: list[Spell]) -> bool:
    ordered = sorted(spells, key=lambda s: s.first)
    for a, b in pairwise(ordered):
        if b.first < a.last or a.until is None:
            help = "no day counts twice; `until` is the first day that no longer counts"
            others = (Label(a.span, "the spell before it"),)
            context.report(rules.BAD_SPELLS, b.span, f"spells of `{slot.name}` overlap", help=help, others=others)
            return False
    return True


def join(spells: list[Spell]) -> list[Elapsed]:
    """Spells in order, those that touch as one."""
    joined: list[Elapsed] = []
    for spell in sorted(spells, key=lambda s: s.first):
        if joined and joined[-1].asked == spell.first:
            joined[-1] = Elapsed(joined[-1].since, spell.last)
        else:
            joined.append(Elapsed(spell.first, spell.last))
    return joined


def length(spells: list[Elapsed], running: bool) -> Value:
    """One spell that still runs is compared by addition. Otherwise the whole months of each spell are sure, and their odd days may make
    up more."""
    if running and len(spells) == 1:
        return spells[0]
    total: Number | Interval | Elapsed | None = 0
    for spell in spells:
        total = add(total, spell)
    return total
