"""A small town with one section, rules on it and stored facts, to be amended in every way."""

from pathlib import Path

import attrs

from pincite.impact import Impact, Refused, impact
from pincitec.project import Project, find_project

LAW = """section toy/1

cite      "Toy Code § 1"
authority statute
ladder    "A." "(1)"
source    print "sources/print.txt" sha256:{hash}
  known until 2030-12-31 because "a toy"
  rights "ours"

text from print on 2020-01-01 {{
Garden plots.
A. The clerk shall assign a plot to a resident who has lived here for two years.
B. The yearly fee for a plot is forty dollars ($40).
C. A resident who keeps bees pays the fee of Subsection B.
}}

{acts}"""

RULES = """policy toy.garden "Garden plots"

source code = "toy/1"
party resident "a resident"
party clerk "the clerk"

fact years : years "years of living here"
fact bees : boolean "keeps bees"

decision plot : entitlement of resident "a plot"
decision fee : money "yearly fee"
decision bee_fee : money "yearly fee of a beekeeper"

provision code(A) "Who gets a plot" {
  "The clerk shall assign a plot to a resident who" means grant plot when
    "has lived here for two years" means years >= 2 years
}

provision code(B) "What a plot costs" {
  "The yearly fee for a plot is forty dollars ($40)" means fee = $40
}

provision code(C) "Beekeepers" {
  "A resident who keeps bees pays the fee of Subsection B" means bee_fee = fee when bees
}
"""
"""The decision on beekeepers asks the one on the fee."""

PRINT = """Garden plots.
A. The clerk shall assign a plot to a resident who has lived here for two years.
B. The yearly fee for a plot is forty dollars ($40).
C. A resident who keeps bees pays the fee of Subsection B.
"""

RAISE = 'in B after "plot is" strike "forty dollars ($40)" insert "fifty dollars ($50)"'
SAID = 'in B, after "plot is", deleted "forty dollars ($40)" and added "fifty dollars ($50)".'


def act(title: str, *operations: str, said: str = SAID, day: str = "2024-07-01", clauses: str = "") -> str:
    note = f"  note from print {{\n{said}\n}}\n" if said else ""
    return f'act "{title}" effective {day}{clauses} {{\n' + "".join(f"  {o}\n" for o in operations) + note + "}\n"


@attrs.define
class Town:
    """A project in a folder."""

    folder: Path

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    @property
    def project(self) -> Project:
        project, problems = find_project(self.folder)
        assert not problems
        return project

    def impact(self, title: str = "Act 1", section: str = "toy/1", **more: object) -> Impact:
        found = impact(self.project, section, title, **more)  # type: ignore[arg-type]
        assert not isinstance(found, Refused), [(d.rule.code, d.message, d.help) for d in found.diagnostics]
        return found


def town(folder: Path, *acts: str, rules: str = RULES, facts: dict[str, str] | None = None, said: str = "") -> Town:
    """A town whose law has these acts, newest first. What their notes say stands in the source."""
    from hashlib import sha256

    made = Town(folder)
    notes = [line for text in acts for line in text.split("\n") if not line.startswith((" ", "}", "act", "reconcile"))]
    received = "\n".join((PRINT, *notes, said, "")).replace("\n\n", "\n")
    digest = sha256(received.encode()).hexdigest()
    made.write("pincite.toml", 'facts = ["cases"]\n')
    made.write("statutes/sources/print.txt", received)
    made.write("statutes/toy.law", LAW.format(hash=digest, acts="\n".join(acts)))
    made.write("policy/garden.pol", rules)
    for name, text in (facts or {}).items():
        made.write(f"cases/{name}", text)
    (folder / "cases").mkdir(exist_ok=True)
    return made
