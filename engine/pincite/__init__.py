"""Graph and facts in, determinations out.

    import pincite
    from datetime import date

    pack = pincite.load()
    answer = pincite.determine(pack, "minimum_salary", {"role": "teacher"}, on=date(2020, 1, 1))
    print(answer.headline)

Folders from the ground up, each importing only those before it: `facts`, `evaluate`, `explain`, `report`, `cli`. The engine
imports the compiler (`pincitec`), never the other way.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pincitec import __version__

if TYPE_CHECKING:
    from pincite.evaluate import Name
    from pincite.explain.proof import Determination
    from pincite.facts import Facts
    from pincite.population.comparison import Compared
    from pincitec.diagnostics import Diagnostic, Source
    from pincitec.graph.pack import Pack

__all__ = ["Problems", "__version__", "compare", "decider", "determine", "load", "run"]


class Problems(Exception):
    """The rules, the facts or the question are at fault: every problem found, as `pincitec.diagnostics.Diagnostic` values.

    `sources` holds the texts that their spans point into, by path.
    """

    def __init__(self, diagnostics: Sequence["Diagnostic"], sources: "Mapping[str, Source] | None" = None) -> None:
        self.diagnostics = tuple(diagnostics)
        self.sources = dict(sources or {})
        super().__init__("; ".join(f"{d.rule.code}: {d.message}" for d in self.diagnostics))


def load(path: str | Path | None = None, *, known_on: date | None = None) -> "Pack":
    """The pack of a project: the one that `path` (a folder or file in it; default: the working folder) lies in, else the built-in library.

    `known_on` makes it the pack of the law as it was on file that day: acts that became known later are left out of it.

    Compiles it, or takes it from the user's cache where nothing has changed. Raises `Problems` where the rules do not compile.
    """
    from pincitec.compile import compile_project
    from pincitec.diagnostics.diagnostic import has_errors
    from pincitec.project import find_project

    project, problems = find_project(Path(path) if path is not None else Path.cwd())
    if has_errors(problems):
        raise Problems(problems)
    pack, diagnostics, sources = compile_project(project, known_on)
    if pack is None:
        raise Problems(diagnostics, sources)
    return pack


def determine(
    pack: "Pack",
    decision: str,
    facts: "Mapping[str, object] | Facts",
    *,
    on: date,
    law_on: date | None = None,
    readings: Mapping[str, str] | None = None,
    executor: "Name" = "generated",
    strict: bool = False,
) -> "Determination":
    """Decide a question for one set of facts, with the whole proof.

    `decision` may be qualified (`us_nm.level_three.minimum_salary`) or not. `on` is the day at which facts and periods are judged;
    `law_on` (default: the same day) is the day whose text of law applies. `readings` maps choices to alternatives, qualified or not.
    `executor` is "generated" or "reference"; both give the same answer. With `strict` what lies beyond the knowledge horizon of the law
    is undetermined. Facts are plain values by name, as in a facts file, or `Facts` already read for the same day.

    Raises `Problems` where a name is unknown, a fact does not fit, or the question divides by zero.
    """
    from pincite.explain.ask import decision_named, fault, readings_named
    from pincite.explain.determination import explain
    from pincite.facts import Facts, facts_from_mapping
    from pincitec.diagnostics import Diagnostic
    from pincitec.semantics.values import Fault

    found = decision_named(pack, decision)
    chosen, problems = readings_named(pack, (readings or {}).items())
    if isinstance(found, Diagnostic):
        raise Problems([found, *problems])
    known: Facts | None
    if isinstance(facts, Facts):
        known = facts
    else:
        known, wrong = facts_from_mapping(facts, pack, on)
        problems = [*problems, *wrong]
    if problems or known is None:
        raise Problems(problems)
    try:
        return explain(pack, found, known, on=on, law_on=law_on or on, readings=chosen, executor=executor, strict=strict)
    except Fault as error:
        raise Problems([fault(found, error)]) from None


def decider(
    pack: "Pack",
    decision: str,
    *,
    on: date,
    law_on: date | None = None,
    readings: Mapping[str, str] | None = None,
) -> "Callable[[Mapping[str, object] | Facts], int]":
    """A question prepared once, for programs that ask it of many people one by one: a function from facts to the code of the verdict.

    The code (`pincitec.semantics.verdicts.VERDICTS`) is that of `determine(…).verdict` for the same question and facts; reasons, values and
    the status of the law are not told. Facts are as for `determine`, and read by the same rules. Making the function takes some hundredths
    of a second; each call one to some microseconds, where it is settled by facts in their usual forms, else as long as `determine` needs
    for the verdict.

    Raises `Problems` where a name is unknown; the function raises it where a fact does not fit, or the question divides by zero.
    """
    from pincite.explain.ask import decision_named, fault, readings_named
    from pincite.explain.decider import make_decider
    from pincitec.diagnostics import Diagnostic

    found = decision_named(pack, decision)
    chosen, problems = readings_named(pack, (readings or {}).items())
    if isinstance(found, Diagnostic):
        raise Problems([found, *problems])
    if problems:
        raise Problems(problems)
    name = found
    return make_decider(pack, name, on, law_on or on, chosen, Problems, lambda error: Problems([fault(name, error)]))


def run(
    pack: "Pack",
    decisions: str | Sequence[str],
    data: Any,
    *,
    on: date | str,
    law_on: date | None = None,
    readings: Mapping[str, str] | None = None,
    strict: bool = False,
    mapping: str | Path | None = None,
    children: Mapping[str, Any] | None = None,
    keys: Sequence[str] = (),
    keep: Sequence[str] = (),
    quarantine: str | None = None,
    keep_going: bool = False,
    reasons: bool = False,
    out: str | Path | None = None,
    engine: str = "columns",
    workers: int = 1,
    cluster: str = "",
) -> Any:
    """Decide questions for every row of a table, each exactly as `determine` decides it.

    `data` is the path of a file (Parquet, Arrow, CSV) or of a folder of them, or a PyArrow table, a Polars or a pandas data frame.
    `on` is the day asked about, or the name of the column that holds each row's own; the law of a row is that of its day, unless `law_on`
    names another. `mapping` is a file that says which column is which fact, `children` holds the records of lists by the list's name. The
    output has the columns `keys` and `keep` as they are, and those that docs/populations.md describes.

    Gives the output as a `pyarrow.Table`; with `out` it is written to that file instead, whole or not at all, and a
    `pincite.population.running.run.Ran` says how many rows have which verdict. With `reasons` the table of reasons is given beside it, as a
    pair, or written beside the file. `workers` processes need a script that can be imported.
    `engine` is `columns`, `rows`, `spark` or `ray`; `cluster` the address of the last two, which without one run on this machine.

    Raises `Problems` for whatever is wrong with the question or the data, `OSError` where `out` cannot be written, and `ImportError`
    without the extra `pincite[batch]`.
    """
    needs_columns()
    from pincite.population.running.calling import call

    return call(
        pack,
        decisions,
        data,
        on=on,
        law_on=law_on,
        readings=readings,
        strict=strict,
        mapping=mapping,
        children=children,
        keys=keys,
        keep=keep,
        quarantine=quarantine,
        keep_going=keep_going,
        reasons=reasons,
        out=out,
        engine=engine,
        workers=workers,
        cluster=cluster,
    )


def compare(
    pack: "Pack",
    decisions: str | Sequence[str],
    data: Any,
    *,
    on: date | str,
    compare_on: date | None = None,
    compare_readings: Mapping[str, str] | None = None,
    law_on: date | None = None,
    readings: Mapping[str, str] | None = None,
    strict: bool = False,
    mapping: str | Path | None = None,
    children: Mapping[str, Any] | None = None,
    keys: Sequence[str] = (),
    keep: Sequence[str] = (),
    by: Sequence[str] = (),
    keep_going: bool = False,
    examples: bool = True,
    out: str | Path | None = None,
    engine: str = "columns",
) -> "Compared":
    """Decide questions for every row of a table twice, and tell what is another answer: who gains, who loses, by how much in all.

    The second run asks about `compare_on`, or reads choices as `compare_readings` says, or both; all else is as `run` has it. `by` are
    columns by whose values rows are counted too. With `examples` the first row of each kind of change has both its determinations. With
    `out` the rows that changed are written to that file, whole or not at all. `engine` is `columns` or `rows`.

    The result is plain values (docs/comparing-populations.md). Amounts are exact: of money in cents, fractions as `Fraction`.

    Raises `Problems` for whatever is wrong with the question or the data, `OSError` where `out` cannot be written, and `ImportError`
    without the extra `pincite[batch]`.
    """
    needs_columns()
    from pincite.population.comparison.calling import call

    return call(
        pack,
        decisions,
        data,
        on=on,
        compare_on=compare_on,
        compare_readings=compare_readings,
        law_on=law_on,
        readings=readings,
        strict=strict,
        mapping=mapping,
        children=children,
        keys=keys,
        keep=keep,
        by=by,
        keep_going=keep_going,
        examples=examples,
        out=out,
        engine=engine,
    )


def needs_columns() -> None:
    """Raises `ImportError` where the libraries are missing that read columns."""
    try:
        import numpy as np  # noqa: F401
        import pyarrow as pa  # noqa: F401
    except ImportError:
        raise ImportError("a population needs NumPy and PyArrow: pip install 'pincite[batch]'") from None
