"""Slips of the sources that are kept (`sic`), and amounts that are stated twice and differently.

New Mexico's statutes write money in words and in figures ("sixty thousand dollars ($60,000)"): a free check sum, taken over
every version, so that a wrong operand of an old act is seen as well.
"""

from collections.abc import Iterable

from pincitec.diagnostics import Diagnostic, Label, Span
from pincitec.diagnostics.catalogue.law import SLIP_NOT_FOUND, WORDS_AND_FIGURES
from pincitec.law.figures import disagreements
from pincitec.law.flat import FlatText, flatten
from pincitec.law.model import Version
from pincitec.law.quotations import find
from pincitec.law.replay import Checkpoint
from pincitec.law.state import Context, resolve
from pincitec.syntax.law_tree import LawFile, SicNode, WordsIn


def check_slips(law: LawFile, checkpoints: list[Checkpoint], made: tuple[Version, ...], context: Context) -> list[Diagnostic]:
    """Every `sic` must stand in a text on file; every amount stated twice must agree with itself, unless marked `sic`."""
    problems: list[Diagnostic] = []
    kept: list[Span] = []
    for sic in law.sics:
        spans = [span for checkpoint in checkpoints for span in _places(sic, checkpoint, context)]
        if not spans:
            problems.append(
                Diagnostic.at(
                    SLIP_NOT_FOUND,
                    sic.words.span,
                    f"no text on file holds `{sic.words.text}`",
                    help="quote the slip as it stands in the text",
                )
            )
        kept += spans
    amounts = _amounts(made, kept)
    return problems + amounts + _operands(law, [problem.span for problem in amounts])


def _places(sic: SicNode, checkpoint: Checkpoint, context: Context) -> list[Span]:
    return [
        span
        for flat in _texts(sic, checkpoint, context)
        for match in find(sic.words.text, flat)
        for span in flat.spans(match.start, match.end)
    ]


def _texts(sic: SicNode, checkpoint: Checkpoint, context: Context) -> Iterable[FlatText]:
    if sic.place is None:
        return [flatten(unit) for unit in checkpoint.state]
    unit = resolve(checkpoint.state, sic.place, context)
    return [flatten(unit)] if unit is not None else []


def _amounts(made: tuple[Version, ...], kept: list[Span]) -> list[Diagnostic]:
    problems: dict[Span, Diagnostic] = {}
    for version in made:
        for flat in (flatten(unit) for unit in version.units):
            for found in disagreements(flat.text):
                spans = flat.spans(found.start, found.end)
                if not spans or any(k.start < s.end and s.start < k.end for s in spans for k in kept):
                    continue
                problems.setdefault(
                    spans[0],
                    Diagnostic.at(
                        WORDS_AND_FIGURES,
                        spans[0],
                        found.message,
                        others=[Label(span) for span in spans[1:]],
                        notes=(f"in the text of {version.from_}",),
                        help='compare with the source; if it is a slip of the law itself, keep it and add `sic "…" because "…"`',
                    ),
                )
    return list(problems.values())


def _operands(law: LawFile, told: list[Span]) -> list[Diagnostic]:
    """Amounts in operands: the text before the oldest act is no version, but its words are on file all the same."""
    problems = []
    operations = [operation for act in law.acts for operation in act.operations if isinstance(operation, WordsIn)]
    for words in (words for operation in operations for words in (*operation.strikes, *operation.inserts)):
        span = words.span
        if any(span.start <= place.start < span.end for place in told):
            continue
        for found in disagreements(words.text):
            problems.append(
                Diagnostic.at(WORDS_AND_FIGURES, span, found.message, help="compare with the note; a misprint of it is `printed`")
            )
    return problems
