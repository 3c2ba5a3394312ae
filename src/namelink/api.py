"""What other programs call: names and texts resolved against the default gazetteer, or one of theirs."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import attrs

from namelink.cache import lazy
from namelink.config import Config
from namelink.config.matching import THRESHOLD
from namelink.gazetteer import Gazetteer, require_gazetteer
from namelink.lang import Homographs, PackSet, pack_set
from namelink.matching.attributes import Attributes
from namelink.matching.resolver import NameResolver
from namelink.model import EntityType, LinkedText, Resolution, Transliteration
from namelink.validation import (
    beside,
    check_born,
    check_coordinates,
    check_country,
    check_limit,
    check_names,
    check_one_of,
    check_parallel,
    check_refs,
    check_strings,
    check_threshold,
    check_type,
    check_types,
    check_within,
    check_workers,
)

if TYPE_CHECKING:
    from namelink.linking.linker import Linker
    from namelink.spelling import Transliterator
    from namelink.transliteration.name_style import NameStyle

_T = TypeVar("_T")


class Resolver:
    """Resolves names and links texts against one gazetteer. Safe to share between threads.

    >>> g = Gazetteer.from_records([
    ...     {"id": "x:1", "type": "person", "names": [{"text": "Sadyr Japarov", "lang": "en"}]}])
    >>> Resolver(g).resolve("صدر جباروف").id
    'x:1'
    """

    def __init__(
        self,
        gazetteer: Gazetteer | None = None,
        *,
        common_words: Homographs | None = None,
        config: Config | None = None,
    ) -> None:
        """Make a resolver.

        Args:
            gazetteer: The gazetteer; the default one if None.
            common_words: Words that are also names, which `link` takes for names only with support, each
                with the folded neighbours that show the plain word; they stand in place of the
                table that comes with namelink (`namelink.lang.homographs`), used if None.
            config: The settings and the weights of features; the default ones if None. A call without a threshold takes
                that of the settings.
        """
        self.config = config or Config()
        self.gazetteer = Gazetteer.default() if gazetteer is None else require_gazetteer(gazetteer, "Resolver()")
        self._names = NameResolver(self.gazetteer, self.config)
        self._common = common_words
        # Threads look up, add and drop overlays at once: this cache is made for it, a dict is not.
        self._overlaid = functools.lru_cache(maxsize=self.config.limits.cached_overlays)(self._overlay)

    @lazy
    def _texts(self) -> Linker:
        return self._linker(self._names)

    @lazy
    def _spellings(self) -> Transliterator:
        from namelink.spelling import Transliterator  # here, because most programs wait for it in vain

        return Transliterator(self.gazetteer, self.config.transliteration)

    def _linker(self, names: NameResolver) -> Linker:
        from namelink.linking.linker import Linker  # here, because most programs wait for it in vain

        return Linker(names, self._common)

    def __repr__(self) -> str:
        """Return the gazetteer it resolves against."""
        return f"Resolver({self.gazetteer!r})"

    def resolve(
        self,
        name: str | Mapping[str, str],
        *,
        type: str | None = None,
        country: str | None = None,
        born: int | str | date | None = None,
        refs: Iterable[str] | None = None,
        near: tuple[float, float] | None = None,
        within: float | None = None,
        limit: int = 5,
        threshold: float | None = None,
        strict: bool = True,
    ) -> Resolution:
        """Return what a name comes to; see `namelink.resolve`."""
        return self._names.resolve(
            name,
            type=None if type is None else check_type(type),
            country=None if country is None else check_country(country),
            attributes=_attributes(born, refs, near, within),
            limit=check_limit(limit),
            threshold=self._threshold(threshold),
            strict=strict,
        )

    def resolve_many(
        self,
        names: Iterable[str | Mapping[str, str]],
        *,
        type: str | None = None,
        country: str | None = None,
        types: Iterable[str | None] | None = None,
        countries: Iterable[str | None] | None = None,
        born: Iterable[int | str | date | None] | None = None,
        refs: Iterable[Iterable[str] | None] | None = None,
        near: Iterable[tuple[float, float] | None] | None = None,
        within: float | None = None,
        limit: int = 5,
        threshold: float | None = None,
        strict: bool = True,
        workers: int = 1,
    ) -> Iterator[Resolution]:
        """Yield what each name comes to, in order; the other arguments are those of `resolve`.

        Args:
            names: The names; they are read as they are needed.
            type: See `resolve`, as those that follow.
            country: See `resolve`.
            types: The type of each, in place of one for all, or None where it is not known: a list that is parallel to
                the names; None for no list.
            countries: The country of each, likewise.
            born: When each was born, likewise.
            refs: Identifiers of each, likewise: a list of lists.
            near: Where each lies, likewise: a list of pairs.
            within: See `resolve`, as those that follow.
            limit: See `resolve`.
            threshold: See `resolve`.
            strict: See `resolve`.
            workers: How many processes to use. Each opens the gazetteer anew, and maps the same file; the answers are
                the same, and in the same order.

        Raises:
            TypeError: names is one str, or what should be parallel to them is no list.
            ValueError: workers is less than 1, within is given without near, or types beside type or countries beside
                country; or, as they are read, a list is longer or shorter than names, or holds a value that cannot be
                used: the message says which.

        >>> g = Gazetteer.from_records([
        ...     {"id": f"x:{year}", "type": "person", "born": str(year), "names": [{"text": "محمد أحمد", "lang": "ar"}]}
        ...     for year in (1950, 1980)])
        >>> [r.id for r in Resolver(g).resolve_many(["محمد أحمد"] * 3, born=[1950, 1980, None])]
        ['x:1950', 'x:1980', None]
        >>> [r.id for r in Resolver().resolve_many(["طرابلس", "طرابلس"], countries=["LB", "Libya"])]
        ['wikidata:Q168954', 'wikidata:Q3579']
        """
        check_one_of("type", type, "types", types)
        check_one_of("country", country, "countries", countries)
        options: dict[str, Any] = {
            "limit": check_limit(limit),
            "threshold": self._threshold(threshold),
            "strict": strict,
        }
        names = check_names(names)
        workers = check_workers(workers)
        same = _Wanted(check_type(type), check_country(country))
        given = check_parallel({"types": types, "countries": countries, "born": born, "refs": refs, "near": near})
        queries = _queries(names, given, same, check_within(within, near))
        if workers > 1:
            return self._in_processes(_resolve_batch, queries, workers, options)
        if not given:
            return map(functools.partial(self._names.resolve, type=same.type, country=same.country, **options), names)
        return (self._names.resolve(name, **wanted._asdict(), **options) for name, wanted in queries)

    def link(
        self,
        text: str,
        *,
        types: Iterable[str] | None = None,
        threshold: float | None = None,
        demonyms: bool = True,
        overlaps: bool = False,
        unknown: bool = False,
        explain: bool = False,
        overlay: Gazetteer | None = None,
    ) -> LinkedText:
        """Return the names in a text; see `namelink.link`."""
        linker = self._texts if overlay is None else self._overlaid(require_gazetteer(overlay, "link(overlay=…)"))
        return linker.link(
            text,
            types=check_types(types),
            threshold=self._threshold(threshold),
            demonyms=demonyms,
            overlaps=overlaps,
            unknown=unknown,
            explain=explain,
        )

    def link_many(
        self,
        texts: Iterable[str],
        *,
        types: Iterable[str] | None = None,
        threshold: float | None = None,
        demonyms: bool = True,
        overlaps: bool = False,
        unknown: bool = False,
        overlay: Gazetteer | None = None,
        workers: int = 1,
    ) -> Iterator[LinkedText]:
        """Yield the names of each text, in order, as they are found; the other arguments are those of `link`.

        Args:
            texts: The texts; they are read as they are needed.
            types: See `link`, as those that follow.
            threshold: See `link`.
            demonyms: See `link`.
            overlaps: See `link`.
            unknown: See `link`.
            overlay: See `link`.
            workers: How many processes to use. Each opens the gazetteer anew, and maps the same file;
                the answers are the same, and in the same order.

        Raises:
            TypeError: texts is one str.
            ValueError: workers is less than 1.
            WorkerError: a process was killed.
        """
        workers = check_workers(workers)
        texts = check_strings("texts", texts)
        options = {
            "types": check_types(types),
            "threshold": self._threshold(threshold),
            "demonyms": demonyms,
            "overlaps": overlaps,
            "unknown": unknown,
            "overlay": overlay if overlay is None else require_gazetteer(overlay, "link_many(overlay=…)"),
        }
        if workers == 1:
            return (self.link(text, **options) for text in texts)  # type: ignore[arg-type]
        _ = self._texts  # loaded before processes are forked, while no other thread loads it
        return self._in_processes(_link_batch, texts, workers, options)

    def transliterate(
        self,
        text: str,
        scheme: str | Path | None = None,
        *,
        region: str | None = None,
        style: NameStyle | None = None,
        vowels: str = "written",
    ) -> str:
        """Return a name in Latin letters, as this gazetteer attests it; see `namelink.transliterate`.

        >>> g = Gazetteer.from_records([
        ...     {"id": "x:1", "type": "person", "names": [
        ...         {"text": "خالد القاضي", "lang": "ar"}, {"text": "Khaled Elkady", "lang": "en"}]}])
        >>> Resolver(g).transliterate("خالد القاضي")
        'Khaled Elkady'
        """
        return self._spellings.transliterate(text, scheme, region, style, vowels)

    def transliterations(
        self,
        text: str,
        limit: int = 5,
        *,
        to: str = "Latn",
        region: str | None = None,
        style: NameStyle | None = None,
    ) -> list[Transliteration]:
        """Return ways to write a name in another script; see `namelink.transliterations`."""
        return self._spellings.transliterations(text, limit, to=to, region=region, style=style)

    def vocalize(self, text: str, limit: int = 5) -> list[Transliteration]:
        """Return a name with the vowels that it may have, by this gazetteer too; see `namelink.vocalize`.

        >>> [t.text for t in Resolver().vocalize("طارق", 1)]
        ['طَارِق']
        """
        return self._spellings.vocalize(text, limit)

    def _in_processes(
        self, batch: Callable[[list[Any]], list[_T]], given: Iterable[Any], workers: int, options: dict[str, Any]
    ) -> Iterator[_T]:
        from namelink.pool import pool  # here, because most programs wait for it in vain

        arguments = (pack_set(), self, options)
        with pool(workers, prepare=_start_worker, arguments=arguments) as processes:
            yield from processes.map(batch, given, self.config.limits.texts_at_once)

    def _threshold(self, threshold: float | None) -> float:
        return self.config.matching.threshold if threshold is None else check_threshold(threshold)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle what a resolver is made of, not what it remembers."""
        return functools.partial(type(self), common_words=self._common, config=self.config), (self.gazetteer,)

    def _overlay(self, overlay: Gazetteer) -> Linker:
        """Return the linker of a gazetteer laid over the resolver's own."""
        return self._linker(NameResolver(Gazetteer.layers(overlay, self.gazetteer), self.config))


_Name = str | Mapping[str, str]
_NOTHING = Attributes()


class _Wanted(NamedTuple):
    """What one of many names is asked with."""

    type: EntityType | None
    country: str | None
    attributes: Attributes = _NOTHING


_Query = tuple[_Name, _Wanted]


def _attributes(born: object, refs: object, near: object, within: object) -> Attributes:
    within = check_within(within, near)
    if born is None and refs is None and near is None:
        return _NOTHING
    return Attributes(check_born(born), check_refs(refs), check_coordinates(near), within)


def _queries(
    names: Iterable[_Name], given: Mapping[str, Iterable[object]], same: _Wanted, within: float | None
) -> Iterator[_Query]:
    """Yield each name with what it is asked with.

    Args:
        names: The names.
        given: The lists that are parallel to them, by argument.
        same: What is the same for all.
        within: See `resolve`.
    """
    for name, known in beside(names, given):
        near = known.get("near")
        attributes = Attributes(known.get("born"), known.get("refs", ()), near, None if near is None else within)
        yield name, _Wanted(known.get("types", same.type), known.get("countries", same.country), attributes)


_worker: tuple[Resolver, dict[str, Any]]


def _start_worker(_packs: PackSet, resolver: Resolver, options: dict[str, Any]) -> None:
    global _worker
    _worker = resolver, options


def _resolve_batch(queries: list[_Query]) -> list[Resolution]:
    resolver, options = _worker
    return [
        resolver.resolve(name, type=type_, country=country, **attrs.asdict(attributes), **options)
        for name, (type_, country, attributes) in queries
    ]


def _link_batch(texts: list[str]) -> list[LinkedText]:
    resolver, options = _worker
    return [resolver.link(text, **options) for text in texts]


@functools.cache
def _default_resolver() -> Resolver:
    return Resolver()


def resolve(
    name: str | Mapping[str, str],
    *,
    type: str | None = None,
    country: str | None = None,
    born: int | str | date | None = None,
    refs: Iterable[str] | None = None,
    near: tuple[float, float] | None = None,
    within: float | None = None,
    limit: int = 5,
    threshold: float = THRESHOLD,
    strict: bool = True,
) -> Resolution:
    """Return what a name comes to: one entity of the default gazetteer, several, or none.

    Args:
        name: A name in any script, spelt as it may be; or a mapping with its parts: ``given``, ``family`` or both,
            and perhaps ``middle`` or ``patronymic``.
        type: Only entities of this type: ``person``, ``place`` or ``organization``.
        country: Only entities of this country, or of none: an ISO 3166-1 code of two or three letters in any case
            (``KG``, ``kgz``), or a name in English or Arabic (``Kyrgyzstan``).
        born: When the person was born: a year (1952), a text of a year, a month or a day (``1952-10-07``), or a date.
            Persons of whom the gazetteer knows that they were born then are likelier to be meant, those born in other
            years far less.
        refs: Identifiers of the entity, as CURIEs: ``wikidata:Q25597826``. An entity with one of them is meant, if
            its name is at all like the name; one to which the same authority gave another is hardly.
        near: Where the entity lies: degrees north and east (WGS 84). Of namesakes the nearer is likelier to be meant.
        within: Kilometres: only entities that lie no farther from there, of which it is known where they lie.
        limit: How many candidates to return at most, 0 or more.
        threshold: The score, 0 to 1, from which an entity is taken to be meant. Entities that fit alike share
            their score, so that one must be well ahead of the others to reach it.
        strict: Whether entities of another type or country, or too far away, are left out; if not, they are a hundred
            times less likely, and stand back only for one that fits about as well.

    Returns:
        The resolution, with its outcome, its candidates and the reason.

    Raises:
        TypeError: name is neither a str nor a mapping, or another argument is of a wrong type.
        ValueError: there is no such type or country, a number is out of its bounds, born is no date, refs are no
            CURIEs, near no coordinates, within is given without near, or a mapping has an unknown part.

    >>> r = resolve("كيرغيزستان")
    >>> str(r.outcome), r.id, r.name, str(r.type)
    ('match', 'wikidata:Q813', 'Kyrgyzstan', 'place')
    >>> str(resolve("اسم لا يعرفه أحد").outcome)
    'nil'
    >>> resolve({"given": "صدر", "family": "جباروف"}, refs=["wikidata:Q25597826"]).name
    'Sadyr Japarov'
    """
    return _default_resolver().resolve(
        name,
        type=type,
        country=country,
        born=born,
        refs=refs,
        near=near,
        within=within,
        limit=limit,
        threshold=threshold,
        strict=strict,
    )


def link(
    text: str,
    *,
    types: Iterable[str] | None = None,
    threshold: float = THRESHOLD,
    demonyms: bool = True,
    overlaps: bool = False,
    unknown: bool = False,
    explain: bool = False,
    overlay: Gazetteer | None = None,
) -> LinkedText:
    """Return the names in a text that the default gazetteer knows.

    Args:
        text: A text, Arabic first.
        types: Only mentions of these types, a list; None for all.
        threshold: The score, 0 to 1, from which an entity is taken to be meant.
        demonyms: Whether to return demonyms too: القيرغيزي, for Kyrgyzstan.
        overlaps: Whether to return names inside other names too, so that mentions may overlap.
        unknown: Whether to return words that look like a name but name no entity, with the outcome NIL, no id, and
            their transliteration as ``resolution.latin``. They are guesses, made for collecting new names.
        explain: Whether to keep what was considered and not linked, as ``rejected``, for `LinkedText.explain`.
        overlay: A gazetteer that for this text is laid over the default one.

    Returns:
        The mentions in order; none overlaps another unless that is asked for, and clitics are left outside.

    Raises:
        TypeError: text is not a str, or types is one str.
        ValueError: types holds an unknown type, or the threshold is out of its bounds.

    >>> for m in link("وأكد بوتين لنظيره القيرغيزي صدر جباروف"):
    ...     print(m.text, m.id, m.name, m.kind)
    بوتين wikidata:Q7747 Vladimir Putin name
    القيرغيزي wikidata:Q813 Kyrgyzstan demonym
    صدر جباروف wikidata:Q25597826 Sadyr Japarov name
    >>> [m.text for m in link("القيادة القيرغيزية في بيشكيك", demonyms=False)]
    ['بيشكيك']
    >>> [m.text for m in link("بورصة لندن", overlaps=True)]
    ['بورصة لندن', 'لندن']
    >>> [(m.text, m.id, m.resolution.latin) for m in link("التقى الوزير فادي الكركبي بوتين", unknown=True)]
    [('فادي الكركبي', None, 'Fadi al-Karakbi'), ('بوتين', 'wikidata:Q7747', 'Vladimir Putin')]
    >>> mine = Gazetteer.from_records([
    ...     {"id": "desk:7", "type": "person", "names": [{"text": "فادي الكركبي", "lang": "ar"}]}])
    >>> [m.id for m in link("التقى الوزير فادي الكركبي بوتين", overlay=mine)]
    ['desk:7', 'wikidata:Q7747']
    """
    return _default_resolver().link(
        text,
        types=types,
        threshold=threshold,
        demonyms=demonyms,
        overlaps=overlaps,
        unknown=unknown,
        explain=explain,
        overlay=overlay,
    )
