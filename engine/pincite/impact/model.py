"""What an act broke and for whom, as plain frozen data: from its operations to the determinations that change.

Built in this folder, read by `pincite.report`. Texts are as on file or as authored: escaping is the business of whoever shows them. Dates
are days of law; intervals are half-open, `[from_, until)`, and `until` None is without end.
"""

from datetime import date
from enum import Enum

from attrs import frozen

from pincite.explain.proof import Exact


@frozen
class Where:
    """A line of a file, both as the user knows them; lines are counted from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@frozen
class Run:
    """Characters of a redline. `fate`: kept, struck or inserted; `act` did it; `status` as in `pincitec.law.model.Status`."""

    text: str
    fate: str
    act: str | None
    status: str


@frozen
class OperationSaid:
    """An operation, or what of the act is on file in prose only, in the words of the `.law` file."""

    words: str
    where: Where


@frozen
class OtherAct:
    """Another act of the same day: what changed that day is due to all of them."""

    section: str
    citation: str
    title: str


@frozen
class ActSaid:
    """The act. `titles` are those of all acts that the file deals with as one; `until` is the end of a temporary act; `applies` are the
    words about to whom it applies. `on_file`: false of an act that is only tried; `where` is then where it would stand."""

    title: str
    titles: tuple[str, ...]
    section: str
    citation: str
    effective: date | None
    enacted: date | None
    until: date | None
    applies: str | None
    where: Where
    operations: tuple[OperationSaid, ...]
    others: tuple[OtherAct, ...]
    on_file: bool = True


@frozen
class Outdated:
    """A citation in the rules of a unit that is gone or bears another designation: what is wrong with it, and how to write it."""

    where: Where
    message: str
    cure: str


class Change(Enum):
    AMENDED = "amended"
    ADDED = "added"
    REMOVED = "removed"
    REDESIGNATED = "redesignated"


@frozen
class UnitChange:
    """A unit that the day changed. `before`, `after`: how it is cited on either side, None where it does not exist. `was_designator` is the
    one of the day before, where that was another. `acts` changed its own words. `whole`: the change is not on file word
    by word, so that both texts stand whole."""

    change: Change
    before: str | None
    after: str | None
    designator: str
    was_designator: str | None
    acts: tuple[str, ...]
    runs: tuple[Run, ...]
    whole: bool


class Fate(Enum):
    """What became of a quotation on the day: it stood and does not any more; stands from then on; stands, and can be verified from then on,
    the text before not being on file; cannot be verified any more, the text after not being on file; stands in a unit whose other words
    changed."""

    LAPSED = "lapsed"
    BEGAN = "began"
    ON_FILE = "on_file"
    UNVERIFIABLE = "unverifiable"
    CONTEXT_CHANGED = "context_changed"


@frozen
class QuotationChange:
    """Quoted words with what became of them. `now`: what stands in their place, from the operations, where those give it; empty for words
    that are gone without a successor. `gone`: the unit itself no longer exists. `clauses`: the identifiers of the clauses that quote it."""

    words: str
    citation: str
    where: Where
    fate: Fate
    now: tuple[Run, ...]
    gone: bool
    clauses: tuple[str, ...]


@frozen
class Follower:
    """What speaks of the words that came: `kind` clause, omit, untranslatable, or repealed (the unit is gone, so nothing needs to)."""

    kind: str
    words: str
    where: Where | None


@frozen
class Exempt:
    """How a clause stands on either side of the day for those to whom the act of this title does not apply."""

    act: str
    before: str
    after: str


@frozen
class ClauseChange:
    """A clause that stands otherwise from the day on.

    `before`, `after`: in_force, lapsed, unknown or not_followed, on the days `[from_, until)`. `some`: the act asked about applies only to
    some, and for the others the clause goes on as before; `exempt`: those to whom an earlier act does not apply, where it changes for them.
    `lost`: its words went and nothing follows: the rules are behind the law.
    """

    id: str
    title: str | None
    decision: str
    words: str
    citation: str
    where: Where
    before: str
    after: str
    from_: date
    until: date | None
    some: bool
    exempt: Exempt | None
    lost: bool
    followers: tuple[Follower, ...]


@frozen
class WordsCame:
    """Words that came into a unit on which clauses rest, and of which no rule speaks: `words` in order, `figures` the numbers among them,
    `turning` those that may turn the meaning of others ("not", "unless"). `clauses` by their places."""

    citation: str
    acts: tuple[str, ...]
    words: tuple[str, ...]
    figures: tuple[str, ...]
    turning: tuple[str, ...]
    clauses: tuple[Where, ...]

    @property
    def weighty(self) -> bool:
        """Whether they state an amount or may turn the meaning of others: then a rule must speak of them."""
        return bool(self.figures or self.turning)


@frozen
class DecisionChange:
    """A decision that a changed clause feeds. `direct`: the clause concludes it; else it asks one that is. `clauses` by identifier.
    `bare`: a clause on it stood, and from the day on none stands any more, with nothing that should follow."""

    name: str
    label: str
    direct: bool
    clauses: tuple[str, ...]
    from_: date
    until: date | None
    lost: bool
    bare: bool


@frozen
class Answer:
    """What a determination comes to: `said` in a few words, for a line."""

    verdict: str
    status: str
    value: str | None
    exact: Exact | None
    said: str
    headline: str


@frozen
class CaseChange:
    """A case whose answer is another one from the day on. `on` is the day as of which it was asked; `kind` scenario or facts."""

    kind: str
    name: str
    where: Where
    decision: str
    on: date
    before: Answer
    after: Answer


@frozen
class Unasked:
    """A case that could not be asked, with the reason. `failed`: something is wrong with it; else it only does not speak of that day."""

    name: str
    where: Where
    why: str
    failed: bool


@frozen
class Cases:
    """How cases fare. `considered`: those that there are; `concerned`: those with a question that rests on the section; `asked`: their
    questions; `later`: cases dated on the day or after it. `regrounded`: the same answer, on other grounds."""

    considered: int
    concerned: int
    asked: int
    later: int
    changed: tuple[CaseChange, ...]
    regrounded: tuple[CaseChange, ...]
    unasked: tuple[Unasked, ...]


@frozen
class UnitBeside:
    """A unit with its own words in the law without what an act did to other acts, and in the law with it; None where it does not exist."""

    citation: str
    without: str | None
    with_: str | None


@frozen
class ClauseBeside:
    """A clause that stands otherwise without what an act did to other acts (`without`) than with it."""

    id: str
    decision: str
    words: str
    citation: str
    where: Where
    without: str
    with_: str

    @property
    def lost(self) -> bool:
        """Whether the rules do not follow the text because of the act."""
        return self.with_ == "not_followed"


@frozen
class Effect:
    """What an act made of the text through other acts on the days `[from_, until)`. Cases are asked as of the first of them: `before` is in
    the law without it, `after` with it."""

    from_: date
    until: date | None
    units: tuple[UnitBeside, ...]
    clauses: tuple[ClauseBeside, ...]
    scenarios: Cases
    facts: Cases


@frozen
class Impact:
    """The whole chain. `outdated`: citations that have to be changed, for this act or for others. `notices` say what could not be told, and
    why; `untold` is true where that may hide a change. `effects`: what the act did through other acts, on which days; `direct` is false of
    an act that changes only these. `came`: words that no rule speaks of.

    `complete_before`, `complete_after`: whether the whole text of the section is on file on either side of the day.
    """

    act: ActSaid
    complete_before: bool
    complete_after: bool
    units: tuple[UnitChange, ...]
    quotations: tuple[QuotationChange, ...]
    outdated: tuple[Outdated, ...]
    clauses: tuple[ClauseChange, ...]
    decisions: tuple[DecisionChange, ...]
    scenarios: Cases
    facts: Cases
    notices: tuple[str, ...]
    untold: bool
    effects: tuple[Effect, ...] = ()
    direct: bool = True
    came: tuple[WordsCame, ...] = ()

    @property
    def lost(self) -> tuple[ClauseChange, ...]:
        """The clauses that lost their footing."""
        return tuple(c for c in self.clauses if c.lost)

    @property
    def behind(self) -> tuple[ClauseChange, ...]:
        """The clauses beside which the law states an amount, from the day on, that no clause gives."""
        return tuple(c for c in self.clauses if c.after == "not_followed" and not c.lost)

    @property
    def clean(self) -> bool:
        """Whether nothing was lost, and nothing remains untold: what could not be asked counts as a failure."""
        behind = self.lost or self.behind or self.outdated or self.untold or any(c.lost for e in self.effects for c in e.clauses)
        weighty = any(c.weighty for c in self.came)
        return not behind and not weighty and not any(u.failed for u in self.unasked)

    @property
    def unasked(self) -> tuple[Unasked, ...]:
        """The cases that could not be asked, each once."""
        cases = (self.facts, *(e.facts for e in self.effects), self.scenarios, *(e.scenarios for e in self.effects))
        return tuple(dict.fromkeys(u for c in cases for u in c.unasked))
