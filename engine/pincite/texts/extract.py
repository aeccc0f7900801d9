"""All texts of the engine, collected from its modules and templates into `messages.pot`. Needs Babel; part of development only.

    python -m pincite.texts.extract        (or: make messages)

The file names the modules in which a text is said, without lines, so that only a change of texts changes it.
"""

import ast
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any, Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import write_po

ENGINE: Final = Path(__file__).resolve().parent.parent
TEMPLATE: Final = Path(__file__).with_name("messages.pot")
KEYWORDS: Final[dict[str, Any]] = {"say": None, "msgid": None, "plural": (2, 3)}
HEADER: Final = """\
# The texts of the engine of Pincite. Made by `make messages`.
# A language is a file made from this one: docs/languages.md.
msgid ""
msgstr ""
"Language: \\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def texts() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """Every text with the file that says it, in the order of the files and of the texts within each."""
    for path in sorted((*ENGINE.rglob("*.py"), *ENGINE.rglob("*.jinja"))):
        method: Any = from_module if path.suffix == ".py" else "jinja2.ext:babel_extract"
        with path.open("rb") as stream:
            for _, found, _, _ in extract(method, stream, KEYWORDS, options={"silent": "false"}):
                yield path.relative_to(ENGINE).as_posix(), found


def from_module(
    stream: IO[bytes], keywords: Mapping[str, Any], comments: object, options: object
) -> Iterator[tuple[int, str, tuple[str | None, ...], list[str]]]:
    """Babel's way to extract from a module, but by its syntax: a call within an f-string is found by every release of Python alike."""
    calls = [node for node in ast.walk(ast.parse(stream.read())) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        name = call.func.id if isinstance(call.func, ast.Name) else call.func.attr if isinstance(call.func, ast.Attribute) else ""
        if name in keywords:
            said = (a.value if isinstance(a, ast.Constant) and isinstance(a.value, str) else None for a in call.args)
            yield call.lineno, name, tuple(said), []


def template() -> str:
    """The text of `messages.pot`."""
    catalogue = Catalog()
    for file, text in texts():
        catalogue.add(text, locations=[(file, 1)])
    for message in catalogue:
        message.flags.discard("python-format")
    out = io.BytesIO()
    write_po(out, catalogue, width=0, omit_header=True, include_lineno=False)
    return HEADER + out.getvalue().decode().strip("\n") + "\n"


if __name__ == "__main__":
    TEMPLATE.write_text(template(), encoding="utf-8")
