"""OpenSanctions' entities: FollowTheMoney, one JSON object a line."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

import attrs

from namelink.importers.context import (
    ImportContext,
    IssueCallback,
    Line,
    NotWanted,
    Unusable,
    mapping,
    parse_object,
    texts,
)
from namelink.importers.languages import Languages, choose_languages, is_wanted, tag_by_script
from namelink.importers.lines import check_sources
from namelink.importers.merge import merge_records
from namelink.importers.partial_records import PartialRecord, alias_kind, country_code, make_curie, partial_names
from namelink.importers.statements import QID
from namelink.model import EntityType, NameKind
from namelink.record import DEFAULT_WEIGHT, Record

SCHEMAS = {
    "Person": EntityType.PERSON,
    "LegalEntity": EntityType.ORGANIZATION,
    "Organization": EntityType.ORGANIZATION,
    "Company": EntityType.ORGANIZATION,
    "PublicBody": EntityType.ORGANIZATION,
}
"""The schemas that are taken; the rest are addresses, ships, sanctions and relations."""

COUNTRIES = {
    EntityType.PERSON: ("nationality", "citizenship", "country"),
    EntityType.ORGANIZATION: ("jurisdiction", "mainCountry", "country"),
}
"""The properties that tell the country, best first."""


def read_opensanctions(
    *paths: str | Path,
    rejects: IssueCallback,
    languages: Collection[str] | None = None,
    types: Collection[str] = tuple(EntityType),
    weak_aliases: bool = False,
    weight: float = DEFAULT_WEIGHT,
    passed: IssueCallback | None = None,
    progress: Callable[[int], object] | None = None,
) -> Iterator[Record]:
    """Return the records of OpenSanctions' entities, by id.

    Args:
        paths: Files in the format of ``entities.ftm.json``, plain or compressed.
        rejects: Told of what cannot be read; nothing else stops or raises.
        languages: Languages whose scripts to take names in; None for all. The source tells no languages.
        types: What to take: ``person``, ``organization``.
        weak_aliases: Whether to take weak aliases too, as short names. Many are common words or given names.
        weight: The weight of each record: the source tells no prominence.
        passed: Told of each line that is in order but not asked for.
        progress: Told how many more bytes have been read.

    Raises:
        SourceError: a source is missing.
        ValueError: types holds an unknown type.
    """
    sources = check_sources(paths)
    reading = ImportContext(rejects, passed, progress)
    wanted = frozenset(map(EntityType, types))
    drafting = _Drafting(reading, choose_languages(languages), wanted, weak_aliases)
    return merge_records(sources, reading, drafting.draft, weight)


@attrs.frozen
class _Drafting:
    """Makes drafts of entities."""

    reading: ImportContext
    languages: Languages
    types: frozenset[EntityType]
    weak_aliases: bool

    def draft(self, line: Line) -> Iterator[PartialRecord]:
        """Yield the draft of a line.

        Raises:
            Unusable: it is no entity.
            NotWanted: it was not asked for.
        """
        entity = parse_object(line.text)
        id, schema = entity.get("id"), entity.get("schema")
        if not isinstance(id, str) or not isinstance(schema, str):
            raise Unusable("an entity needs an id and a schema")
        curie = make_curie("opensanctions", id)
        type = SCHEMAS.get(schema)
        if type not in self.types:
            raise NotWanted(f"of the schema {schema:.40}")
        properties = mapping(entity.get("properties"))
        yield PartialRecord(
            id=curie,
            line=line,
            type=type,
            names=partial_names(line, self.reading, self._names(entity, properties, type)),
            country=_country(properties, type),
            refs=tuple(dict.fromkeys(_refs(id, entity, properties))),
        )

    def _names(
        self, entity: dict[str, Any], properties: dict[str, Any], type: EntityType
    ) -> Iterator[tuple[str, str, NameKind]]:
        """Yield the names: the caption first, where it is one of them."""
        main = texts(properties.get("name"))
        caption = entity.get("caption")
        main.sort(key=lambda name: name != caption)
        given = [(text, NameKind.NAME) for text in main]
        for field in ("alias", "previousName"):
            given += [(text, alias_kind(text, type)) for text in texts(properties.get(field))]
        given += [(text, NameKind.ACRONYM) for text in texts(properties.get("abbreviation"))]
        if self.weak_aliases:
            given += [(text, NameKind.SHORT) for text in texts(properties.get("weakAlias"))]
        for text, kind in given:
            tag = tag_by_script(text)
            if is_wanted(tag, self.languages):
                yield text, tag, kind


def _country(properties: dict[str, Any], type: EntityType) -> str | None:
    """Return the country the first property that has any tells, if it tells but one."""
    told = (texts(properties.get(field)) for field in COUNTRIES[type])
    return country_code(next((codes for codes in told if codes), []))


def _refs(id: str, entity: dict[str, Any], properties: dict[str, Any]) -> Iterator[str]:
    """Yield the Wikidata item and the ids that were merged into this one."""
    others = texts(entity.get("referents"))
    yield from (f"wikidata:{qid}" for qid in [*texts(properties.get("wikidataId")), id, *others] if QID.fullmatch(qid))
    for other in others:
        try:
            yield make_curie("opensanctions", other)
        except Unusable:
            continue
