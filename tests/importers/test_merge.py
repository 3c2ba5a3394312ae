from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from namelink.config import Limits
from namelink.importers import ImportContext, ImportIssue, Line, PartialRecord, get_importer, merge_records
from namelink.model import EntityType, Gender, Name
from tests.importers.samples import entity, item, write


def test_a_record_has_so_many_names_at_most(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", ["id,type,name:en", *(f"x:1,place,Name {letter}" for letter in "abcd")])
    rejects: list[ImportIssue] = []
    context = ImportContext(rejects.append, limits=Limits(most_names_of_record=3))
    (record,) = get_importer("csv").read([path], context, {})
    assert [name.text for name in record.names] == ["Name a", "Name b", "Name c"]
    assert [(issue.line, issue.reason) for issue in rejects] == [
        (5, "x:1 has more than 3 names; 1 name of this line left out")
    ]


ALIASES = 100_000
PERSON_WITH_MANY = {
    "opensanctions": json.dumps(
        {"id": "NK-1", "schema": "Person", "properties": {"name": ["A B"], "alias": [f"A {i}" for i in range(ALIASES)]}}
    ),
    "wikidata": entity("Q9", {"en": "A B"}, [item("P31", "Q5")], {"en": [f"A {i}" for i in range(ALIASES)]}),
    "csv": "id,type,name\nx:1,person," + ";".join(["A B", *(f"A {i}" for i in range(10_000))]),
}


@pytest.mark.parametrize("kind", PERSON_WITH_MANY)
def test_an_entity_with_too_many_names_in_one_line_keeps_the_first(tmp_path: Path, kind: str) -> None:
    path = write(tmp_path / "a", [PERSON_WITH_MANY[kind]])
    rejects: list[ImportIssue] = []
    options = {"separator": ";"} if kind == "csv" else {}
    (record,) = get_importer(kind).read([path], ImportContext(rejects.append), options)
    assert record.names[0].text == "A B"
    assert len(record.names) == Limits().most_names_of_record
    ((line, reason),) = [(issue.line, issue.reason) for issue in rejects]
    assert line == (2 if kind == "csv" else 1)
    lost = 8_001 if kind == "csv" else 98_001
    assert reason == f"{record.id} has more than 2,000 names; {lost:,} names of this line left out"


def test_what_several_lines_say_of_one_place_and_of_one_person(tmp_path: Path) -> None:
    context = ImportContext(print)

    def parse(line: Line) -> Iterator[PartialRecord]:
        names = (Name(line.text, "en"),)
        place = PartialRecord("x:1", line, EntityType.PLACE, names)
        person = PartialRecord("x:2", line, EntityType.PERSON, names)
        if line.number == 1:
            yield attrs.evolve(place, class_="river", coordinates=(1.5, 2.5), descriptions=(("ar", "نهر"),))
            yield attrs.evolve(person, died=("1999",), descriptions=(("ar", "شاعر"), ("fr", "poète")))
        else:
            more = (("ar", "بحيرة"), ("fr", "lac"))
            yield attrs.evolve(place, class_="lake", population=0, parent="x:9", description="lake", descriptions=more)
            yield attrs.evolve(person, died=("1999", "2000"), gender=Gender.FEMALE)

    place, person = merge_records([write(tmp_path / "a", ["One", "Two"])], context, parse)
    assert (place.class_, place.coordinates, place.population, place.parent) == ("river", (1.5, 2.5), 0, "x:9")
    assert (place.description, dict(place.descriptions)) == ("lake", {"ar": "نهر", "fr": "lac"})
    assert (person.died, person.gender) == (("1999", "2000"), "female")
    assert (person.description, dict(person.descriptions)) == (None, {"ar": "شاعر", "fr": "poète"})
