"""Part 8 of a letter: what was considered and did not apply, each with its words and the reason.

What the application of the law sets out is not said again: a row of a table, a condition that is not met, an exception that does not apply.
Of words that came into the law later a letter says nothing, but for the profile that shows all: what is decided for a day reads the same,
whatever was enacted since.
"""

from typing import Final

from pincite.explain.proof import Considered, Determination
from pincite.explain.wording import finish
from pincite.report.profiles import Profile
from pincite.report.view import Lines
from pincite.texts import say

SAID: Final = ("displaced", "lapsed")
OPENINGS: Final = ("Its ", "What ", "It ")
"""How a reason may begin that goes on after a colon; any other begins with a name."""
COUNSEL: Final = (*SAID, "other_row", "not_concerned", "not_met", "exception")


def considered(d: Determination, profile: Profile) -> Lines | None:
    bearing = {q.number for q in d.questions if q.bears or profile.unapplied}
    wanted = None if profile.nodes else COUNSEL if profile.unapplied else SAID
    told = [c for c in d.considered if c.question in bearing and (wanted is None or c.why in wanted)]
    lines = tuple(dict.fromkeys(line(c) for c in told))
    return Lines(say("Considered, and not applied"), "", lines) if lines else None


def line(c: Considered) -> str:
    """The place, its words, and why they do not count; with the words of what displaces them."""
    words = next((f", “{p.words}”" for p in c.passages), "")
    others = next((f" (“{p.words}”)" for p in c.by_passages), "")
    reason = c.reason[:1].lower() + c.reason[1:] if c.reason.startswith(OPENINGS) else c.reason
    return finish(f"{c.citation}{words}: {reason.rstrip('.')}{others}")
