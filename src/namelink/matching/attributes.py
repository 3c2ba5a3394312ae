"""Features of an entity beside its name, which a query may come with: when a person was born, where a place lies, ids.

They change the fit of candidates, and so decide between namesakes; what only one side has says nothing.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable
from enum import IntEnum
from functools import cached_property

import attrs

from namelink.config import MatchingConfig
from namelink.coordinates import distance
from namelink.features import Feature, Measurement, Registry
from namelink.model import Entity


@attrs.frozen
class Attributes:
    """What a query says of the entity beside its name, as `namelink.validation` returns it.

    Attributes:
        born: When the person was born, as ISO 8601 writes it, or None.
        refs: Identifiers of the entity, as CURIEs.
        near: Degrees north and east of a place that it is near to, or None.
        within: How many kilometres from there it is at most, or None.
    """

    born: str | None = None
    refs: tuple[str, ...] = ()
    near: tuple[float, float] | None = None
    within: float | None = None

    def __bool__(self) -> bool:
        """Whether it says anything."""
        return self.born is not None or bool(self.refs) or self.near is not None

    def reaches(self, entity: Entity) -> bool:
        """Whether an entity lies where one is looked for; nothing does of which it is not known where it lies."""
        if self.near is None or self.within is None:
            return True
        return entity.coordinates is not None and distance(self.near, entity.coordinates) <= self.within


class Birth(IntEnum):
    """How far two dates of birth agree, the nearest last."""

    OTHER_YEAR = 0
    NEAR_YEAR = 1
    OTHER_DAY = 2
    SAME_YEAR = 3
    SAME_DATE = 4


@attrs.frozen
class AttributeComparison:
    """The attributes of a query and an entity.

    Attributes:
        query: Those of the query.
        entity: The entity.
        settings: The thresholds of the features.
    """

    query: Attributes
    entity: Entity
    settings: MatchingConfig

    @cached_property
    def birth(self) -> tuple[Birth, str] | None:
        """How far the dates of birth agree, and the entity's date; of several dates the nearest counts."""
        born = self.query.born
        if born is None:
            return None
        near = self.settings.near_birth_years
        return max(((compare_dates(born, date, near), date) for date in self.entity.born), default=None)

    @cached_property
    def nearness(self) -> float:
        """How near the entity lies, 1 to 0: it falls with the logarithm of the distance."""
        if self.query.near is None or self.entity.coordinates is None:
            return 0.0
        near, far = self.settings.near_km, self.settings.far_km
        apart = distance(self.query.near, self.entity.coordinates)
        if apart <= near:
            return 1.0
        return 1 - math.log(apart / near) / math.log(far / near) if apart < far else 0.0

    @cached_property
    def ref(self) -> tuple[str, str] | None:
        """The identifier of the query that is one of the entity, twice; else one and another of its authority."""
        own = (self.entity.id, *self.entity.refs)
        pairs = [(a, b) for a, b in itertools.product(self.query.refs, own) if authority(a) == authority(b)]
        return next((pair for pair in pairs if pair[0] == pair[1]), pairs[0] if pairs else None)


def authority(curie: str) -> str:
    """Return the authority of a CURIE.

    >>> authority("wikidata:Q813")
    'wikidata'
    """
    return curie.partition(":")[0]


def compare_dates(a: str, b: str, near_years: int) -> Birth:
    """Return how far two dates agree; one that is less exact than the other agrees with all that it takes in.

    Args:
        a: A year, a month or a day, as ISO 8601 writes it.
        b: Another.
        near_years: Years that may lie between the two for them to be near.

    >>> compare_dates("1952", "1952-10-07", 1).name, compare_dates("1952-10-07", "1953", 1).name
    ('SAME_YEAR', 'NEAR_YEAR')
    """
    day = len("1952-10-07")
    if a[:4] != b[:4]:
        return Birth.NEAR_YEAR if abs(int(a[:4]) - int(b[:4])) <= near_years else Birth.OTHER_YEAR
    if a.startswith(b) or b.startswith(a):
        return Birth.SAME_DATE if len(a) == len(b) == day else Birth.SAME_YEAR
    return Birth.OTHER_DAY


def _born(level: Birth) -> Callable[[AttributeComparison], Measurement | None]:
    """Return the function of a feature that is 1 where dates of birth agree so far."""

    def measure(c: AttributeComparison) -> Measurement | None:
        return Measurement(1.0, str(c.query.born), c.birth[1]) if c.birth and c.birth[0] is level else None

    return measure


def _near(c: AttributeComparison) -> Measurement | None:
    if not c.nearness or c.query.near is None:
        return None
    (north, east), (own_north, own_east) = c.query.near, c.entity.coordinates or c.query.near
    return Measurement(c.nearness, f"{north:g}, {east:g}", f"{own_north:g}, {own_east:g}")


def _same_ref(c: AttributeComparison) -> Measurement | None:
    return Measurement(1.0, *c.ref) if c.ref and c.ref[0] == c.ref[1] else None


def _other_ref(c: AttributeComparison) -> Measurement | None:
    return Measurement(1.0, *c.ref) if c.ref and c.ref[0] != c.ref[1] else None


def _features() -> Iterable[Feature[AttributeComparison]]:
    """Yield the features; their weights are stated.

    Of namesakes one in fifty is born in a given year, and one in twenty thousand on a given day: the odds of the fit,
    which count squared among rivals (`fit_exponent`), are raised by about as much. What speaks against takes the fit
    of an exact name (+6.2) well below one half; only an identifier outweighs another year of birth.
    """
    yield Feature("same_birth_date", 5.0, "1 where the dates of birth are one day.", _born(Birth.SAME_DATE))
    yield Feature(
        "same_birth_year",
        2.5,
        "1 where the years of birth are the same, and one date tells no more, or no day.",
        _born(Birth.SAME_YEAR),
    )
    yield Feature(
        "other_birth_day",
        1.0,
        "1 where the years of birth are the same and the months or days are not: one may be a guess (1 January), or"
        " have them in another order.",
        _born(Birth.OTHER_DAY),
    )
    yield Feature(
        "near_birth_year",
        -0.5,
        "1 where the years of birth are neighbours: a year of another calendar is part of two.",
        _born(Birth.NEAR_YEAR),
    )
    yield Feature("other_birth_year", -8.0, "1 where the years of birth are farther apart.", _born(Birth.OTHER_YEAR))
    yield Feature(
        "near",
        6.0,
        "How near a place lies to where it is looked for: 1 at `near_km`, falling to 0 at `far_km` with the logarithm"
        " of the distance.",
        _near,
    )
    yield Feature("same_ref", 14.0, "1 where an identifier of the query is one of the entity.", _same_ref)
    yield Feature(
        "other_ref",
        -8.0,
        "1 where an authority that the query has an identifier of gave the entity another one, and none is the same.",
        _other_ref,
    )


ATTRIBUTES: Registry[AttributeComparison] = Registry(_features)
"""All features of what is known beside a name."""
