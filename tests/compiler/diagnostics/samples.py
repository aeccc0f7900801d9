"""The few diagnostics that every format is shown with: long lines of law, two files, no text at hand, hostile text."""

from typing import Final

from pincitec.diagnostics import Diagnostic, Edit, Fix, Label, Rule, Safety, Severity, Source, Span

POLICY: Final = Source(
    "policy/us-nm/level-three.pol",
    """provision nmsa(B) "Level three-A license" {
  "has been a level two teacher for at least three years"
    means years_as_level_two > 3 years
}
provision nmsa(C) {
\t"sixty thousand dollars ($60,000)" means minimum_salary = $61,000
}
omit nmsa(D)
  "counselor"
  because "no fact for it yet"
""",
)
STATUTE: Final = Source(
    "statutes/us-nm/22-10A-11.law",
    """B. The department shall grant a level three-A license to an applicant who has been a level two teacher for at least \
three years and holds a post-baccalaureate degree or national board for professional teaching standards certification.
C. The minimum salary for a level three-A teacher is sixty thousand dollars ($60,000) for a standard nine and one-half \
month contract; provided that teachers in an extended learning time program or K-5 plus program shall receive additional \
salary at the same rate as their base salary for that teaching time.
""",
)
SOURCES: Final = {source.path: source for source in (POLICY, STATUTE)}

COMPARATOR: Final = Rule("PC502", "comparator-contradicts-quotation", Severity.ERROR, "a comparison says another thing")
NUMBER: Final = Rule("PC501", "number-not-in-quotation", Severity.ERROR, "a number is not in the words quoted")
UNUSED: Final = Rule("PC204", "unused-omission", Severity.WARNING, "an omission omits nothing")
READING: Final = Rule("PC503", "comparator-not-stated", Severity.INFO, "the law states no comparison")
MISSING: Final = Rule("PC001", "file-not-found", Severity.ERROR, "a file that was named is not there")


def span(source: Source, words: str, until: str | None = None) -> Span:
    start = source.text.index(words)
    if until is not None:
        return Span(source.path, start, source.text.index(until, start) + len(until))
    return Span(source.path, start, start + len(words))


SAMPLES: Final = (
    Diagnostic.at(
        NUMBER,
        span(POLICY, "$61,000"),
        "`$61,000` is not in the words quoted",
        "this amount",
        others=(
            Label(span(POLICY, '"sixty thousand dollars ($60,000)"'), "these words state $60,000"),
            Label(span(STATUTE, "sixty thousand dollars ($60,000)"), "§ 22-10A-11(C), in force from 2019-07-01"),
        ),
        help="write `$60,000`, or quote the words that state $61,000",
        replacement="$60,000",
    ),
    Diagnostic.at(
        COMPARATOR,
        span(POLICY, ">"),
        "`>` contradicts `at least`",
        "more than",
        others=(
            Label(span(POLICY, "at least three years"), "at least"),
            Label(span(STATUTE, "at least three years"), "“at least” includes the number itself"),
        ),
        notes=("a teacher with exactly three years would be refused a license that the statute grants",),
        help="write `>=`",
        replacement=">=",
    ),
    Diagnostic.at(
        UNUSED,
        span(POLICY, "omit nmsa(D)", '"no fact for it yet"\n'),
        "these words are encoded elsewhere",
        "whole omission",
        fixes=(
            Fix("say it of Subsection C", (Edit(span(POLICY, "nmsa(D)"), "nmsa(C)"), Edit(span(POLICY, '"counselor"'), '"teacher"'))),
            Fix("remove it", (Edit(span(POLICY, "omit nmsa(D)", '"no fact for it yet"\n'), ""),), Safety.SAFE),
        ),
    ),
    Diagnostic.at(READING, span(STATUTE, "C. The minimum salary", "teaching time."), "`=` is a reading of ours", "long"),
    Diagnostic.at(
        MISSING,
        Span("statutes/us-nm/\x1b[31mred\u202e, 100%: a\n::error::b.law", 0, 0),
        "`a\x1b]0;title\x07 <b>&\nb` is not there",
        notes=("first line\nsecond line ]]>",),
        help="check the name",
    ),
)
