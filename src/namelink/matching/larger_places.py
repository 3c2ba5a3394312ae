"""Larger places: what a name says after a comma or in brackets of where its place lies, and which candidates do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import IntEnum

from namelink.config import MatchingConfig
from namelink.coordinates import distance
from namelink.gazetteer import Gazetteer, Ref
from namelink.lang import name_words
from namelink.matching.decision import CandidateMatch
from namelink.model import Entity, EntityType
from namelink.names import NameText

_Places = Callable[[Sequence[str]], list[CandidateMatch]]


class Lies(IntEnum):
    """How far it is known that a place lies in another one, the surest last."""

    ELSEWHERE = 0
    UNKNOWN = 1
    NEAR = 2
    INSIDE = 3


class LargerPlaces:
    """Reads the larger places of names, with the places of one gazetteer."""

    def __init__(self, gazetteer: Gazetteer, places: _Places, settings: MatchingConfig) -> None:
        """Make a reader.

        Args:
            gazetteer: The gazetteer.
            places: Returns its places whose name some tokens are.
            settings: The distance up to which a place may lie in another one.
        """
        self._gazetteer = gazetteer
        self._places = places
        self._settings = settings

    def of(self, query: NameText) -> tuple[Sequence[str], list[list[Ref]]]:
        """Return the tokens of a name before its larger places, and the entities that each of these may be.

        There are none where it has other parts than its own name and known places.
        """
        own, *others = query.segments
        if not others or query.structure.type is EntityType.PERSON:
            return query.tokens, []
        found = [[c.ref for c in self._larger(segment)] for segment in others]
        return (own, found) if all(found) else (query.tokens, [])

    def in_them(self, found: Sequence[CandidateMatch], larger: Sequence[Sequence[Ref]]) -> list[CandidateMatch]:
        """Return the candidates that lie in each of some larger places, or else those that are likeliest to."""
        for least in (Lies.INSIDE, Lies.NEAR, Lies.UNKNOWN):
            kept = [c for c in found if all(self.best(c.ref, refs) >= least for refs in larger)]
            if kept:
                return kept
        return []

    def not_elsewhere(self, found: Sequence[CandidateMatch], larger: Sequence[Sequence[Ref]]) -> list[CandidateMatch]:
        """Return the candidates without the places of which it is known that they lie elsewhere."""
        return [
            c
            for c in found
            if self._gazetteer.type_at(c.ref) is not EntityType.PLACE
            or all(self.best(c.ref, refs) > Lies.ELSEWHERE for refs in larger)
        ]

    def best(self, ref: Ref, larger: Sequence[Ref]) -> Lies:
        """Return how far it is known that a place lies in any of some others."""
        return max((self.lies_in(ref, outer) for outer in larger), default=Lies.UNKNOWN)

    def lies_in(self, ref: Ref, larger: Ref) -> Lies:
        """Return how far it is known that a place lies in another one."""
        place, outer = self._gazetteer.entity_at(ref), self._gazetteer.entity_at(larger)
        if place.country and outer.country and place.country != outer.country:
            return Lies.ELSEWHERE
        if place.id == outer.id:
            return Lies.UNKNOWN if outer.is_country else Lies.INSIDE
        if outer.is_country:
            return Lies.INSIDE if place.country else Lies.UNKNOWN
        own = {outer.id, *outer.refs}
        parents = list(self._parents(place))
        # A region is called by its chief town too: Azaz, Aleppo.
        if not own.isdisjoint(parents) or (outer.parent in parents[:1] and outer.weight > place.weight):
            return Lies.INSIDE
        if place.coordinates is None or outer.coordinates is None:
            return Lies.UNKNOWN
        if distance(place.coordinates, outer.coordinates) <= self._settings.region_km:
            return Lies.NEAR
        return Lies.ELSEWHERE if outer.parent or self._is_of_class(parents, outer) else Lies.UNKNOWN

    def _is_of_class(self, ids: Sequence[str], entity: Entity) -> bool:
        """Whether any of some entities is of the class of another: a governorate lies in no other one."""
        found = (self._gazetteer.get(id) for id in ids)
        return any(other.class_ == entity.class_ for other in found if other and other.class_)

    def _parents(self, place: Entity) -> Iterator[str]:
        """Yield the ids of the places that a place lies in, the smallest first."""
        seen: set[str] = set()
        while place.parent and place.parent not in seen:
            seen.add(place.parent)
            yield place.parent
            parent = self._gazetteer.get(place.parent)
            if parent is None:
                return
            place = parent

    def _larger(self, tokens: Sequence[str]) -> list[CandidateMatch]:
        """Return the places that some tokens name, or else without words of the tables: ريف حلب الشمالي."""
        found = self._places(tokens)
        if found:
            return found
        places = {
            at + i
            for at, token in enumerate(tokens)
            for word in name_words().get(token, ())
            if word.role == "place" and tuple(tokens[at : at + len(word.tokens)]) == word.tokens
            for i in range(len(word.tokens))
        }
        first, stop = 0, len(tokens)
        while first < stop and (first in places or stop - 1 in places):
            first, stop = (first, stop - 1) if stop - 1 in places else (first + 1, stop)
            found = self._places(tokens[first:stop])
            if found:
                return found
        return []
