"""From a proof to a letter: which sections there are, in which order, and every sentence in them.

The order follows what the law of reasons asks of a decision: who decides, the decision, what is outstanding, the law in its own words,
the findings, the law applied to them element by element, what was considered and did not apply, what was assumed and who judged, what
would change the result, how to have it reviewed, how it was produced. (The evidence for that order: 42 CFR 431.210; s 25D of the
Australian Acts Interpretation Act 1901; GAO, HEHS-00-179, on letters that fail.)
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from shlex import quote as shell_quote

from pincite.explain.display import plural, show_date
from pincite.explain.proof import (
    BEYOND_HORIZON,
    RULES_BEHIND_TEXT,
    TEXT_NOT_ON_FILE,
    Definition,
    Determination,
    Finding,
    Judgement,
    LawText,
    Piece,
    ReadingProof,
    Remark,
    Said,
)
from pincite.explain.unmet import WHICH_DAY
from pincite.explain.wording import REASONS, finish, joined, listing
from pincite.report.elements import Numbered, question_view, quotation
from pincite.report.needs import changes, needs
from pincite.report.view import FindingView, LawView, Letter, Lines, Need, Paragraph, ReadingView, Run
from pincitec.graph.clauses import MISSING_DAY
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.verdicts import CONFLICT, GAP
from pincitec.settings import Office

NO_RECOURSE = (
    "How to have this answer reviewed is not configured here. "
    "Ask the office that gave you this letter, or the authority that decides the matter."
)


def letter(
    determination: Determination, office: Office | None = None, facts_file: str = "FACTS.yaml", tables: tuple[str, ...] = ()
) -> Letter:
    """The letter of a determination. `office` is the project's; `facts_file` and `tables` (`LIST=FILE`) stand in the command that
    reproduces it."""
    d = determination
    findings = {f.name: finding_view(i, f) for i, f in enumerate(d.findings, 1)}
    around = Numbered(
        findings, {f.name: f.statement for f in d.findings}, {r.choice: r for r in d.readings}, tuple(q.sentence for q in d.questions)
    )
    return Letter(
        title=f"Determination: {d.label}",
        office=office_lines(office),
        decision=d.headline,
        tone=tone(d),
        lead=lead(d),
        dates=dates(d),
        notices=tuple(finish(w) for w in d.warnings if w not in d.headline),
        needs=needs(d),
        law=tuple(law_view(text, d.law_on) for text in d.law),
        legend=legend(d.law),
        definitions=tuple(definition_view(x) for x in d.definitions),
        findings=tuple(findings.values()),
        application=tuple(q for q in (question_view(q, around) for q in d.questions if q.bears) if q.clauses),
        lists_before=lists(
            Lines("Considered, and not applied", "", tuple(dict.fromkeys(not_applied(d)))),
            Lines("Assumptions", "", tuple(finish(a.text + (f", because {a.because}" if a.because else "")) for a in d.assumptions)),
            Lines("Judgements", "", tuple(judgement_line(j) for j in d.judgements)),
        ),
        readings=tuple(reading_view(r) for r in d.readings),
        lists_after=lists(Lines("What the rules do not decide", "", tuple(remark_line(r) for r in d.remarks)), changes(d)),
        review=finish(office.recourse) if office and office.recourse else NO_RECOURSE,
        production=(("Rules", f"digest {d.rests_on}"), ("Facts", f"digest {d.facts_digest}"), ("Engine", f"pincite {d.engine}")),
        command=command(d, facts_file, tables),
    )


def dates(d: Determination) -> tuple[tuple[str, str], ...]:
    known = (("Law as known", show_date(d.known_on)),) if d.known_on is not None else ()
    return ("Question", d.decision), ("Facts as of", show_date(d.on)), ("Law as of", show_date(d.law_on)), *known


def office_lines(office: Office | None) -> tuple[str, ...]:
    if office is None:
        return ()
    return tuple(line for line in (office.name, office.authority, office.contact) if line)


def tone(d: Determination) -> str:
    """How the answer stands, for a template that shows it by more than words."""
    if d.status in (TEXT_NOT_ON_FILE, RULES_BEHIND_TEXT):
        return "open"
    return {HOLDS: "yes", FAILS: "no"}.get(d.verdict, "open")


def lead(d: Determination) -> str:
    """A few sentences after the decision: why, in short, and what the reader can do with it."""
    sentences = [why(d)]
    if d.status == BEYOND_HORIZON:
        sentences.append("The law may have changed since the day up to which it is known here; please check before you rely on this.")
    if any(r.decides for r in d.readings):
        sentences.append(
            "The reading decides: the law can be read in more than one way, and another reading gives another answer (see Readings)."
        )
    return " ".join(s for s in sentences if s)


def why(d: Determination) -> str:
    if d.status == TEXT_NOT_ON_FILE:
        return "Nothing has been decided either way. What the law said that day is not known here, and no other text is put in its place."
    if d.status == RULES_BEHIND_TEXT:
        return "Nothing has been decided either way. The law is on file, but the rules that apply it have not been brought up to it."
    match d.verdict:
        case code if code == HOLDS and d.kind == "value":
            return "The provision that gives it, and how it was applied to the facts on file, are set out below."
        case code if code == HOLDS:
            return "All that the provision asks is met. How, element by element, is set out below."
        case code if code == FAILS:
            return refused(d)
        case code if code == CONFLICT:
            return "Provisions in force give different answers and none gives way to another, so this needs a decision by a person."
        case code if code == GAP:
            return "The provisions on file cover other cases than this one. Each is shown below, with the fact for which it does not apply."
        case code if code == UNDETERMINED:
            return undecided(d)
        case _:
            return "This says nothing for or against: another provision, not on file here, may decide it."


def refused(d: Determination) -> str:
    failing, barring = sum(not u.bars for u in d.unmet), sum(u.bars for u in d.unmet)
    counted = ((failing, "element", "not met"), (barring, "condition", "in the way"), (len(d.missing), "fact", "not yet established"))
    parts = tuple(f"{plural(n, noun)} {'is' if n == 1 else 'are'} {what}" for n, noun, what in counted if n)
    if not parts:
        return "The reasons are set out below."
    each = "It is" if failing + barring + len(d.missing) == 1 else "Each is"
    return f"{finish(listing(parts))} {each} listed below, with the words of the law that ask for it and with what would change the result."


def undecided(d: Determination) -> str:
    decisive = [m for m in d.missing if m.decisive]
    granting = any(c.applies and c.effect in ("grant", "value") for c in d.questions[0].clauses)
    if not decisive and not granting:
        return "Nothing has been decided either way: another provision, not on file here, may decide it."
    if not decisive:
        return "Nothing has been decided either way."
    if all(m.reason.endswith(WHICH_DAY) for m in decisive):
        return "Nothing has been decided either way. No fact is wanting: no rule on file says which of two days counts."
    they = "it is" if len(decisive) == 1 else "they are"
    needed = f"{plural(len(decisive), 'fact')} can still change the answer"
    unread = any(c.state == "conditional" and not c.passages for q in d.questions if q.bears for c in q.clauses)
    needed += f"; once {they} established, the question can be decided." if granting and not unread else "."
    return f"Nothing has been decided either way. {needed}"


def lists(*all_: Lines) -> tuple[Lines, ...]:
    """Those that say something."""
    return tuple(one for one in all_ if one.lines)


def not_applied(d: Determination) -> Iterator[str]:
    """The clauses whose words had left the text by that day, each with those words and the reason. Of words that came later a letter says
    nothing: what is decided for a day reads the same, whatever was enacted since."""
    for clause in (c for q in d.questions if q.bears for c in q.clauses if c.state == "lapsed"):
        words = next((p.words for p in clause.passages), "")
        yield finish(f"{clause.citation}, “{words}”: {clause.reason}")


def definition_view(d: Definition) -> Need:
    """What a term means here. A definition whose words do not stand in the text of the day defines nothing, and the letter says so."""
    notes = {"in_force": None, "unknown": "its text that day is not on file", "conditional": "an act changed it for some cases only"}
    note = notes.get(d.state, "its words do not stand in the text of that day")
    words = d.passages[:1] if d.state == "in_force" else ()
    named = f"“{d.name}”, as {d.citation} defines it"
    if d.name == MISSING_DAY:
        named = f"On which day a period ends that would end on a day which does not exist, as {d.citation} says it"
    return Need(finish(named), tuple(q for q in map(quotation, words) if q), note)


def law_view(text: LawText, law_on: date) -> LawView:
    if not text.on_file:
        return LawView(text.citation, "The text in force that day is not on file, or not the whole of it; it is not quoted.", (), text.link)
    paragraphs = tuple(Paragraph(u.designator, u.depth, tuple(map(run_view, u.pieces))) for u in text.units if u.pieces)
    return LawView(text.citation, version_line(text, law_on), paragraphs, text.link)


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


def finding_view(number: int, f: Finding) -> FindingView:
    found = f.value if f.truth is None else {HOLDS: "yes", FAILS: "no"}.get(f.truth)
    if found is None:
        found = f.missing or "not established"
    origin = [part for part in (f.source, show_date(f.on) if f.on else None, f.status) if part]
    if f.judged_by:
        origin.append(f"judged by {f.judged_by}")
    elif f.said:
        origin.append(f"judged by {listing(tuple(s.by for s in f.said if s.found))}")
    if not origin:
        origin = ["as stated in the facts"] if f.missing is None else ["nothing on file"]
    return FindingView(f"F{number}", f.label, found, ", ".join(origin), f.missing is not None)


def judgement_line(j: Judgement) -> str:
    if j.said:
        return " ".join((finish(j.statement), *(finish(said_line(s)) for s in j.said)))
    if j.truth == UNDETERMINED:
        return finish(j.statement)
    judges = listing(j.judges, joined(j.judged_by_any))
    who = f"judged by {j.judged_by}" if j.judged_by else f"it lies in the judgement of {judges}; the facts do not say who judged"
    if len(j.judges) > 1 and not j.judged_by and not j.judged_by_any:
        who += ", and are taken as what all of them found"
    return finish(f"{j.statement}; {who}")


def said_line(said: Said) -> str:
    """What one of several judges found: "the department: yes (evaluation of 2020-21, May 10, 2021)"."""
    origin = ", ".join(part for part in (said.source, show_date(said.on) if said.on else None, said.status) if part)
    found = said.found or REASONS.get(said.missing or "", "not yet judged")
    return f"{said.by}: {found}{f' ({origin})' if origin else ''}"


def reading_view(r: ReadingProof) -> ReadingView:
    used = next(x.wording for x in r.results if x.used)
    how = "by default" if r.by_default else "as asked"
    how += f", chosen by {r.chosen_by}" if r.chosen_by and r.by_default else ""
    how += f" on {show_date(r.chosen_on)}" if r.chosen_on and r.by_default else ""
    reason = f", because {r.because}" if r.because and r.by_default else ""
    decides = "The reading decides." if r.decides else "The answer is the same under every reading."
    return ReadingView(
        r.label,
        f"{finish(f'read as: {used} ({how}){reason}')} {decides}",
        r.decides,
        tuple((x.wording, x.sentence) for x in r.results) if r.decides else (),
    )


def remark_line(r: Remark) -> str:
    if r.kind == "silent":
        return finish(f"{r.citation} is silent on {r.words}: {r.because}")
    return finish(f"“{r.words}” in {r.citation} is left to judgement: {r.because}")


def command(d: Determination, facts_file: str, tables: tuple[str, ...] = ()) -> str:
    """The command that gives this answer again, from the same rules and facts."""
    records = [part for table in tables for part in ("--records", table)]
    stated = ["--facts", facts_file] if facts_file else []
    parts = ["pincite", "determine", d.decision, *stated, *records, "--on", d.on.isoformat()]
    if d.law_on != d.on:
        parts += ["--law-on", d.law_on.isoformat()]
    if d.known_on is not None:
        parts += ["--known-on", d.known_on.isoformat()]
    for reading in d.readings:
        if not reading.by_default:
            parts += ["--reading", f"{reading.choice}={reading.used}"]
    if d.strict:
        parts.append("--strict")
    return " ".join(shell_quote(p) for p in parts)
