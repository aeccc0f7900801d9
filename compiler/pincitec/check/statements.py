"""Published figures: `statement CITE "words" means NAME = VALUE`. Words and figures are checked; no rule may read the name.

Assumes scopes. A figure may be as vague as its source: "over 200" is kept with its words, and nothing is compared with it.
"""

from fractions import Fraction

from pincitec.check.figures import states, text_of
from pincitec.check.lapses import Spoken, Stated
from pincitec.check.laws import Laws
from pincitec.check.remarks import absent
from pincitec.check.typed import Typed
from pincitec.check.typing import Checker
from pincitec.check.uses import literals
from pincitec.diagnostics import Diagnostic
from pincitec.diagnostics.catalogue.figures import NUMBER_NOT_IN_QUOTATION, NUMBER_NOT_USED
from pincitec.law.figures import figures
from pincitec.law.normalise import normalise
from pincitec.semantics.types import Quantity
from pincitec.syntax import pol_tree as t

NO_REASON = "information, on which no decision rests"


def check_statements(file: t.PolicyFile, checker: Checker, laws: Laws) -> tuple[Spoken, ...]:
    """The statements of a file with their places, as remarks that have a name and a value."""
    made = []
    for d in file.declarations:
        if not isinstance(d, t.Statement):
            continue
        value = checker.side(d.value, {})  # also a month, as coarse as the source has it
        place = laws.locate(d.cite, checker.scope)
        if isinstance(place, Diagnostic):
            checker.problems.append(place)
            continue
        if place is None or value is None:
            continue
        missing = absent(d.words, place, laws, d.cite)
        checker.problems.extend([missing] if missing is not None else figures_of(d, value))
        because = d.because or t.Text(NO_REASON, d.span)
        remark = t.RemarkDecl("statement", d.cite, (d.words,), because, d.span)
        name = f"{checker.scope.own.policy}.{d.name.text}"
        made.append(Spoken(remark, place, Stated(name, in_words(value), d.because.text if d.because else "", value)))
    return tuple(made)


def figures_of(d: t.Statement, value: Typed) -> list[Diagnostic]:
    """The numbers of a statement must be those of its words, with their units; a number of the words that it does not use is left over."""
    stated = [f for f in figures(normalise(d.words.text)) if not f.label]
    problems = []
    used = set()
    for use in literals(value, (), None, False):
        found = next((f for f in stated if states(f, use.literal)), None)
        if found is None:
            help = f"the words state: {', '.join(f'`{f.words}`' for f in stated[:4]) or 'no number'}"
            message = f"`{text_of(use.literal)}` does not stand in the words quoted"
            problems.append(Diagnostic.at(NUMBER_NOT_IN_QUOTATION, use.literal.span, message, "not in the law", help=help))
        else:
            used.add(found)
    for figure in stated if not problems else ():
        if figure not in used:
            help = "quote fewer words, and state each figure under a name of its own"
            problems.append(Diagnostic.at(NUMBER_NOT_USED, d.words.inner, f"`{figure.words}` is quoted and not used", help=help))
    return problems


def in_words(value: Typed) -> str:
    """The value as a reader sees it: "200", "10 hours", "10 PDPs per 2 badges"."""
    if value.op == "div":
        return " per ".join(in_words(part) for part in value.args)
    if isinstance(value.type, Quantity) and value.type.words and isinstance(value.param, int | Fraction):
        return f"{value.param:,} {value.type.noun(value.param)}" if isinstance(value.param, int) else text_of(value)
    return f"{value.param:,}" if value.type.key == "integer" else text_of(value)
