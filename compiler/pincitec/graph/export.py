"""A decision as a picture: from facts over the elements of each clause to the answer, in Mermaid or DOT, or as plain data.

What is drawn is what a lawyer would draw: the decision, the clauses that speak to it with the days on which they stand, the conditions in
the words of the law, the facts, and the other decisions asked. The plain data also hold the nodes that are evaluated. Labels hold text of
users and statutes, so each format escapes them.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from attrs import frozen

from pincitec.graph.clauses import Clause, ClauseNodes, Element, Question, Standing
from pincitec.graph.codec import to_data
from pincitec.graph.nodes import Node
from pincitec.graph.pack import Pack, param_data
from pincitec.graph.wording import node_words
from pincitec.semantics.types import Enumeration

SCHEMA: Final = "pincite-graph/1"
LONGEST: Final = 90
"""Characters of a label before it is shortened with an ellipsis; the whole words stand in the plain data."""


@frozen
class Vertex:
    """A box. `kind`: decision, clause, block, condition, fact, or reading."""

    id: str
    kind: str
    label: tuple[str, ...]


@frozen
class Edge:
    """An arrow towards what is made of it; `label` says how, where that is not plain."""

    source: str
    target: str
    label: str = ""


@frozen
class Picture:
    vertices: tuple[Vertex, ...]
    edges: tuple[Edge, ...]


def picture(pack: Pack, decision: str) -> Picture:
    """The drawing of a decision, by its qualified name, with all its clauses at all times."""
    drawn = Drawing(pack)
    drawn.question(pack.main_question(decision))
    return Picture(tuple(drawn.vertices.values()), tuple(dict.fromkeys(drawn.edges)))


class Drawing:
    """Collects boxes and arrows; a fact and a question are drawn once."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.vertices: dict[tuple[str, str], Vertex] = {}
        self.edges: list[Edge] = []

    def vertex(self, kind: str, key: str, label: Iterable[str]) -> tuple[str, bool]:
        """The id of a box, and whether it is new."""
        known = self.vertices.get((kind, key))
        if known:
            return known.id, False
        made = Vertex(f"{kind[0]}{len(self.vertices)}", kind, tuple(label))
        self.vertices[(kind, key)] = made
        return made.id, True

    def question(self, question: Question) -> str:
        wording = self.pack.decision[question.decision].wording.label
        supposed = [f"supposing: {self.pack.fact[name].wording.label}{self.member(n)}" for name, n in question.supposed]
        label = [wording, *([f"under {question.under}"] if question.under else []), *supposed]
        mine, new = self.vertex("decision", f"{question.decision}/{question.verdict}", label)
        if new:
            for part in question.clauses:
                self.clause(mine, question, part)
        return mine

    def member(self, number: int) -> str:
        """The value that a constant node names, where it is a member of an enumeration."""
        node = self.pack.nodes[number]
        kind = self.pack.type_of.get(node.type)
        return f", {kind.members[node.param].wording}" if isinstance(kind, Enumeration) and isinstance(node.param, int) else ""

    def clause(self, parent: str, question: Question, part: ClauseNodes) -> None:
        clause = self.pack.clauses[part.clause]
        words = [f"“{self.pack.quotes[q].words}”" for q in clause.quotes[:1]]
        mine, _ = self.vertex("clause", f"{question.verdict}/{clause.id}", [clause.citation, *words, days(clause)])
        self.edges.append(Edge(mine, parent, clause.effect))
        turns = sorted({s.when for s in clause.standings if s.when is not None})
        for when, condition in ((w, c) for w, c in enumerate(part.applicability) if w in turns):
            self.element(mine, condition, f"{question.verdict}/{clause.id}/act {when}", f"{act(clause, when)} applies if")
        if part.root:
            self.element(mine, part.root, f"{question.verdict}/{clause.id}", "when")
        for number, exception in enumerate(part.exceptions):
            self.element(mine, exception, f"{question.verdict}/{clause.id}/{number}", "except when")
        if part.value is not None:
            self.read(mine, part.value, "value")

    def element(self, parent: str, element: Element, where: str, label: str = "") -> None:
        quoted = [] if element.quote is None else [f"“{self.pack.quotes[element.quote].words}”"]
        kind = "condition" if element.kind == "condition" else "reading" if element.kind == "choose" else "block"
        said = [*block_words(self.pack, element), *quoted] or [node_words(self.pack, element.node)]
        uncited = [] if element.uncited is None else [f"uncited: {element.uncited}"]
        mine, _ = self.vertex(kind, f"{where}/{element.node}/{element.kind}", [*said, *uncited])
        self.edges.append(Edge(mine, parent, label))
        for number, child in enumerate(element.children):
            reading = self.pack.choice[element.choice].alternatives[number].name if element.choice else ""
            self.element(mine, child, where, reading)
        if not element.children or element.list_fact:
            self.read(mine, element.node)

    def read(self, parent: str, root: int, label: str = "") -> None:
        """The facts and the other questions that a node reads."""
        for number in below(self.pack.nodes, root):
            node = self.pack.nodes[number]
            if node.op == "fact":
                fact = self.pack.fact[str(node.param)]
                judges = [f"judged by {f' {fact.joined} '.join(p.rpartition('.')[2] for p in fact.judged_by)}"] if fact.judged_by else []
                self.edges.append(Edge(self.vertex("fact", fact.name, [fact.wording.label, *judges])[0], parent, label))
            elif number in self.pack.question:
                self.edges.append(Edge(self.question(self.pack.question[number]), parent, label))


def below(nodes: tuple[Node, ...], root: int) -> Iterator[int]:
    """The nodes under one, left to right; another question is named and not entered."""
    seen: set[int] = set()
    stack = [root]
    while stack:
        number = stack.pop()
        if number not in seen:
            seen.add(number)
            yield number
            if nodes[number].op not in ("decide", "decide_value"):
                stack.extend(nodes[number].args[::-1])


def block_words(pack: Pack, element: Element) -> list[str]:
    match element.kind:
        case "condition":
            return []
        case "choose":
            return [pack.choice[element.choice].wording] if element.choice else []
        case "at_least":
            return [f"at least {element.at_least} of these"]
        case kind:
            words = {"all": "all of these", "any": "one of these", "none": "none of these", "some": "some record", "every": "every record"}
            return [words.get(kind, "every record, or none")]


def days(clause: Clause) -> str:
    """The days on which a clause stands, both ends as written: half-open; and where it stands only in some cases, in which."""
    spans = [f"[{s.from_ or '…'}, {s.until or '…'}){cases(clause, s)}" for s in clause.standings if s.state == "in_force"]
    return "in force " + ", ".join(spans) if spans else "never in force"


def cases(clause: Clause, standing: Standing) -> str:
    if standing.when is None:
        return ""
    return f" where {act(clause, standing.when)} {'does not apply' if standing.negated else 'applies'}"


def act(clause: Clause, when: int) -> str:
    """An act that applies to some cases only; with a number, where a clause turns on several."""
    turns = sorted({s.when for s in clause.standings if s.when is not None})
    return "the act" if len(turns) == 1 else f"act {turns.index(when) + 1}"


SHAPES = {
    "decision": ('(["', '"])'),
    "clause": ('["', '"]'),
    "block": ('{{"', '"}}'),
    "condition": ('("', '")'),
    "fact": ('[/"', '"/]'),
    "reading": ('{"', '"}'),
}


def mermaid(drawn: Picture) -> str:
    """A Mermaid flowchart."""
    lines = ["flowchart BT"]
    for v in drawn.vertices:
        opening, closing = SHAPES[v.kind]
        lines.append(f"  {v.id}{opening}{'<br/>'.join(mermaid_text(part) for part in v.label)}{closing}")
    for e in drawn.edges:
        lines.append(f'  {e.source} -->|"{mermaid_text(e.label)}"| {e.target}' if e.label else f"  {e.source} --> {e.target}")
    return "\n".join(lines) + "\n"


def mermaid_text(text: str) -> str:
    """Text in a quoted label: whatever could end it or be read as markup stands as a character code."""
    return re.sub(r"[^\w\s.,:;/()§$%'’“”…–—+=-]", lambda m: f"#{ord(m[0])};", shorten(text))


DOT_SHAPES = {"decision": "box3d", "clause": "box", "block": "hexagon", "condition": "box", "fact": "parallelogram", "reading": "diamond"}


def dot(drawn: Picture) -> str:
    """A Graphviz digraph."""
    lines = ["digraph decision {", '  graph [rankdir="BT"];', '  node [fontname="Helvetica", fontsize="10"];']
    for v in drawn.vertices:
        label = r"\n".join(dot_text(part) for part in v.label)
        style = ', style="rounded"' if v.kind == "condition" else ""
        lines.append(f'  {v.id} [shape="{DOT_SHAPES[v.kind]}"{style}, label="{label}"];')
    for e in drawn.edges:
        lines.append(f"  {e.source} -> {e.target}" + (f' [label="{dot_text(e.label)}"]' if e.label else "") + ";")
    return "\n".join([*lines, "}"]) + "\n"


def dot_text(text: str) -> str:
    return shorten(text).replace("\\", "\\\\").replace('"', '\\"')


def shorten(text: str) -> str:
    """On one line, without characters that act, at most `LONGEST` long."""
    text = " ".join(re.sub("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]", " ", text).split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def graph_data(pack: Pack, decision: str) -> dict[str, Any]:
    """The picture, the clauses and the nodes as plain data; nodes keep their numbers in the pack."""
    drawn = picture(pack, decision)
    reached = sorted(set(reach(pack.nodes, pack.main_question(decision).verdict)))
    return {
        "schema": SCHEMA,
        "decision": decision,
        "pack": pack.hash,
        "vertices": [to_data(v) for v in drawn.vertices],
        "edges": [to_data(e) for e in drawn.edges],
        "questions": [to_data(q) for q in pack.questions if q.verdict in set(reached)],
        "nodes": [{"number": n, **node_data(pack.nodes[n])} for n in reached],
    }


def node_data(node: Node) -> dict[str, Any]:
    return {"op": node.op, "type": node.type, "args": list(node.args), "param": param_data(node.param)}


def reach(nodes: tuple[Node, ...], root: int) -> Iterator[int]:
    """All nodes under one."""
    seen: set[int] = set()
    stack = [root]
    while stack:
        number = stack.pop()
        if number not in seen:
            seen.add(number)
            yield number
            stack.extend(nodes[number].args)
