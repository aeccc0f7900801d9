"""All that the tests of Ray look at, in one process with one Ray: what it prints is a JSON object."""

import json
import os
import sys
from pathlib import Path

from pincite.population.cluster.ray import LOOPBACK, opened, ray
from tests.engine.population.cluster import cases, generated


def main(folder: Path) -> None:
    cases.data_in(folder)
    os.environ["PYTHONPATH"] = os.getcwd()
    found: dict[str, object] = {"here": cases.run(folder, "here")}
    module, ours = opened("", 2)
    found["started"] = ours
    found["killed"] = cases.run(folder, "killed", ray(run=cases.killing(folder, cases.this_process)))
    found["victims"] = sorted(p.name for p in folder.glob("killed-*"))
    found["stays"] = module.is_initialized()
    found["address"] = module.util.get_node_ip_address() == LOOPBACK
    found["listening"] = cases.listening()
    found["generated"] = generated.by_engine(folder, "ray")
    module.shutdown()
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
