"""Meanings that say the contrary of their words: a grant on "No points are given", an "unless" as a plain condition.

Part of the checks of numbers and words, beside `negations`, which looks at what stands around a quotation. Here each quotation is read
without those nested in it, and held against the meaning that rests on these words alone. Only what is certain is a finding: a negation of
the sentence itself, not of a clause that begins with "who" or "if"; a meaning without any negation of its own.
"""

import re
from collections.abc import Iterator, Sequence

from pincitec.check.clauses import CheckedClause
from pincitec.check.denials import own_words
from pincitec.check.fares import Fare
from pincitec.check.negations import REVERSED, affirmed
from pincitec.check.quotes import shorten
from pincitec.check.typed import Tested, Typed
from pincitec.check.verbs import REFUSING, verb_agrees
from pincitec.diagnostics import Diagnostic, Label
from pincitec.diagnostics.catalogue.coverage import EXCEPTION_AS_CONDITION, NEGATION_NOT_ENCODED
from pincitec.diagnostics.catalogue.types import WRONG_VERB
from pincitec.syntax import pol_tree as t

_VERB = r"(?:shall|may|must|will|can|is|are|was|were|does|do|did|has|have|had)"
_DENIED = re.compile(
    rf"\b(?:no|neither|none)\b(?! (?:later|earlier|sooner|longer|more|less|fewer|greater)\b)(?=[^,;:.]*\b{_VERB}\b)"
    rf"|\b{_VERB} ?(?:not|never|no longer)\b",
    re.IGNORECASE,
)
"""A sentence that is denied, by its subject or at its verb."""
_LOST = re.compile(
    r"\b(?:los(?:es|e)|forfeits?|(?:is|are|be) (?:denied|refused|revoked|suspended|forfeited|ineligible|disqualified|barred|excluded))\b",
    re.IGNORECASE,
)
_LOSS = re.compile(
    r"los[est]|forfeit|den[iy]|refus|revo[ck]|suspen|ineligib|disqualif|barr|exclu|(?:^|[\W_])end|expir|terminat|withdr", re.IGNORECASE
)
"""In the name of a decision: it is itself about what is lost."""
_WITHIN = re.compile(r"\b(?:if|when|where|who|whom|whose|which|that|unless|except|because|since|until|after|before|while)\b", re.IGNORECASE)
_PARTED = re.compile(r"[,;:.]")
_EXCEPTING = re.compile(r"\b(unless|except(?:ing)?(?! (?:as|that|otherwise)\b)|other than)\b", re.IGNORECASE)
_POSITIVE = ("grant", "shall", "may", "=")
_TRUTHS = ("fact", "field_truth")


def check_reversals(clause: CheckedClause, fares: Sequence[Fare]) -> list[Diagnostic]:
    """A clause whose own words are denied and whose meaning is not, and its conditions on the words of an exception."""
    return [*denied(clause, fares), *excepted(clause, fares)]


def denied(clause: CheckedClause, fares: Sequence[Fare]) -> list[Diagnostic]:
    """A grant, duty, permission or value that rests on a sentence which denies it."""
    fare = fares[clause.own]
    own = clause.quotes[clause.own].quote
    if clause.verb not in _POSITIVE or fare.match is None or fare.flat is None or turned(clause):
        return []
    if not verb_agrees(clause.verb, own.words.text):  # that is said already
        return []
    node = clause.symbol.node
    said = f"{clause.symbol.name} {node.wording.text if isinstance(node, t.DecisionDecl) and node.wording else ''}"
    lost = clause.verb == "grant" and not _LOSS.search(said)
    for low, high in own_words(clause, fares, clause.own):
        words = fare.flat.text[low:high]
        for found in (*_DENIED.finditer(words), *(_LOST.finditer(words) if lost else ())):
            before = _PARTED.split(words[: found.start()])[-1]
            if _WITHIN.search(before) or REVERSED.search(said) or (found.re is _DENIED and re.search(REFUSING, words, re.IGNORECASE)):
                continue
            others = [Label(s, "the words of the law") for s in fare.flat.spans(low + found.start(), low + found.end())[:1]]
            verb = "gives a value" if clause.verb == "=" else f"says `{clause.verb}`"
            message = f"the law says `{found[0]}` here, and the clause {verb}"
            help = "use the verb of the law (`deny`, `shall not`, `may not`, `need not`), or put `not` into the meaning"
            rule = NEGATION_NOT_ENCODED if clause.verb == "=" else WRONG_VERB
            return [Diagnostic.at(rule, own.words.inner, message, others=others, help=help)]
    return []


def excepted(clause: CheckedClause, fares: Sequence[Fare]) -> list[Diagnostic]:
    """The conditions whose own words begin or make an exception, where nothing in their meaning turns them round."""
    numbers = {c.quote.span: i for i, c in enumerate(clause.quotes)}
    problems = []
    for tested in (*clause.guards, *([clause.condition] if clause.condition is not None else [])):
        for node in affirmed(tested):
            if node.quote is None or negated(node):
                continue
            i = numbers[node.quote.span]
            fare = fares[i]
            if fare.match is None or fare.flat is None:
                continue
            for low, high in own_words(clause, fares, i):
                found = _EXCEPTING.search(fare.flat.text, low, high)
                if found is None or (found.start() > fare.match.start and alternatives(node)):
                    continue
                if found[1].lower() == "other than" and (
                    node.expr is None or node.expr.op not in _TRUTHS or REVERSED.search(name_of(node))
                ):
                    continue
                if node.expr is not None and node.expr.op in _TRUTHS and REVERSED.search(name_of(node)):
                    continue
                others = [Label(s, "the law excepts something here") for s in fare.flat.spans(*found.span(1))[:1]]
                message = f"the law says `{found[1]}` in `{shorten(node.quote.words.text)}`, and the rule makes it a condition"
                help = 'write except when "…" means …, or `not` before the condition'
                problems.append(Diagnostic.at(EXCEPTION_AS_CONDITION, node.quote.words.inner, message, others=others, help=help))
                break
    return problems


def name_of(node: Tested) -> str:
    assert node.expr is not None
    return str(node.expr.param).rpartition(".")[2]


def alternatives(node: Tested) -> bool:
    """Whether a condition has alternatives, of which the exception may be one: "a badge, unless it is waived"."""
    return any(x.kind in ("any", "choose") for x in node.walk()) or any(e.op == "or" for x in node.expressions() for e in x.walk())


def turned(clause: CheckedClause) -> bool:
    """Whether anything in a clause negates: its conditions, an exception, or a value that is none."""
    value = clause.value
    empty = value is not None and value.op == "const" and not value.param
    return empty or bool(clause.exceptions) or any(negated(x) for x in clause.tested()) or (value is not None and any(denies(value)))


def negated(tested: Tested) -> bool:
    return any(x.kind == "none" for x in tested.walk()) or any(any(denies(e)) for e in tested.expressions())


def denies(expr: Typed) -> Iterator[bool]:
    for e in expr.walk():
        yield e.op in ("not", "ne") or (e.op == "const" and e.param is False)
