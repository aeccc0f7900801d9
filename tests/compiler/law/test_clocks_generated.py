"""Generated acts with ends, an order and days of knowledge: on each day the text is what a plain fold over lists of words gives.

The fold knows nothing of the code under test. Every word is written once, so that it always knows which words an act brought. Where other
acts changed words beside those of an act that ends, the code may refuse; it must never give another text.
"""

from datetime import date, timedelta

from attrs import define, frozen
from hypothesis import given, settings, strategies as st
from tests.compiler.law.toy_law import law, note

from pincitec.diagnostics import Diagnostic
from pincitec.law.model import Section
from pincitec.law.normalise import normalise
from pincitec.law.places import units_of, version_on
from pincitec.law.reading import read_section

Words = tuple[str, ...]
Text = dict[str, Words]
START = date(2001, 1, 1)


@frozen
class Made:
    """An act: in `unit` after the word `left` (None: at the beginning) `struck` gave way to `inserted`."""

    title: str
    unit: str
    left: str | None
    struck: Words
    inserted: Words
    day: date
    until: date | None
    known: date | None
    after: str | None

    def written(self) -> str:
        anchor = f'after "{self.left}"' if self.left else "after designation"
        operation = f"in {self.unit} {anchor}"
        operation += f' strike "{" ".join(self.struck)}"' if self.struck else ""
        operation += f' insert "{" ".join(self.inserted)}"' if self.inserted else ""
        clocks = f"effective {self.day}" + (f" until {self.until}" if self.until else "") + (f" known {self.known}" if self.known else "")
        clocks += f' order after "{self.after}" by "1-1"' if self.after else ""
        return f'act "{self.title}" {clocks} {{\n  {operation}\n{note(operation)}}}\n'


def done(act: Made, text: Text) -> Text | None:
    """The text after the act; None where its words do not stand so."""
    words = text[act.unit]
    if act.left is not None and act.left not in words:
        return None
    at = words.index(act.left) + 1 if act.left is not None else 0
    if words[at : at + len(act.struck)] != act.struck:
        return None
    return {**text, act.unit: (*words[:at], *act.inserted, *words[at + len(act.struck) :])}


def ended(act: Made, text: Text) -> Text | None:
    """The text after the act ended: what it brought gives way to what it struck, in the same place; None where that is not to be found."""
    words = text[act.unit]
    if act.inserted:
        at = words.index(act.inserted[0]) if act.inserted[0] in words else None
        if at is None or words[at : at + len(act.inserted)] != act.inserted:
            return None
        return {**text, act.unit: (*words[:at], *act.struck, *words[at + len(act.inserted) :])}
    if act.left is not None and act.left not in words:
        return None
    at = words.index(act.left) + 1 if act.left is not None else 0
    return {**text, act.unit: (*words[:at], *act.struck, *words[at:])}


def fold(first: Text, acts: tuple[Made, ...]) -> list[tuple[date, Text | None]]:
    """The text from each day on; None from the day on which it cannot be told."""
    turns = [(a.day, i, a, True) for i, a in enumerate(acts)] + [(a.until, -1, a, False) for a in acts if a.until]
    text: Text | None = first
    told: dict[date, Text | None] = {}
    for day, _, act, begins in sorted(turns, key=lambda t: t[:2]):
        text = None if text is None else (done if begins else ended)(act, text)
        told[day] = text
    return sorted(told.items(), key=lambda item: item[0])


@define
class Growing:
    text: Text
    fresh: int = 0

    def words(self, count: int) -> Words:
        self.fresh += count
        return tuple(f"w{n}" for n in range(self.fresh - count, self.fresh))


@frozen
class Case:
    first: Text
    acts: tuple[Made, ...]

    def read(self, known_on: date | None = None) -> tuple[Section | None, list[Diagnostic]]:
        """The section with only its first text on file."""
        return read(checkpoint(START, self.first), self.acts, known_on)


def checkpoint(day: date, text: Text) -> str:
    body = "\n".join(f"{letter}. {' '.join(words)}." for letter, words in text.items())
    return f"text from s on {day} {{\nTitle.\n{body}\n}}\n"


def read(texts: str, acts: tuple[Made, ...], known_on: date | None = None) -> tuple[Section | None, list[Diagnostic]]:
    source, received = law(texts + "".join(act.written() for act in reversed(acts)))
    return read_section(source, lambda _: received, known_on)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    growing = Growing({})
    growing.text = {letter: growing.words(draw(st.integers(3, 6))) for letter in "AB"}
    first = dict(growing.text)
    acts: list[Made] = []
    day = START
    for number in range(draw(st.integers(1, 6))):
        same_day = bool(acts) and draw(st.booleans()) and draw(st.booleans())
        day = acts[-1].day if same_day else day + timedelta(30)
        # Acts are made on the text that would stand without any ending, and so may meet one that has words of an ended act no more.
        unit = draw(st.sampled_from("AB"))
        words = growing.text[unit]
        at = draw(st.integers(0, len(words)))
        struck = words[at : at + draw(st.integers(0, min(2, len(words) - at, max(0, len(words) - 2))))]
        inserted = growing.words(draw(st.integers(0 if struck else 1, 2)))
        lasting = draw(st.booleans())
        until = None if lasting else day + timedelta(30 * draw(st.integers(0, 3)) + 15, 0) + timedelta(number)
        known = draw(st.one_of(st.none(), st.integers(0, 8).map(lambda n: START + timedelta(25 * n))))
        after = acts[-1].title if same_day else None
        acts.append(Made(f"Laws {number}", unit, words[at - 1] if at else None, struck, inserted, day, until, known, after))
        growing.text[unit] = (*words[:at], *inserted, *words[at + len(struck) :])
    return Case(first, tuple(acts))


def on(section: Section, day: date) -> dict[str, str] | None:
    version = version_on(section, day)
    return None if version is None else {u.path[0]: normalise(u.text) for u in units_of(version) if u.path != ("heading",)}


def shown(text: Text | None) -> dict[str, str] | None:
    return None if text is None else {letter: " ".join(words) + "." for letter, words in text.items()}


def disturbed(act: Made, acts: tuple[Made, ...]) -> bool:
    """Whether an act ends, and others changed its unit meanwhile or ended there after it began."""
    turns = [(a, day) for a in acts if a is not act and a.unit == act.unit for day in (a.day, a.until) if day is not None]
    return act.until is not None and any(act.day <= day for _, day in turns)


@settings(max_examples=300, deadline=None)
@given(cases())
def test_the_text_of_each_day_is_that_of_a_plain_fold(case: Case) -> None:
    section, problems = case.read()
    assert section is not None
    told = fold(case.first, case.acts)
    if problems:
        assert {p.rule.code for p in problems} <= {"PC709", "PC716"}
    else:
        assert all(text is not None for _, text in told)
    if not any(disturbed(act, case.acts) for act in case.acts):
        assert not problems
    for day, text in told:
        seen = on(section, day)
        if not problems:
            assert seen == shown(text)


@settings(max_examples=200, deadline=None)
@given(cases())
def test_the_same_texts_follow_from_the_newest(case: Case) -> None:
    told = fold(case.first, case.acts)
    if case.read()[1] or told[-1][1] is None:
        return
    section, problems = read(checkpoint(told[-1][0], told[-1][1]), case.acts)
    assert section is not None
    if problems:
        assert any(act.until for act in case.acts)
        return
    for day, text in told:
        assert on(section, day) == shown(text)


@settings(max_examples=300, deadline=None)
@given(cases(), st.integers(0, 9), st.booleans())
def test_what_was_known_is_the_fold_of_what_was_known(case: Case, step: int, backwards: bool) -> None:
    """From the oldest or the newest text on file, without the acts that were not known: that text, or none."""
    known_on = START + timedelta(25 * step)
    every = fold(case.first, case.acts)
    if case.read()[1] or every[-1][1] is None:
        return
    texts = checkpoint(every[-1][0], every[-1][1]) if backwards else checkpoint(START, case.first)
    section, problems = read(texts, case.acts, known_on)
    if problems or section is None:
        return
    kept = tuple(act for act in case.acts if act.known is None or act.known <= known_on)
    told = fold(case.first, kept)
    for day, text in told:
        seen = on(section, day)
        assert seen is None or seen == shown(text)
        if text is not None and not any(act.until for act in kept):
            assert seen is not None


@settings(max_examples=100, deadline=None)
@given(cases())
def test_acts_that_were_all_known_make_no_difference(case: Case) -> None:
    whole, problems = case.read()
    section, _ = case.read(date(2030, 1, 1))
    assert whole is not None
    assert section is not None
    if not problems:
        assert section.versions == whole.versions
        assert section.left_out == ()
