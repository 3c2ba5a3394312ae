"""A small gazetteer for texts that show one thing each, whatever the default gazetteer comes to hold."""

from __future__ import annotations

import functools
from typing import Any

from namelink import Gazetteer


def record(id: str, type: str, weight: float, *names: str, country: str = "", label: str = "") -> dict[str, Any]:
    """Return a record; a name is TEXT, or TEXT/KIND."""
    texts = [name.partition("/") for name in names]
    listed = [{"text": text, "lang": "ar", "kind": kind or "name"} for text, _, kind in texts]
    if label:
        listed.insert(0, {"text": label, "lang": "en", "kind": "name"})
    refs = [f"iso3166:{country}"] if country and id == country.lower() else []
    return {
        "id": f"t:{id}",
        "type": type,
        "weight": weight,
        "names": listed,
        "refs": refs,
        **({"country": country} if country else {}),
    }


RECORDS = [
    record("lb", "place", 0.9, "لبنان", "لبناني/demonym", country="LB", label="Lebanon"),
    record("ly", "place", 0.9, "ليبيا", "ليبي/demonym", country="LY", label="Libya"),
    record("tripoli-lb", "place", 0.5, "طرابلس", country="LB", label="Tripoli, Lebanon"),
    record("tripoli-ly", "place", 0.6, "طرابلس", country="LY", label="Tripoli"),
    record("racine", "place", 0.4, "راسين", country="US", label="Racine"),
    record("martin", "place", 0.2, "مارتن", country="SK", label="Martin"),
    record("riverside", "place", 0.2, "ريفرسايد", country="US", label="Riverside"),
    record("riverside-2", "place", 0.2, country="CA", label="Riverside"),
    record("hajjah", "place", 0.6, "حجة", country="YE", label="Hajjah"),
    record("japarov", "person", 0.9, "صدر جباروف", country="KG", label="Sadyr Japarov"),
    record("putin", "person", 0.95, "فلاديمير بوتين", "بوتين/short", country="RU", label="Vladimir Putin"),
    record("marx", "person", 0.4, "كارل ماركس", "ماركس/short", country="DE", label="Karl Marx"),
    record("nour", "place", 0.3, "نور", country="IR", label="Nur"),
    record("oman", "place", 0.6, "عُمان", country="OM", label="Oman"),
    record("amman", "place", 0.6, "عمّان", country="JO", label="Amman"),
    record("ne", "place", 0.2, "النيجر", country="NE", label="Niger"),
    record("kazakhstan", "place", 0.8, "كازاخستان", country="KZ", label="Kazakhstan"),
    record("ankara", "place", 0.9, "أنقرة", country="TR", label="Ankara"),
    record("tunceli", "place", 0.1, "تونجلي", country="TR", label="Tunceli"),
    record("lincoln-place", "place", 0.5, "لينكولن", country="US", label="Lincoln, Nebraska"),
    record("lincoln", "person", 0.5, "لينكولن", country="US", label="Lincoln"),
    record("jill-biden", "person", 0.5, "جيل بايدن", country="US", label="Jill Biden"),
    record("pashinyan", "person", 0.8, "نيكول باشينيان", "باشينيان/short", country="AM", label="Nikol Pashinyan"),
    record("ivanishvili", "person", 0.5, "بيدزينا إيفانيشفيلي", "إيفانيشفيلي/short", country="GE", label="Ivanishvili"),
    record("ueda", "person", 0.5, "كازوو أويدا", country="JP", label="Kazuo Ueda"),
    record("jabbarov", "person", 0.5, "ميكائيل جباروف", country="AZ", label="Mikayil Jabbarov"),
    record("khalid", "person", 0.6, "خالد محمد", country="EG", label="Khalid Mohamed"),
    record("hasan", "person", 0.6, "سامي حسن", country="EG", label="Sami Hassan"),
    record("barrak", "person", 0.6, "توم براك", country="US", label="Tom Barrack"),
    record("ford", "organization", 0.5, "فورد", country="US", label="Ford"),
    record("gerald-ford", "person", 0.3, "جيرالد فورد", country="US", label="Gerald Ford"),
    record("bp", "organization", 0.6, "بي بي", country="GB", label="BP"),
]


@functools.cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer."""
    return Gazetteer.from_records(RECORDS)
