"""Branches of the lossless tree of a `.law` file → operations, and statements about other acts. Nothing is applied to a text here."""

from pincitec.diagnostics import Diagnostic
from pincitec.diagnostics.catalogue.law import LAW_STATEMENT
from pincitec.syntax.law_leaves import Leaves, child, children, last, token, tokens
from pincitec.syntax.law_operations import MOST_HITS
from pincitec.syntax.law_tree import (
    AddUnit,
    AmendAct,
    Anchor,
    AnchorKind,
    Designate,
    ExpireAct,
    LeadIn,
    Occurrence,
    Old,
    OnAct,
    Operation,
    Place,
    PostponeAct,
    Recodify,
    Redesignate,
    RemoveUnits,
    RepealAct,
    Retitle,
    ReviveAct,
    RewriteUnit,
    ScopeAct,
    Sentence,
    Undesignate,
    Words,
    WordsIn,
)
from pincitec.syntax.tokens import Token, Tree


class Operations(Leaves):
    """Builds the operations of an act."""

    def operation(self, node: Tree) -> Operation | None:
        """The operation that a branch of an act's body is; None if it is something else."""
        span, because = self.span(node), self.because(node)
        match node.data:
            case "words_in":
                return self.words_in(node)
            case "add":
                behind = child(node, "behind")
                after = self.inner_place(behind) if behind is not None else None
                return AddUnit(self.inner_place(node), self.block(node), self.gap(node), because, span, after)
            case "remove" | "repeal":
                place = self.place_or_section(node)
                through = self.through(node, place)
                return RemoveUnits(place, through, self.block(node), self.gap(node), because, span, node.data == "repeal")
            case "rewrite":
                return RewriteUnit(self.place_or_section(node), self.block(node), self.gap(node), self.old(node), because, span)
            case "retitle":
                return self.retitle(node)
            case "redesignate":
                place = self.inner_place(node)
                to, to_through = self.target(node)
                return Redesignate(place, self.through(node, place), to, to_through, because, span)
            case "designate":
                to, extra = self.target(node)
                if extra is not None:
                    self.problem(node, "the words of one unit become one unit, not a range", "for example: designate C as C(1)")
                return Designate(self.place_or_section(node), to, because, span)
            case "undesignate":
                return Undesignate(self.inner_place(node), self.block(node), self.gap(node), because, span)
            case "recodify":
                return Recodify(self.place_or_section(node), self.quoted_in(node), self.old(node), because, span)
        return None

    def on_act(self, node: Tree) -> OnAct | None:
        """The statement about another act that a branch of an act's body is; None if it is something else."""
        if node.data not in _ON_ACTS:
            return None
        strings = [self.quoted(t) for t in tokens(node) if t.type == "STRING"]
        span, act, because = self.span(node), strings[0], self.because(node)
        match node.data:
            case "in_act":
                inner = child(node, "words_in")
                assert inner is not None
                return AmendAct(act, self.words_in(inner), span)
            case "repeal_act":
                return RepealAct(act, because, span)
            case "scope":
                return ScopeAct(act, strings[1], because, span)
        day = self.day(token(node, "DATE"))
        if day is None:
            return None
        if node.data == "postpone":
            return PostponeAct(act, day, because, span)
        return (ExpireAct if node.data == "expire" else ReviveAct)(act, day, because, span)

    # -- words -------------------------------------------------------------------------------------------------------

    def words_in(self, node: Tree) -> WordsIn:
        for rule in ("because", "hits", "occurrence"):
            self.once(node, rule)
        hits, occurrence = child(node, "hits"), child(node, "occurrence")
        if hits is not None and occurrence is not None:
            self.problem(occurrence, "`hits` means every place, `at` one of them", "state one of the two")
        where = child(node, "place")
        assert where is not None
        if hits is not None and self.number(token(hits, "NUMBER")) > MOST_HITS:
            self.problem(hits, f"an operation hits at most {MOST_HITS} places", "name the sub-units, or rewrite the unit")
        return WordsIn(
            place=self.place(where),
            anchor=self.anchor(node),
            strikes=tuple(self.operand(last(c)) for c in children(node, "strike")),
            inserts=tuple(self.operand(last(c)) for c in children(node, "insert")),
            because=self.because(node),
            printed=tuple(self.quoted_in(c) for c in children(node, "printed")),
            hits=self.number(token(hits, "NUMBER")) if hits is not None else 1,
            span=self.span(node),
            within=self.within(node),
            occurrence=self.occurrence(occurrence) if occurrence is not None else None,
        )

    def within(self, node: Tree) -> LeadIn | Sentence | None:
        lead_in, sentence = child(node, "lead_in"), child(node, "sentence")
        if lead_in is not None:
            return LeadIn(self.span(lead_in))
        if sentence is None:
            return None
        number = self.number(token(sentence, "NUMBER"))
        if number == 0:
            self.problem(sentence, "sentences are counted from 1", "for example: in C sentence 2 strike …")
        return Sentence(number, self.span(sentence))

    def occurrence(self, node: Tree) -> Occurrence:
        number, total = (self.number(t) for t in tokens(node) if t.type == "NUMBER")
        if not 1 <= number <= total:
            self.problem(node, f"of {total} places there is none of number {number}", "the second of three is written `at 2 of 3`")
        return Occurrence(number, total, self.span(node))

    def anchor(self, node: Tree) -> Anchor | None:
        branch = child(node, "anchor")
        if branch is None:
            return None
        inner = branch.children[0]
        assert isinstance(inner, Tree)
        words = next((self.operand(t) for t in tokens(inner) if t.type == "STRING"), None)
        return Anchor(AnchorKind(inner.data.replace("_", " ")), words, self.span(branch))

    def retitle(self, node: Tree) -> Retitle:
        given = next(t for t in tokens(node) if t.type in {"STRING", "HOLE"})
        printed = tuple(self.quoted_in(c) for c in children(node, "printed"))
        self.once(node, "because")
        heading = Place(("heading",), False, self.span(node))
        return Retitle(heading, self.operand(given), self.old(node), self.because(node), printed, self.span(node))

    # -- units -------------------------------------------------------------------------------------------------------

    def inner_place(self, node: Tree) -> Place:
        where = child(node, "place")
        assert where is not None
        return self.place(where)

    def place_or_section(self, node: Tree) -> Place:
        whole = child(node, "whole")
        return Place((), False, self.span(whole)) if whole is not None else self.inner_place(node)

    def through(self, node: Tree, first: Place) -> str | None:
        """The last designation of a range, given by itself or as a whole place beside the first one."""
        branch = child(node, "through")
        if branch is None:
            return None
        end = self.inner_place(branch)
        beside = end.path[:-1] == first.path[:-1] or len(end.path) == 1
        if not beside or (end.former != first.former and end.former) or end.path == ("heading",) or first.is_section:
            self.problem(branch, "the range does not end beside the unit with which it begins", "for example: C(1) through C(4)")
        return end.path[-1]

    def target(self, node: Tree) -> tuple[Place, str | None]:
        branch = child(node, "target")
        assert branch is not None
        place = self.inner_place(branch)
        return place, self.through(branch, place)

    def gap(self, node: Tree) -> Words | None:
        """A hole where a block of words could stand."""
        found = next((t for t in tokens(node) if t.type == "HOLE"), None)
        return self.operand(found) if found is not None else None

    def old(self, node: Tree) -> Old:
        branch = child(node, "was")
        if branch is None:
            return None
        given: Token = last(branch)
        titled = given.type != "VERBATIM"
        if titled is (node.data != "retitle") and given.type != "HOLE":
            what = "a heading is written as one string" if node.data == "retitle" else "the words of a unit are written as a block"
            self.problem(branch, what, 'was "Old heading"' if node.data == "retitle" else "a line `was {`, the words, and a line `}`")
        return self.block(branch) if not titled else self.operand(given)

    def problem(self, node: Tree, message: str, help: str) -> None:
        self.problems.append(Diagnostic.at(LAW_STATEMENT, self.span(node), message, help=help))


_ON_ACTS = {"in_act", "postpone", "expire", "revive", "repeal_act", "scope"}
