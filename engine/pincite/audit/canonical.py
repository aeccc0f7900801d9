"""The canonical form of a record: one sequence of bytes for one content, so that a digest over it says all. The ground of this folder.

Data are `null`, `true`, `false`, whole numbers, texts, lists, and objects with text keys; no number has a fraction or an exponent. An
object is written with its keys in order of their Unicode code points and no key twice, without blanks. A text is printable ASCII: `"`
and `\\` are escaped by `\\`; line feed, carriage return, tab, backspace and form feed are `\\n`, `\\r`, `\\t`, `\\b`, `\\f`; and every
other character outside the space to `~` is `\\uXXXX` in lower-case hexadecimal, one such for each UTF-16 code unit. So nothing in it can
act on a terminal, and no editor or mail program has a reason to change it.

It is as RFC 8785 (JSON Canonicalization Scheme) but for these: numbers are whole and as long as they need be, keys are in order of code
points, and the text is ASCII.
"""

import json
from hashlib import sha256
from typing import Any, Final

from pincitec.diagnostics.render.text import UNSAFE
from pincitec.graph.pack import refuse_float

MOST_BYTES: Final = 32_000_000
"""The largest record that is written or read, in bytes: some twenty thousand rows of facts."""


class NotCanonical(Exception):
    """Bytes that are not the canonical form of any data. The message says why, as a phrase."""


def canonical(data: Any) -> bytes:
    """
    >>> canonical({"b": [1, None, True], "a": "§ 1\\n"})
    b'{"a":"\\\\u00a7 1\\\\n","b":[1,null,true]}'
    """
    return json.dumps(data, ensure_ascii=True, allow_nan=False, sort_keys=True, separators=(",", ":")).encode("ascii")


def read_canonical(data: bytes) -> Any:
    """The data that these bytes are the canonical form of. Raises `NotCanonical`; texts in it hold nothing that acts on a terminal."""
    if len(data) > MOST_BYTES:
        raise NotCanonical(f"it has more than {MOST_BYTES:,} bytes")
    try:
        read = json.loads(data.decode("ascii"), parse_float=refuse_float, parse_constant=refuse_float)
    except UnicodeDecodeError as error:
        raise NotCanonical(f"byte {error.start + 1:,} is no ASCII character") from None
    except json.JSONDecodeError as error:
        raise NotCanonical(f"it is not JSON at character {error.pos + 1:,}") from None
    except (ValueError, RecursionError):
        raise NotCanonical("it is JSON of a kind that no record has") from None
    try:
        again = canonical(read)
    except RecursionError:
        raise NotCanonical("it is nested too deeply") from None
    if again != data:
        raise NotCanonical(f"it is not in canonical form from character {first_difference(again, data) + 1:,}")
    refuse_hidden(read)
    return read


def unreadable(record: bytes) -> str | None:
    """Why a record that is about to be written could not be read back, as a phrase: it is too large, or a name in it holds a hidden
    character."""
    try:
        read_canonical(record.removesuffix(b"\n"))
    except NotCanonical as error:
        return str(error)
    return None


def first_difference(a: bytes, b: bytes) -> int:
    """The place of the first byte in which two differ; where one goes on, the length of the other."""
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def refuse_hidden(data: Any) -> None:
    pending = [data]
    while pending:
        part = pending.pop()
        if isinstance(part, str):
            if (found := UNSAFE.search(part)) is not None:
                raise NotCanonical(f"a text holds the hidden character U+{ord(found[0]):04X}")
        elif isinstance(part, dict):
            pending += [*part, *part.values()]
        elif isinstance(part, list):
            pending += part


def seal(domain: str, content: bytes) -> str:
    """SHA-256, in hexadecimal, of content under the name of what it is: so that the digest of one kind of thing is never that of another.

    >>> seal("a", b"x") == seal("b", b"x")
    False
    """
    return sha256(domain.encode("ascii") + b"\n" + content).hexdigest()
