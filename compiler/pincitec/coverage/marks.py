"""Who speaks of which words of one version: clauses, precedence, remarks, and the connectives that blocks stand for.

Assumes checked modules. A clause speaks only where it is in force on all days of the version; what a remark says counts on all days on
which its words stand there.
"""

from collections.abc import Iterator, Mapping, Sequence

from attrs import define, field, frozen

from pincitec.check.clauses import CheckedClause
from pincitec.check.fares import Fare
from pincitec.check.laws import Laws, Located
from pincitec.check.module import Module
from pincitec.check.standings import Stand
from pincitec.coverage.model import By, Listed, State
from pincitec.coverage.structure import Joint, connectives
from pincitec.coverage.words import FUNCTION, Ground, Range
from pincitec.diagnostics import Source, Span
from pincitec.law.flat import FlatText
from pincitec.law.model import Section, Version
from pincitec.law.normalise import normalise
from pincitec.law.quotations import find
from pincitec.law.sentences import sentence_around
from pincitec.syntax import pol_tree as t

REMARKS = {"omit": State.OMITTED, "untranslatable": State.UNTRANSLATABLE}
ORDER = tuple(State)


@frozen
class Text:
    """One version of a section, and what is at hand to say who speaks of its words."""

    section: Section
    version: Version
    ground: Ground
    modules: Sequence[Module]
    laws: Laws
    sources: Mapping[str, Source]
    used: frozenset[str]
    """The definitions that something rests on, by qualified name."""


@define
class Marks:
    """By unit and word: its state so far with who speaks of it. `whole`: units that a remark leaves out as a whole. `listed`: quotations
    for a reviewer."""

    words: dict[tuple[str, int], tuple[State, dict[By, None]]] = field(factory=dict)
    whole: dict[str, tuple[State, By]] = field(factory=dict)
    listed: dict[Listed, None] = field(factory=dict)

    def put(self, touched: Mapping[str, set[int]], state: State, by: By) -> None:
        """Says a state of some words; of two, the one that comes first counts, and two of one state speak together."""
        for identity, numbers in touched.items():
            for number in numbers:
                known = self.words.get((identity, number))
                if known is None or ORDER.index(state) < ORDER.index(known[0]):
                    self.words[identity, number] = (state, {by: None})
                elif known[0] is state:
                    known[1][by] = None


def mark(text: Text) -> Marks:
    """All that is said of the words of a version."""
    marks = Marks()
    for module in text.modules:
        standing = list(in_force(module, text))
        for clause, stand in standing:
            if clause.symbol.kind == "definition" and clause.symbol.qualified not in text.used:
                own = clause.quotes[clause.own].quote.words
                said = by("clause", clause.quotes[clause.own].quote.span, own.text, text, clause.id)
                marks.listed[Listed("unused", clause.place.citation, said, 0)] = None
                continue
            joints = list(connectives(clause, stand.fares, text.section.id))
            encode(clause, stand.fares, joints, text, marks)
            for flat, range_, words in joints:
                said = by("clause", clause.quotes[clause.own].quote.span, words, text, clause.id)
                marks.put(text.ground.touched(flat, (range_,)), State.STRUCTURE, said)
        precedence(module, [clause for clause, _ in standing], text, marks)
        for one in module.remarks:
            remark(one.remark, one.place, text, marks)
        beside(module, text, marks)
    return marks


def in_force(module: Module, text: Text) -> Iterator[tuple[CheckedClause, Stand]]:
    """The clauses that stand on all days of the version, and how they fare in it."""
    for one in module.followed:
        stands = [s for s in one.stands if s.era.versions.get(text.section.id) is text.version]
        if stands and not one.clause.behind and all(s.state == "in_force" for s in stands):
            yield one.clause, stands[0]


def encode(clause: CheckedClause, fares: tuple[Fare, ...], joints: Sequence[Joint], text: Text, marks: Marks) -> None:
    """The words that the quotations of a clause hold: each belongs to the innermost of them, and a connective between items to none."""
    inner: list[list[Range]] = [[] for _ in clause.quotes]
    for cited, fare in zip(clause.quotes, fares, strict=True):
        outer = cited.parent
        while outer is not None and fare.match is not None:
            if fares[outer].flat is fare.flat:
                inner[outer].extend(fare.match.segments)
            outer = clause.quotes[outer].parent
    for k, (cited, fare) in enumerate(zip(clause.quotes, fares, strict=True)):
        if cited.place.section != text.section.id or cited.place.fixed is not None or fare.match is None or fare.flat is None:
            continue
        touched = text.ground.touched(fare.flat, fare.match.segments)
        between = [range_ for flat, range_, _ in joints if flat is fare.flat]
        for identity, numbers in text.ground.touched(fare.flat, [*inner[k], *between] if inner[k] else []).items():
            touched[identity] = touched.get(identity, set()) - numbers
        said = by("clause", cited.quote.span, cited.quote.words.text, text, clause.id)
        own = [word(text, identity, n) for identity, numbers in touched.items() for n in numbers]
        if own and all(w.lower() in FUNCTION for w in own) and not inner[k]:
            marks.listed[Listed("function", cited.place.citation, said, len(own))] = None
            continue
        if len(own) == 1 and not inner[k]:
            marks.listed[Listed("single", cited.place.citation, said, 1)] = None
        sentences = own_sentences(fare.flat, fare.match.segments, inner[k])
        if sentences > 1:
            marks.listed[Listed("broad", cited.place.citation, said, sentences)] = None
        marks.put(touched, State.ENCODED, said)


def word(text: Text, identity: str, number: int) -> str:
    own = text.ground.units[identity]
    start, end = own.words[number]
    return own.flat.text[start:end]


def own_sentences(flat: FlatText, segments: Sequence[Range], inner: Sequence[Range]) -> int:
    """How many sentences the own words of a quotation touch: its words without those of the quotations within it."""
    found: set[Range] = set()
    for start, end in segments:
        position = start
        for low, high in sorted((a, b) for a, b in inner if start < b and a < end):
            found |= sentences_of(flat, position, low)
            position = max(position, high)
        found |= sentences_of(flat, position, end)
    return len(found)


def sentences_of(flat: FlatText, start: int, end: int) -> set[Range]:
    found: set[Range] = set()
    position = start
    while position < end:
        if not flat.text[position].isalnum():
            position += 1
            continue
        low, high = sentence_around(flat.text, position, position + 1, flat.breaks)
        found.add((low, high))
        position = max(high, position + 1)
    return found


def precedence(module: Module, standing: Sequence[CheckedClause], text: Text, marks: Marks) -> None:
    """The words that say which provision gives way, where a clause of the provision stands."""
    for d in module.file.declarations:
        if isinstance(d, t.Provision) and d.precedence and any(clause.provision is d for clause in standing):
            place = text.laws.locate(d.cite, module.scope)
            if isinstance(place, Located) and place.section == text.section.id:
                for p in d.precedence:
                    spoken(p.words, place, State.ENCODED, by("precedence", p.words.span, p.words.text, text), text, marks)


def remark(d: t.RemarkDecl, place: Located, text: Text, marks: Marks) -> None:
    """What a remark leaves out: its words, or the whole unit with those below it."""
    state = REMARKS.get(d.kind)
    if state is None or place.section != text.section.id or place.fixed is not None:
        return
    for words in d.words:
        spoken(words, place, state, by(d.kind, words.span, words.text, text, because=d.because.text), text, marks)
    flat = text.laws.text(place, text.version) if not d.words else None
    if flat is not None:
        said = by(d.kind, d.span, "", text, because=d.because.text)
        for unit in flat.units(0, len(flat.text)):
            marks.whole.setdefault(unit.identity, (state, said))


def beside(module: Module, text: Text, marks: Marks) -> None:
    """Words that a policy states as information, or on which its rule of days that do not exist rests."""
    for d in module.file.declarations:
        if isinstance(d, t.Statement | t.MissingDay):
            place = text.laws.locate(d.cite, module.scope)
            if isinstance(place, Located) and place.section == text.section.id and place.fixed is None:
                kind, state = ("statement", State.STATEMENT) if isinstance(d, t.Statement) else ("missing day", State.ENCODED)
                spoken(d.words, place, state, by(kind, d.words.span, d.words.text, text), text, marks)


def spoken(words: t.Text, place: Located, state: State, said: By, text: Text, marks: Marks) -> None:
    """Words that are spoken of outside a clause. They say of nothing else that it is spoken of: where they stand several times, of none."""
    flat = text.laws.text(place, text.version)
    hits = find(words.text, flat) if flat is not None else ()
    if flat is not None and len(hits) == 1:
        marks.put(text.ground.touched(flat, hits[0].segments), state, said)
    elif hits:
        marks.listed[Listed("several", place.citation, said, len(hits))] = None


def by(kind: str, span: Span, words: str, text: Text, id: str = "", because: str = "") -> By:
    """Who speaks, with the line on which it is written."""
    source = text.sources.get(span.path)
    line = source.line_column(span.start)[0] if source is not None else 0
    return By(kind, id, f"{span.path}:{line}", normalise(words).strip(), because)
