"""How long a proof and a letter take in process, with the rules loaded and the templates compiled: `python bench/letter.py`.

Measured on the level three-A rule and on the district's rule over a list of records, of the built-in library. Proofs and letters of the
same case are made in rounds; shown is the best round's mean, since on a machine that others use every other figure measures them too.
The first letter of a process also compiles its template: that cost is shown apart, since a command pays it and a service does not.
"""

from collections.abc import Callable, Mapping
from datetime import date
from time import perf_counter

from pincite import determine, load
from pincite.explain.proof import Determination
from pincite.report.as_json import render_json
from pincite.report.letter import letter
from pincite.report.render import render_html, render_markdown, render_text

ROUNDS = 7
TIMES = 40

YEAR = {
    "instructional_days": "120 days",
    "teacher_of_record": True,
    "standard_license": True,
    "level": "level_two",
    "elevate_rating": "meets",
}
CASES: Mapping[str, tuple[str, Mapping[str, object], date]] = {
    "granted": (
        "us_nm.level_three.level_three_a",
        {
            "years_as_level_two": "4 years",
            "degree_held": "bachelors",
            "national_board": True,
            "leader_competence": True,
            "other_qualifications": True,
        },
        date(2021, 6, 1),
    ),
    "refused": (
        "us_nm.level_three.level_three_a",
        {"years_as_level_two": "2 years", "degree_held": "no_degree", "national_board": False},
        date(2021, 6, 1),
    ),
    "undetermined": ("us_nm.level_three.level_three_a", {"years_as_level_two": "4 years"}, date(2021, 6, 1)),
    "records": (
        "us_nm.aps.advancement.advance_to_three",
        {
            "school_years": {"complete": True, "source": "record", "records": {f"{y}-{y - 1999}": YEAR for y in range(2019, 2023)}},
            "national_board": True,
        },
        date(2024, 3, 1),
    ),
}


def best(run: Callable[[], object]) -> float:
    """Milliseconds a run in the best round."""
    found = []
    for _ in range(ROUNDS):
        start = perf_counter()
        for _ in range(TIMES):
            run()
        found.append((perf_counter() - start) / TIMES)
    return min(found) * 1000


def once(run: Callable[[], object]) -> float:
    start = perf_counter()
    run()
    return (perf_counter() - start) * 1000


def main() -> None:
    pack = load()

    def answer(name: str) -> Determination:
        decision, facts, on = CASES[name]
        return determine(pack, decision, facts, on=on)

    first = answer("granted")
    print("first letter of a process, with compiling its template (ms)")
    for format, render in (("text", render_text), ("md", render_markdown), ("html", render_html)):
        print(f"  {format:6}{once(lambda render=render: render(letter(first))):8.2f}")  # type: ignore[misc]  # bound for each
    print(f"\n{'best mean, ms':16}{'facts + proof':>15}{'text':>8}{'md':>8}{'html':>8}{'json':>8}")
    for name in CASES:
        given = answer(name)
        row = [
            best(lambda name=name: answer(name)),  # type: ignore[misc]
            *(best(lambda r=r, given=given: r(letter(given))) for r in (render_text, render_markdown, render_html)),  # type: ignore[misc]
            best(lambda given=given: render_json(given)),  # type: ignore[misc]
        ]
        print(f"{name:16}{row[0]:15.2f}{row[1]:8.2f}{row[2]:8.2f}{row[3]:8.2f}{row[4]:8.2f}")


if __name__ == "__main__":
    main()
