"""The JSON Schema (2020-12) of the facts of one decision: the facts that it can read, in all forms in which they may be given.

`facts/forms.py` has the forms; here they get names, wordings and the words of the law that ask for them. The id is a URN: a schema is no
address. The same rules give the same bytes.
"""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from pincite.explain.asking import AskedFact, Asking, facts_asked
from pincite.facts.display import show_date
from pincite.facts.forms import COMMON, Schema, given, records
from pincitec.graph.pack import Pack
from pincitec.semantics.types import ListOf

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
MOST_QUOTED: Final = 6


def schema_data(pack: Pack, decision: str, on: date | None = None) -> dict[str, Any]:
    """The schema of the facts file of a decision, by its qualified name; with a day, of what can be asked for on that day."""
    asked = facts_asked(pack, decision, on)
    shorts = [f.name.rpartition(".")[2] for f in pack.facts]
    label = pack.decision[decision].wording.label
    properties: dict[str, Schema] = {}
    twice: dict[str, Schema] = {}
    for item in asked:
        short = item.fact.name.rpartition(".")[2]
        described = described_fact(pack, item)
        if shorts.count(short) == 1:
            properties[short] = described
            properties[item.fact.name] = {"$ref": f"#/properties/{short}"}
            twice[short] = {"properties": {item.fact.name: False}}
        else:
            properties[item.fact.name] = described
    return {
        "$schema": DIALECT,
        "$id": f"urn:pincite:facts:{decision}" + (f":{on.isoformat()}" if on else ""),
        "title": f"Facts for: {label}",
        "description": f"What `pincite determine {decision}` can read"
        + (f" on {show_date(on)}." if on else ", on any day and under any reading."),
        "type": ["object", "null"],
        "properties": properties,
        "additionalProperties": False,
        **({"dependentSchemas": twice} if twice else {}),
        "$defs": COMMON,
    }


def render_schema(pack: Pack, decision: str, on: date | None = None) -> str:
    return json.dumps(schema_data(pack, decision, on), indent=2, ensure_ascii=False)


def described_fact(pack: Pack, item: AskedFact) -> Schema:
    fact = item.fact
    kind = pack.type_of[fact.type]
    parties = {p.name: p.wording for p in pack.parties}
    judged = f"Judged by {f' {fact.joined} '.join(parties.get(j, j) for j in fact.judged_by)}." if fact.judged_by else ""
    described = described_as(fact.wording.label, item.askings, judged)
    if not isinstance(kind, ListOf):
        return described | given(kind, fact.judged_by, several=fact.several)
    askings = dict(item.fields)
    fields = {f.name: described_as(f.label, askings.get(f.name, ())) for f in kind.element.fields}
    return described | records(kind, fact.judged_by, fields, several=fact.several)


def described_as(label: str, askings: Iterable[Asking], judged: str = "") -> Schema:
    """A wording, and the words of the law that ask for it."""
    quoted = [quotation(a) for a in askings]
    more = [f"and {len(quoted) - MOST_QUOTED} more places"] if len(quoted) > MOST_QUOTED else []
    lines = [*quoted[:MOST_QUOTED], *more, *([judged] if judged else [])]
    return {"title": label, **({"description": "\n".join(lines)} if lines else {})}


def quotation(asking: Asking) -> str:
    """The words with their citation: `“three years” — NMSA 1978, § 22-10A-11(B)`."""
    until = f" (until {show_date(asking.until)})" if asking.until else ""
    return f"“{asking.words}” — {asking.citation}{until}"
