"""Conditions of made-up law, each as its words and as the policy that quotes them: what `rule_sets.py` puts rule sets together from."""

from collections.abc import Callable, Sequence
from datetime import date
from random import Random
from typing import Any, Final

from attrs import field, frozen

RANKS: Final = ("low", "middle", "high")
POSTS: Final = ("clerk", "guard", "porter")


@frozen
class Size:
    """How large a rule set is: conditions of the decisions asked, and how deep they nest.

    `tied` leaves out conditions that read two facts; `shared` is how often a condition reads a fact that another one reads. `wide` adds
    what `rule_parts_more.py` has, tables, amounts by another provision, an act that applies to some, and days on which the calendar is
    unsure."""

    conditions: int = 24
    depth: int = 3
    tied: bool = True
    lists: bool = True
    values: bool = True
    shared: float = 0.2
    wide: bool = False


def code_name(number: int) -> str:
    """A word that is none of the law's: qa, qb, … qaa.

    >>> code_name(0), code_name(25), code_name(26)
    ('qa', 'qz', 'qaa')
    """
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(97 + rest) + letters
    return f"q{letters}"


@frozen
class Nested:
    """What a condition may ask: a `decision` that holds or fails, one that has a `value`, or a `definition`."""

    name: str
    kind: str


@frozen
class Part:
    """A condition as the law says it and as the policy does. `rules` are lines."""

    words: str
    rules: tuple[str, ...]


@frozen
class Probe:
    """A comparison of a fact that moves with the calendar: `truth` of a value of it, and the day near which it turns."""

    near: date
    truth: Callable[[Any], int]


@frozen
class Writer:
    """What has been written: `declared` are facts, decisions and choices, `constants` those that each fact is compared with, `probes` how
    each that moves with the calendar is. `left` is how many conditions are still to come, `denied` whether those being written stand within
    a `none`. `given` are the paragraphs of each decision that has a value."""

    random: Random
    size: Size
    codes: list[str] = field(factory=list)
    facts: dict[str, str] = field(factory=dict)
    declared: list[str] = field(factory=list)
    constants: dict[str, list[Any]] = field(factory=dict)
    paragraphs: list[str] = field(factory=list)
    provisions: list[str] = field(factory=list)
    left: list[int] = field(factory=list)
    denied: list[bool] = field(factory=lambda: [False])
    probes: dict[str, list[Probe]] = field(factory=dict)
    given: dict[str, list[str]] = field(factory=dict)
    on: list[date] = field(factory=list)

    def comparison(self, among: Sequence[tuple[str, str]]) -> tuple[str, str]:
        """A comparison in words, and as the policy writes it: within `none` the contrary, where there are words for it."""
        words, sign = self.random.choice(among)
        contrary = [pair for pair in among if self.denied[-1] and pair[1] == CONTRARY[sign]]
        return contrary[0] if contrary else (words, sign)

    def code(self) -> str:
        self.codes.append(code_name(len(self.codes)))
        return self.codes[-1]

    def chance(self, part: float) -> bool:
        return self.random.random() < part

    def fact(self, kind: str, wording: str, suffix: str = "") -> str:
        """A fact of this kind: now and then one that is there already."""
        known = [name for name, k in self.facts.items() if k == kind]
        if known and self.chance(self.size.shared):
            return self.random.choice(known)
        name = self.code()
        self.facts[name] = kind
        mark = self.random.choice(("", "", "", " past", " fixed", " effort 3"))
        self.declared.append(f'fact {name} : {kind}{suffix} "{wording} {name}"{mark}')
        return name

    def compared(self, name: str, constants: Sequence[Any]) -> Any:
        """A constant for a fact: of those, at most two for one fact, so that few ranges have to be told apart."""
        used = self.constants.setdefault(name, [])
        chosen = self.random.choice(used) if len(used) > 1 else self.random.choice(constants)
        if chosen not in used:
            used.append(chosen)
        return chosen


COMPARED: Final = (("at least", ">="), ("more than", ">"), ("at most", "<="), ("less than", "<"))
CONTRARY: Final = {">=": "<", ">": "<=", "<=": ">", "<": ">="}


def boolean(w: Writer) -> Part:
    judged = w.random.choice(("", "", "", " judged by office", " judged by office or board", " judged by office and board"))
    name, item = w.fact("boolean", "certificate", judged), w.code()
    if w.chance(0.25):
        return Part(f"lacks certificate {name} under item {item}", (f'"lacks certificate {name} under item {item}" means not {name}',))
    return Part(f"has certificate {name} under item {item}", (f'"certificate {name} under item {item}" means {name}',))


def amount(kind: str, noun: str, constants: Sequence[int], shown: Callable[[int], str]) -> Callable[[Writer], Part]:
    def made(w: Writer) -> Part:
        name, item = w.fact(kind, noun), w.code()
        constant = w.compared(name, constants)
        words, sign = w.comparison(COMPARED)
        said = f"a {noun} {name} of {words} {shown(constant)} under item {item}"
        return Part(f"has {said}", (f'"{said}" means {name} {sign} {shown(constant)}',))

    return made


def day(w: Writer) -> Part:
    name, item = w.fact("date", "day of paper"), w.code()
    at = w.compared(name, (date(2020, 3, 5), date(2021, 1, 20)))
    words, sign = w.comparison((("on or before", "<="), ("after", ">")))
    said = f"filed paper {name} {words} {at:%B} {at.day}, {at.year} under item {item}"
    return Part(said, (f'"{said}" means {name} {sign} {at}',))


def enumerated(w: Writer) -> Part:
    item = w.code()
    if w.chance(0.5):
        name, member = w.fact("rank", "rank"), w.random.choice(RANKS[1:])
        said = f"the {member} rank {name} under item {item}"
        return Part(f"holds {said}", (f'"{said}" means {name} >= {member}',))
    name, member = w.fact("post", "post"), w.random.choice(POSTS)
    said = f"works as {member} in post {name} under item {item}"
    return Part(said, (f'"{said}" means {name} = {member}',))


def listed(w: Writer) -> Part:
    name, item = w.fact("list of course", "courses"), w.code()
    match w.random.choice(("count", "sum", "some", "every")):
        case "count":
            number, (words, sign) = w.random.choice((1, 2)), w.comparison(COMPARED)
            said = f"{words} {number} {'course' if number == 1 else 'courses'} of list {name} passed under item {item}"
            return Part(f"has {said}", (f'"{said}" means count(y in {name} where y.passed) {sign} {number}',))
        case "sum":
            words, sign = w.comparison(COMPARED)
            said = f"a total of {words} 160 days in passed courses of list {name} under item {item}"
            return Part(f"has {said}", (f'"{said}" means sum(y.taken for y in {name} where y.passed) {sign} 160 days',))
        case "some":
            said = f"a course of list {name} that was passed under item {item}"
            words, sign = w.comparison((("more than", ">"), ("less than", "<")))
            inner = f"took {words} 160 days by item {item}"
            rules = (f"some y in {name} {{", f'  "{said}" means y.passed', f'  "{inner}" means y.taken {sign} 160 days', "}")
            return Part(f"has {said} and {inner}", rules)
        case _:
            said = f"no course of list {name} that was failed under item {item}"
            none = " or none" if w.chance(0.5) else ""
            return Part(f"has {said}", (f"every y in {name} {{", f'  "{said}" means y.passed', f"}}{none}"))


def pair(w: Writer) -> Part:
    """A condition on two facts: what each may be does not tell whether it holds."""
    one, other, item = w.fact("date", "day of paper"), w.fact("date", "day of paper"), w.code()
    words, sign = w.comparison((("no later than", "<="), ("later than", ">")))
    said = f"filed paper {one} {words} 6 months after paper {other} under item {item}"
    return Part(said, (f'"{said}" means {one} {sign} {other} + 6 months',))


def joined(w: Writer) -> Part:
    item = w.code()
    one, other = w.fact("boolean", "certificate"), w.fact("boolean", "certificate")
    word = w.random.choice(("and", "or"))
    said = f"certificate {one} {word} certificate {other} under item {item}"
    return Part(f"has {said}", (f'"{said}" means {one} {word} {other}',))


def read(w: Writer) -> Part:
    """A choice of reading between two conditions."""
    name, item = w.code(), w.code()
    one, other = boolean(w), boolean(w)
    strict = f'strict_{name} "strictly" default by "the office" on 2020-01-01 because "it is usual"'
    w.declared.append(f'choice {name} "how item {item} is read" {{\n  {strict}\n  wide_{name} "widely"\n}}')
    said = f"is fit by item {item}, that is, {one.words}, or {other.words}"
    rules = (
        f'"{said}" means choose {name} {{',
        *(f"  strict_{name} {{ {line} }}" for line in one.rules),
        *(f"  wide_{name} {{ {line} }}" for line in other.rules),
        "}",
    )
    return Part(said, rules)


AMOUNTS: Final = (
    amount("years", "service", (3, 5), lambda n: f"{n} years"),
    amount("days", "training", (60, 160), lambda n: f"{n} days"),
    amount("money", "income", (1000, 20000), lambda n: f"${n:,}"),
    amount("badges", "holding", (2, 7), lambda n: f"{n} badges"),
)
