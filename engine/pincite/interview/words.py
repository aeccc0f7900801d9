"""What was typed, as words of a facts file: a choice by its number or first letters, yes and no, a period by its days, or "unknown".

Nothing is guessed: what may mean two things is refused with both, and everything else is left to the reader of facts files.
"""

from enum import Enum
from typing import Final

from attrs import frozen

from pincite.facts.literals import MOST_TEXT
from pincite.facts.reading import MISSING
from pincite.facts.tree import HIDDEN, NUMBER, Kind, Leaf, Refused, Tree
from pincite.facts.yaml_reader import read_yaml
from pincite.interview.trees import branch, items, leaf, without_places
from pincite.texts import say
from pincitec.diagnostics import Diagnostic, Rule, Source, Span
from pincitec.diagnostics.catalogue import facts as rules
from pincitec.semantics.types import BOOLEAN, PERIOD, TEXT, Enumeration, Type

ANSWER: Final = "the answer"
"""How a message shows the place of an answer."""


class Word(Enum):
    """What is no value: not known; no (further) record; of a list that is to be complete, yes or no."""

    UNKNOWN = "unknown"
    NONE = "none"
    YES = "yes"
    NO = "no"


UNKNOWN: Final = {
    "unknown": MISSING[0],
    "not provided": MISSING[0],
    "declined": MISSING[1],
    "pending": MISSING[2],
    "needs a judgement": MISSING[3],
}
"""The words that say that something is not known, with the reason that is kept on file."""
ALSO: Final = {Word.UNKNOWN: (), Word.NONE: ("none", "no", "n"), Word.YES: ("yes", "y"), Word.NO: ("no", "n")}
"""How the words that are no value may be written; of "unknown", see above."""
COMMANDS: Final = ("?", "help", "why", "back", "list", "save", "quit")
"""What a dialogue takes for a request to itself. A text that is one of these words, or of those above, stands in quotation marks."""


@frozen
class Said:
    """An answer: the tree of a value, or a word that is none, with the reason why a value is missing."""

    tree: Tree
    word: Word | None = None
    reason: str = ""


def read_words(text: str, kind: Type, words: frozenset[Word]) -> Said | Diagnostic:
    """An answer for a value of a type; `words` are those beside "unknown" that answer it too. Never raises."""
    wrong = unreadable(text)
    if wrong is not None:
        return wrong
    text = text.strip()
    low = " ".join(text.lower().split())
    found = next((w for w in words if low in ALSO[w]), None)
    reserved = low in UNKNOWN or found is not None
    if isinstance(kind, Enumeration) and reserved and any(low in (m.name.lower(), m.wording.lower()) for m in kind.members):
        help = "write the number of the choice; if it is not known, give another reason: `pending` or `not provided`"
        return refusal(rules.UNKNOWN_MEMBER, f"`{low}` is one of the choices, and also says that it is not known", help)
    if found is not None:
        return Said(leaf(""), found)
    if low in UNKNOWN:
        return Said(leaf(""), Word.UNKNOWN, UNKNOWN[low])
    tree = value_tree(text, kind)
    return tree if isinstance(tree, Diagnostic) else Said(tree)


def unreadable(text: str) -> Diagnostic | None:
    """Why an answer is not read at all: it is empty, too long, or holds what nobody sees."""
    if len(text) > MOST_TEXT:
        return refusal(rules.TOO_LARGE, f"an answer of more than {MOST_TEXT:,} characters", "give only what is asked for")
    hidden = HIDDEN.search(text.strip("\r\n"))
    if hidden is not None and "\ud800" <= hidden[0] <= "\udfff":
        return refusal(rules.NOT_READABLE, "the answer is not UTF-8", "send it in that encoding")
    if hidden is not None:
        help = "delete it: what is read must be what is seen"
        return refusal(rules.HIDDEN, f"the answer holds the hidden character U+{ord(hidden[0]):04X}", help)
    if not text.strip():
        return refusal(rules.WRONG_TYPE, "nothing was answered", "answer, or write `unknown`")
    if "\n" in text.strip():
        return refusal(rules.WRONG_TYPE, "more than one line was answered", "write the answer on one line")
    return None


def value_tree(text: str, kind: Type) -> Tree | Diagnostic:
    """A value as a facts file would have it."""
    if text[:1] in "{[":
        return flow(text)
    if len(text) > 1 and text[0] == text[-1] == '"':
        return leaf(text[1:-1])
    match kind:
        case Enumeration():
            return member(text, kind)
        case _ if kind == BOOLEAN:
            return truth(text)
        case _ if kind == PERIOD:
            return period(text)
        case _ if kind == TEXT:
            return leaf(text)
    return plain(text)


def plain(text: str) -> Leaf:
    """A word, or a number as it is written."""
    shape: Kind = "number" if NUMBER.fullmatch(text) else "word"
    return leaf(text, shape)


def flow(text: str) -> Tree | Diagnostic:
    """What begins with a bracket is read as in a facts file: `{ value: 4 years, source: "service record" }`."""
    problems: list[Diagnostic] = []
    try:
        tree = read_yaml(Source(ANSWER, text), problems)
    except Refused as refused:
        return refused.diagnostic
    if problems:
        return problems[0]
    return without_places(tree) if tree is not None else leaf("", "null")


def truth(text: str) -> Tree | Diagnostic:
    meant = {"1": "true", "y": "true", "yes": "true", "true": "true", "2": "false", "n": "false", "no": "false", "false": "false"}
    here = {say("yes").lower(): "true", say("no").lower(): "false"}  # in the language in which it is asked
    found = meant.get(text.lower()) or here.get(text.lower())
    if found is None:
        return refusal(rules.WRONG_TYPE, f"`{shortened(text)}` is neither yes nor no", "write `yes`, `no` or `unknown`")
    return leaf(found, "boolean")


def member(text: str, kind: Enumeration) -> Tree | Diagnostic:
    """A choice by its number, its name, its wording, or as many letters from their beginning as only one has."""
    if NUMBER.fullmatch(text):
        if "." not in text and 1 <= int(text[:9]) <= len(kind.members):
            return leaf(kind.members[int(text) - 1].name, "word")
        help = f"write a number from 1 to {len(kind.members)}, or the words of a choice"
        return refusal(rules.UNKNOWN_MEMBER, f"there is no choice {shortened(text)}", help)
    low = " ".join(text.lower().split())
    exact = [m for m in kind.members if low in (m.name.lower(), m.wording.lower())]
    near = exact or [m for m in kind.members if any(w.startswith(low) for w in begins(m.name, m.wording))]
    if len(near) == 1:
        return leaf(near[0].name, "word")
    number = {m.name: i for i, m in enumerate(kind.members, 1)}
    if near:
        both = " or ".join(f"{number[m.name]} ({m.wording})" for m in near[:6])
        return refusal(rules.UNKNOWN_MEMBER, f"`{shortened(text)}` may be more than one choice", f"write its number: {both}")
    return refusal(rules.UNKNOWN_MEMBER, f"`{shortened(text)}` is none of the choices", f"write a number from 1 to {len(kind.members)}")


def begins(name: str, wording: str) -> tuple[str, ...]:
    """What a choice may be begun with: its name, its wording, and that without its article."""
    words = wording.lower()
    bare = words.partition(" ")[2] if words.startswith(("a ", "an ", "the ")) else words
    return name.lower(), name.lower().replace("_", " "), words, bare


def period(text: str) -> Tree | Diagnostic:
    """A period: in years and months, since a day, or as spells from one day until another, parted by semicolons."""
    spells = [part.strip() for part in text.split(";") if part.strip()]
    made = [spell(part) for part in spells]
    if len(made) == 1 and made[0] is not None:
        return made[0]
    if made and all(m is not None for m in made):
        return items(tuple(m for m in made if m is not None))
    return plain(text)


def spell(text: str) -> Tree | None:
    """`since 2018-08-12`, `from 2015-08-01 until 2018-06-01`; None for anything else."""
    match text.lower().replace(":", " ").split():
        case ["since", day]:
            return branch(since=leaf(day, "word"))
        case ["from", day]:
            return branch(**{"from": leaf(day, "word")})
        case ["from", first, "until", last]:
            return branch(**{"from": leaf(first, "word"), "until": leaf(last, "word")})
    return None


def shortened(text: str) -> str:
    text = text.replace("`", "'")
    return text if len(text) <= 60 else text[:59] + "…"


def refusal(rule: Rule, message: str, help: str) -> Diagnostic:
    return Diagnostic.at(rule, Span(ANSWER, 0, 0), message, help=help)
