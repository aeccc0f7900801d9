"""Small packs for what the larger sample does not show: conflicts, bars, exceptions, lapses that are not followed, hostile words."""

from datetime import date

from attrs import frozen

from pincitec.graph.clauses import Clause, ClauseNodes, Decision, Element, Fact, Party, Question, Quote, QuotePlace, Standing, Wording
from pincitec.graph.nodes import Builder
from pincitec.graph.pack import Pack, with_hash
from pincitec.graph.texts import SectionText, TextPiece, TextUnit, TextVersion
from pincitec.graph.validate import validate
from pincitec.semantics.truth import HOLDS

BEGIN = date(2020, 1, 1)
IN_FORCE = (Standing(None, BEGIN, "unknown", "the text before that day is not on file"), Standing(BEGIN, None, "in_force"))


@frozen
class Rule:
    """One clause: its words stand in unit `unit`, and its condition is the boolean fact `fact` (none: always)."""

    unit: str
    effect: str
    fact: str | None
    amount: int = 0
    exception: str | None = None
    standings: tuple[Standing, ...] = IN_FORCE


@frozen
class Words:
    """What the pack says; each may be hostile."""

    label: str = "a permit"
    party: str = "an applicant"
    quote: str = "shall grant a permit"
    cite: str = "Code § 1"
    fact: str = "has paid the fee"
    fails: str | None = None
    open: str | None = None
    decision_fails: str | None = None
    decision_open: str | None = None


def small_pack(
    rules: tuple[Rule, ...],
    *,
    kind: str = "entitlement",
    defeats: tuple[tuple[int, int], ...] = (),
    words: Words | None = None,
    applies: str | None = None,
    facts: tuple[str, ...] = ("paid", "barred", "waived"),
) -> Pack:
    """A pack with one decision, `p.permit`. `applies` names the fact on which standings with a condition turn."""
    said = words or Words()
    builder = Builder()
    quotes: list[Quote] = []
    clauses: list[Clause] = []
    parts: list[ClauseNodes] = []
    for number, rule in enumerate(rules):
        cite = f"{said.cite}({rule.unit})"
        places = (QuotePlace(None, BEGIN, "unknown"), QuotePlace(BEGIN, None, "verified"))
        quotes.append(Quote(said.quote, "code/1", rule.unit, cite, places))
        always = builder.const("boolean", HOLDS)
        turns = (builder.add("fact", "boolean", (), f"p.{applies}"),) if applies else ()
        condition = builder.add("fact", "boolean", (), f"p.{rule.fact}") if rule.fact else always
        guard = condition
        exceptions: tuple[Element, ...] = ()
        if rule.exception:
            unless = builder.add("fact", "boolean", (), f"p.{rule.exception}")
            guard = builder.add("and", "boolean", (condition, builder.add("not", "boolean", (unless,))))
            exceptions = (Element("condition", unless, number),)
        if rule.effect == "require":
            guard = builder.add("not", "boolean", (guard,))
        effect = rule.effect
        clauses.append(
            Clause(f"p:{number}", "p.permit", effect, "shall", "code/1", rule.unit, cite, (number,), rule.standings, f"p.pol:{number + 1}")
        )
        value = builder.const("money", rule.amount) if kind == "value" else None
        root = Element("condition", condition, number) if rule.fact else None
        parts.append(
            ClauseNodes(
                number,
                builder.add("clause", "boolean", (always, *turns), number),
                builder.add("clause", "boolean", (guard, *turns), number),
                value,
                root,
                exceptions,
            )
        )
    if kind == "value":
        args = [n for p in parts for n in (p.standing, p.guard, p.value) if n is not None]
        verdict = builder.add("decide_value", "outcome", args, (defeats,))
    else:
        args = [n for p in parts for n in (p.standing, p.guard)]
        verdict = builder.add("decide", "verdict", args, (tuple(r.effect for r in rules), defeats))
    units = tuple(
        TextUnit(u, (u,), f"{u}.", f"{said.cite}({u})", (TextPiece(f"{u}. The office {said.quote} to an applicant.", "verbatim"),))
        for u in sorted({r.unit for r in rules})
    )
    section = SectionText(
        "code/1", said.cite, "statute", None, False, "kept up to date", (TextVersion(BEGIN, None, True, None, (), units),)
    )
    pack = Pack(
        policies=("p",),
        types=(),
        parties=(Party("p.applicant", said.party), Party("p.office", "the office")),
        facts=tuple(Fact(f"p.{name}", "boolean", fact_wording(name, said)) for name in facts),
        decisions=(
            Decision(
                "p.permit",
                kind,
                "money" if kind == "value" else "boolean",
                None if kind == "value" else "p.applicant",
                Wording(said.label, said.decision_fails, said.decision_open),
            ),
        ),
        choices=(),
        quotes=tuple(quotes),
        clauses=tuple(clauses),
        nodes=tuple(builder.nodes),
        questions=(Question("p.permit", verdict, tuple(parts)),),
        definitions=(),
        remarks=(),
        sections=(section,),
    )
    validate(pack)
    return with_hash(pack)


def fact_wording(name: str, said: Words) -> Wording:
    labels = {"barred": "is barred by an order", "waived": "holds a waiver"}
    return Wording(labels[name]) if name in labels else Wording(said.fact, said.fails, said.open)
