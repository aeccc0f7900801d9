"""Drafts of one section from several files, each with texts of other days → one draft. History and notes are those of the newest."""

from collections.abc import Sequence
from itertools import pairwise

from attrs import evolve

from pincitec.diagnostics import Diagnostic, Label
from pincitec.diagnostics.catalogue.exchange import UNCERTAIN_TEXT, UNDATED_TEXT
from pincitec.law.exchange.draft import Draft


def merge(drafts: Sequence[Draft], *, every: bool = False) -> Draft | Diagnostic:
    """The texts of all, oldest first. Two files with a text of one day, or with texts of days that overlap, contradict each other.

    A file that does not say when its text ended leaves open what stood until the next one begins, unless somebody states that these
    are `every` version.
    """
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
        if earlier.ended is None and not every:
            return Diagnostic.at(
                UNDATED_TEXT, earlier.span, f"the file does not say until when its text of {earlier.texts[-1].on} stood",
                others=[Label(later.span, f"the next text is of {begins}")],
                help="if the files hold every version from the first to the last, say so: --every-version",
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
