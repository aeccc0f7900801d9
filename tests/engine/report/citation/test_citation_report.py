"""The citation report of a small town: what stands where, which words are marked by which clause, what each part tells."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.engine.report.citation.small import FILES, LAW, PRINTED, RULES, report_on, studied, town

from pincite.report.citation.as_json import render_json
from pincite.report.citation.build import citation_report
from pincite.report.citation.render import render_html, render_markdown
from pincite.report.citation.view import CitationReport, Clause, Element, Spread


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> CitationReport:
    return report_on(town(tmp_path_factory.mktemp("town")))


def spread(report: CitationReport, citation: str) -> Spread:
    return next(s for c in report.chapters for s in c.spreads if s.citation == citation)


def clauses(report: CitationReport) -> list[Clause]:
    return [c for chapter in report.chapters for s in chapter.spreads for c in s.clauses]


def walk(elements: tuple[Element, ...]) -> Iterator[Element]:
    for e in elements:
        yield e
        yield from walk(e.children)


def marked(s: Spread) -> list[tuple[str, str, list[str]]]:
    """The runs of the text shown: words, state, numbers after them."""
    return [(r.text, r.state, [e.text for e in r.ends]) for p in s.paragraphs for r in p.runs]


def begun(report: CitationReport) -> set[str]:
    """The anchors of all marked words."""
    spreads = [s for c in report.chapters for s in c.spreads]
    texts = [p for s in spreads for t in (s.paragraphs, *(e.paragraphs for e in s.earlier)) for p in t]
    return {anchor for p in texts for run in p.runs for anchor in run.begins}


# ---- the law beside its clauses


def test_the_law_stands_whole_and_only_as_on_file(report: CitationReport) -> None:
    shown = {p.anchor: "".join(r.text for r in p.runs) for c in report.chapters for s in c.spreads for p in s.paragraphs}
    for line in PRINTED.split("\n")[1:5]:
        letter, _, words = line.partition(" ")
        wanted = words.replace("forty dollars ($40)", "fifty dollars ($50)")
        assert shown[f"town-1-{letter[0]}"] == wanted


def test_every_quotation_is_marked_where_it_stands(report: CitationReport) -> None:
    assert marked(spread(report, "Town Code § 1(B)")) == [
        ("Notwithstanding Subsection A,", "encoded", []),
        (" ", "", []),
        ("the clerk shall not assign a plot to a resident who owes more than ten dollars ($10)", "encoded", ["2"]),
        (" ", "", []),
        ("unless it is disputed", "encoded", ["2(A)"]),
        (".", "", []),
    ]


def test_nested_words_bear_the_number_of_the_condition(report: CitationReport) -> None:
    ends = [(text, numbers) for text, _, numbers in marked(spread(report, "Town Code § 1(A)")) if numbers]
    assert ends == [
        ("The clerk shall assign a plot to a resident who", ["1"]),
        ("lived here for at least two years", ["1(1)(a)"]),
        ("keeps the plot in good order", ["1(2)"]),
        ("is enrolled", ["1(3)"]),
    ]


def test_words_that_no_clause_encodes_have_their_state(report: CitationReport) -> None:
    states = {text.strip(): state for text, state, _ in marked(spread(report, "Town Code § 1(C)"))}
    assert states["and is due in spring."] == "omitted"
    assert {s for _, s, _ in marked(spread(report, "Town Code § 1(D)"))} == {"encoded", "untranslatable", ""}
    assert {s for _, s, _ in marked(spread(report, 'Town Leaflet, "Figures"'))} >= {"statement", "not_covered"}


def test_each_mark_leads_to_its_clause_and_back(report: CitationReport) -> None:
    begins = begun(report)
    anchors = {c.anchor for c in clauses(report)}
    for c in clauses(report):
        asked = [e.words for e in walk((*c.elements, *c.exceptions)) if e.words is not None]
        assert all(w.anchor in begins for w in (*c.own, *asked)), c.id
    ends = {e.anchor for c in report.chapters for s in c.spreads for p in s.paragraphs for r in p.runs for e in r.ends}
    assert ends <= anchors


def test_earlier_texts_stand_below_with_the_clauses_of_their_days(report: CitationReport) -> None:
    s = spread(report, "Town Code § 1(C)")
    assert s.days == "In force from July 1, 2024."
    assert [(e.title, ["".join(r.text for r in p.runs) for p in e.paragraphs]) for e in s.earlier] == [
        ("In force from January 1, 2020 to June 30, 2024", ["The yearly fee for a plot is forty dollars ($40) and is due in spring."])
    ]
    assert [r.text for p in s.earlier[0].paragraphs for run in p.runs for r in run.ends] == ["3(1)", "3"]


def test_a_day_chooses_the_text_that_is_shown(tmp_path: Path) -> None:
    from datetime import date

    study = studied(town(tmp_path))
    s = spread(citation_report(study, on=date(2021, 1, 1)), "Town Code § 1(C)")
    assert "forty dollars ($40)" in "".join(r.text for p in s.paragraphs for r in p.runs)
    assert [e.title for e in s.earlier] == ["In force from July 1, 2024"]
    assert [c.stands for c in s.clauses] == [True, False]
    nothing = citation_report(study, on=date(2019, 1, 1))
    assert nothing.chapters[0].notices[0] == "The text of the day chosen is not on file."
    assert not any(s.paragraphs for s in nothing.chapters[0].spreads)


def test_clauses_are_said_in_plain_words(report: CitationReport) -> None:
    said = [f"{c.number}. {c.says} {c.lead}".strip() for c in clauses(report)]
    assert said == [
        "1. A resident is entitled to a plot if all of these hold:",
        "2. A resident is not entitled to a plot if this holds:",
        "3. The yearly fee is $40 if this holds:",
        "4. The yearly fee is $50 if this holds:",
        "5. The clerk may inspect a plot if this holds:",
    ]
    first = clauses(report)[0]
    assert [(e.number, e.text, e.reading) for e in walk(first.elements)] == [
        ("(1)", "", ""),
        ("(1)(a)", "years of living here: at least 2 years", "years without a break (chosen)"),
        ("(1)(b)", "years of living here, in all: at least 2 years", "years are added up"),
        ("(2)", "keeps the plot in good order", ""),
        ("(3)", "is enrolled", ""),
    ]
    assert [(e.number, e.text) for e in clauses(report)[1].exceptions] == [("(A)", "the fee is disputed")]
    assert "It gives way to clause 2: “Notwithstanding Subsection A”." in first.notes
    assert "“keeps the plot in good order” lies in the judgement of the clerk." in first.notes


def test_a_clause_shows_its_own_text_with_the_heading_above_it(report: CitationReport) -> None:
    assert clauses(report)[2].code == (
        '"The yearly fee for a plot is" means when season = spring {\n  "forty dollars ($40)" means fee = $40\n  …\n}'
    )
    assert clauses(report)[3].code.endswith('{\n  …\n  "fifty dollars ($50)" means fee = $50\n}')
    line = next(i for i, text in enumerate(RULES.split("\n"), 1) if "forty dollars" in text)
    assert clauses(report)[2].location == f"policy/garden.pol:{line}"


def test_a_clause_says_on_which_days_it_stands(report: CitationReport) -> None:
    assert clauses(report)[2].standing == (
        "Until December 31, 2019: the text of Town Code § 1 in force then is not on file.",
        "From January 1, 2020 to June 30, 2024: stands.",
        "From July 1, 2024: does not stand.",
    )
    assert [c.stands for c in clauses(report)] == [True, True, False, True, True]


# ---- the other parts


def test_information_is_set_apart(report: CitationReport) -> None:
    assert [(c.title, c.authority, c.rests) for c in report.chapters] == [
        ("Town Code § 1", "statute", True),
        ("Town Leaflet", "information", False),
    ]
    remark = spread(report, 'Town Leaflet, "Figures"').remarks[0]
    assert (remark.kind, remark.text, [w.words for w in remark.words]) == ("statement", "town plots: 200 plots", ["over 200 plots"])


def test_the_sources_bear_their_hashes(report: CitationReport) -> None:
    file = dict(report.sources[0].files[0])
    assert file["File as received"] == "statutes/sources/print.txt"
    assert file["SHA-256"] in LAW.format(hash=file["SHA-256"])
    assert dict(report.sources[0].particulars)["Known to hold"] == "Until December 31, 2030, because an example."


def test_the_readings_of_a_choice_and_the_cases_that_tell_them_apart(report: CitationReport) -> None:
    (choice,) = report.choices
    assert choice.chosen == "Read as “years without a break”: chosen by the council on May 3, 2021, because it has always been so."
    assert [(wording, default, [r.text for r in refs]) for wording, default, refs in choice.readings] == [
        ("years without a break", True, ["1(1)(a)"]),
        ("years are added up, because the code does not say “in a row”", False, ["1(1)(b)"]),
    ]
    (told,) = choice.telling
    assert [(d.title, d.asked) for d in told.scenarios] == [("a year, and years before", "years without a break")]
    assert [(p.name, p.value.split(" under")[0]) for p in told.results] == [
        ("years without a break", "The resident is not shown to be entitled to a plot"),
        ("years are added up", "The resident is entitled to a plot"),
    ]


def test_the_registers(report: CitationReport) -> None:
    registers = {r.anchor: r for r in report.registers}
    assert [(e.head, e.source) for e in registers["readings-of-ours"].entries] == [("A condition without words of its own", "enrolled")]
    assert [(e.lines, [w.words for w in e.words]) for e in registers["judgements"].entries] == [
        (("Judged by the clerk.",), ["keeps the plot in good order"])
    ]
    assert [e.head for e in registers["overrides"].entries] == [
        "Clause 2 prevails over clause 1.",
        "An exception to clause 2 (plot).",
    ]
    assert {kind: len(registers[f"register-{kind}"].entries) for kind in ("omit", "silent", "untranslatable", "statement")} == {
        "omit": 1, "silent": 1, "untranslatable": 1, "statement": 1,
    }  # fmt: skip


def test_a_claim_is_shown_with_the_case_against_it(report: CitationReport) -> None:
    (claim,) = report.claims
    assert claim.passed and claim.verdict == "A known divergence, which stands."
    assert claim.witness.rows[0].cells[0].text.startswith("years of living here")
    assert claim.premise.text == "years >= 2 years"


def test_the_index_leads_from_every_figure_to_its_words(report: CitationReport) -> None:
    assert [(g.title, [(f.literal, f.relation, f.words, f.clause.text) for f in g.figures]) for g in report.figures] == [
        (
            "Amounts of money",
            [
                ("$10", "more than (“more than”)", "ten dollars ($10)", "2"),
                ("$40", "", "forty dollars ($40)", "3"),
                ("$50", "", "fifty dollars ($50)", "4"),
            ],
        ),
        ("Years and months", [("2 years", "at least (“at least”)", "two years", f"1(1)({x})") for x in "ab"]),
        ("Numbers", [("200 plots", "", "over 200 plots", "information")]),
    ]  # fmt: skip
    begins = begun(report)
    units = {p.anchor for c in report.chapters for s in c.spreads for p in s.paragraphs}
    for f in (f for g in report.figures for f in g.figures):
        assert f.place.anchor in (units if f.clause.text == "information" else begins)


def test_statuses_over_time(report: CitationReport) -> None:
    fares = {
        c.words.text: (fare.days, [r.text for r in c.clauses]) for fare in report.quotations[0].fares for u in fare.places for c in u.cited
    }
    assert fares["“forty dollars ($40)”"][0] == (
        "Until December 31, 2019: not on file; from January 1, 2020 to June 30, 2024: stands; from July 1, 2024: amended by"
        " Laws 2024, ch. 1, § 1; now: “fifty dollars ($50)”."
    )
    assert fares["“The yearly fee for a plot is”"][1] == ["3", "4"]
    assert len({days for days, _ in fares.values()}) == len(report.quotations[0].fares) < len(fares)
    assert not any(fare.read for fare in report.quotations[0].fares)
    assert report.lock == ("These rules have no lock file: who has read a quotation in which context is not kept.",)


def test_time_tells_the_acts_and_what_changed(report: CitationReport) -> None:
    time = report.timelines[0]
    assert [[c.text for c in row.cells] for row in time.versions.rows] == [
        ["Until December 31, 2019", "", "nothing is on file"],
        ["From January 1, 2020 to June 30, 2024", "", "the whole text is on file"],
        ["From July 1, 2024", "Laws 2024, ch. 1, § 1", "the whole text is on file"],
    ]
    (redline,) = time.redlines
    changed = [(r.text, r.fate) for p in redline.paragraphs for r in p.runs if r.fate != "kept"]
    assert "".join(t for t, f in changed if f == "struck") == "forty dollars ($40)"
    assert "".join(t for t, f in changed if f == "inserted") == "fifty dollars ($50)"


def test_signatures_cover_the_files_that_they_rest_on(tmp_path: Path, report: CitationReport) -> None:
    assert [s.title for s in report.signatures] == ["Garden plots", "The whole"]
    for name, old, new in (
        ("policy/garden.pol", "# ", ""),
        ("policy/garden.pol", '"season"', '"time of year"'),
        ("statutes/garden.law", 'because "an example"', 'because "another example"'),
    ):
        text = FILES[name].replace(old, new) + ("\n# changed\n" if old == "# " else "")
        other = report_on(town(tmp_path / new.strip('"') / name, {name: text}))
        assert other.signatures[0].digest != report.signatures[0].digest


def test_the_same_input_gives_the_same_bytes_wherever_it_lies(tmp_path: Path, report: CitationReport) -> None:
    other = report_on(town(tmp_path / "elsewhere"))
    for render in (render_html, render_markdown, render_json):
        text = render(report)
        assert text == render(other)
        assert str(tmp_path) not in text
    assert json.loads(render_json(report))["schema"] == "pincite-report/1"


def test_files_of_scenarios_are_told_apart_from_rules(tmp_path: Path) -> None:
    more = (
        'policy town.cases "More cases"\n\nuse town.garden\n\nscenario "nothing is known" on 2021-06-01 {\n  expect plot undetermined\n}\n'
    )
    report = report_on(town(tmp_path, {"policy/cases.pol": more}))
    assert [(p.name, p.rules, p.about, p.clauses, p.scenarios) for p in report.policies] == [
        ("town.cases", False, "town.garden", 0, 1),
        ("town.garden", True, "", 5, 4),
    ]
    assert [s.title for s in report.signatures] == ["Garden plots", "The whole"]
    assert '<tr class="below" id="policy-town-cases">' in render_html(report)
    assert '| <a id="policy-town-cases"></a>– More cases | policy/cases.pol | | 1 |' in render_markdown(report)


def test_a_report_on_a_policy_tells_of_the_scenarios_that_ask_it(tmp_path: Path) -> None:
    more = (
        'policy town.cases "More cases"\n\nuse town.garden\n\nscenario "nothing is known" on 2021-06-01 {\n  expect plot undetermined\n}\n'
    )
    study = studied(town(tmp_path, {"policy/cases.pol": more}))
    assert [p.name for p in citation_report(study, named=("town.garden",)).policies] == ["town.cases", "town.garden"]
    alone = citation_report(study, named=("town.cases",))
    assert [p.name for p in alone.policies] == ["town.cases"] and alone.subtitle == "More cases"


def test_a_report_on_some_policies_leaves_out_the_others(tmp_path: Path) -> None:
    more = 'policy town.other "Other rules"\n\nsource leaflet = "town/leaflet"\n\n'
    more += 'silent leaflet("Figures") on "what a plot is" because "nothing says so"\n'
    study = studied(town(tmp_path, {"policy/other.pol": more}))
    only = citation_report(study, named=("town.other",))
    assert [p.name for p in only.policies] == ["town.other"]
    assert [c.title for c in only.chapters] == ["Town Leaflet"]
    assert not clauses(only) and [s.title for s in only.signatures] == ["Other rules", "The whole"]
    assert only.digest == citation_report(study).digest
