"""A client of ``namelink serve``: what the library answers, from a service that has the gazetteer in memory.

>>> said = {"query": "قطر", "outcome": "match", "id": "wikidata:Q846", "name": "Qatar", "type": "place",
...         "latin": "Qatar", "score": 0.998, "candidates": []}
>>> service = httpx.MockTransport(lambda request: httpx.Response(200, json=said))  # in place of a running one
>>> with Client("http://127.0.0.1:8000", transport=service) as client:
...     print(client.resolve("قطر"))
Resolution('قطر', MATCH, id='wikidata:Q846', name='Qatar', score=0.998, 0 candidates)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Self

import attrs

from namelink import Comparison, LinkedText, NameStyle, Resolution, Transliteration
from namelink.integrations.client_answers import (
    Json,
    ServiceHealth,
    read_health,
    read_linked_text,
    read_resolution,
    read_spellings,
)
from namelink.integrations.client_connection import ClientSettings, Connection
from namelink.integrations.client_errors import (
    InvalidRequestError,
    ServiceAccessError,
    ServiceBusyError,
    ServiceError,
    ServiceFailureError,
    ServiceTimeoutError,
    ServiceUnreachableError,
)
from namelink.integrations.extras import extra
from namelink.spelling import own_style
from namelink.validation import beside, check_name, check_names, check_one, check_parallel, check_strings

with extra("client"):
    import httpx

__all__ = [
    "Client",
    "ClientSettings",
    "InvalidRequestError",
    "ServiceAccessError",
    "ServiceBusyError",
    "ServiceError",
    "ServiceFailureError",
    "ServiceHealth",
    "ServiceTimeoutError",
    "ServiceUnreachableError",
]

_Name = str | Mapping[str, str]


class Client:
    """A client of one service. Safe to share between threads; a context manager that closes its connections."""

    def __init__(
        self,
        url: str = "http://127.0.0.1:8000",
        *,
        token: str | None = None,
        settings: ClientSettings | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        """Make a client; nothing is sent yet.

        Args:
            url: The address of the service; a path before those of the service may belong to it.
            token: What the service wants to be brought by all who ask (``namelink serve --token-file``), if anything.
            settings: How long to wait, and how much to send at once; the default ones if None.
            transport: How httpx sends requests, for certificates or proxies of one's own; its own way if None.

        Raises:
            ValueError: the address is none, or the token has characters that no header may have.
        """
        self._connection = Connection(url, token, settings or ClientSettings(), transport)

    def __repr__(self) -> str:
        """Return the address."""
        return f"Client({self._connection.url!r})"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._connection.close()

    def resolve(
        self,
        name: _Name,
        *,
        born: int | str | date | None = None,
        refs: Iterable[str] | None = None,
        near: tuple[float, float] | None = None,
        explain: bool = False,
        **options: Any,
    ) -> Resolution:
        """Return what a name comes to; see `namelink.resolve`.

        Args:
            name: The name.
            born: See `namelink.resolve`, as ``refs`` and ``near``.
            refs: See there.
            near: See there.
            explain: Whether to bring the evidence too, which ``Resolution.explain()`` shows.
            options: The others of `namelink.resolve`: ``type``, ``country``, ``within``, ``strict``, ``limit``,
                ``threshold``.

        Raises:
            TypeError: an argument is of another type than it must be.
            ValueError: an argument cannot be used; where the service says so, it is an `InvalidRequestError`.
            ServiceError: the service gave no answer; its subclasses say why.
        """
        given = {"born": born, "refs": refs, "near": near}
        known = {argument: check_one(argument, value, argument) for argument, value in given.items()}
        fields = {"name": check_name(name, "resolve", "name"), "explain": explain, **_sent(known), **options}
        return self._connection.ask("/resolve", fields, read_resolution)

    def resolve_many(
        self,
        names: Iterable[_Name],
        *,
        born: Iterable[int | str | date | None] | None = None,
        refs: Iterable[Iterable[str] | None] | None = None,
        near: Iterable[tuple[float, float] | None] | None = None,
        explain: bool = False,
        **options: Any,
    ) -> Iterator[Resolution]:
        """Yield what each name comes to, in order; the names are read, and sent, as the answers are needed.

        A request has as many names as the service takes, and one that is too large or takes too long is halved.

        Args:
            names: The names.
            born: When each was born: a list that is parallel to the names; None for no list.
            refs: Identifiers of each, likewise: a list of lists.
            near: Where each lies, likewise: a list of pairs.
            explain: See `resolve`.
            options: See `resolve`.

        Raises:
            TypeError: names is one name, or what should be parallel to them is no list.
            ValueError: as they are read, a list is longer or shorter than names, or an argument cannot be used.
            ServiceError: the service gave no answer; its subclasses say why.
        """
        given = check_parallel({"born": born, "refs": refs, "near": near})
        queries = beside((check_name(name, "resolve", "name") for name in check_names(names)), given)

        def fields(batch: list[tuple[str, dict[str, Any]]]) -> Json:
            lists = {argument: [known[argument] for _, known in batch] for argument in given}
            return {"names": [name for name, _ in batch], "explain": explain, **lists, **options}

        return self._connection.ask_many("/resolve", queries, fields, lambda _query, answer: read_resolution(answer))

    def link(self, text: str, *, explain: bool = False, **options: Any) -> LinkedText:
        """Return the names in a text; see `namelink.link`.

        Args:
            text: The text.
            explain: Whether to bring candidates and evidence too, which ``Mention.resolution.explain()`` shows.
            options: Those of `namelink.link`: ``types``, ``threshold``, ``demonyms``, ``overlaps``, ``unknown``.

        Raises:
            ServiceError: the service gave no answer; its subclasses say why.
        """
        fields = {"text": text, "explain": explain, **options}
        return self._connection.ask("/link", fields, lambda answer: read_linked_text(text, answer))

    def link_many(self, texts: Iterable[str], *, explain: bool = False, **options: Any) -> Iterator[LinkedText]:
        """Yield the names of each text, in order; the other arguments are those of `link`, and `resolve_many` says how.

        Args:
            texts: The texts.
            explain: See `link`.
            options: See `link`.

        Raises:
            TypeError: texts is one text.
            ServiceError: the service gave no answer; its subclasses say why.
        """

        def fields(batch: list[str]) -> Json:
            return {"texts": batch, "explain": explain, **options}

        return self._connection.ask_many("/link", check_strings("texts", texts), fields, read_linked_text)

    def transliterate(
        self,
        text: str,
        scheme: str | None = None,
        *,
        region: str | None = None,
        style: NameStyle | None = None,
        vowels: str = "written",
    ) -> str:
        """Return a name in Latin letters; see `namelink.transliterate`.

        Args:
            text: The name.
            scheme: A standard that comes with namelink; None for the natural spelling.
            region: The region whose spelling is used.
            style: How one house writes names; not beside a region.
            vowels: What a standard is given: ``written`` or ``guess``.

        Raises:
            TypeError: style is no NameStyle.
            ValueError: a region is given with a style.
            ServiceError: the service gave no answer; its subclasses say why.
        """
        fields = {"text": text, "vowels": vowels, **_sent({"scheme": scheme}), **_styled(region, style)}
        return self._connection.ask("/transliterate", fields, lambda answer: str(answer["latin"]))

    def transliterations(
        self,
        text: str,
        limit: int = 5,
        *,
        to: str = "Latn",
        region: str | None = None,
        style: NameStyle | None = None,
    ) -> list[Transliteration]:
        """Return ways to write a name in another script; see `namelink.transliterations`.

        Args:
            text: The name.
            limit: How many, at most.
            to: The script: ``Latn`` or ``Arab``.
            region: The region whose spelling is used.
            style: How one house writes names; not beside a region.

        Raises:
            TypeError: style is no NameStyle.
            ValueError: a region is given with a style.
            ServiceError: the service gave no answer; its subclasses say why.
        """
        fields = {"text": text, "limit": limit, "to": to, **_styled(region, style)}
        return self._connection.ask("/transliterate", fields, read_spellings)

    def compare(self, a: _Name, b: _Name) -> Comparison:
        """Return how likely two spellings are one name, and why; see `namelink.compare`.

        Args:
            a: A name.
            b: Another.

        Raises:
            ServiceError: the service gave no answer; its subclasses say why.
        """
        fields = {"a": check_name(a, "compare", "a"), "b": check_name(b, "compare", "b")}
        return self._connection.ask("/compare", fields, Comparison.from_dict)

    def read_document(self, content: bytes) -> str:
        """Return the text of a Word or PDF document, for `link`.

        Args:
            content: The bytes of the file.

        Raises:
            InvalidRequestError: the document has a password or no text, is broken or too large, or is of another kind.
            ServiceError: the service gave no answer; its subclasses say why.
        """
        return self._connection.ask_of_file("/document", content, lambda answer: str(answer["text"]))

    def health(self) -> ServiceHealth:
        """Return what the service says of itself: its release, its gazetteers, and how much it takes at once.

        Raises:
            ServiceError: the service gave no answer; its subclasses say why.
        """
        return self._connection.get("/health", read_health)


def _styled(region: str | None, style: NameStyle | None) -> Json:
    """Return the fields of a region or a style."""
    return _sent({"region": region} if style is None else attrs.asdict(own_style(region, style)))


def _sent(fields: Json) -> Json:
    """Return the fields that are given."""
    return {name: value for name, value in fields.items() if value is not None}
