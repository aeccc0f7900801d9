"""What the claims of a project come to, as problems, from the user's cache where nothing has changed.

A key holds the texts of all files of the project, the compiler and the engine: an unchanged project meets neither its pack nor the search.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pincite
from pincitec import cache
from pincitec.diagnostics import Diagnostic, Source
from pincitec.diagnostics.plain import from_plain, to_plain
from pincitec.project import Project

CLAIM: Final = re.compile(r"^[ \t]*verify\b", re.MULTILINE)


def claiming(sources: Mapping[str, Source]) -> list[str]:
    """The policies that seem to claim something, by their text alone."""
    return [path for path, source in sources.items() if path.endswith(".pol") and CLAIM.search(source.text)]


def claim_problems(project: Project, sources: Mapping[str, Source]) -> list[Diagnostic] | None:
    """The problems of all claims of a project; `None` where the rules have errors that forbid a pack, so that nothing was searched.

    `sources` are the texts of all its files. What law they hold is settled by them: a source file beside one is known by its hash.
    """
    engine = cache.program(Path(pincite.__file__).parent)
    texts = (part.encode() for path in sorted(sources) for part in (path, sources[path].text))
    key = cache.key_of(b"claims", cache.program(), engine, *texts)
    kept = from_plain(cache.load(key))
    if kept is not None:
        return kept
    from pincite.prove.problems import problems
    from pincite.prove.run import findings
    from pincite.prove.seeds import seeds_of
    from pincitec.compile import study

    known = study(project)
    if known.pack is None:
        return None
    seeds = seeds_of(s for m in known.modules for s in m.scenarios)
    found = [p for finding in findings(known.pack, seeds=seeds) for p in problems(finding, known.sources)]
    cache.store(key, to_plain(found))
    return found
