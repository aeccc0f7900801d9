"""The codes, series of acts and administrative codes whose names are known: what each is called, and how its name may be printed.

The names are those of the legislatures' drafting manuals and of common American legal citation. A code that is not here is not guessed.
"""

import re
from typing import Final

NMSA: Final = "us-nm/nmsa"
USC: Final = "us/usc"
CFR: Final = "us/cfr"
NMAC: Final = "us-nm/nmac"
CMR: Final = "us-ma/cmr"
DCMR: Final = "us-dc/dcmr"
MASS: Final = "us-ma/code"
DC: Final = "us-dc/code"

STATES: Final[dict[str, str]] = {
    "us-ak/code": "Alaska Stat.", "us-al/code": "Ala. Code", "us-ar/code": "Ark. Code Ann.", "us-az/code": "Ariz. Rev. Stat. Ann.",
    "us-co/code": "Colo. Rev. Stat.", "us-ct/code": "Conn. Gen. Stat.", DC: "D.C. Official Code", "us-fl/code": "Fla. Stat.",
    "us-ga/code": "Ga. Code Ann.", "us-hi/code": "Haw. Rev. Stat.", "us-ia/code": "Iowa Code", "us-id/code": "Idaho Code",
    "us-in/code": "Ind. Code", "us-ks/code": "Kan. Stat. Ann.", "us-ky/code": "Ky. Rev. Stat. Ann.", "us-la/code": "La. Stat. Ann.",
    "us-mi/code": "Mich. Comp. Laws", "us-mo/code": "Mo. Rev. Stat.", "us-ms/code": "Miss. Code Ann.", "us-mt/code": "Mont. Code Ann.",
    "us-nc/code": "N.C. Gen. Stat.", "us-nd/code": "N.D. Cent. Code", "us-ne/code": "Neb. Rev. Stat.", "us-nh/code": "N.H. Rev. Stat. Ann.",
    "us-nv/code": "Nev. Rev. Stat.", "us-oh/code": "Ohio Rev. Code Ann.", "us-or/code": "Or. Rev. Stat.", "us-ri/code": "R.I. Gen. Laws",
    "us-sc/code": "S.C. Code Ann.", "us-sd/code": "S.D. Codified Laws", "us-tn/code": "Tenn. Code Ann.", "us-ut/code": "Utah Code Ann.",
    "us-va/code": "Va. Code Ann.", "us-wa/code": "Wash. Rev. Code", "us-wi/code": "Wis. Stat.", "us-wv/code": "W. Va. Code",
    "us-wy/code": "Wyo. Stat. Ann.",
}  # fmt: skip
"""Codes whose sections are cited by the name of the code and the section alone."""

CONSTITUTIONS: Final[dict[str, str]] = {"us/const": "U.S. Const.", "us-nm/const": "N.M. Const."}

TITLES: Final[dict[str, str]] = {
    **STATES,
    **CONSTITUTIONS,
    NMSA: "New Mexico Statutes Annotated 1978",
    USC: "United States Code",
    CFR: "Code of Federal Regulations",
    NMAC: "New Mexico Administrative Code",
    CMR: "Code of Massachusetts Regulations",
    DCMR: "District of Columbia Municipal Regulations",
    MASS: "Massachusetts General Laws",
}
"""What each code is called in full, for readers."""

NUMBERED: Final[dict[str, str]] = {"us": "Pub. L.", "us-dc": "D.C. Law", "us-dc/act": "D.C. Act"}
"""Series of acts that are cited by number, with the name that is printed."""

SERIES: Final[dict[str, str]] = {"us/stat": "Stat.", "us/fr": "Fed. Reg.", "us-dc/register": "D.C. Reg."}
"""Series that are cited by volume and page."""

_ALSO: Final[dict[str, tuple[str, ...]]] = {
    DC: ("D.C. Code", "District of Columbia Official Code", "District of Columbia Code"),
    NMSA: ("N.M. Stat. Ann.", "New Mexico Statutes Annotated"),
    NMAC: ("N.M. Code R.", "N.M. Admin. Code"),
    "us": ("Public Law", "P.L.", "Pub. L. No.", "Public Law No."),
    "us/const": ("United States Constitution", "Constitution of the United States"),
    "us-nm/const": ("New Mexico Constitution", "Constitution of New Mexico", "constitution of New Mexico"),
    "us/fr": ("Federal Register",),
    "us-dc/register": ("DCR",),
    "us/stat": ("Statutes at Large",),
}


def _pattern(name: str) -> str:
    """How a name may be printed: with or without its full stops, "Ann." left out or in full, any white space.

    >>> bool(re.fullmatch(_pattern("N.M. Stat. Ann."), "NM Stat")), bool(re.fullmatch(_pattern("Ala. Code"), "Alaska Code"))
    (True, False)
    """
    words = []
    for word in name.split():
        if word == "Ann.":
            words.append(r"(?:\s{1,3}(?:Ann\.|Ann\b|Annotated))?")
            continue
        initials = re.fullmatch(r"(?:[A-Z]\.)+", word) is not None
        spelt = r"\.?\s?".join(re.findall("[A-Z]", word)) + r"\.?" if initials else re.escape(word).replace(r"\.", r"\.?")
        words.append(rf"\s{{1,3}}{spelt}" if words else spelt)
    return "".join(words)


def _names(table: dict[str, str]) -> dict[str, str]:
    return {form: identity for identity, name in table.items() for form in (name, *_ALSO.get(identity, ()))}


def alternatives(names: dict[str, str]) -> str:
    """One expression for all these names, longer ones first."""
    return "|".join(_pattern(name) for name in sorted(names, key=lambda name: (-len(name), name)))


PREFIXED: Final = _names(STATES) | dict.fromkeys(_ALSO[NMSA], NMSA) | dict.fromkeys(_ALSO[NMAC], NMAC)
"""Names that stand before the section, and the code of each."""
ACTS: Final = _names(NUMBERED)
PAGES: Final = _names(SERIES)
BASIC: Final = _names(CONSTITUTIONS)


def named(text: str, names: dict[str, str]) -> str:
    """The identity behind a name as printed; the name was found by `alternatives(names)`."""
    for name in sorted(names, key=lambda name: (-len(name), name)):
        if re.fullmatch(_pattern(name), text):
            return names[name]
    raise AssertionError(text)
