"""The terms of all sources of a project: defined, used, used and not defined, and alike."""

from collections.abc import Iterator, Sequence
from typing import Final

from attrs import evolve

from pincitec.check.laws import Laws
from pincitec.check.module import Module
from pincitec.law.normalise import normalise
from pincitec.syntax import pol_tree as t
from pincitec.terms.definitions import definitions
from pincitec.terms.model import ENTRY, Definition, Term, Terms
from pincitec.terms.phrases import LITTLE, TOKEN, phrases_of, stem, verbs_of
from pincitec.terms.similar import near_synonyms
from pincitec.terms.texts import Passage, passages, pattern_of, uses_of

FEWEST_USES: Final = 2
SHORTEST: Final = 6
"""Letters of a single word that may be a term of one source."""


def terms(laws: Laws, modules: Sequence[Module]) -> Terms:
    """What is found about the terms of the newest texts on file. `modules` are the checked policies that quote them."""
    texts = passages(laws)
    defined = defined_terms(texts, modules)
    entries = [(term.term, d.place) for term in defined for d in term.definitions if d.how == ENTRY]
    return Terms(
        defined,
        tuple(undefined_terms(texts, modules, defined)),
        near_synonyms(texts, entries, {section: "\n".join(sorted(words)) for section, words in quotations(modules).items()}),
    )


def defined_terms(texts: Sequence[Passage], modules: Sequence[Module]) -> tuple[Term, ...]:
    found: dict[str, tuple[str, list[Definition]]] = {}
    for term, definition in definitions(texts):
        rules = rules_on(definition, modules) if definition.how == ENTRY else ()
        found.setdefault(term.casefold(), (term, []))[1].append(evolve(definition, rules=rules))
    made = []
    for term, held in found.values():
        own = {(d.place.section, d.place.identity, d.place.words) for d in held}
        uses = tuple(p for p in uses_of(term, texts) if (p.section, p.identity, p.words) not in own)
        made.append(Term(term, tuple(held), uses))
    return tuple(sorted(made, key=lambda x: (x.term.casefold(), x.term)))


def rules_on(definition: Definition, modules: Sequence[Module]) -> tuple[str, ...]:
    """The definitions of policies that quote the unit in which a source defines a term."""
    here = (definition.place.section, definition.place.identity)
    names = [
        clause.symbol.qualified
        for module in modules
        for clause in module.clauses
        if clause.effect == "define" and any((q.place.section, q.place.identity) == here for q in clause.quotes)
    ]
    return tuple(sorted(set(names)))


def undefined_terms(texts: Sequence[Passage], modules: Sequence[Module], defined: Sequence[Term]) -> Iterator[Term]:
    """What looks like a term and is nowhere defined: names with capitals that rules quote, and rare words of one source on which a fact or
    a decision turns."""
    known = [pattern_of(term.term) for term in defined]
    quoted = quotations(modules)
    found: dict[str, Term] = {}
    for phrase in phrases_of(texts):
        if phrase.capitals and not phrase.numbered and any(phrase.words in words for words in quoted.get(phrase.passage.section, ())):
            add(found, phrase.words, texts, "it is written with capitals, and rules quote it")
    for word, because in turning(texts, modules):
        add(found, word, texts, because)
    for term in sorted(found.values(), key=lambda x: (x.term.casefold(), x.term)):
        long_form = any(normalise(term.term) in d.place.words for known_term in defined for d in known_term.definitions)
        if len(term.uses) >= FEWEST_USES and not long_form and not any(p.fullmatch(normalise(term.term)) for p in known):
            yield term


def add(found: dict[str, Term], words: str, texts: Sequence[Passage], because: str) -> None:
    key = " ".join(stem(w) for w in words.split())
    if key not in found:
        found[key] = Term(words, (), tuple(uses_of(words, texts)), because)


def quotations(modules: Sequence[Module]) -> dict[str, set[str]]:
    """The words that rules quote, by section."""
    found: dict[str, set[str]] = {}
    for module in modules:
        for clause in module.clauses:
            for cited in clause.quotes:
                found.setdefault(cited.place.section, set()).add(normalise(cited.quote.words.text))
    return found


def turning(texts: Sequence[Passage], modules: Sequence[Module]) -> Iterator[tuple[str, str]]:
    """Words of one source alone that stand in the wording of a fact or a decision of a policy, and in words that the policy quotes."""
    wordings = {stem(w[0]) for m in modules for text in declared(m) for w in TOKEN.finditer(text) if w[0].casefold() not in LITTLE}
    quoted = {stem(w[0]) for words in quotations(modules).values() for text in words for w in TOKEN.finditer(text)}
    verbs = verbs_of(texts)
    places: dict[str, list[tuple[str, str]]] = {}
    for passage in texts:
        for token in TOKEN.finditer(passage.text):
            if token[0].islower() and len(token[0]) >= SHORTEST:
                places.setdefault(stem(token[0]), []).append((passage.section, token[0]))
    for root, held in places.items():
        one_source = len({section for section, _ in held}) == 1
        if one_source and len(held) >= FEWEST_USES and root in wordings and root in quoted and root not in verbs and is_noun(root, held):
            yield min((word for _, word in held), key=len), "one source alone has it, and a fact or a decision turns on it"


def is_noun(root: str, held: Sequence[tuple[str, str]]) -> bool:
    """Whether a word stands in the plural somewhere, and never as a verb or an adverb does."""
    words = {word for _, word in held}
    return any(w.endswith("s") for w in words) and not any(w.endswith(("ed", "ing", "ly")) for w in words)


def declared(module: Module) -> Iterator[str]:
    """How the facts and decisions of a policy read."""
    for d in module.file.declarations:
        if isinstance(d, t.FactDecl | t.DecisionDecl):
            yield d.name.text.replace("_", " ")
            if d.wording is not None:
                yield d.wording.text
