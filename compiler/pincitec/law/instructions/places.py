"""From the place that an instruction names to the runs of a text in which it works; refused where it is not certain."""

from attrs import evolve

from pincitec.diagnostics import Diagnostic, Span
from pincitec.diagnostics.catalogue.law import PLACE_NOT_THERE
from pincitec.law.instructions.model import Part, Place, Rank
from pincitec.law.instructions.outline import Outline, Run, Unit, sentences


def checked(place: Place, view: Outline, span: Span) -> Diagnostic | None:
    """Why a place is none that an operation may be carried out at; None if it is one."""
    if place.uncertain is not None:
        return _refusal(span, f"the place is not certain: {place.uncertain}")
    if place.amendatory:
        return _refusal(span, "the instruction amends another act's amendment of this section, not the section")
    if place.section is None:
        return _refusal(span, "the instruction does not say which section of the code it amends")
    if view.section is not None and place.section != view.section:
        return _refusal(span, f"the instruction is for § {place.section}, and the text is that of § {view.section}")
    if place.steps and view.uncertain:
        return _refusal(span, "the units of the text cannot be told apart with certainty")
    return None


def unit_of(place: Place, view: Outline, span: Span) -> Unit | Diagnostic:
    """The one unit at a place below the section."""
    found = view.find(place.path) or _below_the_only_one(place, view)
    if len(found) == 1:
        return found[0]
    cite = evolve(place, part=Part.ALL).shown()
    if not found:
        known = ", ".join(f"({u.path[-1]})" for u in view.units if u.path[:-1] == place.path[:-1])
        return _refusal(span, f"there is no `{cite}` in the text", notes=[f"units of that level: {known or 'none'}"])
    return _refusal(span, f"`{cite}` stands {len(found)} times in the text")


def _below_the_only_one(place: Place, view: Outline) -> tuple[Unit, ...]:
    """Paragraphs cited straight under a section that prints them in its one subsection, "(a)", without naming it."""
    tops = [unit for unit in view.units if len(unit.path) == 1]
    if len(tops) != 1 or place.steps[0].rank is Rank.SUBSECTION:
        return ()
    return view.find((*tops[0].path, *place.path))


def runs_of(place: Place, view: Outline, text: str, span: Span) -> tuple[Run, ...] | Diagnostic:
    """The runs of words at a place, in order: of a unit those of the units below it too."""
    problem = checked(place, view, span)
    if problem is not None:
        return problem
    if place.part is Part.HEADING:
        if place.steps or view.heading is None:
            return _refusal(span, f"there is no heading of `{evolve(place, part=Part.ALL).shown()}` in the text")
        return (view.heading,)
    if place.steps:
        unit = unit_of(place, view, span)
        if isinstance(unit, Diagnostic):
            return unit
        whole, lead_in = unit.runs, unit.lead_in
    else:
        whole, lead_in = view.runs, view.lead_in
    runs = lead_in if place.part is Part.LEAD_IN else whole
    if place.part is Part.WITH_HEADING and not place.steps and view.heading is not None:
        runs = (view.heading, *runs)
    if place.sentences:
        listed = [sentence for run in lead_in for sentence in sentences(text, run)]
        if max(place.sentences) > len(listed):
            return _refusal(span, f"there are {len(listed)} sentences in `{place.shown()}`")
        runs = tuple(listed[n - 1] for n in place.sentences)
    return runs or _refusal(span, f"there are no words in `{place.shown()}`")


def _refusal(span: Span, message: str, notes: list[str] | None = None) -> Diagnostic:
    return Diagnostic.at(
        PLACE_NOT_THERE, span, message, notes=notes or (), help="name the section by its number in the code and the unit by its designators"
    )  # fmt: skip
