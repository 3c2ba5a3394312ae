"""What other programs call: names and texts resolved against the default gazetteer, or one of theirs."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Iterator, Mapping

from namelink.gazetteer import Gazetteer
from namelink.linker import Linker
from namelink.model import LinkedText, Resolution
from namelink.resolver import THRESHOLD, NameResolver


class Resolver:
    """Resolves names and links texts against one gazetteer. Safe to share between threads.

    >>> g = Gazetteer.from_records([
    ...     {"id": "x:1", "type": "person", "names": [{"text": "Sadyr Japarov", "lang": "en"}]}])
    >>> Resolver(g).resolve("صدر جباروف").id
    'x:1'
    """

    def __init__(
        self, gazetteer: Gazetteer | None = None, *, common_words: Mapping[str, Collection[str]] | None = None
    ) -> None:
        """Make a resolver.

        Args:
            gazetteer: The gazetteer; the default one if None.
            common_words: Words that are also names, which `link` takes for names only with support, each
                with the folded neighbours that show the plain word; they stand in place of the
                table that comes with namelink (`namelink.matching.context.common_words`), used if None.
        """
        self.gazetteer = gazetteer if gazetteer is not None else Gazetteer.default()
        self._names = NameResolver(self.gazetteer)
        self._texts = Linker(self._names, common_words)

    def resolve(
        self,
        name: str,
        *,
        type: str | None = None,
        country: str | None = None,
        limit: int = 5,
        threshold: float = THRESHOLD,
        strict: bool = True,
    ) -> Resolution:
        """Return what a name comes to; see `namelink.resolve`."""
        return self._names.resolve(name, type=type, country=country, limit=limit, threshold=threshold, strict=strict)

    def resolve_many(
        self,
        names: Iterable[str],
        *,
        type: str | None = None,
        country: str | None = None,
        limit: int = 5,
        threshold: float = THRESHOLD,
        strict: bool = True,
    ) -> Iterator[Resolution]:
        """Yield what each name comes to, in order; the arguments are those of `resolve`."""
        for name in names:
            yield self._names.resolve(name, type=type, country=country, limit=limit, threshold=threshold, strict=strict)

    def link(self, text: str, *, types: Iterable[str] | None = None, threshold: float = THRESHOLD) -> LinkedText:
        """Return the names in a text; see `namelink.link`."""
        return self._texts.link(text, types=types, threshold=threshold)

    def link_many(
        self,
        texts: Iterable[str],
        *,
        types: Iterable[str] | None = None,
        threshold: float = THRESHOLD,
    ) -> Iterator[LinkedText]:
        """Yield the names of each text, in order; the arguments are those of `link`."""
        wanted = tuple(types) if types is not None else None
        for text in texts:
            yield self._texts.link(text, types=wanted, threshold=threshold)


@functools.cache
def _default_resolver() -> Resolver:
    return Resolver()


def resolve(
    name: str,
    *,
    type: str | None = None,
    country: str | None = None,
    limit: int = 5,
    threshold: float = THRESHOLD,
    strict: bool = True,
) -> Resolution:
    """Return what a name comes to: one entity of the default gazetteer, several, or none.

    Args:
        name: A name in any script, spelt as it may be.
        type: Only entities of this type: ``person``, ``place`` or ``organization``.
        country: Only entities of this country (ISO 3166-1 alpha-2), or of none.
        limit: How many candidates to return at most.
        threshold: The score, 0 to 1, from which an entity is taken to be meant. Entities that fit alike share
            their score, so that one must be well ahead of the others to reach it.
        strict: Whether entities of another type or country are left out; if not, they are a hundred times less
            likely, and stand back only for one that fits about as well.

    Returns:
        The resolution, with its outcome, its candidates and the reason.

    Raises:
        TypeError: name is not a str.
        ValueError: type is none of the three.

    >>> r = resolve("كيرغيزستان")
    >>> str(r.outcome), r.id, r.name, str(r.type)
    ('match', 'wikidata:Q813', 'Kyrgyzstan', 'place')
    >>> str(resolve("اسم لا يعرفه أحد").outcome)
    'nil'
    """
    return _default_resolver().resolve(
        name, type=type, country=country, limit=limit, threshold=threshold, strict=strict
    )


def link(text: str, *, types: Iterable[str] | None = None, threshold: float = THRESHOLD) -> LinkedText:
    """Return the names in a text that the default gazetteer knows.

    Args:
        text: A text, Arabic first.
        types: Only mentions of these types; None for all.
        threshold: The score, 0 to 1, from which an entity is taken to be meant.

    Returns:
        The mentions in order; none overlaps another, and clitics are left outside.

    Raises:
        TypeError: text is not a str.
        ValueError: types holds an unknown type.

    >>> for m in link("وأكد بوتين لنظيره القيرغيزي صدر جباروف"):
    ...     print(m.text, m.id, m.name, m.kind)
    بوتين wikidata:Q7747 Vladimir Putin name
    القيرغيزي wikidata:Q813 Kyrgyzstan demonym
    صدر جباروف wikidata:Q25597826 Sadyr Japarov name
    """
    return _default_resolver().link(text, types=types, threshold=threshold)
