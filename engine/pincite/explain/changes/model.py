"""What would change an answer, and what did not matter to it, as plain frozen data; part of the proof (`explain.proof`).

Every `Change` was evaluated with its edits applied before it came to be one. Days are days; efforts are whole numbers without a unit.
"""

from datetime import date
from typing import NamedTuple

OPEN = "open"
"""A change that can still be made: of a fact that is neither `past` nor `fixed`, of a list by a further record, or by waiting."""
PAST = "past"
"""What would have led to another result: facts that lie in the past would have to have been otherwise."""

CHANGED, GIVEN, FIELD, ADDED, WAITED = "changed", "given", "field", "added", "waited"
EDITS = (CHANGED, GIVEN, FIELD, ADDED, WAITED)


class Edit(NamedTuple):
    """One edit of the facts. `kind`: a fact on file is `changed`, a missing one is `given`, a `field` of a record is set, records are
    `added` to a list, or time is `waited`.

    `before` is the value on file, in words. `region` says in words what the value has to be ("at least 3 years"); where `exact` is false it
    is known of the witness only. `witness` is such a value in words, `stated` as a facts file has it. `record` is the key of the record in
    words, `field` the name of its field; `number` is how many records are added, each with the fields of `fields` (label, region, witness).
    `gap` is how far the value on file is from the region, in words; `text` the whole edit as part of a sentence.
    """

    fact: str
    label: str
    kind: str
    before: str | None
    region: str
    witness: str
    stated: str
    effort: int
    exact: bool = True
    gap: str | None = None
    record: str | None = None
    field: str | None = None
    number: int | None = None
    fields: tuple[tuple[str, str, str], ...] = ()
    text: str = ""


class Change(NamedTuple):
    """Edits that together give another answer, none of which can be left out. `kind`: `open` or `past`.

    `on` is the day on which to ask again, where time has to pass; else `None`. `text` says the whole in one sentence. `effort` is the sum
    of the efforts. `last_known`: that day lies after the last one up to which the law on file is known. `met`: nothing would be unmet any
    more; as no provision in force grants, the answer is then undetermined, and neither no nor yes.
    """

    kind: str
    edits: tuple[Edit, ...]
    verdict: int
    value: str | None
    text: str
    effort: int
    on: date | None = None
    last_known: bool = False
    met: bool = False


class Changes(NamedTuple):
    """What would change an answer: cheapest first. `bounded` is why not everything was looked for, or `None` where all was."""

    open: tuple[Change, ...] = ()
    past: tuple[Change, ...] = ()
    bounded: str | None = None


NO_CHANGES = Changes()

NOT_ASKED, EITHER_WAY = "not_asked", "either_way"


class NoPart(NamedTuple):
    """A fact that was given and played no part: no provision in force asks for it (`not_asked`), or the outcome is the same whatever it is,
    alone or with all others that played none (`either_way`). `text` says so in words."""

    fact: str
    label: str
    value: str | None
    why: str
    text: str
