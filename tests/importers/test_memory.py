"""Memory does not grow with the source.

The names are of few words, because folding keeps a bounded number of words it has seen.
"""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from namelink.importers import (
    read_csv,
    read_geonames,
    read_jrc_names,
    read_opensanctions,
    read_spacy,
    read_wikidata,
)
from tests.importers.samples import Reader, entity, feature, item, name


def wikidata(i: int) -> str:
    if i % 10 == 0:
        return entity(f"Q{9_000_000 + i}", {"en": "a class"}, [item("P279", f"Q{9_000_000 + i // 2}")])
    if i % 10 == 1:
        return entity(f"Q{9_000_000 + i}", {"en": "of an unknown class"}, [item("P31", f"Q{8_000_000 + i}")])
    return entity(f"Q{9_000_000 + i}", {"ar": f"صدر جباروف {i % 50}"}, [item("P31", "Q5"), item("P27", "Q813")])


def document(i: int) -> str:
    """Return some lines of a pretty-printed object of entities, which has no end."""
    return f'"Q{i}": {json.dumps(json.loads(wikidata(i)), indent=1)},' if i else '{"entities": {'


def geonames(i: int) -> str:
    return feature(i, f"Place {i % 50}", "القاهرة") if i % 2 else name(i, i // 4 * 2 + 1, "ar", f"مدينة {i % 50}")


LINES: dict[str, tuple[Reader, dict[str, Any], Callable[[int], str]]] = {
    "wikidata": (read_wikidata, {}, wikidata),
    "a document of wikidata": (read_wikidata, {}, document),
    "geonames": (read_geonames, {}, geonames),
    "opensanctions": (
        read_opensanctions,
        {},
        lambda i: f'{{"id": "NK-{i}", "schema": "Person", "properties": {{"name": ["Somebody {i % 50}"]}}}}',
    ),
    "jrc-names": (read_jrc_names, {}, lambda i: f"{i // 3}\tP\tu\tSomebody+{i % 50}" if i % 7 else "nonsense"),
    "csv": (
        read_csv,
        {"constants": {"type": "person"}},
        lambda i: f"x:{i // 2},صدر جباروف {i % 50}" if i else "id,name:ar",
    ),
    "spacy": (read_spacy, {}, lambda i: f'{{"label": "ORG", "pattern": "منظمة {i % 50}", "id": "{i}"}}'),
}


def peak(records: Iterator[object]) -> int:
    """Return the most bytes that were held at once."""
    tracemalloc.start()
    try:
        assert sum(1 for _ in records) > 0
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(("read", "options", "line"), LINES.values(), ids=LINES)
def test_ten_times_the_lines_take_the_same_memory(
    tmp_path: Path, read: Reader, options: dict[str, Any], line: Callable[[int], str]
) -> None:
    held = []
    for count in (300, 300, 3_000):  # the first fills what is cached once
        path = tmp_path / str(count)
        path.write_text("\n".join(map(line, range(count))), encoding="utf-8")
        held.append(peak(read(path, on_reject=lambda _: None, **options)))
    assert held[2] < 1.1 * held[1] + 100_000
