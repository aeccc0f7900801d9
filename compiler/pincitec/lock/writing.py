"""A lock as text: one block a quotation, one line a text of its unit, always in the same order, so that a change shows as its own diff.

It is TOML, so that others can read it. Equal locks give equal bytes.
"""

import json
from collections.abc import Iterable

from pincitec.lock.model import VERSION, Entry, Lock, Text

HEADER = """\
# What each quotation rested on, and who has read it beside the law. Written by `pincite lock`; stamps are set by
# `pincite lock --review`. Read its changes as you read a diff of the rules.
"""


def write_lock(lock: Lock) -> str:
    lines = [f"{HEADER}lock = {VERSION}", f'sources = "sha256:{lock.root}"', "", "[source]"]
    lines += [f"{string(path)} = {string(f'sha256:{digest}')}" for path, digest in sorted(lock.sources.items())]
    for entry in lock.entries:
        lines += block(entry)
    return "\n".join(lines) + "\n"


def block(entry: Entry) -> Iterable[str]:
    yield ""
    yield "[[quotation]]"
    yield f"id = {string(entry.id)}"
    yield f"policy = {string(entry.policy)}"
    yield f"decides = {strings(entry.decides)}"
    yield f"section = {string(entry.section)}"
    yield f"unit = {string(entry.unit)}"
    yield f"cite = {string(entry.cite)}"
    if entry.around:
        yield f"around = {strings(entry.around)}"
    yield f"words = {string(entry.words)}"
    if entry.at is not None:
        yield f"at = [{entry.at[0]}, {entry.at[1]}]"
    yield "texts = ["
    yield from (f"  {{ {', '.join(pairs(text))} }}," for text in entry.texts)
    yield "]"


def pairs(text: Text) -> Iterable[str]:
    if text.from_ is not None:
        yield f"from = {text.from_}"
    if text.until is not None:
        yield f"until = {text.until}"
    yield f"status = {string(text.status.value)}"
    if text.start is not None and text.end is not None:
        yield f"place = [{text.start}, {text.end}]"
    if text.sha256 is not None:
        yield f"text = {string(f'sha256:{text.sha256}')}"
    if text.acts:
        yield f"acts = {strings(text.acts)}"
    if text.reviewed is not None:
        yield f"by = {string(text.reviewed.by)}"
        yield f"on = {text.reviewed.on}"


def strings(texts: Iterable[str]) -> str:
    return f"[{', '.join(string(text) for text in texts)}]"


def string(text: str) -> str:
    """A basic string of TOML: as in JSON, and delete is written as a code too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
