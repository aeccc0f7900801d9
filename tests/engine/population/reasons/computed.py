"""Made-up rules that give computed amounts, and rows for them: what rows with a missing factor, a divisor or a condition are tested on."""

from pathlib import Path
from random import Random
from typing import Any, Final

from attrs import field, frozen
from tests.engine.explain.rule_parts import code_name
from tests.engine.explain.rule_sets import POLICY, compiled

from pincitec.graph.pack import Pack
from pincitec.semantics.truth import FAILS, HOLDS

MONEY: Final = ("cost", "extra")
COUNTS: Final = ("pupils", "visits")
DAYS: Final = ("term", "closed")
CONDITIONS: Final = ("signed", "heard", "local")
HEAD: Final = f"""policy {POLICY} "Made up"
source code = "xx/1"
party person "a person"
decision due : money "amount due"
decision basis : money "basis"
fact cost : money "cost"
fact extra : money "extra"
fact pupils : integer "pupils"
fact visits : integer "visits"
fact term : days "term"
fact closed : days "days closed"
fact share : percent "share"
fact signed : boolean "signed"
fact heard : boolean "heard"
fact local : boolean "local"
"""
VALUES: Final[dict[str, tuple[Any, ...]]] = {
    **dict.fromkeys(MONEY, (0, 3, 100_00, 200_00, 100_01, 12_345_67)),
    **dict.fromkeys(COUNTS, (0, 1, 2, 7)),
    **dict.fromkeys(DAYS, (1, 1, 2, 180)),
    "share": (0, 1, 2),
    **dict.fromkeys(CONDITIONS, (FAILS, HOLDS)),
}
"""Values by fact, of which several make one amount: two factors that change places, a share of the whole, nothing at all."""
LINKS: Final = {"all": " and ", "any": " or "}
RANGES: Final = {f"{POLICY}.{n}": (0, max(v)) for n, v in VALUES.items() if n not in CONDITIONS}


@frozen
class Computed:
    """Rules, with the policy that they were compiled from."""

    policy: str
    pack: Pack = field(repr=False)
    decision: str = f"{POLICY}.due"


def written(random: Random, folder: Path) -> Computed:
    """Rules by which an amount is due: of two or three clauses, most of which compute it."""
    words: list[str] = []
    clauses: list[str] = []
    names = iter(map(code_name, range(100)))
    defined = random.random() < 0.4
    if defined:
        words.append("The rate is what is so called.")
        clauses.append(f'"The rate is what is so called" means define rate = {amount(random, defined=False)}')
    for number in range(random.choice((1, 2, 2))):
        said = f"The basis by item {next(names)} is ${(number + 1) * 100} for one who"
        one, rule = condition(random, next(names), basis=False)
        words.append(f"{said} {one}.")
        clauses.append(f'"{said}" means basis = ${(number + 1) * 100} when all {{\n    {rule}\n  }}')
    for _ in range(random.choice((1, 2, 2, 3))):
        said, given = f"The amount due by item {next(names)}", amount(random, defined=defined)
        if random.random() < 0.2:
            said, given = f"{said} is $100", "$100"
        asked = [condition(random, next(names)) for _ in range(random.choice((0, 1, 1, 2)))]
        how = random.choice(("all", "any"))
        words.append(f"{said} goes to one who {LINKS[how].join(a for a, _ in asked) or 'asks for it'}.")
        rules = "".join(f"\n    {rule}" for _, rule in asked)
        clauses.append(f'"{said}" means due = {given}' + (f" when {how} {{{rules}\n  }}" if asked else ""))
    text = "Made up.\nA. " + " ".join(words) + "\n"
    policy = HEAD + "provision code(A) {\n  " + "\n  ".join(clauses) + "\n}\n"
    return Computed(policy, compiled(folder, text, policy))


def amount(random: Random, *, defined: bool) -> str:
    """An amount of money that is computed."""
    one, other = str(random.choice(MONEY)), random.choice(MONEY)
    some, many, term, closed = random.choice(COUNTS), random.choice(COUNTS), random.choice(DAYS), random.choice(DAYS)
    given: list[str] = [
        one,
        f"{one} / {term} * {closed}",
        f"{one} / {term} * {closed}",
        f"{one} * {some} + {other} * {many}",
        f"{one} - {other}",
        f"{one} * {some} * share",
        f"basis * {some}",
        f"basis * share + {one}",
    ]
    if defined:
        given += ["rate", f"rate * {some}", f"rate + {one}"]
    return random.choice(given)


def condition(random: Random, code: str, *, basis: bool = True) -> tuple[str, str]:
    """A condition as the law says it, and as the policy does."""
    one, other = random.sample(MONEY, 2)
    term = random.choice(DAYS)
    said, rule = random.choice(
        (
            *((f"is {name} under item {code}", name) for name in CONDITIONS),
            (f"has a {one} of at least the {other} under item {code}", f"{one} >= {other}"),
            (f"has a {one} less {other} of at least $100 under item {code}", f"{one} - {other} >= $100"),
            (f"has a {term} of more than 1 day under item {code}", f"{term} > 1 day"),
            *([(f"has a basis of at least $200 under item {code}", "basis >= $200")] if basis else ()),
            (f"is {CONDITIONS[0]}, or is not, under item {code}", f"{CONDITIONS[0]} or not {CONDITIONS[0]}"),
        )
    )
    return said, f'"{said}" means {rule}'


def rows(random: Random, number: int) -> list[dict[str, Any]]:
    """Rows of which many have the same facts, and of these many the same values but for one or two."""
    made: list[dict[str, Any]] = []
    while len(made) < number:
        known = [name for name in VALUES if random.random() < random.choice((0.5, 0.8, 0.95))]
        one = {name: random.choice(VALUES[name]) for name in known}
        for _ in range(8):
            again = random.sample(known, min(len(known), random.choice((1, 2, 4))))
            made.append(one | {name: random.choice(VALUES[name]) for name in again})
    return [{f"{POLICY}.{name}": value for name, value in one.items()} for one in made]
