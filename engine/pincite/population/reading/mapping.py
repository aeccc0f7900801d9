"""A mapping of columns to facts from TOML: a file of its own, or a table of `pincite.toml`. Nothing yet known of the data or the rules.

A setting that is unknown or of the wrong kind makes the whole mapping unusable: a column that is read otherwise than was meant is worse
than none.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any, Final

from attrs import define, field

from pincite.population.reading.model import ColumnMap, ListMap, Mapped
from pincitec.diagnostics import Diagnostic, Source, Span
from pincitec.diagnostics.catalogue import populations as rules
from pincitec.diagnostics.diagnostic import has_errors
from pincitec.diagnostics.suggest import did_you_mean

TOP: Final = ("columns", "lists", "key", "missing", "delimiter", "ignore")
COLUMN: Final = ("fact", "unit", "by", "values", "yes", "no", "missing", "decimals", "floats")
LIST: Final = ("column", "file", "key", "complete", "yes", "no", "source", "columns", "ignore", "delimiter")
UNITS: Final = ("dollars", "cents", "percent", "share", "years", "months", "since", "begins", "ends")
DELIMITERS: Final = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}
MOST_DECIMALS: Final = 10


def read_map(source: Source, table: str = "") -> tuple[Mapped | None, list[Diagnostic]]:
    """The mapping in a TOML text, or in one table of it; `None` after a problem, and where it has no such table."""
    reader = Reader(source)
    try:
        data: dict[str, Any] = tomllib.loads(source.text)
    except (ValueError, RecursionError) as error:
        line = re.search(r"at line (\d+)", str(error))
        start = source.line_starts[int(line[1]) - 1] if line else 0
        help = 'write `column = "fact"` below `[columns]`, with quotation marks around a name that holds blanks'
        message = f"`{source.path}` is not valid TOML" + (f" at line {line[1]}" if line else "")
        return None, [Diagnostic.at(rules.BAD_MAPPING, Span(source.path, start, start), message, help=help)]
    if table:
        if table not in data:
            return None, []
        data = reader.table(data, table, f"[{table}]")
    mapped = reader.mapped(data)
    return (None if has_errors(reader.problems) else mapped), reader.problems


@define
class Reader:
    """Takes the settings out of the parsed text, and collects what is wrong with them."""

    source: Source
    problems: list[Diagnostic] = field(factory=list)

    def mapped(self, data: Mapping[str, Any]) -> Mapped:
        self.known(data, TOP, "a mapping")
        lists = self.table(data, "lists", "[lists.NAME]")
        return Mapped(
            Span(self.source.path, 0, 0),
            self.columns(data),
            tuple(self.list_map(name, self.table(lists, name, f"[lists.{name}]")) for name in lists),
            self.texts(data, "key") or (),
            self.texts(data, "ignore") or (),
            self.texts(data, "missing"),
            self.choice(data, "delimiter", DELIMITERS),
            self.source,
        )

    def columns(self, data: Mapping[str, Any]) -> tuple[ColumnMap, ...]:
        inner = self.table(data, "columns", "[columns]")
        return tuple(self.column(name, value) for name, value in inner.items())

    def column(self, name: str, value: Any) -> ColumnMap:
        span = self.place(name)
        if isinstance(value, str):
            return ColumnMap(name, value, span)
        if not isinstance(value, dict):
            self.report(name, f"`{name}` is mapped to no fact", 'write `column = "fact"`, or `column = { fact = "…", unit = "…" }`')
            return ColumnMap(name, "", span)
        self.known(value, COLUMN, f"what is said of `{name}`")
        fact = self.text(value, "fact")
        if fact is None:
            self.report(name, f"`{name}` is mapped to no fact", f'write `{name} = {{ fact = "…" }}`')
        return ColumnMap(
            name,
            fact or "",
            span,
            self.choice(value, "unit", UNITS),
            self.text(value, "by"),
            self.codes(value),
            self.texts(value, "yes") or (),
            self.texts(value, "no") or (),
            self.texts(value, "missing"),
            self.decimals(value),
            self.flag(value, "floats"),
        )

    def list_map(self, name: str, data: Mapping[str, Any]) -> ListMap:
        self.known(data, LIST, f"what is said of the list `{name}`")
        key = data.get("key")
        if isinstance(key, dict) and all(isinstance(v, str) for v in key.values()):
            join = tuple((str(k), str(v)) for k, v in key.items())
        else:
            join = tuple((k, k) for k in self.texts(data, "key") or ())
        complete = data.get("complete", False)
        if not isinstance(complete, (bool, str)):
            self.report(
                "complete", "`complete` is neither `true`, `false` nor a column", 'write `complete = true` or `complete = "column"`'
            )
            complete = False
        source = self.text(data, "source")
        if complete is True and source is None:
            help = 'say who vouches that there are no more, as in `source = "the district\'s service record"`'
            self.report("complete", f"`{name}` is said to be complete without a source", help)
        yes, no = self.texts(data, "yes") or (), self.texts(data, "no") or ()
        if (yes or no) and not isinstance(complete, str):
            help = 'name the column that says of each row whether its records are all there: `complete = "column"`'
            self.report("yes" if yes else "no", f"`yes` and `no` of the list `{name[:60]}` are the codes of no column", help)
        column, file = self.text(data, "column"), self.text(data, "file")
        if column is not None and file is not None:
            self.report(name, f"the records of `{name}` lie both in a column and in a file", "keep one of `column` and `file`")
        return ListMap(
            name,
            self.place(name),
            column,
            file,
            join,
            complete,
            source,
            self.columns(data),
            self.texts(data, "ignore") or (),
            self.choice(data, "delimiter", DELIMITERS),
            yes,
            no,
        )

    def codes(self, data: Mapping[str, Any]) -> Mapping[str, str] | None:
        """What each text of the data stands for: `{ "MA" = "masters" }`."""
        if "values" not in data:
            return None
        value = data["values"]
        if not isinstance(value, dict) or not value or not all(isinstance(v, str) for v in value.values()):
            self.report("values", "`values` is no table of values", 'write `values = { "MA" = "masters" }`')
            return None
        return dict(value)

    def texts(self, data: Mapping[str, Any], key: str) -> tuple[str, ...] | None:
        """A text or whole number, or a list of them; `None` where nothing is said."""
        if key not in data:
            return None
        value = data[key]
        items = value if isinstance(value, list) else [value]
        if not all(isinstance(v, (str, int)) and not isinstance(v, bool) for v in items):
            self.report(key, f"`{key}` is no list of texts", f'write `{key} = ["…", "…"]`')
            return None
        return tuple(str(v) for v in items)

    def text(self, data: Mapping[str, Any], key: str) -> str | None:
        value = data.get(key)
        if value is not None and not (isinstance(value, str) and value.strip()):
            self.report(key, f"`{key}` is no text", f'write `{key} = "…"`')
            return None
        return value

    def choice(self, data: Mapping[str, Any], key: str, allowed: Iterable[str]) -> str | None:
        value = data.get(key)
        if value is None or (isinstance(value, str) and value in allowed):
            return value
        near = did_you_mean(str(value), allowed)
        help = f"did you mean `{near}`?" if near else "say " + ", ".join(f"`{a}`" for a in allowed)
        self.report(key, f"`{str(value)[:40]}` is no {key}", help)
        return None

    def flag(self, data: Mapping[str, Any], key: str) -> bool:
        value = data.get(key, False)
        if not isinstance(value, bool):
            self.report(key, f"`{key}` is not `true` or `false`", f"write `{key} = true`")
        return value is True

    def decimals(self, data: Mapping[str, Any]) -> int | None:
        value = data.get("decimals")
        if value is None or (isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_DECIMALS):
            return value
        self.report("decimals", f"`decimals` is no whole number from 0 to {MOST_DECIMALS}", "write `decimals = 6`")
        return None

    def table(self, data: Mapping[str, Any], key: str, example: str) -> dict[str, Any]:
        value = data.get(key, {})
        if isinstance(value, dict):
            return value
        self.report(key, f"`{key}` is no table", f"write it below `{example}`")
        return {}

    def known(self, data: Mapping[str, Any], allowed: tuple[str, ...], what: str) -> None:
        for key in data:
            if key not in allowed:
                near = did_you_mean(key, allowed)
                help = f"did you mean `{near}`?" if near else "use " + ", ".join(f"`{a}`" for a in allowed)
                self.report(key, f"`{key[:60]}` is no part of {what}", help)

    def report(self, key: str, message: str, help: str) -> None:
        self.problems.append(Diagnostic.at(rules.BAD_MAPPING, self.place(key), message, help=help))

    def place(self, key: str) -> Span:
        """Where a name is written for the first time; it decides nothing but where a message points."""
        found = re.search(rf"(?m)(?:^|[\s.{{,\[])([\"']?{re.escape(key)}[\"']?)\s*[=.\]]", self.source.text)
        return Span(self.source.path, *found.span(1)) if found else Span(self.source.path, 0, 0)
