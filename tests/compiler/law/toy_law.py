"""Small statutes for the tests: a `.law` file around given statements, with a source that holds whatever it quotes."""

import hashlib
import re

from pincitec.diagnostics import Diagnostic, Source
from pincitec.law.flat import flatten
from pincitec.law.model import Section, Version
from pincitec.law.places import units_of
from pincitec.law.reading import read_section

BLOCK = re.compile(r"\{\n(.*?)^\}", re.MULTILINE | re.DOTALL)


def law(body: str, *, received: str | None = None, digest: str | None = None, ladder: str = '"A." "(1)" "(a)"') -> tuple[Source, Source]:
    """The `.law` file and its source file. Unless given, the source holds every line of every verbatim block, in order."""
    if received is None:
        inner = re.sub(r"^(act|reconcile|together)[^{]*\{$", "", body, flags=re.MULTILINE)
        received = "\n".join(re.sub(r"^(h\d|li|dt|dd|p\d?|u\d)\|", "", m, flags=re.MULTILINE) for m in BLOCK.findall(inner))
    digest = digest or hashlib.sha256(received.encode()).hexdigest()
    head = f'section x/1\ncite "Code § 1"\nauthority statute\n{f"ladder {ladder}" if ladder else ""}\nsource s "s.txt" sha256:{digest}\n'
    return Source("x.law", head + body), Source("s.txt", received)


def read(body: str, **options: str | None) -> tuple[Section | None, list[Diagnostic]]:
    source, received = law(body, **options)  # type: ignore[arg-type]
    return read_section(source, lambda _: received)


def good(body: str, **options: str | None) -> Section:
    """The section, which must have no problems."""
    section, problems = read(body, **options)
    assert [f"{p.rule.code} {p.message}" for p in problems] == []
    assert section is not None
    return section


def codes(body: str, **options: str | None) -> list[str]:
    return [problem.rule.code for problem in read(body, **options)[1]]


def words(version: Version) -> dict[str, str]:
    """The own text of each unit, by its designations."""
    return {"/".join(unit.path): unit.text for unit in units_of(version)}


def text(version: Version) -> str:
    return " | ".join(f"{unit.designator} {flatten(unit).text}".strip() for unit in version.units)


def note(words: str) -> str:
    return f"  note from s {{\n{words}\n}}\n"
