"""The page of each diagnostic: why it matters in law, what to avoid, what to write instead.

`pincite explain CODE` prints it and machine formats carry it, so that the words stand in one place.
"""

from importlib.resources import files
from typing import Final

from attrs import frozen

from pincitec.diagnostics.diagnostic import Rule

REQUIRED: Final = ("What it does", "Why it matters", "Avoid", "Prefer")
"""Sections that every page has, in this order; `Exceptions` may follow."""


@frozen
class Page:
    """A page, taken apart: the title line, the one-line summary, and the sections in order."""

    title: str
    summary: str
    sections: tuple[tuple[str, str], ...]


def page_text(rule: Rule) -> str:
    """The page of a rule, as Markdown. Raises `FileNotFoundError` where it is missing, which a test rules out."""
    return files("pincitec.diagnostics").joinpath("pages", f"{rule.code}.md").read_text(encoding="utf-8")


def page_codes() -> tuple[str, ...]:
    """The codes that have a page, sorted."""
    folder = files("pincitec.diagnostics").joinpath("pages")
    return tuple(sorted(entry.name.removesuffix(".md") for entry in folder.iterdir() if entry.name.endswith(".md")))


def parse_page(text: str) -> Page:
    """Take a page apart at its headings; a `#` inside a fenced example is no heading."""
    title, summary = "", ""
    sections: list[tuple[str, list[str]]] = []
    fenced = False
    for line in text.splitlines():
        if line.startswith("```"):
            fenced = not fenced
        if not fenced and line.startswith("# ") and not title:
            title = line[2:].strip()
        elif not fenced and line.startswith("## "):
            sections.append((line[3:].strip(), []))
        elif sections:
            sections[-1][1].append(line)
        elif line.strip():
            summary = f"{summary} {line.strip()}".strip()
    return Page(title, summary, tuple((name, "\n".join(lines).strip("\n")) for name, lines in sections))
