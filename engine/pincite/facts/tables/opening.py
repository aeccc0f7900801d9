"""Which files of records may be opened, and what was read of them: nothing outside the folder of the facts file or of the project."""

import os
from pathlib import Path
from typing import Final

from attrs import define, field

from pincite.facts.tables.model import Grid, Reads, Wanted, refused
from pincite.facts.tree import Refused
from pincitec.diagnostics import Diagnostic, Source
from pincitec.diagnostics.catalogue import facts as rules, files
from pincitec.diagnostics.reading import MAX_BYTES, decode_source, not_found

TEXT: Final = (".csv", ".tsv", ".txt")
OTHER_BOOKS: Final = (".xls", ".xlsm", ".xlsb", ".xltx", ".xltm", ".ods", ".numbers")


@define
class Tables:
    """Opens tables for one facts file.

    Names are looked up from `folder` (the one of the facts file; None where the facts come from no file), and lead to nothing outside it
    and `root` (the project's, if there is one). `sources` collects the texts that problems point into, by path.
    """

    folder: Path | None = None
    root: Path | None = None
    prefix: str = ""
    anywhere: bool = False
    """Whether a person named the file on the command line, as they name the facts file itself."""
    sources: dict[str, Source] = field(factory=dict)
    reads: Reads | None = None
    """Which fields matter to what is asked (None: any may). Of others no column is missed."""

    def open(self, wanted: Wanted, likely: tuple[str, ...]) -> Grid:
        """The table that is wanted; `likely` are the names under which a workbook may have its sheet. Raises `Refused`."""
        shown = self.prefix + wanted.file if not os.path.isabs(wanted.file) else wanted.file
        ending = Path(wanted.file).suffix.lower()
        if ending in OTHER_BOOKS:
            help = "save it as `.xlsx`, or save the sheet as CSV"
            raise refused(rules.TABLE_UNREADABLE, wanted.span, f"`{wanted.file[:100]}` is a workbook of another kind", help)
        if ending not in (*TEXT, ".xlsx"):
            help = "name a file that ends in `.csv` or `.xlsx`"
            raise refused(rules.TABLE_UNREADABLE, wanted.span, f"`{wanted.file[:100]}` is not a table by its name", help)
        data = self.bytes_of(wanted, shown)
        if ending == ".xlsx":
            from pincite.facts.tables.workbook import read_workbook  # only here: few facts files name a table

            if wanted.delimiter is not None:
                raise refused(rules.WHICH_TABLE, wanted.span, "a workbook has no delimiter", "delete `delimiter`")
            grid = read_workbook(data, shown, wanted.sheet, likely)
        else:
            from pincite.facts.tables.csv_reader import read_csv

            if wanted.sheet is not None:
                raise refused(
                    rules.WHICH_TABLE, wanted.span, f"`{wanted.file[:100]}` has no sheets", "delete `sheet`; only a workbook has them"
                )
            source = decode_source(data, shown)
            if isinstance(source, Diagnostic):
                raise Refused(source)
            self.sources[shown] = source
            grid = read_csv(source, wanted.delimiter)
        self.sources[grid.source.path] = grid.source
        return grid

    def bytes_of(self, wanted: Wanted, shown: str) -> bytes:
        if self.folder is None:
            help = "write the records themselves, or keep the facts in a file beside the table"
            raise refused(files.OUTSIDE_PROJECT, wanted.span, "these facts lie in no folder, so no file beside them can be named", help)
        path = self.folder / wanted.file
        try:
            real = Path(os.path.realpath(path))
            inside = self.anywhere or any(
                real.is_relative_to(os.path.realpath(home)) for home in (self.folder, self.root) if home is not None
            )
            if not inside or (not self.anywhere and (os.path.isabs(wanted.file) or "\\" in wanted.file)):
                help = "put the table beside the facts file, or elsewhere in the project"
                raise refused(files.OUTSIDE_PROJECT, wanted.span, f"`{wanted.file[:100]}` leads out of the folder of the facts", help)
            if real.exists() and not real.is_file():
                raise refused(files.NOT_A_FILE, wanted.span, f"`{shown}` is not a plain file", "name a `.csv` or `.xlsx` file")
            with open(real, "rb") as stream:
                data = stream.read(MAX_BYTES + 1)
        except FileNotFoundError:
            missing = not_found(path, shown)
            raise refused(missing.rule, wanted.span, missing.message, missing.help or "") from None
        except (OSError, ValueError):
            raise refused(files.FILE_NOT_READABLE, wanted.span, f"`{shown}` cannot be read", "check its name and permissions") from None
        return data


def tables_beside(facts_file: str | None, root: Path, shown: str | None = None) -> Tables:
    """The tables that a facts file may name: those in its folder and in the project. Facts from standard input name none.

    `shown`: how messages call the facts file, if not by its name.
    """
    if facts_file is None or facts_file == "-":
        return Tables()
    around = Path(shown or facts_file).parent
    return Tables(Path(facts_file).parent, root, "" if around == Path() else f"{around.as_posix()}/")
