"""For whom a letter is written: how much of one and the same proof is set out. What decided the answer stands in every profile."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple


class Profile(NamedTuple):
    """What a letter sets out beyond what decided the answer.

    `met` are elements that are met and decide nothing by themselves: they are set out, or else only named. `defining` are the texts of
    provisions that only define a term, whose defining words are shown in any case. `same` are readings under which the answer is the
    same. `losing` are the changes by which what is granted would be lost, other than by the passing of time. `others` are the results
    under each of those. `remarks` are what the rules do not decide. `unapplied` are questions that only clauses ask which do not apply.
    `sources` are the authority and the identity of each text. `nodes` are the numbers and truth codes of the graph.
    """

    name: str
    met: bool = True
    defining: bool = True
    same: bool = True
    losing: bool = True
    others: bool = False
    remarks: bool = True
    unapplied: bool = False
    sources: bool = False
    nodes: bool = False


APPLICANT: Final = Profile("applicant", met=False, defining=False, same=False, losing=False, remarks=False)
CASEWORKER: Final = Profile("caseworker")
COUNSEL: Final = Profile("counsel", others=True, unapplied=True, sources=True)
DEBUG: Final = Profile("debug", others=True, unapplied=True, sources=True, nodes=True)
PROFILES: Final[Mapping[str, Profile]] = MappingProxyType({p.name: p for p in (APPLICANT, CASEWORKER, COUNSEL, DEBUG)})
