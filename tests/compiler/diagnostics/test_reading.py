"""Reading a file: what is let in, and for all else one located, worded diagnostic."""

import os
import re
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from pincitec.diagnostics import Diagnostic, Source
from pincitec.diagnostics.reading import MAX_BYTES, MAX_LINE, decode_source, read_source


def refused(data: bytes, max_bytes: int = MAX_BYTES, max_line: int = MAX_LINE) -> Diagnostic:
    found = decode_source(data, "a.law", max_bytes=max_bytes, max_line=max_line)
    assert isinstance(found, Diagnostic)
    assert found.help
    assert re.fullmatch(r"[^\n]*[^.\n]", found.message)
    assert found.span.path == "a.law"
    return found


def test_text_is_let_in_as_it_is() -> None:
    found = decode_source("§ 22-10A-11 — “three years”\n\tא ب 条文 é\n".encode(), "a.law")
    assert isinstance(found, Source)
    assert found.text == "§ 22-10A-11 — “three years”\n\tא ب 条文 é\n"
    assert decode_source(b"", "a.law") == Source("a.law", "")


def test_a_byte_order_mark_and_windows_line_ends_are_taken_off() -> None:
    found = decode_source(b"\xef\xbb\xbfone\r\ntwo\r\n", "a.law")
    assert isinstance(found, Source)
    assert found.text == "one\ntwo\n"


@pytest.mark.parametrize(
    ("data", "code", "words", "help"),
    [
        (b"a\n\x93three\x94", "PC006", "byte 0x93 at line 2, column 1", "Windows-1252"),
        ("three".encode("utf-16"), "PC006", "byte 0xFF at line 1, column 1", "UTF-16"),
        (b"PK\x03\x04\x00\x00\xff\xfe\xd8", "PC006", "byte 0xFF", "binary"),
        (b"caf\xc3", "PC006", "byte 0xC3 at line 1, column 4", "UTF-8"),
        (b"\xed\xa0\x80", "PC006", "byte 0xED", "UTF-8"),
        (b"one\ntw\x00o", "PC007", "null character U+0000 at line 2, column 3", "delete it"),
        (b"\x1b[31mred", "PC007", "escape character U+001B", "delete it"),
        (b"one\rtwo", "PC007", "carriage return without a line feed U+000D", "line feed"),
        (b"page\x0cbreak", "PC007", "form feed U+000C", "delete it"),
        ("one\u2028two".encode(), "PC007", "line separator U+2028", "delete it"),
        ("one\x85two".encode(), "PC007", "next-line character U+0085", "delete it"),
        ("at \u200bleast".encode(), "PC007", "invisible character U+200B at line 1, column 4", "looks like another"),
        ("le\u00adast".encode(), "PC007", "invisible character U+00AD at line 1, column 3", "looks like another"),
        ("at \u202eleast".encode(), "PC008", "bidirectional control U+202E at line 1, column 4", "another order"),
        ("\u2066x\u2069".encode(), "PC008", "U+2066", "another order"),
    ],
)
def test_what_is_refused(data: bytes, code: str, words: str, help: str) -> None:
    found = refused(data)
    assert found.rule.code == code
    assert words in found.message
    assert help in (found.help or "")


def test_a_place_is_counted_in_characters_of_the_text_as_read() -> None:
    found = refused("é\r\né\x00 \x00".encode())
    assert (found.span.start, found.span.end) == (3, 4)
    assert "line 2, column 2" in found.message
    assert found.notes == ("1 more like it in this file",)


def test_size_and_line_limits_are_exact() -> None:
    assert isinstance(decode_source(b"abcd", "a.law", max_bytes=4), Source)
    assert refused(b"abcde", max_bytes=4).rule.code == "PC004"
    assert isinstance(decode_source("ab\nédéé\n".encode(), "a.law", max_line=4), Source)
    found = refused("ab\nédééx\n".encode(), max_line=4)
    assert found.rule.code == "PC005"
    assert "line 2" in found.message


def test_a_line_of_ten_megabytes() -> None:
    assert refused(b"x" * 10_000_000).rule.code == "PC004"
    assert refused(b"x" * 3_000_000).rule.code == "PC005"


def test_evidence_is_read_as_it_was_received() -> None:
    found = decode_source(b"page\x0cbreak", "a.txt", as_received=True)
    assert isinstance(found, Source)
    assert found.text == "page\x0cbreak"


@given(st.binary(max_size=200))
def test_any_bytes_give_a_text_or_a_diagnostic(data: bytes) -> None:
    found = decode_source(data, "a.law", max_bytes=150, max_line=50)
    if isinstance(found, Source):
        assert found.text.encode() == data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    else:
        assert found.span.start >= 0


def test_paths(tmp_path: Path) -> None:
    good = tmp_path / "level-three.pol"
    good.write_bytes(b"policy x\n")
    assert read_source(good, "level-three.pol") == Source("level-three.pol", "policy x\n")

    def code(path: Path) -> str:
        found = read_source(path, "shown.pol")
        assert isinstance(found, Diagnostic)
        assert found.span.path == "shown.pol"
        return found.rule.code

    assert code(tmp_path) == "PC003"
    assert code(tmp_path / "absent.pol") == "PC001"
    assert code(good / "below-a-file.pol") == "PC001"
    assert code(tmp_path / ("x" * 5000)) == "PC002"
    assert code(Path("a\0b")) == "PC002"
    assert code(Path("/dev/null")) == "PC003"
    loop = tmp_path / "loop.pol"
    loop.symlink_to(loop)
    assert code(loop) == "PC002"


def test_the_nearest_name_is_offered(tmp_path: Path) -> None:
    (tmp_path / "level-three.pol").write_text("")
    found = read_source(tmp_path / "level-tree.pol", "level-tree.pol")
    assert isinstance(found, Diagnostic)
    assert found.help == "did you mean `level-three.pol`, in the same folder?"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.law"
    path.write_text("x")
    path.chmod(0)
    found = read_source(path, "a.law")
    assert isinstance(found, Diagnostic)
    assert found.rule.code == "PC002"
    assert found.notes == ("reason: permission denied",)
