"""A `.law` file → a `Section`: parse, read the texts, check them against the sources, replay the acts, compute versions.

The public entry to the law on file. All problems of the file come back in one list; a section with errors is returned as far
as it could be computed, and must not be relied on.
"""

import re
from collections.abc import Iterable
from datetime import date

from pincitec.diagnostics import Diagnostic, Label, Source, Span
from pincitec.diagnostics.catalogue.law import DUPLICATE_SECTION, IMPOSSIBLE_DATE, LAW_STATEMENT
from pincitec.diagnostics.suggest import did_you_mean
from pincitec.law.act_problems import check_acts
from pincitec.law.acts import build_acts, build_note
from pincitec.law.chain import settle
from pincitec.law.contents import read_contents
from pincitec.law.evidence import check_sources
from pincitec.law.known import settled_as_known, settled_without
from pincitec.law.ladder import Level, level
from pincitec.law.layout import read_units
from pincitec.law.model import Amendment, Evidence, Horizon, Note, Section, Slip
from pincitec.law.operands import check_operands
from pincitec.law.otherwise import anew, tell
from pincitec.law.replay import Checkpoint
from pincitec.law.slips import check_slips
from pincitec.law.state import Context, walk
from pincitec.syntax.law_build import build_law
from pincitec.syntax.law_parse import parse_law
from pincitec.syntax.law_tree import LawFile, Quoted, SourceNode, TextNode


def read_section(source: Source, evidence: Evidence, known_on: date | None = None) -> tuple[Section | None, list[Diagnostic]]:
    """The section in a `.law` file. `evidence` reads the source files named in it, from beside it and nowhere else.

    With `known_on` the section is as it was on file that day (`law/known.py`); the problems are those of the whole file either way.
    """
    lossless, problems = parse_law(source)
    if lossless is None:
        return None, problems
    law, problems = build_law(lossless)
    ladder, trouble = _ladder(law)
    problems += trouble
    problems += _names(law)
    problems += _before_its_text(law)
    checkpoints: list[Checkpoint] = []
    for node in sorted(law.texts, key=lambda text: text.on):
        units, trouble = read_units(node.verbatim, ladder)
        problems += trouble
        checkpoints.append(Checkpoint(node, units))
    if not checkpoints:
        problems.append(
            Diagnostic.at(LAW_STATEMENT, law.identity_span, "no text is on file",
                          help="for example: text from justia on 2019-06-14 { … }")
        )  # fmt: skip
        return None, problems
    context = Context(ladder, frozenset(unit.identity for unit in walk(checkpoints[-1].state)))
    problems += check_acts(law.acts)
    settled = settle(law.acts, context)
    told = tell(tuple(checkpoints), settled, context)
    problems += [problem for _, problem in (*settled.problems, *told.problems)]
    files, trouble = check_sources(law, evidence)
    problems += trouble
    tolerances, trouble = check_operands(law)
    problems += trouble
    sources = {node.name: node for node in law.sources}
    tables = [read_contents(node, sources.get(node.source.text)) for node in law.contents]
    problems += [problem for _, trouble in tables for problem in trouble]
    acts, trouble = build_acts(settled, told.replay, context)
    problems += trouble
    problems += check_slips(law, checkpoints, told.versions, context)
    left_out: tuple[str, ...] = ()
    if known_on is not None:
        settled, left_out = settled_as_known(law.acts, known_on, context)
        told = anew(told, settled, context)
        acts = tuple(act for act in build_acts(settled, told.replay, context)[0] if act.title not in left_out)
    section = Section(
        id=law.identity,
        cites=tuple(cite.text for cite in law.cites),
        authority=law.authority,
        ladder=tuple(sample.text for sample in law.ladder),
        sources=files,
        versions=told.versions,
        acts=acts,
        amendments=tuple(Amendment(s.event.day, s.event.title, s.splices, s.moves) for s in told.replay.steps) if told.versions else (),
        history=_history(law),
        notes=tuple(build_note(note, None) for note in law.notes),
        horizon=_horizon(law, checkpoints[-1].node),
        assumptions=tuple(text.assumed for text in law.texts if text.assumed is not None),
        tolerances=tuple(t for t in tolerances if t.act not in left_out),
        slips=tuple(Slip(sic.words.text, sic.because, sic.span) for sic in law.sics),
        surviving=context.surviving,
        text_on=checkpoints[-1].node.on,
        source=source,
        span=law.identity_span,
        alternatives={act.title: anew(told, settled_without(settled, act.title), context).versions for act in acts if act.applies},
        known_on=known_on,
        left_out=left_out,
        contents=tuple(table for table, _ in tables),
    )
    return section, problems


def index_sections(sources: Iterable[Source]) -> tuple[dict[str, Source], list[Diagnostic]]:
    """Where each section is, by its `section` line, without reading the rest. The same section twice is an error."""
    index: dict[str, Source] = {}
    spans: dict[str, Span] = {}
    problems: list[Diagnostic] = []
    for source in sources:
        match = _SECTION_LINE.search(source.text)
        if match is None:
            end = max(len(source.text.split("\n", 1)[0]), 0)
            problems.append(
                Diagnostic.at(LAW_STATEMENT, Span(source.path, 0, end), "the file does not say which section it holds",
                              help="the first statement is `section us-nm/22-10A-11`")
            )  # fmt: skip
            continue
        identity, span = match["id"], Span(source.path, match.start("id"), match.end("id"))
        if identity in index:
            problems.append(
                Diagnostic.at(DUPLICATE_SECTION, span, f"the section `{identity}` is on file twice",
                              others=[Label(spans[identity], "the other file")],
                              help="one section has one file; texts of several days are checkpoints in it")
            )  # fmt: skip
        else:
            index[identity], spans[identity] = source, span
    return index, problems


_SECTION_LINE = re.compile(r"\A(?:\s|#[^\n]*(?:\n|\Z))*section[ \t]+(?P<id>[A-Za-z0-9][A-Za-z0-9._/-]*)")


def _ladder(law: LawFile) -> tuple[tuple[Level, ...], list[Diagnostic]]:
    levels, problems = list[Level](), list[Diagnostic]()
    for sample in law.ladder:
        found = level(sample.text)
        if found is None:
            problems.append(
                Diagnostic.at(LAW_STATEMENT, sample.span, f"`{sample.text}` is not the first designator of a level",
                              help='write each level\'s first designator as printed: ladder "A." "(1)" "(a)"')
            )  # fmt: skip
        else:
            levels.append(found)
    return tuple(levels), problems


def _names(law: LawFile) -> list[Diagnostic]:
    """Sources are named once, and every text and note is from one of them."""
    names: dict[str, SourceNode] = {}
    problems: list[Diagnostic] = []
    for node in law.sources:
        if node.name in names:
            problems.append(
                Diagnostic.at(LAW_STATEMENT, node.span, f"a second source `{node.name}`",
                              others=[Label(names[node.name].span, "the first one")])
            )  # fmt: skip
        names.setdefault(node.name, node)
    used: list[Quoted] = [text.source for text in law.texts]
    used += [note.source for note in (*law.notes, *(note for act in law.acts for note in act.notes))]
    used += [node.source for node in law.contents]
    used += [law.history.source] if law.history is not None else []
    for quoted in used:
        if quoted.text not in names:
            near = did_you_mean(quoted.text, names)
            problems.append(
                Diagnostic.at(LAW_STATEMENT, quoted.span, f"there is no source `{quoted.text}`",
                              help=f"did you mean `{near}`?" if near else "declare it with `source`", replacement=near)
            )  # fmt: skip
    days: dict[date, TextNode] = {}
    for text in law.texts:
        if text.on in days:
            problems.append(
                Diagnostic.at(LAW_STATEMENT, text.source.span, f"a second text of {text.on}",
                              others=[Label(days[text.on].source.span, "the first one")])
            )  # fmt: skip
        days.setdefault(text.on, text)
    return problems


def _horizon(law: LawFile, newest: TextNode) -> Horizon:
    node = next((source for source in law.sources if source.name == newest.source.text), None)
    if node is None:
        return Horizon(None, True, "", None)
    return Horizon(node.known_until, node.horizon_unknown, node.horizon_because, node.horizon_span)


def _before_its_text(law: LawFile) -> list[Diagnostic]:
    """Sources that are said to show the law of a day on which a text of theirs did not yet stand."""
    problems = []
    for node in law.sources:
        newest = max((text.on for text in law.texts if text.source.text == node.name), default=None)
        if newest is None or node.known_until is None or newest <= node.known_until:
            continue
        others = [Label(text.source.span, f"its text of {text.on}") for text in law.texts if text.on == newest]
        message = f"`known until {node.known_until}` is before the day of its text, {newest}"
        help = "a source that has a text of a day shows the law of that day at least: correct one of the two days"
        problems.append(Diagnostic.at(IMPOSSIBLE_DATE, node.horizon_span or node.path.span, message, others=others, help=help))
    return problems


def _history(law: LawFile) -> Note | None:
    node = law.history
    return Note(None, node.source.text, node.verbatim.text, node.verbatim.span, None) if node is not None else None
