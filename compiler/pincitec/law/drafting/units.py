"""An instruction about whole units → operations of `.law`, with the words that stood there, so that the act can be undone."""

from collections.abc import Sequence

from pincitec.diagnostics import Diagnostic, Span
from pincitec.law.drafting.blocks import block_of, block_of_section, read_block
from pincitec.law.drafting.scopes import law_place, scopes, unit_at, within
from pincitec.law.drafting.sheet import Sheet
from pincitec.law.drafting.written import given, not_drafted
from pincitec.law.instructions.model import (
    AddUnit,
    DesignateExisting,
    Operation,
    Part,
    Phrase,
    Redesignate,
    Repeal,
    Retitle,
    RewriteUnit,
    StrikeDesignation,
    StrikeUnit,
)
from pincitec.law.model import UnitText
from pincitec.law.state import Context, State, walk
from pincitec.syntax.law_tree import (
    AddUnit as LawAddUnit,
    Designate,
    Operation as LawOperation,
    Place as LawPlace,
    Redesignate as LawRedesignate,
    RemoveUnits,
    Retitle as LawRetitle,
    RewriteUnit as LawRewriteUnit,
    Undesignate,
    Verbatim,
    WordsIn,
)

Drafted = list[LawOperation] | Diagnostic


def draft_removal(operation: StrikeUnit | Repeal, state: State, sheet: Sheet, context: Context) -> Drafted:
    """A unit with its words, or a sentence, taken out."""
    place, span = operation.place, operation.span
    if place.sentences:
        return _sentences(operation, "", state, sheet)
    unit = unit_at(place, state) if place.steps and place.part is Part.ALL else None
    if unit is None:
        return not_drafted(operation, "its place is none of the units of the text")
    words = block_of(unit, context, span)
    if words is None:
        return _unprintable(operation)
    return [RemoveUnits(law_place(unit, span), None, words, None, None, span, repealed=isinstance(operation, Repeal))]


def draft_end(operation: Repeal, state: State, context: Context) -> Drafted:
    """The repeal of a section: all its words, and that there are none from then on."""
    words = block_of_section(state, context, operation.span)
    if words is None:
        return _unprintable(operation)
    return [RemoveUnits(LawPlace((), False, operation.span), None, words, None, None, operation.span, repealed=True)]


def draft_addition(operation: AddUnit, state: State, context: Context) -> Drafted:
    """A new unit with its words, behind the unit that it follows."""
    if operation.text is None or len(operation.labels) != 1:
        return not_drafted(operation, "the words of the new unit are not given")
    above: tuple[str, ...] = ()
    siblings = tuple(unit for unit in state if unit.path != ("heading",))
    if operation.place.steps:
        unit = unit_at(operation.place, state)
        if unit is None:
            return not_drafted(operation, "its place is none of the units of the text")
        above, siblings = unit.path, unit.children
    path = (*above, operation.labels[0])
    words = _given_block(operation.text, path, context)
    if words is None:
        return not_drafted(operation, _not_one_unit(path, context))
    place = LawPlace(path, False, operation.span)
    return [LawAddUnit(place, words, None, None, operation.span, after=_behind(path, siblings, context, operation.span))]


def draft_rewriting(operation: RewriteUnit, state: State, sheet: Sheet, context: Context) -> Drafted:
    """A unit, its lead-in or a sentence whose words give way to others."""
    place, span = operation.place, operation.span
    if operation.text is None:
        return not_drafted(operation, "the new words are not given")
    if place.sentences or place.part is Part.LEAD_IN:
        return _sentences(operation, operation.text.text, state, sheet)
    unit = unit_at(place, state) if place.steps else None
    if unit is None:
        return not_drafted(operation, "its place is none of the units of the text")
    new, old = _given_block(operation.text, unit.path, context), block_of(unit, context, span)
    if new is None:
        return not_drafted(operation, _not_one_unit(unit.path, context))
    if old is None:
        return _unprintable(operation)
    return [LawRewriteUnit(law_place(unit, span), new, None, old, None, span)]


def draft_heading(operation: Retitle, state: State) -> Drafted:
    """Another heading of the section."""
    heading = next((unit for unit in state if unit.path == ("heading",)), None)
    if heading is None or operation.text is None or operation.place.steps:
        return not_drafted(operation, "there is no such heading in the text, or the new one is not given")
    span = operation.span
    new, old = given(operation.text.text, operation.text.span), given(heading.text, span)
    return [LawRetitle(LawPlace(("heading",), False, span), new, old, None, (), span)]


def draft_redesignation(operations: Sequence[Redesignate], state: State, context: Context) -> Drafted:
    """Units that bear other designations, respectively and all at once."""
    pairs: list[tuple[UnitText, str]] = []
    for operation in operations:
        unit = unit_at(operation.place, state) if operation.place.steps else None
        if unit is None:
            return not_drafted(operation, "its place is none of the units of the text")
        pairs.append((unit, operation.to))
    span = operations[0].span.to(operations[-1].span)
    if _is_range([unit.path for unit, _ in pairs], [to for _, to in pairs], context):
        (first, to), (last, end) = pairs[0], pairs[-1]
        target = LawPlace((*first.path[:-1], to), False, span)
        several = len(pairs) > 1
        return [
            LawRedesignate(law_place(first, span), last.path[-1] if several else None, target, end if several else None, None, span)
        ]  # fmt: skip
    taken = {unit.path for unit in walk(state)}
    made: list[LawOperation] = []
    while pairs:
        # A unit moves once nothing bears its new designation any more.
        free = next((n for n, (unit, to) in enumerate(pairs) if (*unit.path[:-1], to) not in taken), None)
        if free is None:
            return not_drafted(operations[0], "the designations change places with each other")
        unit, to = pairs.pop(free)
        target = LawPlace((*unit.path[:-1], to), False, span)
        taken = taken - {unit.path} | {target.path}
        made.append(LawRedesignate(law_place(unit, span), None, target, None, None, span))
    return made


def draft_designation(operation: DesignateExisting, state: State) -> Drafted:
    """The words that stand directly in a unit, or in the section, become a unit below it."""
    span = operation.span
    path: tuple[str, ...] = ()
    if operation.place.steps:
        unit = unit_at(operation.place, state)
        if unit is None:
            return not_drafted(operation, "its place is none of the units of the text")
        path = unit.path
    return [Designate(LawPlace(path, False, span), LawPlace((*path, operation.label), False, span), None, span)]


def draft_lost_designation(operation: StrikeDesignation, state: State, context: Context) -> Drafted:
    """A designation that is struck; the words join those of the unit above."""
    unit = unit_at(operation.place, state) if operation.place.steps else None
    words = block_of(unit, context, operation.span) if unit is not None else None
    if unit is None or words is None:
        return _unprintable(operation)
    return [Undesignate(law_place(unit, operation.span), words, None, None, operation.span)]


def _sentences(operation: StrikeUnit | Repeal | RewriteUnit, new: str, state: State, sheet: Sheet) -> Drafted:
    """Sentences, or a lead-in, as words of the unit in which they stand."""
    found = scopes(operation.place, state, sheet)
    if not found or (new and len(found) != 1):
        return not_drafted(operation, "its place is none of the units of the text, or several")
    made: list[LawOperation] = []
    for scope in reversed(found):
        # The last one first: the numbers of the sentences before it stay.
        made.append(
            WordsIn(
                place=law_place(scope.unit, operation.span),
                anchor=None,
                strikes=(given(sheet.text[scope.run.start : scope.run.end], operation.span),),
                inserts=(given(new, operation.span),) if new else (),
                because=None,
                printed=(),
                hits=1,
                span=operation.span,
                within=within(operation.place, scope, sheet, operation.span),
            )
        )
    return made


def _given_block(text: Phrase, path: tuple[str, ...], context: Context) -> Verbatim | None:
    """The words that the instruction gives, if they are those of the one unit `path`, with its designator as the section prints it."""
    words = "".join(f"{' '.join(line.split())}\n" for line in text.text.splitlines() if line.strip())
    unit = read_block(words, path, context)
    if unit is None or unit.designator != context.ladder[len(path) - 1].printed(path[-1]):
        return None
    return Verbatim(words, text.span)


def _not_one_unit(path: tuple[str, ...], context: Context) -> str:
    depth = len(path) - 1
    if depth >= len(context.ladder):
        return "the section has no such level"
    return f"its words are not those of one unit `{context.ladder[depth].printed(path[-1])}`"


def _behind(path: tuple[str, ...], siblings: State, context: Context, span: Span) -> LawPlace | None:
    """The unit that a new one follows, where its designation alone does not say so."""
    level = context.ladder[len(path) - 1]
    if level.ordinal(path[-1]) is not None:
        return None
    before = [unit for unit in siblings if unit.designator and _stem(unit.path[-1]) <= _stem(path[-1])]
    return law_place(before[-1], span) if before else None


def _stem(label: str) -> tuple[int, str]:
    """The order of designations between others: "D-1" and "1A" stand behind "D" and "1"."""
    head = label.partition("-")[0]
    number = "".join(c for c in head if c.isdigit())
    return (int(number), head[len(number) :] + label[len(head) :]) if number else (len(head), head + label[len(head) :])


def _is_range(paths: list[tuple[str, ...]], targets: list[str], context: Context) -> bool:
    """Whether units that follow each other get designations that follow each other."""
    depth = len(paths[0]) - 1
    if depth >= len(context.ladder) or len({path[:-1] for path in paths}) != 1:
        return len(paths) == 1
    level = context.ladder[depth]
    return len(paths) == 1 or (_consecutive([level.ordinal(p[-1]) for p in paths]) and _consecutive([level.ordinal(t) for t in targets]))


def _consecutive(ordinals: Sequence[int | None]) -> bool:
    first = ordinals[0]
    return first is not None and list(ordinals) == list(range(first, first + len(ordinals)))


def _unprintable(operation: Operation) -> Diagnostic:
    return not_drafted(operation, "the lines of the unit do not read back as that unit")
