"""What may stand where a policy breaks off is told in words of the language and of its users, never in those of the parser."""

import re

import pytest
from lark.exceptions import UnexpectedCharacters

from pincitec.diagnostics import Source
from pincitec.syntax.pol_expected import DECLARATIONS
from pincitec.syntax.pol_parse import lark_parser, parse_policy

POLICY = """policy a.b "A"
source act = "a/b"
calendar school_year from July 1 because "it says so"
unit badges "badge", "badges"
missing day by act(A) "ends" means last day
type t = one "one" < two "two"
record r by k { k : school_year d : days }
fact f : list of r "f"
fact g : boolean judged by x and y "g" fails "not g"
decision d : entitlement of x "d"
choice c "c" { one "one" default by "x" on 2020-01-01 because "so" two "two" }
provision act(A)(1) {
  "words … more" in act(B) at 1 of 2 means grant d when all {
    "a" means f >= 3 years
    any { "b" means y.k + 2.5 hours * $60 <= 60% or not g }
    uncited asked > May 2024 because "so"
  } except when "e" means e
  "v" means v = whole(a / 2 badges) * (10 points per 2 badges) + u under act(C) with (a = b)
  "w" means x shall not d when s within -2 * e of q
  "x" means define h(y : r) = count(y in f where y.d >= 160 days) >= 2
  "t" means table d by a, b { "r" : one or two | >= 3 years and < 4 years -> 1 }
  "m" means maintain d while consecutive(y in f where y.k) >= 2 and z <= October 15 of school_year(asked)
}
omit act(A) "x" because "so"
statement act(A) "over 200" means s = 200
verify "v": requirements of d implies f assuming g expect counterexample because "so"
scenario "s" on 2020-01-01 law on 2020-01-01 under c = one {
  given f "2018-19" { d = 3 days, k = unknown }
  given f complete
  given g by x = true
  expect d undetermined for g
}
"""
PIECES = re.compile(r'"[^"]*"|[\w.$%-]+|\S')
PLACES = [m.start() for m in PIECES.finditer(POLICY)]
WORDS = {t.name for t in lark_parser().terminals}
PATTERNS = {t.name.lower() for t in lark_parser().terminals if t.pattern.type == "re"}


def helps(text: str) -> list[str]:
    return [p.help for p in parse_policy(Source("a.pol", text))[1] if p.help and p.help.startswith("here may stand")]


def test_the_policy_has_no_mistake() -> None:
    assert parse_policy(Source("a.pol", POLICY))[1] == []


@pytest.mark.parametrize("strange", ["§ ", "file ", ") "])
def test_no_help_names_a_token(strange: str) -> None:
    for at in PLACES:
        for help in helps(POLICY[:at] + strange + POLICY[at:]):
            written = set(re.findall(r"`([^`]*)`", help))
            assert "__" not in help, help
            assert not written & PATTERNS, help
            assert not set(re.findall(r"\b[A-Z_]{2,}\b", help)) & WORDS, help


def test_every_statement_of_the_grammar_is_known() -> None:
    with pytest.raises(UnexpectedCharacters) as stop:
        lark_parser().parse(";")
    spelled = {t.name: t.pattern.value for t in lark_parser().terminals}
    assert stop.value.allowed is not None
    assert {spelled[name] for name in stop.value.allowed - {"WS", "COMMENT", "$END"}} == set(DECLARATIONS)


@pytest.mark.parametrize(
    ("text", "help"),
    [
        ("party", "here may stand: a name"),
        ("calendar x from 1", "here may stand: a month such as `May`"),
        ('provision a(B) { "x" means d = 1 +', "here may stand: a value, such as `years_taught`, `3 years` or `$60,000`"),
        ('verify "x": a implies', "here may stand: a condition, such as `years_taught >= 3 years`"),
        (";", "here may stand: the next statement, such as `fact` or `provision`"),
    ],
)
def test_one_thing_in_several_forms_is_named_once(text: str, help: str) -> None:
    assert helps(f'policy a.b "A"\n{text}') == [help]


def test_the_fields_of_a_record_are_no_clause() -> None:
    found = parse_policy(Source("a.pol", 'policy a.b "A"\nscenario "s" on 2020-01-01 { given x "2" { y = 3 years z = 2 } }'))[1]
    assert [p.message for p in found] == ["between the fields of a record stands a comma"]
