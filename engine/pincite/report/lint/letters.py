"""A written letter against what it must hold: a problem for each text that is missing, at the template that should have it."""

from typing import Final

from pincite.report.lint.required import Required, required
from pincite.report.lint.visible import Page, acting, needed, visible, with_markup
from pincite.report.office.family import FOLDERS, Family
from pincite.report.view import Letter
from pincitec.diagnostics import Diagnostic, Rule, Span
from pincitec.diagnostics.catalogue import letters as rules
from pincitec.diagnostics.render.text import one_line, plural

SAYS: Final = {
    rules.NO_DECISION: "does not say what was decided",
    rules.NO_REASONS: "leaves out a reason of the decision",
    rules.NO_PROVISIONS: "leaves out a provision that the decision rests on",
    rules.NO_RECOURSE: "does not say how to have the decision reviewed",
    rules.NO_DAYS: "does not say as of which days facts and law were taken",
    rules.NO_PRODUCTION: "does not say what it was made from",
}
FIELDS: Final = {
    "decision": "letter.decision.sentence`, `.working`, `.notices` and `letter.header.days",
    "outstanding": "letter.outstanding.groups",
    "application": "letter.application",
    "law": "letter.law.texts",
    "basis": "letter.basis",
    "readings": "letter.readings",
    "review": "letter.review",
    "production": "letter.production.rows",
}
"""Where a template finds what a part says."""
MOST_SHOWN: Final = 3
LONGEST_SHOWN: Final = 160


def lacks(letter: Letter, written: str, kind: str, family: Family | None = None) -> list[Diagnostic]:
    """What is wrong with a letter in a format (`text`, `md`, `html`): what it leaves out, and what it must not hold."""
    problems = unfit(written, kind, family)
    seen = visible(written, kind)
    missing: dict[tuple[Rule, str], list[Required]] = {}
    for one in required(letter):
        if needed(one.text, kind) not in seen:
            missing.setdefault((one.rule, one.part), []).append(one)
    return problems + [left_out(found, kind, family) for found in missing.values()]


def left_out(found: list[Required], kind: str, family: Family | None) -> Diagnostic:
    first = found[0]
    notes = [f"missing: “{one_line(one.text)[:LONGEST_SHOWN]}”" for one in found[:MOST_SHOWN]]
    if len(found) > MOST_SHOWN:
        notes.append(f"and {plural(len(found) - MOST_SHOWN, 'more text')}")
    help = f"the part `{first.part}` says it; print `{FIELDS[first.part]}`"
    return Diagnostic.at(first.rule, place(first.part, kind, family), f"the letter {SAYS[first.rule]}", notes=notes, help=help)


def unfit(written: str, kind: str, family: Family | None) -> list[Diagnostic]:
    """What a letter must not hold, whoever wrote its template."""
    problems = []
    if acting(written):
        help = "take control characters and invisible ones out of the template"
        message = "the letter holds a character that is not shown"
        problems.append(Diagnostic.at(rules.NOT_PLAIN, place("letter", kind, family), message, help=help))
    if kind == "md" and with_markup(written):
        help = "write Markdown alone: HTML in it could hide text or run"
        message = "the letter holds HTML"
        problems.append(Diagnostic.at(rules.NOT_PLAIN, place("letter", kind, family), message, help=help))
    if kind == "html":
        help = "a letter is one page that needs nothing else: all of it is seen, and nothing in it runs"
        for why in dict.fromkeys(Page(written).refused):
            problems.append(
                Diagnostic.at(rules.NOT_PLAIN, place("letter", kind, family), "the letter is no plain page", notes=(why,), help=help)
            )
    return problems[:20]


def place(part: str, kind: str, family: Family | None) -> Span:
    """The template that should say a part: the office's for it, or that of the whole letter, else ours."""
    folder = FOLDERS[kind]
    for name in (f"{folder}/{part}.jinja", f"{folder}/letter.jinja"):
        if family is not None and name in family.templates:
            return Span(family.templates[name].path, 0, 0)
    return Span(f"pincite/{folder}/{part}.jinja", 0, 0)
