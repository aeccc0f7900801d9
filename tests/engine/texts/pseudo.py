"""A language in which every text of the engine stands in ⟦ ⟧, and what of a page stands outside them."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from pincite.texts import Catalogue
from pincite.texts.extract import texts

AS_IT_IS = frozenset({"1,234.5"})
WRAPPED = re.compile(r"⟦[^⟦⟧]*⟧")
NOT_OURS = frozenset({"blockquote", "q", "cite", "code", "style"})
"""Elements of a page in which the law is quoted, a place of it is named, or a program is addressed."""
VOID = frozenset({"meta", "br", "link", "img", "hr"})


def pseudo() -> Catalogue:
    """The language, made of what extraction finds."""
    singular: dict[str, str] = {}
    plurals: dict[tuple[str, str], tuple[str, ...]] = {}
    for _, text in texts():
        if isinstance(text, str):
            singular[text] = text if text in AS_IT_IS else f"⟦{text}⟧"
        else:
            one, many = text
            plurals[one, many] = (f"⟦{one}⟧", f"⟦{many}⟧")
    return Catalogue("qps", singular, plurals, lambda n: int(n != 1))


def unwrapped(text: str) -> str:
    """What of a text stands outside all ⟦ ⟧.

    >>> unwrapped("⟦short by ⟦2 years⟧⟧ (so)")
    ' (so)'
    """
    while (shorter := WRAPPED.sub("", text)) != text:
        text = shorter
    return text


class Page(HTMLParser):
    """The texts of a page outside `NOT_OURS`, element by element."""

    def __init__(self) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.found = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.inside.append(tag)
            if tag not in ("span", "strong", "a"):
                self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if not NOT_OURS & set(self.inside):
            self.found[-1] += data


def left_over(page: str) -> Iterator[str]:
    """The words of a page, element by element, that neither went through the catalogue nor are quoted."""
    parser = Page()
    parser.feed(page)
    for text in parser.found:
        rest = re.sub(r"“[^”]*”", "", unwrapped(text))
        if re.search(r"[^\W\d_]", rest):
            yield " ".join(rest.split())
