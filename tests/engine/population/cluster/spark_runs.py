"""All that the tests of Spark look at, in one process with one virtual machine: what it prints is a JSON object."""

import json
import os
import sys
from pathlib import Path
from typing import Final

import pyarrow.parquet as pq
from pyspark import SparkConf, SparkContext
from pyspark.sql import SparkSession

import pincite
from pincite.population.cluster.frames import map_in_arrow
from pincite.population.cluster.spark import LOCAL, QUIET, spark
from pincite.population.sql.query import Asked, Query, query
from tests.engine.population.cluster import cases, generated

FAST: Final = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""For a virtual machine that lives for seconds."""
PLAIN: Final = {"spark.sql.codegen.wholeStage": "false", "spark.sql.adaptive.enabled": "false"}


def main(folder: Path) -> None:
    cases.data_in(folder)
    os.environ |= {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable, "PYTHONPATH": os.getcwd(), "JAVA_TOOL_OPTIONS": FAST}
    found: dict[str, object] = {"here": cases.run(folder, "here")}
    settings = {**LOCAL, **QUIET, "spark.executorEnv.PYTHONPATH": os.environ["PYTHONPATH"], "spark.executor.memory": "512m", **PLAIN}
    conf = SparkConf().setMaster("local-cluster[1,1,512]").setAppName("tests").setAll(list(settings.items()))
    context = SparkContext(conf=conf)
    found["killed"] = cases.run(folder, "killed", spark(run=cases.killing(folder, cases.this_process, cases.executor)))
    found["victims"] = sorted(p.name for p in folder.glob("killed-*"))
    found["listening"] = cases.listening()
    found["frame"] = framed(context, folder)
    found["generated"] = generated.by_engine(folder, "spark")
    context.stop()
    found["whole"] = cases.run(folder, "whole", spark(workers=2))
    print(json.dumps(found))


def framed(context: SparkContext, folder: Path) -> list[bool]:
    """Whether a frame of Spark has the answers of the file, by the kernel and by a query."""
    session = SparkSession(context)
    pack = pincite.load()
    frame = session.read.parquet(str(folder / "teachers.parquet")).coalesce(2)
    made = map_in_arrow(frame, pack, "level_three_a", on=cases.ON, keys=("id",), mapping=folder / "map.toml")
    rows = sorted(tuple(row) for row in made.collect())
    table = pq.read_table(folder / "here.parquet").drop_columns(["reason"])
    expected = sorted(zip(*(c.to_pylist() for c in table.columns), strict=True))
    frame.createOrReplaceTempView("cases")
    written = query(pack, Asked(cases.DECISION, cases.ON, cases.ON, "spark", keys=("id",)))
    assert isinstance(written, Query), written
    queried = sorted(tuple(row) for row in session.sql(written.text.rstrip().rstrip(";")).collect())
    return [made.columns == table.column_names, rows == expected, queried == [(row[0], row[1], None) for row in expected]]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
