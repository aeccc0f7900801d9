"""What stands around the nodes: facts, decisions, clauses with their elements and quotations, choices.

None of it is needed to evaluate; all of it is needed to say why.
"""

from datetime import date

from attrs import frozen


@frozen
class Wording:
    """How a fact or decision reads: as a name, and in each polarity where the author gave one."""

    label: str
    fails: str | None = None
    open: str | None = None


FIXED, PAST = "fixed", "past"
CHANGES = ("", FIXED, PAST)
"""What a policy says of whether a fact can become otherwise: that it may (nothing said), that it never could, that it lies in the past."""


@frozen
class Fact:
    """An input. `type` is a type key; `judged_by` names the parties in whose judgement it lies: each must judge, or one is
    enough (`judged_by_any`). `year_begins` is the month and day on which school years begin, by the calendar of its policy, for a
    fact that holds any and a policy that says so. `change`: `FIXED` can never be otherwise, `PAST` can be so no more, "" may still become
    so; `effort` is what that takes, beside other facts (see `CHANGES`)."""

    name: str
    type: str
    wording: Wording
    judged_by: tuple[str, ...] = ()
    judged_by_any: bool = False
    year_begins: tuple[int, int] | None = None
    change: str = ""
    effort: int = 1

    @property
    def several(self) -> bool:
        """Whether one judgement alone settles nothing."""
        return len(self.judged_by) > 1 and not self.judged_by_any

    @property
    def joined(self) -> str:
        """Between the names of its judges: "and" where each must judge, "or" where one is enough."""
        return "or" if self.judged_by_any else "and"


@frozen
class Unit:
    """A unit that a policy declares, with the words of the law that mean it (see `semantics.types.Quantity`)."""

    name: str
    words: tuple[str, ...]
    signed: bool = False


@frozen
class Party:
    name: str
    wording: str


@frozen
class Decision:
    """A question that the rules answer. `kind`: entitlement, duty, permission, prohibition, or value (of `type`)."""

    name: str
    kind: str
    type: str
    party: str | None
    wording: Wording


@frozen
class Alternative:
    """One reading of a choice, with the reason given for it, if any; that of the default stands with the choice."""

    name: str
    wording: str
    because: str | None = None


@frozen
class Choice:
    """A question of interpretation with its readings. `default` was chosen by someone, on a day, for a reason, if the file says."""

    name: str
    wording: str
    alternatives: tuple[Alternative, ...]
    default: str
    chosen_by: str | None = None
    chosen_on: date | None = None
    because: str | None = None


@frozen
class QuotePlace:
    """How a quotation fares on the days `[from_, until)`; `from_` None is the beginning of time.

    `status`: verified, absent (its words do not stand there), or unknown (the text is not on file).
    """

    from_: date | None
    until: date | None
    status: str


@frozen
class Quote:
    """Words of the law that a clause encodes. `identity` is the unit's; `elided` lists words that `…` leaves out."""

    words: str
    section: str
    identity: str
    citation: str
    places: tuple[QuotePlace, ...]
    elided: tuple[str, ...] = ()


@frozen
class Element:
    """A condition as the clause writes it, for a reader.

    `kind`: `all`, `any`, `none`, `at_least` (of the children), `some`, `every`, `every_or_none` (over the records of `list_fact`;
    children are evaluated for each record), `choose` (a child an alternative of `choice`, in the order declared), `condition`
    (an expression). `node` is its truth. `quote` is its own quotation; `uncited` the reason why it has none.
    """

    kind: str
    node: int
    quote: int | None = None
    children: tuple["Element", ...] = ()
    at_least: int | None = None
    list_fact: str | None = None
    choice: str | None = None
    uncited: str | None = None


@frozen
class Standing:
    """Whether a clause stands on the days `[from_, until)`.

    `state`: in_force, lapsed, unknown (text not on file), not_followed (its words are gone and no clause speaks of those that
    came in their place). `when` is the place, among the conditions of its `clause` node, of the condition under which this is so
    (an act that applies only to some); `negated` if it is so when that condition fails. Its words then stand in the text of the day
    `text_on`; None: of the day before `from_`.
    """

    from_: date | None
    until: date | None
    state: str
    reason: str | None = None
    when: int | None = None
    negated: bool = False
    text_on: date | None = None


@frozen
class Clause:
    """A conclusion with all that is nested in it; it stands or lapses whole.

    `effect`: grant, deny, require, value, define. `verb` as in the law (grant, shall, may …). `quotes` are all its quotations, its own
    first. `path` are the designations of its provision at the newest text. `location` is `file:line` in the rules. Of a row of a decision
    table, `table` is the quotation that heads the table.
    """

    id: str
    decision: str
    effect: str
    verb: str
    section: str
    identity: str
    citation: str
    quotes: tuple[int, ...]
    standings: tuple[Standing, ...]
    location: str
    title: str | None = None
    table: int | None = None


@frozen
class ClauseNodes:
    """A clause in the graph: whether it stands, its guard (with its standing), its value, its elements.

    `guard` of a `require` clause is that the requirement is not met; `root` is the requirement itself. `applicability` are the conditions
    under which acts apply, with the words of the law about it, in the order of the conditions of its `clause` nodes.
    """

    clause: int
    standing: int
    guard: int
    value: int | None
    root: Element | None
    exceptions: tuple[Element, ...] = ()
    applicability: tuple[Element, ...] = ()


@frozen
class Question:
    """A decision as asked: by all its clauses, or under one provision alone, or with facts supposed.

    `verdict` is a `decide` or `decide_value` node; its states follow the order of `clauses`.
    """

    decision: str
    verdict: int
    clauses: tuple[ClauseNodes, ...]
    under: str | None = None
    supposed: tuple[tuple[str, int], ...] = ()


MISSING_DAY = "missing day"
"""The name of a policy's rule on days that do not exist, as a definition. No other name has a blank in it, so there is one such rule."""


@frozen
class DefinitionUse:
    """Node `node` is the value of the definition `name`, which rests on clause `clause`."""

    node: int
    name: str
    clause: int


@frozen
class Remark:
    """What the rules say they do not encode: `omit`, `untranslatable`, `silent`, `statement`, with its reason.

    Of a `statement`, `name` is what it is called, qualified, and `value` its figure in words ("10 hours"): the words say how exact it is.
    """

    kind: str
    section: str
    citation: str
    words: str
    because: str
    name: str = ""
    value: str = ""


@frozen
class Verification:
    """A claim of the rules about themselves (`verify`): no case in which `premise` holds and `conclusion` fails, where `assuming` holds.

    `node` is the condition of a counterexample: premise, assumption and the contrary of the conclusion. `expected` says that there is one,
    and is known. The texts are the conditions as written. `location` is `file:line` in the rules.
    """

    policy: str
    title: str
    because: str
    expected: bool
    node: int
    premise: int
    conclusion: int
    premise_text: str
    conclusion_text: str
    location: str
    assuming: int | None = None
    assuming_text: str | None = None
