"""All systems, by module. What is not installed is left out, and said to be."""

from collections.abc import Callable
from importlib import import_module
from typing import Final

from bench.peers.cases import Case
from bench.peers.interface import Peer
from pincitec.graph.pack import Pack

MODULES: Final = ("ours", "python_by_hand", "numpy_by_hand", "polars_by_hand", "openfisca", "zen_rules", "cedar", "rego")


def systems(case: Case, pack: Pack, modules: tuple[str, ...] = MODULES) -> tuple[list[Peer], list[str]]:
    """The systems that can be asked, ours first, and those that are not installed."""
    found: list[Peer] = []
    absent: list[str] = []
    for name in modules:
        try:
            made: Callable[[Case, Pack], list[Peer]] = import_module(f"bench.peers.{name}").peers
        except ModuleNotFoundError as error:
            absent.append(f"{name} ({error.name} is not installed)")
            continue
        found += made(case, pack)
    absent += [f"{p.name} on {case.title.lower()} ({p.remark})" for p in found if p.one is None and p.many is None]
    return [p for p in found if p.one is not None or p.many is not None], absent
