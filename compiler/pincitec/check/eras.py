"""The days that matter to a clause: stretches of time in each of which every section it quotes has one text.

Half-open intervals `[from_, until)`; `from_` None is the beginning of time, before which nothing is on file.
"""

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from pincitec.check.laws import Laws
from pincitec.law.model import Act, Version
from pincitec.law.places import version_on


@frozen
class Era:
    """A stretch of time with the version of each section; `None` where a section's text of those days is not on file."""

    from_: date | None
    until: date | None
    versions: dict[str, Version | None]

    def known(self, section: str) -> bool:
        """Whether the whole text of a section is on file: only then do the words that stand there say all."""
        version = self.versions[section]
        return version is not None and version.complete


def eras(laws: Laws, sections: Iterable[str]) -> tuple[Era, ...]:
    """The eras of some sections, oldest first, from the beginning of time on."""
    ids = sorted(set(sections))
    starts: set[date] = set()
    for id in ids:
        for version in laws.sections[id].versions:
            starts.add(version.from_)
            if version.until is not None:
                starts.add(version.until)
    days = sorted(starts)
    bounds = [None, *days]
    return tuple(
        Era(from_, bounds[i + 1] if i + 1 < len(bounds) else None, {id: version_at(laws, id, from_) for id in ids})
        for i, from_ in enumerate(bounds)
    )


def version_at(laws: Laws, section: str, day: date | None) -> Version | None:
    return None if day is None else version_on(laws.sections[section], day)


def applying_acts(laws: Laws, era: Era) -> tuple[tuple[str, Act], ...]:
    """The acts that begin an era's texts and apply only to some, with their sections."""
    found = []
    for id, version in sorted(era.versions.items()):
        for act in laws.sections[id].acts if version is not None else ():
            if version is not None and act.applies is not None and act.effective == version.from_ and act.title in version.acts:
                found.append((id, act))
    return tuple(found)
