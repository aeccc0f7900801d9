"""Texts with named places: `Short by {gap}.` The lowest part of the texts; knows nothing of languages.

A place is a plain name in braces and nothing else. There is no attribute, no index, no conversion and no format, so that a text from a
catalogue or from a template of an office can only put in whole what it was given. `{{` and `}}` are braces.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

PARTS: Final = re.compile(r"(\{\{|\}\}|\{[a-z][a-z0-9_]{0,39}\}|[{}])")


class Malformed(ValueError):
    """A brace that is neither doubled nor part of a plain place."""


@lru_cache(maxsize=4096)
def parts(text: str) -> tuple[str, ...]:
    """The parts of a text, by turns as they stand and the name of a place. Raises `Malformed`.

    >>> parts("Short by {gap}.")
    ('Short by ', 'gap', '.')
    >>> parts("{{as it is}}")
    ('{as it is}',)
    """
    found = [""]
    for part in PARTS.split(text):
        if part in ("{", "}"):
            raise Malformed(text)
        if part in ("{{", "}}"):
            found[-1] += part[0]
        elif part[:1] == "{" and len(part) > 1:
            found += [part[1:-1], ""]
        else:
            found[-1] += part
    return tuple(found)


def names(text: str) -> frozenset[str]:
    """The names of the places of a text. Raises `Malformed`.

    >>> sorted(names("{first} or {last}"))
    ['first', 'last']
    """
    return frozenset(parts(text)[1::2])


def fill(text: str, values: Mapping[str, object]) -> str:
    """A text with what stands at its places. Raises `Malformed`, and `KeyError` for a place that is given nothing.

    >>> fill("{n} of {needed}", {"n": 2, "needed": 3})
    '2 of 3'
    """
    found = parts(text)
    if len(found) == 1:
        return found[0]
    return "".join(str(values[part]) if i % 2 else part for i, part in enumerate(found))


@lru_cache(maxsize=4096)
def shape(text: str) -> re.Pattern[str]:
    """What a filled text looks like, with a group for each place where it first stands."""
    found = parts(text)
    seen: set[str] = set()
    made = ""
    for i, part in enumerate(found):
        if i % 2 == 0:
            made += re.escape(part)
        else:
            made += f"(?P={part})" if part in seen else f"(?P<{part}>.*)"
            seen.add(part)
    return re.compile(made, re.DOTALL)


def read_back(text: str, filled: str) -> dict[str, str] | None:
    """What stands at the places of a filled text; `None` where it is not one of these.

    >>> read_back("not yet judged by {judges}", "not yet judged by the department")
    {'judges': 'the department'}
    """
    found = shape(text).fullmatch(filled)
    return found.groupdict() if found else None
