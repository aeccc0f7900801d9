"""Made-up sections with a made-up past: what stood on every day, and the page that an editor would print of it.

The editor tells the truth and leaves things out, as editors do: commas and capitals beside quoted words, how the units after a new one
were designated, what "stylistic changes" were, now and then a date.
"""

from collections.abc import Iterator
from datetime import date
from random import Random

from attrs import define, evolve, frozen

NUMBER = "22-99-7"
WORDS = (
    "library", "card", "book", "fee", "director", "branch", "reader", "room", "child", "school", "loan", "notice", "person", "hour",
)  # fmt: skip
JOINING = ("of", "for", "by", "in", "with", "under")


@frozen
class Unit:
    words: str
    paragraphs: tuple[str, ...] = ()


@frozen
class State:
    """The text on a day."""

    heading: str
    units: tuple[Unit, ...]

    def texts(self) -> dict[tuple[str, ...], str]:
        found: dict[tuple[str, ...], str] = {("heading",): self.heading}
        for n, unit in enumerate(self.units):
            found[(letter(n),)] = unit.words
            for m, words in enumerate(unit.paragraphs, 1):
                found[letter(n), str(m)] = words
        return found

    def lines(self) -> Iterator[str]:
        for n, unit in enumerate(self.units):
            yield f"{letter(n)}. {unit.words}"
            yield from (f"({m}) {words}" for m, words in enumerate(unit.paragraphs, 1))


@define
class Past:
    """Texts from their first days on, oldest first, and the page after the last of them."""

    states: list[tuple[date | None, State]]
    page: str

    def on(self, day: date) -> State:
        return [state for from_, state in self.states if from_ is None or from_ <= day][-1]


def letter(n: int) -> str:
    return chr(ord("A") + n)


def sentence(random: Random) -> str:
    words = ["The", random.choice(WORDS)]
    for _ in range(random.randint(2, 6)):
        words += [random.choice(JOINING), random.choice(("the", "a", "each")), random.choice(WORDS) + random.choice(("", "", "", ","))]
    return " ".join(words).rstrip(",") + "."


def past(random: Random, acts: int) -> Past:
    paragraphs = tuple(sentence(random) for _ in range(random.choice((0, 0, 2, 3))))
    units = [Unit(sentence(random)) for _ in range(random.randint(2, 4))]
    units[0] = evolve(units[0], paragraphs=paragraphs)
    state = State("Library cards; loans.", tuple(units))
    states: list[tuple[date | None, State]] = [(None, state)]
    history, notes = ["Laws 1990, ch. 1, § 1"], list[str]()
    for n in range(acts):
        year = 1995 + 2 * n + 10 * (n > acts // 2)
        day = date(year, 7, 1)
        state, clauses = amended(random, state, year)
        states.append((day, state))
        history.append(f"{year}, ch. {n + 2}, § 1")
        dated = f", effective July 1, {year}" if random.random() < 0.95 or n == acts - 1 else ""
        joined = "; ".join(clauses[:-1]) + ("; and " if clauses[1:] else "") + clauses[-1]
        notes.insert(0, f"The {year} amendment{dated}, {joined}.")
    page = [f"{NUMBER}. {state.heading}", *state.lines(), f"History: {'; '.join(history)}.", *notes]
    return Past(states, "\n".join(page) + "\n")


def amended(random: Random, state: State, year: int) -> tuple[State, list[str]]:
    """The text after an act, and the clauses of a note on it."""
    clauses: list[str] = []
    if year > 2010 and random.random() < 0.5:
        clauses.append("clarified the duties of the library")
    kinds = [random.choice((_added, _deleted, _paragraph)), *random.choices((_substituted, _inserted, _struck, _rewritten, _styled), k=2)]
    for kind in random.sample(kinds, random.randint(1, 3)) if random.random() < 0.7 else kinds[1:]:
        if kind in (_added, _deleted, _paragraph) and any("ubsection" in clause or "stylistic" in clause for clause in clauses):
            continue  # a note names units as they are designated after the act: designations change first
        state, said = kind(random, state)
        clauses += said
    return state, clauses or ["made stylistic changes"]


def _any_unit(random: Random, state: State) -> tuple[int, list[str]]:
    n = random.randrange(len(state.units))
    return n, state.units[n].words.split(" ")


def _with(state: State, n: int, words: list[str]) -> State:
    units = list(state.units)
    units[n] = evolve(units[n], words=" ".join(words))
    return evolve(state, units=tuple(units))


def _plain(words: list[str]) -> str:
    return " ".join(words).strip(" ,.")


def _substituted(random: Random, state: State) -> tuple[State, list[str]]:
    n, words = _any_unit(random, state)
    if len(words) < 5:
        return state, []
    at = random.randrange(2, len(words) - 1)
    new = random.choice(WORDS)
    mark = words[at][len(words[at].rstrip(",.")) :]
    old, anchor = words[at].rstrip(",."), _plain(words[max(at - random.randint(1, 3), 0) : at])
    after = [*words[:at], new + mark, *words[at + 1 :]]
    if random.random() < 0.3:
        return _with(state, n, after), [f'substituted "{new}" for "{old}" in Subsection {letter(n)}']
    beside = f'after "{anchor}", ' if random.random() < 0.8 else ""
    return _with(state, n, after), [f'in Subsection {letter(n)}, {beside}deleted "{old}" and added "{new}"']


def _inserted(random: Random, state: State) -> tuple[State, list[str]]:
    n, words = _any_unit(random, state)
    if len(words) < 5:
        return state, []
    at = random.randrange(2, len(words))
    new = [random.choice(JOINING), "any", random.choice(WORDS)]
    before = list(words[:at])
    mark = random.choice(("", "", ","))
    if mark and not before[-1].endswith(","):
        before[-1] += mark
    anchor = _plain(words[max(at - 2, 0) : at])
    new_words = [*new[:-1], new[-1] + mark]
    return _with(state, n, [*before, *new_words, *words[at:]]), [f'in Subsection {letter(n)}, after "{anchor}", added "{_plain(new)}"']


def _struck(random: Random, state: State) -> tuple[State, list[str]]:
    n, words = _any_unit(random, state)
    if len(words) < 5:
        return state, []
    at = random.choice((0, random.randrange(1, len(words) - 1)))
    end = min(at + random.randint(1, 3), len(words) - 1)
    rest = words[end:]
    if at == 0:
        rest = [rest[0].capitalize(), *rest[1:]]
        said = f'in Subsection {letter(n)}, after the subsection designation, deleted "{_plain(words[:end])}"'
        return _with(state, n, rest), [said]
    before = list(words[:at])
    if random.random() < 0.5:
        before[-1] = before[-1].rstrip(",")
    said = f'in Subsection {letter(n)}, after "{_plain(words[max(at - 2, 0) : at])}", deleted "{_plain(words[at:end])}"'
    return _with(state, n, [*before, *rest]), [said]


def _rewritten(random: Random, state: State) -> tuple[State, list[str]]:
    n, _ = _any_unit(random, state)
    return _with(state, n, sentence(random).split(" ")), [f"rewrote Subsection {letter(n)}"]


def _styled(random: Random, state: State) -> tuple[State, list[str]]:
    n, words = _any_unit(random, state)
    words[-2] = words[-2].rstrip(",") if words[-2].endswith(",") else words[-2] + ","
    where = f" in Subsection {letter(n)}" if random.random() < 0.5 else ""
    return _with(state, n, words), [f"made stylistic changes{where}"]


def _added(random: Random, state: State) -> tuple[State, list[str]]:
    count = len(state.units)
    n = random.randint(0, count)
    after = evolve(state, units=(*state.units[:n], Unit(sentence(random)), *state.units[n:]))
    said = f"added {random.choice(('', 'a new '))}Subsection {letter(n)}"
    if n == count or random.random() < 0.2:
        return after, [said]
    olds, news = _listed(n, count), _listed(n + 1, count + 1)
    return after, [f"{said} and redesignated former Subsection{olds} as Subsection{news}"]


def _deleted(random: Random, state: State) -> tuple[State, list[str]]:
    count = len(state.units)
    if count < 2:
        return state, []
    n = random.randrange(count)
    after = evolve(state, units=(*state.units[:n], *state.units[n + 1 :]))
    said = f"deleted former Subsection {letter(n)}"
    if n == count - 1 or random.random() < 0.2:
        return after, [said]
    return after, [f"{said} and redesignated former Subsection{_listed(n + 1, count)} as Subsection{_listed(n, count - 1)}"]


def _listed(first: int, end: int) -> str:
    if end - first == 1:
        return f" {letter(first)}"
    joint = "and" if end - first == 2 else "through"
    return f"s {letter(first)} {joint} {letter(end - 1)}"


def _paragraph(random: Random, state: State) -> tuple[State, list[str]]:
    n = next((n for n, unit in enumerate(state.units) if unit.paragraphs), None)
    if n is None:
        return state, []
    unit = state.units[n]
    units = list(state.units)
    if len(unit.paragraphs) > 1 and random.random() < 0.5:
        units[n] = evolve(unit, paragraphs=unit.paragraphs[:-1])
        return evolve(state, units=tuple(units)), [f"in Subsection {letter(n)}, deleted Paragraph ({len(unit.paragraphs)})"]
    units[n] = evolve(unit, paragraphs=(*unit.paragraphs, sentence(random)))
    return evolve(state, units=tuple(units)), [f"added Paragraph ({len(unit.paragraphs) + 1}) of Subsection {letter(n)}"]
