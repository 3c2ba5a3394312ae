"""A small gazetteer that has every field of records."""

from __future__ import annotations

from typing import Any

from namelink import Gazetteer


def name(text: str, lang: str = "ar", **more: Any) -> dict[str, Any]:
    return {"text": text, "lang": lang, **more}


RECORDS: list[dict[str, Any]] = [
    {
        "id": "wikidata:Q25597826",
        "type": "person",
        "class": "politician",
        "names": [
            name("Sadyr Japarov", "en"),
            name("صدر جباروف", source="desk"),
            name("صادير جباروف"),
            name("جباروف", kind="short"),
            name("Садыр Жапаров", "ru"),
        ],
        "country": "KG",
        "born": ["1968-12-06", "1968"],
        "died": "2068",
        "gender": "male",
        "offices": [{"title": "president", "country": "KG", "from": "2021-01-28"}],
        "refs": ["desk:a_b", "opensanctions:Q25597826"],
        "description": {"en": 'president, "strong"', "ar": "رئيس"},
        "weight": 0.8,
    },
    {
        "id": "wikidata:Q813",
        "type": "place",
        "class": "country",
        "names": [name("Kyrgyzstan", "en"), name("قيرغيزستان"), name("قيرغيزي", kind="demonym")],
        "country": "KG",
        "coordinates": [41.5, 75.0],
        "population": 7000000,
        "refs": ["iso3166:KG"],
        "weight": 0.72,
    },
    {
        "id": "geonames:1528675",
        "type": "place",
        "names": [name("بيشكيك"), name("فرونزي", kind="former"), name("Bishkek", "und-Latn")],
        "country": "KG",
        "parent": "wikidata:Q813",
        "coordinates": [42.87, 74.59],
        "weight": 0.5,
    },
    {
        "id": "desk:n_1",
        "type": "organization",
        "names": [name("NATO", "en", kind="acronym"), name("الناتو", kind="acronym")],
        "weight": 0.0,
    },
    {"id": "desk:gone", "muted": True},
    {"id": "wikidata:Q8684", "type": "place", "names": [name("سيول", muted=True)]},
]

GAZETTEER = Gazetteer.from_records(RECORDS)
