"""XML of strangers: what is refused, where, and that nothing outside the file is ever looked at."""

import pytest

from pincitec.diagnostics import Diagnostic, Source
from pincitec.law.exchange.xml import MAX_DEPTH, MAX_ELEMENTS, MAX_VALUE, MAX_XML_BYTES, Document, Text, parse_xml


def refused(text: str) -> tuple[str, str, tuple[int, int]]:
    """Code, message, and line and column of the one problem."""
    source = Source("act.xml", text)
    found = parse_xml(source)
    assert isinstance(found, Diagnostic)
    assert found.help
    return found.rule.code, found.message, source.line_column(found.span.start)


BILLION = """<?xml version="1.0"?>
<!DOCTYPE lolz [
 <!ENTITY lol "lol">
 <!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">
 <!ENTITY lol3 "&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;">
]>
<act>&lol3;</act>
"""

DOCTYPES = {
    "billion laughs": BILLION,
    "quadratic blowup": '<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY x "' + "x" * 9000 + '">]>\n<a>' + "&x;" * 1000 + "</a>",
    "external entity": '<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<a>&x;</a>',
    "parameter entity": '<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY % p SYSTEM "http://localhost/x.dtd"> %p;]>\n<a/>',
    "external subset": '<?xml version="1.0"?>\n<!DOCTYPE a SYSTEM "http://localhost/a.dtd">\n<a/>',
    "public subset": '<?xml version="1.0"?>\n<!DOCTYPE a PUBLIC "-//X//EN" "http://localhost/a.dtd">\n<a/>',
    "no subset": '<?xml version="1.0"?>\n<!DOCTYPE a>\n<a/>',
}


@pytest.mark.parametrize("name", DOCTYPES)
def test_a_document_type_declaration_is_refused_before_any_entity(name: str) -> None:
    assert refused(DOCTYPES[name]) == ("PC791", "the file has a document type declaration", (2, 1))


OTHERS = {
    "xinclude": (
        '<a xmlns:xi="http://www.w3.org/2001/XInclude">\n  <xi:include href="file:///etc/passwd" parse="text"/></a>',
        ("PC791", "an instruction to include another file", (2, 3)),
    ),
    "undeclared entity": ("<a>\n &amount;</a>", ("PC790", "the file is not well-formed XML: undefined entity", (2, 2))),
    "mismatched": ("<a>\n<b></a>", ("PC790", "the file is not well-formed XML: mismatched tag", (2, 6))),
    "no root": ("   \n", ("PC790", "the file is not well-formed XML: no element found", (2, 1))),
    "empty": ("", ("PC790", "the file is not well-formed XML: no element found", (1, 1))),
    "not XML": ("Level three licensure.", ("PC790", "the file is not well-formed XML: syntax error", (1, 1))),
    "unbound prefix": ("<a>\n<x:b/></a>", ("PC790", "the file is not well-formed XML: unbound prefix", (2, 1))),
    "attribute twice": ('<a b="1" b="2"/>', ("PC790", "the file is not well-formed XML: duplicate attribute", (1, 10))),
    "two roots": ("<a/>\n<b/>", ("PC790", "the file is not well-formed XML: junk after document element", (2, 1))),
    "control character": ("<a>\x01</a>", ("PC790", "the file is not well-formed XML: not well-formed (invalid token)", (1, 4))),
    "cut off": ("<a>\n<b>fees", ("PC790", "the file is not well-formed XML: no element found", (2, 8))),
    "other encoding": (
        '<?xml version="1.0" encoding="ISO-8859-1"?>\n<a/>',
        ("PC006", "the file says that it is in `ISO-8859-1`", (1, 1)),
    ),
    "utf-7": ('<?xml version="1.0" encoding="UTF-7"?>\n<a>+ADw-</a>', ("PC006", "the file says that it is in `UTF-7`", (1, 1))),
    "deep": (
        "<a>\n" * (MAX_DEPTH + 1) + "</a>" * (MAX_DEPTH + 1),
        ("PC792", "elements are nested more than 100 deep", (MAX_DEPTH + 1, 1)),
    ),
    "very deep": ("<a>" * 200_000, ("PC792", "elements are nested more than 100 deep", (1, 301))),
    "many elements": ("<a>\n" + "<b/>" * MAX_ELEMENTS + "</a>", ("PC792", "more than 300,000 elements", (2, 4 * (MAX_ELEMENTS - 1) + 1))),
    "many attributes": (
        "<a>\n<b " + " ".join(f'a{n}="1"' for n in range(65)) + "/></a>",
        ("PC792", "an element with more than 64 attributes", (2, 1)),
    ),
    "long attribute": ('<a b="' + "x" * (MAX_VALUE + 1) + '"/>', ("PC792", "an attribute of more than 10,000 characters", (1, 1))),
    "large": ("<a>" + "x" * MAX_XML_BYTES + "</a>", ("PC792", "the file is larger than 20,000,000 bytes", (1, 1))),
}


@pytest.mark.parametrize("name", OTHERS)
def test_a_file_is_refused_at_the_place_of_its_problem(name: str) -> None:
    text, expected = OTHERS[name]
    assert refused(text) == expected


def test_elements_and_words_keep_their_places() -> None:
    text = '\ufeff<?xml-stylesheet href="x.css"?>\n<é:a xmlns:é="urn:a" b="1">§ <i>22</i>&amp;\r\n<!-- no text --><![CDATA[<3>]]></é:a>\n'
    found = parse_xml(Source("act.xml", text))
    assert isinstance(found, Document)
    assert [i.text for i in found.instructions] == ['xml-stylesheet href="x.css"']
    root = found.root
    assert (root.space, root.name, root.attributes) == ("urn:a", "a", {"b": "1"})
    assert text[root.span.start] == "<"
    inner = root.child("i")
    assert inner is not None
    assert text[inner.span.start : inner.span.end] == "<i"
    own = [item for item in root.content if isinstance(item, Text)]
    assert "".join(item.text for item in own) == "§ &\n<3>"
    assert text[own[0].start] == "§"
    assert [e.name for e in root.walk()] == ["a", "i"]
