"""Where the facts of an interview are kept: whole or not at all, after every answer, and never over a file that was not named for it."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import define

from pincite.cli.outfile import write_new
from pincite.cli.streams import write_file
from pincitec.diagnostics import Diagnostic, Source, Span
from pincitec.diagnostics.catalogue import files
from pincitec.diagnostics.reading import read_source

if TYPE_CHECKING:
    from pincite.interview import State

YAML: Final = (".yaml", ".yml", "")
JSON: Final = (".json",)


@define
class Saving:
    """A file for the facts. `ours`: whether it may be written over: it is the file of facts that was begun with, or was made here."""

    path: Path
    ours: bool

    def loses_comments(self) -> bool:
        """Whether the file has lines of comment, which are not kept when it is written anew."""
        there = read_source(self.path, self.path.as_posix()) if self.ours else None
        return isinstance(there, Source) and any(line.lstrip().startswith("#") for line in there.text.split("\n"))

    def save(self, state: "State") -> Diagnostic | None:
        """Writes the facts as they stand; the problem, if there is one: then the file is as it was."""
        from pincite.interview.trees import to_json, to_yaml

        text = to_json(state.tree) + "\n" if self.path.suffix.lower() in JSON else to_yaml(state.tree, state.on)
        if self.ours:
            return write_file(self.path, text)
        problem = write_new(self.path, text)
        self.ours = problem is None
        return problem


def saving_to(path: Path, facts_file: str | None) -> Saving | Diagnostic:
    """The file to save to, or why it is none."""
    shown = path.as_posix()
    ending = path.suffix.lower()
    if shown == "-" or ending not in (*YAML, *JSON):
        help = "name a file that ends in `.yaml` or `.json`"
        return Diagnostic.at(files.FILE_NOT_WRITTEN, Span(shown, 0, 0), f"`{shown}` is no name of a facts file", help=help)
    same = facts_file is not None and facts_file != "-" and os.path.realpath(facts_file) == os.path.realpath(path)
    if os.path.lexists(path) and not same:
        help = "name a new file, or begin with this one: --facts and --save may name the same file"
        return Diagnostic.at(files.FILE_NOT_WRITTEN, Span(shown, 0, 0), f"`{shown}` is there already", help=help)
    if not path.parent.is_dir():
        help = "check the name; a folder that is to hold it must be there"
        return Diagnostic.at(files.FILE_NOT_WRITTEN, Span(shown, 0, 0), f"`{shown}` could not be written", help=help)
    return Saving(path, same)
