"""The rules in zen-engine (GoRules), as a decision of one expression node, and as a compiled expression alone.

Two-valued: a comparison with null is an error.
"""

import json
from importlib.metadata import version
from typing import Any

import numpy as np
import pyarrow as pa
import zen

from bench.peers.cases import DEGREES, RATINGS, Case, Plain
from bench.peers.interface import Many, One, Peer, each
from pincitec.graph.pack import Pack

SECOND = "#.level == 'level_two'"
DAYS = f"sum(map(filter(school_years, #.teacher_of_record and #.standard_license and {SECOND}), #.instructional_days))"
SUCCESSFUL = "#.elevate_rating >= 1 or #.domain_points >= 6000 or (#.aps_summative_meets and not #.scored_observations)"
RULES = {
    "level_three_a": "years_as_level_two >= 36 and (degree_held >= 2 or national_board) and leader_competence and other_qualifications",
    "bypass": f"national_board and {DAYS} >= 480 and len(filter(school_years, {SECOND} and ({SUCCESSFUL}))) >= 3",
}
CONSTANT = "true"
REMARK = "a dict, converted by the binding; many: its `evaluate_batch`, with as many threads as it takes"
MOST_EXPRESSIONS, MOST_DECISIONS = 100_000, 10_000


def content(rule: str) -> dict[str, Any]:
    """A decision of three nodes: input, one expression, output."""
    return {
        "nodes": [
            {"id": "in", "name": "in", "type": "inputNode"},
            {
                "id": "rule", "name": "rule", "type": "expressionNode",
                "content": {"expressions": [{"id": "e", "key": "verdict", "value": rule}]},
            },
            {"id": "out", "name": "out", "type": "outputNode"},
        ],
        "edges": [
            {"id": "a", "type": "edge", "sourceId": "in", "targetId": "rule"},
            {"id": "b", "type": "edge", "sourceId": "rule", "targetId": "out"},
        ],
    }  # fmt: skip


def numbered(p: Plain) -> dict[str, Any]:
    """Plain facts with ordered enumerations as numbers: zen has no enumerations."""
    found = dict(p)
    if "degree_held" in found:
        found["degree_held"] = DEGREES.index(found["degree_held"])
    if "school_years" in found:
        found["school_years"] = [
            {k: RATINGS.index(v) if k == "elevate_rating" else v for k, v in row.items()} for row in found["school_years"]
        ]
    return found


def peers(case: Case, pack: Pack) -> list[Peer]:
    rule = RULES[case.key]
    compiled, constant = zen.compile_expression(rule), zen.compile_expression(CONSTANT)
    decision = zen.ZenEngine().create_decision(json.dumps(content(rule)))
    nothing = zen.ZenEngine().create_decision(json.dumps(content(CONSTANT)))
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {"rule": content(rule)}}})
    expression = One(numbered, lambda p: 3 if compiled.evaluate(p) else 0, constant.evaluate)
    whole = One(numbered, lambda p: 3 if decision.evaluate(p)["result"]["verdict"] else 0, nothing.evaluate)

    def requests(batch: pa.RecordBatch) -> Any:
        return [{"key": "rule", "context": numbered(p)} for p in case.plain(pack, batch)]

    together = Many(
        requests,
        engine.evaluate_batch,
        lambda found: np.array([3 if f["data"]["result"]["verdict"] else 0 for f in found], dtype=np.uint8),
        MOST_DECISIONS,
        by_row=True,
    )
    of = version("zen-engine")
    return [
        Peer(
            "zen-engine, decision", of, False, REMARK,
            whole, together,
        ),
        Peer("zen-engine, expression", of, False, "the compiled expression alone, without a decision around it; many: a loop", expression,
             each(case, pack, expression, MOST_EXPRESSIONS)),
    ]  # fmt: skip
