"""Part 10 of a letter: how the law was read where it can be read in more than one way, and what the rules do not decide."""

from pincite.explain.display import show_date
from pincite.explain.proof import Determination, ReadingProof, Remark
from pincite.explain.wording import finish
from pincite.report.profiles import Profile
from pincite.report.view import Lines, ReadingView


def readings(d: Determination, profile: Profile) -> tuple[ReadingView, ...]:
    """A reading that decides is always set out, with the answer under each other."""
    return tuple(reading_view(r, profile) for r in d.readings if r.decides or profile.same)


def reading_view(r: ReadingProof, profile: Profile) -> ReadingView:
    used = next(x.wording for x in r.results if x.used)
    how = "by default" if r.by_default else "as asked"
    how += f", chosen by {r.chosen_by}" if r.chosen_by and r.by_default else ""
    how += f" on {show_date(r.chosen_on)}" if r.chosen_on and r.by_default else ""
    reason = f", because {r.because}" if r.because and r.by_default else ""
    decides = "The reading decides." if r.decides else "The answer is the same under every reading."
    shows = r.decides or profile.others
    return ReadingView(
        r.label,
        f"{finish(f'read as: {used} ({how}){reason}')} {decides}",
        r.decides,
        tuple((x.wording, x.sentence) for x in r.results) if shows else (),
    )


def remarks(d: Determination) -> Lines | None:
    lines = tuple(remark_line(r) for r in d.remarks)
    return Lines("What the rules do not decide", "", lines) if lines else None


def remark_line(r: Remark) -> str:
    if r.kind == "silent":
        return finish(f"{r.citation} is silent on {r.words}: {r.because}")
    return finish(f"“{r.words}” in {r.citation} is left to judgement: {r.because}")
