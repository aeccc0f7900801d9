"""Part 5 of a letter: the law in its own words, in the version of the day, and the definitions used."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from pincite.explain.display import show_date
from pincite.explain.proof import Definition, Determination, LawText, Passage, Piece
from pincite.explain.wording import finish
from pincite.report.elements import quotation
from pincite.report.profiles import Profile
from pincite.report.view import Law, LawView, Need, Paragraph, Run
from pincite.texts import msgid, plural, say
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
    words = d.passages[:1] if d.state == "in_force" else ()
    if d.name == MISSING_DAY:
        named = say("On which day a period ends that would end on a day which does not exist, as {place} says it", place=d.citation)
    else:
        named = say("“{term}”, as {place} defines it", term=d.name, place=d.citation)
    note = None if d.state == "in_force" else say(NOT_DEFINING.get(d.state, NOT_STANDING))
    return Need(finish(named), tuple(q for q in map(quotation, words) if q), note)


NOT_DEFINING: Final = {
    "unknown": msgid("its text that day is not on file"),
    "conditional": msgid("an act changed it for some cases only"),
}
NOT_STANDING: Final = msgid("its words do not stand in the text of that day")


def law_view(text: LawText, d: Determination, profile: Profile) -> LawView:
    if not text.on_file:
        absent = say("The text in force that day is not on file, or not the whole of it; it is not quoted.")
        return LawView(text.citation, absent, (), text.link)
    paragraphs = tuple(Paragraph(u.designator, u.depth, tuple(map(run_view, u.pieces))) for u in text.units if u.pieces)
    version = version_line(text, d.law_on)
    if profile.sources:
        source = say("{authority}, on file as {section}", authority=authority(text), section=text.section)
        version = f"{version} {finish(source)}"
    return LawView(text.citation, version, paragraphs, text.link, checked(text, d))


def checked(text: LawText, d: Determination) -> str:
    """Says of a text that every passage quoted from it stands in it; nothing where none is quoted, or where one does not."""
    quoted = [p for p in passages(d) if (p.section, p.citation) == (text.section, text.citation)]
    distinct = dict.fromkeys(p.words for p in quoted)
    if not distinct or any(p.status != "verified" for p in quoted):
        return ""
    if any(piece.quoted and piece.status == "inferred" for unit in text.units for piece in unit.pieces):
        return plural(
            len(distinct),
            "✓ {n} passage quoted from it in this letter stands in it, with the characters in {{braces}}.",
            "✓ {n} passages quoted from it in this letter stand in it, with the characters in {{braces}}.",
        )
    return plural(
        len(distinct),
        "✓ {n} passage quoted from it in this letter stands in it word for word.",
        "✓ {n} passages quoted from it in this letter stand in it word for word.",
    )


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
    first, last = day(text.from_), None if text.until is None or text.until > law_on else day(text.until - timedelta(1))
    if last is None:
        stood = say("taken as in force from {first}", first=first) if text.assumed else say("as in force from {first}", first=first)
    elif text.assumed:
        stood = say("taken as in force from {first} to {last}", first=first, last=last)
    else:
        stood = say("as in force from {first} to {last}", first=first, last=last)
    acts = "; ".join(text.acts)
    if text.acts and text.own_acts:
        stood = say("{statement} ({reasons})", statement=stood, reasons=acts)
    elif text.acts:
        stood = say("{statement} (the section as it stood after {acts})", statement=stood, acts=acts)
    if not text.governs_still:
        return finish(stood)
    return f"{finish(stood)} {say('It governs a case to which the act that changed it does not apply.')}"


def day(value: date | None) -> str:
    return show_date(value) if value else say("a day not on file")


AUTHORITIES: Final = {
    "statute": msgid("statute"),
    "regulation": msgid("regulation"),
    "local rule": msgid("local rule"),
    "guidance": msgid("guidance"),
    "information": msgid("information"),
}


def authority(text: LawText) -> str:
    """What kind of source a text is."""
    return say(AUTHORITIES[text.authority]) if text.authority in AUTHORITIES else text.authority


def legend(texts: Iterable[LawText]) -> tuple[str, ...]:
    """How characters are marked that are not verbatim; said only where there are any."""
    kinds = {p.status for t in texts for u in t.units for p in u.pieces}
    lines = []
    if "inferred" in kinds:
        lines.append(say("Characters in {{braces}} are inferred: the sources do not give them."))
    if "unknown" in kinds:
        lines.append(say("⟨Angle brackets⟩ stand for words that are not on file."))
    return tuple(lines)
