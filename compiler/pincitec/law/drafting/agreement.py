"""A section before and after an act was put into its file: whether the act does what it was drafted for, and nothing else."""

from collections.abc import Iterator
from datetime import date

from pincitec.diagnostics import Diagnostic, Span
from pincitec.diagnostics.catalogue.drafting import TWO_RESULTS
from pincitec.law.drafting.differences import first_difference
from pincitec.law.drafting.sheet import lay_out
from pincitec.law.model import Section, UnitText, Version
from pincitec.law.places import version_on
from pincitec.law.state import walk


def check_agreement(old: Section, new: Section, effective: date, result: str | None, number: str, span: Span) -> Diagnostic | None:
    """Why the new file must not be written; None if it may.

    Every day before `effective` keeps its text, holes included. On that day the section says what the instructions lead to
    (`result`, plain text; None where they were given as operations).
    """
    for day in _days(old, effective):
        before, after = version_on(old, day), version_on(new, day)
        if _plain(before) != _plain(after):
            return Diagnostic.at(TWO_RESULTS, span, f"the text of {day} would change, before the act takes effect", help=_HELP)
    if result is None:
        return None
    made = version_on(new, effective)
    difference = first_difference(lay_out(made.units, number).text if made is not None else "", result)
    if difference is None:
        return None
    ours, theirs = difference
    return Diagnostic.at(
        TWO_RESULTS, span, f"the section would not say on {effective} what the instructions lead to",
        notes=(f"the file leads to `{ours}`, the instructions to `{theirs}`",), help=_HELP,
    )  # fmt: skip


_HELP = "nothing was written; other acts on file take effect about that day: see `pincite law history`"


def _days(section: Section, until: date) -> Iterator[date]:
    """A day of each version before a day."""
    for version in section.versions:
        if version.from_ < until:
            yield version.from_


def _plain(version: Version | None) -> list[tuple[tuple[str, ...], str, str]] | None:
    return [_unit(unit) for unit in walk(version.units)] if version is not None else None


def _unit(unit: UnitText) -> tuple[tuple[str, ...], str, str]:
    return unit.path, unit.designator, unit.text
