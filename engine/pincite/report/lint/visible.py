"""What a reader sees of a written letter, without blanks, so that line breaks and indents do not matter; and what a page must not hold."""

import re
from html.parser import HTMLParser
from typing import Final

from pincitec.diagnostics.render.text import escape

UNSEEN: Final = frozenset({"head", "style", "script", "title", "template", "noscript", "datalist", "select", "option"})
FORBIDDEN: Final = frozenset(
    [
        "script",
        "iframe",
        "frame",
        "frameset",
        "object",
        "embed",
        "applet",
        "base",
        "link",
        "form",
        "input",
        "button",
        "textarea",
        "audio",
        "video",
        "source",
        "svg",
        "math",
        "template",
        "noscript",
        "dialog",
        "details",
        "portal",
    ]
)
"""Elements that run, load or hide something."""
VOID: Final = frozenset(["area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "base", "embed"])
CLOSING: Final = frozenset({"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "option"})
"""Elements that may end without saying so."""
ADDRESS: Final = re.compile(r"\s*(?:(?:https?|file|mailto|tel):|[^:]*(?:[/?#]|$))", re.IGNORECASE)
HIDING: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0?\.?0*(?![.\d])|font-size\s*:\s*0|clip(?:-path)?\s*:"
    r"|text-indent\s*:\s*-|(?:left|right|top|bottom|margin[\w-]*)\s*:\s*-\d{2}|color\s*:\s*transparent|content-visibility"
    r"|(?:max-)?(?:height|width)\s*:\s*0(?![.\d])|transform\s*:|line-height\s*:\s*0(?![.\d])",
    re.IGNORECASE,
)
LOADING: Final = re.compile(r"@import|url\s*\((?!\s*[\"']?data:(?:image|font)/)|expression\s*\(|behavior\s*:|\\", re.IGNORECASE)
FENCED: Final = re.compile(r"^(`{3,})sh\n.*?^\1$", re.MULTILINE | re.DOTALL)
"""The command of a letter in Markdown, in which nothing is markup."""
MARKUP: Final = re.compile(r"(?<!\\)(?<!\]\()<[A-Za-z/!?]")
"""Finds HTML in Markdown, other than the address of a link."""
ACTING: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


class Page(HTMLParser):
    """The text of a page that is seen, and what of it is refused, with its line."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.open: list[str] = []
        self.refused: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in FORBIDDEN:
            self.refused.append(f"it has an element `{tag}`")
        for name, value in attrs:
            self.attribute(tag, name, value or "")
        if tag not in VOID:
            self.open.append(tag)

    def attribute(self, tag: str, name: str, value: str) -> None:
        if name.startswith("on") or name in ("srcdoc", "srcset", "formaction", "background", "ping", "manifest"):
            self.refused.append(f"it has an attribute `{name}`")
        elif name == "src" and not re.match(r"data:image/(?:png|jpeg|gif|webp);", value):
            self.refused.append("it loads a picture from elsewhere")
        elif name in ("href", "xlink:href", "action", "cite") and not ADDRESS.match(value):
            self.refused.append("it has a link that runs something")
        elif name in ("hidden", "aria-hidden", "inert") and value.lower() != "false":
            self.refused.append(f"it hides text by `{name}`")
        elif tag == "meta" and name == "http-equiv" and value.lower() not in ("content-security-policy", "content-type"):
            self.refused.append(f"it has a `meta` of the kind `{value[:40]}`")
        elif name == "style":
            self.style(value)

    def style(self, text: str) -> None:
        plain = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
        if found := HIDING.search(plain):
            self.refused.append(f"its style can hide text: `{' '.join(found[0].split())[:60]}`")
        if found := LOADING.search(plain):
            self.refused.append(f"its style loads something, or cannot be read: `{' '.join(found[0].split())[:60]}`")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if "style" in self.open:
            self.style(data)
        elif not UNSEEN.intersection(self.open):
            self.text.append(data)


def acting(text: str) -> bool:
    """Whether a text holds a character that acts on a terminal, or that no reader sees."""
    return ACTING.search(text) is not None


def with_markup(text: str) -> bool:
    """Whether Markdown holds HTML, by which text could be hidden or run."""
    return MARKUP.search(FENCED.sub("", text)) is not None


def visible(written: str, kind: str) -> str:
    """What is seen of a letter in a format, without blanks."""
    if kind == "html":
        return same("".join(Page(written).text), kind)
    if kind == "md":
        written = re.sub(r"<!--.*?(?:-->|\Z)", "", written, flags=re.DOTALL)
        written = re.sub(r"^\[[^\]\n]*\]:.*$", "", written, flags=re.MULTILINE)
    return same(written, kind)


def same(text: str, kind: str) -> str:
    """A text as it is compared: without blanks, in Markdown without the marks that escape."""
    plain = "".join(text.split())
    return plain.replace("\\", "") if kind == "md" else plain


def needed(text: str, kind: str) -> str:
    """A text of the letter as it is written in a format, for comparison."""
    return same(escape(text), kind)
