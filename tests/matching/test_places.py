"""Places by their names and what stands beside them: a head noun, the country or region that they lie in."""

from __future__ import annotations

from typing import Any

import pytest

from namelink import Gazetteer, Resolver


def place(id: str, *names: str, **more: Any) -> dict[str, Any]:
    return {"id": f"x:{id}", "type": "place", "names": [{"text": name, "lang": "und"} for name in names], **more}


RESOLVER = Resolver(
    Gazetteer.from_records(
        [
            place("us", "United States", "الولايات المتحدة", country="US", refs=["iso3166:US"], weight=0.9),
            place("texas", "Texas", "ولاية تكساس", "تكساس", country="US", refs=["y:tx"], weight=0.6),
            place("paris", "Paris", "باريس", country="FR", weight=0.9),
            place("paris-tx", "Paris", country="US", parent="y:tx", weight=0.1),
            place("paris-ky", "Paris", country="US", weight=0.1),
            place("syria", "سوريا", country="SY", refs=["iso3166:SY"], weight=0.9),
            place("aleppo", "محافظة حلب", country="SY", weight=0.4),
            place("bab", "مدينة الباب", country="SY", parent="x:aleppo", weight=0.35),
            place("bab-other", "الباب", country="LB", weight=0.05),
            place("idlib", "محافظة إدلب", country="SY", weight=0.4),
            place("aleppo-town", "حلب", country="SY", parent="x:aleppo", coordinates=[36.2, 37.2], weight=0.8),
            place("azaz", "أعزاز", country="SY", coordinates=[36.6, 37.0], weight=0.2),
            place("far", "أعزاز", country="SY", coordinates=[33.0, 36.0], weight=0.9),
            place("mars", "Mars", weight=0.5),
            place("mars-2", "Mars 2", weight=0.1),
            place("salt", "مدينة السلط", country="JO", weight=0.3),
        ]
    )
)


@pytest.mark.parametrize(
    ("query", "id"),
    [
        ("Paris", "x:paris"),
        ("Paris, Texas", "x:paris-tx"),
        ("Paris in Texas", "x:paris-tx"),
        ("Paris, Ohio", None),
        ("باريس، تكساس", None),  # the one in Texas has no Arabic name
        ("مدينة الباب في محافظة حلب", "x:bab"),
        ("بلدة الباب في سوريا", "x:bab"),
        ("الباب", "x:bab"),
        ("السلط", "x:salt"),
        ("قرية السلط", "x:salt"),
        ("السلط في سوريا", None),
        ("مدينة السلط", "x:salt"),
        ("الباب (ريف حلب الشرقي)", "x:bab"),
        ("الباب، محافظة حلب، سوريا", "x:bab"),
        ("الباب (لبنان)", "x:bab-other"),
        ("الباب (ريف إدلب)", None),
        ("السلط (ريف حلب)", None),
        ("أعزاز (ريف حلب)", "x:azaz"),  # nothing says that it lies there, but it is near
        ("أعزاز", "x:far"),
        ("Mars (1)", "x:mars"),
        ("Mars (2)", "x:mars-2"),
    ],
)
def test_places(query: str, id: str | None) -> None:
    assert RESOLVER.resolve(query).id == id


def test_a_head_noun_makes_a_town_of_no_person() -> None:
    person = {"id": "x:p", "type": "person", "names": [{"text": "مدينة السلط", "lang": "ar"}]}
    assert Resolver(Gazetteer.from_records([person])).resolve("السلط", type="place").id is None
