"""Reads the pages of the documentation: their files, their commands with what these print, their examples in Python.

A fenced block is what its first line says:

- ```` ```pol policy/garden.pol ````, any language and a path: a file, as the reader would save it;
- ```` ```diff policy/garden.pol ````: a change to it: lines taken out begin with `-`, new ones with `+`, others stand there already;
- ```` ```console ````: commands after `$`, each followed by what it prints;
- ```` ```python ````: an example for doctest;
- anything else is only shown.

In what a command prints, `…` on a line of its own stands for any lines, and within a line for any characters.
"""

import re
from pathlib import Path

from attrs import frozen

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")])

BLOCK = re.compile(r"^(?P<fence>`{3,})(?P<info>[^\n`]*)\n(?P<text>.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")


@frozen
class Block:
    """A fenced block: its language, the path after it (or ""), its text, and the line on which it begins."""

    language: str
    path: str
    text: str
    line: int


@frozen
class Command:
    """A command of a `console` block, what the page says it prints, and the line on which it stands."""

    words: str
    output: str
    line: int


def blocks(page: str) -> list[Block]:
    """
    >>> blocks("Save this:\\n```pol policy/a.pol\\npolicy a\\n```\\n")
    [Block(language='pol', path='policy/a.pol', text='policy a\\n', line=2)]
    """
    found = []
    for match in BLOCK.finditer(page):
        language, _, path = match["info"].strip().partition(" ")
        found.append(Block(language, path.strip(), match["text"], page.count("\n", 0, match.start()) + 1))
    return found


def commands(block: Block) -> list[Command]:
    """
    >>> [(c.words, c.output) for c in commands(Block("console", "", "$ ls\\na\\nb\\n$ true\\n", 1))]
    [('ls', 'a\\nb'), ('true', '')]
    """
    found: list[tuple[str, list[str], int]] = []
    for number, line in enumerate(block.text.splitlines(), block.line + 1):
        if line.startswith("$ "):
            found.append((line[2:], [], number))
        else:
            assert found, f"line {number}: a console block begins with a command"
            found[-1][1].append(line)
    return [Command(words, "\n".join(output).strip("\n"), line) for words, output, line in found]


def changed(text: str, diff: str) -> str:
    """The text after a change: what the diff takes out, with the lines around it, must stand there exactly once.

    >>> changed("a\\nb\\nc\\n", " a\\n-b\\n+B\\n")
    'a\\nB\\nc\\n'
    """
    lines = [line or " " for line in diff.splitlines()]
    before = "".join(f"{line[1:]}\n" for line in lines if line[0] in " -")
    after = "".join(f"{line[1:]}\n" for line in lines if line[0] in " +")
    assert text.count(before) == 1, f"these lines stand {text.count(before)} times in the file:\n{before}"
    return text.replace(before, after)


def agrees(stated: str, printed: str) -> bool:
    """Whether a command printed what the page says.

    >>> agrees("a…c\\n…\\nz", "abc\\n1\\n2\\nz"), agrees("a", "ab")
    (True, False)
    """
    parts = []
    for line in stated.splitlines():
        if line.strip() == "…":
            parts.append(r"(?:[^\n]*\n)*?")
        else:
            parts.append(r"[^\n]*".join(re.escape(part) for part in line.rstrip().split("…")) + r"[ ]*\n")
    return re.fullmatch("".join(parts), f"{printed.strip(chr(10))}\n" if printed.strip() else "") is not None
