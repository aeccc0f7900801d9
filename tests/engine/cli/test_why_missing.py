"""`pincite why` and `pincite missing`: what they say, their JSON with its schema, and what they refuse."""

import json
from pathlib import Path

import click
import jsonschema
import pytest
from click.testing import CliRunner, Result
from tests.engine.report.small_packs import Rule, Words, small_pack
from tests.engine.sample_pack import sample_pack

from pincite.cli import packs
from pincite.cli.missing import missing
from pincite.cli.why import why
from pincitec.graph.pack import Pack
from pincitec.project import Project
from pincitec.settings import Office

SCHEMAS = Path(__file__).parents[3] / "docs" / "schemas"
REFUSED = "years_as_level_two: 2 years\ndegree_held: no_degree\nnational_board: false\n"
GRANT = Rule("A", "grant", "paid")
BAR = Rule("B", "deny", "barred")


def run(command: click.Command, *args: str, facts: str = "", pack: Pack | None = None, monkeypatch: pytest.MonkeyPatch) -> Result:
    loaded = packs.Loaded(Project(Path.cwd(), office=Office("The Bureau")), pack or sample_pack())
    monkeypatch.setattr(packs, "load_here", lambda *_: loaded)
    return CliRunner().invoke(command, [*args, "--facts", "-", "--on", "2021-06-01"], input=facts, standalone_mode=False)


def test_why_not_has_every_failing_element_with_what_alone_suffices(monkeypatch: pytest.MonkeyPatch) -> None:
    text = run(why, "level_three_a", facts=REFUSED, monkeypatch=monkeypatch).stdout
    assert text.startswith("Why: a level three-A license\n====")
    unmet = text.partition("WHAT IS NOT MET")[2]
    assert unmet.count("\n  * ") == 3
    assert unmet.count("This alone suffices for the refusal.") == 1
    assert "short by 1 year" in unmet
    assert max(map(len, text.splitlines())) <= 80


def test_why_has_each_ground_with_the_principal_one_first(monkeypatch: pytest.MonkeyPatch) -> None:
    pack = small_pack((Rule("B", "grant", "waived"), GRANT))
    text = run(why, "permit", facts="paid: true\nwaived: true", pack=pack, monkeypatch=monkeypatch).stdout
    first, second = text.index("Code § 1(A): the principal ground."), text.index("Code § 1(B).\n    - holds a waiver")
    assert first < second


def test_the_first_day_and_never(monkeypatch: pytest.MonkeyPatch) -> None:
    text = run(why, "level_three_a", facts="years_as_level_two: {since: 2018-08-12}", monkeypatch=monkeypatch).stdout
    assert "By the passing of time alone it is so from August 12, 2021 on." in text


def test_missing_tells_what_settles_it_at_best_and_at_worst(monkeypatch: pytest.MonkeyPatch) -> None:
    text = run(missing, "level_three_a", facts="years_as_level_two: 4 years\nnational_board: true", monkeypatch=monkeypatch).stdout
    assert "ALWAYS ENOUGH" in text
    sets = text.partition("THE SMALLEST SETS THAT CAN SETTLE IT")[2].partition("THE SHORTEST WAY")[0]
    assert "At best it stays open, at worst it fails." in sets
    assert "Then it holds." in text.partition("THE SHORTEST WAY")[2]
    assert "NOT PROVIDED, AND NOT NEEDED" in text
    assert max(map(len, text.splitlines())) <= 80


def test_nothing_is_missing_where_nothing_can_change_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (
        "Nothing that could change the answer."
        in run(missing, "permit", facts="paid: true", pack=small_pack((GRANT,)), monkeypatch=monkeypatch).stdout
    )


@pytest.mark.parametrize(("command", "name"), [(why, "why-1.json"), (missing, "missing-1.json")])
@pytest.mark.parametrize(
    ("facts", "pack"),
    [
        (REFUSED, None),
        ("", None),
        ("paid: true\nbarred: true", small_pack((GRANT, BAR))),
        ("paid: true", small_pack((GRANT, BAR))),
        ("paid: true", small_pack((Rule("A", "value", "paid", 100), Rule("B", "value", "waived", 200)), kind="value")),
    ],
)
def test_json_fits_its_schema(command: click.Command, name: str, facts: str, pack: Pack | None, monkeypatch: pytest.MonkeyPatch) -> None:
    schema = json.loads((SCHEMAS / name).read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    result = run(command, "permit" if pack else "level_three_a", "--format", "json", facts=facts, pack=pack, monkeypatch=monkeypatch)
    jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(json.loads(result.stdout))


def test_the_outcome_is_returned_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    for command in (why, missing):
        assert run(command, "level_three_a", facts=REFUSED, monkeypatch=monkeypatch).return_value == 0
        assert run(command, "level_three_a", "--exit-status", facts=REFUSED, monkeypatch=monkeypatch).return_value == 10


def test_problems_go_to_standard_error(monkeypatch: pytest.MonkeyPatch) -> None:
    unknown = run(why, "level_tree_a", monkeypatch=monkeypatch)
    assert unknown.return_value == 2
    assert unknown.stdout == ""
    assert "did you mean `level_three_a`?" in unknown.stderr
    wrong = run(missing, "level_three_a", facts="years_as_level_two: many", monkeypatch=monkeypatch)
    assert wrong.return_value == 1
    assert "nothing was decided: the facts have errors" in wrong.stderr


def test_no_character_of_a_file_acts_on_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    pack = small_pack((GRANT,), words=Words(label="a \x1b[31mpermit", fact="has \u202epaid"))
    for command in (why, missing):
        text = run(command, "permit", pack=pack, monkeypatch=monkeypatch).stdout
        assert "\x1b" not in text
        assert "\u202e" not in text
