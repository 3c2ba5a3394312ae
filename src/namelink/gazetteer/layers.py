"""A gazetteer as the rest of namelink sees it: one index, or several that answer as one."""

from __future__ import annotations

import functools
import heapq
import itertools
from collections.abc import Iterable, Iterator, Mapping
from os import PathLike, fspath
from pathlib import Path
from typing import Any, TypeVar, overload

import attrs

from namelink.config import Limits
from namelink.gazetteer.installed import DEFAULT, DEFAULT_INDEX, find_index
from namelink.gazetteer.muting import Hit, MutedEntities, Ref
from namelink.identifiers import DEFAULT_PREFIX, check_prefix
from namelink.index.damage import tells_damage
from namelink.index.reader import Index
from namelink.lang import Key, make_key
from namelink.model import Entity, EntityType, Name, NameKind
from namelink.record import Record, label
from namelink.summary import counted, shown
from namelink.validation import check_count, check_limit

_SHORT = (NameKind.SHORT, NameKind.DEMONYM)


_T = TypeVar("_T")


class Gazetteer:
    """Entities and their names; immutable, and safe to share between threads.

    >>> g = Gazetteer.from_records([
    ...     {"id": "x:1", "type": "person", "names": [{"text": "Sadyr Japarov", "lang": "en"}]}])
    >>> g.entity("x:1").label
    'Sadyr Japarov'
    """

    def __init__(self, indexes: tuple[Index, ...], limits: Limits | None = None) -> None:
        self.indexes = indexes
        self.limits = limits or Limits()
        self._muted = MutedEntities.of(indexes)
        self._merged = functools.lru_cache(self.limits.cached_records)(self._merge)
        self._first = functools.lru_cache(self.limits.cached_records)(self._first_of)

    @classmethod
    def default(cls) -> Gazetteer:
        """Return the gazetteer that comes with namelink; it is opened once and then shared."""
        return _default()

    @classmethod
    def open(cls, path: str | Path, verify: bool | None = None, limits: Limits | None = None) -> Gazetteer:
        """Open an index made by ``namelink gazetteer build``, a file of records, or an installed gazetteer.

        Args:
            path: The index, a directory; or a file of some thousands of records (JSON Lines), which are held in
                memory; where there is neither, the name of an installed gazetteer: ``"places"``.
            verify: Whether to compare the checksums of its files; None does so for those
                of up to 64 MB (`Limits.checked_bytes`).
            limits: How much of it is kept in memory, and the like; the defaults if None.

        Raises:
            IndexNotFoundError: there is no index, and no gazetteer of that name; the message tells those there are.
            IndexFormatError: it is damaged, of another version, or built with other language packs; the message
                says what to do.
            RecordError: a record cannot be used; the message names its file, line and field.
        """
        found = find_index(path)
        if found.is_file():
            from namelink.index import compiler  # not needed to read an index

            return cls((Index.from_files(compiler.compile_records(compiler.read_files([found]))),), limits)
        return cls((Index.open(found, verify, limits),), limits)

    @classmethod
    def open_layers(cls, paths: Iterable[str | PathLike[str]] = ()) -> Gazetteer:
        """Open some indexes as one gazetteer; the first wins, see `layers`.

        Args:
            paths: The indexes, or names of installed gazetteers; ``"default"`` is the one that comes with namelink, and
                the only one if there are none.

        Raises:
            IndexNotFoundError: there is no index at a path, and no gazetteer of that name is installed.
            IndexFormatError: one is damaged, of another version, or built with other language packs.

        >>> Gazetteer.open_layers(["default"]) is Gazetteer.open_layers() is Gazetteer.default()
        True
        """
        opened = [cls.default() if path == DEFAULT else cls.open(fspath(path)) for path in paths]
        return cls.layers(*opened) if len(opened) > 1 else next(iter(opened), cls.default())

    @classmethod
    def from_records(cls, records: Iterable[Mapping[str, Any] | Record], *, prefix: str = DEFAULT_PREFIX) -> Gazetteer:
        """Return a gazetteer of records held in memory.

        Args:
            records: Mappings with the fields of a record: ``id``, ``type``, ``names``, and
                optionally the others of `namelink.record.FIELDS`.
            prefix: What ids that are no CURIEs are put under: ``desk`` makes ``desk:42`` of ``42``.

        Raises:
            RecordError: a record cannot be used; the message names its place and the field.
            ValueError: there can be no such prefix.

        >>> g = Gazetteer.from_records(
        ...     [{"id": "42", "type": "person", "names": [{"text": "فادي الكركبي", "lang": "ar"}]}], prefix="desk")
        >>> g.entity("desk:42").label
        'فادي الكركبي'
        """
        from namelink.index import compiler  # not needed to read an index

        listed = compiler.from_mappings(records, check_prefix(prefix))
        return cls((Index.from_files(compiler.compile_records(listed)),))

    @classmethod
    def layers(cls, *gazetteers: Gazetteer) -> Gazetteer:
        """Return one gazetteer that answers for several; where they differ, the earlier one wins.

        A record of an earlier layer adds its names to a later one of the same thing, and hides other entities that
        have its names. Two records are of one thing if they have one id, if the id of one is a ref of the other, or if
        they share a ref that no third record of their layers has.

        >>> mine = Gazetteer.from_records([
        ...     {"id": "x:hq", "type": "place", "names": [{"text": "المقر", "lang": "ar"}]}])
        >>> len(Gazetteer.layers(mine, mine).indexes)
        2
        """
        if not gazetteers:
            raise ValueError("Gazetteer.layers() needs at least one gazetteer")
        for gazetteer in gazetteers:
            require_gazetteer(gazetteer, "Gazetteer.layers()")
        return cls(tuple(index for gazetteer in gazetteers for index in gazetteer.indexes))

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the indexes alone, not what is remembered of them."""
        return (Gazetteer, (self.indexes, *([] if self.limits == Limits() else [self.limits])))

    def require_whole(self) -> None:
        """Compare all files of the indexes with their checksums, unless that was done.

        Raises:
            IndexFormatError: one is damaged.

        >>> Gazetteer.default().require_whole()
        """
        for index in self.indexes:
            index.require_whole()

    @tells_damage
    def __len__(self) -> int:
        """Return how many entities there are; one of several layers counts once."""
        if self._muted:
            return sum(1 for _ in self._refs())
        # Of the largest layer only those entities are looked at that another layer has too.
        largest = max(range(len(self.indexes)), key=lambda layer: len(self.indexes[layer]))
        others = [
            Ref(layer, number)
            for layer, index in enumerate(self.indexes)
            if layer != largest
            for number in range(len(index))
        ]
        shared = {
            Ref(largest, number)
            for ref in others
            if ref.layer < largest
            for number in self.indexes[largest].numbers_of_all(_ids(self.indexes[ref.layer].entity(ref.number)))
        }
        own = sum(self._first(ref) == ref for ref in others)
        return len(self.indexes[largest]) + own - sum(self._first(ref) != ref for ref in shared)

    def __iter__(self) -> Iterator[Entity]:
        """Yield the entities, by id within each layer; one of several layers once, with what all say of it."""
        return map(self.entity_at, self._refs())

    def _refs(self) -> Iterator[Ref]:
        """Yield the entities, one of several layers once."""
        for layer, index in enumerate(self.indexes):
            for number in range(len(index)):
                ref = Ref(layer, number)
                if self._muted.has_entity(ref):
                    continue
                if not layer or self._first(ref) == ref:
                    yield ref

    def __contains__(self, id: object) -> bool:
        """Whether there is an entity with an id, as its own or among its refs."""
        return isinstance(id, str) and self._ref_of(id) is not None

    def __getitem__(self, id: str) -> Entity:
        """Return the entity with an id.

        Raises:
            KeyError: there is none.

        >>> Gazetteer.default()["wikidata:Q813"].label
        'Kyrgyzstan'
        """
        found = self.entity(id)
        if found is None:
            cure = "ids are CURIEs, such as 'wikidata:Q813'; Gazetteer.suggest finds entities by name"
            raise KeyError(f"no entity has the id {shown(id)}: {cure}")
        return found

    @overload
    def get(self, id: str) -> Entity | None: ...
    @overload
    def get(self, id: str, default: _T) -> Entity | _T: ...
    def get(self, id: str, default: _T | None = None) -> Entity | _T | None:
        """Return the entity with an id, or else a default.

        >>> Gazetteer.default().get("x:nobody", "unknown")
        'unknown'
        """
        found = self.entity(id)
        return default if found is None else found

    def __repr__(self) -> str:
        """Return how many entities and names there are, and where each layer comes from."""
        names = sum(len(index.name_entities) for index in self.indexes)
        places = ", ".join(index.where for index in self.indexes)
        return f"Gazetteer({counted(len(self), 'entity', 'entities')}, {counted(names, 'name')}: {places})"

    @tells_damage
    def entity(self, id: str) -> Entity | None:
        """Return the entity with an id, or else the one that has it among its refs; None where there is none.

        An id of an earlier release is a ref of the entity that has another now.

        >>> Gazetteer.default().entity("iso3166:KG").label
        'Kyrgyzstan'
        """
        found = self._ref_of(id)
        return None if found is None else self.entity_at(self._first(found))

    def _ref_of(self, id: str) -> Ref | None:
        """Return the entity with an id, or else the one that has it among its refs, in the first layer that has it."""
        own = ((layer, index.number(id)) for layer, index in enumerate(self.indexes))
        refs = ((layer, index.number_of_ref(id)) for layer, index in enumerate(self.indexes))
        found = (Ref(layer, number) for layer, number in itertools.chain(own, refs) if number is not None)
        return next((ref for ref in found if not self._muted.has_entity(ref)), None)

    def has(self, attribute: str) -> bool:
        """Whether any record has an attribute that indexes count: ``born``, ``coordinates``, ``parent``."""
        return any(index.has(attribute) for index in self.indexes)

    @tells_damage
    def suggest(self, prefix: str, limit: int = 10, skip: int = 0) -> list[Entity]:
        """Return entities with a name that begins so, as it is typed: whole names first, then the prominent.

        Args:
            prefix: How the name begins, in any spelling that folds alike; an id gives its entity.
            limit: How many to return at most.
            skip: How many of the first to leave out, for the next page.

        Returns:
            The entities, by prominence and then by id. Of a prefix that very many names begin with, as one
            letter is, only `Limits.most_names_with_prefix` names of each layer are seen.

        >>> [e.label for e in Gazetteer.default().suggest("قرغيزس", limit=1)]
        ['Kyrgyzstan']
        """
        limit, skip = check_limit(limit), check_count("skip", skip, 0)
        found = self.entity(prefix)
        key = make_key(prefix)
        ranks: dict[Ref, bool] = {}
        for name, hit in self.keys_with_prefix(key) if key else ():
            ref = self.ref(hit)
            ranks[ref] = ranks.get(ref, False) or name == key
        ordered = heapq.nsmallest(skip + limit, ranks, key=lambda ref: (not ranks[ref], -self.weight_at(ref), ref))
        entities = [*([found] if found else []), *map(self.entity_at, ordered)]
        return entities[skip : skip + limit]

    # What follows serves matching and linking: it takes and returns hits and refs, which are read no further.

    def hits(self, key: Key) -> list[Hit]:
        """Return the names a key stands for."""
        found = [Hit(layer, n) for layer, index in enumerate(self.indexes) for n in index.keys.get(key)]
        return [hit for hit in found if not self._muted.has_name(hit)] if self._muted else found

    def is_muted(self, hit: Hit) -> bool:
        """Whether a layer above takes a name, or its entity, out of the gazetteer."""
        return bool(self._muted) and self._muted.has_name(hit)

    def sole_name(self, key: Key) -> tuple[Hit, bool] | None:
        """Return the name of the one entity a key stands for, a full one if any, and whether it is a short one.

        None where there is no such entity, and where there are several.
        """
        if len(self.indexes) > 1:
            hits = self.hits(key)
            if len({self.ref(hit) for hit in hits}) != 1:
                return None
            full = next((hit for hit in hits if self.kind_at(hit) not in _SHORT), None)
            return (hits[0], True) if full is None else (full, False)
        index = self.indexes[0]
        numbers = index.keys.get(key)
        if not numbers or (len(numbers) > 1 and len({index.name_entities[number] for number in numbers}) > 1):
            return None
        for number in numbers:
            if index.kind_of_name(number) not in _SHORT:
                return Hit(0, number), False
        return Hit(0, numbers[0]), True

    def names_of(self, id: str) -> Iterator[Hit]:
        """Yield the names of the entity with an id, those of every layer; none where there is no such entity."""
        found = self._ref_of(id)
        if found is None:
            return
        first = self._first(found)
        ids = _ids(self.entity_at(first))
        for layer, index in enumerate(self.indexes):
            for number in index.numbers_of_all(ids):
                if self._first(Ref(layer, number)) == first:
                    hits = (Hit(layer, name) for name in index.names_of_entity(number))
                    yield from (hit for hit in hits if not self.is_muted(hit))

    def keys_with_prefix(self, prefix: str) -> Iterator[tuple[str, Hit]]:
        """Yield keys that begin with a prefix, each with a name it stands for, bounded as `suggest` says."""
        for layer, index in enumerate(self.indexes):
            pairs = ((key, Hit(layer, number)) for key, run in index.keys.with_prefix(prefix) for number in run)
            first = itertools.islice(pairs, self.limits.most_names_with_prefix)
            yield from ((key, hit) for key, hit in first if not self.is_muted(hit))

    def begins_key(self, tokens: str) -> bool:
        """Whether some tokens, a space between them, are a key or the first tokens of one."""
        return any(tokens in index.keys or index.keys.has_prefix(tokens + " ") for index in self.indexes)

    def given_name_count(self, token: str) -> int:
        """Return how many persons have a name that begins with a token; of those that news names."""
        return sum(sum(index.given_name_counts.get(token)) for index in self.indexes)

    def surname_count(self, token: str) -> int:
        """Return how many persons have a name that ends with a token, likewise."""
        return sum(sum(index.surname_counts.get(token)) for index in self.indexes)

    def ref(self, hit: Hit) -> Ref:
        """Return the entity of a name."""
        ref = Ref(hit.layer, self.indexes[hit.layer].name_entities[hit.name])
        return self._first(ref) if hit.layer else ref

    def _first_of(self, ref: Ref) -> Ref:
        """Return an entity as the first layer has it that has it at all."""
        if not ref.layer:
            return ref
        ids = _ids(self.indexes[ref.layer].entity(ref.number))
        found = ((layer, above.number_of_any(ids)) for layer, above in enumerate(self.indexes[: ref.layer]))
        refs = (Ref(layer, number) for layer, number in found if number is not None)
        above = next((above for above in refs if not self._muted.has_entity(above)), None)
        return ref if above is None else self._first(above)

    def name_at(self, hit: Hit) -> Name:
        """Return a name."""
        return self.indexes[hit.layer].name(hit.name)

    def kind_at(self, hit: Hit) -> NameKind:
        """Return the kind of a name."""
        return self.indexes[hit.layer].kind_of_name(hit.name)

    def id_at(self, ref: Ref) -> str:
        """Return the id of an entity without reading its record."""
        return self.indexes[ref.layer].id(ref.number)

    def type_at(self, ref: Ref) -> EntityType:
        """Return the type of an entity."""
        return self.indexes[ref.layer].type_of_entity(ref.number)

    def weight_at(self, ref: Ref) -> float:
        """Return the weight of an entity."""
        return float(self.indexes[ref.layer].weights[ref.number])

    @tells_damage
    def entity_at(self, ref: Ref) -> Entity:
        """Return an entity, with what later layers add to it."""
        if len(self.indexes) == 1:
            return self.indexes[0].entity(ref.number)
        return self._merged(ref)

    def _merge(self, ref: Ref) -> Entity:
        entity = self._unmuted(ref)
        for layer, below in enumerate(self.indexes[ref.layer + 1 :], ref.layer + 1):
            found = (Ref(layer, number) for number in below.numbers_of_all(_ids(entity)))
            same = [other for other in found if not self._muted.has_entity(other) and self._first(other) == ref]
            for place, other in enumerate(same):
                entity = _with(entity, self._unmuted(other), may_name=not place)
        return entity

    def _unmuted(self, ref: Ref) -> Entity:
        """Return an entity as its layer has it, without the names that a layer above takes from it."""
        index = self.indexes[ref.layer]
        entity = index.entity(ref.number)
        hits = [Hit(ref.layer, name) for name in index.names_of_entity(ref.number)]
        kept = tuple(name for name, hit in zip(entity.names, hits, strict=True) if not self.is_muted(hit))
        return entity if len(kept) == len(hits) else attrs.evolve(entity, names=kept, label=label(kept) or entity.label)


def _with(entity: Entity, other: Entity, may_name: bool) -> Entity:
    """Return an entity with what a layer below knows of it.

    Args:
        entity: The entity.
        other: The one below.
        may_name: Whether its label may be that of the one below, which is for the first of several there.
    """
    refs = (*entity.refs, *([other.id] if other.id != entity.id else []), *other.refs)
    own = {lang for lang, _ in entity.descriptions}
    names = tuple(dict.fromkeys(entity.names + other.names))
    return attrs.evolve(
        entity,
        # A record that only adds an Arabic alias keeps the label it adds to.
        label=label(names, [*([other.label] if may_name else []), entity.label]),
        names=names,
        refs=tuple(ref for ref in dict.fromkeys(refs) if ref != entity.id),
        descriptions=(*entity.descriptions, *(pair for pair in other.descriptions if pair[0] not in own)),
        **{field: getattr(entity, field) or getattr(other, field) for field in _FILLED},
    )


_FILLED = (
    "class_",
    "country",
    "parent",
    "coordinates",
    "population",
    "born",
    "died",
    "gender",
    "offices",
    "description",
)
"""What a layer below says of an entity where the one above does not."""


def _ids(entity: Entity) -> list[str]:
    """Return the id of an entity, and its refs."""
    return [entity.id, *entity.refs]


def require_gazetteer(value: object, what: str) -> Gazetteer:
    """Return a value that is a gazetteer, else raise a TypeError that says how to make one of it.

    Args:
        value: The value.
        what: What takes it, for the message.

    >>> require_gazetteer("my.index", "Resolver()")
    Traceback (most recent call last):
    TypeError: Resolver() takes a Gazetteer, not the str 'my.index': give Gazetteer.open('my.index')
    """
    if isinstance(value, Gazetteer):
        return value
    if value == DEFAULT:
        cure = "Gazetteer.default()"
    elif isinstance(value, str | PathLike):
        cure = f"Gazetteer.open({shown(fspath(value))})"
    elif isinstance(value, Iterable):
        cure = "Gazetteer.from_records(records)"
    else:
        cure = "Gazetteer.default(), or one made by Gazetteer.open(path) or Gazetteer.from_records(records)"
    raise TypeError(f"{what} takes a Gazetteer, not the {type(value).__name__} {shown(value)}: give {cure}")


@functools.cache
def _default() -> Gazetteer:
    return Gazetteer.open(DEFAULT_INDEX)
