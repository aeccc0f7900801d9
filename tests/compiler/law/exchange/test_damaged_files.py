"""A damaged file never breaks a reader: it is refused at a place, or what is taken of it is what it says."""

import re
from datetime import date

import pytest
from hypothesis import given, settings, strategies as st
from tests.compiler.law.exchange.samples import AKN, USLM, receipt

from pincitec.diagnostics import Source
from pincitec.law.exchange.akn_read import read_akn
from pincitec.law.exchange.draft_write import write_draft
from pincitec.law.exchange.uslm_read import read_uslm
from pincitec.law.exchange.words import received_words
from pincitec.law.reading import read_section

FRAGMENTS = [
    "<p>x</p>",
    "<num>A.</num>",
    "<num>(1)</num>",
    "<heading>H</heading>",
    "<content>",
    "</content>",
    "<section>",
    "</section>",
    "<b>",
    "</b>",
    "<b>z</b>",
    "<!--x-->",
    "<![CDATA[<p>]]>",
    "&#x202e;",
    "&amp;",
    "<?x?>",
    "<li>y</li>",
    "<hcontainer/>",
    "<notes><note><p>n</p></note></notes>",
    "h2|",
    "}",
    "<page>5</page>",
    "<subsection><num>Z.</num></subsection>",
    "<del>d</del>",
    "<br/>",
    "<eol/>",
    "<continuation>c</continuation>",
    "<wrapUp><p>w</p></wrapUp>",
    "<sup>2</sup>",
    "<sub/>",
    "⟨x⟩",
]
ATTRIBUTES = [
    'period="#t1"',
    'startPeriod="2010-01-01"',
    'endPeriod="9999-12-31"',
    'endPeriod="x"',
    'startPeriod="2018-07-02"',
    'status="repealed"',
    'status="editorial"',
    'status="operational"',
    'eId="sec_1"',
    'class="footnoteRef"',
    'class="hidden"',
    'style="x"',
    'alternativeTo="sec_1"',
    'identifier="/us/usc/t99@2019-01-01/s101"',
]


@st.composite
def damaged(draw: st.DrawFn, text: str) -> str:
    """The text with pieces cut out, doubled, moved or put in."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(start + draw(st.integers(0, 60)), len(text))
        tags = [match.end() for match in re.finditer(r"<[a-z]+(?=[ >])", text)]
        closed = [match.end() for match in re.finditer(">", text)]
        match draw(st.integers(0, 5)):
            case 0:
                text = text[:start] + text[end:]
            case 1:
                text = text[:end] + text[start:end] + text[end:]
            case 2 | 3 if closed:
                place = draw(st.sampled_from(closed))
                text = text[:place] + draw(st.sampled_from(FRAGMENTS)) + text[place:]
            case 4 if tags:
                place = draw(st.sampled_from(tags))
                text = f"{text[:place]} {draw(st.sampled_from(ATTRIBUTES))}{text[place:]}"
            case _:
                text = text.replace(
                    draw(st.sampled_from(["(1)", "A.", "2018-07-01", "<paragraph", "2001-07-01"])),
                    draw(st.sampled_from(["", "(2)", "B."])),
                    1,
                )
    return text


@pytest.mark.parametrize("kind", ["akn", "uslm"])
@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_a_damaged_file_is_refused_or_read_as_it_is(kind: str, data: st.DataObject) -> None:
    text = data.draw(damaged(AKN if kind == "akn" else USLM))
    source = Source("act.xml", text)
    pick, on = data.draw(st.sampled_from([None, "sec_1", "101"])), data.draw(st.sampled_from([None, date(2020, 1, 1)]))
    draft, problems = (read_akn if kind == "akn" else read_uslm)(source, pick, on)
    assert draft is not None or problems
    for problem in problems:
        assert problem.help
        assert 0 <= problem.span.start <= problem.span.end <= len(text) + 60
    if draft is None or problems:
        return
    law, problems = write_draft(draft, receipt(text))
    assert (law is None) == any(problem.severity.value == "error" for problem in problems)
    if law is not None:
        section, _ = read_section(Source("x.law", law), lambda _: source)
        assert section is not None
        words = received_words(source)
        assert not hasattr(words, "rule")


@given(st.text(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (read_akn, read_uslm):
        draft, problems = read(Source("act.xml", text), None, None)
        assert draft is None
        assert problems
