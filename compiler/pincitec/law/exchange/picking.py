"""Which section of a document is meant: by its identifier or its number, or the only one."""

import re
from collections.abc import Iterable

from attrs import frozen

from pincitec.diagnostics import Diagnostic, Label, Span
from pincitec.diagnostics.catalogue.exchange import SECTION_NOT_PICKED
from pincitec.diagnostics.suggest import did_you_mean
from pincitec.law.exchange.xml import Element

_SIGNS = re.compile(r"^\[?(?:§+|sec(?:tion|\.)?|art(?:icle|\.)?)?\s*|[.:\]]*$", re.IGNORECASE)
_SHOWN = 20


@frozen
class Found:
    """A section in a document: its element, those around it (outermost first), its identifiers, its number and heading."""

    element: Element
    around: tuple[Element, ...]
    names: tuple[str, ...]
    number: str
    heading: str

    @property
    def shown(self) -> str:
        words = " ".join(part for part in (self.number, self.heading) if part)
        return f"{self.names[0] if self.names else 'without identifier'} {words}".strip()


def pick(found: list[Found], wanted: str | None, path: str) -> tuple[Found, ...] | Diagnostic:
    """The versions of the one section that is meant; they share their first identifier."""
    nowhere = Span(path, 0, 0)
    if not found:
        return Diagnostic.at(SECTION_NOT_PICKED, nowhere, "the file holds no section", help="only sections and articles of a law are taken")
    chosen = found if wanted is None else [one for one in found if wanted in one.names or _bare(wanted) == _bare(one.number) != ""]
    if not chosen:
        near = did_you_mean(wanted or "", [name for one in found for name in (*one.names, one.number)])
        return Diagnostic.at(
            SECTION_NOT_PICKED, nowhere, f"the file holds no section `{wanted}`",
            notes=[_listed(found)], help=f"did you mean `{near}`?" if near else "pick one of those listed",
        )  # fmt: skip
    keys = {one.names[0] if one.names else id(one) for one in chosen}
    if len(keys) == 1:
        return tuple(chosen)
    if wanted is None:
        return Diagnostic.at(
            SECTION_NOT_PICKED, nowhere, f"the file holds {len(keys)} sections", notes=[_listed(found)],
            help="name one of them: --pick with its identifier or its number",
        )  # fmt: skip
    return Diagnostic.at(
        SECTION_NOT_PICKED, chosen[0].element.span, f"`{wanted}` fits {len(keys)} sections",
        others=[Label(one.element.span) for one in chosen[1:_SHOWN]], notes=[_listed(chosen)], help="pick it by its identifier",
    )  # fmt: skip


def _bare(number: str) -> str:
    """A number without the signs around it: `§ 12.` and `Sec. 12` are `12`."""
    return _SIGNS.sub("", number.strip()).casefold()


def _listed(found: Iterable[Found]) -> str:
    lines = list(dict.fromkeys(one.shown for one in found))
    more = [f"and {len(lines) - _SHOWN} more"] if len(lines) > _SHOWN else []
    return "\n".join(["the sections of the file are", *lines[:_SHOWN], *more])
