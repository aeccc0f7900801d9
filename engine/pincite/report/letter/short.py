"""Elements that are as they should be, in the shortest form that still names each: for a letter that sets out only what is not so.

No element that stands in the way, or may, is ever shortened.
"""

from collections.abc import Iterable, Iterator, Mapping

from pincite.explain.proof import ElementProof
from pincite.report.view import FindingView
from pincite.texts import msgid, say
from pincitec.semantics.truth import FAILS, HOLDS


def named(elements: tuple[ElementProof, ...], findings: Mapping[str, FindingView], *, among: bool) -> tuple[str, ...]:
    """The elements by their words, with the numbers of the findings on which they rest; of alternatives, those met apart from those that
    are not needed. `among`: others are set out."""
    met = tuple(dict.fromkeys(words for e in elements for words in leaves(e, findings, needed=True)))
    idle = tuple(dict.fromkeys(words for e in elements for words in leaves(e, findings, needed=False)))
    said = []
    if met:
        text = msgid("All the other things that it asks are met: {elements}.") if among else msgid("Met: {elements}.")
        said.append(say(text, elements="; ".join(met)))
    if idle:
        said.append(say("Not needed: {elements}.", elements="; ".join(idle)))
    return tuple(said)


def leaves(element: ElementProof, findings: Mapping[str, FindingView], *, needed: bool) -> Iterator[str]:
    """The words of an element, and of the parts of a block, with the numbers of their findings."""
    if element.kind == "none" and block(element):
        if counted(element) == needed:
            opening = f"“{element.passage.words}” " if element.passage else ""
            yield opening + say("none of these: {elements}", elements=", ".join(of_all(element.children, findings)))
        return
    if counted(element) == needed and (element.passage is not None or not block(element)):
        yield numbered(element, findings)
    for child in element.children if block(element) else ():
        yield from leaves(child, findings, needed=needed)


def numbered(element: ElementProof, findings: Mapping[str, FindingView]) -> str:
    """The words of an element with the numbers of its findings; a block has none of its own."""
    numbers = [] if block(element) else [findings[name].number for name in element.facts if name in findings]
    words = words_of(element)
    return say("{statement} ({reasons})", statement=words, reasons=", ".join(numbers)) if numbers else words


def of_all(elements: Iterable[ElementProof], findings: Mapping[str, FindingView]) -> tuple[str, ...]:
    """The words of elements and of all parts of blocks, however they turned out, with the numbers of their findings."""
    found: list[str] = []
    for element in elements:
        if element.passage is not None or not block(element):
            found.append(numbered(element, findings))
        found += of_all(element.children, findings) if block(element) else ()
    return tuple(dict.fromkeys(found))


def block(element: ElementProof) -> bool:
    """Whether an element is made of others that each turned out one way: not of conditions on records."""
    return bool(element.children) and not element.per_record and element.kind not in ("some", "every", "every_or_none")


def deciding(elements: Iterable[ElementProof], nodes: frozenset[int]) -> tuple[str, ...]:
    """Of a clause that does not apply, the elements among `nodes`, on which the answer rests all the same: it would differ if they did."""
    said = []
    for truth, text in ((FAILS, msgid("Not so here: {elements}.")), (HOLDS, msgid("So here: {elements}."))):
        found = dict.fromkeys(words_of(e) for top in elements for e in within(top) if e.node in nodes and e.truth == truth)
        if found:
            said.append(say(text, elements="; ".join(found)))
    return tuple(said)


def within(element: ElementProof) -> Iterator[ElementProof]:
    """An element and all that it is made of."""
    yield element
    for part in (*element.children, *element.operands):
        yield from within(part)


def words_of(element: ElementProof) -> str:
    return f"“{element.passage.words}”" if element.passage else element.text or element.kind


def counted(element: ElementProof) -> bool:
    """Whether an element has a part in what is met."""
    return element.needed and element.truth == HOLDS
