"""Rule sets of realistic size, written as law and policy and compiled as a user's are: for tests that hold reasons against brute force.

A rule set is one made-up section and one policy that quotes it. Each condition has words of its own ("… under item qb"), so every
quotation stands once. `write` takes the random numbers from whoever asks: Hypothesis in tests, a seed in measurements.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations_with_replacement
from pathlib import Path
from random import Random
from typing import Any, Final

from attrs import evolve, field, frozen
from tests.engine.explain.rule_amounts import provide, value
from tests.engine.explain.rule_parts import Nested, Probe, Size, Writer, boolean, joined
from tests.engine.explain.rule_trees import leaf, tree

from pincitec.diagnostics import Severity
from pincitec.files import read_files
from pincitec.graph.pack import Pack, with_hash
from pincitec.passes import Passes
from pincitec.project import Project, find_project
from pincitec.semantics.truth import FAILS, HOLDS
from pincitec.semantics.values import Elapsed, Records, Value

ASKED: Final = date(2021, 6, 1)
DAYS: Final = (ASKED, ASKED, date(2021, 2, 28), date(2021, 3, 1), date(2021, 3, 31))
"""The days about which wide rule sets ask: some follow months that lack a day."""
ACT: Final = "Laws 2010, ch. 1, § 1"
OLD: Final = date(2000, 1, 1)
EFFECTIVE: Final = date(2010, 1, 1)
"""The day of the text on file, and that of the act where there is one."""
POLICY: Final = "xx.made"
MOST_RECORDS: Final = 3
MOST_PARAGRAPHS: Final = 20

HEAD: Final = f"""policy {POLICY} "Made up"
source code = "xx/1"
party office "the office"
party board  "the board"
party person "a person"
unit badges "badge", "badges"
type rank = low "the low rank" < middle "the middle rank" < high "the high rank"
type post = clerk "clerk" | guard "guard" | porter "porter"
record course by title {{
  title  : text
  passed : boolean "passed"
  taken  : days    "days taken"
}}
"""
DECISIONS: Final[Mapping[str, tuple[str, str, str, str, str]]] = {
    "entitlement": (
        "entitlement of person", "The office shall grant", "grant {0} when", "The office shall not grant", "deny {0} when",
    ),
    "permission": ("permission of person", "A person may use", "person may {0} when", "A person may not use", "person may not {0} when"),
    "duty": ("duty of person", "A person shall bring", "person shall {0} when", "A person need not bring", "person need not {0} when"),
    "prohibition": (
        "prohibition of person", "A person shall not enter", "person shall not {0} when", "A person may enter", "person may {0} when",
    ),
}  # fmt: skip
"""By kind: the declaration, and how the law and the policy say that the decision holds, and that it does not."""


@frozen
class RuleSet:
    """A compiled rule set. `ways` has for each fact (by its qualified name) a value from every range that its conditions tell apart;
    `decisions` are qualified names, the first being the one that the others lead to."""

    text: str
    declared: tuple[str, ...]
    provisions: tuple[str, ...]
    pack: Pack = field(repr=False)
    decisions: tuple[str, ...]
    ways: Mapping[str, tuple[Value, ...]] = field(repr=False)
    conditions: int
    on: date = ASKED
    acts: str = ""

    @property
    def policy(self) -> str:
        return policy_of(self.declared, self.provisions)


def clause(w: Writer, opening: str, verb: str, nested: Sequence[Nested], depth: int) -> tuple[str, tuple[str, ...]]:
    """A sentence of the law and the clause that quotes it."""
    item = w.code()
    part = tree(w, nested, depth)
    said = f"{opening} by item {item} to one who"
    lines = [f'"{said}"', f"means {verb}", *(f"  {line}" for line in part.rules)]
    words = f"{said} {part.words}"
    if w.chance(0.3):
        other = leaf(w, nested)
        lines += ["except when", *(f"  {line}" for line in other.rules)]
        words += f", unless that person {other.words}"
    return f"{words}.", tuple(lines)


def decide(w: Writer, name: str, nested: Sequence[Nested]) -> None:
    """The provisions that decide an entitlement, duty, permission or prohibition."""
    kind = w.random.choice(tuple(DECISIONS))
    declared, granting, grant, denying, deny = DECISIONS[kind]
    w.declared.append(f'decision {name} : {declared} "thing {name}"')
    depth = w.size.depth
    granted = [clause(w, f"{granting} thing {name}", grant.format(name), nested, depth) for _ in range(1 + w.chance(0.5))]
    first = provide(w, granted)
    if w.chance(0.6):
        over = w.chance(0.7)
        denied = clause(w, f"{denying} thing {name}", deny.format(name), nested, 1)
        if over:
            sentence, lines = denied
            letter = chr(65 + len(w.paragraphs))
            denied = (
                f"Notwithstanding Subsection {first}, under heading {letter}, {sentence[0].lower()}{sentence[1:]}",
                lines_lowered(lines),
            )
            provide(w, [denied], f' despite code({first}) by "Notwithstanding Subsection {first}"')
        else:
            provide(w, [denied])
    for _ in range(w.random.choice((0, 0, 1, 2))):
        require(w, name, nested)


def lines_lowered(lines: tuple[str, ...]) -> tuple[str, ...]:
    first = lines[0]
    return (f"{first[0]}{first[1].lower()}{first[2:]}", *lines[1:])


def require(w: Writer, name: str, nested: Sequence[Nested]) -> None:
    """A requirement, sometimes only of those whom a heading names."""
    item, part = w.code(), tree(w, nested, 1)
    said = f"For thing {name} by item {item} it is needed that one"
    words = f"{said} {part.words}"
    body = (f'"{said}"', f"means {name} requires", *(f"  {line}" for line in part.rules))
    if not w.chance(0.4):
        provide(w, [(f"{words}.", body)])
        return
    heading = boolean(w)
    opening = f"Of a person by item {w.code()} who"
    lines = (f'"{opening}" means when', *(f"  {line}" for line in heading.rules), "{", *(f"  {line}" for line in body), "}")
    provide(w, [(f"{opening} {heading.words} this is asked. {words}.", lines)])


def define(w: Writer) -> Nested:
    """A definition that other clauses use."""
    name, item, part = w.code(), w.code(), joined(w)
    said, _, meaning = part.rules[0].rpartition(" means ")
    provide(w, [(f"Whoever {part.words} is fit {name} by item {item}.", (f"{said} means define fit_{name} = {meaning}",))])
    return Nested(name, "definition")


def write(random: Random, size: Size, folder: Path) -> RuleSet:
    """A rule set of about that size, compiled. `folder` is an empty or earlier used one, for the files."""
    on = random.choice(DAYS) if size.wide else ASKED
    w = Writer(random, size, left=[size.conditions], on=[on])
    nested: list[Nested] = [define(w)] if w.chance(0.4) else []
    decisions: list[str] = []
    for _ in range(random.randint(0, 2)):
        decisions.append(w.code())
        kind = "value" if size.values and w.chance(0.25) else "decision"
        (value if kind == "value" else decide)(w, decisions[-1], nested)
        nested.append(Nested(decisions[-1], kind))
    main, valued = w.code(), size.values and w.chance(0.2)
    (value if valued else decide)(w, main, nested)
    while not valued and w.left[0] > 4 and len(w.paragraphs) < MOST_PARAGRAPHS:  # more that is asked of the same decision
        require(w, main, nested)
    acts = some(w) if size.wide and w.chance(0.4) else ""
    text = "\n".join(["Made up.", *w.paragraphs]) + "\n"
    declared, provisions = tuple(w.declared), tuple(w.provisions)
    pack = compiled(folder, text, policy_of(declared, provisions), acts)
    names = tuple(f"{POLICY}.{n}" for n in (main, *decisions[::-1]))
    ways = {
        f"{POLICY}.{name}": moving(kind, w.constants.get(name, []), w.probes[name], on)
        if name in w.probes
        else ways_of(kind, w.constants.get(name, []))
        for name, kind in w.facts.items()
    }
    return RuleSet(text, declared, provisions, pack, names, ways, size.conditions - w.left[0], on, acts)


def some(w: Writer) -> str:
    """An act that added one paragraph, and applies only to some; the rules say to whom."""
    letter = chr(65 + w.random.randrange(1, len(w.paragraphs))) if len(w.paragraphs) > 1 else "A"
    name = w.fact("boolean", "certificate")
    words = f"to whoever has certificate {name}"
    w.provisions.append(f'applies act "{ACT}" "{words}" means {name}')
    note = f"{ACT}, added Subsection {letter}, and applies {words}."
    return f'\nact "{ACT}" effective {EFFECTIVE} {{\n  add {letter}\n  applies "{words}"\n  note from code {{\n{note}\n}}\n}}\n'


def policy_of(declared: Sequence[str], provisions: Sequence[str]) -> str:
    return "\n".join([HEAD, *declared, "", *provisions]) + "\n"


def shuffled(rules: RuleSet, random: Random, folder: Path) -> RuleSet:
    """The same rules, in another order of facts, decisions and provisions; letters list choices of reading as they are declared."""
    choices = [d for d in rules.declared if d.startswith("choice ")]
    declared, provisions = [d for d in rules.declared if d not in choices], list(rules.provisions)
    random.shuffle(declared)
    declared += choices
    random.shuffle(provisions)
    pack = compiled(folder, rules.text, policy_of(declared, provisions), rules.acts)
    return evolve(rules, declared=tuple(declared), provisions=tuple(provisions), pack=pack)


LAW: Final = """section xx/1
cite      "Code § 1"
authority statute
ladder    "A." "(1)" "(a)"
source    code "sources/1.txt" sha256:{digest}
  known until 2030-12-31 because "made up"
  rights "made up"

text from code on {day} {{
{text}
}}
{acts}"""


def prepared(folder: Path) -> Project:
    """A project in `folder`, without files."""
    (folder / "policy").mkdir(exist_ok=True)
    (folder / "statutes" / "sources").mkdir(parents=True, exist_ok=True)
    (folder / "pincite.toml").write_text('policies = ["policy"]\nstatutes = ["statutes"]\n', encoding="utf-8")
    project, problems = find_project(folder)
    assert not problems
    return project


def compiled(folder: Path, text: str, policy: str, acts: str = "") -> Pack:
    """The pack of one section and one policy, which must have no error; that two clauses always contradict each other is none here."""
    project = prepared(folder)
    received = text + acts
    law = LAW.format(digest=hashlib.sha256(received.encode()).hexdigest(), text=text.rstrip(), day=EFFECTIVE if acts else OLD, acts=acts)
    overlay = {"statutes/1.law": law, "statutes/sources/1.txt": received, "policy/a.pol": policy}
    passes = Passes(read_files(project, overlay))
    errors = [p for path in sorted(overlay) if not path.endswith(".txt") for p in passes.problems(path) if p.severity is Severity.ERROR]
    unfit = [(p.rule.code, p.message, p.help) for p in errors if p.rule.code != "PC603"]
    assert not unfit, f"{unfit}\n{text}\n{policy}"
    return with_hash(passes.pack())


def ways_of(kind: str, constants: Sequence[Any]) -> tuple[Value, ...]:
    """A value from every range of a fact that comparisons with these constants tell apart."""
    match kind:
        case "boolean":
            return FAILS, HOLDS
        case "rank" | "post":
            return 0, 1, 2
        case "list of course":
            return tuple(Records(rows, complete=True) for rows in lists())
        case "date":
            found = [d + timedelta(n) for d in constants for n in (0, 1)] or [date(2020, 3, 5)]
            return (*sorted(set(found)), *([] if constants else [date(2021, 1, 20)]))
        case _:
            by = {"years": 12, "money": 100}.get(kind, 1)
            numbers = sorted({n * by + d for n in constants for d in (-1, 0, 1)})
            return tuple(numbers) or (0,)


def moving(kind: str, constants: Sequence[Any], probes: Sequence[Probe], on: date) -> tuple[Value, ...]:
    """A value from every range of a fact that moves with the calendar; a period also as one that still runs on the day asked about."""
    days = [probe.near + timedelta(n) for probe in probes for n in range(-4, 5)]
    plain = ways_of(kind, constants)
    if kind == "date":
        tried: Sequence[Value] = sorted({*days, *(d for d in plain if isinstance(d, date))})
        return by_outcome(tried, lambda d: (*(p.truth(d) for p in probes), *(d > c for c in constants), d in plain and not constants))
    running: list[Value] = [Elapsed(day, on) for day in sorted(set(days)) if day <= on]
    return *plain, *by_outcome(running, lambda value: tuple(p.truth(value) for p in probes))


def by_outcome(values: Sequence[Value], found: Callable[[Any], tuple[int, ...]]) -> tuple[Value, ...]:
    """The first of the values that come to the same."""
    first: dict[tuple[int, ...], Value] = {}
    for each in values:
        first.setdefault(found(each), each)
    return tuple(first.values())


COURSES: Final[tuple[Mapping[str, Value], ...]] = (
    {"passed": FAILS, "taken": 0},
    *({"passed": HOLDS, "taken": taken} for taken in (0, 160, 161)),
)
"""Courses that the conditions on lists tell apart: how long one was that was not passed, none of them asks."""


def lists() -> list[tuple[dict[str, Value], ...]]:
    """Lists of up to `MOST_RECORDS` courses."""
    return [
        tuple({"title": f"course {n}", **course} for n, course in enumerate(chosen, 1))
        for number in range(MOST_RECORDS + 1)
        for chosen in combinations_with_replacement(COURSES, number)
    ]
