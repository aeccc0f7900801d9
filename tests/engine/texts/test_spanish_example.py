"""The example of a language, `examples/languages/es.po`: its texts are the engine's, and it makes the fixed parts of a letter."""

from datetime import date
from pathlib import Path

import pincite
from pincite.facts import read_facts
from pincite.report.letter import letter
from pincite.report.render import render_html, render_text
from pincite.texts import Catalogue, language
from pincite.texts.extract import texts
from pincite.texts.reading import read_language
from pincitec.diagnostics import Source

ROOT = Path(__file__).parents[3]


def spanish() -> Catalogue:
    catalogue, problems, _ = read_language(ROOT / "examples" / "languages", "examples/languages", "es")
    assert problems == []
    assert catalogue is not None
    return catalogue


def test_every_entry_is_a_text_of_the_engine() -> None:
    known = {text for _, text in texts()}
    catalogue = spanish()
    assert sorted(set(catalogue.texts) - known) == []
    assert sorted(set(catalogue.plurals) - known) == []


def test_a_letter_has_its_fixed_parts_in_spanish() -> None:
    path = ROOT / "examples" / "refused.yaml"
    pack, on = pincite.load(ROOT), date(2021, 6, 1)
    facts, _ = read_facts(Source(path.name, path.read_text(encoding="utf-8")), pack, on)
    assert facts is not None
    with language(spanish()):
        made = letter(pincite.determine(pack, "level_three_a", facts, on=on))
        text, page = render_text(made), render_html(made)
    words = " ".join(text.split())
    assert "Hechos a fecha de 1 de junio de 2021" in words
    assert "2 years" not in words
    assert "2 años; se requiere: al menos 3 años. Por debajo en 1 año." in words
    for heading in ("LO QUE NO SE CUMPLE", "LA LEY", "HECHOS CONSTATADOS", "CÓMO SE APLICA LA LEY", "REVISIÓN"):
        assert heading in text.split("\n")
    assert "“has been a level two teacher for at least three years”" in words
    assert "Algunas partes de este escrito no están traducidas y figuran en inglés." in words
    assert page.startswith('<!DOCTYPE html>\n<html lang="es">')
    assert '<blockquote lang="en">' in page
