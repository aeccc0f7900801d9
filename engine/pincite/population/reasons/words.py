"""The words that ask for an element, for all rows of a reason at once.

What a letter quotes of a condition on the records of a list depends on the records at hand: of two conditions it quotes the one that they
do not meet. Rows of one reason have different records, so a reason quotes the words of all conditions on the records.
"""

from collections.abc import Iterator

from pincite.explain.proof import ClauseProof, Determination, ElementProof, Passage


class Asking:
    """The elements of a determination by what they are called."""

    def __init__(self, found: Determination) -> None:
        self._called: dict[str, list[tuple[ClauseProof, ElementProof]]] = {}
        for clause in (c for q in found.questions for c in q.clauses):
            for element in (e for top in tops(clause) for e in elements(top)):
                if element.text and not element.per_record:
                    self._called.setdefault(element.text, []).append((clause, element))

    def words(self, clause: str, text: str, passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
        """The words that ask for the element called `text` of a clause, of which a letter for one row quotes `passages`."""
        own: list[tuple[Passage, ...]] = []
        over_records = False
        for each, element in self._called.get(text, ()):
            below = tuple(e.passage for e in element.walk() if e.passage)
            if each.id == clause or any(p in passages for p in below):
                over_records |= not element.passage and bool(below)
                own.append((element.passage,) if element.passage else below or each.own[-1:])
        return tuple(dict.fromkeys(p for words in own for p in words)) if over_records else passages


def tops(clause: ClauseProof) -> Iterator[ElementProof]:
    yield from clause.applicability
    if clause.root:
        yield clause.root
    yield from clause.exceptions


def elements(element: ElementProof) -> Iterator[ElementProof]:
    yield element
    for part in (*element.children, *element.operands):
        yield from elements(part)
