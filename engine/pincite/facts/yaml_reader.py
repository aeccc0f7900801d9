"""YAML to a tree with places: the plain part of it, in which a file means what it looks like.

Only the events of the parser are used; nothing is constructed, so no tag, alias or number of YAML 1.1 has any effect. There, `no` is
false, `1:30` is ninety, `010` is eight, and one name may point at another part of the file. Here the first three are texts, which a
fact of another type refuses with a word about why, and the last is an error.
Source: YAML 1.1, https://yaml.org/spec/1.1/; PyYAML for the events.
"""

from collections.abc import Iterator
from typing import Final

import yaml

from pincite.facts.tree import NUMBER, Leaf, Refused, Tree, TreeBuilder
from pincitec.diagnostics import Diagnostic, Source, Span
from pincitec.diagnostics.catalogue import facts as rules

MOST_CHARACTERS: Final = 1_000_000
"""About ten thousand records; more belong in a table, not in a file about one case."""


def read_yaml(source: Source, problems: list[Diagnostic]) -> Tree | None:
    """The tree of a YAML document; `None` for an empty one. Raises `Refused`."""
    if len(source.text) > MOST_CHARACTERS:
        help = "give the facts of one case in a file"
        message = f"`{source.path}` has more than {MOST_CHARACTERS:,} characters"
        raise Refused(Diagnostic.at(rules.TOO_LARGE, Span(source.path, 0, 0), message, help=help))
    builder = TreeBuilder(problems)
    documents = 0
    for event in events(source):
        span = place(source, event)
        match event:
            case yaml.DocumentStartEvent():
                documents += 1
                if documents > 1:
                    raise refused(span, "a second document in one file", "put each case in a file of its own")
                if event.version or event.tags:
                    raise refused(span, "a YAML directive", "delete the lines that begin with `%`")
            case yaml.AliasEvent():
                raise refused(span, f"the alias `*{event.anchor}`", "write the value again: each fact must be read where it stands")
            case yaml.NodeEvent() if event.anchor:
                raise refused(span, f"the anchor `&{event.anchor}`", "delete it; each fact is written out where it stands")
            case yaml.ScalarEvent():
                builder.leaf(scalar(event, trimmed(source, span)))
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                if event.tag is not None:
                    raise tagged(event.tag, span)
                builder.open(isinstance(event, yaml.MappingStartEvent), span)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                builder.close(trimmed(source, span))
    return builder.root


def events(source: Source) -> Iterator[yaml.Event]:
    """The parser's events, with its errors worded and placed."""
    try:
        yield from yaml.parse(source.text, Loader=yaml.SafeLoader)
    except yaml.reader.ReaderError as error:
        help = "delete it: what is read must be what is seen"
        span = Span(source.path, error.position, error.position + 1)
        message = f"the hidden character U+{ord(source.text[error.position]):04X} in `{source.path}`"
        raise Refused(Diagnostic.at(rules.HIDDEN, span, message, help=help)) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise not_yaml(source, min(mark.index, len(source.text)) if mark else 0, error.problem or "") from None
    except (ValueError, OverflowError):  # a character escape that no character has
        raise not_yaml(source, 0, "an escape such as `\\U` without a character") from None


def scalar(event: yaml.ScalarEvent, span: Span) -> Leaf:
    if event.tag is not None:
        raise tagged(event.tag, span)
    if event.style is not None:
        return Leaf("quoted", event.value, span)
    text = event.value
    if text in ("", "~", "null"):
        return Leaf("null", text, span)
    if text in ("true", "false"):
        return Leaf("boolean", text, span)
    if text == "<<":
        raise refused(span, "the merge key `<<`", "write each fact out where it stands")
    return Leaf("number" if NUMBER.fullmatch(text) else "word", text, span)


def place(source: Source, event: yaml.Event) -> Span:
    start = event.start_mark.index if event.start_mark else 0
    return Span(source.path, start, max(start, event.end_mark.index if event.end_mark else start))


def trimmed(source: Source, span: Span) -> Span:
    """Without the blank lines that the parser counts as the end of a value."""
    text = source.excerpt(span)
    return Span(span.path, span.start, span.start + len(text.rstrip()))


def refused(span: Span, what: str, help: str) -> Refused:
    return Refused(Diagnostic.at(rules.NOT_ALLOWED, span, f"{what} is not allowed in a facts file", help=help))


def tagged(tag: str, span: Span) -> Refused:
    return refused(span, f"the tag `{tag}`", "delete it; the rules say of which type each fact is")


def not_yaml(source: Source, offset: int, reason: str) -> Refused:
    line, column = source.line_column(offset)
    message = f"`{source.path}` is not YAML at line {line}, column {column}"
    if "\\t" in reason or source.text[offset : offset + 1] == "\t":
        help = "indent with spaces, not with tabs"
    elif "mapping values" in reason:
        help = "put quotation marks around a text that holds a colon"
    else:
        help = "write `name: value`, one a line; what belongs to a name is indented by two spaces below it"
    span = Span(source.path, offset, min(offset + 1, len(source.text)))
    return Refused(Diagnostic.at(rules.NOT_READABLE, span, message, notes=[f"reason: {reason}"] if reason else [], help=help))
