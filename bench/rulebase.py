"""A rule base of any size, with the law it quotes: for measuring how `check` grows.

    python -m bench.rulebase FOLDER [FILES]

Each policy has about 200 lines: facts, decisions, provisions that quote a statute of its own, conditions nested two deep, definitions,
a value that changed by an amendment, and scenarios. Every fourth policy uses the one before it. All of it checks clean, as real rules do.
"""

import hashlib
import sys
from pathlib import Path

FILES = 125
SUBSECTIONS = "ABCDEFGHIJ"
WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


def statute(n: int) -> tuple[str, str]:
    """The text of a made-up section as received, and its `.law` file."""
    lines = ["Benefits; conditions."]
    for i, letter in enumerate(SUBSECTIONS):
        lines.append(
            f"{letter}. The office shall grant benefit {letter} of series {n} to a person who has been a resident for at least "
            f"{WORDS[1 + (n + i) % 12]} years; is more than {20 + i} years old or holds certificate {letter}; and has worked for a "
            f"minimum of {100 + i} days. The amount of benefit {letter} is ${1000 + 10 * i + n:,}."
        )
    old = f"${900 + n:,}"
    note = f'The 2020 amendment, in Subsection A, after "amount of benefit A is", deleted "{old}" and added "${1000 + n:,}".'
    older = f'The 2018 amendment, in Subsection B, after "amount of benefit B is", deleted "$5" and added "${1010 + n:,}".'
    text = "\n".join([*lines, note, older]) + "\n"
    digest = hashlib.sha256(text.encode()).hexdigest()
    shown = "\n".join(lines)
    law = f'''section xx/{n}
cite      "Code § {n}"
authority statute
ladder    "A." "(1)" "(a)"
source    code "sources/{n}.txt" sha256:{digest}
  known until 2030-12-31 because "made up for measuring"
  rights "made up for measuring"

text from code on 2020-01-01 {{
{shown}
}}

act "Laws 2018, ch. {n}" effective 2018-01-01 {{
  in B after "amount of benefit B is" strike "$5" insert "${1010 + n:,}"
  note from code {{
{older}
}}
}}

act "Laws 2020, ch. {n}" effective 2020-01-01 {{
  in A after "amount of benefit A is" strike "{old}" insert "${1000 + n:,}"
  note from code {{
{note}
}}
}}
'''
    return text, law


def policy(n: int) -> str:
    """A policy on that section."""
    out = [
        f'policy xx.p{n} "Benefits of series {n}"',
        "",
        f'source code = "xx/{n}"',
        *([f"use xx.p{n - 1} as before"] if n % 4 == 3 else []),
        'party office "the office"',
        'party person "a person"',
        "",
        'fact resident : years "time as a resident"',
        'fact age : years "age"',
        'fact days_worked : days "days worked"',
    ]
    out += [f'fact certificate_{x} : boolean "holds certificate {x}"' for x in SUBSECTIONS]
    out += [f'decision benefit_{x} : entitlement of person "benefit {x}"' for x in SUBSECTIONS]
    out += [f'decision amount_{x} : money "amount of benefit {x}"' for x in SUBSECTIONS]
    for i, x in enumerate(SUBSECTIONS):
        years = 1 + (n + i) % 12
        out += [
            "",
            f"provision code({x}) {{",
            f'  "The office shall grant benefit {x} of series {n} to a person who"',
            f"    means grant benefit_{x} when all {{",
            f'      "has been a resident for at least {WORDS[years]} years" means resident >= {years} years',
            "      any {",
            f'        "is more than {20 + i} years old" means age > {20 + i} years',
            f'        "holds certificate {x}" means certificate_{x}',
            "      }",
            f'      "has worked for a minimum of {100 + i} days" means days_worked >= {100 + i} days',
            "    }",
            f'  "The amount of benefit {x} is ${1000 + 10 * i + n:,}" means amount_{x} = ${1000 + 10 * i + n:,}',
        ]
        out += [f'  "The amount of benefit A is ${900 + n:,}" means amount_A = ${900 + n:,}'] if x == "A" else []
        out.append("}")
    out += ["", f'name "series {n}"' if n > 0 else 'name "series 0"']
    out += [
        "",
        'scenario "all of it" on 2021-01-01 {',
        "  given resident = 20 years",
        "  given age = 70 years",
        "  given days_worked = 200 days",
    ]
    out += [f"  given certificate_{x} = true" for x in SUBSECTIONS]
    out += [f"  expect benefit_{x} holds" for x in SUBSECTIONS]
    out += ["}"]
    return "\n".join(out) + "\n"


def write(folder: Path, files: int = FILES) -> int:
    """Writes the rule base; returns its lines of `.pol`."""
    (folder / "statutes" / "sources").mkdir(parents=True)
    (folder / "policy").mkdir()
    (folder / "pincite.toml").write_text('policies = ["policy"]\nstatutes = ["statutes"]\n')
    lines = 0
    for n in range(files):
        text, law = statute(n)
        (folder / "statutes" / "sources" / f"{n}.txt").write_text(text)
        (folder / "statutes" / f"{n}.law").write_text(law)
        rules = policy(n)
        (folder / "policy" / f"p{n}.pol").write_text(rules)
        lines += rules.count("\n")
    return lines


if __name__ == "__main__":
    print(write(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else FILES), "lines of .pol")
