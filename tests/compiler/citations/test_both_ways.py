"""Whatever a citation says, in every style its words are read back as the same citation, alone and in running text."""

from hypothesis import given, settings, strategies as st

from pincitec.law.citations import (
    Citation,
    CodeSection,
    Compilation,
    Found,
    PublicLaw,
    Range,
    Regulation,
    Relative,
    SessionLaw,
    Several,
    Step,
    Style,
    find,
    parse,
    places,
    write,
)
from pincitec.law.citations.codes import CFR, CMR, MASS, NMAC, NMSA, STATES, USC
from pincitec.law.citations.model import Place

small = st.integers(1, 400).map(str)
years = st.integers(1851, 2099)
editions = st.none() | years
hyphenated = st.builds("{}-{}-{}{}".format, small, st.sampled_from(["1", "10A", "2B"]), small, st.sampled_from(["", ".1", "A", ".12"]))
lettered = st.builds("{}{}".format, small, st.sampled_from(["", "e-5", "bb", "l-6a", "G"]))
labels = st.sampled_from(["A", "C", "AA", "a", "b", "1", "12", "1A", "i", "ii", "xxviii", "a-1", "A-ii"])
pins = st.lists(labels, max_size=5).map(tuple)
numbers = st.one_of(small, hyphenated, lettered)


def sections() -> st.SearchStrategy[Place]:
    return st.one_of(
        st.builds(CodeSection, st.none(), numbers, pins),
        st.builds(CodeSection, st.just(NMSA), hyphenated, pins, st.none(), editions),
        st.builds(CodeSection, st.just(USC), lettered, pins, st.integers(1, 54).map(str), editions, st.booleans()),
        st.builds(CodeSection, st.just(MASS), lettered, pins, st.sampled_from(["71", "71A"]), editions),
        st.builds(CodeSection, st.sampled_from(sorted(STATES)), hyphenated, pins, st.none(), editions),
        st.builds(CodeSection, st.just("us-nm/const"), small, pins, st.sampled_from(["art. XII", "amend. IV", "art. 4"])),
        st.builds(Regulation, st.just(NMAC), st.just("6.60.6.8"), pins, st.none(), editions),
        st.builds(Regulation, st.just(CFR), st.just("300.8"), pins, st.integers(1, 50).map(str), editions),
        st.builds(Regulation, st.sampled_from([CMR, "us-dc/dcmr"]), st.just("44.00"), pins, small, editions),
        st.builds(SessionLaw, st.sampled_from([None, "us-nm"]), years, small, small, pins, st.sampled_from([None, "1st S.S.", "2nd S.S."])),
        st.builds(SessionLaw, st.none(), years, small, small, pins, st.none(), st.just(True)),
        st.builds(PublicLaw, st.sampled_from(["us", "us-dc", "us-dc/act"]), st.builds("{}-{}".format, small, small), small, pins),
        st.builds(Compilation, years, hyphenated, pins),
    )


@st.composite
def relatives(draw: st.DrawFn) -> Place:
    levels = ("subsection", "paragraph", "subparagraph")
    names = draw(st.sampled_from([levels[:n] for n in (1, 2, 3)] + [levels[1:2], levels[1:]]))
    steps = [Step(name, draw(labels)) for name in names]
    steps += [Step("", label) for label in draw(st.lists(labels, max_size=2))]
    return Relative(tuple(steps), draw(st.sampled_from(["", "section", "subsection", "act"])), draw(st.booleans()))


@st.composite
def lists(draw: st.DrawFn) -> Citation:
    """Lists and ranges of sections of one code, with numbers of one form."""
    first = draw(sections().filter(lambda place: not isinstance(place, Relative)))
    assert isinstance(first, CodeSection | Regulation | SessionLaw | PublicLaw | Compilation)
    from attrs import evolve

    def like() -> Place:
        return evolve(first, pin=draw(pins))

    items = [Range(like(), like()) if draw(st.booleans()) else like() for _ in range(draw(st.integers(1, 4)))]
    if draw(st.booleans()):
        items.append(Range(like(), None))
    return Several(tuple(items)) if len(items) > 1 else items[0]


citations = st.one_of(sections(), relatives(), lists())


@given(citations, st.sampled_from(Style))
@settings(max_examples=400, deadline=None)
def test_words_are_read_back(citation: Citation, style: Style) -> None:
    assert parse(write(citation, style)) == citation


@given(
    citations,
    st.sampled_from(Style),
    st.sampled_from(["", "See ", "under ", "(", "“", "as in\n"]),
    st.sampled_from(["", ".", "; x", ")", ", is", " is", "”", "\n"]),
)
@settings(max_examples=200, deadline=None)
def test_words_are_found_in_a_sentence(citation: Citation, style: Style, before: str, after: str) -> None:
    words = write(citation, style)
    (found,) = find(f"{before}{words}{after}")
    assert isinstance(found, Found)
    assert found.citation == citation
    # The stop of "et seq." belongs to the citation and may be that of the sentence.
    assert (found.span.start, found.span.end) == (len(before), len(before) + len(words))


@given(citations, st.sampled_from(Style), st.sampled_from(["(", "(a", "-", "-xyz", "/2", "§", "_", "(toolonglabel)"]))
@settings(max_examples=200, deadline=None)
def test_a_citation_that_goes_on_is_not_cut_short(citation: Citation, style: Style, more: str) -> None:
    """Whatever is glued to a citation, what is found instead never names a section with fewer designators, or another number."""
    words = write(citation, style)
    stated = {(getattr(place, "section", None), getattr(place, "pin", None)) for place in places(citation)}
    for found in find(f"{words}{more}"):
        if isinstance(found, Found) and not isinstance(found.citation, Relative):
            assert {(getattr(place, "section", None), getattr(place, "pin", None)) for place in places(found.citation)} <= stated


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    parse(text)
    last = 0
    for found in find(text):
        assert last <= found.span.start < found.span.end <= len(text)
        last = found.span.end


words = st.sampled_from(
    ["§ ", "§§ ", "Section ", "Sections ", "22-10A-11", "5", "(C)", " (1)", ", ", " and ", " to ", "–", "NMSA 1978", " of ", "this section",
     "Laws 2019", "ch. 7", "Subsection C", "Paragraphs ", "(", "2005", "U.S.C. ", "D.C. Code ", " et seq.", "NMAC", "\n", "Tex. ", "the "]
)  # fmt: skip


@given(st.lists(words, max_size=14).map("".join))
@settings(max_examples=600, deadline=None)
def test_every_mark_is_found_or_said_to_be_unread(text: str) -> None:
    covered = {n for found in find(text) for n in range(found.span.start, found.span.end)}
    assert [n for n, char in enumerate(text) if char == "§" and n not in covered] == []
    for found in find(text):
        if isinstance(found, Found):
            assert parse(text[found.span.start : found.span.end]) == found.citation
