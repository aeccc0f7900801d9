"""The rule on the license in Cedar, through cedarpy. Two-valued: what the context lacks makes a policy err, and then it does not permit.

Cedar has no sums and no counts over a set, so that it cannot express the rule over records.
"""

from importlib.metadata import version
from typing import Any

import cedarpy
import numpy as np
import pyarrow as pa

from bench.peers.cases import DEGREES, Case, Plain
from bench.peers.interface import Many, One, Peer
from pincitec.graph.pack import Pack

POLICY = """permit(principal, action == Action::"grant", resource) when {
  context.years_as_level_two >= 36 && (context.degree_held >= 2 || context.national_board)
  && context.leader_competence && context.other_qualifications
};"""
CONSTANT = 'permit(principal, action == Action::"grant", resource);'
MOST = 10_000
REMARK = "a request with its context, which the binding passes as JSON; policies are parsed before; many: its `is_authorized_batch`"


def request(p: Plain) -> dict[str, Any]:
    context = dict(p)
    if "degree_held" in context:
        context["degree_held"] = DEGREES.index(context["degree_held"])
    return {"principal": 'Applicant::"a"', "action": 'Action::"grant"', "resource": 'License::"three_a"', "context": context}


def peers(case: Case, pack: Pack) -> list[Peer]:
    if case.key != "level_three_a":
        return []
    policies, constant = cedarpy.PolicySet.from_str(POLICY), cedarpy.PolicySet.from_str(CONSTANT)
    nobody = cedarpy.Entities.from_json_str("[]")

    def code(found: Any) -> int:
        return 3 if found.decision == cedarpy.Decision.Allow else 0

    def requests(batch: pa.RecordBatch) -> Any:
        return [request(p) for p in case.plain(pack, batch)]

    return [
        Peer(
            "Cedar (cedarpy)", version("cedarpy"), False, REMARK,
            One(
                request,
                lambda r: code(cedarpy.is_authorized(r, policies, nobody)),
                lambda r: cedarpy.is_authorized(r, constant, nobody),
            ),
            Many(
                requests,
                lambda rs: cedarpy.is_authorized_batch(rs, policies, nobody),
                lambda found: np.array([code(f) for f in found], dtype=np.uint8),
                MOST,
                by_row=True,
            ),
        )
    ]  # fmt: skip
