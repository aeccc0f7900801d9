"""Reads Markdown suites: each heading with files below it is a case, and the files say which problems must be found in them.

A suite is a part of the language reference that is also run. In it,

- a fenced block `law path=statutes/x.law` or `pol path=policy/x.pol` is a file of a small project; blocks under a heading that has
  headings below it belong to all cases there;
- a comment at the end of a line, `# error: [PC403] "underlined text"` (or `warning`, `info`), says what must be reported in that
  line; alone in a line it speaks of the line below. The underlined text may be left out, or end in `…`. Nothing else may be
  reported, but notes (`info`) that are not mentioned;
- a fenced block `expect` says the same for lines that cannot hold a comment: `policy/x.pol:3 error: [PC101] "text"`;
- above the first `##` heading, a sentence such as "`PC207` and `PC208` are not looked at." passes over these in the whole suite;
- in a law file, `sha256:computed` stands for the hash of the source, which is made of the verbatim blocks of the file unless a
  block `source path=…` gives it.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from attrs import frozen

from pincitec.diagnostics import Diagnostic, Source

FENCE = re.compile(r"^```(law|pol|source|expect)(?: path=(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^(#{1,6}) (.+)$", re.MULTILINE)
REMARK = re.compile(r'#\s*(error|warning|info): \[(PC\d{3})\](?: "((?:[^"]|"(?!\s*(?:#|$)))*)")?\s*(?=#|$)')
EXPECTED = re.compile(r'^(\S+):(\d+) (error|warning|info): \[(PC\d{3})\](?: "(.*)")?$')
SOURCE = re.compile(r'^source\s+\w+\s+"([^"]+)"\s+sha256:computed', re.MULTILINE)
UNSEEN = re.compile(r"^((?:`PC\d{3}`(?:, | and )?)+) (?:is|are) not looked at\.", re.MULTILINE)
VERBATIM = re.compile(r"^\s*(?:text|note|history)\b[^\n{]*\{\n(.*?)^\s*\}$", re.MULTILINE | re.DOTALL)


@frozen(order=True)
class Finding:
    """A problem as a suite states it, or as it was found: where, how bad, which, and the words underlined (`None`: not stated)."""

    path: str
    line: int
    severity: str
    code: str
    words: str | None

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.severity}: [{self.code}]" + (f' "{self.words}"' if self.words is not None else "")

    def meets(self, other: "Finding") -> bool:
        """Whether a finding is the one that a suite states."""
        if (self.path, self.line, self.severity, self.code) != (other.path, other.line, other.severity, other.code):
            return False
        if self.words is None or other.words is None:
            return True
        return other.words.startswith(self.words[:-1]) if self.words.endswith("…") else other.words == self.words


@frozen
class Case:
    """The files of a case by path, the problems that must be found in them, and the codes that are not looked at."""

    name: str
    files: Mapping[str, str]
    expected: tuple[Finding, ...]
    unseen: frozenset[str] = frozenset()


def cases(suite: Path) -> Iterator[Case]:
    """The cases of a suite, in order; the name of a case is its path of headings."""
    text = suite.read_text(encoding="utf-8")
    fenced = [(m.start(), m.end()) for m in re.finditer(r"^```.*?^```$", text, re.MULTILINE | re.DOTALL)]
    headings = [m for m in HEADING.finditer(text) if not any(start < m.start() < end for start, end in fenced)]
    ends = [*(m.start() for m in headings[1:]), len(text)]
    path: list[str] = []
    shared: list[list[re.Match[str]]] = []
    unseen: frozenset[str] = frozenset()
    for number, (heading, end) in enumerate(zip(headings, ends, strict=True)):
        depth = len(heading[1])
        path = [*path[: depth - 1], heading[2]]
        blocks = list(FENCE.finditer(text, heading.end(), end))
        if depth == 1:
            said = UNSEEN.search(text, heading.end(), end)
            unseen = frozenset(re.findall(r"PC\d{3}", said[1])) if said else frozenset()
        shared = [*shared[: depth - 1], blocks]
        has_below = number + 1 < len(headings) and len(headings[number + 1][1]) > depth
        if blocks and not has_below:
            yield case(" / ".join(path[1:]), [block for above in shared for block in above], unseen)


def case(name: str, blocks: list[re.Match[str]], unseen: frozenset[str]) -> Case:
    files: dict[str, str] = {}
    expected: list[Finding] = []
    for block in blocks:
        kind, path, body = block.groups()
        if kind == "expect":
            for line in body.splitlines():
                stated = EXPECTED.fullmatch(line)
                assert stated is not None, f"{name}: cannot read `{line}`"
                expected.append(Finding(stated[1], int(stated[2]), stated[3], stated[4], stated[5]))
            continue
        assert path is not None, f"{name}: a block of {kind} without a path"
        files[path] = body
    for path in [p for p in files if p.endswith(".law")]:
        files |= with_sources(path, files)
    for path, body in files.items():
        if path.endswith((".pol", ".law")):
            expected += remarks(path, body)
    return Case(name, files, tuple(sorted(expected, key=str)), unseen)


def with_sources(path: str, files: Mapping[str, str]) -> dict[str, str]:
    """A law file with the hash of each source filled in, and the sources that are made of its own text."""
    made: dict[str, str] = {}

    def filled(match: re.Match[str]) -> str:
        source = f"{path.rpartition('/')[0]}/{match[1]}"
        body = files.get(source) or "\n".join(VERBATIM.findall(files[path]))
        made[source] = body
        return match[0].replace("computed", hashlib.sha256(body.encode()).hexdigest())

    return {path: SOURCE.sub(filled, files[path]), **made}


def remarks(path: str, body: str) -> Iterator[Finding]:
    """What the comments of a file say."""
    lines = body.split("\n")
    for number, line in enumerate(lines, 1):
        found = list(REMARK.finditer(line))
        below = number
        if found and not line[: found[0].start()].strip():
            below += 1
            while below <= len(lines) and REMARK.match(lines[below - 1].strip()):
                below += 1
        for match in found:
            yield Finding(path, below, match[1], match[2], match[3])


def found_in(diagnostics: tuple[Diagnostic, ...], sources: Mapping[str, Source]) -> list[Finding]:
    """The problems that were found, in the words of a suite."""
    return [finding(d, sources.get(d.span.path)) for d in diagnostics]


def finding(diagnostic: Diagnostic, source: Source | None) -> Finding:
    span = diagnostic.span
    line = source.line_column(span.start)[0] if source else 1
    words = " ".join(source.excerpt(span).split()) if source else ""
    return Finding(span.path, line, diagnostic.severity.value, diagnostic.rule.code, words)
