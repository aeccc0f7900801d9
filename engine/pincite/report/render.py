"""Templates to text. The environments are sandboxed and strict, and everything that a template prints is escaped for its format first.

What comes from facts, rules or the law is data to a template, never part of one.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from pincite.report.view import Letter, Paragraph, Run, Table
from pincite.texts import ENGLISH, lacking, msgid, plural, say, spoken
from pincitec.diagnostics.render.text import cells, escape, fold, one_line

TEMPLATES: Final = Path(__file__).parent / "templates"
WIDTH: Final = 80
NARROWEST: Final = 40
"""The widths of a letter in columns: no more than is read with ease, no less than its indents leave room in."""
HELD: Final = "\ue000"
"""Stands for a blank at which no line is broken: a section sign stays with its number."""


class Ready(str):
    """Text that is already escaped for its format: what a filter of this module returns, and (filter `made`) what a macro put together."""


def render_text(letter: Letter, width: int = WIDTH) -> str:
    """The letter for a terminal or a printer of fixed width: lines of at most `width` columns, itself held between 40 and 80.

    The command that reproduces the letter stays on one line, so that it can be copied.
    """
    fitting = min(max(width, NARROWEST), WIDTH)
    return laid_out(environment_for("text", fitting).get_template("letter/txt/letter.jinja"), letter)


def render_markdown(letter: Letter) -> str:
    return laid_out(environment_for("md").get_template("letter/md/letter.jinja"), letter)


def render_html(letter: Letter) -> str:
    """One page that needs nothing else: no script, no picture, no font from elsewhere."""
    return laid_out(environment_for("html").get_template("letter/html/letter.jinja"), letter)


def laid_out(template: Template, letter: Letter) -> str:
    """A letter by its template. Where it came out that the language spoken lacks texts of it, the letter says so, in English too."""
    made = template.render(letter=letter)
    if lacking():
        english = msgid("Parts of this letter are not translated. They stand in English.")
        said = dict.fromkeys((say(english), english))
        notices = (*said, *letter.decision.notices)
        made = template.render(letter=letter._replace(decision=letter.decision._replace(notices=notices)))
    return tidy(made)


@cache
def environment_for(kind: str, width: int = WIDTH) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, finalize=escape_for(kind), auto_reload=False, **laid(kind)
    )
    furnish(environment, width)
    return environment


def laid(kind: str) -> dict[str, Any]:
    """How templates of a kind are read, ours and those of an office alike."""
    return {"autoescape": kind == "html", "trim_blocks": True, "lstrip_blocks": True}


def escape_for(kind: str) -> Callable[[Any], Any]:
    """What escapes a value that a template of a kind prints."""
    kinds: Mapping[str, Callable[[Any], Any]] = {"text": plain, "md": markdown, "html": visible}
    return kinds[kind]


def furnish(environment: Environment, width: int) -> None:
    """The filters and functions of letters."""
    fitted = {"fill": partial(fill, width=width), "grid": partial(grid, width=width), "heading": partial(heading, width=width)}
    environment.filters.update(
        fitted,
        rule=partial(rule, width=width),
        marked=marked,
        made=Ready,
        label=label,
        hole=hole,
        code=code,
        bare=bare,
        inline=inline,
        fragment=fragment,
        address=address,
    )
    environment.globals.update(say=say, plural=plural, spoken=spoken, foreign=foreign)


def foreign() -> Markup:
    """For a page in another language, what tells a reader of screens that words of the law are in English."""
    return Markup("") if spoken() == ENGLISH else Markup(' lang="en"')


def tidy(text: str) -> str:
    """No blanks at the end of lines, one empty line at most, one line break at the end."""
    lines = "\n".join(line.rstrip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n") + "\n"


def plain(value: Any) -> Any:
    """For a terminal: on one line, and no character that acts."""
    return value if isinstance(value, Ready) else Ready(one_line(str(value)))


PINCITE: Final = re.compile(r"(§§?\s[\w.()\-–]{1,40})")
"""The number of a section, with its sign: never broken across lines."""


def visible(value: Any) -> Any:
    """For HTML: no control characters, all markup escaped, the numbers of sections each kept on one line."""
    return value if isinstance(value, Markup) else Markup("").join(held(part) for part in PINCITE.split(escape(str(value))))


def fragment(value: Any) -> Markup:
    """For HTML, the name of a place of this page as part of an address."""
    return Markup.escape(quote(str(value), safe="-._~"))


def held(text: str) -> Markup:
    return (
        Markup('<span class="pincite">{}</span>').format(text) if text.startswith("§") and PINCITE.fullmatch(text) else Markup.escape(text)
    )


def bare(value: Any) -> Markup:
    """For the title of a page, in which there are no elements: escaped, and nothing else."""
    return Markup.escape(escape(str(value)))


SPECIAL: Final = re.compile(r"([\\`*_\[\]<>&|~@])")
LEADING: Final = re.compile(r"^(\s*\d*)([#+=.)-])")
"""A mark of a heading, a list or a rule, where a line may begin with it."""


def markdown(value: Any) -> Any:
    """For Markdown: what would be read as markup, HTML, a table's bar or a link is escaped."""
    if isinstance(value, Ready):
        return value
    text = SPECIAL.sub(r"\\\1", one_line(str(value)))
    text = LEADING.sub(r"\1\\\2", text)
    return Ready(text.replace("://", r"\://").replace("www.", r"www\."))


def inline(value: Any) -> Ready:
    """For Markdown, a part of a line: as any other text, but a blank before or after it stays."""
    text = str(value)
    before, after = (" " * (text != stripped) for stripped in (text.lstrip(), text.rstrip()))
    return Ready(f"{before}{markdown(text)}{after}" if text.strip() else before)


def fill(value: Any, first: str = "", rest: str | None = None, width: int = WIDTH) -> Ready:
    """Broken into lines that fit, the first beginning with `first` and the others indented by `rest` (default: as many blanks)."""
    after = " " * columns(first) if rest is None else rest
    room = max(width - max(columns(first), columns(after)), NARROWEST // 2)
    lines = wrap(str(value).replace("§ ", f"§{HELD}"), room)
    return Ready("\n".join((after if i else first) + line.replace(HELD, " ") for i, line in enumerate(lines)))


WIDE: Final = re.compile("[^\x20-\u02ff\u2010-\u2027\u2030-\u205e\ue000]")
"""Finds a character that may not take exactly one column: letters of the West and the marks of statutes do."""


def columns(text: str) -> int:
    """How many columns a text takes; quick for what needs no table."""
    return len(text) if WIDE.search(text) is None else cells(text)


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most `width` columns, broken between words; the text's own line breaks are kept."""
    lines: list[str] = []
    for paragraph in escape(text).split("\n"):
        line: list[str] = []
        taken = 0
        for word in paragraph.split():
            size = columns(word)
            if line and taken + 1 + size > width:
                lines.append(" ".join(line))
                line, taken = [], 0
            if size > width:
                *whole, last = fold(word, width)
                lines += whole
                line, taken = [last], columns(last)
                continue
            taken += size + bool(line)
            line.append(word)
        lines.append(" ".join(line))
    return lines


def heading(value: Any, width: int = WIDTH) -> Ready:
    """A section's title with a line under it."""
    title = wrap(one_line(str(value)).upper(), width)
    return Ready("\n".join([*title, "-" * max(map(columns, title))]))


def rule(value: Any, width: int = WIDTH) -> Ready:
    """A line of this character from margin to margin."""
    return Ready(str(value) * width)


def marked(paragraph: Paragraph) -> str:
    """A paragraph of the law as text, with its marks for characters that are not verbatim."""
    text = ""
    for run in paragraph.runs:
        match run.kind:
            case "inferred":
                text += f"{{{run.text}}}"
            case "unknown":
                text += hole(run)
            case _:
                text += run.text
    return label(paragraph) + text


def label(paragraph: Paragraph) -> str:
    """The designator of a paragraph, where its text does not begin with it: before it if it is one of a ladder or of a list, above it if
    it is a heading."""
    own = " ".join(paragraph.designator.split())
    if not own or "".join(run.text for run in paragraph.runs).lstrip().startswith(own):
        return ""
    return f"{own} " if own.endswith((".", ")")) or len(own) < 3 else f"{own}\n"


def hole(run: Run) -> str:
    """What stands for words that are not on file."""
    return run.text if run.text.startswith("⟨") else f"⟨{run.text}⟩"


def address(value: Any) -> Ready:
    """For Markdown, an address between `<` and `>`, out of which nothing in it leads."""
    return Ready(re.sub(r"[\s<>\\]", lambda found: quote(found[0]), one_line(str(value))))


def code(value: Any) -> Ready:
    """A command in Markdown, in a fence that nothing in it can close."""
    text = one_line(str(value))
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return Ready(f"{fence}sh\n{text}\n{fence}")


def grid(table: Table, indent: int = 0, width: int = WIDTH) -> Ready:
    """A table in columns; cells that do not fit are broken into lines."""
    rows = [table.headers, *table.rows]
    wanted = [max(columns(one_line(row[i])) for row in rows) for i in range(len(table.headers))]
    words = [max(columns(word) for row in rows for word in (one_line(row[i]).split() or [""])) for i in range(len(wanted))]
    room = max(width - indent - 2 * (len(wanted) - 1), 4 * len(wanted))
    while sum(wanted) > room:
        spare = [w - least for w, least in zip(wanted, words, strict=True)]
        widest = spare.index(max(spare)) if max(spare) > 0 else wanted.index(max(wanted))
        wanted[widest] -= 1
    lines = []
    for number, row in enumerate(rows):
        folded = [wrap(one_line(cell), w) for cell, w in zip(row, wanted, strict=True)]
        for i in range(max(map(len, folded))):
            parts = [part[i] if i < len(part) else "" for part in folded]
            line = "  ".join(p + " " * (w - columns(p)) for p, w in zip(parts, wanted, strict=True))
            lines.append(" " * indent + line.rstrip())
        if number == 0:
            lines.append(" " * indent + "  ".join("-" * w for w in wanted))
    return Ready("\n".join(lines))
