"""Labels in the language that is asked for: of entities, types and properties."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping, Sequence

from namelink import Entity, NameKind, tables
from namelink.scripts import script_code, scripts

ENGLISH = "en"
"""The language of every label that has no other."""


def asked_languages(header: str) -> tuple[str, ...]:
    """Return the languages of an ``Accept-Language`` header, the most wanted first, without regions.

    >>> asked_languages("fr-CH, en;q=0.4, ar;q=0.8, *;q=0.1"), asked_languages("")
    (('fr', 'ar', 'en'), ())
    """
    found: dict[str, float] = {}
    for part in header.lower().split(","):
        tag, _, parameter = part.partition(";")
        language = tag.strip().partition("-")[0]
        weight = _weight(parameter.strip())
        if language.isalpha() and language.isascii() and weight > 0:
            found[language] = max(found.get(language, 0.0), weight)
    return tuple(sorted(found, key=lambda language: -found[language]))


def _weight(parameter: str) -> float:
    """Return the weight that a parameter of a language gives it; 1 where there is none."""
    if not parameter.startswith("q="):
        return 1.0
    try:
        return float(parameter[2:])
    except ValueError:
        return 0.0


def entity_label(entity: Entity, languages: Sequence[str]) -> dict[str, str]:
    """Return the name of an entity with its description, in the first of some languages in which it has a name.

    Args:
        entity: The entity.
        languages: The languages, the most wanted first; its usual label where it has none of them.

    >>> from namelink import Gazetteer
    >>> qatar = Gazetteer.default().entity("wikidata:Q846")
    >>> entity_label(qatar, ("ar",))["name"], entity_label(qatar, ())["name"]
    ('قطر', 'Qatar')
    """
    names = {n.lang.partition("-")[0]: n.text for n in reversed(entity.names) if n.kind is NameKind.NAME}
    language = next((each for each in languages if each in names), "")
    name = names[language] if language and language != ENGLISH else entity.label
    described = entity.description_in(language) if language else entity.description
    return {"name": name, **({"description": described} if described else {}), **_language(name, language)}


def _language(name: str, language: str) -> dict[str, str]:
    """Return the language and direction of a name that is not in English, in the form of the protocol."""
    if language in ("", ENGLISH):
        return {}
    script = scripts().get(script_code(name) or "")
    return {"lang": language, "dir": str(script.direction) if script else "ltr"}


def named(id: str, name: str, languages: Sequence[str]) -> dict[str, str]:
    """Return a type or a property with its name in the first of some languages that has one.

    >>> named("place", "Place", ("ar",))
    {'id': 'place', 'name': 'مكان', 'lang': 'ar', 'dir': 'rtl'}
    """
    for language in languages:
        if language == ENGLISH:
            break
        found = _names().get((id, language))
        if found:
            return {"id": id, "name": found, **_language(found, language)}
    return {"id": id, "name": name}


def class_name(name: str, language: str) -> str | None:
    """Return what a class of entities is called in a language, or None where there is no word for it.

    >>> class_name("river", "ar"), class_name("river", "en"), class_name("secret lair", "ar")
    ('نهر', 'river', None)
    """
    return name if language == ENGLISH else _classes().get(name) if language == "ar" else None


@functools.cache
def _classes() -> Mapping[str, str]:
    return {row["class"]: row["ar"] for row in tables.rows("namelink.integrations.service", "classes.tsv")}


def classes_module() -> str:
    """Return the module of JavaScript that gives the page what classes are called in Arabic."""
    return f"export const CLASSES = {json.dumps(_classes(), ensure_ascii=False, indent=1)};\n"


@functools.cache
def _names() -> Mapping[tuple[str, str], str]:
    rows = tables.rows("namelink.integrations.service", "labels.tsv")
    return {(row["id"], row["lang"]): row["name"] for row in rows}
