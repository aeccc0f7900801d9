"""The scenarios of a `.pol` file: cases with a known answer.

Part of the abstract tree (`pol_tree.py`), where all of it stands under the same names.
"""

from datetime import date

from attrs import field, frozen

from pincitec.diagnostics import Span
from pincitec.syntax.pol_conditions import Cite, Literal, Minus, Name, Text, Word


@frozen
class Given:
    """`given FACT = value`, `given LIST "key" { … }`, or `given LIST complete`. `kind`: value, row, complete. `by`: the one of several
    judges whose judgement it is (`given FACT by PARTY = value`)."""

    kind: str
    fact: Word
    value: "Literal | Name | Since | Minus | None"
    key: Text | None
    row: tuple[tuple[Word, "Literal | Name | Since | Minus"], ...]
    span: Span = field(eq=False)
    by: Word | None = None


@frozen
class Since:
    """`{since: 2022-08-12}`: a period by the day on which it began."""

    day: date
    span: Span = field(eq=False)


@frozen
class Expect:
    """`expect D holds`, `expect D = $60,000`, `expect D undetermined for FACT`."""

    decision: str
    outcome: str
    value: "Literal | Name | Since | Minus | None"
    open: tuple[str, ...]
    span: Span = field(eq=False)


@frozen
class Cites:
    cite: Cite
    span: Span = field(eq=False)


@frozen
class Scenario:
    """`scenario "…" on DATE { … }`. `like` names an earlier scenario whose facts this one begins with."""

    title: Text
    on: date
    law_on: date | None
    like: Text | None
    readings: tuple[tuple[Word, Word], ...]
    steps: tuple[Given | Expect | Cites, ...]
    span: Span = field(eq=False)
