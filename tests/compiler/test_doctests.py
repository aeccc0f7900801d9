"""The examples in docstrings say what a function does; they are run, in both packages."""

import doctest
import pkgutil
from importlib import import_module

import pytest

import pincite
import pincitec

MODULES = [
    module.name
    for package in (pincitec, pincite)
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    if not module.name.endswith(".__main__")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name: str) -> None:
    outcome = doctest.testmod(import_module(name))
    assert outcome.failed == 0
