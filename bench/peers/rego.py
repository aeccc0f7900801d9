"""The rules in Rego, through regopy (rego-cpp). Two-valued as written here: what the input lacks is undefined, and `default` says no."""

import json
from importlib.metadata import version
from typing import Any

import regopy

from bench.peers.cases import DEGREES, RATINGS, Case, Plain
from bench.peers.interface import One, Peer, each
from pincitec.graph.pack import Pack

RULES = {
    "level_three_a": """package rules
default verdict := false
verdict if {
  input.years_as_level_two >= 36
  degree_or_board
  input.leader_competence
  input.other_qualifications
}
degree_or_board if input.degree_held >= 2
degree_or_board if input.national_board
""",
    "bypass": """package rules
default verdict := false
verdict if {
  input.national_board
  sum([y.instructional_days | some y in input.school_years; y.teacher_of_record; y.standard_license; y.level == "level_two"]) >= 480
  count([1 | some y in input.school_years; y.level == "level_two"; successful(y)]) >= 3
}
successful(y) if y.elevate_rating >= 1
successful(y) if y.domain_points >= 6000
successful(y) if { y.aps_summative_meets; not y.scored_observations }
""",
}
CONSTANT = "package rules\nverdict := true\n"
MOST = 10_000


def document(p: Plain) -> str:
    """Plain facts as the JSON text that the interpreter takes, with ordered enumerations as numbers."""
    found = dict(p)
    if "degree_held" in found:
        found["degree_held"] = DEGREES.index(found["degree_held"])
    if "school_years" in found:
        found["school_years"] = [
            {k: RATINGS.index(v) if k == "elevate_rating" else v for k, v in row.items()} for row in found["school_years"]
        ]
    return json.dumps(found)


def built(rules: str) -> Any:
    """What answers a question about these rules: an interpreter and the bundle that it compiled."""
    interpreter = regopy.Interpreter()
    interpreter.add_module("rules", rules)
    bundle = interpreter.build("x = data.rules.verdict", [])

    def ask(text: str) -> Any:
        interpreter.set_input_term(text)
        return interpreter.query_bundle(bundle)

    return ask


def peers(case: Case, pack: Pack) -> list[Peer]:
    ask, constant = built(RULES[case.key]), built(CONSTANT)

    def decide(text: str) -> int:
        output = ask(text)  # kept, since its nodes live in it
        return 3 if output.binding("x").value else 0

    one = One(document, decide, constant)
    remark = "a JSON text, which the interpreter parses; the rules are a bundle compiled before; many: a loop"
    return [Peer("Rego (regopy)", version("regopy"), False, remark, one, each(case, pack, one, MOST))]
