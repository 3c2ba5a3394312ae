"""JRC-Names: names of persons and organizations as the news of many languages writes them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from namelink.deprecation import renamed_arguments
from namelink.importers.base import IMPORTED_WEIGHT, TYPES_OPTION, Importer, languages_option, weight_option
from namelink.importers.context import ImportContext, IssueCallback, Line, NotWanted, ProgressCallback, Unusable
from namelink.importers.languages import Languages, choose_languages, is_wanted, read_tag, tag_by_script
from namelink.importers.lines import check_sources
from namelink.importers.merge import merge_records
from namelink.importers.partial_records import PartialRecord, alias_kind, make_curie, usable_names
from namelink.model import EntityType
from namelink.record import Record

COLUMNS = 4
"""The id, the type, the language and the name."""

TYPES = {"P": EntityType.PERSON, "O": EntityType.ORGANIZATION, "T": EntityType.PLACE}
OTHER_TYPES = ("U", "E")
"""Entities of no known type, and events: neither is taken."""

ANY_LANGUAGE = "u"
"""The language of a name that is written so in all languages of its script."""

NOBODY = "0"
"""The id of names that name nothing known."""


class JrcNames(Importer):
    """JRC-Names' file of entities."""

    name = "jrc-names"
    help = "Read the file of entities of JRC-Names."
    formats = ("a table of names, tab-separated: id, type, language, name",)
    options = (languages_option("all"), TYPES_OPTION, weight_option(IMPORTED_WEIGHT))

    def read(
        self, paths: Collection[str | Path], context: ImportContext, options: Mapping[str, Any]
    ) -> Iterator[Record]:
        """Yield the records; the options are those of `read_jrc_names`."""
        return _read(paths, context, **options)


@renamed_arguments(rejects="on_reject", passed="on_skip")
def read_jrc_names(
    *paths: str | Path,
    on_reject: IssueCallback,
    languages: Collection[str] | None = None,
    types: Collection[str] = tuple(EntityType),
    weight: float = IMPORTED_WEIGHT,
    on_skip: IssueCallback | None = None,
    progress: ProgressCallback | None = None,
) -> Iterator[Record]:
    """Return the records of JRC-Names' file of entities, by id.

    Args:
        paths: The file ``entities``, plain or compressed: tab-separated, a name a line.
        on_reject: Called with each line that cannot be read; nothing else stops or raises.
        languages: The languages of names to take; None for all.
        types: What to take: ``person``, ``place``, ``organization``.
        weight: The weight of each record: the source gives no prominence.
        on_skip: Called with each line that is in order but not asked for.
        progress: Called with how many more bytes have been read.

    Raises:
        SourceError: a source is missing.
        ValueError: types holds an unknown type.
    """
    context = ImportContext(on_reject, on_skip, progress)
    return _read(paths, context, languages=languages, types=types, weight=weight)


def _read(
    paths: Collection[str | Path],
    context: ImportContext,
    *,
    languages: Collection[str] | None = None,
    types: Collection[str] = tuple(EntityType),
    weight: float = IMPORTED_WEIGHT,
) -> Iterator[Record]:
    parser = _JrcNamesParser(context, choose_languages(languages), frozenset(map(EntityType, types)))
    return merge_records(check_sources(paths), context, parser.parse, weight)


@attrs.frozen
class _JrcNamesParser:
    """Makes partial records of lines."""

    context: ImportContext
    languages: Languages
    types: frozenset[EntityType]

    def parse(self, line: Line) -> Iterator[PartialRecord]:
        """Yield the partial record of a line.

        Raises:
            Unusable: it is no line of the format.
            NotWanted: it was not asked for.
        """
        columns = line.text.split("\t")
        if len(columns) != COLUMNS:
            raise Unusable(f"a line has {COLUMNS} columns, tab-separated, not {len(columns)}")
        id, code, language, written = (column.strip() for column in columns)
        if not (id.isascii() and id.isdigit()):
            raise Unusable(f"'{id:.40}' is no id: it must be a number")
        if code not in TYPES and code not in OTHER_TYPES:
            raise Unusable(f"'{code:.40}' is no type; the known ones are {', '.join([*TYPES, *OTHER_TYPES])}")
        text = written.replace("+", " ")
        tag = tag_by_script(text) if language == ANY_LANGUAGE else read_tag(language)
        if tag is None:
            raise Unusable(f"'{language:.40}' is no language: it must be a code such as 'ar', or 'u' for any")
        type = TYPES.get(code)
        if type not in self.types or id == NOBODY or not is_wanted(tag, self.languages):
            raise NotWanted("of another type or language, or a name of nothing known")
        names = usable_names(line, self.context, [(text, tag, alias_kind(text, type))])
        if names:
            yield PartialRecord(make_curie("jrc-names", id), line, type, names)
