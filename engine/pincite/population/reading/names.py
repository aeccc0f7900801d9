"""Names as messages show them, and the one that is meant where there is but one. Under `planning.py`."""

from collections.abc import Sequence
from typing import Final

from pincitec.graph.clauses import Fact

MOST_NAMED: Final = 12


def only(found: Sequence[Fact]) -> Fact | None:
    return found[0] if len(found) == 1 else None


def short(name: str) -> str:
    return name.rpartition(".")[2]


def named(names: Sequence[str]) -> str:
    return ", ".join(f"`{cut(n)}`" for n in names[:MOST_NAMED]) + (", …" if len(names) > MOST_NAMED else "")


def article(words: str) -> str:
    return ("an " if words[:1] in "aeiou" else "a ") + words


def cut(text: str) -> str:
    text = text.replace("`", "'").replace("\n", " ")
    return text if len(text) <= 60 else text[:59] + "…"
