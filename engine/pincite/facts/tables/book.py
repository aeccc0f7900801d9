"""A workbook before any of its sheets is read: their names, the texts that their cells share, what their formats show.

Stands over `package.py` (the file) and `cells.py` (formats), under `workbook.py`. Source: ECMA-376 part 1, 18.2, 18.4 and 18.8.
"""

import re
from typing import Final

from attrs import frozen

from pincite.facts.tables.cells import BUILT_IN, Format, format_of
from pincite.facts.tables.model import refused
from pincite.facts.tables.package import Package
from pincitec.diagnostics.catalogue import facts as rules

ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
MOST_STRINGS: Final = 300_000
TRUE: Final = ("1", "true", "on")


@frozen
class Sheet:
    name: str
    part: str
    hidden: bool


@frozen
class Book:
    """A workbook of which the sheets are not read yet."""

    package: Package
    sheets: tuple[Sheet, ...]
    strings: tuple[str, ...]
    formats: tuple[Format, ...]
    from_1904: bool


def open_book(package: Package) -> Book:
    main = next((part for kind, part in package.relations("").values() if kind == "officeDocument"), None)
    if main is None:
        raise package.broken("it names no workbook")
    related = package.relations(main)
    sheets: list[Sheet] = []
    from_1904 = False

    def ended(path: tuple[str, ...], attributes: dict[str, str], text: str) -> None:
        nonlocal from_1904
        if path[-2:] == ("sheets", "sheet"):
            kind, part = related.get(attributes.get("r:id", ""), ("", ""))
            if kind == "worksheet":
                sheets.append(Sheet(attributes.get("name", ""), part, attributes.get("state", "visible") != "visible"))
        elif path[-1:] == ("workbookPr",):
            from_1904 = attributes.get("date1904", "0") in TRUE

    package.walk(main, ended)
    parts = {kind: part for kind, part in related.values() if kind in ("sharedStrings", "styles")}
    strings = read_strings(package, parts["sharedStrings"]) if "sharedStrings" in parts else ()
    formats = read_formats(package, parts["styles"]) if "styles" in parts else ()
    return Book(package, tuple(sheets), strings, formats, from_1904)


def read_strings(package: Package, part: str) -> tuple[str, ...]:
    strings: list[str] = []
    runs: list[str] = []

    def ended(path: tuple[str, ...], attributes: dict[str, str], text: str) -> None:
        if path[-2:] == ("si", "t") or path[-3:] == ("si", "r", "t"):
            runs.append(text)
        elif path[-1] == "si":
            strings.append(unescaped("".join(runs)))
            runs.clear()
            if len(strings) > MOST_STRINGS:
                help = "keep the records of one case in the workbook"
                raise refused(rules.TOO_LARGE, package.span, f"`{package.path}` has more than {MOST_STRINGS:,} texts", help)

    package.walk(part, ended)
    return tuple(strings)


def read_formats(package: Package, part: str) -> tuple[Format, ...]:
    """What each style of a cell shows, in the order in which cells name them."""
    codes: dict[str, str] = {str(number): code for number, code in BUILT_IN.items()}
    styles: list[str] = []

    def ended(path: tuple[str, ...], attributes: dict[str, str], text: str) -> None:
        if path[-2:] == ("numFmts", "numFmt"):
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif path[-2:] == ("cellXfs", "xf"):
            styles.append(attributes.get("numFmtId", "0"))

    package.walk(part, ended)
    return tuple(format_of(codes.get(number, "General")) for number in styles)


def unescaped(text: str) -> str:
    """A text in which `_x000A_` stands for a character that XML cannot hold."""
    return ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def chosen_sheet(book: Book, wanted: str | None, likely: tuple[str, ...]) -> Sheet:
    package = book.package
    listed = ", ".join(f"`{s.name[:40]}`" for s in book.sheets[:12]) or "none"
    if wanted is not None:
        found = [s for s in book.sheets if s.name.strip().lower() == wanted.strip().lower()]
    else:
        names = {name.lower() for name in likely}
        found = [s for s in book.sheets if s.name.strip().lower() in names] or list(book.sheets)
    if len(found) != 1:
        if wanted is None:
            message = f"which sheet of `{package.path}` holds the records is not said"
            help = "name it, as `sheet` in the facts file or after a colon with `--records`"
        else:
            message, help = f"`{package.path}` has no sheet `{wanted[:40]}`", "name one of its sheets"
        raise refused(rules.WHICH_TABLE, package.span, message, help, f"its sheets are {listed}")
    if found[0].hidden:
        message = f"the sheet `{found[0].name[:40]}` of `{package.path}` is hidden"
        raise refused(rules.CELL_REFUSED, package.span, message, "show it: what is read must be what is seen")
    return found[0]
