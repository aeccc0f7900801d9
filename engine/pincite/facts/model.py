"""Facts about one case, read and checked: what executors and letters may take for granted."""

from collections.abc import Mapping
from datetime import date as Day

from attrs import field, frozen

from pincitec.diagnostics import Span
from pincitec.semantics.values import Value


@frozen
class Judged:
    """What one of several judges found: `by` is the qualified name of the party; the rest is as in `Given`."""

    by: str
    value: Value
    stated: str
    source: str | None = None
    date: Day | None = None
    status: str | None = None
    missing: str | None = None


@frozen
class Given:
    """One fact as it was given, with where it comes from.

    `value` is `None` where the fact is missing; `missing` then says why (`not provided`, `declined`, `pending`, `needs a judgement`,
    or which of several judges has not judged). `stated` are the words of the file, for a letter to repeat. `date` is the date of the
    evidence: never a day on which anything is judged. `judged_by` is the qualified name of the party that judged, where the file says;
    where several judge, `judgements` holds what each of them found, in the order of the rules. `rows` holds for a list the fields of
    each record, in the order of the records in `value`.
    """

    fact: str
    value: Value
    stated: str
    source: str | None = None
    date: Day | None = None
    status: str | None = None
    missing: str | None = None
    judged_by: str | None = None
    span: Span | None = None
    rows: tuple[Mapping[str, "Given"], ...] = ()
    judgements: tuple[Judged, ...] = ()


@frozen
class Facts:
    """The facts of a case, by qualified name. `values` holds those that are known: the inputs of an executor.

    `policies` are those to which the facts given belong, in order of name. `asked` is the day as of which they were read: a period that
    still runs is longer on another day, so they answer a question as of that day only. `None`: they hold on any day.
    """

    given: Mapping[str, Given] = field(factory=dict)
    values: Mapping[str, Value] = field(factory=dict)
    policies: tuple[str, ...] = ()
    asked: Day | None = None
