"""Spark and Ray give the bytes of one process, also where a worker is killed; and they listen to this machine alone.

Each is looked at in a process of its own, which starts it once: they leave threads, sockets and warnings behind.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pincite.population.cluster import serving
from pincite.population.cluster.ray import ray
from pincite.population.cluster.spark import spark
from pincite.population.running.engines import Unavailable
from pincite.population.running.job import Options
from pincite.population.running.partition import Job, Report, Task
from pincitec import __version__

ROOT = Path(__file__).parents[4]
JAVA = shutil.which("java") is not None
SECONDS = 300


def ran(script: str, folder: Path) -> dict[str, Any]:
    """What a script prints at its end."""
    made = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", f"tests.engine.population.cluster.{script}", str(folder)],
        cwd=ROOT,
        env={"XDG_CACHE_HOME": str(Path.home() / ".cache"), **os.environ, "HOME": str(folder)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert made.returncode == 0, made.stderr[-3000:]
    found: dict[str, Any] = json.loads(made.stdout.splitlines()[-1])
    return found


@pytest.fixture(scope="module")
def on_ray(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    pytest.importorskip("ray")
    return ran("ray_runs", tmp_path_factory.mktemp("ray"))


@pytest.fixture(scope="module")
def on_spark(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    pytest.importorskip("pyspark")
    if not JAVA:
        pytest.skip("Spark needs Java")
    return ran("spark_runs", tmp_path_factory.mktemp("spark"))


@pytest.mark.slow
def test_ray_gives_the_same_bytes_also_where_a_worker_is_killed(on_ray: dict[str, Any]) -> None:
    assert on_ray["victims"] == ["killed-this_process"]
    assert on_ray["killed"] == on_ray["here"]


@pytest.mark.slow
def test_ray_gives_the_same_bytes_for_generated_rules(on_ray: dict[str, Any]) -> None:
    assert on_ray["generated"] == [True, True]


@pytest.mark.slow
def test_a_ray_that_was_there_stays(on_ray: dict[str, Any]) -> None:
    assert (on_ray["started"], on_ray["stays"]) == (True, True)


@pytest.mark.slow
def test_ray_listens_to_this_machine_alone(on_ray: dict[str, Any]) -> None:
    assert on_ray["address"] is True
    here, elsewhere = on_ray["listening"]
    assert here
    assert elsewhere == []


@pytest.mark.slow
def test_spark_gives_the_same_bytes(on_spark: dict[str, Any]) -> None:
    assert on_spark["whole"] == on_spark["here"]


@pytest.mark.slow
def test_spark_gives_the_same_bytes_for_generated_rules(on_spark: dict[str, Any]) -> None:
    assert on_spark["generated"] == [True, True]


@pytest.mark.slow
def test_an_executor_or_worker_of_spark_that_is_killed_changes_nothing(on_spark: dict[str, Any]) -> None:
    assert on_spark["victims"] == ["killed-executor", "killed-this_process"]
    assert on_spark["killed"] == on_spark["here"]


@pytest.mark.slow
def test_a_frame_of_spark_has_the_answers_of_the_file_by_kernel_and_by_query(on_spark: dict[str, Any]) -> None:
    assert on_spark["frame"] == [True, True, True]


@pytest.mark.slow
def test_spark_listens_to_this_machine_alone(on_spark: dict[str, Any]) -> None:
    here, elsewhere = on_spark["listening"]
    assert here
    assert elsewhere == []


def job() -> Job:
    return Job(b"", Options(("t.decision",), None), None, None, "parts")


@pytest.mark.parametrize("engine", [spark(), ray()])
def test_data_in_memory_are_no_others(engine: Any) -> None:
    with pytest.raises(Unavailable) as refused:
        list(engine(job(), [], lambda rows: None))
    assert refused.value.args[0].rule.code == "PC987"
    assert "only in the memory of this process" in refused.value.args[0].message


@pytest.mark.parametrize(("engine", "package"), [(spark(), "pyspark"), (ray(), "ray")])
def test_an_engine_that_is_not_installed(engine: Any, package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.setattr(f"pincite.population.cluster.{engine.__module__.rpartition('.')[2]}.shared", lambda job, name: job)
    with pytest.raises(Unavailable) as refused:
        list(engine(job(), [], lambda rows: None))
    assert "is not installed" in refused.value.args[0].message
    assert "pip install 'pincite[" in refused.value.args[0].help


def test_a_problem_is_a_value_and_is_not_tried_again() -> None:
    def refuses(job: Job, task: Task) -> Report:
        raise OSError(28, "No space left on device")

    came = serving.attempt(job(), Task(0, 1, 1, 0, 1), refuses)
    assert isinstance(came, OSError)
    with pytest.raises(OSError, match="No space"):
        serving.taken(came)


def test_a_problem_that_cannot_be_sent_is_told_in_words() -> None:
    class Local(Exception):
        pass

    def refuses(job: Job, task: Task) -> Report:
        raise Local("why")

    came = serving.attempt(job(), Task(0, 1, 1, 0, 1), refuses)
    assert repr(came) == "RuntimeError('Local: why')"


@pytest.mark.parametrize(("engine", "scheme"), [(spark, "spark://"), (ray, "ray://"), (ray, "")])
def test_an_address_where_nobody_answers_is_told_at_once(engine: Any, scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:  # bound, and not listening: so nobody else does
        taken.bind(("127.0.0.1", 0))
        address = f"{scheme}127.0.0.1:{taken.getsockname()[1]}"
        monkeypatch.setattr(f"pincite.population.cluster.{engine.__name__}.shared", lambda job, name: job)
        with pytest.raises(Unavailable) as refused:
            list(engine(address)(job(), [], lambda rows: None))
    assert refused.value.args[0].message == f"`{engine.__name__}` is not there: nobody answers at `{address}`"


def test_an_address_without_a_port_is_the_business_of_the_engine() -> None:
    for address in ("", "yarn", "local[2,4]", "local-cluster[2,1,512]", "auto", "k8s://cluster"):
        serving.answered("spark", address)


def test_a_worker_of_another_version_decides_nothing() -> None:
    def decides(job: Job, task: Task) -> Report:
        raise AssertionError("it was asked")

    came = serving.attempt(job(), Task(0, 1, 1, 0, 1), decides, version="0.0.1", engine="ray")
    assert isinstance(came, Unavailable)
    assert came.args[0].message == f"`ray` has workers with pincite {__version__}; 0.0.1 runs here"


def test_a_worker_without_pincite_is_told() -> None:
    said = "Traceback (most recent call last):\n  File \"x\"\nModuleNotFoundError: No module named 'pincite'\n\n\tat org.apache.spark"
    refused = serving.not_run("spark", said)
    assert refused.args[0].message == "`spark` could not run a task: ModuleNotFoundError: No module named 'pincite'"
