"""Slips of the sources that are kept (`sic`), and amounts that are stated twice and differently.

New Mexico's statutes write money in words and in figures ("sixty thousand dollars ($60,000)"): a free check sum.
"""

from collections.abc import Iterable

from pincitec.diagnostics import Diagnostic, Span
from pincitec.diagnostics.catalogue.law import SLIP_NOT_FOUND
from pincitec.law.flat import FlatText, flatten
from pincitec.law.quotations import find
from pincitec.law.replay import Checkpoint
from pincitec.law.state import Context, resolve
from pincitec.syntax.law_tree import LawFile, SicNode


def check_slips(law: LawFile, checkpoints: list[Checkpoint], context: Context) -> list[Diagnostic]:
    """Every `sic` must stand in a text on file."""
    problems: list[Diagnostic] = []
    for sic in law.sics:
        if not any(_kept(sic, checkpoint, context) for checkpoint in checkpoints):
            problems.append(
                Diagnostic.at(SLIP_NOT_FOUND, sic.words.span, f"no text on file holds `{sic.words.text}`",
                              help="quote the slip as it stands in the text")
            )  # fmt: skip
    return problems


def _kept(sic: SicNode, checkpoint: Checkpoint, context: Context) -> list[Span]:
    return [span for flat in _texts(sic, checkpoint, context) for m in find(sic.words.text, flat)
            for span in flat.spans(m.start, m.end)]  # fmt: skip


def _texts(sic: SicNode, checkpoint: Checkpoint, context: Context) -> Iterable[FlatText]:
    if sic.place is None:
        return [flatten(unit) for unit in checkpoint.state]
    unit = resolve(checkpoint.state, sic.place, context)
    return [flatten(unit)] if unit is not None else []
