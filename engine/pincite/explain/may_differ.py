"""Judgements that are still to come and could open an answer: of facts that either of several may judge, where not all have."""

from collections.abc import Iterator
from typing import NamedTuple

from pincite.explain.proof import Determination, Finding
from pincite.texts import either, say
from pincitec.semantics.truth import UNDETERMINED


class Awaited(NamedTuple):
    """A fact by its label, and who may judge it and has not."""

    label: str
    judges: tuple[str, ...]


def may_differ(d: Determination) -> tuple[Awaited, ...]:
    """The facts on which a settled answer rests and of which one who may judge them has said nothing yet. A judgement to the contrary
    would leave them open (`docs/semantics.md#several-judges`)."""
    if d.verdict == UNDETERMINED:
        return ()
    rests_on = {name for g in d.grounds for p in g.parts for name in p.facts} | {name for u in d.unmet for name in u.facts}
    return tuple(Awaited(f.label, waiting) for f in d.findings if f.name in rests_on for waiting in silent(f))


def silent(f: Finding) -> Iterator[tuple[str, ...]]:
    spoken = {s.by for s in f.said if s.found} | ({f.judged_by} if f.judged_by else set())
    waiting = tuple(j for j in f.judges if j not in spoken)
    if f.judged_by_any and f.missing is None and spoken and waiting:
        yield waiting


def in_words(awaited: Awaited) -> str:
    return say(
        "Of {fact}, {judges} may judge too and has not. A judgement to the contrary would leave the answer open.",
        fact=f"“{awaited.label}”",
        judges=either(awaited.judges),
    )
