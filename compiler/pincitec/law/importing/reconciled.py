"""Acts that were reconciled → what the reconciled text shows of them: each operation that they share, with the words that were set out.

The annotation says that the text incorporates both. So where they put different words in one place, those of one of them must stand
there and hold all that the other put there; else what was done is not certain.
"""

from collections.abc import Iterator, Sequence

from attrs import evolve

from pincitec.law.importing.drafts import Candidate, Draft
from pincitec.law.normalise import normalise
from pincitec.syntax.law_tree import AnchorKind, Remainder, WordsIn


def reconcile(members: Sequence[Sequence[Draft]]) -> list[Draft]:
    """The drafts of the common statement, from those of each act in the order in which the statement names them."""
    keys: dict[object, list[Draft]] = {}
    for drafts in members:
        for draft in drafts:
            keys.setdefault(_key(draft), []).append(draft)
    return [_merged(drafts) for drafts in keys.values()]


def own_words(drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts of one of the acts: they are tried on the text before it, where no misquotation of the text after it shows."""
    return [evolve(d, candidates=tuple(c for c in d.candidates if c.misquoted is None), seam=False) for d in drafts]


def _key(draft: Draft) -> object:
    node = draft.candidates[0].node
    if isinstance(node, WordsIn):
        return (node.place, node.anchor, node.strikes, node.within) if node.strikes else (node, None)
    return node


def _merged(drafts: list[Draft]) -> Draft:
    first = drafts[0]
    if all(draft.candidates[0].node == first.candidates[0].node for draft in drafts):
        return first
    forms = [candidate for draft in drafts for candidate in draft.candidates]
    candidates = [c for c in forms if _exact(c) and all(_holds(c, d) for d in drafts)]
    candidates += [c for c in forms if c.misquoted is not None and all(_holds(c, d) for d in drafts)]
    return Draft(first.clause, (*candidates, *(c for c in first.candidates if isinstance(c.node, Remainder))))


def _exact(candidate: Candidate) -> bool:
    node = candidate.node
    return isinstance(node, WordsIn) and not (node.anchor is not None and node.anchor.kind is AnchorKind.AT_UNKNOWN)


def _holds(candidate: Candidate, other: Draft) -> bool:
    """Whether the words that a form inserts hold those that the other act inserted, in their order."""
    form = candidate.misquoted or candidate.node
    theirs = other.candidates[0].node
    if not isinstance(form, WordsIn) or not isinstance(theirs, WordsIn):
        return False
    rest: Iterator[str] = iter(_words(form))
    return all(word in rest for word in _words(theirs))


def _words(operation: WordsIn) -> list[str]:
    return [word.strip(",;") for part in operation.inserts for word in normalise(part.text).split()]
