"""The results of `pincite test` for programs: versioned JSON (`docs/schemas/test-1.json`) and JUnit XML. Equal results are equal bytes."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from xml.sax.saxutils import escape as xml_text, quoteattr

from pincite.cli.scenario_run import Run
from pincitec.diagnostics import Source
from pincitec.diagnostics.render.json import dumps, render as diagnostics_json
from pincitec.diagnostics.render.text import escape, one_line

SCHEMA: Final = "pincite-test/1"


def render_json(runs: Sequence[Run], sources: Mapping[str, Source]) -> str:
    """Every scenario with what it expects and what came out."""
    failed = sum(not r.passed for r in runs)
    summary = {"scenarios": len(runs), "passed": len(runs) - failed, "failed": failed}
    return dumps(
        {
            "schema": SCHEMA,
            "summary": summary,
            "scenarios": [
                {
                    "policy": r.scenario.policy,
                    "title": r.scenario.title,
                    "path": r.scenario.span.path,
                    "line": line_of(r, sources),
                    "on": r.scenario.on.isoformat(),
                    "law_on": r.scenario.law_on.isoformat(),
                    "readings": dict(sorted(r.scenario.readings.items())),
                    "passed": r.passed,
                    "expectations": [
                        {"decision": o.decision, "expected": o.expected, "actual": o.actual, "passed": not o.problems} for o in r.outcomes
                    ],
                    "cites": [place.citation for place in r.scenario.cites],
                    "diagnostics": json.loads(diagnostics_json(r.problems, sources))["diagnostics"],
                }
                for r in runs
            ],
        }
    )


def render_junit(runs: Sequence[Run], sources: Mapping[str, Source]) -> str:
    """A suite a policy, a case a scenario: the subset of JUnit that Jenkins, GitLab and Azure read alike, without times and hosts."""
    failed = sum(not r.passed for r in runs)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="pincite test" tests="{len(runs)}" failures="{failed}" errors="0">',
    ]
    for policy in dict.fromkeys(r.scenario.policy for r in runs):
        own = [r for r in runs if r.scenario.policy == policy]
        counts = f'tests="{len(own)}" failures="{sum(not r.passed for r in own)}" errors="0" skipped="0"'
        lines.append(f"  <testsuite name={quoteattr(policy)} {counts}>")
        lines += [line for r in own for line in case(r, sources)]
        lines.append("  </testsuite>")
    return "\n".join([*lines, "</testsuites>"]) + "\n"


def case(run: Run, sources: Mapping[str, Source]) -> Iterator[str]:
    path = one_line(run.scenario.span.path)
    about = f"name={quoteattr(one_line(run.scenario.title))} classname={quoteattr(run.scenario.policy)} file={quoteattr(path)}"
    about += f' line="{line_of(run, sources)}"'
    if run.passed:
        yield f"    <testcase {about}/>"
        return
    yield f"    <testcase {about}>"
    for problem in run.problems:
        text = xml_text(escape("\n".join([problem.message, *problem.notes])))
        yield f'      <failure type="{problem.rule.code}" message={quoteattr(one_line(problem.message))}>{text}</failure>'
    yield "    </testcase>"


def line_of(run: Run, sources: Mapping[str, Source]) -> int | None:
    """The line of a scenario, counted from 1."""
    source = sources.get(run.scenario.span.path)
    return source.line_column(run.scenario.span.start)[0] if source is not None else None
