"""The matchers of the bench of names: namelink, and its peers where they are installed.

A matcher is any class with a name, a threshold, a word on whether its scores are probabilities, and `scores`. A
library that is not installed, or does not run, raises when its matcher is made; the message says what is missing.
"""

from __future__ import annotations

import importlib
import itertools
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Protocol

from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler
from unidecode import unidecode

from name_rows import NamePair
from namelink import compare_many


class Matcher(Protocol):
    """What the bench asks of a matcher.

    Attributes:
        name: What the tables call it.
        threshold: The score from which it says "same" unless told otherwise, None where its authors name none.
        is_probability: Whether its scores claim to be probabilities, so that a Brier score is fair.
    """

    name: str
    threshold: float | None
    is_probability: bool

    def scores(self, pairs: Sequence[NamePair]) -> list[float]:
        """Return the score of each pair, 0 to 1, of which only `a`, `b` and `type` may be read."""
        ...


@cache
def latin(name: str) -> str:
    """Return a name in small ASCII letters, by unidecode: what makes a scorer of strings work across scripts."""
    return unidecode(name).lower()


class Namelink:
    """`namelink.compare_many`, as it is without a configuration; being a probability, it says "same" from 0.5."""

    name = "namelink"
    threshold: float | None = 0.5
    is_probability = True

    def scores(self, pairs: Sequence[NamePair]) -> list[float]:
        """Return the probability that each pair is one name."""
        return compare_many([(pair.a, pair.b) for pair in pairs])


class LogicV2:
    """nomenklatura's logic-v2, which compares entities; 0.7 is the threshold of yente, the service made with it.

    Persons are compared as Person, the rest as Organization: of an Address it does not compare the name.
    """

    name = "nomenklatura logic-v2"
    threshold: float | None = 0.7
    is_probability = False

    def __init__(self) -> None:
        self._model = importlib.import_module("followthemoney").model
        self._matcher = importlib.import_module("nomenklatura.matching").get_algorithm("logic-v2")
        self._numbers = itertools.count()

    def scores(self, pairs: Sequence[NamePair]) -> list[float]:
        """Return the score of each pair, the first name as the query."""
        config = self._matcher.default_config()
        schemas = ["Person" if pair.type == "person" else "Organization" for pair in pairs]
        entities = [(self._entity(s, p.a), self._entity(s, p.b)) for s, p in zip(schemas, pairs, strict=True)]
        return [self._matcher.compare(a, b, config).score for a, b in entities]

    def _entity(self, schema: str, name: str) -> Any:
        entity = self._model.make_entity(schema)
        # What is read of an entity is kept by its id: each needs one of its own.
        entity.id = f"bench-{next(self._numbers)}"
        entity.add("name", name)
        return entity


class StringScorer:
    """A scorer of strings, such as rapidfuzz has."""

    threshold: float | None = None
    is_probability = False

    def __init__(self, name: str, score: Callable[[str, str], float], prepare: Callable[[str], str]) -> None:
        self.name = name
        self._score, self._prepare = score, prepare

    def scores(self, pairs: Sequence[NamePair]) -> list[float]:
        """Return the score of each pair."""
        return [self._score(self._prepare(pair.a), self._prepare(pair.b)) for pair in pairs]


def token_sort(a: str, b: str) -> float:
    """Return rapidfuzz's token_sort_ratio, 0 to 1."""
    return fuzz.token_sort_ratio(a, b) / 100


def w_ratio(a: str, b: str) -> float:
    """Return rapidfuzz's WRatio, 0 to 1."""
    return fuzz.WRatio(a, b) / 100


class Arabnamer:
    """arabnamer: its similarity of Arabic names, each that is in another script spelt in Arabic by it before."""

    name = "arabnamer"
    threshold: float | None = 0.85
    is_probability = False

    def __init__(self) -> None:
        self._library = importlib.import_module("arabnamer")

    def scores(self, pairs: Sequence[NamePair]) -> list[float]:
        """Return the similarity of each pair."""
        others = sorted({name for pair in pairs for name in (pair.a, pair.b) if not _is_arabic(name)})
        spelt = self._library.translit_batch([unidecode(name) for name in others])
        arabic = {name: found.arabic for name, found in zip(others, spelt, strict=True)}
        names = ((arabic.get(pair.a, pair.a), arabic.get(pair.b, pair.b)) for pair in pairs)
        return [self._library.similarity(a, b)[1] / 100 for a, b in names]


def _is_arabic(name: str) -> bool:
    return any("\u0600" <= char <= "\u06ff" or "\ufb50" <= char <= "\ufeff" for char in name)


class NameParser:
    """nameparser for persons: given and family names are parsed apart and compared; the rest as token_sort_ratio."""

    name = "nameparser"
    threshold: float | None = None
    is_probability = False

    def __init__(self) -> None:
        self._parse: Callable[[str], Any] = importlib.import_module("nameparser").HumanName

    def scores(self, pairs: Sequence[NamePair]) -> list[float]:
        """Return the mean of how alike given and family names are."""
        return [
            self._persons(latin(p.a), latin(p.b)) if p.type == "person" else token_sort(latin(p.a), latin(p.b))
            for p in pairs
        ]

    def _persons(self, a: str, b: str) -> float:
        first, second = self._parse(a), self._parse(b)
        given = token_sort(f"{first.first} {first.middle}", f"{second.first} {second.middle}")
        # A part that neither has says nothing.
        return (given + token_sort(first.last, second.last)) / 2 if first.last or second.last else given


class CleanCo:
    """token_sort_ratio, of organizations without the legal forms that cleanco takes off."""

    name = "cleanco + token_sort_ratio"
    threshold: float | None = None
    is_probability = False

    def __init__(self) -> None:
        self._clean: Callable[[str], str] = importlib.import_module("cleanco").basename

    def scores(self, pairs: Sequence[NamePair]) -> list[float]:
        """Return the similarity of each pair."""
        return [token_sort(*(self._plain(name, p.type) for name in (p.a, p.b))) for p in pairs]

    def _plain(self, name: str, type: str) -> str:
        return latin(self._clean(name) if type == "organization" else name)


class Hmni:
    """hmni, whose model of Latin given names is asked of whole names; it says "same" from 0.5."""

    name = "hmni"
    threshold: float | None = 0.5
    is_probability = True

    def __init__(self) -> None:
        self._matcher = importlib.import_module("hmni").Matcher(model="latin")

    def scores(self, pairs: Sequence[NamePair]) -> list[float]:
        """Return the similarity of each pair."""
        return [float(self._matcher.similarity(latin(pair.a), latin(pair.b))) for pair in pairs]


MATCHERS: dict[str, Callable[[], Matcher]] = {
    "namelink": Namelink,
    "logic-v2": LogicV2,
    "token-sort": lambda: StringScorer("rapidfuzz token_sort_ratio", token_sort, str.lower),
    "token-sort-unidecode": lambda: StringScorer("rapidfuzz token_sort_ratio, unidecoded", token_sort, latin),
    "wratio": lambda: StringScorer("rapidfuzz WRatio", w_ratio, str.lower),
    "wratio-unidecode": lambda: StringScorer("rapidfuzz WRatio, unidecoded", w_ratio, latin),
    "jaro-winkler": lambda: StringScorer("Jaro-Winkler, unidecoded", JaroWinkler.similarity, latin),
    "arabnamer": Arabnamer,
    "nameparser": NameParser,
    "cleanco": CleanCo,
    "hmni": Hmni,
}
"""How each matcher is made, by what ``--matcher`` calls it."""


def made(name: str) -> Matcher:
    """Return a matcher, by its name in `MATCHERS` or as ``module:Class``.

    Raises:
        ImportError: what it needs is not installed, or does not run.
        KeyError: there is no matcher of this name.
    """
    if ":" not in name:
        return MATCHERS[name]()
    module, _, called = name.partition(":")
    matcher: Matcher = getattr(importlib.import_module(module), called)()
    return matcher
