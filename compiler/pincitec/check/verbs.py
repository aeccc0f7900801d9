"""Verbs of clauses: which verb a decision takes, and whether the law's own words have it.

`grant` and `deny` are for entitlements; duties, permissions and prohibitions take the verb of the law: what *shall* be done is a duty,
what *may* be done a permission, what *shall not* or *may not* be done a prohibition.
"""

import re

from pincitec.check.symbols import Symbol
from pincitec.check.typing import Checker
from pincitec.diagnostics import Diagnostic, Label
from pincitec.diagnostics.catalogue.types import WRONG_VERB
from pincitec.syntax import pol_tree as t

EFFECTS: dict[str, dict[str, str]] = {
    "entitlement": {"grant": "grant", "deny": "deny", "requires": "require", "maintain": "require"},
    "duty": {"shall": "grant", "need not": "deny", "may not": "deny", "shall not": "deny", "requires": "require", "maintain": "require"},
    "permission": {"may": "grant", "may not": "deny", "shall not": "deny", "requires": "require", "maintain": "require"},
    "prohibition": {"shall not": "grant", "may not": "grant", "may": "deny", "shall": "deny", "requires": "require", "maintain": "require"},
    "value": {"=": "value"},
}
USUAL = {
    "entitlement": "grant {} when …",
    "duty": "{party} shall {} when …",
    "permission": "{party} may {} when …",
    "prohibition": "{party} shall not {} when …",
    "value": "{} = value when …",
}
MODALS = {
    "shall": r"\b(shall|must|will|(is|are) required|it is the responsibility)\b",
    "shall not": r"\b((shall|must|may|will) not|no longer|no )",
    "may": r"\b(may|can|(is|are) (allowed|permitted|eligible))\b",
    "may not": r"\b((may|shall|must|can) ?not)\b|\b(no|none|neither)\b[^,;:.]*\b(may|shall|must|can|will)\b",
    "need not": r"\b(need not|not (be )?required|(does|do) not (need|require))\b",
}


REFUSING = (
    r"\b(den(y|ies|ied)|refus\w+|reject\w*|revok\w+|suspend\w*|forfeit\w*|los(e|es|t)|ineligible|disqualif\w+"
    r"|prohibit\w*|barred|exclud\w+)\b"
)
"""Words with which a law takes away what it does not negate."""


def effect_of(symbol: Symbol, verb: str, party: t.Word | None, word: t.Word, checker: Checker) -> str | None:
    """What a clause with this verb does to its decision; `None`, with a diagnostic, where the two do not go together."""
    declared = symbol.node
    assert isinstance(declared, t.DecisionDecl)
    usual = USUAL[declared.kind].format(symbol.name, party=declared.of.text)
    effect = EFFECTS[declared.kind].get(verb)
    if effect is None:
        said = {"=": "a value", "grant": "`grant`", "deny": "`deny`"}.get(verb, f"`{verb}`")
        a = (
            "an entitlement"
            if declared.kind == "entitlement"
            else ("decided by a value" if declared.kind == "value" else f"a {declared.kind}")
        )
        message = f"`{symbol.name}` is {a}, which does not take {said}"
        others = [Label(declared.span, "declared here")]
        checker.problems.append(Diagnostic.at(WRONG_VERB, word.span, message, others=others, help=f"write `{usual}`"))
        return None
    if party is not None and party.text != declared.of.text:
        message = f"`{symbol.name}` is a {declared.kind} of `{declared.of.text}`, not of `{party.text}`"
        checker.problems.append(Diagnostic.at(WRONG_VERB, party.span, message, others=[Label(declared.of.span, "declared here")]))
        return None
    return effect


def verb_agrees(verb: str, words: str) -> bool:
    """Whether words of the law have the modal verb of a clause; of `grant` and `deny`, whether they do not say the contrary.

    >>> verb_agrees("may", "a school district may choose not to contract"), verb_agrees("shall", "a school district may choose")
    (True, False)
    >>> verb_agrees("deny", "the clerk shall assign a plot"), verb_agrees("grant", "the clerk shall not assign a plot")
    (False, False)
    >>> verb_agrees("may not", "no dog may enter"), verb_agrees("may not", "a dog may enter")
    (True, False)
    >>> verb_agrees("shall", "the specialist will notify you"), verb_agrees("shall", "the specialist will not tell")
    (True, False)
    """
    lower = words.lower()
    if verb == "grant":  # "shall not be denied" grants
        return re.search(r"\b(?:shall|may|must|will|can) ?not\b", lower) is None or re.search(REFUSING, lower) is not None
    if verb == "deny":
        affirmed = re.search(r"\b(?:shall|may|must|will)\b", lower) is not None
        return not affirmed or re.search(rf"\b(?:no|not|never|cannot)\b|{REFUSING}", lower) is not None
    if verb not in MODALS:
        return True
    if re.search(MODALS[verb], lower) is None:
        return False
    return verb not in ("shall", "may") or re.search(MODALS[verb].replace(r"\b(", r"\b(?:", 1) + r"(?! not\b)", lower) is not None
