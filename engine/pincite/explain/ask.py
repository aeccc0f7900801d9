"""What was asked, made exact: a decision and readings by their qualified names, or a diagnostic that says what was meant."""

from collections.abc import Iterable

from pincitec.diagnostics import Diagnostic, Rule, Source, Span
from pincitec.diagnostics.catalogue.pack import FAULT, UNKNOWN_DECISION, UNKNOWN_READING
from pincitec.diagnostics.suggest import did_you_mean
from pincitec.graph.pack import Pack
from pincitec.semantics.values import Fault

ASKED = "the question"
"""How a message shows the place of what was asked: it stands in no file."""
READINGS = "the readings asked for"


def source(text: str) -> Source:
    return Source(ASKED, text)


def qualify(asked: str, known: Iterable[str], rule: Rule, noun: str, place: str = ASKED) -> str | Diagnostic:
    """The one qualified name that `asked` stands for: itself, or the only name that ends with it."""
    names = tuple(known)
    if asked in names:
        return asked
    ending = [n for n in names if n.endswith(f".{asked}")]
    if len(ending) == 1:
        return ending[0]
    span = Span(place, 0, len(asked))
    if ending:
        both = " and ".join(f"`{n}`" for n in sorted(ending))
        return Diagnostic.at(rule, span, f"`{asked}` may be {both}", "which one is meant?", help="write the qualified name")
    near = did_you_mean(asked, [*names, *(n.rpartition(".")[2] for n in names)])
    choices = ", ".join(f"`{n}`" for n in sorted(names)[:12])
    help = f"did you mean `{near}`?" if near else (f"the rules have {choices}" if names else f"the rules have no {noun} at all")
    return Diagnostic.at(rule, span, f"the rules have no {noun} `{asked}`", "not found", help=help)


def decision_named(pack: Pack, asked: str) -> str | Diagnostic:
    """The decision, by its qualified or plain name."""
    found = qualify(asked, pack.decision, UNKNOWN_DECISION, "decision")
    if isinstance(found, str) and not any(q.decision == found and q.under is None and not q.supposed for q in pack.questions):
        message = f"no clause decides `{found}`"
        return Diagnostic.at(
            UNKNOWN_DECISION, Span(ASKED, 0, len(asked)), message, help="add a clause that does, or ask about another decision"
        )
    return found


def fault(decision: str, error: Fault) -> Diagnostic:
    """An arithmetic fault, as a problem of the question."""
    message = f"`{decision}` cannot be computed: {error}"
    help = "look for a quantity that is zero in the facts; the rules divide by it"
    return Diagnostic.at(FAULT, Span(ASKED, 0, 0), message, help=help)


def readings_named(pack: Pack, asked: Iterable[tuple[str, str]]) -> tuple[dict[str, str], list[Diagnostic]]:
    """Choices and alternatives by qualified name, and what is wrong with them."""
    readings: dict[str, str] = {}
    problems: list[Diagnostic] = []
    for choice, alternative in asked:
        found = qualify(choice, pack.choice, UNKNOWN_READING, "choice of reading", READINGS)
        if isinstance(found, Diagnostic):
            problems.append(found)
            continue
        names = [a.name for a in pack.choice[found].alternatives]
        if alternative not in names:
            near = did_you_mean(alternative, names)
            help = f"did you mean `{near}`?" if near else f"the readings are {', '.join(f'`{n}`' for n in names)}"
            message = f"`{found}` has no reading `{alternative}`"
            problems.append(Diagnostic.at(UNKNOWN_READING, Span(READINGS, 0, len(alternative)), message, help=help))
        elif readings.setdefault(found, alternative) != alternative:
            message = f"two readings of `{found}` are asked for: `{readings[found]}` and `{alternative}`"
            problems.append(Diagnostic.at(UNKNOWN_READING, Span(READINGS, 0, len(alternative)), message, help="choose one"))
    return readings, problems
