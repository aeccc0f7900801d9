"""Records and packs that somebody changed and sealed anew: they are refused, or asked and compared; nothing breaks."""

import copy
import json
import random
from collections.abc import Iterator
from typing import Any

from pincite.audit.canonical import canonical
from pincite.audit.record import Unsound, part_digest, read_record, record_data, whole_digest
from pincite.audit.replay import verify
from pincite.audit.shapes import PARTS, Record
from pincitec.graph.codec import Malformed
from pincitec.graph.pack import canonical as pack_bytes, digest, read_pack, write_pack
from tests.engine.audit.samples import recorded
from tests.engine.sample_pack import sample_pack

RECORDS = (recorded(), recorded("minimum_salary", {"role": "teacher"}), recorded(facts={}))
ODD = ("", "0001-01-01", "9999-12-31", "1/3", "9" * 30, "boolean", "-5", "x" * 3000, "~")


def leaves(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """The plain values in data, with where they stand."""
    if isinstance(data, (dict, list)):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from leaves(value, (*path, key))
    else:
        yield path, data


def put(data: Any, path: tuple[Any, ...], value: Any) -> None:
    for key in path[:-1]:
        data = data[key]
    data[path[-1]] = value


def test_records_that_were_changed_and_sealed_anew() -> None:
    chance = random.Random(7)
    results: set[str] = set()
    for _ in range(400):
        data = copy.deepcopy(record_data(chance.choice(RECORDS)))
        found = [(path, value) for path, value in leaves(data) if path[0] not in ("digests", "schema")]
        path, value = chance.choice(found)
        alike = [other for _, other in found if type(other) is type(value)]
        put(data, path, chance.choice([*alike, *ODD]) if isinstance(value, str) else not value)
        data["digests"] = {part: part_digest(data, part) for part in PARTS}
        data["digests"]["record"] = whole_digest(data)
        read = read_record(canonical(data) + b"\n")
        if isinstance(read, Record):
            results.add(verify(read, sample_pack()).result)
        else:
            assert isinstance(read, Unsound)
            results.add("refused")
    assert results == {"refused", "verified", "stands", "differs"}


def test_packs_that_were_changed_and_hashed_anew() -> None:
    chance = random.Random(8)
    body = json.loads(write_pack(sample_pack()))["pack"]
    places = list(leaves(body))
    results: set[str] = set()
    for _ in range(300):
        data = copy.deepcopy(body)
        path, value = chance.choice(places)
        if isinstance(value, int) and not isinstance(value, bool):
            put(data, path, value + chance.choice([-2, -1, 1, 2, 1000]))
        else:
            put(data, path, chance.choice([other for _, other in places if type(other) is type(value)]))
        content = pack_bytes(data)
        try:
            pack = read_pack(pack_bytes({"hash": digest(content), "pack": data}))
        except Malformed:
            results.add("refused")
            continue
        results |= {verify(record, pack).result for record in RECORDS}
    assert {"refused", "stands", "differs"} <= results
