"""Lossless tree → abstract tree of a `.law` file. Assumes a tree of the grammar; finds impossible dates and doubled statements.

Nothing is applied to a text here: see `pincitec.law`.
"""

from datetime import date

from pincitec.diagnostics import Diagnostic
from pincitec.diagnostics.catalogue.law import LAW_STATEMENT
from pincitec.syntax.law_build_operations import Operations
from pincitec.syntax.law_leaves import child, children, last, token, tokens
from pincitec.syntax.law_parse import LawTree
from pincitec.syntax.law_tree import (
    ActKind,
    ActNode,
    Condition,
    ContentsNode,
    HistoryNode,
    LawFile,
    NoteNode,
    Quoted,
    Remainder,
    SicNode,
    SourceNode,
    Term,
    TextNode,
)
from pincitec.syntax.tokens import Token, Tree


def build_law(lossless: LawTree) -> tuple[LawFile, list[Diagnostic]]:
    """The abstract tree, with the problems that need no other file to be seen."""
    builder = _Builder(lossless.source.path)
    return builder.file(lossless.tree), builder.problems


class _Builder(Operations):
    """Walks the tree once."""

    def file(self, tree: Tree) -> LawFile:
        section = child(tree, "section")
        assert section is not None
        identity = token(section, "SECTION_ID")
        for rule in ("authority", "ladder", "history"):
            self.once(tree, rule)
        authority = child(tree, "authority")
        ladder = child(tree, "ladder")
        history = child(tree, "history")
        if authority is None:
            self.missing(identity, "authority", "authority statute")
        return LawFile(
            identity=str(identity),
            identity_span=self.span(identity),
            cites=tuple(self.quoted_in(c) for c in children(tree, "cite")),
            authority=" ".join(list(tokens(authority))[1:]) if authority is not None else "",
            ladder=tuple(self.quoted(t) for t in tokens(ladder) if t.type == "STRING") if ladder is not None else (),
            sources=tuple(self.source(c) for c in children(tree, "source")),
            texts=tuple(t for c in children(tree, "text") if (t := self.text(c)) is not None),
            history=self.history(history) if history is not None else None,
            notes=tuple(self.note(c) for c in children(tree, "note")),
            sics=tuple(self.sic(c) for c in children(tree, "sic")),
            acts=tuple(self.act(c) for c in tree.children if isinstance(c, Tree) and c.data in _ACTS),
            contents=tuple(self.contents(c) for c in children(tree, "contents")),
        )

    def missing(self, near: Token, what: str, example: str) -> None:
        self.problems.append(Diagnostic.at(LAW_STATEMENT, self.span(near), f"no `{what}` is stated", help=f"for example: {example}"))

    def source(self, node: Tree) -> SourceNode:
        known, horizon = child(node, "known_until"), child(node, "horizon_unknown")
        if known is not None and horizon is not None:
            self.problems.append(Diagnostic.at(LAW_STATEMENT, self.span(horizon), "the horizon is both known and unknown"))
        clause = known or horizon
        because = self.because(clause) if clause is not None else None
        digest = token(node, "SHA256")
        return SourceNode(
            name=str(token(node, "NAME")),
            path=self.quoted_in(node),
            sha256=digest.removeprefix("sha256:"),
            known_until=self.day(token(known, "DATE")) if known is not None else None,
            horizon_unknown=known is None,
            horizon_because=because.text if because is not None else "",
            rights=self.string(node, "rights"),
            publisher=self.string(node, "publisher"),
            retrieved=self.dated(node, "retrieved"),
            span=self.span(node),
            hash_span=self.span(digest),
            horizon_span=self.span(clause) if clause is not None else None,
        )

    def text(self, node: Tree) -> TextNode | None:
        undated = child(node, "undated")
        clause = undated if undated is not None else child(node, "dated")
        block = self.block(node)
        assert clause is not None and block is not None
        day = self.day(token(clause, "DATE"))
        if day is None:
            return None
        assumed = self.quoted_in(clause).text if undated is not None else None
        return TextNode(self.named(node), day, assumed, block, self.span(node))

    def history(self, node: Tree) -> HistoryNode:
        block = self.block(node)
        assert block is not None
        return HistoryNode(self.named(node), block, self.span(node))

    def contents(self, node: Tree) -> ContentsNode:
        block = self.block(node)
        assert block is not None
        return ContentsNode(self.named(node), block, self.span(node))

    def note(self, node: Tree) -> NoteNode:
        block = self.block(node)
        label = next((t for t in tokens(node) if t.type == "STRING"), None)
        assert block is not None
        return NoteNode(self.quoted(label).text if label is not None else None, self.named(node), block, self.span(node))

    def sic(self, node: Tree) -> SicNode:
        place, because = child(node, "place"), self.because(node)
        assert because is not None
        return SicNode(
            self.quoted_in(node), self.place(place) if place is not None else None, because.text,
            self.span(node),
        )  # fmt: skip

    def act(self, node: Tree) -> ActNode:
        titles = child(node, "titles")
        strings = tokens(titles) if titles is not None else iter([token(node, "STRING")])
        order, own = child(node, "order_after"), list(tokens(node))
        by = next((own[i + 1] for i, t in enumerate(own) if t.type == "BY"), None)
        body, until, retroactive = child(node, "body"), child(node, "until"), child(node, "retroactive")
        items = [c for c in body.children if isinstance(c, Tree)] if body is not None else []
        term = child(until, "term") if until is not None else None
        condition = self.condition(node)
        for rule in ("enacted", "until", "known", "order_after", "order_unknown", "retroactive"):
            self.once(node, rule)
        return ActNode(
            kind=ActKind(node.data),
            titles=tuple(self.quoted(t) for t in strings if t.type == "STRING"),
            effective=condition.met if condition is not None else self.effective(node),
            enacted=self.dated(node, "enacted"),
            until=self.dated(node, "until"),
            known=self.dated(node, "known"),
            order_unknown=child(node, "order_unknown") is not None,
            after=self.quoted_in(order) if order is not None else None,
            by=self.quoted(by) if by is not None else None,
            because=self.because(node),
            operations=tuple(o for c in items if (o := self.operation(c)) is not None),
            remainders=tuple(self.remainder(c) for c in items if c.data == "remainder"),
            applies=tuple(self.quoted_in(c) for c in items if c.data == "applies"),
            notes=tuple(self.note(c) for c in items if c.data == "note"),
            span=self.span(node),
            on_acts=tuple(found for c in items if (found := self.on_act(c)) is not None),
            condition=condition,
            term=Term(str(last(term))) if term is not None else None,
            after_by=self.authority(order) if order is not None else None,
            retroactive=self.because(retroactive) if retroactive is not None else None,
        )

    def effective(self, node: Tree) -> date | None:
        branch = child(node, "effective")
        days = [t for t in tokens(branch if branch is not None else node) if t.type == "DATE"]
        return self.day(days[0]) if days else None

    def condition(self, node: Tree) -> Condition | None:
        """What the act waits for; None if it takes effect on a day, or on one that is not on file."""
        effective = child(node, "effective")
        branch = child(effective, "condition") if effective is not None else None
        if branch is None:
            return None
        met = child(branch, "met")
        because = self.because(met) if met is not None else None
        return Condition(self.quoted_in(branch), self.dated(branch, "met"), because, self.span(branch))

    def authority(self, order: Tree) -> Quoted | None:
        branch = child(order, "order_by")
        return self.quoted_in(branch) if branch is not None else None

    def remainder(self, node: Tree) -> Remainder:
        touching = child(node, "touching")
        places = tuple(self.place(c) for c in children(touching, "place")) if touching is not None else ()
        return Remainder(self.quoted_in(node), places, self.because(node), self.span(node))


_ACTS = {kind.value for kind in ActKind}
