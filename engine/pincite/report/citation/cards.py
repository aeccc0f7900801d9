"""A clause in plain words: what it concludes, on what conditions, on which days it stands, and its text in the rules."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from attrs import evolve

from pincite.explain.display import show_date
from pincite.explain.findings import party
from pincite.explain.wording import DENIED, HOLD, finish, listing, named, the
from pincite.report.citation.book import Book, Numbered
from pincite.report.citation.conditions import LEADS, conditions_of, element, exceptions_of, labels, quoted
from pincite.report.citation.plain import Tongue, parameter, plain, words
from pincite.report.citation.view import Clause, Element, Words
from pincite.report.citation.words import days, dedented
from pincite.texts import say
from pincitec.check.clauses import CheckedClause
from pincitec.check.typed import Tested
from pincitec.graph.clauses import PAST, Standing
from pincitec.semantics.types import BOOLEAN, Record, Type
from pincitec.syntax import pol_tree as t

STATES: Final = {
    "in_force": "stands",
    "lapsed": "does not stand",
    "unknown": "it is not known whether it stands",
    "not_followed": "the rules do not follow the text",
}


def card(book: Book, one: Numbered) -> Clause:
    """Assumes that the law has been laid out, so that quoted words have their places."""
    clause = one.clause
    resting = labels(clause)
    own = tuple(Words(*quoted(one, i), book.words_at(one, i)) for i in range(clause.own + 1) if i not in resting)
    asked = tuple(element(book, one, x) for x in conditions_of(clause))
    says, lead = conclusion(book, one, asked)
    return Clause(
        one.number,
        one.anchor,
        clause.id,
        clause.provision.title.text if clause.provision.title else "",
        clause.symbol.qualified,
        clause.effect,
        own,
        says,
        lead,
        whom_and_what(clause, asked),
        tuple(element(book, one, x) for x in exceptions_of(clause)),
        tuple(notes(book, one)),
        tuple(standing_lines(book, one)),
        stands(book, one),
        book.location(clause.quotes[clause.own].quote.span),
        code(book, clause),
    )


# ---- what it concludes


def conclusion(book: Book, one: Numbered, asked: tuple[Element, ...]) -> tuple[str, str]:
    """The conclusion, and how its conditions are introduced; where there are none, it is a whole sentence."""
    clause, said = one.clause, concludes(book, one)
    if clause.effect == "define":
        return (finish(said), "") if not asked else (said, f"if {many(asked)}")
    if not asked:
        return finish(f"{said} in every case"), ""
    if clause.effect == "require":
        return said, f"only if {many(asked)}"
    return said, f"if {many(asked)}"


def many(asked: tuple[Element, ...]) -> str:
    return f"{LEADS['all']} hold:" if len(asked) > 1 else "this holds:"


def concludes(book: Book, one: Numbered) -> str:
    """A conclusion as the beginning of a sentence."""
    clause, tongue = one.clause, book.tongue(one.module)
    if isinstance(clause.symbol.node, t.MissingDay):
        day = "the last day of that month" if clause.symbol.node.falls == "last" else "the day after that month"
        return f"A period that would end on a day which its month does not have ends on {day}"
    if clause.effect == "define":
        of = " and ".join(named_parameter(name, kind) for name, kind in clause.parameters)
        term = f"“{plain(clause.symbol.name)}”{f' (of {of})' if of else ''}"
        if clause.value is None:
            return f"{term} is so"
        said = words(tongue, clause.value)
        if clause.value.type == BOOLEAN:  # a fact is a predicate: "was the teacher of record"
            return f"{term} is so where {'this holds: ' if clause.value.op in ('fact', 'field_truth') else ''}{said}"
        return f"{term} is {the(said) if clause.value.op in ('fact', 'field') else said}"
    decision = book.pack.decision[clause.symbol.qualified]
    label = decision.wording.label
    if decision.kind == "value":
        if clause.value is None:
            return capital(f"{the(label)} is given")
        return capital(f"{the(label)} is {words(tongue, clause.value)}")
    who = party(book.pack, decision.party) if decision.party else "the person concerned"
    text = DENIED if clause.effect == "deny" else HOLD
    return capital(say(text[decision.kind], party=who, label=named(decision)))


def named_parameter(name: str, kind: Type) -> str:
    """What a definition is of: "each school year", or a parameter that has a telling name."""
    said = plain(kind.key) if isinstance(kind, Record) else parameter(name, kind)
    return said if said == plain(name) else f"each {said}"


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def whom_and_what(clause: CheckedClause, asked: tuple[Element, ...]) -> tuple[Element, ...]:
    """The conditions; of a requirement under a heading, apart: whom it concerns, and what it asks of them."""
    if clause.condition is None or not clause.guards or clause.effect == "define":
        return asked
    concerned = sum(1 for x in conditions_of(clause) if any(x.tested in (g, *g.children) for g in clause.guards))
    return (
        Element("", None, "", "it concerns only those of whom this holds", asked[:concerned]),
        Element("", None, "", "of them it asks this", asked[concerned:]),
    )


# ---- notes


def notes(book: Book, one: Numbered) -> Iterator[str]:
    clause, module = one.clause, one.module
    policy = module.table.policy
    for override in module.overrides:
        if override.loser == clause.id:
            yield finish(f"it gives way to clause {book.by_id[policy, override.winner].number}: “{override.words}”")
        if override.winner == clause.id:
            yield finish(f"it prevails over clause {book.by_id[policy, override.loser].number}: “{override.words}”")
    if clause.effect == "require":
        yield "Without it the answer is no; of itself it grants nothing."
    acts = dict.fromkeys(module.applicability[s.when].act for s in one.standings if s.when is not None)
    for applicability in (a for a in module.applicability if a.act in acts):
        asked = words_of_condition(book.tongue(module), applicability.condition)
        yield finish(f"{applicability.act} applies “{applicability.words}”: taken to mean {asked}")
    judged = dict.fromkeys(e.param for x in clause.expressions() for e in x.walk() if e.op == "fact")
    for name in judged:
        fact = book.pack.fact.get(str(name))
        if fact is not None and fact.judged_by:
            who = listing(tuple(party(book.pack, p) for p in fact.judged_by), fact.joined)
            yield finish(f"“{fact.wording.label}” lies in the judgement of {who}")
        if fact is not None and fact.change:
            past = "lies in the past: no letter asks that it become otherwise"
            said = past if fact.change == PAST else "is never told as what could be otherwise"
            yield finish(f"“{fact.wording.label}” {said}")


def words_of_condition(tongue: Tongue, tested: Tested) -> str:
    if tested.expr is not None:
        return words(tongue, tested.expr)
    joined = {"any": " or ", "none": " nor "}.get(tested.kind, " and ")
    return joined.join(words_of_condition(tongue, child) for child in tested.children)


# ---- when it stands


def standing_lines(book: Book, one: Numbered) -> Iterator[str]:
    """On which days the clause stands, oldest first, neighbouring days of one state together: no day is left out."""
    rows = merged(one.standings)
    first = next((i for i, s in enumerate(rows) if s.state == "in_force"), None)
    for i, s in enumerate(rows):
        early = first is not None and i < first and s.state == "lapsed"
        yield finish(f"{days(s.from_, s.until)}: does not stand yet") if early and s.when is None else standing_line(book, one, s)
    if first is None:
        yield "Its words stand in no text on file."


def merged(standings: Sequence[Standing]) -> list[Standing]:
    """Standings for all alike, neighbours of one state as one."""
    found: list[Standing] = []
    for s in standings:
        last = found[-1] if found else None
        alike = last is not None and last.when is None is s.when and last.until == s.from_ and last.state == s.state
        if last is not None and alike and (s.state in ("in_force", "lapsed") or last.reason == s.reason):
            found[-1] = evolve(last, until=s.until)
        else:
            found.append(s)
    return found


def standing_line(book: Book, one: Numbered, s: Standing) -> str:
    when = days(s.from_, s.until)
    if s.when is not None:
        act = one.module.applicability[s.when].act
        verb = "does not apply" if s.negated else "applies"
        said = f"{when}, where {act} {verb}: {STATES[s.state]}"
        return finish(f"{said} (in the words of {show_date(s.text_on)})" if s.text_on is not None else said)
    if s.state == "unknown" and s.reason:
        return finish(f"{when}: {s.reason}")
    why = f": {s.reason}" if s.reason and s.state == "not_followed" else ""
    return finish(f"{when}: {STATES[s.state]}{why}")


def stands(book: Book, one: Numbered) -> bool:
    """Whether it stands in the text that is shown."""
    version = book.shown.get(one.clause.place.section)
    stand = one.followed.at(version.from_) if version is not None else None
    return stand is not None and stand.state == "in_force"


# ---- its text


def code(book: Book, clause: CheckedClause) -> str:
    """The clause as the rules write it, with the headings around it. What else stands under them is left out, marked by `…`."""
    text = book.sources[clause.span.path].text
    if clause.row is not None:
        return row_code(text, clause)
    chain = next((c for item in clause.provision.items for c in chains(item) if c[-1].span == clause.span), None)
    if chain is None:
        return text[clause.span.start : closed(text, clause.span.start, clause.span.end)]
    lines: list[str] = []
    closing: list[str] = []
    for depth, item in enumerate(chain[:-1]):
        assert isinstance(item.meaning, t.Group)
        head = text[item.span.start : item.meaning.items[0].span.start].rstrip()
        pad = "  " * depth
        lines += [pad + line for line in dedented(head, column(text, item.span.start)).split("\n")]
        if item.meaning.items[0] is not chain[depth + 1]:
            lines.append(f"{pad}  …")
        closing.append(f"{pad}}}")
    last = chain[-1]
    pad = "  " * (len(chain) - 1)
    end = closed(text, last.span.start, last.span.end)
    body = dedented(text[last.span.start : end], column(text, last.span.start))
    lines += [pad + line if line else line for line in body.split("\n")]
    for depth, item in reversed(list(enumerate(chain[:-1]))):
        assert isinstance(item.meaning, t.Group)
        if item.meaning.items[-1] is not chain[depth + 1]:
            lines.append(f"{'  ' * depth}  …")
        lines.append(closing[depth])
    return "\n".join(lines)


def row_code(text: str, clause: CheckedClause) -> str:
    """A row of a decision table under the table's heading."""
    items = (c[-1] for item in clause.provision.items for c in chains(item))
    table = clause.row.table if clause.row is not None else None
    found = next((i for i in items if isinstance(i.meaning, t.Table) and i.meaning.span == table), None)
    row = text[clause.span.start : clause.span.end]
    if found is None or not isinstance(found.meaning, t.Table):
        return row
    head = dedented(text[found.span.start : found.meaning.rows[0].span.start].rstrip(), column(text, found.span.start))
    first, last = clause.span == found.meaning.rows[0].span, clause.span == found.meaning.rows[-1].span
    return "\n".join([head, *([] if first else ["  …"]), f"  {row}", *([] if last else ["  …"]), "}"])


BRACES: Final = re.compile(r'"(?:[^"\\\n]|\\.)*"|#[^\n]*|[{}]')
"""Braces, and what may hold one that is none: strings and comments."""


def closed(text: str, start: int, end: int) -> int:
    """Where an item ends with the braces that it opens: its own end, or that of the last one."""
    depth = 0
    for match in BRACES.finditer(text, start):
        if match.start() >= end and depth == 0 and (match[0] != "{" or text[end : match.start()].strip()):
            break
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if match.start() >= end:
            end = match.end()
    return end


def chains(item: t.Item) -> Iterator[tuple[t.Item, ...]]:
    yield (item,)
    if isinstance(item.meaning, t.Group):
        for inner in item.meaning.items:
            yield from ((item, *chain) for chain in chains(inner))


def column(text: str, offset: int) -> int:
    """The column in which a place stands, by the indentation of its line."""
    line = text[text.rfind("\n", 0, offset) + 1 : offset]
    return len(line) - len(line.lstrip()) if line.strip() else len(line)
