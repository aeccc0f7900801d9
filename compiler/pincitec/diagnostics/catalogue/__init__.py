"""The catalogue: every kind of problem that Pincite can report, by family.

A family is one module here, and each `Rule` is a constant of its module; there is no registration at import time, so
the list below is the whole truth. Each rule has a page, `../pages/CODE.md`.
"""

from types import ModuleType
from typing import Final

from pincitec.diagnostics.catalogue import (
    audit,
    citations,
    claims,
    coverage,
    drafting,
    exchange,
    facts,
    figures,
    files,
    importing,
    languages,
    law,
    letters,
    locks,
    names,
    pack,
    populations,
    quotations,
    syntax,
    timing,
    types,
)
from pincitec.diagnostics.diagnostic import Rule

FAMILIES: Final[tuple[ModuleType, ...]] = (
    files,
    syntax,
    names,
    types,
    quotations,
    coverage,
    locks,
    figures,
    timing,
    law,
    citations,
    drafting,
    exchange,
    importing,
    facts,
    languages,
    letters,
    pack,
    claims,
    audit,
    populations,
)


def rules_of(family: ModuleType) -> tuple[Rule, ...]:
    """The rules that a family's module declares as constants, by code."""
    return tuple(sorted({v for v in vars(family).values() if isinstance(v, Rule)}, key=lambda rule: rule.code))


ALL: Final[tuple[Rule, ...]] = tuple(rule for family in FAMILIES for rule in rules_of(family))


BY_CODE: Final[dict[str, Rule]] = {rule.code: rule for rule in ALL}


def by_code(code_or_name: str) -> Rule | None:
    """The rule with this code (`PC203`, in either case) or readable name (`unverified-quotation`), if there is one."""
    wanted = code_or_name.strip()
    if wanted in BY_CODE:
        return BY_CODE[wanted]
    return next((rule for rule in ALL if wanted.upper() == rule.code or wanted.lower() == rule.name), None)
