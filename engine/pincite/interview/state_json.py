"""An interview as JSON and back: what a web form keeps between two requests. Nothing of it is trusted.

Only the facts at the beginning and the answers are kept; whoever reads it enters every answer anew, so that no state can be made that
answers would not have led to. Schema: docs/schemas/interview-1.json.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from pincite.explain.ask import decision_named, readings_named
from pincite.facts.json_reader import read_json
from pincite.facts.literals import Wrong, read_date
from pincite.facts.tree import Branch, Items, Leaf, Refused, Tree
from pincite.interview.entering import entered
from pincite.interview.opening import begin_with
from pincite.interview.state import ASKS, Ask, Item, State, known_item
from pincite.interview.trees import EMPTY, branch, items, leaf, to_json, with_entry
from pincitec.diagnostics import Diagnostic, Rule, Source, Span
from pincitec.diagnostics.catalogue import facts as rules
from pincitec.graph.pack import Pack

SCHEMA: Final = "pincite-interview/1"
NAME: Final = "the interview"
"""How messages call it."""
MOST_ANSWERS: Final = 500
MOST_CHARACTERS: Final = 4_000_000


def state_to_json(state: State) -> str:
    """An interview as a JSON text; `state_from_json` gives it back."""
    return to_json(state_tree(state)) + "\n"


def state_tree(state: State) -> Branch:
    """The same as a tree, for a larger document to hold."""
    made = branch(
        schema=leaf(SCHEMA),
        pack=leaf(state.pack.hash),
        decision=leaf(state.decision),
        on=leaf(state.on.isoformat()),
        law_on=leaf(state.law_on.isoformat()),
        readings=branch(**{c: leaf(r) for c, r in sorted(state.readings.items())}),
        facts=state.begun,
        answers=items(tuple(answer_tree(a.item, a.text) for a in state.answers)),
    )
    return with_entry(made, "dated", leaf(state.dated.isoformat())) if state.dated is not None else made


def answer_tree(item: Item, text: str) -> Branch:
    return Branch((*item_tree(item).entries, *branch(text=leaf(text)).entries), EMPTY.span)


def item_tree(item: Item) -> Branch:
    made = branch(ask=leaf(item.ask), fact=leaf(item.fact))
    if item.judge is not None:
        made = with_entry(made, "judge", leaf(item.judge))
    if item.record:
        made = with_entry(made, "record", items(tuple(leaf(part) for part in item.record)))
    return made if item.field is None else with_entry(made, "field", leaf(item.field))


def state_from_json(pack: Pack, text: str) -> State | list[Diagnostic]:
    """An interview about this pack; or every reason why the text is none. Never raises."""
    problems: list[Diagnostic] = []
    if len(text) > MOST_CHARACTERS:
        return [wrong(rules.TOO_LARGE, f"more than {MOST_CHARACTERS:,} characters", "an interview is about one case")]
    try:
        tree = read_json(Source(NAME, text), problems)
    except Refused as refused:
        return [*problems, refused.diagnostic]
    if problems:
        return problems
    if not isinstance(tree, Branch) or said(tree, "schema") != SCHEMA:
        return [wrong(rules.NOT_READABLE, "this is no interview", f'its `schema` is "{SCHEMA}"')]
    if said(tree, "pack") != pack.hash:
        return [wrong(rules.NOT_READABLE, "the rules or the law have changed since", "begin anew from the facts that were saved")]
    begun = beginning(pack, tree)
    return begun if isinstance(begun, list) else continued(begun, tree)


def beginning(pack: Pack, tree: Branch) -> State | list[Diagnostic]:
    on, law_on, dated = (day(tree, name) for name in ("on", "law_on", "dated"))
    listed, facts = tree.get("readings"), tree.get("facts")
    readings: Mapping[str, str] = {}
    if isinstance(listed, Branch):
        readings = {k.text: v.text for k, v in listed.entries if isinstance(v, Leaf)}
    if on is None or law_on is None or not isinstance(facts, Branch):
        return [wrong(rules.NOT_READABLE, "the interview does not say what is asked", "it has `decision`, `on`, `law_on` and `facts`")]
    name = decision_named(pack, said(tree, "decision") or "")
    chosen, problems = readings_named(pack, readings.items())
    if isinstance(name, Diagnostic):
        problems.insert(0, name)
    if problems or isinstance(name, Diagnostic):
        return problems
    return begin_with(pack, name, facts, on=on, law_on=law_on, readings=chosen, dated=dated)


def continued(state: State, tree: Branch) -> State | list[Diagnostic]:
    """The interview with its answers entered one after another."""
    listed = tree.get("answers")
    given = listed.items if isinstance(listed, Items) else ()
    if len(given) > MOST_ANSWERS:
        return [wrong(rules.TOO_LARGE, f"more than {MOST_ANSWERS:,} answers", "an interview is about one case")]
    for number, part in enumerate(given, 1):
        item = item_of(state, part)
        text = said(part, "text") if isinstance(part, Branch) else None
        if item is None or text is None:
            return [wrong(rules.NOT_READABLE, f"answer {number} says not what it answers", "use the questions as they were given")]
        made = entered(state, item, text)
        if isinstance(made, Diagnostic):
            return [made]
        state = made
    return state


def item_of(state: State, tree: Tree) -> Item | None:
    """What an answer is about; None where the rules know no such thing."""
    if not isinstance(tree, Branch):
        return None
    ask: Ask | None = next((a for a in ASKS if a == said(tree, "ask")), None)
    fact = state.pack.fact.get(said(tree, "fact") or "")
    parts = tree.get("record")
    key = tuple(p.text for p in parts.items if isinstance(p, Leaf)) if isinstance(parts, Items) else ()
    if ask is None or fact is None:
        return None
    item = Item(ask, fact.name, said(tree, "judge"), key, said(tree, "field"))
    return item if known_item(state, item) else None


def said(tree: Branch, name: str) -> str | None:
    found = tree.get(name)
    return found.text if isinstance(found, Leaf) and found.kind == "quoted" else None


def day(tree: Branch, name: str) -> date | None:
    found = tree.get(name)
    read = read_date(found) if isinstance(found, Leaf) else None
    return None if isinstance(read, Wrong) else read


def wrong(rule: Rule, message: str, help: str) -> Diagnostic:
    return Diagnostic.at(rule, Span(NAME, 0, 0), message, help=help)
