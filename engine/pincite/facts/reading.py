"""A tree to a value of a type, with its provenance. Stands over `literals.py` (words) and `spells.py`, under `lists.py` (records)."""

from datetime import date
from typing import Final

from attrs import evolve

from pincite.facts.context import Context, Slot, day_of, given, known_keys, text_of
from pincite.facts.display import show_date
from pincite.facts.judgements import together
from pincite.facts.literals import Wrong, read_leaf
from pincite.facts.model import Given, Judged
from pincite.facts.spells import PERIOD_KEYS, is_spell, read_spells
from pincite.facts.stating import begun
from pincite.facts.tree import Branch, Items, Leaf, Tree
from pincitec.diagnostics import Label
from pincitec.diagnostics.catalogue import facts as rules
from pincitec.diagnostics.suggest import did_you_mean
from pincitec.semantics.comparison import equal
from pincitec.semantics.truth import HOLDS
from pincitec.semantics.types import PERIOD, SCHOOL_YEAR

PROVENANCE: Final = ("value", "missing", "source", "date", "status", "by")
MISSING: Final = ("not provided", "declined", "pending", "needs a judgement")


def read_given(context: Context, slot: Slot, tree: Tree) -> Given | None:
    """One fact or field that is no list; `None` after a problem."""
    if isinstance(tree, Items) and not (slot.type == PERIOD and all(is_spell(t) for t in tree.items)):
        return read_sources(context, slot, tree)
    if isinstance(tree, Branch) and "judgements" in tree.keys:
        return read_judgements(context, slot, tree)
    if isinstance(tree, Branch) and any(k in PROVENANCE for k in tree.keys):
        return read_provenance(context, slot, tree)
    return read_value(context, slot, tree)


def read_value(context: Context, slot: Slot, tree: Tree) -> Given | None:
    """A value that stands alone."""
    if slot.type == PERIOD and not isinstance(tree, Leaf):
        return read_spells(context, slot, tree)
    if not isinstance(tree, Leaf):
        help = f"write one value, or `{{value: …, source: …}}`; `{slot.name}` is a {slot.type}"
        context.report(rules.WRONG_TYPE, tree.span, f"`{slot.name}` has no single value here", help=help)
        return None
    if tree.kind == "null":
        return given(slot, None, "", tree.span, missing=MISSING[0])
    value = read_leaf(tree, slot.type)
    if isinstance(value, Wrong):
        context.report(value.rule, tree.span, value.message, help=value.help, notes=value.notes)
        return None
    if slot.type == SCHOOL_YEAR and isinstance(value, int) and not begun(value, slot.year_begins, context.asked):
        help = "ask about a later day, or leave out what has not happened yet"
        message = f"`{tree.text}` has not begun on {show_date(context.asked)}, the day asked about"
        context.report(rules.NOT_YET, tree.span, message, help=help)
        return None
    return given(slot, value, tree.text, tree.span)


def read_sources(context: Context, slot: Slot, tree: Items) -> Given | None:
    """A list of one fact's values by source: they must say the same."""
    ways = ("value", "since", "spells") if slot.type == PERIOD else ("value",)
    if not tree.items or not all(isinstance(t, Branch) and any(way in t.keys for way in ways) for t in tree.items):
        help = "write one value; or, to give what several sources say, a list of `{value: …, source: …}`"
        context.report(rules.WRONG_TYPE, tree.span, f"`{slot.name}` is not a list", help=help)
        return None
    if slot.several and any(isinstance(t, Branch) and "by" in t.keys for t in tree.items):
        help = "write `{judgements: [{by: …, value: …}, …]}`: a list of values is what several sources say of the same"
        context.report(rules.BAD_PROVENANCE, tree.span, f"judgements of `{slot.name}` stand as sources", help=help)
        return None
    read = [(t, read_given(context, slot, t)) for t in tree.items]
    known = [(t, g) for t, g in read if g is not None]
    if len(known) < len(read):
        return None
    (first_tree, first), *rest = known
    for other_tree, other in rest:
        if first.value is not None and other.value is not None and equal(first.value, other.value) != HOLDS:
            message = f"sources for `{slot.name}` disagree: `{first.stated}` and `{other.stated}`"
            help = "find out which is right and keep it, or say `missing: pending` until it is known"
            labels = (Label(first_tree.span, first.source or "a source without a name"),)
            context.report(rules.CONFLICTING_SOURCES, other_tree.span, message, help=help, others=labels)
            return None
    sources = tuple(dict.fromkeys(g.source for _, g in known if g.source))
    return evolve(first, source="; ".join(sources) or None)


def read_provenance(context: Context, slot: Slot, tree: Branch) -> Given | None:
    """`{value: …, source: …, date: …, status: …, by: …}` or `{missing: declined}`; a period may stand as `since` or spells."""
    periods = PERIOD_KEYS if slot.type == PERIOD else ()
    sound = known_keys(context, tree, (*PROVENANCE, *periods), rules.BAD_PROVENANCE, "what is said of a value")
    inner = tree.get("value")
    around = Branch(tuple((k, v) for k, v in tree.entries if k.text in periods), tree.span)
    missing = text_of(context, tree, "missing")
    ways = [inner is not None, bool(around.entries), "missing" in tree.keys]
    if sum(ways) != 1:
        message = f"`{slot.name}` is given in two ways" if sum(ways) else f"`{slot.name}` has a source but no value"
        context.report(rules.BAD_PROVENANCE, tree.span, message, help="give either `value` or `missing`")
        return None
    if "missing" in tree.keys:
        result = read_missing(context, slot, tree, missing)
    else:
        result = read_value(context, slot, inner if inner is not None else around)
    day, judge = evidence_date(context, tree), judged_by(context, slot, tree)
    source, status = text_of(context, tree, "source"), text_of(context, tree, "status")
    if result is None or not sound:
        return None
    made = evolve(result, source=source, status=status, date=day, judged_by=judge)
    return together(context, slot, (judged_as(made),), made) if slot.several and judge is not None else made


def judged_as(given: Given) -> Judged:
    assert given.judged_by is not None
    return Judged(given.judged_by, given.value, given.stated, given.source, given.date, given.status, given.missing)


def read_judgements(context: Context, slot: Slot, tree: Branch) -> Given | None:
    """`{judgements: [{by: department, value: true, …}, {by: superintendent, value: true, …}]}`: who found what."""
    sound = known_keys(context, tree, ("judgements",), rules.BAD_PROVENANCE, "a fact that is given by its judgements")
    listed = tree.get("judgements")
    if not slot.judged_by:
        help = "write `value`, and `source` for where it comes from"
        context.report(rules.BAD_PROVENANCE, tree.span, f"`{slot.name}` is not a matter of judgement", help=help)
        return None
    if not isinstance(listed, Items) or not listed.items:
        help = "write a list of `{by: …, value: …}`, one for each who judged"
        context.report(rules.BAD_PROVENANCE, tree.span, f"the judgements of `{slot.name}` are not a list", help=help)
        return None
    alone = evolve(slot, judged_by_any=True)  # each is read for itself, and put together below
    read: list[Given] = []
    places: dict[str, Tree] = {}
    for part in listed.items:
        one = read_provenance(context, alone, part) if isinstance(part, Branch) and "by" in part.keys else None
        if one is None or one.judged_by is None:
            if not isinstance(part, Branch) or "by" not in part.keys:
                help = "say who judged: `{by: " + slot.judged_by[0].rpartition(".")[2] + ", value: …}`"
                context.report(rules.BAD_PROVENANCE, part.span, f"a judgement of `{slot.name}` does not say whose it is", help=help)
            sound = False
            continue
        if one.judged_by in places:
            name = one.judged_by.rpartition(".")[2]
            labels = (Label(places[one.judged_by].span, "first given here"),)
            help = "keep the one that counts"
            context.report(rules.DUPLICATE_RECORD, part.span, f"`{name}` judges `{slot.name}` twice", help=help, others=labels)
            sound = False
        places.setdefault(one.judged_by, part)
        read.append(one)
    if not sound:
        return None
    return together(context, slot, tuple(judged_as(g) for g in read), evolve(read[0], span=tree.span if read[0].span else None))


def read_missing(context: Context, slot: Slot, tree: Branch, reason: str | None) -> Given | None:
    wanted = (reason or "").replace("_", " ")
    if wanted in MISSING:
        return given(slot, None, "", tree.span, missing=wanted)
    if reason is not None:
        near = did_you_mean(wanted, MISSING)
        help = f"did you mean `{near}`?" if near else "say " + ", ".join(f"`{m}`" for m in MISSING[:-1]) + f" or `{MISSING[-1]}`"
        context.report(rules.BAD_PROVENANCE, tree.span, f"`{reason[:60]}` is no reason for a missing fact", help=help)
    return None


def evidence_date(context: Context, tree: Branch) -> date | None:
    leaf = tree.get("date")
    return None if leaf is None else day_of(context, leaf)


def judged_by(context: Context, slot: Slot, tree: Branch) -> str | None:
    """The party that judged, which must be one that the rules leave the judgement to."""
    name = text_of(context, tree, "by")
    if name is None:
        return None
    for party in slot.judged_by:
        if name in (party, party.rpartition(".")[2]):
            return party
    parties = [p.rpartition(".")[2] for p in slot.judged_by]
    if not parties:
        message, help = f"`{slot.name}` is not a matter of judgement", "delete `by`; say `source` for where a value comes from"
    else:
        message = f"`{name[:60]}` does not judge `{slot.name}`"
        help = "the rules leave it to " + " or ".join(f"`{p}`" for p in parties)
    by = tree.get("by")
    context.report(rules.BAD_PROVENANCE, by.span if by else tree.span, message, help=help)
    return None
