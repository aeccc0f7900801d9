"""What the rules say about words that they do not encode, and to whom acts apply."""

from attrs import frozen

from pincitec.check.figures import states, text_of
from pincitec.check.lapses import Spoken
from pincitec.check.laws import Laws, Located
from pincitec.check.moves import cite_text
from pincitec.check.quotes import dated, elsewhere, shorten
from pincitec.check.typed import Tested
from pincitec.check.typing import Checker
from pincitec.check.uses import SIGNS, Use, literals
from pincitec.diagnostics import Diagnostic, Label
from pincitec.diagnostics.catalogue.figures import COMPARATOR_CONTRADICTS, COMPARATOR_NOT_STATED, NUMBER_NOT_IN_QUOTATION
from pincitec.diagnostics.catalogue.quotations import MISQUOTED, UNKNOWN_ACT
from pincitec.diagnostics.suggest import did_you_mean
from pincitec.law.figures import figures
from pincitec.law.model import Act
from pincitec.law.normalise import normalise
from pincitec.law.phrases import Comparator, comparator_for, same_meaning
from pincitec.law.quotations import find, nearest, occurrences
from pincitec.syntax import pol_tree as t


@frozen
class Applicability:
    """The condition under which an act of a section applies, as the policy encodes it, and the words of the law that it quotes."""

    act: str
    condition: Tested
    section: str
    words: str


def check_remarks(file: t.PolicyFile, checker: Checker, laws: Laws) -> tuple[Spoken, ...]:
    """The remarks of a file with their places. Words left out must stand in the law, in some version, like any quotation."""
    spoken = []
    for d in file.declarations:
        if not isinstance(d, t.RemarkDecl):
            continue
        place = laws.locate(d.cite, checker.scope)
        if isinstance(place, Diagnostic):
            checker.problems.append(place)
        elif place is not None:
            spoken.append(Spoken(d, place))
            if d.kind != "silent":
                checker.problems.extend(p for words in d.words for p in [absent(words, place, laws, d.cite)] if p is not None)
    return tuple(spoken)


def absent(words: t.Text, place: Located, laws: Laws, cite: t.Cite) -> Diagnostic | None:
    """The diagnostic of words that stand in no text of a place, cited by `cite`; None of words that do."""
    versions = [v for v in laws.sections[place.section].versions if v.complete]
    texts = [flat for version in versions for flat in [laws.text(place, version)] if flat is not None]
    if any(find(words.text, flat) for flat in texts):
        return None
    near = nearest(words.text, texts[-1]) if texts else None
    others = [Label(s, "the nearest words of the law") for s in (texts[-1].spans(near.start, near.end)[:1] if near else ())]
    help = f'the law says: "{near.text}"' if near else "quote the law word for word"
    other = elsewhere(words.text, place, laws) if place.fixed is None else None
    if other is not None:
        text = cite_text(cite, other.path, other.on)
        help = dated(other, text) if other.on is not None else f"they stand in {other.citation}: cite `{text}`"
        others = [Label(s, f"in {other.citation}") for s in other.spans]
    return Diagnostic.at(MISQUOTED, words.inner, f"these words do not stand in {place.citation}", others=others, help=help)


def check_applies(file: t.PolicyFile, checker: Checker, laws: Laws) -> tuple[Applicability, ...]:
    """The encoded applicability of acts. The words must stand in the act's `applies`, and the numbers of the condition in those words."""
    sources = {d.section.text for d in file.declarations if isinstance(d, t.SourceRef)}
    known = [(s, act) for s in sorted(sources) if s in laws.sections for act in laws.sections[s].acts]
    acts = {title: (s, act) for s, act in known for title in (act.title, *act.reconciled)}
    made = []
    for d in file.declarations:
        if not isinstance(d, t.Applies):
            continue
        condition = checker.condition(d.condition, {})
        section, act = acts.get(d.act.text, ("", None))
        if act is None:
            near = did_you_mean(d.act.text, acts)
            help = f"did you mean `{near}`?" if near else "name it as the .law file does"
            checker.problems.append(Diagnostic.at(UNKNOWN_ACT, d.act.span, f"no act `{shorten(d.act.text)}` is on file", help=help))
            continue
        checker.problems.extend(words_of(d, act))
        if condition is not None:
            checker.problems.extend(numbers_of(d, act, condition))
            made.append(Applicability(d.act.text, condition, section, d.words.text))
    return tuple(made)


def words_of(d: t.Applies, act: Act) -> list[Diagnostic]:
    if act.applies is None:
        return [Diagnostic.at(MISQUOTED, d.words.inner, f"the file has no words about to whom {act.title} applies")]
    if next(occurrences(normalise(d.words.text), normalise(act.applies.words)), None) is not None:
        return []
    others = [Label(act.applies.span, "to whom the act applies")]
    help = f'the law says: "{act.applies.words}"'
    message = f"these words do not stand in what is on file about to whom {act.title} applies"
    return [Diagnostic.at(MISQUOTED, d.words.inner, message, others=others, help=help)]


def numbers_of(d: t.Applies, act: Act, condition: Tested) -> list[Diagnostic]:
    """The numbers of the condition must stand in the words quoted, and be compared as these say ("and subsequent" is `>=`)."""
    words = normalise(d.words.text)
    stated = [f for f in figures(words) if not f.label]
    others = [Label(act.applies.span, "to whom the act applies")] if act.applies else []
    problems = []
    for expression in condition.expressions():
        for use in literals(expression, (), None, False):
            found = [f for f in stated if states(f, use.literal)]
            if not found:
                help = f"the words state: {', '.join(f'`{f.words}`' for f in stated[:4]) or 'no number'}"
                message = f"`{text_of(use.literal)}` does not stand in the words quoted"
                problems.append(Diagnostic.at(NUMBER_NOT_IN_QUOTATION, use.literal.span, message, others=others, help=help))
            elif use.operator is not None:
                problems += compared(use, [comparator_for(words, f.start, f.number_end) for f in found], others)
    return problems


def compared(use: Use, said: list[Comparator | None], others: list[Label]) -> list[Diagnostic]:
    """Does a comparison agree with what the words say of its number, in one of the places where it stands?"""
    assert use.operator is not None
    sign = SIGNS[use.operator]
    firm = [c for c in said if c is not None and c.firm]
    if not firm:
        if sign == "=":
            return []
        message = f"the words do not say whether `{text_of(use.literal)}` is meant as `{sign}`: a reading of ours"
        return [Diagnostic.at(COMPARATOR_NOT_STATED, use.literal.span, message, others=others)]
    if any(same_meaning(sign, c.operator, negated=use.negated) for c in firm):
        return []
    message = f"`{sign}` contradicts the law, which says `{firm[0].words}`"
    help = f"`{firm[0].words}` is `{firm[0].operator}`"
    return [Diagnostic.at(COMPARATOR_CONTRADICTS, use.literal.span, message, "this number", others=others, help=help)]
