"""The registers: readings of ours, judgements, definitions, what prevails over what, and what is not encoded."""

import re
from collections.abc import Iterator
from typing import Final

from pincite.explain.findings import party
from pincite.explain.wording import finish, listing
from pincite.report.anchors import slug
from pincite.report.citation.book import Book, Numbered
from pincite.report.citation.changing import changeable
from pincite.report.citation.conditions import exceptions_of, quoted
from pincite.report.citation.figures import RELATIONS, act_place
from pincite.report.citation.plain import plain
from pincite.report.citation.remarks import KINDS, remark
from pincite.report.citation.view import Listed, Ref, Register, Words
from pincitec.check.module import Module
from pincitec.check.typed import Tested, Typed
from pincitec.diagnostics import Diagnostic, Span
from pincitec.diagnostics.catalogue.coverage import UNCITED_LOGIC
from pincitec.diagnostics.diagnostic import Severity
from pincitec.syntax import pol_tree as t

ORDER: Final = ("silent", "untranslatable", "statement", "omit")


def registers(book: Book) -> tuple[Register, ...]:
    return (
        Register(
            "readings-of-ours",
            "Readings of ours",
            "Where the law states a number and no comparison, mixes “and” and “or”, or has no words for a condition, the rules had to"
            " decide, without a written alternative beside it.",
            tuple(readings_of_ours(book)),
            "The rules read nothing into the words.",
        ),
        Register(
            "judgements",
            "Judgements",
            "Facts that lie in somebody's judgement. The rules ask for the judgement and never make it.",
            tuple(judgements(book)),
            "No fact lies in anybody's judgement.",
        ),
        Register(
            "what-can-change",
            "What can be otherwise",
            "What the rules say of facts: which lie in the past, which are fixed, and what others take. It orders what a letter proposes;"
            " no answer turns on it.",
            tuple(changeable(book)),
            "The rules say nothing of it: every fact may still become otherwise, and each takes as much as another.",
        ),
        Register(
            "overrides",
            "What prevails over what",
            "Provisions that give way to others, and exceptions, with the words that say so.",
            tuple(overrides(book)),
            "No provision gives way to another, and no clause has an exception.",
        ),
        *not_encoded(book),
    )


# ---- readings of ours


def readings_of_ours(book: Book) -> Iterator[Listed]:
    """What the checker lists as decided by us, and conditions without words of their own."""
    files = {m.file.path: m for m in book.modules}
    for d in book.study.diagnostics:
        if d.severity is not Severity.INFO or d.rule is UNCITED_LOGIC or d.span.path not in files:
            continue
        number = f"listed-{slug(book.location(d.span))}-{d.span.start}"
        words, clauses = behind(book, files[d.span.path], d)
        yield Listed(number, finish(said(d.message)), (), words, clauses, book.location(d.span))
    yield from uncited(book)


def uncited(book: Book) -> Iterator[Listed]:
    """The conditions without words of their own, each once: one above several clauses is a condition of all of them."""
    found: dict[Span, tuple[Tested, list[Numbered]]] = {}
    for one in book.clauses:
        for tested in (x for top in one.clause.tested() for x in top.walk() if x.uncited is not None):
            found.setdefault(tested.span, (tested, []))[1].append(one)
    for span, (tested, clauses) in found.items():
        assert tested.uncited is not None
        line = finish(f"no words of the law are quoted for it: {tested.uncited.text}")
        code = tested.expr.span if tested.expr is not None else span
        text = book.sources[code.path].text[code.start : code.end]
        users = tuple(ref for one in clauses for ref in refs(one))
        anchor = f"uncited-{slug(book.location(span))}-{span.start}"
        yield Listed(anchor, "A condition without words of its own", (line,), (), users, book.location(span), text)


def said(message: str) -> str:
    """A message of the checker as a sentence for a reader: what it quotes stands in quotation marks."""
    return re.sub("`([^`]*)`", lambda m: f"“{RELATIONS.get(m[1], m[1])}”", message)


def behind(book: Book, module: Module, d: Diagnostic) -> tuple[tuple[Words, ...], tuple[Ref, ...]]:
    """The words in whose meaning a diagnostic points, the last ones quoted before its place, and the clauses that stand on them: of those
    above several, all."""
    at = d.span.start
    declared = max((x for x in module.file.declarations if x.span.start <= at), key=lambda x: x.span.start, default=None)
    if isinstance(declared, t.Applies):
        places = [act_place(book, a) for a in module.applicability if a.act == declared.act.text and a.words == declared.words.text]
        return tuple(Words(declared.words.text, p.text, p.anchor) for p in places[:1]), ()
    held: dict[int, list[tuple[Numbered, int]]] = {}
    for one in (c for c in book.clauses if declared is not None and c.clause.provision.span == declared.span):
        for i, cited in enumerate(one.clause.quotes):
            if cited.quote.words.span.start <= at:
                held.setdefault(cited.quote.words.span.start, []).append((one, i))
    users = held[max(held)] if held else []
    return tuple(Words(*quoted(c, i), book.words_at(c, i)) for c, i in users[:1]), tuple(r for c, _ in users for r in refs(c))


def refs(one: Numbered | None) -> tuple[Ref, ...]:
    return () if one is None else (Ref(f"clause {one.number}", one.anchor),)


# ---- judgements


def judgements(book: Book) -> Iterator[Listed]:
    own = {m.table.policy for m in book.modules}
    for fact in book.pack.facts:
        if not fact.judged_by or fact.name.rpartition(".")[0] not in own:
            continue
        users = [(c, i) for c in book.clauses for i in resting(c, fact.name)]
        words = tuple(Words(*quoted(c, i), book.words_at(c, i)) for c, i in users)
        who = listing(tuple(party(book.pack, p) for p in fact.judged_by), fact.joined)
        clauses = tuple(dict.fromkeys(Ref(f"clause {c.number}", c.anchor) for c, _ in users))
        yield Listed(f"judgement-{fact.name.replace('.', '-')}", finish(fact.wording.label), (finish(f"judged by {who}"),), words, clauses)


def resting(one: Numbered, fact: str) -> Iterator[int]:
    """The quotations of a clause whose meaning reads a fact: the innermost around it."""

    def reads(e: Typed) -> bool:
        return any(x.op == "fact" and x.param == fact for x in e.walk())

    by_span = {c.quote.span: i for i, c in enumerate(one.clause.quotes)}
    found: dict[int, None] = {}
    for top in one.clause.tested():
        pending = [(top, one.clause.own)]
        while pending:
            node, quote = pending.pop()
            quote = by_span[node.quote.span] if node.quote is not None else quote
            if node.expr is not None and reads(node.expr):
                found[quote] = None
            pending += [(child, quote) for child in reversed(node.children)]
    if one.clause.value is not None and reads(one.clause.value):
        found[one.clause.own] = None
    yield from found


# ---- what prevails


def overrides(book: Book) -> Iterator[Listed]:
    by_id = book.by_id
    for module in book.modules:
        for o in module.overrides:
            winner, loser = by_id[module.table.policy, o.winner], by_id[module.table.policy, o.loser]
            words = (Words(o.words, winner.clause.place.citation, book.place(winner.clause.place)),)
            head = f"Clause {winner.number} prevails over clause {loser.number}."
            both = (*refs(winner), *refs(loser))
            yield Listed(f"override-{winner.number}-{loser.number}", head, (), words, both, book.location(winner.clause.span))
    for one in book.clauses:
        for x in exceptions_of(one.clause):
            held = [i for i in (y.quote for y in x.walk()) if i is not None]
            quotes = tuple(Words(*quoted(one, i), book.words_at(one, i)) for i in held[:1])
            head = f"An exception to clause {one.number} ({plain(one.clause.symbol.name)})."
            yield Listed(f"exception-{one.number}-{slug(x.number)}", head, (), quotes, refs(one), book.location(x.tested.span))


# ---- what is not encoded


LEADS: Final = {
    "omit": ("Left out on purpose", "Words that no clause encodes, with the reason.", "Nothing is left out."),
    "untranslatable": ("Left to judgement", "Words that no rule can decide, with the reason.", "Nothing is left to judgement."),
    "silent": (
        "On which the law is silent",
        "Questions that the words do not answer. A determination that turns on one says so.",
        "No such question is listed.",
    ),
    "statement": ("Information", "Published figures and statements. No decision rests on them.", "No statement is on file."),
}


def not_encoded(book: Book) -> Iterator[Register]:
    for kind in ORDER:
        title, lead, empty = LEADS[kind]
        yield Register(f"register-{kind}", title, lead, tuple(spoken(book, kind)), empty)


def spoken(book: Book, kind: str) -> Iterator[Listed]:
    for module in book.modules:
        for s in module.remarks:
            if s.remark.kind == kind:
                r = remark(book, s)
                head = finish(r.text) if r.text else KINDS[kind] + ":"
                place = () if r.words else (Ref(s.place.citation, book.place(s.place)),)
                yield Listed(f"listed-{r.anchor}", head, (r.because,), r.words, place, r.location)
