"""One message for one mistake, wherever it is made: in the library, in an engine, on the command line, over HTTP."""

from __future__ import annotations

import importlib
import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import namelink
from namelink import Gazetteer, Resolver
from namelink.cli import main

TYPES = "type must be one of person, place, organization, not "
COUNTRY = "country must be an ISO 3166-1 code (KG, KGZ) or a name of a country in English or Arabic, not "
THRESHOLD = "threshold must be a number from 0 to 1, not "
LIMIT = "limit must be a whole number of 0 or more, not "

BOTH = [
    ({"threshold": 5}, THRESHOLD + "5"),
    ({"threshold": -0.1}, THRESHOLD + "-0.1"),
    ({"threshold": "high"}, THRESHOLD + "the str 'high'"),
]
RESOLVING = [
    *BOTH,
    ({"type": "city"}, TYPES + "'city'"),
    ({"type": "persons"}, TYPES + "'persons'; did you mean 'person'?"),
    ({"country": "Kyrgizstan"}, COUNTRY + "'Kyrgizstan'; did you mean 'Kyrgyzstan' (KG)?"),
    ({"country": "ZZ"}, COUNTRY + "'ZZ'"),
    ({"country": "c"}, COUNTRY + "'c'"),
    ({"country": ""}, COUNTRY + "''"),
    ({"country": "الكونغو"}, "country 'الكونغو' may be CD or CG: give one of these codes"),
    ({"limit": -1}, LIMIT + "-1"),
    ({"limit": 2.5}, LIMIT + "2.5"),
]
LINKING = [
    *BOTH,
    ({"types": ["city"]}, TYPES + "'city'"),
    ({"types": "person"}, "types must be a list of types, not the str 'person': give types=['person']"),
]
IN_PYTHON_ONLY = [
    ({"threshold": float("nan")}, THRESHOLD + "nan"),
    ({"threshold": True}, THRESHOLD + "True"),
]

BORN = "born must be a year (1952), a month ('1952-10') or a date ('1952-10-07'), not "
EVIDENCE: list[tuple[dict[str, Any], str]] = [
    ({"born": "7/10/1952"}, BORN + "'7/10/1952'"),
    ({"born": "1952-02-30"}, BORN + "'1952-02-30'"),
    ({"born": ""}, BORN + "''"),
    ({"refs": ["Q813"]}, "refs must be CURIEs such as 'wikidata:Q813', not 'Q813'"),
]
EVIDENCE_IN_JSON: list[tuple[dict[str, Any], str]] = [
    ({"born": 0}, BORN + "0"),
    ({"born": True}, BORN + "True"),
    ({"born": 1952.5}, BORN + "1952.5"),
    ({"refs": "wikidata:Q813"}, "refs must be a list of CURIEs, not the str 'wikidata:Q813': give ['wikidata:Q813']"),
    ({"refs": 7}, "refs must be a list of CURIEs, not 7"),
    ({"refs": [7]}, "refs must be CURIEs such as 'wikidata:Q813', not 7"),
]

Told = Callable[[dict[str, Any]], str]
"""What is told of some options."""


def needs(*engines: str) -> None:
    for engine in engines:
        importlib.import_module(engine) if os.environ.get("CI") else pytest.importorskip(engine)


def raised(call: Callable[[], object]) -> str:
    with pytest.raises((TypeError, ValueError)) as caught:
        call()
    return str(caught.value)


def run(*arguments: str) -> str:
    found = CliRunner().invoke(main, arguments)
    assert found.exit_code == 2, found.output
    return " ".join(found.stderr.split())


def options_of(options: dict[str, Any]) -> list[str]:
    return [part for name, value in options.items() for part in (f"--{name}", str(value))]


@pytest.fixture(scope="session")
def client() -> Iterator[Any]:
    needs("starlette", "uvicorn", "prometheus_client", "httpx")
    from tests.integrations.service.running import running

    with running() as service:
        yield service.client


def refused(client: Any, path: str, body: dict[str, Any]) -> str:
    headers = {"Content-Type": "application/json"}
    response = client.post(path, content=json.dumps(body).encode(), headers=headers)
    assert response.status_code == 422, response.text
    return str(response.json()["error"]["message"])


def in_arrow(options: dict[str, Any]) -> str:
    needs("pyarrow")
    import pyarrow as pa

    from namelink.integrations.arrow import link_array, resolve_array

    call = link_array if "types" in options else resolve_array
    return raised(lambda: call(pa.array([], pa.string()), **options))


def in_pandas(options: dict[str, Any]) -> str:
    needs("pandas", "pyarrow")
    import pandas as pd

    from namelink.integrations import pandas as engine

    call = engine.link_column if "types" in options else engine.resolve_column
    return raised(lambda: call(pd.DataFrame({"name": ["قطر"]}), "name", **options))


def in_polars(options: dict[str, Any]) -> str:
    needs("polars", "pyarrow")
    import polars as pl

    from namelink.integrations import polars as engine

    call = engine.link_column if "types" in options else engine.resolve_column
    return raised(lambda: call(pl.LazyFrame({"name": ["قطر"]}), "name", **options))


def in_duckdb(options: dict[str, Any]) -> str:
    needs("duckdb", "pyarrow")
    import duckdb

    from namelink.integrations.duckdb import create_link_function, create_resolve_function

    create = create_link_function if "types" in options else create_resolve_function
    return raised(lambda: create(duckdb.connect(), **options))


def in_spark(options: dict[str, Any]) -> str:
    needs("pyspark", "pandas", "pyarrow")
    from namelink.integrations import spark as engine

    call = engine.link_column if "types" in options else engine.resolve_column
    return raised(lambda: call(None, "name", **options))


def in_ray(options: dict[str, Any]) -> str:
    needs("ray", "pyarrow")
    from namelink.integrations import ray as engine

    call = engine.link_column if "types" in options else engine.resolve_column
    return raised(lambda: call(None, "name", **options))


ENGINES: list[Told] = [in_arrow, in_pandas, in_polars, in_duckdb, in_spark, in_ray]


@pytest.mark.parametrize(("options", "message"), RESOLVING + IN_PYTHON_ONLY, ids=str)
def test_resolving(options: dict[str, Any], message: str) -> None:
    resolver = Resolver()
    assert raised(lambda: namelink.resolve("قطر", **options)) == message
    assert raised(lambda: resolver.resolve("قطر", **options)) == message
    assert raised(lambda: resolver.resolve_many([], **options)) == message


@pytest.mark.parametrize(("options", "message"), EVIDENCE + EVIDENCE_IN_JSON, ids=str)
def test_evidence(client: Any, options: dict[str, Any], message: str) -> None:
    resolver = Resolver()
    assert raised(lambda: namelink.resolve("قطر", **options)) == message
    assert raised(lambda: resolver.resolve("قطر", **options)) == message
    assert refused(client, "/resolve", {"name": "قطر", **options}) == message
    (option,) = options
    place = message.replace(option, f"{option}[1]", 1)
    lists: dict[str, Any] = {option: [None, options[option]]}
    assert raised(lambda: list(resolver.resolve_many(["روسيا", "قطر"], **lists))) == place
    assert refused(client, "/resolve", {"names": ["روسيا", "قطر"], **lists}) == place
    if (options, message) in EVIDENCE:
        asked = client.get("/resolve", params={"name": "قطر", **options})
        assert (asked.status_code, asked.json()["error"]["message"]) == (422, message)
        value = options[option][0] if option == "refs" else options[option]
        assert message in run("resolve", "قطر", f"--{option.removesuffix('s')}", value)


@pytest.mark.parametrize("told", [in_pandas, in_polars])
def test_columns_that_are_not_there(told: Told) -> None:
    assert told({"born": "date"}) == "no column is called 'date', which born names; the columns are 'name'"
    assert told({"refs": "ids"}) == "no column is called 'ids', which refs names; the columns are 'name'"


@pytest.mark.parametrize(("options", "message"), LINKING + IN_PYTHON_ONLY, ids=str)
def test_linking(options: dict[str, Any], message: str) -> None:
    resolver = Resolver()
    assert raised(lambda: namelink.link("قطر", **options)) == message
    assert raised(lambda: resolver.link("قطر", **options)) == message
    assert raised(lambda: resolver.link_many([], **options)) == message


@pytest.mark.parametrize("told", ENGINES)
@pytest.mark.parametrize(("options", "message"), RESOLVING + LINKING, ids=str)
def test_engines(told: Told, options: dict[str, Any], message: str) -> None:
    assert told(options) == message


@pytest.mark.parametrize(("options", "message"), RESOLVING, ids=str)
def test_the_command_line(options: dict[str, Any], message: str) -> None:
    assert message in run("resolve", "قطر", *options_of(options))
    if "threshold" in options:
        assert message in run("link", "-", *options_of(options))
        assert message in run("cluster", "-", *options_of(options))


@pytest.mark.parametrize(("options", "message"), RESOLVING, ids=str)
def test_the_service_for_names(client: Any, options: dict[str, Any], message: str) -> None:
    assert refused(client, "/resolve", {"name": "قطر", **options}) == message
    asked = client.get("/resolve", params={"name": "قطر", **{key: str(value) for key, value in options.items()}})
    assert (asked.status_code, asked.json()["error"]["message"]) == (422, message)


@pytest.mark.parametrize(("options", "message"), LINKING, ids=str)
def test_the_service_for_texts(client: Any, options: dict[str, Any], message: str) -> None:
    assert refused(client, "/link", {"text": "قطر", **options}) == message


def test_one_string_is_no_list(client: Any) -> None:
    resolver = Resolver()
    names = "names must be a list of str, not the str 'قطر': give ['قطر']"
    assert raised(lambda: resolver.resolve_many("قطر")) == names
    assert raised(lambda: namelink.cluster("قطر")) == names
    assert refused(client, "/resolve", {"names": "قطر"}) == names
    assert refused(client, "/cluster", {"names": "قطر"}) == names
    texts = names.replace("names", "texts")
    assert raised(lambda: resolver.link_many("قطر")) == texts
    assert refused(client, "/link", {"texts": "قطر"}) == texts
    assert raised(lambda: resolver.resolve_many(b"qatar")) == "names must be a list of str, not the bytes b'qatar'"  # type: ignore[arg-type]
    assert raised(lambda: resolver.resolve_many(7)) == "names must be a list of str, not 7"  # type: ignore[arg-type]


def test_workers() -> None:
    message = "workers must be a whole number of 1 or more, not 0"
    assert raised(lambda: Resolver().link_many([], workers=0)) == message
    assert message in run("link", "-", "--workers", "0")


def test_choices(client: Any) -> None:
    regions = "egypt, gulf, horn, iraq, levant, maghreb, sudan"
    region = f"region must be one of {regions}, not 'egpt'; did you mean 'egypt'?"
    assert raised(lambda: namelink.transliterate("خالد", region="egpt")) == region
    assert raised(lambda: namelink.transliterations("خالد", region="egpt")) == region
    assert region in run("transliterate", "خالد", "--region", "egpt")
    assert refused(client, "/transliterate", {"text": "خالد", "region": "egpt"}) == region
    script = "to must be one of Latn, Arab, not 'Cyrl'"
    assert raised(lambda: namelink.transliterations("خالد", to="Cyrl")) == script
    assert script in run("transliterate", "خالد", "--to", "Cyrl")
    assert refused(client, "/transliterate", {"text": "خالد", "to": "Cyrl"}) == script
    assert raised(lambda: namelink.transliterations("خالد", -1)) == LIMIT + "-1"
    assert LIMIT + "-1" in run("transliterate", "خالد", "--limit", "-1")
    assert refused(client, "/transliterate", {"text": "خالد", "limit": -1}) == LIMIT + "-1"
    method = "method must be one of average, components, not 'best'"
    assert raised(lambda: namelink.cluster([], method="best")) == method
    assert method in run("cluster", "-", "--method", "best")
    level = "normalize() knows the levels 'clean' and 'fold', not 'bare'"
    assert raised(lambda: namelink.normalize("خالد", "bare")) == level
    assert level in run("normalize", "خالد", "--level", "bare")


@pytest.mark.parametrize(
    ("given", "cure"),
    [
        ("default", r"Gazetteer\.default\(\)"),
        ("my.index", r"Gazetteer\.open\('my\.index'\)"),
        (Path("my.index"), r"Gazetteer\.open\('my\.index'\)"),
        ([{"id": "x:1"}], r"Gazetteer\.from_records\(records\)"),
        (7, r"Gazetteer\.default\(\), or one made by .*"),
    ],
)
def test_what_is_no_gazetteer(given: Any, cure: str) -> None:
    told = [
        raised(lambda: Resolver(given)),
        raised(lambda: Gazetteer.layers(Gazetteer.default(), given)),
        raised(lambda: namelink.link("قطر", overlay=given)),
        raised(lambda: Resolver().link_many([], overlay=given)),
    ]
    assert all(re.fullmatch(rf".* takes a Gazetteer, not the \w+ .*: give {cure}", message) for message in told), told


@pytest.mark.parametrize("country", ["KG", "kg", "KGZ", "kgz", "Kyrgyzstan", "KYRGYZSTAN", "قرغيزستان", " kg "])
def test_a_country_may_be_written_as_people_do(client: Any, country: str) -> None:
    assert namelink.resolve("بيشكيك", country=country).name == "Bishkek"
    found = CliRunner().invoke(main, ["resolve", "بيشكيك", "--country", country, "--format", "json"])
    assert json.loads(found.stdout)["name"] == "Bishkek"
    assert client.get("/resolve", params={"name": "بيشكيك", "country": country}).json()["name"] == "Bishkek"
    queries = {"q": {"query": "بيشكيك", "properties": [{"pid": "country", "v": country}]}}
    answer = client.get("/reconcile", params={"queries": json.dumps(queries)}).json()["q"]["result"][0]
    assert (answer["name"], answer["match"]) == ("Bishkek", True)


def test_spacy_tells_when_the_component_is_added() -> None:
    needs("spacy")
    import spacy

    nlp = spacy.blank("ar")
    added = [{"threshold": 5.0}, {"types": ["city"]}, {"hints": {"ORG": "company"}}]
    told = [raised(lambda config=config: nlp.add_pipe("namelink", config=config)) for config in added]  # type: ignore[misc]
    assert told == [THRESHOLD + "5.0", TYPES + "'city'", TYPES + "'company'"]


def test_splink_tells_when_a_comparison_is_made() -> None:
    needs("splink", "duckdb", "pyarrow")
    from namelink.integrations.splink import blocking_keys, name_comparison

    assert raised(lambda: name_comparison("name", [80])) == "every score must be a number from 0 to 1, not 80"
    assert raised(lambda: blocking_keys("قطر", 0)) == "words must be a whole number of 1 or more, not 0"


def test_pairs_are_pairs() -> None:
    from namelink.matching.comparison import compare_many

    assert raised(lambda: compare_many("abc")) == "pairs must be a list of str, not the str 'abc': give ['abc']"  # type: ignore[arg-type]
    assert raised(lambda: compare_many(["ab"])).startswith("pairs must be a list of pairs of str, not of 'ab'")  # type: ignore[list-item]
    assert "compare_many() takes every name as a str, not int" in raised(lambda: compare_many([("ab", 1)]))  # type: ignore[list-item]


def test_numbers_of_other_libraries_are_numbers() -> None:
    import numpy as np

    r = namelink.resolve("قطر", threshold=np.float32(0.5), limit=np.int64(1))  # type: ignore[arg-type]
    assert r.id == "wikidata:Q846"
    assert namelink.resolve("قطر", threshold=1).outcome == "nil" or r.score < 1
    assert namelink.resolve("طرابلس", limit=0).candidates == ()
