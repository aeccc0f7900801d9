"""Part 5 of a letter: the law in its own words, in the version of the day, and the definitions used."""

from collections.abc import Iterable
from datetime import date, timedelta

from pincite.explain.display import plural, show_date
from pincite.explain.proof import Definition, Determination, LawText, Passage, Piece
from pincite.explain.wording import finish
from pincite.report.elements import quotation
from pincite.report.profiles import Profile
from pincite.report.view import Law, LawView, Need, Paragraph, Run
from pincitec.graph.clauses import MISSING_DAY


def law(d: Determination, profile: Profile) -> Law | None:
    """Every text that the answer rests on; without `profile.defining`, a provision that only defines a term is quoted by its definition."""
    texts = d.law if profile.defining else tuple(t for t in d.law if not only_defines(t, d))
    definitions = tuple(definition_view(x) for x in d.definitions)
    if not texts and not definitions:
        return None
    return Law(tuple(law_view(t, d, profile) for t in texts), legend(texts), definitions)


def only_defines(text: LawText, d: Determination) -> bool:
    """Whether a text is shown for a definition whose words the letter quotes, and for nothing else."""
    within = {text.identity}
    defined = any(x.section == text.section and x.identity in within and x.state == "in_force" for x in d.definitions)
    asking = any(
        p.section == text.section and p.identity == text.identity for q in d.questions for c in q.clauses if c.applies for p in c.passages
    )
    return text.on_file and defined and not asking and not any(c.citation == text.citation for c in d.clauses if c.applies)


def definition_view(d: Definition) -> Need:
    """What a term means here. A definition whose words do not stand in the text of the day defines nothing, and the letter says so."""
    notes = {"in_force": None, "unknown": "its text that day is not on file", "conditional": "an act changed it for some cases only"}
    note = notes.get(d.state, "its words do not stand in the text of that day")
    words = d.passages[:1] if d.state == "in_force" else ()
    named = f"“{d.name}”, as {d.citation} defines it"
    if d.name == MISSING_DAY:
        named = f"On which day a period ends that would end on a day which does not exist, as {d.citation} says it"
    return Need(finish(named), tuple(q for q in map(quotation, words) if q), note)


def law_view(text: LawText, d: Determination, profile: Profile) -> LawView:
    if not text.on_file:
        return LawView(text.citation, "The text in force that day is not on file, or not the whole of it; it is not quoted.", (), text.link)
    paragraphs = tuple(Paragraph(u.designator, u.depth, tuple(map(run_view, u.pieces))) for u in text.units if u.pieces)
    version = version_line(text, d.law_on)
    if profile.sources:
        version = f"{version} {finish(f'{text.authority}, on file as {text.section}')}"
    return LawView(text.citation, version, paragraphs, text.link, checked(text, d))


def checked(text: LawText, d: Determination) -> str:
    """Says of a text that every passage quoted from it stands in it; nothing where none is quoted, or where one does not."""
    quoted = [p for p in passages(d) if (p.section, p.citation) == (text.section, text.citation)]
    distinct = dict.fromkeys(p.words for p in quoted)
    if not distinct or any(p.status != "verified" for p in quoted):
        return ""
    stand = "stands" if len(distinct) == 1 else "stand"
    return f"✓ {plural(len(distinct), 'passage')} quoted from it in this letter {stand} in it word for word."


def passages(d: Determination) -> Iterable[Passage]:
    """The passages that a letter quotes as words of the day's law."""
    for question in (q for q in d.questions if q.bears):
        for clause in question.clauses:
            yield from clause.passages if clause.applies else ()
    for definition in d.definitions:
        yield from definition.passages[:1] if definition.state == "in_force" else ()


def run_view(piece: Piece) -> Run:
    return Run(piece.text, piece.status if piece.status in ("inferred", "unknown") else "verbatim", piece.quoted)


def version_line(text: LawText, law_on: date) -> str:
    """Since when the words stand; until when only where they had gone by the day of the law."""
    acts = f" ({'' if text.own_acts else 'the section as it stood after '}{'; '.join(text.acts)})" if text.acts else ""
    begins = "taken as in force" if text.assumed else "as in force"
    until = "" if text.until is None or text.until > law_on else f" to {day(text.until - timedelta(1))}"
    still = " It governs a case to which the act that changed it does not apply." if text.governs_still else ""
    return finish(f"{begins} from {day(text.from_)}{until}{acts}") + still


def day(value: date | None) -> str:
    return show_date(value) if value else "a day not on file"


def legend(texts: Iterable[LawText]) -> tuple[str, ...]:
    """How characters are marked that are not verbatim; said only where there are any."""
    kinds = {p.status for t in texts for u in t.units for p in u.pieces}
    lines = []
    if "inferred" in kinds:
        lines.append("Characters in {braces} are inferred: the sources do not give them.")
    if "unknown" in kinds:
        lines.append("⟨Angle brackets⟩ stand for words that are not on file.")
    return tuple(lines)
