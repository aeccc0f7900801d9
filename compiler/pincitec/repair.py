"""Applying the fixes of problems to a project, in memory: what its files would be, and what would then be wrong.

Stands beside `compile.py`. A fix that would bring a new error is not made, whatever it repairs. Files are laid out again as `pincite fmt`
would, where they were before. Nothing is written here.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from attrs import evolve, frozen

from pincitec.compile import DECIDABLE
from pincitec.diagnostics import Diagnostic, Fix, Safety, Severity, Source
from pincitec.diagnostics.diagnostic import sort_key
from pincitec.diagnostics.fixing import apply_fixes
from pincitec.files import Files, read_files
from pincitec.memory import uncollected
from pincitec.project import LAW, Project

ROUNDS = 20
"""How often what was repaired is looked at again: a clause that follows one act may be behind the next one."""


@frozen
class Made:
    """A fix that was made, with the place of its problem as it was then: file and line."""

    fix: Fix
    path: str
    line: int


@frozen
class Repair:
    """`texts`: the files that change, by the path as shown. `refused`: fixes that would bring a new error or touch what another
    one changes. `diagnostics` and `sources`: what is left, and the texts that it points into."""

    texts: Mapping[str, str]
    made: tuple[Made, ...]
    refused: tuple[Made, ...]
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, Source]


@frozen
class State:
    """A project as it would be: the texts that changed so far, all files, and every problem of theirs."""

    texts: Mapping[str, str]
    files: Files
    problems: tuple[Diagnostic, ...]


def repair(project: Project, safeties: Collection[Safety], wanted: Collection[str] | None = None) -> Repair:
    """Applies the first fix of each problem that is as safe as asked for, again and again until none is left. `wanted` are the files whose
    problems are repaired, by the path as shown; a fix that would change another one is refused."""
    made: list[Made] = []
    refused: dict[Made, None] = {}
    state = with_texts(project, {})
    for _ in range(ROUNDS):
        mine = [d for d in state.problems if wanted is None or d.span.path in wanted]
        asked = {m.fix: m for d in mine for m in first_fix(d, state.files, safeties) if m not in refused}
        outside = [fix for fix in asked if any(wanted is not None and e.span.path not in wanted for e in fix.edits)]
        refused |= {asked.pop(fix): None for fix in outside}
        accepted, then = accept(project, state, tuple(asked))
        refused |= {m: None for fix, m in asked.items() if fix not in accepted}
        if not accepted:
            break
        made += [asked[fix] for fix in accepted]
        state = then
    left = tuple(d for d in state.problems if wanted is None or d.span.path in wanted)
    return Repair(state.texts, tuple(made), tuple(m for m in refused if m not in made), left, state.files.sources)


def first_fix(d: Diagnostic, files: Files, safeties: Collection[Safety]) -> Iterator[Made]:
    fix = next((f for f in d.fixes if f.safety in safeties), None)
    source = files.sources.get(d.span.path)
    if fix is not None and source is not None:
        yield Made(fix, d.span.path, source.line_column(d.span.start)[0])


def accept(project: Project, state: State, fixes: Sequence[Fix]) -> tuple[tuple[Fix, ...], State]:
    """The fixes that can be made together without a new error, and what the project then is: all that fit, or else one after the other."""
    together = apply_fixes(fixes, state.files.sources).made
    then = applied(project, state, together)
    if not together or better(state, then):
        return together, then
    kept: tuple[Fix, ...] = ()
    best = state
    for fix in together:
        then = applied(project, state, (*kept, fix))
        if better(best, then):
            kept, best = (*kept, fix), then
    return kept, best


def applied(project: Project, state: State, fixes: Sequence[Fix]) -> State:
    """The project after some fixes, its files laid out anew where they were before."""
    made = apply_fixes(fixes, state.files.sources).texts
    return with_texts(project, {**state.texts, **{path: laid_out(state.files.sources[path], text) for path, text in made.items()}})


def with_texts(project: Project, texts: Mapping[str, str]) -> State:
    from pincitec.passes import Passes

    files = read_files(project, texts)
    passes = Passes(files)
    with uncollected():
        found = {*files.problems, *(p for path in files.all for p in passes.problems(path))}
    return State(texts, files, tuple(sorted(found, key=sort_key)))


def better(before: State, after: State) -> bool:
    """Whether something was repaired and no new error came."""
    return before.problems != after.problems and not errors(after) - errors(before)


def errors(state: State) -> Counter[tuple[str, ...]]:
    """The errors without their places, which move. Of a lapse only that there is one: a clause that follows one act may be behind the
    next, and that is not for its fix to answer."""
    found = (d for d in state.problems if d.severity is Severity.ERROR)
    return Counter((d.rule.code, d.span.path, "" if d.rule in DECIDABLE else d.message) for d in found)


def laid_out(before: Source, text: str) -> str:
    """The new text of a file in the one layout, if the old one was."""
    from pincitec.syntax.law_format import format_law
    from pincitec.syntax.pol_format import format_policy

    layout = format_law if before.path.endswith(LAW) else format_policy
    if layout(before) != before.text:
        return text
    made = layout(evolve(before, text=text))
    return made if isinstance(made, str) else text
