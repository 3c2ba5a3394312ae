"""Wikidata's entities in JSON: a dump with one a line, or what Special:EntityData and the API give."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from namelink.deprecation import renamed_arguments
from namelink.importers.base import TYPES_OPTION, Importer, Option, languages_option
from namelink.importers.context import (
    ImportContext,
    IssueCallback,
    Line,
    NoteCallback,
    NotWanted,
    ProgressCallback,
    Unusable,
)
from namelink.importers.json_entities import read_entities
from namelink.importers.json_objects import mapping, parse_object
from namelink.importers.languages import (
    DEFAULT_LANGUAGES,
    Languages,
    choose_languages,
    is_wanted,
    read_tag,
    tag_by_script,
)
from namelink.importers.lines import check_sources, read_lines
from namelink.importers.merge import merging, scratch_database
from namelink.importers.partial_records import (
    PartialRecord,
    alias_kind,
    clean_description,
    is_code,
    make_curie,
    usable_names,
)
from namelink.importers.statements import QID, coordinates, dates, items, latest_count, strings, values
from namelink.importers.taxonomy import Taxonomy, UnplacedItems, WikidataClass, read_classes
from namelink.lang import get_language
from namelink.model import EntityType, Gender, NameKind
from namelink.record import Record
from namelink.summary import counted, shown

INSTANCE_OF, SUBCLASS_OF = "P31", "P279"
COUNTRY, CITIZENSHIP = "P17", "P27"
COUNTRY_CODE, GEONAMES_ID, DEMONYM = "P297", "P1566", "P1549"
DATE_OF_BIRTH, DATE_OF_DEATH, GENDER = "P569", "P570", "P21"
COORDINATES, POPULATION = "P625", "P1082"

GENDERS = {"Q6581097": Gender.MALE, "Q6581072": Gender.FEMALE}
"""The items that are values of the property of the gender; others are none of a record's."""

DESCRIBED_IN = ("ar",)
"""The languages of descriptions that are taken beside English."""

ANY_LANGUAGE = "mul"
"""The language of labels that are the same in all languages."""

_OTHER_ID = re.compile(r"[A-Z][0-9]{1,12}(-[A-Z][0-9]{1,12})?")
"""The id of what is no item: a property, a lexeme, a form of one."""

_NO_ENCYCLOPEDIA = frozenset({"commonswiki", "specieswiki", "metawiki", "wikidatawiki", "mediawikiwiki"})


class Wikidata(Importer):
    """Wikidata's JSON dump."""

    name = "wikidata"
    help = "Read a JSON dump of Wikidata."
    formats = ("a JSON dump, one entity a line", "JSON of Special:EntityData or wbgetentities")
    options = (
        languages_option(",".join(DEFAULT_LANGUAGES)),
        TYPES_OPTION,
        Option("--classes", "classes", "A table of classes.", parse=Path, metavar="FILE"),
        Option(
            "--subclasses/--no-subclasses", "subclasses", "Read the dump twice, first for its subclasses.", default=True
        ),
    )

    def read(
        self, paths: Collection[str | Path], context: ImportContext, options: Mapping[str, Any]
    ) -> Iterator[Record]:
        """Yield the records; the options are those of `read_wikidata`."""
        return _read(paths, context, **options)

    def passes(self, options: Mapping[str, Any]) -> int:
        """Return how often the dump is read."""
        return 2 if options.get("subclasses", True) else 1


@renamed_arguments(rejects="on_reject", passed="on_skip")
def read_wikidata(
    *paths: str | Path,
    on_reject: IssueCallback,
    languages: Collection[str] | None = DEFAULT_LANGUAGES,
    types: Collection[str] = tuple(EntityType),
    classes: Path | None = None,
    subclasses: bool = True,
    on_skip: IssueCallback | None = None,
    on_note: NoteCallback | None = None,
    progress: ProgressCallback | None = None,
) -> Iterator[Record]:
    """Return the records of entities of Wikidata in JSON, by id.

    Args:
        paths: A dump, or files of entities, plain or compressed; several files are read as one.
        on_reject: Called with each line that cannot be read; nothing else stops or raises.
        languages: The languages of names to take; None for all. Labels for all languages are always taken.
        types: What to take: ``person``, ``place``, ``organization``.
        classes: A table of classes of one's own, over the one that comes with namelink.
        subclasses: Whether the dump is read twice, first for what it says of subclasses. If not, only direct
            instances of the classes of the table are taken.
        on_skip: Called with each line that is in order but not asked for.
        on_note: Called at the end with what was passed over because its classes are not known, in a sentence.
        progress: Called with how many more bytes have been read.

    Raises:
        SourceError: a source is missing, or the table of classes cannot be used.
        ValueError: types holds an unknown type.
    """
    context = ImportContext(on_reject, on_skip, progress, on_note=on_note)
    return _read(paths, context, languages=languages, types=types, classes=classes, subclasses=subclasses)


def _read(
    paths: Collection[str | Path],
    context: ImportContext,
    *,
    languages: Collection[str] | None = DEFAULT_LANGUAGES,
    types: Collection[str] = tuple(EntityType),
    classes: Path | None = None,
    subclasses: bool = True,
) -> Iterator[Record]:
    sources = check_sources(paths)
    roots = read_classes(classes)
    wanted = frozenset(map(EntityType, types))
    return _records(sources, context, choose_languages(languages), wanted, roots, subclasses)


def _records(
    sources: tuple[Path, ...],
    context: ImportContext,
    languages: Languages,
    types: frozenset[EntityType],
    roots: dict[str, WikidataClass],
    subclasses: bool,
) -> Iterator[Record]:
    with scratch_database(context.limits) as database, merging(context) as merger:
        taxonomy = Taxonomy(database, roots)
        if subclasses:
            _read_subclasses(sources, context, taxonomy)
        parser = _WikidataParser(context, taxonomy, languages, types)
        for path in sources:
            merger.read(read_entities(read_lines(path, context), context), parser.parse)
        yield from merger.records(country=taxonomy.country)
        unplaced = taxonomy.unplaced(context.limits.most_listed)
        if unplaced.items:
            context.note(_unplaced_sentence(unplaced, subclasses))


def _unplaced_sentence(unplaced: UnplacedItems, subclasses: bool) -> str:
    """Return what was passed over because its classes are not known, and what to do about it."""
    commonest = ", ".join(f"{qid} ({items:,})" for qid, items in unplaced.commonest)
    if unplaced.classes > len(unplaced.commonest):
        commonest = f"{counted(unplaced.classes, 'class', 'classes')}, most of all {commonest}"
    cure = "" if subclasses else ", or read the source for its subclasses, without --no-subclasses"
    return (
        f"{counted(unplaced.items, 'item')} passed over: neither the source nor namelink's table says whether their"
        f" classes are of persons, places or organizations: {commonest}; give those that are to be taken a type in a"
        f" table (--classes){cure}"
    )


def _read_subclasses(sources: tuple[Path, ...], context: ImportContext, taxonomy: Taxonomy) -> None:
    """Read the dump for its subclasses alone; lines that cannot be read are reported when it is read again."""
    quiet = attrs.evolve(context, on_reject=lambda _: None, on_skip=None, on_note=None)
    mark = f'"{SUBCLASS_OF}"'
    for path in sources:
        for line in read_entities(read_lines(path, quiet), quiet):
            if mark in line.text:
                try:
                    entity = parse_object(line.text)
                except Unusable:
                    continue
                if _is_item(entity):
                    taxonomy.add_subclass(entity["id"], items(entity, SUBCLASS_OF))
    taxonomy.spread_types()


def _is_item(entity: dict[str, Any]) -> bool:
    return isinstance(entity.get("id"), str) and bool(QID.fullmatch(entity["id"]))


def weight_of(sitelinks: int) -> float:
    """Return the weight of an entity that so many encyclopedias have an article on.

    >>> [weight_of(n) for n in (0, 1, 10, 100, 330)]
    [0.05, 0.128, 0.321, 0.571, 0.705]
    """
    return round(min(1.0, 0.05 + 0.26 * math.log10(1 + sitelinks)), 3)


@attrs.frozen
class _WikidataParser:
    """Makes partial records of entities."""

    context: ImportContext
    taxonomy: Taxonomy
    languages: Languages
    types: frozenset[EntityType]

    def parse(self, line: Line) -> Iterator[PartialRecord]:
        """Yield the partial record of a line.

        Raises:
            Unusable: it is no entity.
            NotWanted: it was not asked for.
        """
        entity = parse_object(line.text)
        id = entity.get("id")
        if not isinstance(id, str):
            raise Unusable("the entity has no id")
        if not _OTHER_ID.fullmatch(id) and not _is_item(entity):
            raise Unusable(f"{shown(id)} is no id of Wikidata")
        if not _is_item(entity):
            raise NotWanted("no item: a property, a lexeme or the like")
        self.taxonomy.add_country(entity["id"], strings(entity, COUNTRY_CODE))
        known = self._class_of(entity)
        type = known.type if known else None
        if not known or type not in self.types:
            raise NotWanted(f"of another type: {type or 'none of the three'}")
        names = usable_names(line, self.context, self._names(entity, type))
        if not names:
            raise NotWanted("no name in the languages asked for")
        yield PartialRecord(
            id=make_curie("wikidata", entity["id"]),
            line=line,
            type=type,
            names=names,
            country=_country(entity, type),
            refs=tuple(_refs(entity, type)),
            description=_description(entity, "en"),
            weight=weight_of(_sitelinks(entity)),
            class_=known.word,
            descriptions=tuple((lang, text) for lang in DESCRIBED_IN if (text := _description(entity, lang))),
            **_fields_of_type(entity, type),
        )

    def _class_of(self, entity: dict[str, Any]) -> WikidataClass | None:
        """Return what an entity is, by its preferred classes, or else by the others; None where none is known."""
        for best in (True, False):
            classes = tuple(items(entity, INSTANCE_OF, best=best))
            known = self.taxonomy.find(classes)
            if known:
                return known
        self.taxonomy.note_unplaced(classes)
        return None

    def _names(self, entity: dict[str, Any], type: EntityType) -> Iterator[tuple[str, str, NameKind]]:
        """Yield the labels, the aliases that are no codes, and a place's demonyms, by language."""
        for text, lang in self._terms(entity, "labels"):
            yield text, lang, NameKind.NAME
        for text, lang in self._terms(entity, "aliases"):
            if not is_code(text, type):
                yield text, lang, alias_kind(text, type)
        if type is EntityType.PLACE:
            for text, lang in self._demonyms(entity):
                yield text, lang, NameKind.DEMONYM

    def _terms(self, entity: dict[str, Any], field: str) -> Iterator[tuple[str, str]]:
        for code, terms in sorted(mapping(entity.get(field)).items()):
            lang = read_tag(code)
            any_language = lang == ANY_LANGUAGE
            if not lang or not (any_language or is_wanted(lang, self.languages)):
                continue
            for term in terms if isinstance(terms, list) else [terms]:
                text = mapping(term).get("value")
                if isinstance(text, str):
                    yield text, tag_by_script(text) if any_language else lang

    def _demonyms(self, entity: dict[str, Any]) -> Iterator[tuple[str, str]]:
        for value in map(mapping, values(entity, DEMONYM)):
            text, lang = value.get("text"), read_tag(str(value.get("language")))
            if isinstance(text, str) and lang and is_wanted(lang, self.languages):
                # Demonyms are kept without the article; the index finds them with it too.
                yield get_language(lang).without_article(text, 3), lang


def _country(entity: dict[str, Any], type: EntityType) -> str | None:
    """Return the country an entity belongs to now, or is, as an id; None where there are several."""
    if type is EntityType.PLACE and any(strings(entity, COUNTRY_CODE)):
        return str(entity["id"])
    found = set(items(entity, CITIZENSHIP if type is EntityType.PERSON else COUNTRY, current=True))
    return found.pop() if len(found) == 1 else None


def _refs(entity: dict[str, Any], type: EntityType) -> Iterator[str]:
    """Yield the other identifiers of a place."""
    if type is not EntityType.PLACE:
        return
    for prefix, pid in (("iso3166", COUNTRY_CODE), ("geonames", GEONAMES_ID)):
        for value in strings(entity, pid):
            if value.isascii() and value.isalnum():
                yield make_curie(prefix, value)


def _fields_of_type(entity: dict[str, Any], type: EntityType) -> dict[str, Any]:
    """Return the fields of a partial record that only records of a type have."""
    if type is EntityType.PERSON:
        born, died = tuple(dates(entity, DATE_OF_BIRTH)), tuple(dates(entity, DATE_OF_DEATH))
        return {"born": born, "died": died, "gender": _gender(entity)}
    population = latest_count(entity, POPULATION) if type is EntityType.PLACE else None
    return {"coordinates": coordinates(entity, COORDINATES), "population": population}


def _gender(entity: dict[str, Any]) -> Gender | None:
    """Return the gender of a person; None where there are several, or another one."""
    found = {GENDERS.get(qid) for qid in items(entity, GENDER)}
    return found.pop() if len(found) == 1 else None


def _description(entity: dict[str, Any], lang: str) -> str | None:
    text = mapping(mapping(entity.get("descriptions")).get(lang)).get("value")
    return clean_description(text) if isinstance(text, str) else None


def _sitelinks(entity: dict[str, Any]) -> int:
    """Return how many encyclopedias have an article on an entity."""
    sites = mapping(entity.get("sitelinks"))
    return sum(site.endswith("wiki") and site not in _NO_ENCYCLOPEDIA for site in sites)
