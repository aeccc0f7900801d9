"""What keeps a value from being known that is computed from lists: a field that a record lacks, a list that may go on, no list at all."""

from pincite.explain.case import Case
from pincite.explain.conditions import records
from pincite.texts import both, say
from pincitec.graph.nodes import FOLDS
from pincitec.semantics.truth import FAILS
from pincitec.semantics.values import Interval, Records


def open_lists(case: Case, number: int) -> tuple[tuple[str, str], ...]:
    """The lists that keep a value from being known, each with what it lacks: fields of records, or that it is complete. Of a list that
    nobody gave there is nothing to say here."""
    if isinstance(case.values[number], Interval) or case.values[number] is None:
        folds = [n for n in case.walk(number) if case.node(n).op in FOLDS]
    else:
        folds = []
    found: dict[str, dict[str, None]] = {}
    for fold in folds:
        for name in case.facts_under(case.node(fold).args[0]):
            on_file, reasons = case.facts.values.get(name), found.setdefault(name, {})
            if isinstance(on_file, Records):
                for record in records(case, fold):
                    lacking = tuple(field for field, value in record.fields if value is None)
                    if lacking and record.truth != FAILS:
                        reasons[say("in {record}, {fields} not provided", record=record.key, fields=both(lacking))] = None
                if not on_file.complete:
                    reasons[say("the list does not say that it is complete")] = None
    return tuple((name, "; ".join(reasons)) for name, reasons in found.items() if reasons or name not in case.facts.values)
