"""OpenSanctions' entities: FollowTheMoney, one JSON object a line."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from namelink.deprecation import renamed_arguments
from namelink.importers.base import IMPORTED_WEIGHT, TYPES_OPTION, Importer, Option, languages_option, weight_option
from namelink.importers.context import ImportContext, IssueCallback, Line, NotWanted, ProgressCallback, Unusable
from namelink.importers.json_objects import mapping, parse_object, texts
from namelink.importers.languages import Languages, choose_languages, is_wanted, tag_by_script
from namelink.importers.lines import check_sources
from namelink.importers.merge import merge_records
from namelink.importers.partial_records import (
    PartialRecord,
    alias_kind,
    country_code,
    make_curie,
    parse_date,
    usable_names,
)
from namelink.importers.statements import QID
from namelink.model import EntityType, Gender, NameKind
from namelink.record import Record

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
"""The properties that give the country, best first."""


class OpenSanctions(Importer):
    """OpenSanctions' entities."""

    name = "opensanctions"
    help = "Read entities of OpenSanctions (entities.ftm.json)."
    formats = ("entities of FollowTheMoney, one JSON object a line",)
    options = (
        languages_option("all"),
        TYPES_OPTION,
        weight_option(IMPORTED_WEIGHT),
        Option("--weak-aliases", "weak_aliases", "Take weak aliases too, as short names.", default=False),
    )

    def read(
        self, paths: Collection[str | Path], context: ImportContext, options: Mapping[str, Any]
    ) -> Iterator[Record]:
        """Yield the records; the options are those of `read_opensanctions`."""
        return _read(paths, context, **options)


@renamed_arguments(rejects="on_reject", passed="on_skip")
def read_opensanctions(
    *paths: str | Path,
    on_reject: IssueCallback,
    languages: Collection[str] | None = None,
    types: Collection[str] = tuple(EntityType),
    weak_aliases: bool = False,
    weight: float = IMPORTED_WEIGHT,
    on_skip: IssueCallback | None = None,
    progress: ProgressCallback | None = None,
) -> Iterator[Record]:
    """Return the records of OpenSanctions' entities, by id.

    Args:
        paths: Files in the format of ``entities.ftm.json``, plain or compressed.
        on_reject: Called with each line that cannot be read; nothing else stops or raises.
        languages: Languages whose scripts to take names in; None for all. The source gives no languages.
        types: What to take: ``person``, ``organization``.
        weak_aliases: Whether to take weak aliases too, as short names. Many are common words or given names.
        weight: The weight of each record: the source gives no prominence.
        on_skip: Called with each line that is in order but not asked for.
        progress: Called with how many more bytes have been read.

    Raises:
        SourceError: a source is missing.
        ValueError: types holds an unknown type.
    """
    context = ImportContext(on_reject, on_skip, progress)
    return _read(paths, context, languages=languages, types=types, weak_aliases=weak_aliases, weight=weight)


def _read(
    paths: Collection[str | Path],
    context: ImportContext,
    *,
    languages: Collection[str] | None = None,
    types: Collection[str] = tuple(EntityType),
    weak_aliases: bool = False,
    weight: float = IMPORTED_WEIGHT,
) -> Iterator[Record]:
    wanted = frozenset(map(EntityType, types))
    parser = _OpenSanctionsParser(context, choose_languages(languages), wanted, weak_aliases)
    return merge_records(check_sources(paths), context, parser.parse, weight)


@attrs.frozen
class _OpenSanctionsParser:
    """Makes partial records of entities."""

    context: ImportContext
    languages: Languages
    types: frozenset[EntityType]
    weak_aliases: bool

    def parse(self, line: Line) -> Iterator[PartialRecord]:
        """Yield the partial record of a line.

        Raises:
            Unusable: it is no entity.
            NotWanted: it was not asked for.
        """
        entity = parse_object(line.text)
        id, schema = entity.get("id"), entity.get("schema")
        if not isinstance(id, str) or not isinstance(schema, str):
            raise Unusable("an entity needs an id and a schema")
        curie = f"wikidata:{id}" if QID.fullmatch(id) else make_curie("opensanctions", id)
        type = SCHEMAS.get(schema)
        if type not in self.types:
            raise NotWanted(f"of the schema {schema:.40}")
        properties = mapping(entity.get("properties"))
        is_person = type is EntityType.PERSON
        yield PartialRecord(
            id=curie,
            line=line,
            type=type,
            names=usable_names(line, self.context, self._names(entity, properties, type)),
            country=_country(properties, type),
            refs=tuple(dict.fromkeys(_refs(id, entity, properties))),
            born=tuple(self._dates(line, properties, "birthDate", "birth")) if is_person else (),
            died=tuple(self._dates(line, properties, "deathDate", "death")) if is_person else (),
            gender=_gender(properties) if is_person else None,
        )

    def _dates(self, line: Line, properties: dict[str, Any], field: str, event: str) -> Iterator[str]:
        """Yield the dates of a birth or a death; one that is none is rejected, and the rest of its line taken."""
        for text in texts(properties.get(field)):
            try:
                yield parse_date(text.partition("T")[0], event)
            except Unusable as error:
                self.context.reject(line, str(error))

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
    """Return the country of the first property that has any, if it has one alone."""
    listed = (texts(properties.get(field)) for field in COUNTRIES[type])
    return country_code(next((codes for codes in listed if codes), []))


def _gender(properties: dict[str, Any]) -> Gender | None:
    """Return the gender of a person; None where it is another one, or several are given."""
    found = {text.lower() for text in texts(properties.get("gender"))}
    return Gender(found.pop()) if len(found) == 1 and found <= set(Gender) else None


def _refs(id: str, entity: dict[str, Any], properties: dict[str, Any]) -> Iterator[str]:
    """Yield the Wikidata items, the id where it is one of those, and the ids that were merged into this one."""
    others = texts(entity.get("referents"))
    yield from (f"wikidata:{qid}" for qid in [*texts(properties.get("wikidataId")), *others] if QID.fullmatch(qid))
    for other in [*([id] if QID.fullmatch(id) else []), *others]:
        try:
            yield make_curie("opensanctions", other)
        except Unusable:
            continue
