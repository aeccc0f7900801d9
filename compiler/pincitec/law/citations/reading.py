"""One citation, the whole text of it: what it says, or why it is not understood."""

from typing import Final

from attrs import evolve

from pincitec.diagnostics import Diagnostic, Span
from pincitec.diagnostics.catalogue.citations import CITATION_TOO_LONG, UNREAD_CITATION
from pincitec.law.citations.build import build
from pincitec.law.citations.model import Citation
from pincitec.law.citations.munch import munch
from pincitec.law.citations.words import Token, tokens

MOST_CHARACTERS: Final = 1000
_LIKE: Final = 'for example: "NMSA 1978, § 22-10A-11(C)", "Section 22-10A-11 NMSA 1978", "20 U.S.C. § 6301(b)", "Laws 2019, ch. 207, § 23"'

_LISTS: Final = "`pincite cite --find FILE` lists the citations of a text"


def parse(text: str, path: str = "citation") -> Citation | Diagnostic:
    """What a text says that is one citation from its beginning to its end, or a list that names its code once.

    Designators may stand apart here ("§ 22-10A-11 (C)"), as the text can be nothing else. `path` names the text in a problem.

    >>> parse("22-10A-11(C) NMSA 1978")
    CodeSection(code='us-nm/nmsa', section='22-10A-11', pin=('C',), title=None, year=None, note=False)
    """
    if len(text) > MOST_CHARACTERS:
        message = f"the citation is longer than {MOST_CHARACTERS:,} characters"
        return Diagnostic.at(
            CITATION_TOO_LONG,
            Span(path, MOST_CHARACTERS, len(text)),
            message,
            help="`pincite cite --find FILE` lists the citations of a text",
        )
    words = _together(tokens(text))
    read = munch(words, 0) if words else None
    if read is None or read.tree is None or read.taken < len(words):
        return _unread(text, words, read.seen if read is not None else 0, path)
    found = build(read.tree)
    if found is None:
        message = f"what `{_shown(text)}` names is not certain"
        return Diagnostic.at(UNREAD_CITATION, Span(path, 0, len(text)), message, help=f"name each place in full; {_LIKE}")
    return found


def _together(words: list[Token]) -> list[Token]:
    """Designators that stand apart from their number or from one another, as belonging to it; and no full stop at the end."""
    result: list[Token] = []
    for word in words:
        if word.kind in {"APART", "OPENING"}:
            after_number = bool(result) and result[-1].kind in {"INT", "NUM", "YEAR", "PIN"}
            word = evolve(word, kind="PIN" if after_number else "APART")  # noqa: PLW2901
        result.append(word)
    if result and result[-1].text == "." and result[-1].glued:
        result.pop()
    return result


def _unread(text: str, words: list[Token], seen: int, path: str) -> Diagnostic:
    if not words:
        return Diagnostic.at(UNREAD_CITATION, Span(path, 0, len(text)), "no citation is given", help=_LIKE)
    if seen == len(words):
        span = Span(path, words[-1].start, words[-1].end)
        return Diagnostic.at(UNREAD_CITATION, span, f"the citation ends too early, after `{_shown(words[-1].text)}`", help=_LIKE)
    stop = words[seen]
    before = "" if seen == 0 else f" after `{_shown(text[: words[seen - 1].end])}`"
    message = f"`{_shown(stop.text)}` is not understood{before}"
    return Diagnostic.at(UNREAD_CITATION, Span(path, stop.start, stop.end), message, help=_LIKE)


def _shown(text: str) -> str:
    plain = " ".join(text.replace("`", "'").split())
    return plain if len(plain) <= 60 else f"…{plain[-59:]}"
