"""Drafts of one section from several files, each with texts of other days → one draft. History and notes are those of the newest."""

from collections.abc import Sequence
from itertools import pairwise

from attrs import evolve

from pincitec.diagnostics import Diagnostic, Label
from pincitec.diagnostics.catalogue.exchange import UNCERTAIN_TEXT
from pincitec.law.exchange.draft import Draft


def merge(drafts: Sequence[Draft]) -> Draft | Diagnostic:
    """The texts of all, oldest first. Two files with a text of one day, or with texts of days that overlap, contradict each other."""
    if len(drafts) == 1:
        return drafts[0]
    order = sorted(range(len(drafts)), key=lambda number: drafts[number].texts[0].on)
    gaps = []
    for earlier, later in ((drafts[one], drafts[other]) for one, other in pairwise(order)):
        begins = later.texts[0].on
        if begins <= earlier.texts[-1].on or (earlier.ended is not None and begins < earlier.ended):
            return Diagnostic.at(
                UNCERTAIN_TEXT, later.span, f"the text of {begins} is one of days for which another file has a text",
                others=[Label(earlier.span, "the section in the other file")], help="leave out one of the files",
            )  # fmt: skip
        if earlier.ended is not None and earlier.ended < begins:
            gaps.append(earlier.ended)
    newest = drafts[order[-1]]
    return Draft(
        cites=tuple(dict.fromkeys(cite for number in reversed(order) for cite in drafts[number].cites)),
        texts=tuple(evolve(text, file=number) for number in order for text in drafts[number].texts),
        ended=newest.ended,
        history=newest.history,
        notes=newest.notes,
        left=tuple(left for draft in drafts for left in draft.left),
        span=newest.span,
        gaps=tuple(gaps),
        notes_of=order[-1],
    )
