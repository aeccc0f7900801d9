"""The example facts of the library: each can be read, and what a decision reads of it fits its schema."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

import pincite
from pincite.facts import Facts, read_facts
from pincite.facts.tables.opening import tables_beside
from pincite.report.facts_form import facts_form, render_json, render_yaml
from pincite.report.facts_schema import schema_data
from pincitec.diagnostics import Source
from pincitec.diagnostics.reading import read_source
from pincitec.graph.pack import Pack

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "examples").rglob("*.yaml"))


class Plain(yaml.SafeLoader):
    """YAML whose dates are texts, as JSON has them, and whose numbers are those of JSON."""


Plain.yaml_implicit_resolvers = {}
Plain.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("(?:true|false)$"), list("tf"))
Plain.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("(?:null|~|)$"), ["n", "~", ""])
Plain.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"(?:0|[1-9][0-9]*)$"), list("0123456789"))
Plain.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"(?:0|[1-9][0-9]*)\.[0-9]+$"), list("0123456789"))


@pytest.fixture(scope="module")
def library() -> Pack:
    return pincite.load(ROOT)


def read(path: Path, pack: Pack) -> Facts:
    source = read_source(path, path.name)
    assert isinstance(source, Source)
    facts, problems = read_facts(source, pack, date(2025, 6, 1), tables_beside(str(path), ROOT))
    assert facts is not None, [p.message for p in problems]
    return facts


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_an_example_fits_its_schema(path: Path, library: Pack) -> None:
    read(path, library)
    case: Any = yaml.load(path.read_text(encoding="utf-8"), Loader=Plain)
    decisions = [d for d in library.decision if any(q.decision == d and q.under is None and not q.supposed for q in library.questions)]
    unread = set(case)
    for schema in (schema_data(library, d) for d in decisions):
        own = {name: value for name, value in case.items() if name in schema["properties"]}
        assert [error.message for error in Draft202012Validator(schema).iter_errors(own)] == []
        unread -= own.keys()
    assert unread == set(), "no decision reads them"


def test_a_record_of_service_is_the_same_from_each_kind_of_file(library: Pack) -> None:
    """The workbook was filled in from a blank one that `pincite facts` made."""
    from pincite.facts.tables.model import Wanted
    from pincitec.diagnostics import Span

    book = ROOT / "examples" / "service-record.xlsx"
    wanted = [("school_years", Wanted(str(book), Span("service-record.xlsx", 0, 0)))]
    facts, problems = read_facts(Source("", ""), library, date(2024, 3, 1), None, wanted)
    assert facts is not None, [p.message for p in problems]
    from_book = facts.given["us_nm.aps.advancement.school_years"].rows
    from_text = read(ROOT / "examples" / "service-record.yaml", library).given["us_nm.aps.advancement.school_years"].rows
    assert [{n: row[n].value for n in ("year", "instructional_days", "level")} for row in from_book] == [
        {n: row[n].value for n in ("year", "instructional_days", "level")} for row in from_text
    ]


def test_every_decision_has_a_blank_file_that_says_nothing(library: Pack) -> None:
    """Every fact that a decision of the library can read is asked for by words of the law."""
    decisions = [d for d in library.decision if any(q.decision == d and q.under is None and not q.supposed for q in library.questions)]
    for decision in decisions:
        form = facts_form(library, decision)
        assert [e.name for e in form.entries if not e.asked.askings] == []
        for name, text in (("blank.yaml", render_yaml(form)), ("blank.json", render_json(form))):
            facts, problems = read_facts(Source(name, text), library, date(2024, 3, 1))
            assert problems == []
            assert facts is not None
            assert facts.values == {}
        assert max(len(line) for line in render_yaml(form).splitlines()) <= 80
        schema = schema_data(library, decision)
        Draft202012Validator.check_schema(schema)
        assert Draft202012Validator(schema).is_valid(json.loads(render_json(form)))
