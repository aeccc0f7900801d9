"""Part 10 of a letter: how the law was read where it can be read in more than one way, and what the rules do not decide."""

from pincite.explain.display import show_date
from pincite.explain.proof import Determination, ReadingProof, Remark
from pincite.explain.readings import TOGETHER
from pincite.explain.wording import finish
from pincite.report.profiles import Profile
from pincite.report.view import Lines, ReadingView
from pincite.texts import say


def readings(d: Determination, profile: Profile) -> tuple[ReadingView, ...]:
    """A reading that decides is always set out, with the answer under each other."""
    together = say(TOGETHER) in d.warnings
    return tuple(reading_view(r, profile, together=together) for r in d.readings if r.decides or profile.same)


def reading_view(r: ReadingProof, profile: Profile, *, together: bool) -> ReadingView:
    """A choice and its readings. `together`: no reading alone gives another answer, and several do."""
    used = next(x.wording for x in r.results if x.used)
    text = say("read as: {reading} ({how})", reading=used, how=chosen(r))
    if r.because and r.by_default:
        text = say("{statement}, because {reason}", statement=text, reason=r.because)
    if r.decides:
        decides = say("The reading decides.")
    elif together:
        decides = say("By itself it changes nothing; several choices read otherwise together do.")
    else:
        decides = say("The answer is the same under every reading.")
    shows = r.decides or profile.others
    return ReadingView(
        r.label,
        f"{finish(text)} {decides}",
        r.decides,
        tuple((x.wording, x.sentence) for x in r.results) if shows else (),
    )


def chosen(r: ReadingProof) -> str:
    """How a reading came to be used: asked for, or by default, then by whom and when."""
    if not r.by_default:
        return say("as asked")
    if r.chosen_by and r.chosen_on:
        return say("by default, chosen by {author} on {day}", author=r.chosen_by, day=show_date(r.chosen_on))
    if r.chosen_by:
        return say("by default, chosen by {author}", author=r.chosen_by)
    return say("by default on {day}", day=show_date(r.chosen_on)) if r.chosen_on else say("by default")


def remarks(d: Determination) -> Lines | None:
    lines = tuple(remark_line(r) for r in d.remarks)
    return Lines(say("What the rules do not decide"), "", lines) if lines else None


def remark_line(r: Remark) -> str:
    if r.kind == "silent":
        return finish(say("{place} is silent on {matter}: {reason}", place=r.citation, matter=r.words, reason=r.because))
    return finish(say("“{words}” in {place} is left to judgement: {reason}", words=r.words, place=r.citation, reason=r.because))
