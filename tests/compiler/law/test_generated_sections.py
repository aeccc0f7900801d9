"""Generated histories: a text is amended by chance, year by year; from the newest text and the acts alone every older one returns.

The strongest test of the law on file: it knows the answer, because it made the history forwards with plain string operations.
"""

from datetime import date

from attrs import define, frozen
from hypothesis import given, settings, strategies as st
from tests.compiler.law.toy_law import good, law, note as noted

from pincitec.law.model import Section
from pincitec.law.normalise import normalise
from pincitec.law.places import units_of, version_on
from pincitec.law.redline import Fate, redline


@define
class Text:
    """Units by letter, as lists of words that are all different, and the counter that makes them so."""

    units: dict[str, list[str]]
    fresh: int = 0

    def words(self, count: int) -> list[str]:
        self.fresh += count
        return [f"w{n}" for n in range(self.fresh - count, self.fresh)]

    def shown(self) -> dict[str, str]:
        return {letter: " ".join(words) + "." for letter, words in sorted(self.units.items())}


@frozen
class History:
    """The texts of years 2001, 2002, …, and for each but the first the act that made it of the one before."""

    texts: tuple[dict[str, str], ...]
    acts: tuple[str, ...]


def amend(draw: st.DrawFn, text: Text, year: int) -> str:
    """Change the text at random; the act that says so."""
    operations: list[str] = []
    quoted: list[str] = []
    for _ in range(draw(st.integers(1, 3))):
        letter = draw(st.sampled_from(sorted(text.units)))
        words = text.units[letter]
        at = draw(st.integers(0, len(words)))
        size = draw(st.integers(0, min(2, len(words) - at)))
        kind = draw(st.sampled_from(["words", "words", "words", "add", "remove"]))
        if kind == "words" and size < len(words):
            struck, inserted = words[at : at + size], text.words(draw(st.integers(0 if size else 1, 2)))
            anchor = f' after "{words[at - 1]}"' if at else " after designation"
            done = f' strike "{" ".join(struck)}"' if struck else ""
            done += f' insert "{" ".join(inserted)}"' if inserted else ""
            operations.append(f"  in {letter}{anchor}{done}\n")
            quoted += [" ".join(struck), " ".join(inserted)]
            text.units[letter] = [*words[:at], *inserted, *words[at + size :]]
        elif kind == "add" and (new := chr(ord(max(text.units)) + 1)) <= "H":
            text.units[new] = text.words(3)
            operations.append(f"  add {new} {{\n{new}. {' '.join(text.units[new])}.\n}}\n")
            quoted.append(f"{new}. {' '.join(text.units[new])}.")
        elif kind == "remove" and len(text.units) > 1 and (last := max(text.units)):
            gone = f"{last}. {' '.join(text.units.pop(last))}."
            operations.append(f"  remove {last} {{\n{gone}\n}}\n")
            quoted.append(gone)
    if not operations:
        letter, words = min(text.units), text.words(1)
        operations.append(f'  in {letter} after designation insert "{words[0]}"\n')
        quoted += words
        text.units[letter] = [*words, *text.units[letter]]
    said = "; ".join(f'"{q}"' if not q.endswith(".") else q for q in quoted if q)
    return f'act "Laws {year}" effective {year}-07-01 {{\n{"".join(operations)}{noted(said)}}}\n'


@st.composite
def histories(draw: st.DrawFn) -> History:
    text = Text({})
    for letter in "ABC"[: draw(st.integers(1, 3))]:
        text.units[letter] = text.words(draw(st.integers(2, 5)))
    texts, acts = [text.shown()], list[str]()
    for year in range(2002, 2002 + draw(st.integers(1, 5))):
        acts.append(amend(draw, text, year))
        texts.append(text.shown())
    return History(tuple(texts), tuple(acts))


def checkpoint(year: int, text: dict[str, str]) -> str:
    body = "\n".join(f"{letter}. {words}" for letter, words in text.items())
    return f"text from s on {year}-12-31 {{\nTitle.\n{body}\n}}\n"


def read(history: History, *years: int) -> Section:
    """The section with the texts of these years on file, and all acts, newest first."""
    texts = "".join(checkpoint(year, history.texts[year - 2001]) for year in years)
    body = texts + "".join(reversed(history.acts))
    source, received = law(body)
    return good(body, received=received.text + source.text)


def texts_of(section: Section, year: int) -> dict[str, str]:
    version = version_on(section, date(year, 12, 31))
    assert version is not None
    return {unit.path[0]: normalise(unit.text) for unit in units_of(version) if unit.path != ("heading",)}


@settings(max_examples=150, deadline=None)
@given(histories())
def test_older_texts_return_from_the_newest(history: History) -> None:
    newest = 2000 + len(history.texts)
    section = read(history, newest)
    for year in range(2002, newest + 1):
        assert texts_of(section, year) == history.texts[year - 2001]


@settings(max_examples=100, deadline=None)
@given(histories())
def test_newer_texts_follow_from_the_oldest(history: History) -> None:
    section = read(history, 2001)
    for year in range(2001, 2001 + len(history.texts)):
        assert texts_of(section, year) == history.texts[year - 2001]


@settings(max_examples=100, deadline=None)
@given(histories(), st.data())
def test_several_texts_on_file_agree(history: History, data: st.DataObject) -> None:
    every = list(range(2001, 2001 + len(history.texts)))
    years = sorted(data.draw(st.sets(st.sampled_from(every), min_size=1)))
    section = read(history, *years)
    for year in every[0 if 2001 in years else 1 :]:
        assert texts_of(section, year) == history.texts[year - 2001]


@settings(max_examples=100, deadline=None)
@given(histories(), st.data())
def test_a_redline_holds_both_texts(history: History, data: st.DataObject) -> None:
    section = read(history, 2001)
    last = 2000 + len(history.texts)
    old = data.draw(st.integers(2001, last))
    new = data.draw(st.integers(old, last))
    units = redline(section, date(old, 12, 31), date(new, 12, 31))
    assert units is not None
    for gone, day in ((Fate.INSERTED, old), (Fate.STRUCK, new)):
        shown: dict[str, str] = {}
        for unit in units:
            text = "".join(run.text for run in unit.runs if run.fate is not gone)
            if text and unit.path != ("heading",):
                shown[unit.path[0]] = shown.get(unit.path[0], "") + text
        assert {k: normalise(v) for k, v in sorted(shown.items())} == history.texts[day - 2001]


@settings(max_examples=60, deadline=None)
@given(histories(), st.data())
def test_a_wrong_word_anywhere_is_noticed(history: History, data: st.DataObject) -> None:
    """With the first and the last text on file, a changed word in an act or a text cannot pass."""
    from pincitec.law.reading import read_section

    newest = 2000 + len(history.texts)
    body = checkpoint(2001, history.texts[0]) + checkpoint(newest, history.texts[-1]) + "".join(reversed(history.acts))
    source, received = law(body)
    words = sorted({f"w{n}" for n in range(60)} & set(body.replace('"', " ").replace(".", " ").split()))
    word = data.draw(st.sampled_from(words))
    at = body.index(word)
    spoiled = body[:at] + "wrong" + body[at + len(word) :]
    source, received = law(spoiled, received=received.text + source.text)
    _, problems = read_section(source, lambda _: received)
    assert problems
