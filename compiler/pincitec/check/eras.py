"""The days that matter to a clause: stretches of time in each of which every section it quotes has one text.

Half-open intervals `[from_, until)`; `from_` None is the beginning of time, before which nothing is on file.
"""

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from pincitec.check.laws import Laws
from pincitec.law.model import Act, Version
from pincitec.law.places import governing_act, version_on


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


@frozen
class Other:
    """The text of a section for those to whom an act in effect does not apply; `begins` is the day on which the act took effect."""

    section: str
    act: Act
    begins: date
    version: Version | None


def others(laws: Laws, era: Era) -> tuple[Other, ...]:
    """For each act in effect in an era that applies only to some, the text of the others."""
    found = []
    for id, version in sorted(era.versions.items()):
        section = laws.sections[id]
        for act in section.acts if version is not None and era.from_ is not None else ():
            governing = governing_act(section, act.title)
            for period in governing.periods if governing is not None and act.applies is not None else ():
                if era.from_ is not None and period.from_ <= era.from_ and (period.until is None or era.from_ < period.until):
                    versions = section.alternatives.get(act.title, ())
                    there = next((v for v in versions if v.from_ <= era.from_ and (v.until is None or era.from_ < v.until)), None)
                    found.append(Other(id, act, period.from_, there))
    return tuple(found)
