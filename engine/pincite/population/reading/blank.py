"""A blank mapping for questions: every fact that they can read, with what can be said of its column. Nothing in it is in force.

Each line is a comment, so that the file maps nothing until somebody says which column holds what.
"""

from collections.abc import Iterator, Sequence

from pincite.population.reading.data import asked_facts
from pincite.population.reading.kinds import UNITS_OF
from pincite.population.reading.names import short
from pincitec.graph.pack import Pack
from pincitec.semantics.types import BOOLEAN, Enumeration, ListOf, Type

HEAD = """\
# Which column holds which fact. Replace COLUMN by the name of a column and take away the mark before the line.
# A column that has the name of its fact already needs no line. A fact without a column is not known in any row.

# key = "COLUMN"              # tells rows apart; no two rows may have the same
# missing = ["", "NA"]        # texts that stand for what is not known; nothing else does
# ignore = ["COLUMN"]         # columns that are not read, and not told of
# delimiter = "semicolon"     # of CSV: comma, semicolon, tab, pipe
"""


def blank_map(pack: Pack, decisions: Sequence[str]) -> str:
    """The mapping as TOML, in the order of the pack."""
    facts = asked_facts(pack, decisions)
    names = [short(f.name) for f in facts]
    lines = [HEAD, "[columns]"]
    for fact in facts:
        kind = pack.type_of[fact.type]
        name = short(fact.name) if names.count(short(fact.name)) == 1 else fact.name
        if not isinstance(kind, ListOf):
            judges = fact.judged_by if fact.several else ()
            lines += column(name, kind, fact.wording.label, judges)
    for fact in facts:
        kind = pack.type_of[fact.type]
        if isinstance(kind, ListOf):
            name = short(fact.name) if names.count(short(fact.name)) == 1 else fact.name
            lines += ["", f"# {one_line(fact.wording.label)}", f"# [lists.{quoted(name)}]"]
            lines += ['# column = "COLUMN"           # a column of lists of structs; or, of a file of its own:']
            lines += ['# file = "FILE"', '# key = "COLUMN"', "# complete = true", '# source = "who vouches that there are no more"']
            lines += [f"# [lists.{quoted(name)}.columns]"]
            for part in kind.element.fields:
                lines += column(part.name, part.type, part.label, ())
    return "\n".join(lines) + "\n"


def column(name: str, kind: Type, wording: str, judges: Sequence[str]) -> Iterator[str]:
    """The lines of one fact or field, one for each who judges it."""
    yield f"# {one_line(wording)}" + (f" ({kind})" if isinstance(kind, Enumeration) is False and kind != BOOLEAN else "")
    said = ""
    if isinstance(kind, Enumeration):
        said = ", values = { " + ", ".join(f'"CODE" = "{m.name}"' for m in kind.members) + " }"
    elif kind == BOOLEAN:
        said = ', yes = ["Y"], no = ["N"]'
    elif kind.key in UNITS_OF:
        said = ', unit = "' + " | ".join(UNITS_OF[kind.key]) + '"'
    for judge in judges or ("",):
        by = f', by = "{short(judge)}"' if judge else ""
        yield f'# COLUMN = {{ fact = "{name}"{said}{by} }}'


def quoted(name: str) -> str:
    return f'"{name}"' if "." in name else name


def one_line(text: str) -> str:
    return " ".join(text.split())
