"""Policies made up at random, by the grammar: lists of tokens, and ways to put white space and comments between them.

The words mean nothing; what matters is that every construct of the language occurs, in every place where it may stand.
"""

from collections.abc import Callable, Sequence
from typing import Final

from hypothesis import strategies as st

Tokens = list[str]

NAMES: Final = ("role", "teacher", "y", "reviews", "level_two", "degree_held", "decline", "nmsa", "page", "days_", "words", "January_")
TEXTS: Final = ('"at least three years"', '"a # b"', '"{"', '""', '"say \\"no\\""', '"§ 22-10A-11 – “curly”"', '"條文"', '"a }"')
DATES: Final = ("2019-06-14", "2020-02-29")
COMPARISONS: Final = ("=", "!=", "<=", ">=", "<", ">")
GAPS: Final = (" ", "  ", "\n", "\n\n\n", "\t", " # a note\n", '\n# a "note" {\n', " #\n\n# two\n", "\n      ")
CLOSE: Final = frozenset("(){},.:")

name = st.sampled_from(NAMES)
text = st.sampled_from(TEXTS)
day = st.sampled_from(DATES)


@st.composite
def policies(draw: Callable[..., object], most: int = 6) -> Tokens:
    """The tokens of a policy that the grammar accepts."""
    return Maker(draw).policy(most)


@st.composite
def spaced(draw: Callable[..., str], tokens: Sequence[str]) -> str:
    """The tokens as a text, with something between any two of them; brackets may also stand close."""
    gaps = st.sampled_from(GAPS)
    parts = [draw(st.sampled_from(("", "\n\n", "# first\n\n", "  ")))]
    for before, token in zip(["", *tokens], tokens, strict=False):
        if before:
            close = (before in CLOSE or token in CLOSE) and draw(st.sampled_from(("yes", "no"))) == "yes"
            parts.append("" if close else draw(gaps))
        parts.append(token)
    return "".join(parts) + draw(st.sampled_from(("", "\n", "\n\n\n", " # last", "\n# last\n\n")))


class Maker:
    """Draws one construct a method; `deep` counts down to the simplest of each kind."""

    def __init__(self, draw: Callable[..., object]) -> None:
        self.draw = draw

    def one(self, strategy: st.SearchStrategy[str]) -> str:
        return str(self.draw(strategy))

    def pick(self, *choices: Callable[[], Tokens]) -> Tokens:
        return choices[self.number(0, len(choices) - 1)]()

    def number(self, least: int, most: int) -> int:
        found = self.draw(st.integers(least, most))
        assert isinstance(found, int)
        return found

    def maybe(self, make: Callable[[], Tokens]) -> Tokens:
        return make() if self.number(0, 1) else []

    def many(self, make: Callable[[], Tokens], least: int = 0, most: int = 3, between: str = "") -> Tokens:
        found: Tokens = []
        for number in range(self.number(least, most)):
            found += [between] * bool(number and between) + make()
        return found

    def name(self) -> Tokens:
        return [self.one(name)]

    def text(self) -> Tokens:
        return [self.one(text)]

    def day(self) -> Tokens:
        return [self.one(day)]

    def policy(self, most: int) -> Tokens:
        return ["policy", "us_nm", ".", "level_three", *self.text(), *self.many(self.declaration, 0, most)]

    # ---- declarations

    def declaration(self) -> Tokens:
        return self.pick(
            lambda: ["source", *self.name(), "=", *self.text()],
            lambda: ["use", *self.qname(), *self.maybe(lambda: ["as", *self.name()])],
            lambda: ["party", *self.name(), *self.text()],
            lambda: ["name", *self.many(self.text, 1, 3, ",")],
            lambda: ["calendar", *self.name(), "from", "July", "1", "because", *self.text()],
            lambda: ["missing", "day", "by", *self.cite(), *self.text(), "means", self.one(st.sampled_from(("last", "next"))), "day"],
            lambda: ["unit", *self.name(), *self.many(self.text, 1, 3, ","), *self.maybe(lambda: ["signed"])],
            self.statement,
            self.verify,
            lambda: ["type", *self.name(), "=", *self.many(self.member, 2, 4, self.one(st.sampled_from("<|")))],
            lambda: ["record", *self.name(), "by", *self.many(self.name, 1, 2, ","), "{", *self.many(self.field), "}"],
            lambda: ["fact", *self.name(), ":", *self.type(), *self.maybe(self.judged), *self.wordings(self.change)],
            lambda: ["decision", *self.name(), ":", *self.decision_type(), *self.wordings()],
            lambda: ["choice", *self.name(), *self.text(), "{", *self.many(self.alternative, 1), "}"],
            self.provision,
            lambda: [self.one(st.sampled_from(("omit", "untranslatable"))), *self.cite(), *self.many(self.text), "because", *self.text()],
            lambda: ["silent", *self.cite(), "on", *self.text(), "because", *self.text()],
            lambda: ["applies", "act", *self.text(), *self.text(), "means", *self.condition(2)],
            self.scenario,
        )

    def qname(self) -> Tokens:
        return self.many(self.name, 1, 2, ".")

    def member(self) -> Tokens:
        return [*self.name(), *self.maybe(self.text)]

    def field(self) -> Tokens:
        return [*self.name(), ":", *self.type(), *self.maybe(self.text), *self.maybe(self.change)]

    def change(self) -> Tokens:
        return self.one(st.sampled_from(("fixed", "past", "effort 3"))).split()

    def type(self) -> Tokens:
        return self.pick(self.name, lambda: ["list", "of", *self.name()], lambda: ["one", "of", "{", *self.many(self.member, 1), "}"])

    def judged(self) -> Tokens:
        return ["judged", "by", *self.many(self.name, 1, 3, self.one(st.sampled_from((",", "and", "or"))))]

    def statement(self) -> Tokens:
        because = self.maybe(lambda: ["because", *self.text()])
        return ["statement", *self.cite(), *self.text(), "means", *self.name(), "=", *self.pick(self.literal, self.rate), *because]

    def verify(self) -> Tokens:
        assuming = self.maybe(lambda: ["assuming", *self.expr(1)])
        expect = self.maybe(lambda: ["expect", "counterexample"])
        claim = [*self.expr(2), "implies", *self.expr(2)]
        return ["verify", *self.text(), ":", *claim, *assuming, *expect, "because", *self.text()]

    def wordings(self, *after: Callable[[], Tokens]) -> Tokens:
        return [
            *self.maybe(self.text),
            *(token for each in after for token in self.maybe(each)),
            *self.maybe(lambda: ["fails", *self.text()]),
            *self.maybe(lambda: ["open", *self.text()]),
        ]

    def decision_type(self) -> Tokens:
        kinds = st.sampled_from(("entitlement", "duty", "permission", "prohibition"))
        return self.pick(self.name, lambda: [self.one(kinds), "of", *self.name()])

    def alternative(self) -> Tokens:
        return [*self.name(), *self.text(), *self.maybe(self.default)]

    def default(self) -> Tokens:
        by, on = self.maybe(lambda: ["by", *self.text()]), self.maybe(lambda: ["on", *self.day()])
        return ["default", *by, *on, *self.maybe(lambda: ["because", *self.text()])]

    # ---- provisions

    def cite(self) -> Tokens:
        return [*self.name(), *self.many(self.place, 1, 3)]

    def place(self) -> Tokens:
        item = self.pick(self.text, self.name, lambda: ["3"], lambda: ["note", *self.text()], lambda: ["act", *self.text()])
        return ["(", *item, *self.maybe(lambda: ["on", *self.day()]), ")"]

    def provision(self) -> Tokens:
        head = ["provision", *self.cite(), *self.maybe(self.text), *self.many(self.precedence, 0, 1)]
        return [*head, "{", *self.many(lambda: self.item(3)), "}"]

    def precedence(self) -> Tokens:
        words = self.pick(lambda: ["despite"], lambda: ["subject", "to"])
        return [*words, *self.cite(), "by", *self.text()]

    def item(self, deep: int) -> Tokens:
        return [*self.quote(), "means", *self.meaning(deep)]

    def quote(self) -> Tokens:
        return [*self.text(), *self.maybe(lambda: ["in", *self.cite()]), *self.maybe(lambda: ["at", "1", "of", "2"])]

    def meaning(self, deep: int) -> Tokens:
        verb = self.pick(*(lambda words=words: words.split() for words in ("shall", "shall not", "may", "may not", "need not")))
        choices: list[Callable[[], Tokens]] = [
            lambda: [self.one(st.sampled_from(("grant", "deny"))), *self.name(), *self.conditions(deep)],
            lambda: [*self.name(), *verb, *self.name(), *self.conditions(deep)],
            lambda: [*self.name(), "=", *self.sum(deep), *self.conditions(deep)],
            lambda: [*self.name(), "requires", *self.condition(deep)],
            lambda: ["maintain", *self.name(), "while", *self.condition(deep)],
            lambda: ["define", *self.name(), *self.maybe(self.parameters), "=", *self.expr(deep)],
        ]
        choices.append(lambda: ["table", *self.name(), "by", *self.columns(), "{", *self.many(lambda: self.table_row(deep)), "}"])
        if deep:
            choices.append(lambda: ["when", *self.condition(deep - 1), "{", *self.many(lambda: self.item(deep - 1)), "}"])
        return self.pick(*choices)

    def columns(self) -> Tokens:
        return self.many(lambda: self.pick(self.name, lambda: [*self.name(), ".", *self.name()]), 1, 3, ",")

    def table_row(self, deep: int) -> Tokens:
        return [*self.listed(deep), "->", *self.sum(0)]

    def listed(self, deep: int) -> Tokens:
        return [*self.quote(), ":", *self.many(self.cell, 1, 3, "|")]

    def cell(self) -> Tokens:
        bound = lambda: [self.one(st.sampled_from(COMPARISONS)), *self.sum(0)]  # noqa: E731
        return self.pick(
            lambda: ["any"],
            lambda: self.many(lambda: self.sum(0), 1, 3, "or"),
            lambda: self.many(bound, 1, 2, "and"),
        )

    def parameters(self) -> Tokens:
        return ["(", *self.many(lambda: [*self.name(), ":", *self.name()], 1, 2, ","), ")"]

    def conditions(self, deep: int) -> Tokens:
        guard = self.maybe(lambda: ["when", *self.condition(deep)])
        return [*guard, *self.many(lambda: ["except", "when", *self.condition(deep)], 0, 1)]

    def condition(self, deep: int) -> Tokens:
        if not deep:
            return self.expr(0)
        return self.pick(lambda: self.expr(deep), lambda: self.block(deep - 1), lambda: self.quoted(deep - 1))

    def quoted(self, deep: int) -> Tokens:
        return [*self.quote(), "means", *self.condition(deep)]

    def element(self, deep: int) -> Tokens:
        block = [lambda: self.block(deep - 1)] if deep else []
        return self.pick(lambda: self.quoted(deep), lambda: ["uncited", *self.expr(deep), "because", *self.text()], *block)

    def block(self, deep: int) -> Tokens:
        elements = ["{", *self.many(lambda: self.element(deep)), "}"]
        heads = ("all", "any", "none", "at least 2 of")
        return self.pick(
            lambda: [*self.one(st.sampled_from(heads)).split(), *elements],
            lambda: ["some", *self.name(), "in", *self.name(), *elements],
            lambda: ["every", *self.name(), "in", *self.name(), *elements, *self.maybe(lambda: ["or", "none"])],
            lambda: ["table", *self.columns(), "{", *self.many(lambda: self.listed(deep)), "}"],
            lambda: ["choose", *self.name(), "{", *self.many(lambda: [*self.name(), *elements], 1), "}"],
        )

    # ---- expressions

    def expr(self, deep: int) -> Tokens:
        if not deep:
            return self.comparison(0)
        word = self.one(st.sampled_from(("and", "or")))
        return self.many(lambda: [*self.maybe(lambda: ["not"]), *self.comparison(deep - 1)], 1, 3, word)

    def comparison(self, deep: int) -> Tokens:
        compared = lambda: [self.one(st.sampled_from(COMPARISONS)), *self.sum(deep)]  # noqa: E731
        near = lambda: ["within", *self.maybe(lambda: ["-"]), *self.distance(), "of", *self.sum(deep)]  # noqa: E731
        return [*self.sum(deep), *self.pick(list, compared, near)]

    def distance(self) -> Tokens:
        measure = lambda: self.pick(self.amount, self.name, lambda: ["(", *self.expr(0), ")"])  # noqa: E731
        return self.many(measure, 1, 2, self.one(st.sampled_from("*/")))

    def amount(self) -> Tokens:
        return self.one(st.sampled_from(("3", "4 years", "2 badges", "2.5", "2.5 hours", "$60,000", "60%"))).split()

    def rate(self) -> Tokens:
        return [*self.amount(), "per", *self.amount()]

    def sum(self, deep: int) -> Tokens:
        sign = self.one(st.sampled_from("+-*/"))
        return self.many(lambda: [*self.maybe(lambda: ["-"]), *self.primary(deep)], 1, 2, sign)

    def primary(self, deep: int) -> Tokens:
        day_of = lambda: ["October", "15", "of", *self.pick(self.name, lambda: [*self.name(), "(", *self.expr(0), ")"])]  # noqa: E731
        demanded = lambda: ["requirements", "of", *self.name(), *self.maybe(lambda: [".", *self.name()])]  # noqa: E731
        simple = (self.literal, self.name, lambda: [*self.name(), ".", *self.name()], self.rate, day_of, demanded)
        if not deep:
            return self.pick(*simple)
        where = self.maybe(lambda: ["where", *self.expr(deep - 1)])
        return self.pick(
            *simple,
            lambda: ["(", *self.expr(deep - 1), ")"],
            lambda: [*self.name(), "(", *self.many(lambda: self.expr(deep - 1), 1, 2, ","), ")"],
            lambda: [
                self.one(st.sampled_from(("count", "some", "every", "consecutive"))),
                "(",
                *self.name(),
                "in",
                *self.name(),
                *where,
                ")",
            ],
            lambda: [
                self.one(st.sampled_from(("sum", "least", "greatest"))),
                "(",
                *self.expr(0),
                "for",
                *self.name(),
                "in",
                *self.name(),
                *where,
                ")",
            ],
            lambda: [*self.name(), "under", *self.cite(), *self.maybe(self.supposing)],
        )

    def supposing(self) -> Tokens:
        return ["with", "(", *self.many(lambda: [*self.name(), "=", *self.sum(0)], 1, 2, ","), ")"]

    def literal(self) -> Tokens:
        written = ("3", "4 years", "1,000 days", "2.5", "$60,000", "$7.50", "60%", "2019-06-14", "May 2024", "October 15", "true", "false")
        return self.one(st.sampled_from(written)).split()

    # ---- scenarios

    def scenario(self) -> Tokens:
        law_on = self.maybe(lambda: ["law", "on", *self.day()])
        under = self.maybe(lambda: ["under", *self.many(lambda: [*self.name(), "=", *self.name()], 1, 2, ",")])
        like = self.maybe(lambda: ["like", *self.text()])
        return ["scenario", *self.text(), "on", *self.day(), *law_on, *like, *under, "{", *self.many(self.step, 0, 4), "}"]

    def step(self) -> Tokens:
        return self.pick(
            lambda: ["given", *self.name(), "=", *self.given()],
            lambda: ["given", *self.name(), "by", *self.name(), "=", *self.given()],
            lambda: ["given", *self.name(), *self.text(), "{", *self.maybe(self.row), "}"],
            lambda: ["given", *self.name(), "complete"],
            lambda: ["expect", *self.qname(), *self.outcome()],
            lambda: ["cites", *self.cite()],
        )

    def row(self) -> Tokens:
        return [*self.many(lambda: [*self.name(), "=", *self.given()], 1, 3, ","), *self.maybe(lambda: [","])]

    def since(self) -> Tokens:
        return ["{", "since", ":", *self.day(), "}"]

    def given(self) -> Tokens:
        return self.pick(self.literal, lambda: ["-", *self.literal()], self.name, self.text, self.since)

    def outcome(self) -> Tokens:
        plain = st.sampled_from(("holds", "fails", "conflict", "gap", "undetermined", "not applicable", "text not on file"))
        return self.pick(
            lambda: ["=", *self.given()],
            lambda: self.one(plain).split(),
            lambda: ["undetermined", "for", *self.many(self.qname, 1, 2, ",")],
        )
