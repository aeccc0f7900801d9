"""Lossless tree → abstract tree of a `.law` file. Assumes a tree of the grammar; finds impossible dates and doubled statements.

Nothing is applied to a text here: see `pincitec.law`.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from pincitec.diagnostics import Diagnostic, Span
from pincitec.diagnostics.catalogue.law import IMPOSSIBLE_DATE, LAW_STATEMENT
from pincitec.syntax.law_parse import LawTree
from pincitec.syntax.law_strings import hole, string_text, string_words, verbatim
from pincitec.syntax.law_tree import (
    ActKind,
    ActNode,
    AddUnit,
    Anchor,
    AnchorKind,
    HistoryNode,
    LawFile,
    NoteNode,
    Operation,
    Place,
    Quoted,
    Remainder,
    RemoveUnits,
    SicNode,
    SourceNode,
    TextNode,
    Verbatim,
    Words,
    WordsIn,
)
from pincitec.syntax.tokens import Token, Tree


def build_law(lossless: LawTree) -> tuple[LawFile, list[Diagnostic]]:
    """The abstract tree, with the problems that need no other file to be seen."""
    builder = _Builder(lossless.source.path)
    return builder.file(lossless.tree), builder.problems


class _Builder:
    """Walks the tree once. Holds only the path for spans and the problems found."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Diagnostic] = []

    # -- leaves ------------------------------------------------------------------------------------------------------

    def span(self, node: Tree | Token) -> Span:
        tokens = [node] if isinstance(node, Token) else list(node.tokens())
        first, last = tokens[0], tokens[-1]
        return Span(self.path, first.start_pos, last.end_pos)

    def quoted(self, token: Token) -> Quoted:
        return string_text(token, self.path)

    def day(self, token: Token) -> date | None:
        try:
            return date.fromisoformat(token)
        except ValueError:
            self.problems.append(
                Diagnostic.at(IMPOSSIBLE_DATE, self.span(token), f"`{token}` is not a day of the calendar",
                              help="dates are written year-month-day, for example `2019-06-14`")
            )  # fmt: skip
            return None

    def because(self, node: Tree) -> Quoted | None:
        branch = _child(node, "because")
        return self.quoted(_token(branch, "STRING")) if branch is not None else None

    def dated(self, node: Tree, rule: str) -> date | None:
        branch = _child(node, rule)
        return self.day(_token(branch, "DATE")) if branch is not None else None

    def place(self, node: Tree) -> Place:
        path: list[str] = []
        for child in node.children:
            if isinstance(child, Token):
                path.append(str(child))
            elif child.data == "heading":
                path.append("heading")
            elif child.data == "part":
                inner = child.children[1]
                assert isinstance(inner, Token)
                path.append(self.quoted(inner).text if inner.type == "STRING" else str(inner))
        return Place(tuple(path), _child(node, "former") is not None, self.span(node))

    def operand(self, token: Token) -> Words:
        return hole(token, self.path) if token.type == "HOLE" else string_words(token, self.path)

    def block(self, node: Tree) -> Verbatim | None:
        token = next((t for t in _tokens(node) if t.type == "VERBATIM"), None)
        return verbatim(token, self.path) if token is not None else None

    # -- statements --------------------------------------------------------------------------------------------------

    def file(self, tree: Tree) -> LawFile:
        section = _child(tree, "section")
        assert section is not None
        identity = _token(section, "SECTION_ID")
        for rule in ("authority", "ladder", "history"):
            self.once(tree, rule)
        authority = _child(tree, "authority")
        ladder = _child(tree, "ladder")
        history = _child(tree, "history")
        if authority is None:
            self.missing(identity, "authority", "authority statute")
        return LawFile(
            identity=str(identity),
            identity_span=self.span(identity),
            cites=tuple(self.quoted(_token(c, "STRING")) for c in _children(tree, "cite")),
            authority=" ".join(list(_tokens(authority))[1:]) if authority is not None else "",
            ladder=tuple(self.quoted(t) for t in _tokens(ladder) if t.type == "STRING") if ladder is not None else (),
            sources=tuple(self.source(c) for c in _children(tree, "source")),
            texts=tuple(t for c in _children(tree, "text") if (t := self.text(c)) is not None),
            history=self.history(history) if history is not None else None,
            notes=tuple(self.note(c) for c in _children(tree, "note")),
            sics=tuple(self.sic(c) for c in _children(tree, "sic")),
            acts=tuple(self.act(c) for c in tree.children if isinstance(c, Tree) and c.data in _ACTS),
        )

    def once(self, tree: Tree, rule: str) -> None:
        for extra in list(_children(tree, rule))[1:]:
            self.problems.append(Diagnostic.at(LAW_STATEMENT, self.span(extra), f"a second `{rule}` statement"))

    def missing(self, near: Token, what: str, example: str) -> None:
        self.problems.append(Diagnostic.at(LAW_STATEMENT, self.span(near), f"no `{what}` is stated", help=f"for example: {example}"))

    def source(self, node: Tree) -> SourceNode:
        known, horizon = _child(node, "known_until"), _child(node, "horizon_unknown")
        if known is not None and horizon is not None:
            self.problems.append(Diagnostic.at(LAW_STATEMENT, self.span(horizon), "the horizon is both known and unknown"))
        clause = known or horizon
        because = self.because(clause) if clause is not None else None
        digest = _token(node, "SHA256")
        return SourceNode(
            name=str(_token(node, "NAME")),
            path=self.quoted(_token(node, "STRING")),
            sha256=digest.removeprefix("sha256:"),
            known_until=self.day(_token(known, "DATE")) if known is not None else None,
            horizon_unknown=known is None,
            horizon_because=because.text if because is not None else "",
            rights=self.string(node, "rights"),
            publisher=self.string(node, "publisher"),
            retrieved=self.dated(node, "retrieved"),
            span=self.span(node),
            hash_span=self.span(digest),
            horizon_span=self.span(clause) if clause is not None else None,
        )

    def string(self, node: Tree, rule: str) -> str:
        branch = _child(node, rule)
        return self.quoted(_token(branch, "STRING")).text if branch is not None else ""

    def named(self, node: Tree) -> Quoted:
        token = _token(node, "NAME")
        return Quoted(str(token), self.span(token))

    def text(self, node: Tree) -> TextNode | None:
        undated = _child(node, "undated")
        clause = undated if undated is not None else _child(node, "dated")
        block = self.block(node)
        assert clause is not None and block is not None
        day = self.day(_token(clause, "DATE"))
        if day is None:
            return None
        assumed = self.quoted(_token(clause, "STRING")).text if undated is not None else None
        return TextNode(self.named(node), day, assumed, block, self.span(node))

    def history(self, node: Tree) -> HistoryNode:
        block = self.block(node)
        assert block is not None
        return HistoryNode(self.named(node), block, self.span(node))

    def note(self, node: Tree) -> NoteNode:
        block = self.block(node)
        label = next((t for t in _tokens(node) if t.type == "STRING"), None)
        assert block is not None
        return NoteNode(self.quoted(label).text if label is not None else None, self.named(node), block, self.span(node))

    def sic(self, node: Tree) -> SicNode:
        place, because = _child(node, "place"), self.because(node)
        assert because is not None
        return SicNode(
            self.quoted(_token(node, "STRING")), self.place(place) if place is not None else None, because.text,
            self.span(node),
        )  # fmt: skip

    def act(self, node: Tree) -> ActNode:
        kind = ActKind(node.data)
        titles = _child(node, "titles")
        strings = _tokens(titles) if titles is not None else iter([_token(node, "STRING")])
        effective = _child(node, "effective")
        days = [t for t in _tokens(effective if effective is not None else node) if t.type == "DATE"]
        order, own = _child(node, "order_after"), list(_tokens(node))
        by = next((own[i + 1] for i, t in enumerate(own) if t.type == "BY"), None)
        body = _child(node, "body")
        items = [c for c in body.children if isinstance(c, Tree)] if body is not None else []
        for rule in ("enacted", "until", "known"):
            self.once(node, rule)
        return ActNode(
            kind=kind,
            titles=tuple(self.quoted(t) for t in strings if t.type == "STRING"),
            effective=self.day(days[0]) if days else None,
            enacted=self.dated(node, "enacted"),
            until=self.dated(node, "until"),
            known=self.dated(node, "known"),
            order_unknown=_child(node, "order_unknown") is not None,
            after=self.quoted(_token(order, "STRING")) if order is not None else None,
            by=self.quoted(by) if by is not None else None,
            because=self.because(node),
            operations=tuple(o for c in items if (o := self.operation(c)) is not None),
            remainders=tuple(self.remainder(c) for c in items if c.data == "remainder"),
            applies=tuple(self.quoted(_token(c, "STRING")) for c in items if c.data == "applies"),
            notes=tuple(self.note(c) for c in items if c.data == "note"),
            span=self.span(node),
        )

    def operation(self, node: Tree) -> Operation | None:
        if node.data not in {"words_in", "add", "remove"}:
            return None
        where = _child(node, "place")
        assert where is not None
        place, span = self.place(where), self.span(node)
        if node.data == "words_in":
            return self.words_in(node, place)
        token = next((t for t in _tokens(node) if t.type == "HOLE"), None)
        gap = self.operand(token) if token is not None else None
        if node.data == "add":
            return AddUnit(place, self.block(node), gap, self.because(node), span)
        through = _child(node, "through")
        last = str(_token(through, "DESIGNATION")) if through is not None else None
        return RemoveUnits(place, last, self.block(node), gap, self.because(node), span)

    def words_in(self, node: Tree, place: Place) -> WordsIn:
        hits = _child(node, "hits")
        return WordsIn(
            place=place,
            anchor=self.anchor(node),
            strikes=tuple(self.operand(_last(c)) for c in _children(node, "strike")),
            inserts=tuple(self.operand(_last(c)) for c in _children(node, "insert")),
            because=self.because(node),
            printed=tuple(self.quoted(_token(c, "STRING")) for c in _children(node, "printed")),
            hits=int(_token(hits, "NUMBER")[:6]) if hits is not None else 1,
            span=self.span(node),
        )

    def anchor(self, node: Tree) -> Anchor | None:
        branch = _child(node, "anchor")
        if branch is None:
            return None
        inner = branch.children[0]
        assert isinstance(inner, Tree)
        words = next((self.operand(t) for t in _tokens(inner) if t.type == "STRING"), None)
        return Anchor(AnchorKind(inner.data.replace("_", " ")), words, self.span(branch))

    def remainder(self, node: Tree) -> Remainder:
        touching = _child(node, "touching")
        places = tuple(self.place(c) for c in _children(touching, "place")) if touching is not None else ()
        return Remainder(self.quoted(_token(node, "STRING")), places, self.because(node), self.span(node))


_ACTS = {kind.value for kind in ActKind}


def _children(node: Tree, rule: str) -> Iterator[Tree]:
    return (c for c in node.children if isinstance(c, Tree) and c.data == rule)


def _child(node: Tree, rule: str) -> Tree | None:
    return next(_children(node, rule), None)


def _tokens(node: Tree) -> Iterator[Token]:
    return (c for c in node.children if isinstance(c, Token))


def _token(node: Tree, kind: str) -> Token:
    return next(t for t in _tokens(node) if t.type == kind)


def _last(node: Tree) -> Token:
    tokens: Iterable[Token] = _tokens(node)
    return list(tokens)[-1]
