"""JRC-Names: names of persons and organizations as the news of many languages writes them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import attrs

from namelink.importers.context import ImportContext, IssueCallback, Line, NotWanted, Unusable
from namelink.importers.languages import Languages, choose_languages, is_wanted, read_tag, tag_by_script
from namelink.importers.lines import check_sources
from namelink.importers.merge import merge_records
from namelink.importers.partial_records import PartialRecord, alias_kind, make_curie, partial_names
from namelink.model import EntityType
from namelink.record import DEFAULT_WEIGHT, Record

COLUMNS = 4
"""The id, the type, the language and the name."""

TYPES = {"P": EntityType.PERSON, "O": EntityType.ORGANIZATION, "T": EntityType.PLACE}
OTHER_TYPES = ("U", "E")
"""What is of no known type, and events: neither is taken."""

ANY_LANGUAGE = "u"
"""The language of a name that is written so in all languages of its script."""

NOBODY = "0"
"""The id of names that stand for nothing known."""


def read_jrc_names(
    *paths: str | Path,
    rejects: IssueCallback,
    languages: Collection[str] | None = None,
    types: Collection[str] = tuple(EntityType),
    weight: float = DEFAULT_WEIGHT,
    passed: IssueCallback | None = None,
    progress: Callable[[int], object] | None = None,
) -> Iterator[Record]:
    """Return the records of JRC-Names' file of entities, by id.

    Args:
        paths: The file ``entities``, plain or compressed: tab-separated, a name a line.
        rejects: Told of what cannot be read; nothing else stops or raises.
        languages: The languages of names to take; None for all.
        types: What to take: ``person``, ``place``, ``organization``.
        weight: The weight of each record: the source tells no prominence.
        passed: Told of each line that is in order but not asked for.
        progress: Told how many more bytes have been read.

    Raises:
        SourceError: a source is missing.
        ValueError: types holds an unknown type.
    """
    sources = check_sources(paths)
    reading = ImportContext(rejects, passed, progress)
    drafting = _Drafting(reading, choose_languages(languages), frozenset(map(EntityType, types)))
    return merge_records(sources, reading, drafting.draft, weight)


@attrs.frozen
class _Drafting:
    """Makes drafts of lines."""

    reading: ImportContext
    languages: Languages
    types: frozenset[EntityType]

    def draft(self, line: Line) -> Iterator[PartialRecord]:
        """Yield the draft of a line.

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
            raise NotWanted("of another type or language, or the name of nothing known")
        names = partial_names(line, self.reading, [(text, tag, alias_kind(text, type))])
        if names:
            yield PartialRecord(make_curie("jrc-names", id), line, type, names)
