"""The accepted forms of a fact as JSON Schema (2020-12), type by type: what `literals.py`, `spells.py`, `reading.py` and `lists.py` read.

A schema speaks of JSON values; a YAML file is what its plain words and numbers are in JSON, each date and school year a text. What no
schema can say is listed in `docs/facts.md`. `tests/engine/facts/test_forms.py` compares both ways on generated facts.
"""

from collections.abc import Iterable
from typing import Any, Final

from pincite.facts.lists import MOST_RECORDS, WHOLE
from pincite.facts.literals import MOST_TEXT
from pincite.facts.reading import MISSING
from pincitec.semantics.types import INTEGER, PERIOD, Enumeration, ListOf, Quantity, Record, Type

Schema = dict[str, Any]

MOST: Final = 999_999_999_999_999
SEEN: Final = "^[^\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ufeff]*$"
"""Texts without hidden characters."""
MONEY: Final = (
    "^(?:\\$ ?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,13})(?:\\.[0-9]{2})?|(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,13})(?:\\.[0-9]{2})?(?: USD)?)$"
)
PERCENT: Final = "^[0-9]{1,13}(?:\\.[0-9]{1,12})? ?(?:%|percent)$"
DAYS: Final = "^(?:(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,14}) days?|[0-9]{1,3}(?:,[0-9]{3})+|0[0-9]{1,13})$"
PERIOD_WORDS: Final = "^(?=.)(?:[0-9]{1,12} years?)?(?:(?: and |, | )?[0-9]{1,12} months?)?$"
DATE: Final = (
    "^(?:18|19|20|21)[0-9]{2}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    "|02-(?:0[1-9]|[12][0-9]))$"
)
SCHOOL_YEAR: Final = "^(?:18|19|20|21)[0-9]{2}[-–](?:[0-9]{2}|[0-9]{4})$"
INTEGER_KEY: Final = "^(?:0|[1-9][0-9]{0,14})$"

NOTHING: Final[Schema] = {"type": "null"}
DAY: Final[Schema] = {"$ref": "#/$defs/day"}
WORDS: Final[Schema] = {"$ref": "#/$defs/words"}
REASON: Final[Schema] = {"enum": [*MISSING, *(m.replace(" ", "_") for m in MISSING if " " in m)]}
SAID: Final[Schema] = {"source": WORDS, "date": DAY, "status": WORDS}

COMMON: Final[dict[str, Schema]] = {
    "day": {"type": "string", "format": "date", "pattern": DATE, "description": "a day, as in 2019-06-14"},
    "words": {"type": "string", "minLength": 1, "maxLength": MOST_TEXT, "allOf": [{"pattern": SEEN}, {"pattern": "\\S"}]},
    "since": {
        "type": "object",
        "properties": {"since": DAY},
        "required": ["since"],
        "additionalProperties": False,
    },
    "spell": {
        "type": "object",
        "properties": {"from": DAY, "until": DAY},
        "required": ["from"],
        "additionalProperties": False,
        "description": "the days from one day on; `until` is the first day that no longer counts",
    },
    "spells": {"type": "array", "minItems": 1, "items": {"anyOf": [{"$ref": "#/$defs/spell"}, {"$ref": "#/$defs/since"}]}},
}
"""Definitions that every schema of facts has."""


def word(type: Type) -> Schema:
    """The forms in which a value of a type is written in one word; never null."""
    match type:
        case Enumeration():
            return {"oneOf": [{"const": m.name, **({"title": m.wording} if m.wording != m.name else {})} for m in type.members]}
        case Quantity():
            return quantity(type)
    match type.key:
        case "boolean":
            return {"type": "boolean"}
        case "date":
            return DAY
        case "school_year":
            return {"type": "string", "pattern": SCHOOL_YEAR, "description": "a school year, as in 2019-20"}
        case _:
            return {"type": "string", "maxLength": MOST_TEXT, "pattern": SEEN}


def quantity(type: Quantity) -> Schema:
    match type.key:
        case "money":
            either = [{"type": "number", "minimum": 0, "exclusiveMaximum": 10**13}, {"type": "string", "pattern": MONEY, "maxLength": 40}]
            return {"anyOf": either, "description": "an amount, as in $52,000 or 52000.00"}
        case "percent":
            return {"type": "string", "pattern": PERCENT, "description": "a percentage, as in 62.5%"}
        case "days":
            whole = {"type": "integer", "minimum": 0, "maximum": MOST}
            return {"anyOf": [whole, {"type": "string", "pattern": DAYS, "maxLength": 40}], "description": "days, as in 160 days"}
        case "period":
            return {"type": "string", "pattern": PERIOD_WORDS, "description": "a period, as in 3 years 6 months"}
        case "integer":
            return {"type": "integer", "minimum": 0, "maximum": MOST}
        case _ if type.words:
            number = {"type": "number", "minimum": -MOST if type.signed else 0, "maximum": MOST}
            text = {"type": "string", "pattern": counted(type), "maxLength": 200}
            return {"anyOf": [number, text], "description": f"a number of {type.noun(2)}, as in 3 {type.noun(3)}"}
        case _:
            return {"type": "number", "minimum": 0, "maximum": MOST}


def counted(type: Quantity) -> str:
    """The pattern of a number with a word of its unit, in capitals or not; a number with commas needs none."""
    sign = "-?" if type.signed else ""
    words = "|".join("".join(either_case(c) for c in word) for word in type.words)
    grouped = "[1-9][0-9]{0,2}(?:,[0-9]{3})+"
    return f"^{sign}(?:(?:{grouped}|0|[1-9][0-9]{{0,14}})(?:\\.[0-9]{{1,12}})? (?:{words})|{grouped}(?:\\.[0-9]{{1,12}})?)$"


def either_case(c: str) -> str:
    if c.isascii() and c.isalpha():
        return f"[{c.lower()}{c.upper()}]"
    return f"\\{c}" if c in "\\^$.*+?()[]{}|/" else c


def given(type: Type, judges: Iterable[str] = (), *, several: bool = False) -> Schema:
    """Every form of a fact or field that is no list: a value, null, a value with its provenance, several values by source, and of what
    somebody judges, who found what. `several`: each of the judges must judge, so that a source beside others is never one of them."""
    period = type == PERIOD
    value = [word(type), NOTHING, *([{"$ref": f"#/$defs/{n}"} for n in ("since", "spell", "spells")] if period else [])]
    if period:
        value.append(
            {"type": "object", "properties": {"spells": {"$ref": "#/$defs/spells"}}, "required": ["spells"], "additionalProperties": False}
        )
    ways = ["value", *(["since", "spells"] if period else [])]
    sourced = provenance(value, judges, period=period)
    by_nobody = [{"not": {"required": ["by"]}}] if several else []
    one_source = [sourced, {"anyOf": [{"required": [way]} for way in ways]}, *by_nobody]
    by_source = {"type": "array", "minItems": 1, "items": {"allOf": one_source}}
    alone = [{"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/spell"}}] if period else []
    each = [judgements({**sourced, "required": ["by"]})] if "by" in sourced["properties"] else []
    return {"anyOf": [word(type), NOTHING, sourced, *each, *alone, by_source]}


def judgements(one: Schema) -> Schema:
    """What each of several judges found."""
    several = {"type": "array", "minItems": 1, "items": one}
    return {"type": "object", "properties": {"judgements": several}, "required": ["judgements"], "additionalProperties": False}


def provenance(value: list[Schema], judges: Iterable[str], *, period: bool) -> Schema:
    """A value, or why it is missing, with where it comes from; a period may stand by its days."""
    properties: Schema = {"value": {"anyOf": value}, "missing": REASON, **SAID}
    ways = ["value", "missing"]
    if names := judge_names(judges):
        properties["by"] = {"enum": names}
    extra: Schema = {}
    if period:
        properties |= {"since": DAY, "from": DAY, "until": DAY, "spells": {"$ref": "#/$defs/spells"}}
        ways += ["since", "from", "spells"]
        extra = {"dependentRequired": {"until": ["from"]}}
    one = [{"required": [way]} for way in ways]
    return {"type": "object", "properties": properties, "additionalProperties": False, "oneOf": one, **extra}


def judge_names(judges: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name for judge in judges for name in (judge.rpartition(".")[2], judge)))


def key_given(type: Type) -> Schema:
    """The forms of a field that says which record it is: never null, never missing."""
    own = given(type)
    missing = {"type": "object", "required": ["missing"]}
    null = {"type": "object", "properties": {"value": NOTHING}, "required": ["value"]}
    known = {"not": {"anyOf": [NOTHING, missing, null]}}
    first = {"type": "array", "prefixItems": [known]}
    return {"allOf": [own, known, {"anyOf": [{"not": {"type": "array"}}, first]}]}


def record(kind: Record, described: dict[str, Schema], *, keyed: bool) -> Schema:
    """A record; one that stands under its key does not say it again. `described`: what else to say of a field."""
    fields = [f for f in kind.fields if not (keyed and f.name in kind.by)]
    properties = {f.name: described.get(f.name, {}) | (key_given(f.type) if f.name in kind.by else given(f.type)) for f in fields}
    schema: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return schema if keyed else {**schema, "required": list(kind.by)}


def records(kind: ListOf, judges: Iterable[str], described: dict[str, Schema], *, several: bool = False) -> Schema:
    """Every form of a list: null, a list of records, records by their key, or either with whether it is complete; or a file of them."""
    element = kind.element
    ways: list[Schema] = [{"type": "array", "items": record(element, described, keyed=False), "maxItems": MOST_RECORDS}]
    if len(element.by) == 1:
        key = element.field(element.by[0])
        assert key is not None  # INVARIANT: a record's key is one of its fields (graph/validate.py)
        ways.append(
            {
                "type": "object",
                "propertyNames": {**key_words(key.type), "not": {"enum": list(WHOLE)}},
                "additionalProperties": record(element, described, keyed=True),
            }
        )
    whole: Schema = {
        "type": "object",
        "properties": {
            "records": {"anyOf": ways},
            "file": {**WORDS, "pattern": "\\.(?:[cC][sS][vV]|[tT][sS][vV]|[tT][xX][tT]|[xX][lL][sS][xX])$"},
            "sheet": WORDS,
            "delimiter": {"enum": ["comma", "semicolon", "tab"]},
            "complete": {"type": "boolean", "description": "whether there are no more records; `source` says who vouches for it"},
            "missing": REASON,
            **SAID,
            **({"by": {"enum": names}} if (names := judge_names(judges)) and not several else {}),
        },
        "additionalProperties": False,
        "oneOf": [{"required": [way]} for way in ("records", "file", "missing")],
        "dependentRequired": {"sheet": ["file"], "delimiter": ["file"]},
        "if": {"properties": {"complete": {"const": True}}, "required": ["complete"]},
        "then": {"required": ["source"]},
    }
    return {"anyOf": [NOTHING, *ways, whole]}


def key_words(type: Type) -> Schema:
    """The texts under which a record may stand; a whole number stands without quotation marks in YAML alone."""
    if type == INTEGER:
        return {"pattern": INTEGER_KEY}
    return word(type)
