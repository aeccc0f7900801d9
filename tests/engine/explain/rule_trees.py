"""Blocks of conditions of made-up law: `all`, `any`, `none`, `at least`, put together from the conditions of `rule_parts.py`."""

from collections.abc import Callable, Sequence

from tests.engine.explain.rule_parts import (
    AMOUNTS,
    COMPARED,
    Nested,
    Part,
    Writer,
    boolean,
    day,
    enumerated,
    joined,
    listed,
    pair,
    read,
)
from tests.engine.explain.rule_parts_more import MORE, MORE_LISTED


def asked(w: Writer, nested: Nested) -> Part:
    """A condition that is another decision, or a definition."""
    name, item = nested.name, w.code()
    if nested.kind == "definition":
        return Part(f"is fit {name} under item {item}", (f'"is fit {name} under item {item}" means fit_{name}',))
    if nested.kind == "value":
        words, sign = w.comparison(COMPARED)
        said = f"owes a fee {name} of {words} $150 under item {item}"
        return Part(said, (f'"{said}" means {name} {sign} $150',))
    return Part(f"holds thing {name} under item {item}", (f'"holds thing {name} under item {item}" means {name}',))


def leaf(w: Writer, nested: Sequence[Nested]) -> Part:
    """One condition."""
    w.left[0] -= 1
    kinds: list[Callable[[Writer], Part]] = [boolean, boolean, boolean, *AMOUNTS, day, enumerated, enumerated, joined, read]
    kinds += [listed, listed] if w.size.lists else []
    kinds += [] if w.size.tied else [pair, pair]
    if w.size.wide:
        kinds += [*MORE, *(MORE_LISTED if w.size.lists else ())]
    if nested and w.chance(0.15):
        return asked(w, w.random.choice(nested))
    return w.random.choice(kinds)(w)


def tree(w: Writer, nested: Sequence[Nested], depth: int) -> Part:
    """A condition, or a block of them."""
    if depth == 0 or w.left[0] <= 1 or w.chance(0.35):
        return leaf(w, nested)
    kind = w.random.choice(("all", "all", "any", "any", "none", "all" if w.denied[-1] else "at least"))
    w.denied.append(w.denied[-1] != (kind == "none"))
    parts = [tree(w, nested, depth - 1) for _ in range(w.random.randint(2, 4))]
    w.denied.pop()
    return block(w, kind, parts)


def block(w: Writer, kind: str, parts: Sequence[Part]) -> Part:
    inner = tuple(f"  {line}" for part in parts for line in part.rules)
    if kind == "at least":
        item, number = w.code(), w.random.randint(1, len(parts))
        said = f"meets at least {number} of what follows under item {item}"
        words = f"{said}: {'; '.join(p.words for p in parts)}"
        return Part(words, (f'"{said}" means at least {number} of {{', *inner, "}"))
    words = {"all": "; and ", "any": "; or ", "none": "; or "}[kind].join(p.words for p in parts)
    if kind == "none":
        said = f"meets none of what follows under item {w.code()}"
        return Part(f"{said}: {words}", (f'"{said}" means none {{', *inner, "}"))
    return Part(words, (f"{kind} {{", *inner, "}"))
