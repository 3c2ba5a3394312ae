"""A match that is known before anything is read of it but its key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

import attrs

from namelink.model import Candidate, Entity, EntityType, Outcome, Resolution

_set = object.__setattr__


class Bearers(Protocol):
    """Reads who bears a name, by the name's number."""

    def id_of(self, name: int, /) -> str:
        """Return the id of the entity."""

    def type_of(self, name: int, /) -> EntityType:
        """Return the type of the entity."""

    def entity_of(self, name: int, /) -> Entity:
        """Return the entity."""

    def candidates_of(self, query: str, limit: int, /) -> tuple[Candidate, ...]:
        """Return the entity as the candidate of a query."""

    def romanize(self, text: str, /) -> str:
        """Return a text in Latin letters."""


class LateResolution(Resolution):
    """A match whose entity and candidates are read when somebody looks at them: a list may need the outcome alone."""

    # All in one tuple: setting an attribute of a frozen value costs as much as looking up its name.
    __slots__ = ("_given",)
    _given: tuple[str, float, Bearers, int, int]

    outcome = Outcome.MATCH

    def __init__(self, query: str, score: float, bearers: Bearers, name: int, limit: int) -> None:
        """Make the resolution of a query.

        Args:
            query: The query.
            score: Its score.
            bearers: Reads who bears its name.
            name: The number of its name.
            limit: How many candidates to return at most.
        """
        _set(self, "_given", (query, score, bearers, name, limit))

    @property
    def query(self) -> str:
        """The query as it was given."""
        return self._given[0]

    @property
    def score(self) -> float:
        """Probability, 0 to 1, that the query names the best candidate."""
        return self._given[1]

    @property
    def id(self) -> str:
        """The entity's id, which stands by itself in an index."""
        return self._given[2].id_of(self._given[3])

    @property
    def type(self) -> EntityType:
        """The entity's type, which stands by itself in an index."""
        return self._given[2].type_of(self._given[3])

    @property
    def _romanize(self) -> Callable[[str], str]:
        return self._given[2].romanize

    def __getattr__(self, name: str) -> Any:
        """Read what is looked at for the first time."""
        if name not in ("entity", "candidates"):
            return super().__getattr__(name)  # type: ignore[misc]  # attrs made it, for what the base works out late
        query, _, bearers, number, limit = self._given
        value = bearers.entity_of(number) if name == "entity" else bearers.candidates_of(query, limit)
        _set(self, name, value)
        return value

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle what it comes to."""
        values = (self.query, self.outcome, self.entity, self.score, self.candidates, self._romanize)
        return Resolution, values

    def __eq__(self, other: object) -> bool:
        """Whether two resolutions say the same."""
        if not isinstance(other, Resolution):
            return NotImplemented
        return all(getattr(self, f.name) == getattr(other, f.name) for f in attrs.fields(Resolution) if f.eq)

    __hash__ = Resolution.__hash__
