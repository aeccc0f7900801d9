"""A small town with a statute, an amendment, a leaflet and rules in which everything that a citation report tells occurs once."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from pincite.report.citation.build import citation_report
from pincite.report.citation.view import CitationReport
from pincitec.compile import Study, study
from pincitec.locking import has_lock, locked
from pincitec.project import Project, find_project

PRINTED = """Garden plots.
A. The clerk shall assign a plot to a resident who has lived here for at least two years, keeps the plot in good order and is enrolled.
B. Notwithstanding Subsection A, the clerk shall not assign a plot to a resident who owes more than ten dollars ($10) unless it is disputed.
C. The yearly fee for a plot is forty dollars ($40) and is due in spring.
D. The clerk may inspect a plot at any reasonable time.
Laws 2024, ch. 1, § 1, in Subsection C, after "plot is", deleted "forty dollars ($40)" and added "fifty dollars ($50)".
"""

LAW = """section town/1

cite      "Town Code § 1"
authority statute
ladder    "A." "(1)"
source    print "sources/print.txt" sha256:{hash}
  known until 2030-12-31 because "an example"
  publisher "The town"
  rights "public edict"

act "Laws 2024, ch. 1, § 1" effective 2024-07-01 {{
  in C after "plot is" strike "forty dollars ($40)" insert "fifty dollars ($50)"
  note from print {{
Laws 2024, ch. 1, § 1, in Subsection C, after "plot is", deleted "forty dollars ($40)" and added "fifty dollars ($50)".
}}
}}

text from print on 2020-01-01 {{
Garden plots.
A. The clerk shall assign a plot to a resident who has lived here for at least two years, keeps the plot in good order and is enrolled.
B. Notwithstanding Subsection A, the clerk shall not assign a plot to a resident who owes more than ten dollars ($10) unless it is disputed.
C. The yearly fee for a plot is forty dollars ($40) and is due in spring.
D. The clerk may inspect a plot at any reasonable time.
}}
"""

LEAFLET = """Gardens in figures
Figures
The town has over 200 plots.
"""

LEAFLET_LAW = """section town/leaflet

cite      "Town Leaflet"
authority information
source    leaflet "sources/leaflet.txt" sha256:{hash}
  known until 2030-12-31 because "an example"
  rights "quoted as evidence"

text from leaflet on 2021-03-01 {{
Gardens in figures
h2|Figures
The town has over 200 plots.
}}
"""

RULES = """policy town.garden "Garden plots"

source code = "town/1"
source leaflet = "town/leaflet"

party clerk    "the clerk"
party resident "a resident"

unit plots "plots"

fact years      : years   "years of living here"
fact in_all     : years   "years of living here, in all"
fact good_order : boolean judged by clerk "keeps the plot in good order"
  fails "does not keep the plot in good order"
fact enrolled   : boolean "is enrolled"
fact owed       : money   "amount that is owed"
fact disputed   : boolean "the fee is disputed"
fact season     : one of {
  spring "spring"
  autumn "autumn"
} "season"

decision plot    : entitlement of resident "a plot"
decision fee     : money                   "yearly fee"
decision inspect : permission of clerk     "inspect a plot"

choice living "Which years of living here count" {
  unbroken "years without a break" default by "the council" on 2021-05-03 because "it has always been so"
  added_up "years are added up" because "the code does not say “in a row”"
}

provision code(A) "Who gets a plot" {
  "The clerk shall assign a plot to a resident who"
  means grant plot when all {
    "has lived here for at least two years"
    means choose living {
      unbroken { "lived here for at least two years" means years >= 2 years }
      added_up { "has lived here for at least two years" means in_all >= 2 years }
    }
    "keeps the plot in good order" means good_order
    "is enrolled"                  means enrolled
  }
}

provision code(B) despite code(A) by "Notwithstanding Subsection A" {
  "the clerk shall not assign a plot to a resident who owes more than ten dollars ($10)"
    means deny plot when owed > $10
      except when "unless it is disputed" means disputed
}

provision code(C) "What a plot costs" {
  "The yearly fee for a plot is" means when season = spring {
    "forty dollars ($40)" means fee = $40
    "fifty dollars ($50)" means fee = $50
  }
}

provision code(D) {
  "The clerk may inspect a plot"
    means clerk may inspect when all { uncited enrolled because "nobody inspects what is not taken up" }
}
untranslatable code(D) "at any reasonable time" because "what is reasonable is judged on the day"
omit code(C) "and is due in spring" because "when it is paid is not decided here"
silent code(A) on "whether a plot may be shared" because "the words say nothing of it"
statement leaflet("Figures") "over 200 plots" means town_plots = 200 plots

verify "whoever lives here unbroken has lived here in all": years >= 2 years implies in_all >= 2 years
  expect counterexample because "two facts, which nothing ties together"

scenario "two years" on 2021-06-01 {
  given years = 2 years
  given in_all = 3 years
  given good_order = true
  given enrolled = true
  given owed = $0
  expect plot holds
  cites code(A)
}
scenario "a year, and years before" on 2021-06-01 like "two years" {
  given years = 1 year
  expect plot fails
}
scenario "the fee before the raise" on 2024-06-30 {
  given season = spring
  expect fee = $40
}
scenario "the fee after the raise" on 2024-07-01 {
  given season = spring
  expect fee = $50
}
"""

FILES = {
    "pincite.toml": '[office]\nname = "The town"\n',
    "statutes/sources/print.txt": PRINTED,
    "statutes/sources/leaflet.txt": LEAFLET,
    "statutes/garden.law": LAW.format(hash=hashlib.sha256(PRINTED.encode()).hexdigest()),
    "statutes/leaflet.law": LEAFLET_LAW.format(hash=hashlib.sha256(LEAFLET.encode()).hexdigest()),
    "policy/garden.pol": RULES,
}


def town(folder: Path, changed: Mapping[str, str] | None = None) -> Project:
    """The project in a folder, with some files changed."""
    for name, text in {**FILES, **(changed or {})}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    project, problems = find_project(folder)
    assert not problems
    return project


def studied(project: Project) -> Study:
    found = study(project)
    assert found.pack is not None, found.diagnostics
    return found


def report_on(project: Project) -> CitationReport:
    return citation_report(studied(project), locked(project) if has_lock(project) else None)
