"""Conditions → elements: the truth of each as a node, and beside it how the clause writes it, for a reader."""

from collections.abc import Mapping

from attrs import frozen

from pincitec.check.typed import Tested
from pincitec.diagnostics import Span
from pincitec.graph.clauses import Element
from pincitec.lower.expressions import Expressions, Scope


@frozen
class Conditions:
    """Lowers conditions. `quotes` gives the number of the quotation written at a place."""

    expressions: Expressions
    quotes: Mapping[Span, int]

    def lower(self, tested: Tested, scope: Scope) -> Element:
        """The element of a condition."""
        quote = None if tested.quote is None else self.quotes[tested.quote.span]
        build = self.expressions.builder
        if tested.expr is not None:
            node = self.expressions.lower(tested.expr, scope)
            return Element("condition", node, quote, uncited=tested.uncited.text if tested.uncited else None)
        if tested.list is not None:
            return self.each(tested, scope, quote)
        children = tuple(self.lower(c, scope) for c in tested.children)
        nodes = [c.node for c in children]
        match tested.kind:
            case "all":
                node = self.conjunction(nodes)
            case "any":
                node = build.add("or", "boolean", nodes)
            case "none":
                node = build.add("not", "boolean", (build.add("or", "boolean", nodes),))
            case "at_least":
                node = build.add("at_least", "boolean", nodes, tested.number)
            case "choose":
                node = build.add("reading", "boolean", nodes, tested.choice)
            case kind:
                raise AssertionError(f"no such condition: {kind}")  # INVARIANT: `Tested.kind` is one of these
        return Element(tested.kind, node, quote, children, at_least=tested.number, choice=tested.choice)

    def each(self, tested: Tested, scope: Scope, quote: int | None) -> Element:
        """`some` and `every`: the conditions are those of each record, all at once."""
        assert tested.list is not None
        over = self.expressions.lower(tested.list, scope)
        inner = scope.inside(tested.binder)
        children = tuple(self.lower(c, inner) for c in tested.children)
        body = self.conjunction([c.node for c in children])
        node = self.expressions.builder.add(tested.kind, "boolean", (over, body), scope.depth)
        fact = self.expressions.builder.nodes[over].param
        return Element(tested.kind, node, quote, children, list_fact=fact if isinstance(fact, str) else None)

    def conjunction(self, nodes: list[int]) -> int:
        return nodes[0] if len(nodes) == 1 else self.expressions.builder.add("and", "boolean", nodes)
