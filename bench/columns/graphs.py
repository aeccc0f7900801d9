"""Random rules of any size, as packs: what the executor over columns is measured on.

A rule of N nodes has N conditions: comparisons of facts with constants (about half), connectives over them, and the decision. Facts,
constants and the clauses' own nodes are not counted. Clauses of some seven conditions grant, refuse or require, and share some of their
conditions, as definitions are shared. Nothing but numbers is made up: the pack passes the same checks as one that comes from a file.
"""

from datetime import date
from random import Random
from typing import Final

from attrs import field, frozen

from pincitec.graph.clauses import Clause, ClauseNodes, Decision, Element, Fact, Question, Standing, Wording
from pincitec.graph.nodes import Builder
from pincitec.graph.pack import Pack, with_hash
from pincitec.graph.texts import SectionText
from pincitec.graph.validate import validate
from pincitec.semantics.truth import HOLDS
from pincitec.semantics.types import Enumeration, Member

DECISION: Final = "b.granted"
ASKED: Final = date(2021, 6, 1)
SIZES: Final = {18: 6, 185: 30, 1826: 60}
"""Nodes of a rule, and its facts."""
MEMBERS: Final = 6
RANK: Final = Enumeration("b.rank", tuple(Member(f"r{i}", f"rank {i}") for i in range(MEMBERS)), ordered=True)
TYPES: Final = ("boolean", RANK.key, "days", "money", "date", "period")
"""The types of facts, in turn: half of the columns take one byte a row or less."""
MOST: Final = {"days": 400, "money": 10_000_000, "period": 240}
"""The greatest value of a fact of each type: days, cents, months."""
FIRST_YEAR, LAST_YEAR = 2000, 2025
A_CLAUSE: Final = 12


@frozen
class Writing:
    """A rule as it grows: `left` are the conditions still to be made, `shared` those that a later clause may use again."""

    random: Random
    builder: Builder
    facts: tuple[Fact, ...]
    left: list[int]
    shared: list[int] = field(factory=list)

    def condition(self, op: str, args: tuple[int, ...], param: int | None = None) -> int:
        """A new condition, counted; one that exists already is not."""
        before = len(self.builder.nodes)
        number = self.builder.add(op, "boolean", args, param)
        self.left[0] -= len(self.builder.nodes) > before
        return number


def graph(nodes: int, seed: int = 1, facts: int | None = None) -> Pack:
    """The pack of a random rule of so many conditions over so many facts (by default as `SIZES` has it)."""
    random = Random(f"{nodes}/{seed}")
    number = facts or SIZES.get(nodes) or max(6, min(60, nodes // 6))
    stated = tuple(Fact(f"b.f{i}", TYPES[i % len(TYPES)], Wording(f"fact {i}")) for i in range(number))
    w = Writing(random, Builder(), stated, [nodes - 1])
    parts: list[tuple[str, int, Element]] = []
    while w.left[0] > 0:
        root = tree(w, min(A_CLAUSE, w.left[0]), "all")
        effect = "grant" if not parts else random.choice(("grant", "grant", "deny", "require"))
        if effect == "require" and w.left[0] > 0:
            root = Element("none", w.condition("not", (root.node,)), children=(root,))
        parts.append((effect if effect != "require" or root.kind == "none" else "grant", root.node, root))
    return packed(w, parts)


def tree(w: Writing, budget: int, kind: str) -> Element:
    """An element that takes at most so many new conditions; "all" and "any" stand in turn."""
    if budget <= 2 or w.left[0] <= 2:
        return leaf(w)
    children: list[Element] = []
    left, most = budget - 1, w.random.randint(2, 3)
    while left > 0 and w.left[0] > 1 and len(children) < most:
        before = w.left[0]
        part = w.random.choice((1, 3, 4, 5))
        child = tree(w, part, "any" if kind == "all" else "all") if 2 < part <= left else leaf(w)
        if child.node not in [c.node for c in children]:
            children.append(child)
        left -= max(1, before - w.left[0])
    if len(children) == 1:
        return children[0]
    if len(children) > 2 and w.random.random() < 0.1:
        number = w.random.randint(2, len(children) - 1)
        return Element("at_least", w.condition("at_least", tuple(c.node for c in children), number), None, tuple(children), number)
    made = w.condition("and" if kind == "all" else "or", tuple(c.node for c in children))
    w.shared.append(made)
    return Element(kind, made, children=tuple(children))


def leaf(w: Writing) -> Element:
    """A comparison, a condition as it stands, or one used before."""
    if w.shared and w.random.random() < 0.25:
        return Element("condition", w.random.choice(w.shared))
    fact = w.random.choice(w.facts)
    here = w.builder.add("fact", fact.type, (), fact.name)
    if fact.type == "boolean":
        return Element("condition", here if w.random.random() < 0.6 else w.condition("not", (here,)))
    op = w.random.choice(("ge", "ge", "lt", "le", "gt", "eq" if fact.type == RANK.key else "ge"))
    made = w.condition(op, (here, w.builder.const(fact.type, constant(w.random, fact.type))))
    w.shared.append(made)
    return Element("condition", made)


def constant(random: Random, type: str) -> int | date:
    """A threshold well within what the data hold."""
    if type == "date":
        return date(random.randint(FIRST_YEAR + 1, LAST_YEAR - 1), random.randint(1, 12), random.randint(1, 28))
    if type == RANK.key:
        return random.randint(1, MEMBERS - 2)
    return random.randint(MOST[type] // 20, MOST[type] - MOST[type] // 20)


def packed(w: Writing, parts: list[tuple[str, int, Element]]) -> Pack:
    """The decision over these clauses, with what a proof needs to name them."""
    always = w.builder.const("boolean", HOLDS)
    clauses: list[Clause] = []
    shown: list[ClauseNodes] = []
    for i, (effect, guard, root) in enumerate(parts):
        clauses.append(
            Clause(f"b:{i}", DECISION, effect, effect, "s", "A", "§ A", (), (Standing(None, None, "in_force"),), f"b.pol:{i + 1}")
        )
        standing = w.builder.add("clause", "boolean", (always,), i)
        shown.append(ClauseNodes(i, standing, w.builder.add("clause", "boolean", (guard,), i), None, root))
    states = tuple(n for part in shown for n in (part.standing, part.guard))
    verdict = w.builder.add("decide", "verdict", states, (tuple(c.effect for c in clauses), ()))
    pack = Pack(
        policies=("b",),
        types=(RANK,),
        parties=(),
        facts=w.facts,
        decisions=(Decision(DECISION, "entitlement", "boolean", None, Wording("granted")),),
        choices=(),
        quotes=(),
        clauses=tuple(clauses),
        nodes=tuple(w.builder.nodes),
        questions=(Question(DECISION, verdict, tuple(shown)),),
        definitions=(),
        remarks=(),
        sections=(SectionText("s", "§", "statute", None, False, "", ()),),
    )
    validate(pack)
    return with_hash(pack)


def conditions(pack: Pack) -> int:
    """How many conditions a pack has: comparisons, connectives and the decision."""
    return sum(1 for n in pack.nodes if n.op not in ("const", "fact", "clause"))
