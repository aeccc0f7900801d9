"""Facts as they are kept in an interview: the tree of a facts file without its places, and as JSON and YAML that are read the same way.

Stands over `pincite.facts`. The words of a value are kept as they were given, so that what is saved is read again as it was.
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from pincite.facts.context import Context
from pincite.facts.names import find_fact
from pincite.facts.python_reader import NOWHERE
from pincite.facts.tree import Branch, Items, Kind, Leaf, Tree

EMPTY: Final = Branch((), NOWHERE)
PLAIN: Final = re.compile(r"[A-Za-z][A-Za-z0-9_.]*|[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
"""Words that need no quotation marks in YAML, and are no other word of it."""
WORDS_OF_YAML: Final = ("true", "false", "null", "yes", "no", "on", "off", "y", "n")
"""What some reader of YAML takes for a truth value or for nothing; ours takes only the first three so."""


def branch(**entries: Tree) -> Branch:
    return Branch(tuple((Leaf("quoted", name, NOWHERE), value) for name, value in entries.items()), NOWHERE)


def leaf(text: str, kind: Kind = "quoted") -> Leaf:
    return Leaf(kind, text, NOWHERE)


def items(parts: tuple[Tree, ...]) -> Items:
    return Items(parts, NOWHERE)


def without_places(tree: Tree) -> Tree:
    """The tree as if it stood in no file. Depth is bounded by whoever read it."""
    match tree:
        case Leaf():
            return Leaf(tree.kind, tree.text, NOWHERE)
        case Branch():
            return Branch(tuple((leaf(k.text), without_places(v)) for k, v in tree.entries), NOWHERE)
        case Items():
            return Items(tuple(without_places(t) for t in tree.items), NOWHERE)


def with_entry(tree: Branch, name: str, value: Tree) -> Branch:
    """The mapping with a value under a name: in the place of the one that stands there, or at the end."""
    if name in tree.keys:
        return Branch(tuple((k, value if k.text == name else v) for k, v in tree.entries), tree.span)
    return Branch((*tree.entries, (leaf(name), value)), tree.span)


def name_in(context: Context, tree: Branch, fact: str) -> str:
    """The name under which a fact stands in a tree; where it does not, the shortest that means it alone."""
    for key, _ in tree.entries:
        found = find_fact(context, key)
        if found is not None and found.name == fact:
            return key.text
    short = fact.rpartition(".")[2]
    alike = [f for f in context.pack.facts if f.name.rpartition(".")[2] == short]
    return short if len(alike) == 1 else fact


def to_json(tree: Tree, indent: int = 0) -> str:
    """A tree as JSON; numbers as they are written, whatever their digits."""
    pad, inner = "  " * indent, "  " * (indent + 1)
    match tree:
        case Leaf("null"):
            return "null"
        case Leaf("boolean" | "number"):
            return tree.text
        case Leaf():
            return json.dumps(tree.text, ensure_ascii=False)
        case Branch(entries):
            lines = [f"{inner}{json.dumps(k.text, ensure_ascii=False)}: {to_json(v, indent + 1)}" for k, v in entries]
            return "{\n" + ",\n".join(lines) + f"\n{pad}}}" if lines else "{}"
        case Items(parts):
            lines = [inner + to_json(part, indent + 1) for part in parts]
            return "[\n" + ",\n".join(lines) + f"\n{pad}]" if lines else "[]"


def to_yaml(tree: Branch, asked: date) -> str:
    """Facts as a YAML file that says as of which day they are true."""
    lines = ["# Facts as of " + asked.isoformat() + ", from an interview.", *block(tree, "")]
    return "\n".join(lines) + "\n"


def block(tree: Branch, pad: str) -> Iterator[str]:
    for key, value in tree.entries:
        yield from entry(f"{pad}{scalar(key)}:", value, f"{pad}  ")


def entry(head: str, value: Tree, pad: str) -> Iterator[str]:
    """What stands after a name or a dash: on the same line where it is short and plain, else below."""
    if isinstance(value, Leaf) or not (value.entries if isinstance(value, Branch) else value.items):
        yield f"{head} {flow(value)}".rstrip()
    elif isinstance(value, Branch) and all(isinstance(v, Leaf) for _, v in value.entries):
        yield f"{head} {flow(value)}"
    elif isinstance(value, Branch):
        yield head
        yield from block(value, pad)
    else:
        yield head
        for part in value.items:
            lines = list(block(part, f"{pad}  ")) if isinstance(part, Branch) and part.entries else [f"{pad}  {flow(part)}"]
            yield f"{pad}- {lines[0].lstrip()}"
            yield from lines[1:]


def flow(tree: Tree) -> str:
    match tree:
        case Leaf():
            return scalar(tree)
        case Branch(entries):
            return "{ " + ", ".join(f"{scalar(k)}: {flow(v)}" for k, v in entries) + " }" if entries else "{}"
        case Items(parts):
            return "[" + ", ".join(flow(t) for t in parts) + "]"


def scalar(value: Leaf) -> str:
    """A word as YAML: in quotation marks unless it can be nothing else. An empty value is written `null`, so that it survives in braces."""
    match value.kind:
        case "null":
            return "null"
        case "boolean" | "number":
            return value.text
        case _ if PLAIN.fullmatch(value.text) and value.text.lower() not in WORDS_OF_YAML:
            return value.text
        case _:
            return json.dumps(value.text, ensure_ascii=False)
