"""What a road costs over `resolve` and `link` themselves: the same names and texts down each, time over time.

Each figure is the ratio of two medians over rounds that are interleaved, engines up and caches warm. That by
processor time is the steadier one on a machine that others use; engines that work in other processes have none.
Engines that are not installed are left out.
Run: ``python benchmarks/roads.py [ROUNDS]``, with ``pip install --group engines``.
"""

from __future__ import annotations

import csv
import importlib.util
import os
import statistics
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import namelink
from namelink import Resolver

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 9
WORKERS = 2
TIMES_OVER = 4
"""How often the texts are repeated, so that engines have something to part; each time with another number in it."""

ELSEWHERE = {"Ray Data", "Spark"}
"""Engines that work in other processes."""

Road = Callable[[], Any]


def names() -> list[str]:
    """Return the names of tests/cases/names.tsv, each once."""
    lines = (ROOT / "tests/cases/names.tsv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
    return list(dict.fromkeys(name for row in rows for name in (row["a"], row["b"])))


def texts() -> list[str]:
    """Return the paragraphs of seeds/, several times over and never the same."""
    seeds = sorted((ROOT / "seeds").glob("*.txt"))
    paragraphs = [p for seed in seeds for p in seed.read_text(encoding="utf-8").split("\n") if p.strip()]
    return [f"{paragraph} ({i})" for i in range(TIMES_OVER) for paragraph in paragraphs]


def roads_of_names(given: list[str]) -> dict[str, Road]:
    """Return the roads of names, by what they are called; the first is what others are measured by."""
    one = Resolver()
    roads: dict[str, Road] = {
        "resolve, one by one": lambda: [namelink.resolve(name).latin for name in given],
        "Resolver.resolve_many": lambda: [r.latin for r in one.resolve_many(given)],
    }
    if is_there("pyarrow"):
        import pyarrow as pa

        from namelink.integrations import arrow

        table, ten = pa.table({"n": given}), pa.table({"n": given * 10})
        roads["Arrow"] = lambda: arrow.resolve_column(table, "n")
        roads["Arrow, each name ten times"] = lambda: arrow.resolve_column(ten, "n")
    return roads | frames(given, "resolve_column")


def roads_of_texts(given: list[str]) -> dict[str, Road]:
    """Return the roads of texts, by what they are called; the first is what others are measured by."""
    one = Resolver()
    roads: dict[str, Road] = {
        "link, one by one": lambda: [namelink.link(text).to_dicts() for text in given],
        "Resolver.link_many": lambda: [linked.to_dicts() for linked in one.link_many(given)],
    }
    if is_there("pyarrow"):
        import pyarrow as pa

        from namelink.integrations import arrow

        table = pa.table({"n": given})
        roads["Arrow"] = lambda: arrow.link_column(table, "n")
    roads |= frames(given, "link_column")
    if is_there("spacy"):
        import spacy

        plain, linking = spacy.blank("ar"), spacy.blank("ar")
        linking.add_pipe("namelink")
        roads["spaCy's tokenizer alone"] = lambda: list(plain.pipe(given))
        roads["spaCy"] = lambda: list(linking.pipe(given))
    return roads


def frames(given: list[str], verb: str) -> dict[str, Road]:
    """Return the roads of data frames and engines, by what they are called."""
    makers = {"pandas": pandas, "Polars": polars, "DuckDB": duckdb, "Ray Data": ray, "Spark": spark}
    needs = {"pandas": "pandas", "Polars": "polars", "DuckDB": "duckdb", "Ray Data": "ray", "Spark": "pyspark"}
    return {name: make(given, verb) for name, make in makers.items() if is_there(needs[name])}


def pandas(given: list[str], verb: str) -> Road:
    """Return the road through pandas."""
    import pandas

    from namelink.integrations import pandas as road

    frame = pandas.DataFrame({"n": given})
    return lambda: getattr(road, verb)(frame, "n")


def polars(given: list[str], verb: str) -> Road:
    """Return the road through Polars."""
    import polars

    from namelink.integrations import polars as road

    frame = polars.DataFrame({"n": given})
    return lambda: getattr(road, verb)(frame, "n")


def duckdb(given: list[str], verb: str) -> Road:
    """Return the road through DuckDB."""
    import duckdb
    import pyarrow as pa

    from namelink.integrations.duckdb import create_link_function, create_resolve_function

    connection = duckdb.connect()
    connection.register("given", pa.table({"n": given}))
    function = "namelink_resolve" if verb == "resolve_column" else "namelink_link"
    (create_resolve_function if verb == "resolve_column" else create_link_function)(connection)
    return lambda: connection.sql(f"SELECT n, {function}(n) FROM given").to_arrow_table()


def ray(given: list[str], verb: str) -> Road:
    """Return the road through Ray Data."""
    import logging

    import pyarrow as pa
    import ray

    from namelink.integrations import ray as road

    logging.getLogger("ray.data").setLevel(logging.ERROR)
    ray.init(
        num_cpus=WORKERS, include_dashboard=False, logging_level="ERROR", log_to_driver=False, ignore_reinit_error=True
    )
    ray.data.DataContext.get_current().enable_progress_bars = False
    dataset = ray.data.from_arrow(pa.table({"n": given})).repartition(WORKERS).materialize()
    return lambda: getattr(road, verb)(dataset, "n").materialize()


def spark(given: list[str], verb: str) -> Road:
    """Return the road through Spark."""
    from pyspark.sql import SparkSession

    from namelink.integrations import spark as road

    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master(f"local[{WORKERS}]").config("spark.ui.enabled", "false")
    session = builder.config("spark.ui.showConsoleProgress", "false").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    frame = session.createDataFrame([(text,) for text in given], "n string").repartition(WORKERS).cache()
    return lambda: getattr(road, verb)(frame, "n").toArrow()


def is_there(library: str) -> bool:
    """Whether a library is installed."""
    return importlib.util.find_spec(library) is not None


def measure(roads: dict[str, Road], count: int, rounds: int) -> None:
    """Print the table of roads."""
    for road in roads.values():
        road()
    wall: dict[str, list[float]] = {name: [] for name in roads}
    cpu: dict[str, list[float]] = {name: [] for name in roads}
    for _ in range(rounds):
        for name, road in roads.items():
            begin, begin_cpu = time.perf_counter(), time.process_time()
            road()
            wall[name].append(time.perf_counter() - begin)
            cpu[name].append(time.process_time() - begin_cpu)
    first = next(iter(roads))
    print(f"{'':28} {'median':>9} {'least':>9} {'most':>9}   over the first, by the clock   by processor time")
    for name, found in wall.items():
        figures = " ".join(
            f"{seconds / count * 1e6:9.0f}" for seconds in (statistics.median(found), min(found), max(found))
        )
        by_cpu = "" if name in ELSEWHERE else f"{ratio(cpu[name], cpu[first]):20.2f}"
        print(f"{name:28} {figures}   {ratio(found, wall[first]):28.2f}{by_cpu}")


def ratio(times: list[float], first: list[float]) -> float:
    """Return the ratio of two medians."""
    return statistics.median(times) / statistics.median(first)


def main() -> None:
    """Print both tables."""
    warnings.simplefilter("ignore")
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    for title, given, make in (("names", names(), roads_of_names), ("texts", texts(), roads_of_texts)):
        characters = statistics.mean(map(len, given))
        print(f"{len(given)} {title} of {characters:.0f} characters, {rounds} rounds; microseconds each")
        measure(make(given), len(given), rounds)
        print()


if __name__ == "__main__":
    main()
