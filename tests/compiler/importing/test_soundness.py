"""Imports of made-up pages against what really stood on each day: nothing is ever shown that did not stand there."""

from random import Random

from hypothesis import given, settings, strategies as st
from tests.compiler.importing.made_up import Past, past
from tests.compiler.importing.pages import bring, fits, known

from pincitec.law.normalise import normalise
from pincitec.law.places import units_of


@given(st.integers(0, 10**9), st.integers(1, 4))
@settings(max_examples=60, deadline=None)
def test_what_an_import_shows_did_stand(seed: int, acts: int) -> None:
    made_up = past(Random(seed), acts)
    _is_sound(made_up)


def _is_sound(made_up: Past) -> None:
    imported = bring(made_up.page)
    for version in imported.section.versions:
        stood = {path: normalise(words) for path, words in made_up.on(version.from_).texts().items()}
        for unit in units_of(version):
            if known(unit):
                assert normalise(unit.text) == stood.get(unit.path), (version.from_, made_up.page)
            elif unit.path in stood:
                assert fits(unit, stood[unit.path]), (version.from_, made_up.page)
        if version.complete:
            assert {unit.path for unit in units_of(version)} == set(stood)


def test_much_of_the_past_is_followed_back() -> None:
    """The property above would hold of an importer that knows nothing of older days."""
    imports = [bring(past(Random(seed), 3).page) for seed in range(40)]
    older = [version for imported in imports for version in imported.section.versions[:-1]]
    units = [known(unit) for version in older for unit in units_of(version)]
    assert sum(units) > len(units) // 4
    assert any(version.complete for version in older)
