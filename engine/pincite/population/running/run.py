"""A run from open data to the output, or to a table in memory. The top of this folder: the command line and `pincite.run` call it.

What goes wrong on the way is a `Diagnostic`, but for what the system does (`OSError`) and Ctrl-C, which leave the finished parts.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
from attrs import frozen

from pincite.evaluate.columns.schema import Refused
from pincite.population.reading.findings import placed
from pincite.population.reading.model import Unreadable
from pincite.population.reasons import Disagreement, explained, merge
from pincite.population.reasons.files import reasons_file, written
from pincite.population.running import parts
from pincite.population.running.engines import Unavailable, WorkerLost, engine_named
from pincite.population.running.job import Job, Options, Report, totals, with_digest
from pincite.population.running.joining import join, read_parts, read_reasons, renumbered
from pincite.population.running.output import twice
from pincite.population.running.partition import Counting, Worker
from pincite.population.running.source import Source
from pincitec.diagnostics import Diagnostic, Span
from pincitec.diagnostics.catalogue import pack as asking, populations as rules
from pincitec.graph.pack import Pack, write_pack
from pincitec.settings import Office


@frozen
class Ran:
    """What a run came to: its rows, how often each verdict was given by decision, and how many of its parts were there already."""

    rows: int
    counts: tuple[Mapping[str, int], ...]
    tasks: int = 0
    again: int = 0


@frozen
class Telling:
    """Where the reasons go, in a format of `reasons.files`; whether the facts of a row stand beside each (`exemplars`), and its letter,
    which is the `office`'s."""

    file: Path
    format: str = "parquet"
    exemplars: bool = True
    letters: bool = False
    office: Office | None = None


def telling_of(out: Path, *, exemplars: bool = True, letters: bool = False, office: Office | None = None) -> Telling:
    """The reasons of an output beside it, in its format: `a.csv` has `a.reasons.csv`."""
    format = {".csv": "csv", ".parquet": "parquet"}.get(out.suffix.lower(), "arrow")
    return Telling(reasons_file(out).with_suffix(f".{format}"), format, exemplars, letters, office)


@frozen
class Where:
    """What goes where: the output, its format (of `joining.FORMATS`), the engine and how many processes. `reasons`:
    where they are told, if they are."""

    out: Path
    format: str
    engine: str = "columns"
    workers: int = 1
    keep_going: bool = False
    reasons: Telling | None = None
    cluster: str = ""
    """The address of Spark or Ray; "" for this machine."""


def job_of(pack: Pack, options: Options, data: Source, folder: Path) -> Job:
    return with_digest(Job(write_pack(pack), options, data.recipe, data.schema, str(folder)), data.stamp)


def run_to_file(pack: Pack, options: Options, data: Source, where: Where, tell: Callable[[int], None]) -> Ran | Diagnostic:
    """Decides all rows and writes the output, whole or not at all. `tell` is told of rows as they are done.

    Raises `OSError` where something cannot be written, and `KeyboardInterrupt`; the finished parts then stay in `parts.folder_of(out)`.
    """
    job = job_of(pack, options, data, parts.folder_of(where.out))
    folder = Path(job.folder)
    try:
        worker = Worker(job, data, pack)
        problem = clash(worker.schema, where.out)
        if problem is not None:
            return problem
        worker.deciding.prepare()
        with parts.opened(job):
            return within(job, worker, where, tell)
    except Refused as refused:
        return not_over_columns(options, refused)
    except Unreadable as unreadable:
        return unreadable.diagnostics[0]
    except parts.Linked:
        return linked(folder)
    except parts.NotOurs as other:
        return not_ours(folder, str(other.args[0]))
    except parts.InUse:
        return in_use(folder)
    except Unavailable as engine:
        problem = engine.args[0]
        assert isinstance(problem, Diagnostic)
        return problem
    except WorkerLost as lost:
        return worker_lost(folder, lost.args[0])


def within(job: Job, worker: Worker, where: Where, tell: Callable[[int], None]) -> Ran | Diagnostic:
    """The run while its folder is open. Parts that nobody could go on from do not stay."""
    folder = Path(job.folder)
    try:
        ran = run_tasks(job, worker, where, tell)
        if isinstance(ran, Ran):
            put_together(job, worker, [task.number for task in worker.data.tasks()], where)
    except (Refused, Unreadable, Disagreement):
        parts.close(folder)
        raise
    except BaseException:
        parts.close_unless_begun(folder)
        raise
    if isinstance(ran, Ran):
        parts.close(folder)
    return ran


def put_together(job: Job, worker: Worker, tasks: Sequence[int], where: Where) -> None:
    """Joins the parts into the output, their reasons numbered as one."""
    folder = Path(job.folder)
    merged = [merge(read_reasons(folder, [parts.reasons_name(job, n, place) for n in tasks])) for place, _ in enumerate(worker.answers)]
    numbers = {answer.reason: [pa.array(n, pa.int32()) for n in new] for answer, (_, new) in zip(worker.answers, merged, strict=True)}
    schema = worker.schema.with_metadata(described(worker.pack, job.options))
    rows = read_parts(folder, [parts.part_name(job, number) for number in tasks], numbers)
    if where.reasons is None:
        join(rows, schema, where.out, where.format)
        return
    told = told_reasons(worker.pack, job.options, [whole for whole, _ in merged], where.reasons)
    with parts.put_whole(Path(os.path.realpath(where.reasons.file)), where.out.name) as stream:
        stream.write(written(told, where.reasons.format))
        stream.flush()
        join(rows, schema, where.out, where.format)


def told_reasons(pack: Pack, options: Options, merged: Sequence[pa.Table], asked: Telling) -> pa.Table:
    """The reasons of all decisions, each explained."""
    tables = [
        explained(
            whole,
            pack,
            decision,
            on=options.on,
            readings=dict(options.readings),
            strict=options.strict,
            law_follows=options.on is None and options.law_on is None,
            exemplars=asked.exemplars,
            letters=asked.letters,
            office=asked.office,
        )
        for decision, whole in zip(options.decisions, merged, strict=True)
    ]
    return pa.concat_tables(tables)


def run_tasks(job: Job, worker: Worker, where: Where, tell: Callable[[int], None]) -> Ran | Diagnostic:
    """All tasks of a job by its engine."""
    tasks = worker.data.tasks()
    reports: list[Report] = list(engine_named(where.engine, where.workers, worker, where.cluster)(job, tasks, tell))
    if any(r.faulty for r in reports) and not where.keep_going:
        return faults(sorted(reports, key=lambda r: r.number), Path(job.folder), worker.data)
    rows = sum(r.rows for r in reports)
    return Ran(rows, totals(reports, len(job.options.decisions)), len(reports), sum(r.again for r in reports))


def run_in_memory(
    pack: Pack, options: Options, data: Source, *, keep_going: bool = False, telling: Telling | None = None
) -> tuple[pa.Table, Ran, pa.Table | None] | Diagnostic:
    """Decides all rows and gives the output as a table; with `telling`, whose file is not written, also that of the reasons."""
    job = Job(b"", options, data.recipe, data.schema, "")
    try:
        worker = Worker(job, data, pack)
        problem = clash(worker.schema, Path("the output"))
        if problem is not None:
            return problem
        counting = Counting(worker.answers)
        batches: list[tuple[int, pa.RecordBatch]] = []
        reasons: list[list[pa.Table]] = [[] for _ in worker.answers]
        for place, task in enumerate(data.tasks()):
            worker.deciding.start()
            for batch in data.read(task):
                decided = worker.deciding.decide(batch)
                counting.add(batch, decided)
                batches.append((place, worker.answered(batch, decided)))
            for held, table in zip(reasons, worker.deciding.tables(), strict=True):
                held.append(table)
    except Refused as refused:
        return not_over_columns(options, refused)
    except Unreadable as unreadable:
        return unreadable.diagnostics[0]
    report = counting.report(0, "")
    if report.faulty and not keep_going:
        return faults([report], None, data)
    merged = [merge(held) for held in reasons]
    numbers = {a.reason: [pa.array(n, pa.int32()) for n in new] for a, (_, new) in zip(worker.answers, merged, strict=True)}
    rows = [renumbered(batch, {column: new[place] for column, new in numbers.items()}) for place, batch in batches]
    table = pa.Table.from_batches(rows, worker.schema).replace_schema_metadata(described(pack, options))
    told = None if telling is None else told_reasons(pack, options, [whole for whole, _ in merged], telling)
    return table, Ran(report.rows, totals([report], len(options.decisions))), told


def described(pack: Pack, options: Options) -> Mapping[str, str]:
    """What an output says of itself, as metadata of its schema."""
    said = {
        "pincite.form": "pincite-run/1",
        "pincite.decisions": " ".join(options.decisions),
        "pincite.pack": pack.hash,
        "pincite.on": options.on.isoformat() if options.on else "the day of each row",
        "pincite.law_on": options.law_on.isoformat() if options.law_on else "the day asked about",
        "pincite.readings": " ".join(f"{choice}={reading}" for choice, reading in options.readings),
        "pincite.strict": str(options.strict).lower(),
    }
    return {name: text for name, text in said.items() if text}


def clash(schema: pa.Schema, out: Path) -> Diagnostic | None:
    """That two columns of the output would have one name."""
    names = twice(schema)
    if not names:
        return None
    message = f"two columns of the output would be called `{names[0]}`"
    help = "a key column has the name of a column that the answer takes: rename it in the data, or name another key"
    return Diagnostic.at(rules.COLUMN_TWICE, Span(out.as_posix(), 0, 0), message, help=help)


def not_over_columns(options: Options, refused: Refused) -> Diagnostic:
    names = " and ".join(f"`{d.rpartition('.')[2]}`" for d in options.decisions)
    help = "nothing was computed, for it might not be exact: correct a value that is out of range, or use --engine rows, which is slow"
    return Diagnostic.at(
        rules.NOT_OVER_COLUMNS, Span("the question", 0, 0), f"{names} cannot be decided over columns", notes=refused.reasons, help=help
    )


def not_ours(folder: Path, name: str) -> Diagnostic:
    message = f"`{folder.as_posix()}` holds `{name}`, which is no part of a run"
    help = "parts of the output are kept in this folder while a run goes on: move what lies there, or name another output"
    return Diagnostic.at(rules.PARTS_NOT_USABLE, Span(folder.as_posix(), 0, 0), message, help=help)


def linked(folder: Path) -> Diagnostic:
    message = f"`{folder.as_posix()}` is a symbolic link"
    help = "parts of the output are kept in a folder of this name, and taken away at the end: remove the link, or name another output"
    return Diagnostic.at(rules.PARTS_NOT_USABLE, Span(folder.as_posix(), 0, 0), message, help=help)


def in_use(folder: Path) -> Diagnostic:
    message = f"another run works in `{folder.as_posix()}`"
    return Diagnostic.at(rules.PARTS_NOT_USABLE, Span(folder.as_posix(), 0, 0), message, help="wait for it, or name another output")


def worker_lost(folder: Path, code: int | None) -> Diagnostic:
    how = "more than once" if code is None else f"by signal {-code}" if code < 0 else f"with exit code {code}"
    help = "if the memory ran out, use fewer workers; the same command goes on where this one stopped"
    notes = (f"the parts that are finished are in `{folder.as_posix()}`",)
    return Diagnostic.at(rules.WORKER_LOST, Span(folder.as_posix(), 0, 0), f"a worker process ended {how}", notes=notes, help=help)


def faults(reports: Sequence[Report], folder: Path | None, data: Source) -> Diagnostic:
    """That the question divides by zero in some rows, with the first of them. `folder` holds the parts."""
    number = sum(r.faulty for r in reports)
    first = [placed(row, data.place_of) for r in reports for row in r.faults][:5]
    message = f"the question cannot be computed for {number:,} {'row' if number == 1 else 'rows'}"
    shown = ", ".join(first) + (", …" if number > len(first) else "")
    kept = () if folder is None else (f"the finished parts are in `{folder.as_posix()}`",)
    notes = (f"{'row' if number == 1 else 'rows'} {shown}: the rules divide by a quantity that is zero there", *kept)
    help = "correct the data; or use --keep-going, and these rows have the verdict `fault`"
    return Diagnostic.at(asking.FAULT, Span("the data", 0, 0), message, notes=notes, help=help)
