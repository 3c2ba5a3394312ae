"""One answer everywhere: the same hard names and texts down every road, and equal answers at their ends."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import namelink
from namelink import Gazetteer, LinkedText, Mention, Resolution, Resolver
from namelink.cli import main
from tests.conftest import ROOT, rows

Answers = list[dict[str, Any] | None]
Found = list[list[dict[str, Any]] | None]

FIELDS = "outcome id name type latin score".split()
OF_MENTION = "start end text prefix kind id name type latin score".split()

LONG_NAME = "قيرغيزستان " * 400
LONG_TEXT = "وأكد بوتين لنظيره القيرغيزي صدر جباروف متانة العلاقات بين روسيا وقرغيزستان. " * 60
HALVES = ["\ud800", "قطر\udfff", "\udc00\ud83d بوتين"]
HALF_TEXTS = ["\ud800 قال بوتين \udfff في روسيا", "\udc00\ud800", "بوتين\ud83d"]

NAMES = [
    *(row["query"] for row in rows("resolve")),
    *(json.loads(row["name"]) for row in rows("roads_names")),
    LONG_NAME,
]
TEXTS = [
    *(row["text"] for row in rows("link")),
    *(json.loads(row["text"]) for row in rows("roads_texts")),
    *((ROOT / "seeds").joinpath(seed).read_text(encoding="utf-8") for seed in ("01-eurasia.txt", "07-vocalised.txt")),
    LONG_TEXT,
]


def engine(name: str) -> Any:
    """Import an engine; in CI it must be there, elsewhere its road is skipped without it."""
    return importlib.import_module(name) if os.environ.get("CI") else pytest.importorskip(name)


def of_resolution(r: Resolution) -> dict[str, Any]:
    return {field: getattr(r, field) for field in FIELDS}


def of_mention(m: Mention) -> dict[str, Any]:
    return {field: m.resolution.latin if field == "latin" else getattr(m, field) for field in OF_MENTION}


def with_nulls(values: list[str | None], answers: Iterable[Any]) -> list[Any]:
    """Return answers to the values that are no nulls, with nulls in their places."""
    found = iter(answers)
    return [None if value is None else next(found) for value in values]


def strings(values: list[str | None]) -> list[str]:
    return [value for value in values if value is not None]


# The roads of names


def function(names: list[str | None]) -> Answers:
    return with_nulls(names, (of_resolution(namelink.resolve(name)) for name in strings(names)))


def resolver(names: list[str | None]) -> Answers:
    one = Resolver(Gazetteer.default())
    return with_nulls(names, (of_resolution(one.resolve(name)) for name in strings(names)))


def resolve_many(names: list[str | None]) -> Answers:
    return with_nulls(names, map(of_resolution, Resolver().resolve_many(strings(names))))


def command_line(names: list[str | None]) -> Answers:
    # '-' alone reads standard input, where it is given.
    found = CliRunner().invoke(main, ["resolve", "--format", "json", "--", *strings(names)], input="-")
    return with_nulls(names, (json.loads(line) for line in found.stdout.splitlines()))


def arrow(names: list[str | None]) -> Answers:
    pa = engine("pyarrow")
    from namelink.integrations.arrow import resolve_array

    found: Answers = resolve_array(pa.array(names)).to_pylist()
    return found


def arrow_batches(names: list[str | None]) -> Answers:
    pa = engine("pyarrow")
    from namelink.integrations.arrow import resolve_batches

    table = pa.table({"n": pa.array(names).dictionary_encode()})
    found = resolve_batches(table.to_batches(max_chunksize=7), "n", struct="r")
    return [row for batch in found for row in batch["r"].to_pylist()]


def pandas(names: list[str | None]) -> Answers:
    pd = engine("pandas")
    from namelink.integrations.pandas import resolve_column

    found = resolve_column(pd.DataFrame({"n": names}, dtype=object), "n", prefix="")
    return [None if pd.isna(row["outcome"]) else without_nan(row) for row in found.to_dict("records")]


def without_nan(row: dict[str, Any]) -> dict[str, Any]:
    return {field: None if row[field] != row[field] else row[field] for field in FIELDS}


def polars(names: list[str | None]) -> Answers:
    pl = engine("polars")
    from namelink.integrations.polars import resolve_column

    found = resolve_column(pl.DataFrame({"n": names}), "n", struct="r")["r"].to_list()
    return [None if row is None or row["outcome"] is None else row for row in found]


def polars_lazy(names: list[str | None]) -> Answers:
    pl = engine("polars")
    from namelink.integrations.polars import resolve_column

    frame = pl.LazyFrame({"i": range(len(names)), "n": names})
    found = resolve_column(frame, "n", prefix="").collect(engine="streaming").sort("i").to_dicts()
    return [None if row["outcome"] is None else row for row in found]


def duckdb(names: list[str | None]) -> Answers:
    connection = engine("duckdb").connect()
    pa = engine("pyarrow")
    from namelink.integrations.duckdb import create_resolve_function

    create_resolve_function(connection)
    connection.register("names", pa.table({"i": range(len(names)), "n": pa.array(names, pa.string())}))
    return [row for (row,) in connection.sql("SELECT namelink_resolve(n) FROM names ORDER BY i").fetchall()]


def by_place(data: Any, added: str) -> list[Any]:
    """Return a column of a Ray dataset in the order of its numbers."""
    return [row[added] for row in sorted(data.take_all(), key=lambda row: row["i"])]


def ray_data(values: list[str | None]) -> Any:
    ray, pa = engine("ray"), engine("pyarrow")
    return ray.data.from_arrow(pa.table({"i": range(len(values)), "v": pa.array(values, pa.string())}))


def ray(names: list[str | None]) -> Answers:
    data = ray_data(names)
    from namelink.integrations.ray import resolve_column

    return by_place(resolve_column(data, "v", struct="r", batch_size=16), "r")


def spark_frame(values: list[str | None]) -> Any:
    sql = engine("pyspark.sql")
    session = sql.SparkSession.getActiveSession()
    return session.createDataFrame(list(enumerate(values)), "i int, v string").repartition(2, "i")


def spark(names: list[str | None]) -> Answers:
    frame = spark_frame(names)
    from namelink.integrations.spark import resolve_column

    found = sorted(resolve_column(frame, "v", struct="r").collect(), key=lambda row: row["i"])
    return [row["r"] and row["r"].asDict() for row in found]


# The roads of texts


def link(texts: list[str | None]) -> Found:
    return with_nulls(texts, ([of_mention(m) for m in namelink.link(text)] for text in strings(texts)))


def resolver_link(texts: list[str | None]) -> Found:
    one = Resolver(Gazetteer.default())
    return with_nulls(texts, ([of_mention(m) for m in one.link(text)] for text in strings(texts)))


def link_many(texts: list[str | None]) -> Found:
    def mentions(text: LinkedText) -> list[dict[str, Any]]:
        return [of_mention(m) for m in text]

    return with_nulls(texts, map(mentions, Resolver().link_many(strings(texts))))


def command_line_link(texts: list[str | None]) -> Found:
    found = [CliRunner().invoke(main, ["link", "-", "--format", "json"], input=t.encode()) for t in strings(texts)]
    return with_nulls(texts, ([json.loads(line) for line in each.stdout.splitlines()] for each in found))


def arrow_link(texts: list[str | None]) -> Found:
    pa = engine("pyarrow")
    from namelink.integrations.arrow import link_array

    found: Found = link_array(pa.chunked_array([texts[:9], texts[9:]], pa.large_string())).to_pylist()
    return found


def pandas_link(texts: list[str | None]) -> Found:
    pd = engine("pandas")
    from namelink.integrations.pandas import link_column

    return list(link_column(pd.DataFrame({"t": texts}, dtype=object), "t")["t_mentions"])


def polars_link(texts: list[str | None]) -> Found:
    pl = engine("polars")
    from namelink.integrations.polars import link_column

    found: Found = link_column(pl.DataFrame({"t": texts}), "t")["t_mentions"].to_list()
    return found


def duckdb_link(texts: list[str | None]) -> Found:
    connection = engine("duckdb").connect()
    pa = engine("pyarrow")
    from namelink.integrations.duckdb import create_link_function

    create_link_function(connection)
    connection.register("texts", pa.table({"i": range(len(texts)), "t": pa.array(texts, pa.string())}))
    return [row for (row,) in connection.sql("SELECT namelink_link(t) FROM texts ORDER BY i").fetchall()]


def ray_link(texts: list[str | None]) -> Found:
    data = ray_data(texts)
    from namelink.integrations.ray import link_column

    return by_place(link_column(data, "v", into="m"), "m")


def spark_link(texts: list[str | None]) -> Found:
    frame = spark_frame(texts)
    from namelink.integrations.spark import link_column

    found = sorted(link_column(frame, "v", into="m").collect(), key=lambda row: row["i"])
    return [None if row["m"] is None else [m.asDict() for m in row["m"]] for row in found]


def spacy_pipe(texts: list[str | None]) -> Found:
    nlp = engine("spacy").blank("ar")
    # A token of two names has one entity; where it is split each has its own.
    nlp.add_pipe("namelink", config={"align": "split"})
    docs = nlp.pipe(strings(texts), batch_size=8)
    return with_nulls(texts, ([of_span(ent._.namelink) for ent in doc.ents] for doc in docs))


def of_span(known: dict[str, Any]) -> dict[str, Any]:
    return {field: known[field] for field in OF_MENTION}


Road = Callable[[list[str | None]], list[Any]]

OF_NAMES: list[Road] = [
    *(function, resolver, resolve_many, command_line, arrow, arrow_batches, pandas),
    *(polars, polars_lazy, duckdb, ray, spark),
]
OF_TEXTS: list[Road] = [
    *(link, resolver_link, link_many, command_line_link, arrow_link, pandas_link),
    *(polars_link, duckdb_link, ray_link, spark_link, spacy_pipe),
]
ROUNDED = {command_line, command_line_link}
"""Roads that print scores with four digits."""

NEEDS_A_SESSION = {ray: "ray", ray_link: "ray", spark: "spark", spark_link: "spark"}


def called(road: Road) -> str:
    return road.__name__


def taken(road: Road, values: list[str | None], request: pytest.FixtureRequest) -> list[Any]:
    """Send values down a road, once the engine it needs is up."""
    if road in NEEDS_A_SESSION:
        session = NEEDS_A_SESSION[road]
        engine({"spark": "pyspark"}.get(session, session))
        request.getfixturevalue(session)
    return road(values)


def told(answer: dict[str, Any] | None, fields: list[str], digits: int | None) -> dict[str, Any] | None:
    """Return the fields of an answer, the score with as many digits as a road prints."""
    if answer is None:
        return None
    plain = {field: answer[field] for field in fields}
    return plain if digits is None else plain | {"score": round(plain["score"], digits)}


@pytest.mark.parametrize("road", OF_NAMES, ids=called)
def test_names(road: Road, request: pytest.FixtureRequest) -> None:
    digits = 4 if road in ROUNDED else None
    found = [told(answer, FIELDS, digits) for answer in taken(road, NAMES, request)]
    assert len(found) == len(NAMES)
    for name, expected, answer in zip(NAMES, function(NAMES), found, strict=True):
        assert answer == told(expected, FIELDS, digits), name


@pytest.mark.parametrize("road", OF_TEXTS, ids=called)
def test_texts(road: Road, request: pytest.FixtureRequest) -> None:
    digits = 4 if road in ROUNDED else None
    found = taken(road, TEXTS, request)
    assert len(found) == len(TEXTS)
    for text, expected, answer in zip(TEXTS, link(TEXTS), found, strict=True):
        assert (expected is None) == (answer is None), text
        shown = [told(each, OF_MENTION, digits) for each in answer or ()]
        assert shown == [told(each, OF_MENTION, digits) for each in expected or ()], text


@pytest.mark.parametrize("road", [resolver, resolve_many, command_line, pandas], ids=called)
def test_names_with_half_a_pair(road: Road) -> None:
    digits = 4 if road in ROUNDED else None
    fields = [field for field in FIELDS if field != "latin"]
    expected = [told(answer, fields, digits) for answer in function(list(HALVES))]
    assert [told(answer, fields, digits) for answer in road(list(HALVES))] == expected


@pytest.mark.parametrize("road", [resolver_link, link_many, pandas_link], ids=called)
def test_texts_with_half_a_pair(road: Road) -> None:
    fields = [field for field in OF_MENTION if field != "text"]
    expected = [[told(m, fields, None) for m in mentions or ()] for mentions in link(list(HALF_TEXTS))]
    assert [[told(m, fields, None) for m in mentions] for mentions in road(list(HALF_TEXTS))] == expected
    assert expected[0]


def test_the_cases_are_hard() -> None:
    outcomes = {answer["outcome"] for answer in function(NAMES) if answer}
    assert outcomes == set(namelink.Outcome)
    assert None in NAMES
    assert None in TEXTS
    found = [m for mentions in link(TEXTS) for m in mentions or ()]
    assert {m["kind"] for m in found} == set(namelink.MentionKind)
    assert {m["type"] for m in found} == set(namelink.EntityType)
    assert {"", "و", "لل"} <= {m["prefix"] for m in found}


def test_the_command_as_a_program(tmp_path: Path) -> None:
    names = [name for name in strings(NAMES) if "\n" not in name and "\r" not in name]
    source = tmp_path / "names.txt"
    source.write_text("\n".join(names), encoding="utf-8")
    with source.open("rb") as stdin:
        command = [sys.executable, "-m", "namelink", "resolve", "-"]
        printed = subprocess.run(command, stdin=stdin, capture_output=True, check=True).stdout
    found = [json.loads(line) for line in printed.decode().splitlines()]
    assert [told(each, FIELDS, 4) for each in found] == [told(each, FIELDS, 4) for each in function(list(names))]
