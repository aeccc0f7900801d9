"""Provisions of made-up law that give an amount: by conditions, by a table, as another provision gives it."""

from collections.abc import Sequence

from tests.engine.explain.rule_parts import POSTS, Nested, Writer
from tests.engine.explain.rule_trees import tree


def value(w: Writer, name: str, nested: Sequence[Nested]) -> None:
    """The provisions that give an amount."""
    w.declared.append(f'decision {name} : money "fee {name}"')
    if w.size.wide and w.chance(0.4):
        tabled(w, name)
        return
    sentences = []
    amounts = (100, 200)
    for number in range(w.random.randint(2, 3)):
        item, part = w.code(), tree(w, nested, 1)
        given = w.random.choice(amounts) if number else amounts[0]
        said = f"The fee {name} by item {item} is ${given:,} for one who"
        sentences.append((f"{said} {part.words}.", (f'"{said}"', f"means {name} = ${given:,} when", *(f"  {line}" for line in part.rules))))
    if w.size.wide and any(n.kind == "value" for n in nested) and w.chance(0.5):
        sentences.append(elsewhere(w, name, nested))
    w.given[name] = [provide(w, sentences)]


def tabled(w: Writer, name: str) -> None:
    """A table by two facts; one combination is now and then in no row."""
    post, training, item = w.fact("post", "post"), w.fact("days", "training"), w.code()
    days = w.compared(training, (60, 160))
    rows = [
        (f"$100 for a clerk by item {w.code()}", "clerk", "any", 100),
        (f"$200 for a guard with less than {days} days by item {w.code()}", "guard", f"< {days} days", 200),
        (f"$100 for a guard with at least {days} days by item {w.code()}", "guard", f">= {days} days", 100),
        (f"$200 for a porter by item {w.code()}", "porter", "any", 200),
    ][: 4 if w.chance(0.5) else 3]
    said = f"The fee {name} by item {item} is, by post {post} and training {training}"
    body = [f'  "{words}" : {one} | {other} -> ${given}' for words, one, other, given in rows]
    sentence = f"{said}: {'; '.join(words for words, *_ in rows)}."
    w.given[name] = [provide(w, [(sentence, (f'"{said}"', f"means table {name} by {post}, {training} {{", *body, "}"))])]


def elsewhere(w: Writer, name: str, nested: Sequence[Nested]) -> tuple[str, tuple[str, ...]]:
    """An amount that is the same as another provision gives, now and then to one in another post."""
    other = w.random.choice([n.name for n in nested if n.kind == "value"])
    item, letter, part = w.code(), w.random.choice(w.given[other]), tree(w, nested, 1)
    supposed = ""
    if w.chance(0.7):
        supposed = f" with ({w.fact('post', 'post')} = {w.random.choice(POSTS)})"
    said = f"The fee {name} by item {item} is the same as provided in Subsection {letter} for one who"
    lines = (f'"{said}"', f"means {name} = {other} under code({letter}){supposed} when", *(f"  {line}" for line in part.rules))
    return f"{said} {part.words}.", lines


def provide(w: Writer, sentences: Sequence[tuple[str, tuple[str, ...]]], more: str = "") -> str:
    """A paragraph with these sentences and the provision that encodes them; its letter."""
    letter = chr(65 + len(w.paragraphs))
    w.paragraphs.append(f"{letter}. {' '.join(words for words, _ in sentences)}")
    body = "\n".join(f"  {line}" for _, lines in sentences for line in lines)
    w.provisions.append(f"provision code({letter}){more} {{\n{body}\n}}")
    return letter
