"""Strategies for abstract trees of `.law` files: every operation and every statement, in odd combinations. No spans."""

from datetime import date

from hypothesis import strategies as st

from pincitec.diagnostics import Span
from pincitec.syntax.law_tree import (
    ActKind,
    ActNode,
    AddUnit,
    AmendAct,
    Anchor,
    AnchorKind,
    Condition,
    ContentsNode,
    Designate,
    ExpireAct,
    HistoryNode,
    How,
    LawFile,
    LeadIn,
    NoteNode,
    Occurrence,
    Part,
    Place,
    PostponeAct,
    Quoted,
    Recodify,
    Redesignate,
    Remainder,
    RemoveUnits,
    RepealAct,
    Retitle,
    ReviveAct,
    RewriteUnit,
    ScopeAct,
    Sentence,
    SicNode,
    SourceNode,
    Term,
    TextNode,
    Undesignate,
    Verbatim,
    Words,
    WordsIn,
)

SPAN = Span("x", 0, 0)
TEXT = st.text(st.sampled_from("ab Z1.,;é“”$(){}#|§\"\\?'-\t"), max_size=14)
QUOTED = st.builds(Quoted, TEXT, st.just(SPAN))
MAYBE = st.none() | QUOTED
DAY = st.dates(date(1850, 1, 1), date(2100, 1, 1))
HOLE_TEXT = st.text(st.sampled_from('ab {}"\\'), max_size=8).map(lambda t: f"⟨{t}⟩")
GIVEN = st.builds(Part, TEXT.filter(bool), st.just(How.GIVEN), st.just(SPAN))
INFERRED = st.builds(Part, st.text(st.sampled_from("ab, "), max_size=4), st.just(How.INFERRED), st.just(SPAN))
GAP = st.builds(Part, HOLE_TEXT.filter(lambda t: not set(t) & set('{"\\')), st.just(How.HOLE), st.just(SPAN))
HOLE = st.builds(lambda text: Words((Part(text, How.HOLE, SPAN),), SPAN), HOLE_TEXT)
STRING_WORDS = st.builds(lambda parts: Words(tuple(parts), SPAN), st.lists(GIVEN | INFERRED | GAP, max_size=4)).filter(
    lambda w: len(w.parts) != 1 or w.parts[0].how is not How.HOLE
)
WORDS = STRING_WORDS | HOLE
LINE = TEXT.filter(lambda line: not line.strip().startswith("}"))
BLOCK = st.builds(lambda lines: Verbatim("".join(f"{line}\n" for line in lines), SPAN), st.lists(LINE, max_size=3))
LABEL = st.sampled_from(
    ["A", "C", "AA", "D-1", "a-1", "1", "12", "1A", "2-b", "1A-1", "iv", "section", "act", "Full School Year", "¶1", 'a "b" {c}']
)
PATH = st.lists(LABEL, min_size=1, max_size=3).map(tuple)
PLACE = st.builds(Place, PATH | st.just(("heading",)), st.booleans(), st.just(SPAN))
SECTION = st.just(Place((), False, SPAN))
UNIT = PLACE.filter(lambda p: p.path != ("heading",))
THROUGH = st.none() | st.sampled_from(["G", "4", "D-2", "Term 2"])
OLD = st.none() | BLOCK | HOLE
OCCURRENCE = st.tuples(st.integers(1, 5), st.integers(0, 4)).map(lambda pair: Occurrence(pair[0], sum(pair), SPAN))
NUMBER = st.integers(1, 40)


@st.composite
def anchors(draw: st.DrawFn) -> Anchor:
    kind = draw(st.sampled_from(AnchorKind))
    words = draw(STRING_WORDS) if kind in {AnchorKind.AFTER, AnchorKind.BEFORE} else None
    return Anchor(kind, words, SPAN)


@st.composite
def words_in(draw: st.DrawFn) -> WordsIn:
    strikes, inserts = (tuple(draw(st.lists(WORDS, max_size=2))) for _ in range(2))
    if not strikes + inserts:
        strikes = (draw(WORDS),)
    occurrence = draw(st.none() | OCCURRENCE)
    return WordsIn(
        draw(PLACE), draw(st.none() | anchors()), strikes, inserts, draw(MAYBE), tuple(draw(st.lists(QUOTED, max_size=2))),
        1 if occurrence else draw(st.integers(1, 9)), SPAN,
        draw(st.sampled_from([None, LeadIn(SPAN)]) | st.builds(Sentence, NUMBER, st.just(SPAN))), occurrence,
    )  # fmt: skip


@st.composite
def given_words(draw: st.DrawFn) -> tuple[Verbatim | None, Words | None]:
    block = draw(st.none() | BLOCK)
    return block, None if block is not None else draw(st.none() | HOLE)


@st.composite
def unit_operations(draw: st.DrawFn) -> AddUnit | RemoveUnits | RewriteUnit | Undesignate:
    block, hole = draw(given_words())
    kind = draw(st.sampled_from(["add", "remove", "repeal", "rewrite", "undesignate"]))
    because = draw(MAYBE)
    if kind == "add":
        return AddUnit(draw(UNIT), block, hole, because, SPAN, draw(st.none() | UNIT))
    if kind == "rewrite":
        return RewriteUnit(draw(PLACE | SECTION), block, hole, draw(OLD), because, SPAN)
    if kind == "undesignate":
        return Undesignate(draw(UNIT), block, hole, because, SPAN)
    if kind == "repeal" and draw(st.booleans()):
        return RemoveUnits(draw(SECTION), None, block, hole, because, SPAN, True)
    return RemoveUnits(draw(UNIT), draw(THROUGH), block, hole, because, SPAN, kind == "repeal")


RETITLE = st.builds(
    Retitle,
    st.just(Place(("heading",), False, SPAN)),
    WORDS,
    st.none() | WORDS,
    MAYBE,
    st.lists(QUOTED, max_size=2).map(tuple),
    st.just(SPAN),
)
REDESIGNATE = st.builds(Redesignate, UNIT, THROUGH, UNIT, THROUGH, MAYBE, st.just(SPAN))
DESIGNATE = st.builds(Designate, UNIT | SECTION, UNIT, MAYBE, st.just(SPAN))
RECODIFY = st.builds(Recodify, UNIT | SECTION, QUOTED, OLD, MAYBE, st.just(SPAN))
OPERATION = st.one_of(words_in(), unit_operations(), RETITLE, REDESIGNATE, DESIGNATE, RECODIFY)
ON_ACT = st.one_of(
    st.builds(AmendAct, QUOTED, words_in(), st.just(SPAN)),
    st.builds(PostponeAct, QUOTED, DAY, MAYBE, st.just(SPAN)),
    st.builds(ExpireAct, QUOTED, DAY, MAYBE, st.just(SPAN)),
    st.builds(ReviveAct, QUOTED, DAY, MAYBE, st.just(SPAN)),
    st.builds(RepealAct, QUOTED, MAYBE, st.just(SPAN)),
    st.builds(ScopeAct, QUOTED, QUOTED, MAYBE, st.just(SPAN)),
)
SOURCE_NAME = st.builds(Quoted, st.sampled_from(["s", "justia", "code_2019"]), st.just(SPAN))
NOTE = st.builds(NoteNode, st.none() | TEXT, SOURCE_NAME, BLOCK, st.just(SPAN))
REMAINDER = st.builds(Remainder, QUOTED, st.lists(PLACE, max_size=3).map(tuple), MAYBE, st.just(SPAN))


@st.composite
def acts(draw: st.DrawFn) -> ActNode:
    kind = draw(st.sampled_from(ActKind))
    several = kind is not ActKind.ACT
    condition = None if several else draw(st.none() | st.builds(Condition, QUOTED, st.none() | DAY, QUOTED, st.just(SPAN)))
    if condition is not None and condition.met is None:
        condition = Condition(condition.words, None, None, SPAN)
    until = draw(st.none() | DAY)
    after = draw(MAYBE)
    return ActNode(
        kind=kind,
        titles=tuple(draw(st.lists(QUOTED, min_size=2 if several else 1, max_size=3 if several else 1))),
        effective=draw(DAY if several else st.none() | DAY) if condition is None else condition.met,
        enacted=draw(st.none() | DAY),
        until=until,
        known=draw(st.none() | DAY),
        order_unknown=draw(st.booleans()),
        after=after,
        by=draw(QUOTED) if kind is ActKind.RECONCILE else None,
        because=draw(QUOTED) if kind is ActKind.TOGETHER else None,
        operations=tuple(draw(st.lists(OPERATION, max_size=3))),
        remainders=tuple(draw(st.lists(REMAINDER, max_size=2))),
        applies=tuple(draw(st.lists(QUOTED, max_size=2))),
        notes=tuple(draw(st.lists(NOTE, max_size=2))),
        span=SPAN,
        on_acts=tuple(draw(st.lists(ON_ACT, max_size=2))),
        condition=condition,
        term=draw(st.none() | st.sampled_from(Term)) if until is not None else None,
        after_by=draw(MAYBE) if after is not None else None,
        retroactive=draw(MAYBE),
    )


@st.composite
def sources(draw: st.DrawFn) -> SourceNode:
    known, because = draw(st.none() | DAY), draw(TEXT)
    return SourceNode(
        draw(st.sampled_from(["s", "justia"])), draw(QUOTED), "00ff", known, known is None, because, draw(TEXT), draw(TEXT),
        draw(st.none() | DAY), SPAN, SPAN, SPAN,
    )  # fmt: skip


@st.composite
def law_files(draw: st.DrawFn) -> LawFile:
    return LawFile(
        identity=draw(st.sampled_from(["x/1", "us-nm/22-10A-11"])),
        identity_span=SPAN,
        cites=tuple(draw(st.lists(QUOTED, max_size=2))),
        authority=draw(st.sampled_from(["statute", "local rule"])),
        ladder=tuple(draw(st.lists(QUOTED, max_size=3))),
        sources=tuple(draw(st.lists(sources(), max_size=2))),
        texts=tuple(draw(st.lists(st.builds(TextNode, SOURCE_NAME, DAY, st.none() | TEXT, BLOCK, st.just(SPAN)), max_size=2))),
        history=draw(st.none() | st.builds(HistoryNode, SOURCE_NAME, BLOCK, st.just(SPAN))),
        notes=tuple(draw(st.lists(NOTE, max_size=2))),
        sics=tuple(draw(st.lists(st.builds(SicNode, QUOTED, st.none() | PLACE, TEXT, st.just(SPAN)), max_size=1))),
        acts=tuple(draw(st.lists(acts(), max_size=2))),
        contents=tuple(draw(st.lists(st.builds(ContentsNode, SOURCE_NAME, BLOCK, st.just(SPAN)), max_size=2))),
    )
