"""What fails: every failing element at the leaf, with what was found and what would change it."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from pincite.explain.case import ASKED, Case
from pincite.explain.leaves import Leaf
from pincite.explain.measures import lifted
from pincite.explain.proof import ElementProof, Finding, Passage, RecordProof, Unmet
from pincite.explain.reasons.first_day import first_day
from pincite.texts import both, say
from pincitec.semantics.truth import FAILS, HOLDS, NOT, UNDETERMINED

MOST_RECORDS: Final = 5
"""How many failing records of a list are told one by one; the table of the list shows them all."""


def unmet(case: Case, found: tuple[Leaf, ...], findings: dict[str, Finding], alone: frozenset[int] = frozenset()) -> tuple[Unmet, ...]:
    """The leaves that are decided the wrong way. The same comparison of the same facts is listed once, whatever asks for it. `alone` are
    the nodes of which one alone suffices for a refusal.

    What a reading alone decides (`uncited false`) is nothing that the case lacks: the letter's readings say it. `docs/semantics.md#why-not`
    defines what is listed.
    """
    collected: dict[tuple[int, int], Unmet] = {}
    alike = Alike(case, {}, {})
    for leaf in found:
        by_reading = leaf.element.node >= 0 and case.node(case.peel(leaf.element.node)).op == "const"
        if leaf.element.truth == NOT[leaf.wanted] != UNDETERMINED and not by_reading:
            key = (alike.number(leaf.element.node), leaf.wanted)
            number = case.peel(leaf.element.node)
            in_time = first_day(case, number, leaf.wanted)
            made = unmet_element(case, leaf, findings)._replace(met_on=in_time.on, never=in_time.never, alone=number in alone, node=number)
            if made.bars:
                made = made._replace(measure=lifted(case, number))
            collected[key] = joined(collected[key], made) if key in collected else made
    return tuple(collected.values())


class Alike(NamedTuple):
    """Numbers for what nodes compute from the facts, by whatever definition: the same for two that compute the same."""

    case: Case
    numbers: dict[int, int]
    known: dict[tuple[object, ...], int]

    def number(self, node_number: int) -> int:
        place = self.case.peel(node_number)
        if place not in self.numbers:
            node = self.case.node(place)
            inside = (place,) if node.op in ASKED else tuple(self.number(a) for a in node.args)
            self.numbers[place] = self.known.setdefault((node.op, node.type, node.param, *inside), len(self.known))
        return self.numbers[place]


def joined(first: Unmet, second: Unmet) -> Unmet:
    """One shortfall that two places ask for: it stands where it is needed in any case, if one of them needs it so."""
    if first.alternative and not second.alternative:
        first, second = second, first
    others = (*first.also_through, *((second.through,) if second.through else ()), *second.also_through)
    return first._replace(
        passages=tuple(dict.fromkeys((*first.passages, *second.passages))),
        also_through=tuple(dict.fromkeys(o for o in others if o != first.through)),
        alone=first.alone or second.alone,
        also_limbs=(*first.also_limbs, *(((second.group, second.limb),) if second.alternative else ()), *second.also_limbs),
    )


def words_for(leaf: Leaf) -> tuple[Passage, ...]:
    """The words that ask for an element: its own, or those of the conditions on its records, or those of its clause. Where it fails, words
    that all records satisfy which keep it from holding ask for nothing more."""
    fails = leaf.wanted == HOLDS and leaf.element.truth == FAILS
    wanting = (leaf.element, *conditions_wanting(leaf.element)) if fails else leaf.element.walk()
    own = tuple(e.passage for e in wanting if e.passage)
    return own[:1] if leaf.element.passage else own or (() if leaf.element in leaf.clause.applicability else leaf.clause.own[-1:])


def conditions_wanting(element: ElementProof) -> Iterator[ElementProof]:
    """What lies in an element, without the conditions that every record satisfies which keeps the element from holding."""
    keeping = [r.parts for r in element.records if r.truth != HOLDS and len(r.parts) == len(element.children)]
    for place, child in enumerate(element.children):
        if not keeping or any(parts[place] != HOLDS for parts in keeping):
            yield from child.walk()


def unmet_element(case: Case, leaf: Leaf, findings: dict[str, Finding]) -> Unmet:
    element = leaf.element
    return Unmet(
        leaf.clause.id,
        leaf.clause.citation,
        words_for(leaf),
        element.text or "",
        said(case, element, findings),
        element.facts,
        element.measure,
        leaf.alternative,
        leaf.group,
        leaf.wanted == FAILS,
        cure(case, leaf, findings),
        leaf.through,
        limb=leaf.limb,
        among=leaf.among,
    )


def said(case: Case, element: ElementProof, findings: dict[str, Finding]) -> str:
    """What was found, in one phrase: the value with its gap, the records that fail, or the statement of each fact."""
    if element.measure and element.measure.value is not None:
        return short(say("{label}: {value}", label=element.measure.subject, value=element.measure.value), element.measure.gap)
    kind = case.node(case.peel(element.node)).op if element.kind == "condition" and element.records else element.kind
    if kind == "some" or (kind in ("every", "every_or_none") and element.truth == FAILS):
        told = [record_said(r) for r in element.records if r.truth == element.truth]
        if told:
            first = "; ".join(told[:MOST_RECORDS])
            return say("{records}; and {n} more", records=first, n=len(told) - MOST_RECORDS) if len(told) > MOST_RECORDS else first
    known = [findings[name].statement for name in element.facts if name in findings]
    label = element.text or ""
    return "; ".join(known) or (say("{label}: no", label=label) if element.truth == FAILS else say("{label}: yes", label=label))


def short(statement: str, gap: str | None) -> str:
    """A statement with the gap, where there is one."""
    return say("{statement} ({reasons})", statement=statement, reasons=gap) if gap else statement


def record_said(record: RecordProof) -> str:
    """What is on file of a record: "in 2018-19, instructional days: 150 days"."""
    known = [say("{label}: {value}", label=label, value=value) for label, value in record.fields if value is not None]
    return say("in {record}, {findings}", record=record.key, findings=both(known)) if known else say("in {record}", record=record.key)


def cure(case: Case, leaf: Leaf, findings: dict[str, Finding]) -> str:
    """What would change this element."""
    element, measured = leaf.element, leaf.element.measure
    if leaf.wanted == FAILS:
        return say("this would have to cease to be so: {statement}", statement=said(case, element, findings))
    if measured:
        wanted = say("{label}: {value}", label=measured.subject, value=measured.needed)
        return wanted if measured.met_on else short(wanted, measured.gap)
    stated = [findings[n] for n in element.facts if n in findings and findings[n].truth is not None]
    if element.kind == "condition" and stated and len(stated) == len(element.facts):
        if all(f.truth == FAILS for f in stated):
            return say("it is shown: {conditions}", conditions="; ".join(f.label for f in stated))
        if len(stated) == 1 and stated[0].truth == HOLDS:  # asked is that it be not so
            return say("this would have to cease to be so: {statement}", statement=stated[0].statement)
    return say("it is shown: {conditions}", conditions=element.text or "")
