"""The templates of an office tried on letters of every outcome, for everyone they can be for, in every format that it has any of."""

from typing import NamedTuple

from pincite.report.letter import Named, letter
from pincite.report.lint.samples import SAMPLES, determined
from pincite.report.office.family import FOLDERS, Family
from pincite.report.office.rendering import problems_in, written
from pincite.report.profiles import PROFILES
from pincitec.diagnostics import Diagnostic
from pincitec.settings import Office

WHOM = Named("A. Sample", "0-0")


class Tried(NamedTuple):
    """How many letters were written, and each problem with a letter that has it, once."""

    letters: int
    problems: tuple[Diagnostic, ...]


def tried(family: Family, office: Office) -> Tried:
    """Tries a family. A template that is refused as it stands is not run."""
    found: dict[tuple[str, object, str], Diagnostic] = {}
    count = 0
    for kind in (kind for kind in FOLDERS if family.has(kind)):
        refused = problems_in(family, kind)
        found.update({(p.rule.code, p.labels[0].span, p.message): p for p in refused})
        if refused:
            continue
        for sample in SAMPLES:
            for profile in PROFILES.values():
                count += 1
                made = written(letter(determined(sample.name), office, profile=profile, named=WHOM), kind, family)
                for problem in made if isinstance(made, list) else ():
                    of = f"found in the letter `{sample.name}`, for `{profile.name}`, as {kind}"
                    known = Diagnostic(problem.rule, problem.message, problem.labels, (*problem.notes, of), problem.help)
                    found.setdefault((problem.rule.code, problem.labels[0].span, problem.message), known)
    return Tried(count, tuple(found.values()))
