"""Elements that are as they should be, in the shortest form that still names each: for a letter that sets out only what is not so.

No element that stands in the way, or may, is ever shortened.
"""

from collections.abc import Iterator

from pincite.explain.proof import ElementProof
from pincitec.semantics.truth import HOLDS


def named(elements: tuple[ElementProof, ...], *, among: bool) -> tuple[str, ...]:
    """The elements by their words; of alternatives, those met apart from those that are not needed. `among`: others are set out."""
    met = tuple(dict.fromkeys(words for e in elements for words in leaves(e, needed=True)))
    idle = tuple(dict.fromkeys(words for e in elements for words in leaves(e, needed=False)))
    said = []
    if met:
        said.append(f"{'All the other things that it asks are met' if among else 'Met'}: {'; '.join(met)}.")
    if idle:
        said.append(f"Not needed: {'; '.join(idle)}.")
    return tuple(said)


def leaves(element: ElementProof, *, needed: bool) -> Iterator[str]:
    """The words of an element, or of the parts of a block that has none of its own."""
    if element.passage is None and element.kind == "none" and needed and element.truth == HOLDS:
        yield f"none of these: {', '.join(words for c in element.children for n in (True, False) for words in leaves(c, needed=n))}"
    elif element.passage is None and element.kind == "none":
        return
    elif element.passage is None and element.children and not element.per_record and element.kind not in ("some", "every", "every_or_none"):
        for child in element.children:
            yield from leaves(child, needed=needed)
    elif counted(element) == needed:
        yield f"“{element.passage.words}”" if element.passage else element.text or element.kind
        if element.passage is not None:
            for child in element.children:
                yield from leaves(child, needed=needed)


def counted(element: ElementProof) -> bool:
    """Whether an element has a part in what is met."""
    return element.needed and element.truth == HOLDS
