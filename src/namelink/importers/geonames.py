"""GeoNames' exports: the table of features, and that of their names by language."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import attrs

from namelink.importers.context import ImportContext, IssueCallback, Line, NotWanted, Unusable
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
from namelink.importers.partial_records import PartialRecord, country_code, make_curie, partial_names
from namelink.importers.statements import QID
from namelink.model import EntityType, NameKind
from namelink.record import Record
from namelink.scripts import script_of

DEFAULT_FEATURES = ("A", "P")
"""Countries, regions and districts; cities, towns and villages."""

FEATURE_COLUMNS = 19
"""Columns of the table of features: allCountries, cities500 …, a country's own file."""

NAME_COLUMNS = (8, 10)
"""Columns of the table of names: alternateNames, and alternateNamesV2 with its two columns of dates."""

IGNORED_MEMBERS = ("readme.txt", "iso-languagecodes.txt")

PREFERRED, MAIN, OTHER, UNSORTED = range(4)
"""The order of names: preferred ones, the feature's own, others, and those in its row without a language."""

_WIKIDATA = "wkdt"
_HISTORIC_FEATURE = re.compile(r"(ADM[1-5D]|PCL|PPLC?)H|PPL[QW]")
_WHAT = {"A": "administrative division", "P": "populated place"}
# Among the names without a language are codes of airports and posts, and romanizations without capitals.
_CODE = re.compile(r"[A-Z]{1,4}|[^A-Z]*[0-9].*|[a-z].*")


def read_geonames(
    *paths: str | Path,
    rejects: IssueCallback,
    languages: Collection[str] | None = DEFAULT_LANGUAGES,
    features: Collection[str] = DEFAULT_FEATURES,
    historic: bool = False,
    colloquial: bool = False,
    passed: IssueCallback | None = None,
    progress: Callable[[int], object] | None = None,
) -> Iterator[Record]:
    """Return the records of GeoNames' exports, by id.

    Args:
        paths: Tables of features and, in any order, of their names; text, zip or compressed otherwise.
        rejects: Told of what cannot be read; nothing else stops or raises.
        languages: The languages of names to take; None for all.
        features: Classes of features to take (``P``), or classes with a code (``S.AIRP``).
        historic: Whether to take former places and former names.
        colloquial: Whether to take colloquial names.
        passed: Told of each line that is in order but not asked for.
        progress: Told how many more bytes have been read.

    Raises:
        SourceError: a source is missing.
    """
    sources = check_sources(paths)
    reading = ImportContext(rejects, passed, progress)
    wanted = choose_languages(languages)
    return _records(sources, reading, _Drafting(reading, wanted, frozenset(features), historic, colloquial))


def _records(sources: tuple[Path, ...], reading: ImportContext, drafting: _Drafting) -> Iterator[Record]:
    with merging(reading) as assembly:
        for path in sources:
            assembly.read(read_lines(path, reading, IGNORED_MEMBERS), drafting.drafts)
        if drafting.named:
            # The names in the features' rows are those of the table of names, less what it says of them.
            assembly.drop(UNSORTED)
        yield from assembly.records(partial=True)


def weight_of(population: int) -> float:
    """Return the weight of a place with so many inhabitants.

    >>> [weight_of(n) for n in (0, 15_000, 10_000_000, 1_400_000_000)]
    [0.02, 0.102, 0.3, 0.45]
    """
    return round(min(0.45, 0.02 + 0.07 * math.log10(max(population, 1000) / 1000)), 3)


@attrs.define
class _Drafting:
    """Makes drafts of the rows of both tables, and notes whether there is a table of names."""

    reading: ImportContext
    languages: Languages
    features: frozenset[str]
    historic: bool
    colloquial: bool
    named: bool = False

    def drafts(self, line: Line) -> Iterator[PartialRecord]:
        """Yield the drafts of a row.

        Raises:
            Unusable: it is no row of either table.
            NotWanted: it was not asked for.
        """
        columns = line.text.split("\t")
        if len(columns) == FEATURE_COLUMNS:
            yield from self._feature(line, columns)
        elif len(columns) in NAME_COLUMNS:
            self.named = True
            yield from self._name(line, columns)
        else:
            raise Unusable(
                f"a row has {FEATURE_COLUMNS} columns (features) or {NAME_COLUMNS[1]} (names), not {len(columns)}"
            )

    def _feature(self, line: Line, columns: list[str]) -> Iterator[PartialRecord]:
        id, name, _, others, _, _, group, code, country = columns[:9]
        curie, population = _curie(id), _count(columns[14])
        if not {group, f"{group}.{code}"} & self.features:
            raise NotWanted("a feature of another class")
        if _HISTORIC_FEATURE.fullmatch(code) and not self.historic:
            raise NotWanted("a former place")
        iso = country_code([country])
        what = _WHAT.get(group, "feature") + (f" in {iso}" if iso else "")
        yield PartialRecord(
            id=curie,
            line=line,
            type=EntityType.PLACE,
            names=partial_names(line, self.reading, [(name, tag_by_script(name), NameKind.NAME)]),
            country=iso,
            refs=(f"iso3166:{iso}",) if iso and code in ("PCL", "PCLI", "PCLD") else (),
            description=what + (f", population {population:,}" if population else ""),
            weight=weight_of(population),
            rank=MAIN,
        )
        tagged = [(text, tag_by_script(text), NameKind.NAME) for text in others.split(",") if _is_name(text)]
        taken = [each for each in tagged if is_wanted(each[1], self.languages)]
        if taken:
            yield PartialRecord(curie, line, names=partial_names(line, self.reading, taken), rank=UNSORTED)

    def _name(self, line: Line, columns: list[str]) -> Iterator[PartialRecord]:
        _, id, code, name, preferred, _, colloquial, historic = columns[:8]
        curie = _curie(id)
        if code == _WIKIDATA:
            if not QID.fullmatch(name):
                raise Unusable(f"'{name:.40}' is no Wikidata id")
            yield PartialRecord(curie, line, refs=(f"wikidata:{name}",), rank=OTHER)
            return
        lang = read_tag(code) if code else tag_by_script(name)
        if lang is None or not is_wanted(lang, self.languages):
            raise NotWanted("a name in another language, or a code")
        if (historic == "1" or columns[9:] not in ([], [""])) and not self.historic:
            raise NotWanted("a former name")
        if colloquial == "1" and not self.colloquial:
            raise NotWanted("a colloquial name")
        names = partial_names(line, self.reading, [(name, lang, NameKind.NAME)])
        if names:
            yield PartialRecord(curie, line, names=names, rank=PREFERRED if preferred == "1" else OTHER)


def _curie(id: str) -> str:
    if not (id.isascii() and id.isdigit()):
        raise Unusable(f"'{id:.40}' is no id of GeoNames: it must be a number")
    return make_curie("geonames", id)


def _count(text: str) -> int:
    if text and not (text.isascii() and text.isdigit() and len(text) < 16):
        raise Unusable(f"'{text:.40}' is no population: it must be a number")
    return int(text or 0)


def _is_name(text: str) -> bool:
    """Whether one of the names without a language is a name, in one script."""
    scripts = {found.code for char in text if (found := script_of(char))}
    return len(scripts) == 1 and not (scripts == {"Latn"} and _CODE.fullmatch(text))
