"""Ray as the scheduler of a run: each task is a Ray task, and nothing but a report comes back.

By default it runs on this machine, on the loopback address, without dashboard and usage statistics; `cluster` is an address such as
`ray://host:10001` or `auto`. A Ray that is there already is used as it is, and stays.
"""

import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any, Final

from pincite.population.cluster.serving import RETRIES, Run, answered, attempt, not_run, shared, taken, unavailable
from pincite.population.running.engines import Engine, WorkerLost
from pincite.population.running.partition import Job, Report, Task, Tell, run_task
from pincitec import __version__

AHEAD: Final = 4
"""Tasks handed over for each processor: enough that none waits, few enough that Ctrl-C has little to call back."""
LOOPBACK: Final = "127.0.0.1"
NO_USAGE: Final = {"RAY_USAGE_STATS_ENABLED": "0"}
LOCAL: Final = {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0", "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"}
"""Despite its name the first decides everywhere whether Ray listens on the loopback address alone."""
STORE: Final = 100_000_000
"""Bytes of Ray's store of objects on this machine: only a job and reports go through it."""


def ray(cluster: str = "", workers: int = 1, run: Run = run_task) -> Engine:
    """The engine. `cluster` is Ray's address; without one, so many workers on this machine."""

    def engine(job: Job, tasks: Sequence[Task], tell: Tell) -> Iterator[Report]:
        job = shared(job, "ray")
        module, ours = opened(cluster, workers)
        try:
            for report in scheduled(module, job, tasks, run):
                tell(report.rows)
                yield report
        finally:
            if ours:
                module.shutdown()

    return engine


def opened(cluster: str, workers: int) -> tuple[Any, bool]:
    """Ray, and whether it was started or joined here. Raises `Unavailable`."""
    answered("ray", cluster)
    with environment({**NO_USAGE, **LOCAL} if not cluster or LOOPBACK in cluster else NO_USAGE):
        try:
            module: Any = import_module("ray")
        except ImportError:
            raise unavailable("ray", "is not installed", "pip install 'pincite[ray]'") from None
        if module.is_initialized():
            return module, False
        here = {"num_cpus": workers, "num_gpus": 0, "include_dashboard": False, "object_store_memory": STORE}
        try:
            module.init(log_to_driver=False, logging_level=logging.ERROR, **({"address": cluster} if cluster else here))
        except Exception as error:
            said = str(error).strip().splitlines() or [type(error).__name__]
            where = f"at `{cluster}`" if cluster else "on this machine"
            raise unavailable("ray", f"could not be started {where}: {said[0]}", "check the address, and that Ray runs there") from None
    if not cluster and module.util.get_node_ip_address() != LOOPBACK:
        module.shutdown()
        help = "start Ray yourself before, or import it only through `pincite`"
        raise unavailable("ray", "would listen on the network: it was imported before with other settings", help)
    return module, True


@contextmanager
def environment(settings: Mapping[str, str]) -> Iterator[None]:
    """The environment with these settings, and afterwards as it was. Ray reads them when it is imported and when it starts."""
    before = {name: os.environ.get(name) for name in settings}
    os.environ.update(settings)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def scheduled(module: Any, job: Job, tasks: Sequence[Task], run: Run) -> Iterator[Report]:
    """The reports as they come. Raises `WorkerLost` where Ray gave a task up."""
    sent = module.put(job)
    remote = module.remote(num_cpus=1, max_retries=RETRIES)(attempt)
    most = AHEAD * max(1, int(module.cluster_resources().get("CPU", 1)))
    waiting = list(tasks)[::-1]
    running: list[Any] = []
    try:
        while waiting or running:
            while waiting and len(running) < most:
                running.append(remote.remote(sent, waiting.pop(), run, version=__version__, engine="ray"))
            (done,), running = module.wait(running, num_returns=1)
            try:
                came = module.get(done)
            except module.exceptions.RayTaskError as error:
                raise not_run("ray", str(error)) from None
            except module.exceptions.RayError as error:
                raise WorkerLost(None) from error
            yield taken(came)
    finally:
        for reference in running:
            module.cancel(reference, force=True)
