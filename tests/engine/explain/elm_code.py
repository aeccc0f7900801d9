"""Two made-up codes, Elm and Oak, with rules for what the larger samples do not show side by side: see `elm/*.txt` and `elm/*.pol`."""

import hashlib
import tempfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from tests.policy.library import project

import pincite
from pincite.explain.proof import Determination
from pincite.report.letter import letter
from pincite.report.render import render_text
from pincitec.compile import compile_project
from pincitec.graph.pack import Pack

HERE: Final = Path(__file__).parent / "elm"
DAY: Final = date(2024, 5, 1)
LAW: Final = """section {name}/{number}
cite      "{title} Code § {number}"
authority local rule
ladder    "A."
source    code "sources/code.txt" sha256:{hash}
  known until 2026-06-30 because "the page says: Current through June 30, 2026"

text from code on 2015-01-01 {{
{text}}}
"""
NUMBERS: Final = {"elm": 1, "oak": 2}


@cache
def pack_of(name: str) -> Pack:
    """The pack of one of the two codes."""
    text = (HERE / f"{name}.txt").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "statutes" / "sources").mkdir(parents=True)
        (folder / "policy").mkdir()
        (folder / "pincite.toml").touch()
        (folder / "statutes" / "sources" / "code.txt").write_text(text, encoding="utf-8")
        digest = hashlib.sha256(text.encode()).hexdigest()
        law = LAW.format(name=name, number=NUMBERS[name], title=name.title(), hash=digest, text=text)
        (folder / "statutes" / f"{name}.law").write_text(law, encoding="utf-8")
        (folder / "policy" / f"{name}.pol").write_text((HERE / f"{name}.pol").read_text(encoding="utf-8"), encoding="utf-8")
        pack, errors, _ = compile_project(project(folder))
    assert pack is not None and not errors, [d.message for d in errors]
    return pack


def ask(decision: str, facts: dict[str, Any], *, code: str = "elm", on: date = DAY) -> Determination:
    return pincite.determine(pack_of(code), decision, facts, on=on)


def letter_of(d: Determination) -> str:
    """The letter as text, on lines of any length joined by one space."""
    return " ".join(render_text(letter(d)).split())
