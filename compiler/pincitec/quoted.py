"""All quotations of a project with how they fare over time, from the cache where nothing has changed.

Stands beside `compile.py`. A file that cannot be read or parsed has none; that it has problems is for `check` to say.
"""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from attrs import frozen

from pincitec import cache
from pincitec.check.quotations import QuotationRecord, from_json, to_json
from pincitec.diagnostics import Source
from pincitec.files import Files, read_files
from pincitec.memory import uncollected
from pincitec.project import Project

if TYPE_CHECKING:
    from pincitec import passes as p


@frozen
class Quoted:
    """The quotations in order of place, and the texts that they stand in."""

    records: tuple[QuotationRecord, ...]
    sources: Mapping[str, Source]
    files: Files


def quoted(project: Project, wanted: Collection[str] | None = None) -> Quoted:
    """The quotations of a project's policies, or of the files named, by the path as shown."""
    files = read_files(project)
    passes: p.Passes | None = None
    found: list[QuotationRecord] = []
    for path in files.policies:
        if wanted is not None and path not in wanted:
            continue
        key = cache.key_of(b"quotations", cache.program(), files.fingerprint(path))
        kept = from_json(cache.load(key))
        if kept is None:
            from pincitec.passes import Passes

            passes = passes or Passes(files)
            kept = read_anew(passes, path)
            cache.store(key, to_json(kept))
        found += kept
    return Quoted(tuple(found), files.sources, files)


def read_anew(passes: "p.Passes", path: str) -> tuple[QuotationRecord, ...]:
    from pincitec.check.laws import Laws
    from pincitec.check.records import records

    with uncollected():
        module = passes.module(path)
        return records(module, Laws(passes.sections))
