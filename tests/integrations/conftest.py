from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

MINE = [
    {"id": "my:1", "type": "organization", "weight": 0.9, "names": [{"text": "مرصد الساحل", "lang": "ar"}]},
    {"id": "my:2", "type": "place", "weight": 0.9, "names": [{"text": "روسيا", "lang": "ar"}]},
]


def build(directory: Path, name: str, records: list[dict[str, Any]]) -> str:
    """Build an index of records, and return its path."""
    source, index = directory / f"{name}.jsonl", directory / name
    source.write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
    command = [sys.executable, "-m", "namelink", "gazetteer", "build", str(source), "-o", str(index)]
    subprocess.run(command, check=True, capture_output=True)
    return str(index)


@pytest.fixture(scope="session")
def mine(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The path of an index of two entities, one of which hides Russia."""
    return build(tmp_path_factory.mktemp("gazetteer"), "mine.index", MINE)


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )
    yield session
    session.stop()


@pytest.fixture(scope="session")
def ray() -> Iterator[Any]:
    import ray

    ray.init(num_cpus=2, include_dashboard=False, logging_level="ERROR", log_to_driver=False)
    ray.data.DataContext.get_current().enable_progress_bars = False
    yield ray
    ray.shutdown()
