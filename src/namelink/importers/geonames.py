"""GeoNames' exports: the table of features, and that of their names by language."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from enum import IntEnum
from pathlib import Path
from typing import Any

import attrs

from namelink import tables
from namelink.deprecation import renamed_arguments
from namelink.importers.base import Importer, Option, languages_option, parse_list
from namelink.importers.context import (
    ImportContext,
    IssueCallback,
    Line,
    NoteCallback,
    NotWanted,
    ProgressCallback,
    Unusable,
)
from namelink.importers.languages import (
    DEFAULT_LANGUAGES,
    Languages,
    choose_languages,
    is_wanted,
    read_tag,
    tag_by_script,
)
from namelink.importers.lines import check_sources, read_lines
from namelink.importers.merge import merging
from namelink.importers.partial_records import PartialRecord, country_code, make_curie, usable_names
from namelink.importers.statements import QID
from namelink.model import EntityType, NameKind
from namelink.record import Record
from namelink.scripts import script_of
from namelink.summary import counted

DEFAULT_FEATURES = ("A", "P")
"""Countries, regions and districts; cities, towns and villages."""

FEATURE_COLUMNS = 19
"""Columns of the table of features: allCountries, cities500 …, a country's own file."""

NAME_COLUMNS = (8, 10)
"""Columns of the table of names: alternateNames, and alternateNamesV2 with its two columns of dates."""

IGNORED_MEMBERS = ("readme.txt", "iso-languagecodes.txt")


class Rank(IntEnum):
    """The order of a feature's names: preferred ones, its own, others, and those in its row without a language."""

    PREFERRED = 0
    MAIN = 1
    OTHER = 2
    UNTAGGED = 3


_WIKIDATA = "wkdt"
_HISTORIC_FEATURE = re.compile(r"(ADM[1-5D]|PCL|PPLC?)H|PPL[QW]")
_DEGREES = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,20})?")
# Among the names without a language are codes of airports and posts, and romanizations without capitals.
_CODE = re.compile(r"[A-Z]{1,4}|[^A-Z]*[0-9].*|[a-z].*")


class GeoNames(Importer):
    """GeoNames' exports."""

    name = "geonames"
    help = "Read exports of GeoNames: allCountries, cities500 and the like, with alternateNamesV2."
    formats = ("the table of features, tab-separated, 19 columns", "the table of names, tab-separated, 8 or 10 columns")
    options = (
        languages_option(",".join(DEFAULT_LANGUAGES)),
        Option(
            "--feature",
            "features",
            "Classes of features to take, or classes with a code, with commas between them: P,S.AIRP.",
            ",".join(DEFAULT_FEATURES),
            parse_list,
        ),
        Option("--historic", "historic", "Take former places and former names too.", default=False),
        Option("--colloquial", "colloquial", "Take colloquial names too.", default=False),
    )

    def read(
        self, paths: Collection[str | Path], context: ImportContext, options: Mapping[str, Any]
    ) -> Iterator[Record]:
        """Yield the records; the options are those of `read_geonames`."""
        return _read(paths, context, **options)


@renamed_arguments(rejects="on_reject", passed="on_skip")
def read_geonames(
    *paths: str | Path,
    on_reject: IssueCallback,
    languages: Collection[str] | None = DEFAULT_LANGUAGES,
    features: Collection[str] = DEFAULT_FEATURES,
    historic: bool = False,
    colloquial: bool = False,
    on_skip: IssueCallback | None = None,
    on_note: NoteCallback | None = None,
    progress: ProgressCallback | None = None,
) -> Iterator[Record]:
    """Return the records of GeoNames' exports, by id.

    Args:
        paths: Tables of features and, in any order, of their names; text, zip or compressed otherwise.
        on_reject: Called with each line that cannot be read; nothing else stops or raises.
        languages: The languages of names to take; None for all.
        features: Classes of features to take (``P``), or classes with a code (``S.AIRP``).
        historic: Whether to take former places and former names.
        colloquial: Whether to take colloquial names.
        on_skip: Called with each line that is in order but not asked for.
        on_note: Called where one of the tables is missing, or is of other places, with a sentence that says so.
        progress: Called with how many more bytes have been read.

    Raises:
        SourceError: a source is missing.
    """
    context = ImportContext(on_reject, on_skip, progress, on_note=on_note)
    return _read(paths, context, languages=languages, features=features, historic=historic, colloquial=colloquial)


def _read(
    paths: Collection[str | Path],
    context: ImportContext,
    *,
    languages: Collection[str] | None = DEFAULT_LANGUAGES,
    features: Collection[str] = DEFAULT_FEATURES,
    historic: bool = False,
    colloquial: bool = False,
) -> Iterator[Record]:
    taken = choose_languages(languages)
    make_parser = functools.partial(_GeoNamesParser, context, taken, frozenset(features), historic, colloquial)
    return _records(check_sources(paths), context, make_parser)


def _records(
    sources: tuple[Path, ...], context: ImportContext, make_parser: Callable[[Callable[[str], object]], _GeoNamesParser]
) -> Iterator[Record]:
    with merging(context) as merger:
        parser = make_parser(merger.mark)
        for path in sources:
            merger.read(read_lines(path, context, IGNORED_MEMBERS), parser.parse)
        # The names in a feature's row are those of the table of names, less what it says of them.
        covered = merger.drop_marked(Rank.UNTAGGED)
        yield from merger.records(partial=True)
        if parser.names and not parser.places:
            context.note(
                f"{counted(parser.names, 'row')} of names and no features: names alone make no records; give their"
                " table of features too, such as allCountries.zip, cities500.zip or a country's own"
            )
        elif parser.names and parser.taken and not covered:
            context.note(
                "no feature that was taken has a name in the table of names; the names in the features' own rows were"
                " taken, whose languages are not known; is it the table of another country?"
            )


@functools.cache
def feature_classes() -> Mapping[str, str]:
    """Return the words for the classes and codes of features: ``S.AIRP`` is an airport.

    >>> feature_classes()["H.LK"]
    'lake'
    """
    return {row["code"]: row["class"] for row in tables.rows("namelink.importers", "feature_codes.tsv")}


def weight_of(population: int) -> float:
    """Return the weight of a place with so many inhabitants.

    >>> [weight_of(n) for n in (0, 15_000, 10_000_000, 1_400_000_000)]
    [0.02, 0.102, 0.3, 0.45]
    """
    return round(min(0.45, 0.02 + 0.07 * math.log10(max(population, 1000) / 1000)), 3)


@attrs.define
class _GeoNamesParser:
    """Makes partial records of the rows of both tables.

    Attributes:
        context: Where to report.
        languages: The languages of names to take.
        features: Classes of features to take, or classes with a code.
        historic: Whether to take former places and former names.
        colloquial: Whether to take colloquial names.
        on_name: Called with the id of each feature that the table of names has a row of.
        names: How many rows of names there were.
        places: How many rows of features there were.
        taken: How many of those were asked for.
    """

    context: ImportContext
    languages: Languages
    features: frozenset[str]
    historic: bool
    colloquial: bool
    on_name: Callable[[str], object]
    names: int = 0
    places: int = 0
    taken: int = 0

    def parse(self, line: Line) -> Iterator[PartialRecord]:
        """Yield the partial records of a row.

        Raises:
            Unusable: it is no row of either table.
            NotWanted: it was not asked for.
        """
        columns = line.text.split("\t")
        if len(columns) == FEATURE_COLUMNS:
            self.places += 1
            yield from self._feature(line, columns)
        elif len(columns) in NAME_COLUMNS:
            self.names += 1
            yield from self._name(line, columns)
        else:
            raise Unusable(
                f"a row has {FEATURE_COLUMNS} columns (features) or {NAME_COLUMNS[1]} (names), not {len(columns)}"
            )

    def _feature(self, line: Line, columns: list[str]) -> Iterator[PartialRecord]:
        id, name, _, others, north, east, group, code, country = columns[:9]
        curie = _curie(id)
        if not {group, f"{group}.{code}"} & self.features:
            raise NotWanted("a feature of another class")
        if _HISTORIC_FEATURE.fullmatch(code) and not self.historic:
            raise NotWanted("a former place")
        self.taken += 1
        population = self._population(line, columns[14])
        iso = country_code([country])
        word = feature_classes().get(f"{group}.{code}")
        what = (word or "feature") + (f" in {iso}" if iso else "")
        yield PartialRecord(
            id=curie,
            line=line,
            type=EntityType.PLACE,
            names=usable_names(line, self.context, [(name, tag_by_script(name), NameKind.NAME)]),
            country=iso,
            refs=(f"iso3166:{iso}",) if iso and code in ("PCL", "PCLI", "PCLD") else (),
            description=what + (f", population {population:,}" if population else ""),
            weight=weight_of(population),
            rank=Rank.MAIN,
            class_=word,
            coordinates=self._coordinates(line, north, east),
            population=population or None,
        )
        tagged = [(text, tag_by_script(text), NameKind.NAME) for text in others.split(",") if _is_name(text)]
        taken = [each for each in tagged if is_wanted(each[1], self.languages)]
        if taken:
            yield PartialRecord(curie, line, names=usable_names(line, self.context, taken), rank=Rank.UNTAGGED)

    def _population(self, line: Line, people: str) -> int:
        """Return how many inhabitants there are, 0 where that is not known; what is no number is rejected."""
        if people.isascii() and people.isdigit() and len(people) < 16:
            return int(people)
        if people:
            self.context.reject(line, f"'{people:.40}' is no population: it must be a number")
        return 0

    def _coordinates(self, line: Line, north: str, east: str) -> tuple[float, float] | None:
        """Return degrees north and east; those that are none are rejected, and the rest of the row taken."""
        if not north and not east:
            return None
        if _DEGREES.fullmatch(north) and _DEGREES.fullmatch(east):
            degrees = float(north), float(east)
            if abs(degrees[0]) <= 90 and abs(degrees[1]) <= 180:
                return degrees
        self.context.reject(line, f"'{north:.40}' and '{east:.40}' are no degrees of latitude and longitude")
        return None

    def _name(self, line: Line, columns: list[str]) -> Iterator[PartialRecord]:
        _, id, code, name, preferred, _, colloquial, historic = columns[:8]
        curie = _curie(id)
        self.on_name(curie)
        if code == _WIKIDATA:
            if not QID.fullmatch(name):
                raise Unusable(f"'{name:.40}' is no Wikidata id")
            yield PartialRecord(curie, line, refs=(f"wikidata:{name}",), rank=Rank.OTHER)
            return
        lang = read_tag(code) if code else tag_by_script(name)
        if lang is None or not is_wanted(lang, self.languages):
            raise NotWanted("a name in another language, or a code")
        if (historic == "1" or columns[9:] not in ([], [""])) and not self.historic:
            raise NotWanted("a former name")
        if colloquial == "1" and not self.colloquial:
            raise NotWanted("a colloquial name")
        names = usable_names(line, self.context, [(name, lang, NameKind.NAME)])
        if names:
            yield PartialRecord(curie, line, names=names, rank=Rank.PREFERRED if preferred == "1" else Rank.OTHER)


def _curie(id: str) -> str:
    if not (id.isascii() and id.isdigit()):
        raise Unusable(f"'{id:.40}' is no id of GeoNames: it must be a number")
    return make_curie("geonames", id)


def _is_name(text: str) -> bool:
    """Whether one of the names without a language is a name, in one script."""
    scripts = {found.code for char in text if (found := script_of(char))}
    return len(scripts) == 1 and not (scripts == {"Latn"} and _CODE.fullmatch(text))
