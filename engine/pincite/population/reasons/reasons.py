"""The reasons of the rows of one interval of law: what a task asks with each batch and its verdicts, and what it hands on.

    r = Reasons(pack, decision, law_on, on, readings, strict=False, layout=…)
    r.start()                      # of each task
    done = r.take(batch, out)      # `out`: what the kernel gives for the batch
    r.table()                      # the distinct reasons since `start`, for `merge`

A *reason* is what distinct rows have in common: the verdict, the outcome, the law status, what is decisive and missing, and the part of the
signature that shows which conditions are met. Rows that nothing leaves open are told apart by vector operations alone.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pincite.evaluate.columns.schema import ASKED, FORM, SINCE as RUNNING
from pincite.explain.case import open_case
from pincite.explain.proof import STATUSES
from pincite.explain.reasons.outcome import NO_ANSWER
from pincite.facts import Facts
from pincite.population.reasons.complete import FAULTY, MOST_CASES, MOST_EXPLAINED, OUTCOMES, Asker, Settled, remembered, stays_open
from pincite.population.reasons.grouping import Grouping
from pincite.population.reasons.kept import Register
from pincite.population.reasons.put import Values
from pincite.population.reasons.shown import prepared
from pincite.population.reasons.signatures import Bit, Bytes, Layout, Read, entries
from pincite.population.reasons.standing import Law, law_of, of_law
from pincite.population.reasons.turning import DAY, NOTHING, SINCE, Turning, codes_of, reads_of, turning
from pincite.population.rows import JUDGED_APART
from pincitec.graph.pack import Pack
from pincitec.semantics.truth import HOLDS, UNDETERMINED

NO_ANSWERS: Final = tuple(OUTCOMES.index(o) for o in NO_ANSWER)
NEVER: Final = date(2000, 1, 1)


class Done(NamedTuple):
    """The answers of a batch's rows: indices into `VERDICTS`, `OUTCOMES` and `STATUSES`, and the number of each row's reason in `table()`.
    `value` (and `over`, its denominator) is null where `determine` shows none."""

    verdict: npt.NDArray[np.uint8]
    outcome: npt.NDArray[np.int8]
    status: npt.NDArray[np.int8]
    reason: npt.NDArray[np.int32]
    value: pa.Array | None = None
    over: pa.Array | None = None


class Reasons:
    """Of one decision (by its qualified name), for rows of one interval of law. `law_on` is a day of it; `on` the day asked about, or
    `None` where each row has its own. `readings` are those that were asked for. `bits` say how the kernel packs signatures."""

    def __init__(
        self,
        pack: Pack,
        decision: str,
        law_on: date,
        on: date | None,
        readings: Mapping[str, str],
        strict: bool,
        bits: Iterable[Bit],
        *,
        most: int = MOST_CASES,
        explained: int = MOST_EXPLAINED,
    ) -> None:
        self.pack, self.decision, self.law_on, self.on = pack, decision, law_on, on
        self.bits = tuple(bits)
        self.ready = prepared(pack, decision, law_on, readings)
        self.reads = reads_of(pack, self.ready)
        self.asker = Asker(pack, self.ready, law_on, on, readings, strict=strict, most=most, explained=explained)
        chosen = {c.name: readings.get(c.name, c.default) for c in pack.choices}
        nobody = Facts(asked=on or law_on)
        case = open_case(pack, pack.main_question(decision), nobody, on or law_on, law_on, chosen, "generated")
        self.law = law_of(case, strict=strict)
        self.laws: dict[tuple[int, ...], Law] = {}
        self.valued = pack.decision[decision].kind == "value"
        self.layout: Layout | None = None
        self.turnings: dict[tuple[bytes, bool], Turning] = {}
        self.register = Register(decision, law_on)

    def start(self) -> None:
        """Another task begins."""
        self.asker.start()
        self.register.start()

    def take(self, batch: pa.RecordBatch, out: pa.RecordBatch) -> Done:
        """The answers of the rows of a batch, with completion. `out` is what the kernel gives for it. Raises `Disagreement` where the
        scalar executor gives another verdict than the columns."""
        raw = np.asarray(column(out, f"{self.decision}:verdict").to_numpy(zero_copy_only=False), dtype=np.uint8)
        index, signatures = entries(column(out, f"{self.decision}:signature"))
        if self.layout is None or self.layout.size != signatures.shape[1]:
            self.layout = Layout(self.bits, signatures.shape[1])
        done = Done(raw.copy(), np.zeros(len(raw), np.int8), np.zeros(len(raw), np.int8), np.zeros(len(raw), np.int32))
        values = Values(out, self.decision) if self.valued else None
        if len(raw):
            self.settle(batch, raw, *apart(index, signatures, raw == FAULTY), done, values)
            self.register.keep(batch)
        if values is None:
            return done
        value, over = values.arrays(done.verdict == HOLDS)
        return done._replace(value=value, over=over)

    def settle(
        self,
        batch: pa.RecordBatch,
        raw: npt.NDArray[np.uint8],
        index: npt.NDArray[np.int64],
        signatures: Bytes,
        done: Done,
        values: "Values | None",
    ) -> None:
        assert self.layout is not None
        number = len(signatures)
        first = np.full(number, -1, np.int64)
        first[index[::-1]] = np.arange(len(index) - 1, -1, -1)
        counts = np.bincount(index, minlength=number)
        used = np.flatnonzero(first >= 0)
        verdicts = np.zeros(number, np.uint8)
        verdicts[used] = raw[first[used]]
        open_ = (verdicts == UNDETERMINED) | (verdicts == FAULTY)
        alone = np.ones(number, bool) if self.law.varies else open_
        table = np.zeros((4, number), np.int32)
        self.together(used[~alone[used]], signatures & self.layout.of_nodes, verdicts, first, counts, table)
        asked: dict[int, Turning] = {}
        for entry in in_order(used[alone[used]], first):
            signature, verdict = signatures[entry].tobytes(), int(verdicts[entry])
            found = self.of_signature(signature, verdict, batch, int(first[entry]))
            if isinstance(found, Turning):
                asked[entry] = found
                continue
            self.enter(found, signature, int(first[entry]), int(counts[entry]), table[:, entry])
            if values is not None and found.value is not None and verdict != HOLDS:
                for row in np.flatnonzero(index == entry).tolist():
                    values.put(row, found.value)
        columns: tuple[npt.NDArray[Any], ...] = (done.verdict, done.outcome, done.status, done.reason)
        for column, codes in zip(columns, table, strict=True):
            codes.astype(column.dtype).take(index, out=column, mode="clip")
        if asked:
            self.each(batch, index, signatures, raw, asked, done, values)

    def together(
        self,
        found: npt.NDArray[np.int64],
        masked: Bytes,
        verdicts: npt.NDArray[np.uint8],
        first: npt.NDArray[np.int64],
        counts: npt.NDArray[np.int64],
        table: npt.NDArray[np.int32],
    ) -> None:
        """The signatures of answers that nothing leaves open: those that differ only in what is known are one reason."""
        order = np.array(in_order(found, first), np.int64)
        settled = {int(v): of_law(self.law, int(v)) for v in np.unique(verdicts[order])}
        silent = {v for v, each in settled.items() if each.outcome in NO_ANSWERS}
        size, whole = masked.shape[1], masked[order].tobytes()
        numbers = []
        for n, (verdict, row, rows) in enumerate(zip(verdicts[order].tolist(), first[order].tolist(), counts[order].tolist(), strict=True)):
            told = b"" if verdict in silent else whole[n * size : n * size + size]
            numbers.append(self.register.enter(settled[verdict], told, row, rows))
        for place, name in enumerate(("verdict", "outcome", "status")):
            codes = np.zeros(256, np.int32)
            for verdict, each in settled.items():
                codes[verdict] = getattr(each, name)
            table[place, order] = codes[verdicts[order]]
        table[3, order] = numbers

    def of_signature(self, signature: bytes, verdict: int, batch: pa.RecordBatch, row: int) -> Settled | Turning:
        """The answer of a signature where all its rows have one, or what they turn on."""
        if verdict == FAULTY:
            return of_law(self.law, verdict)
        read = self.read(signature, batch.schema)
        law = self.law_for(read, batch, row)
        if law is not None:
            found = of_law(law, verdict)
            if verdict != UNDETERMINED or found.outcome in NO_ANSWERS:
                return found
        turns = self.turning_of(signature, read, batch.schema, coarse=True)
        if turns.facts:
            return turns
        answer = self.asker.ask(signature, verdict, turns, self.law.by_value, batch, row) or stays_open(STATUSES.index(self.law.open))
        if answer.value is None or not turns.coarse:
            return answer
        return self.turning_of(signature, read, batch.schema, coarse=False)

    def turning_of(self, signature: bytes, read: Read, schema: pa.Schema, *, coarse: bool) -> Turning:
        key = signature, coarse
        if key not in self.turnings:
            remembered(self.turnings)[key] = self.turning_in(read, schema, coarse=coarse)
        return self.turnings[key]

    def turning_in(self, read: Read, schema: pa.Schema, *, coarse: bool) -> Turning:
        """What the rows of a signature turn on, as columns of the data; where judges of a fact may differ, whether they do."""
        found = turning(self.pack, self.ready, self.reads, read, self.law.by_value, coarse=coarse)
        reached = NOTHING.union(*(self.reads[n] for n in found.touched))
        apart = {name for f in reached if (name := f + JUDGED_APART) in schema.names}
        return found._replace(facts=self.in_columns(found.facts, read, schema) | apart)

    def in_columns(self, facts: frozenset[str], read: Read, schema: pa.Schema) -> frozenset[str]:
        """Facts as columns: a period that runs is told with the day asked about, where that is each row's own."""
        runs = {f for f in facts if f.startswith(SINCE) and (name := f.removeprefix(SINCE)) not in read.unknown and since(schema, name)}
        named = frozenset(f for f in facts if not f.startswith(SINCE)) | ({ASKED} if runs else NOTHING)
        if self.on is not None:
            return named - {ASKED, DAY}
        return named - {DAY} if ASKED in named else named

    def law_for(self, read: Read, batch: pa.RecordBatch, row: int) -> Law | None:
        """The law for the rows of a signature; `None` where it is not the same for all of them."""
        if self.law.by_value or self.law.rests:
            return None
        if not self.law.acts:
            return self.law
        codes = codes_of(self.ready, read.codes)
        key = tuple(codes.get(n, UNDETERMINED) for n in self.law.acts)
        if key not in self.laws:
            self.laws[key] = law_of(self.asker.case_of(batch, row), strict=self.asker.strict)
        return self.laws[key]

    def read(self, signature: bytes, schema: pa.Schema) -> Read:
        """A signature, with the facts of which the data has no column."""
        assert self.layout is not None
        read = self.layout.read(signature)
        absent = {n.name for n in self.pack.facts} - set(schema.names)
        return read._replace(unknown=read.unknown | absent)

    def each(
        self,
        batch: pa.RecordBatch,
        index: npt.NDArray[np.int64],
        signatures: Bytes,
        raw: npt.NDArray[np.uint8],
        asked: Mapping[int, Turning],
        done: Done,
        values: "Values | None",
    ) -> None:
        """Rows of which those of one signature may differ: one case for all that agree in the facts on which it turns."""
        grouping = Grouping(batch)
        order = np.argsort(index, kind="stable")
        ends = np.searchsorted(index[order], [*asked, *(e + 1 for e in asked)]).reshape(2, -1)
        cases: list[tuple[npt.NDArray[np.int64], Turning]] = []
        for begin, end in ends.T:
            rows = order[begin:end]
            turns = asked[int(index[rows[0]])]
            cases += [(alike, turns) for alike in self.cases(grouping, rows, turns)]
        answer = np.zeros(4, np.int32)
        waiting = sorted(cases, key=lambda case: -int(case[0][0]))
        while waiting:
            rows, turns = waiting.pop()
            row = int(rows[0])
            signature = signatures[index[row]].tobytes()
            found = self.asker.ask(signature, int(raw[row]), turns, self.law.by_value, batch, row)
            if found is not None and found.value is not None and turns.coarse:
                finer = self.turning_of(signature, self.read(signature, batch.schema), batch.schema, coarse=False)
                waiting += [(alike, finer) for alike in self.cases(grouping, rows, finer)][::-1]
                continue
            settled = found or stays_open(STATUSES.index(self.law.open))
            self.enter(settled, signature, row, len(rows), answer)
            done.verdict[rows], done.outcome[rows], done.status[rows], done.reason[rows] = answer
            if values is not None and settled.value is not None and raw[row] != HOLDS:
                for each in rows.tolist():
                    values.put(each, settled.value)

    def cases(self, grouping: Grouping, rows: npt.NDArray[np.int64], turns: Turning) -> list[npt.NDArray[np.int64]]:
        """Rows of one signature parted into those that agree in the facts on which it turns. With records no two agree."""
        if turns.lists:
            return np.split(rows, len(rows))
        return list(grouping.of(rows, self.asker.columns(turns, grouping.batch.schema)))

    def enter(self, settled: Settled, signature: bytes, row: int, rows: int, answer: npt.NDArray[np.int32]) -> None:
        """Counts rows with a reason, and writes their answer."""
        told = b"" if settled.outcome in NO_ANSWERS else signature
        answer[:] = settled.verdict, settled.outcome, settled.status, self.register.enter(settled, told, row, rows)

    def table(self) -> pa.Table:
        """The reasons since `start`, by their numbers, as `kept.SCHEMA` says. The same reason has the same key in every task."""
        return self.register.table()


def apart(index: npt.NDArray[np.int64], signatures: Bytes, faulty: npt.NDArray[np.bool_]) -> tuple[npt.NDArray[np.int64], Bytes]:
    """Signatures by row, those of faulty rows as others: that a row divides by zero stands in its values, which no signature has."""
    if not faulty.any():
        return index, signatures
    return np.where(faulty, index + len(signatures), index), np.concatenate([signatures, signatures])


def since(schema: pa.Schema, name: str) -> bool:
    """Whether a column holds the days on which periods began."""
    place = schema.get_field_index(name)
    return place >= 0 and (schema.field(place).metadata or {}).get(FORM) == RUNNING.encode()


def in_order(found: npt.NDArray[np.int64], first: npt.NDArray[np.int64]) -> list[int]:
    """Entries by their first rows, so that nothing depends on how a kernel numbers them."""
    order: list[int] = found[np.argsort(first[found], kind="stable")].tolist()
    return order


def column(batch: Any, name: str) -> Any:
    place = batch.schema.get_field_index(name)
    found = batch.column(place)
    return found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found
