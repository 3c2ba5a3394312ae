"""Whatever a source holds: nothing is raised, and every line is a record, a reject or skipped."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namelink.importers import (
    read_csv,
    read_geonames,
    read_jrc_names,
    read_opensanctions,
    read_spacy,
    read_wikidata,
)
from namelink.index.compiler import compile_records, read_files
from tests.importers.samples import Reader, claim, entity, feature, imported, item, name

words = st.text(max_size=8) | st.sampled_from(["قطر", "صدر جباروف", "Q5", "Q813", "u", "P", "", "ar", "1", "Person"])
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=8,
)


def objects(*fields: str) -> st.SearchStrategy[str]:
    """Return lines of JSON: objects whose fields hold anything."""
    return st.fixed_dictionaries({}, optional=dict.fromkeys(fields, values)).map(json.dumps)


def rows(*columns: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*columns).map("\t".join)


@st.composite
def broken(draw: st.DrawFn, whole: str) -> str:
    """Return a line in order with some of its characters cut out, doubled or replaced."""
    start = draw(st.integers(0, len(whole)))
    end = draw(st.integers(start, min(len(whole), start + 9)))
    return whole[:start] + draw(words) + whole[end:]


PERSON = entity("Q25597826", {"ar": "صدر جباروف"}, [item("P31", "Q5"), item("P27", "Q813")], {"ar": ["جباروف"]})
COUNTRY = entity(
    "Q813",
    {"ar": "قيرغيزستان"},
    [
        item("P31", "Q6256"),
        item("P279", "Q6256"),
        claim("P297", "string", "KG"),
        claim("P1549", "monolingualtext", {"text": "قيرغيزي", "language": "ar"}),
        claim("P625", "globe-coordinate", {"latitude": 41, "longitude": 75, "globe": "http://x/Q2"}),
        claim("P1082", "quantity", {"amount": "+7", "unit": "1"}, qualifiers={"P585": [{"datavalue": {"value": 1}}]}),
    ],
)
FTM = {
    "id": "NK-1",
    "schema": "Person",
    "caption": "صدر جباروف",
    "referents": ["Q1"],
    "properties": {"name": ["صدر جباروف"], "country": ["kg"], "deathDate": ["1999"], "gender": ["male"]},
}
SOURCES: dict[str, tuple[Reader, dict[str, Any], str, st.SearchStrategy[str]]] = {
    "wikidata": (
        read_wikidata,
        {},
        "",
        broken(PERSON)
        | broken(COUNTRY)
        | broken(json.dumps({"entities": {"Q813": json.loads(COUNTRY)}}))
        | st.sampled_from(["{", '{"entities": {', "}", "[", "}}", "]", '"id": "Q7",'])
        | objects("id", "labels", "aliases", "claims", "sitelinks", "descriptions").map(
            lambda line: line.replace("{", '{"id": "Q7", "labels": {"ar": {"value": "قطر"}}, ', 1)
        ),
    ),
    "geonames": (
        read_geonames,
        {},
        "",
        broken(feature(1, "Cairo", "القاهرة")) | broken(name(1, 1, "ar", "القاهرة")) | rows(*[words] * 10),
    ),
    "opensanctions": (
        read_opensanctions,
        {"weak_aliases": True},
        "",
        broken(json.dumps(FTM)) | objects("id", "schema", "caption", "properties", "referents"),
    ),
    "jrc-names": (read_jrc_names, {}, "", broken("236\tP\tar\tفلاديمير+بوتين") | rows(*[words] * 4)),
    "csv": (
        read_csv,
        {"prefix": "x", "separator": "|"},
        "id,type,name,lang,country,weight,ref,died,gender,class,latitude,longitude,population,parent",
        broken('7,person,"صدر جباروف",ar,KG,0.3,wikidata:Q25597826,1999,male,x,1.5,2,900,')
        | broken("8,place,قطر,ar,QA,0.3,,,,city,1.5,2,900,7"),
    ),
    "spacy": (
        read_spacy,
        {},
        "",
        broken('{"label": "ORG", "pattern": [{"LOWER": "acme"}], "id": "a"}') | objects("label", "pattern", "id"),
    ),
}

BRACKETS = re.compile(r'[][{},\s]*("entities"\s*:)?[][{},\s]*')
"""What a line of a document of Wikidata may hold that is no part of an entity."""

each_source = pytest.mark.parametrize(("read", "options", "header", "lines"), SOURCES.values(), ids=SOURCES)


def packed(lines: list[str | bytes], header: str) -> bytes:
    """Return a source of some lines, without the line ends in them; half a surrogate pair becomes a bad byte."""
    encoded = (line if isinstance(line, bytes) else line.encode("utf-8", "surrogatepass") for line in lines)
    single = [line.replace(b"\n", b" ") for line in encoded]
    return b"\n".join([header.encode(), *single])


@each_source
@settings(deadline=None)  # it writes files and builds an index
@given(data=st.data())
def test_every_line_is_accounted_for(
    read: Reader, options: dict[str, Any], header: str, lines: st.SearchStrategy[str], data: st.DataObject
) -> None:
    listed = data.draw(st.lists(lines | st.binary(max_size=30), max_size=5))
    with tempfile.TemporaryDirectory() as folder:
        path, records = Path(folder) / "source", Path(folder) / "records.jsonl"
        path.write_bytes(packed(listed, header))
        found = imported(read, path, **options)
        records.write_text("".join(r.to_json() + "\n" for r in found.records), encoding="utf-8")
        # What was made can be built.
        if found.records:
            compile_records(read_files([records]))
    assert [record.id for record in found.records] == sorted({record.id for record in found.records})
    told = {issue.line for issue in [*found.rejects, *found.skipped]}
    # An entity of a document is told by its first line, and so is one without an end.
    ends = [issue.line for issue in found.rejects if issue.cut_off]
    written = packed(listed, header).split(b"\n")
    silent = [n for n, line in enumerate(written, 1) if n not in told and not _is_blank(line, read)]
    if read is read_wikidata:
        ends += [n for n, line in enumerate(written, 1) if line.strip() == b"{" or b'"entities"' in line]
    silent = [n for n in silent if not ends or n < min(ends)]
    # The lines nothing is told of made records; several may have made one, and so may one that is rejected in part.
    assert found.records or not silent[bool(header) :]


def _is_blank(line: bytes, read: Callable[..., object]) -> bool:
    text = line.decode("utf-8", "ignore").removeprefix("\ufeff").strip()
    return not text or (read is read_wikidata and BRACKETS.fullmatch(text) is not None)


@each_source
@settings(deadline=None)
@given(content=st.binary(max_size=200))
def test_bytes_of_any_kind_are_no_reason_to_stop(
    read: Reader, options: dict[str, Any], header: str, lines: object, content: bytes
) -> None:
    del lines
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "source"
        path.write_bytes(header.encode() + b"\n" + content if header else content)
        imported(read, path, **options)
