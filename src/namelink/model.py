"""The values namelink answers with. All are frozen: they can be shared, hashed and compared."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from typing import Any, overload

import attrs

from namelink.deprecation import warn
from namelink.summary import counted, shown


class EntityType(StrEnum):
    """What an entity is."""

    PERSON = "person"
    PLACE = "place"
    ORGANIZATION = "organization"


class NameKind(StrEnum):
    """How a name stands for its entity."""

    NAME = "name"
    """A name that identifies by itself; the first of a language is the preferred one."""
    SHORT = "short"
    """A short form, such as a surname, that readers understand by itself."""
    ACRONYM = "acronym"
    """Initials, or a word made of them: NATO, الناتو, داعش."""
    DEMONYM = "demonym"
    """An adjective that names people and things of the place: قيرغيزي."""
    FORMER = "former"
    """A name it had before: القسطنطينية, Saigon, Facebook Inc."""
    KUNYA = "kunya"
    """What a person is called as a father or a mother: أبو مازن."""
    PSEUDONYM = "pseudonym"
    """A nom de guerre, a pen name, a stage name: كارلوس الثعلب."""

    @property
    def is_full(self) -> bool:
        """Whether it identifies by itself, as a name of old or a pseudonym does too."""
        return self not in (NameKind.SHORT, NameKind.ACRONYM, NameKind.DEMONYM)


class Gender(StrEnum):
    """What a person's names and titles agree with."""

    FEMALE = "female"
    MALE = "male"


class MentionKind(StrEnum):
    """How a mention in a text refers to its entity."""

    NAME = "name"
    DEMONYM = "demonym"


class Outcome(StrEnum):
    """What a query came to."""

    MATCH = "match"
    """One entity is meant."""
    AMBIGUOUS = "ambiguous"
    """The name is known, but several entities bear it and nothing decides between them."""
    NIL = "nil"
    """No entity of the gazetteer bears this name."""


@attrs.frozen
class Name:
    """One spelling of an entity's name.

    Attributes:
        text: The spelling, as people write it.
        lang: BCP 47 language tag, such as ``ar``, ``en``, ``ru``.
        kind: How the spelling stands for the entity.
        source: Where it was found, as the key of a list of sources; None where the record does not say. It makes no
            difference to what a name is equal to.
    """

    text: str
    lang: str
    kind: NameKind = NameKind.NAME
    source: str | None = attrs.field(default=None, eq=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the name as plain JSON types."""
        source = {} if self.source is None else {"source": self.source}
        return {"text": self.text, "lang": self.lang, "kind": str(self.kind), **source}


@attrs.frozen
class Office:
    """An office that a person holds or held.

    Attributes:
        title: What it is, in English: ``minister of finance``.
        country: ISO 3166-1 alpha-2 code of the state, or None.
        start: From when, as ISO 8601 writes it (``2019``, ``2019-05-01``), or None where it is not known.
        end: Until when, likewise.

    >>> str(Office("president", "KG", "2021-01-28"))
    'president, 2021–'
    """

    title: str
    country: str | None = None
    start: str | None = None
    end: str | None = None

    def __str__(self) -> str:
        """Return the title with the years."""
        first, last = ((date or "")[:4] for date in (self.start, self.end))
        return f"{self.title}, {first}–{last}" if first or last else self.title

    def to_dict(self) -> dict[str, str]:
        """Return the office as a record has it, without what is not known.

        >>> Office("president", "KG", "2021-01-28").to_dict()
        {'title': 'president', 'country': 'KG', 'from': '2021-01-28'}
        """
        entries = {"title": self.title, "country": self.country, "from": self.start, "to": self.end}
        return {field: value for field, value in entries.items() if value is not None}

    @classmethod
    def from_dict(cls, data: Mapping[str, str]) -> Office:
        """Return the office of what `to_dict` returned."""
        return cls(data["title"], data.get("country"), data.get("from"), data.get("to"))


@attrs.frozen(repr=False)
class Entity:
    """A person, place or organization of a gazetteer.

    Attributes:
        id: A CURIE whose prefix names the authority: ``wikidata:Q813``.
        type: What the entity is.
        label: The name to show: the first English one, else the first in Latin letters, else the first of all.
        names: Every spelling the gazetteer knows.
        refs: Other identifiers of the same thing, as CURIEs: ``iso3166:KG``.
        country: ISO 3166-1 alpha-2 code of the country it belongs to, or None.
        description: One line of English, or None.
        weight: Prominence in Arabic news, 0 to 1; it decides between namesakes.
        born: When a person was born, as ISO 8601 writes it (``1952``, ``1952-10``, ``1952-10-07``); several where
            sources differ.
        died: When a person died, likewise.
        class_: What it is more exactly, in words: ``city``, ``river``, ``ministry``; or None.
        parent: The id of the place it lies in, smaller than its country; or None.
        coordinates: Where it lies: degrees north and degrees east (WGS 84), or None.
        population: Inhabitants of a place, or None.
        gender: What a person's names and titles agree with, or None.
        offices: The offices of a person that the gazetteer knows.
        descriptions: The description in other languages: pairs of a language tag and a line.
    """

    id: str
    type: EntityType
    label: str
    names: tuple[Name, ...]
    refs: tuple[str, ...] = ()
    country: str | None = None
    description: str | None = None
    weight: float = 0.3
    born: tuple[str, ...] = ()
    died: tuple[str, ...] = ()
    class_: str | None = None
    parent: str | None = None
    coordinates: tuple[float, float] | None = None
    population: int | None = None
    gender: Gender | None = None
    offices: tuple[Office, ...] = ()
    descriptions: tuple[tuple[str, str], ...] = ()

    def __repr__(self) -> str:
        """Return what tells it from others, and how many names it has."""
        country = f", country={self.country!r}" if self.country else ""
        names = counted(len(self.names), "name")
        return f"Entity({shown(self.id, 48)}, {self.type}, {shown(self.label, 40)}{country}, {names})"

    @property
    def is_country(self) -> bool:
        """Whether it is the country of its own code."""
        return self.country is not None and f"iso3166:{self.country}" in self.refs

    @property
    def about(self) -> str:
        """What tells it from its namesakes, in a line: what it is, its country, its years or where it lies.

        >>> Entity("x:1", EntityType.PERSON, "Clinton", (), country="US", description="governor", born=("1946",)).about
        'governor, US, born 1946'
        """
        place = "{:.2f}, {:.2f}".format(*self.coordinates) if self.coordinates else None
        born, died = (sorted({date[:4] for date in dates}) for dates in (self.born, self.died))
        years = [f"{word} {' or '.join(dates)}" for word, dates in (("born", born), ("died", died)) if dates]
        offices = [] if self.description else list(map(str, self.offices[:1]))
        known = (self.description or self.class_ or str(self.type), self.country, *offices, *years, place)
        return ", ".join(part for part in known if part)

    def label_in(self, lang: str) -> str:
        """Return the name to show in a language: the first full one that it has, else the label.

        >>> entity = Entity("x:1", EntityType.PLACE, "Jenin", (Name("Jenin", "en"), Name("جنين", "ar")))
        >>> entity.label_in("ar"), entity.label_in("fr")
        ('جنين', 'Jenin')
        """
        names = (n.text for n in self.names if n.lang.partition("-")[0] == lang and n.kind is NameKind.NAME)
        return next(names, self.label)

    def description_in(self, lang: str) -> str | None:
        """Return the description in a language, or else the one in English, or None where there is none."""
        return dict(self.descriptions).get(lang, self.description)

    def to_dict(self) -> dict[str, Any]:
        """Return the entity as plain JSON types."""
        return {
            "id": self.id,
            "type": str(self.type),
            "class": self.class_,
            "label": self.label,
            "names": [name.to_dict() for name in self.names],
            "refs": list(self.refs),
            "country": self.country,
            "parent": self.parent,
            "coordinates": None if self.coordinates is None else list(self.coordinates),
            "population": self.population,
            "description": self.description,
            "descriptions": dict(self.descriptions),
            "weight": self.weight,
            "born": list(self.born),
            "died": list(self.died),
            "gender": self.gender and str(self.gender),
            "offices": [office.to_dict() for office in self.offices],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Entity:
        """Return the entity that `to_dict` made a mapping of; what an earlier release did not write may be missing.

        >>> entity = Entity("x:1", EntityType.PERSON, "Sadyr Japarov", (Name("صدر جباروف", "ar"),))
        >>> Entity.from_dict(entity.to_dict()) == entity
        True
        """
        coordinates, gender = data.get("coordinates"), data.get("gender")
        return cls(
            id=data["id"],
            type=EntityType(data["type"]),
            label=data["label"],
            names=tuple(Name(n["text"], n["lang"], NameKind(n["kind"]), n.get("source")) for n in data["names"]),
            refs=tuple(data["refs"]),
            country=data["country"],
            description=data["description"],
            weight=data["weight"],
            born=tuple(data.get("born", ())),
            died=tuple(data.get("died", ())),
            class_=data.get("class"),
            parent=data.get("parent"),
            coordinates=None if coordinates is None else (coordinates[0], coordinates[1]),
            population=data.get("population"),
            gender=None if gender is None else Gender(gender),
            offices=tuple(map(Office.from_dict, data.get("offices", ()))),
            descriptions=tuple(data.get("descriptions", {}).items()),
        )


@attrs.frozen
class Evidence:
    """One reason for or against a candidate.

    Attributes:
        feature: The name of the feature; `namelink.matching.features` documents each.
        value: What the feature measured, most often 0 to 1.
        query: The part of the query that was compared.
        name: The part of the candidate's name it was compared with.
        contribution: What it added to the log-odds of a match.
    """

    feature: str
    value: float
    query: str
    name: str
    contribution: float


@attrs.frozen(repr=False)
class Candidate:
    """An entity that a query may name.

    Attributes:
        entity: The entity.
        score: Probability, 0 to 1, that the query names it.
        matched_name: The name of the entity that fitted best.
        evidence: Why, strongest first.
    """

    entity: Entity
    score: float
    matched_name: Name
    evidence: tuple[Evidence, ...] = ()

    def __repr__(self) -> str:
        """Return the entity in short, the score and the name that fitted."""
        id, label, matched = shown(self.entity.id, 48), shown(self.entity.label, 40), shown(self.matched_name.text, 40)
        return f"Candidate({id}, {label}, score={self.score:.3f}, matched_name={matched})"

    @property
    def kind(self) -> MentionKind:
        """Whether the query names the entity itself or its people (a demonym)."""
        return MentionKind.DEMONYM if self.matched_name.kind is NameKind.DEMONYM else MentionKind.NAME

    def to_dict(self) -> dict[str, Any]:
        """Return the candidate as plain JSON types, without its evidence."""
        return {
            "id": self.entity.id,
            "name": self.entity.label,
            "type": str(self.entity.type),
            "score": round(self.score, 4),
            "matched_name": self.matched_name.text,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Candidate:
        """Return a candidate with what `to_dict` holds of it: an entity without names, and no evidence.

        >>> data = {"id": "x:1", "name": "Qatar", "type": "place", "score": 0.9, "matched_name": "قطر"}
        >>> Candidate.from_dict(data).to_dict() == data
        True
        """
        entity = Entity(data["id"], EntityType(data["type"]), data["name"], ())
        return cls(entity, data["score"], Name(data["matched_name"], "und"))


class Unread:
    """Entities that an index holds under numbers, and the query that may name them; records are read on request."""

    __slots__ = ()

    @property
    def id(self) -> str:
        """The entity's id; an index gives it without the record."""
        raise NotImplementedError

    @property
    def type(self) -> EntityType:
        """The entity's type; an index gives it without the record."""
        raise NotImplementedError

    def read_entity(self) -> Entity:
        """Return the entity."""
        raise NotImplementedError

    def read_candidates(self) -> tuple[Candidate, ...]:
        """Return the candidates of the query."""
        raise NotImplementedError


@attrs.frozen(eq=False, repr=False)
class Resolution:
    """What a query came to.

    Attributes:
        query: The query as it was given.
        outcome: MATCH, AMBIGUOUS or NIL.
        entity: The entity where the outcome is MATCH, else None. Records are read, and evidence is written down, when
            the entity or the candidates are looked at first: many need the outcome or the id only.
        score: Probability, 0 to 1, that the query names the best candidate; 0 where there is none.
        candidates: Best first; ties are broken by id.
    """

    query: str
    outcome: Outcome
    _entity: Entity | Unread | None = attrs.field(alias="entity")
    score: float
    _candidates: tuple[Candidate, ...] | Unread = attrs.field(alias="candidates")
    _romanize: Callable[[str], str] = attrs.field(default=str, alias="romanize")

    @cached_property
    def entity(self) -> Entity | None:
        """The entity where the outcome is MATCH, else None."""
        return self._entity.read_entity() if isinstance(self._entity, Unread) else self._entity

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        """The entities that the query may name, best first; ties are broken by id."""
        return self._candidates.read_candidates() if isinstance(self._candidates, Unread) else self._candidates

    @property
    def id(self) -> str | None:
        """The entity's id, or None where no single entity is meant."""
        entity = self._entity
        return None if entity is None else entity.id

    @property
    def name(self) -> str | None:
        """The entity's preferred name, or None where no single entity is meant."""
        return self.entity.label if self.entity else None

    @property
    def type(self) -> EntityType | None:
        """The entity's type, or None where no single entity is meant."""
        entity = self._entity
        return None if entity is None else entity.type

    def __repr__(self) -> str:
        """Return the answer in short, without the records behind it."""
        id, name = shown(self.id, 48), shown(self.name, 40)
        candidates = counted(len(self.candidates), "candidate")
        query = shown(self.query, 40)
        return f"Resolution({query}, {self.outcome.name}, id={id}, name={name}, score={self.score:.3f}, {candidates})"

    def _values(self) -> tuple[str, Outcome, Entity | None, float, tuple[Candidate, ...]]:
        """Return what two resolutions are compared by, in the order of the constructor."""
        return self.query, self.outcome, self.entity, self.score, self.candidates

    def __eq__(self, other: object) -> bool:
        """Whether two resolutions say the same, read or not."""
        return self._values() == other._values() if isinstance(other, Resolution) else NotImplemented

    def __hash__(self) -> int:
        """Return a hash of the values."""
        return hash(self._values())

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the values: another process has no index open to read them from."""
        return Resolution, (*self._values(), self._romanize)

    @cached_property
    def latin(self) -> str:
        """What to show for the query in Latin letters: the entity's label, or else a transliteration of the query.

        Where one entity is meant, it says nothing of how the query is spelt: القيرغيزي and قرغيزستان both have
        ``Kyrgyzstan``. For the spelling itself there is `namelink.transliterate`.
        """
        return self._romanize(self.entity.label if self.entity else self.query)

    def explain(self) -> str:
        """Return the reason in one sentence, then a table of the candidates and their evidence."""
        lines = [self._sentence()]
        for candidate in self.candidates:
            lines.append(f"  {candidate.score:.3f}  {candidate.entity.id}  {candidate.entity.label}")
            lines += [
                f"         {e.contribution:+6.2f}  {e.feature:<19} {e.value:5.2f}  {e.query} ~ {e.name}"
                for e in candidate.evidence
            ]
        return "\n".join(lines)

    def _sentence(self) -> str:
        if not self.candidates:
            return f"'{self.query}' names nothing in the gazetteer: no name looks or sounds like it."
        best = self.candidates[0]
        fit = f"'{best.matched_name.text}' of {best.entity.label} ({best.entity.id})"
        if self.outcome is Outcome.MATCH:
            return f"'{self.query}' names {best.entity.label} ({best.entity.id}): it fits {fit}."
        if self.outcome is Outcome.AMBIGUOUS:
            labels = " or ".join(f"{c.entity.label} ({c.entity.about}; {c.entity.id})" for c in self.candidates)
            return f"'{self.query}' is ambiguous: it may name {labels}."
        return f"'{self.query}' names nothing in the gazetteer: the nearest, {fit}, is not near enough."

    def to_dict(self) -> dict[str, Any]:
        """Return the resolution as plain JSON types."""
        return {
            "query": self.query,
            "outcome": str(self.outcome),
            "id": self.id,
            "name": self.name,
            "type": str(self.type) if self.type else None,
            "latin": self.latin,
            "score": round(self.score, 4),
            "candidates": [c.to_dict() for c in self.candidates],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Resolution:
        """Return a resolution with what `to_dict` holds of it: entities without names, candidates without evidence.

        >>> data = {"query": "قطر", "outcome": "nil", "id": None, "name": None, "type": None, "latin": "Qatar",
        ...         "score": 0.0, "candidates": []}
        >>> Resolution.from_dict(data).to_dict() == data
        True
        """
        candidates = tuple(map(Candidate.from_dict, data["candidates"]))
        entity = Entity(data["id"], EntityType(data["type"]), data["name"], ()) if data["id"] else None
        latin = functools.partial(_stored, data["latin"])
        return cls(data["query"], Outcome(data["outcome"]), entity, data["score"], candidates, romanize=latin)


@attrs.frozen(repr=False)
class Mention:
    """A name in a text, and what it names.

    Attributes:
        start: Offset of its first code point in the original text.
        end: Offset after its last code point: ``text[m.start:m.end] == m.text``.
        text: The name as written, clitics left outside.
        prefix: The clitics before it: ``و``, ``لل``, or the empty string.
        kind: Whether it is a name or a demonym.
        resolution: What it names, and why.
    """

    start: int
    end: int
    text: str
    prefix: str
    kind: MentionKind
    resolution: Resolution

    def __repr__(self) -> str:
        """Return where it stands and what it names, in short."""
        id, name = shown(self.id, 48), shown(self.name, 40)
        where = f"{self.start}:{self.end}"
        return f"Mention({where}, {shown(self.text, 40)}, {self.kind}, id={id}, name={name}, score={self.score:.3f})"

    @property
    def id(self) -> str | None:
        """The id of the entity it names."""
        return self.resolution.id

    @property
    def name(self) -> str | None:
        """The preferred name of the entity it names."""
        return self.resolution.name

    @property
    def type(self) -> EntityType | None:
        """The type of the entity it names."""
        return self.resolution.type

    @property
    def score(self) -> float:
        """Probability, 0 to 1, that the mention names that entity."""
        return self.resolution.score

    @property
    def entity(self) -> Entity | None:
        """The entity it names."""
        return self.resolution.entity

    @property
    def latin(self) -> str:
        """The label of the entity, or else a transliteration of the mention."""
        return self.resolution.latin

    @property
    def outcome(self) -> Outcome:
        """MATCH, or NIL for a name that nobody knows."""
        return self.resolution.outcome

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """The entities it may name, best first."""
        return self.resolution.candidates

    def to_dict(self) -> dict[str, Any]:
        """Return the mention as plain JSON types."""
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "prefix": self.prefix,
            "kind": str(self.kind),
            "id": self.id,
            "name": self.name,
            "type": str(self.type) if self.type else None,
            "latin": self.resolution.latin,
            "score": round(self.score, 4),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Mention:
        """Return a mention with what `to_dict` holds of it: an entity without names, and no candidates.

        >>> data = {"start": 4, "end": 9, "text": "روسيا", "prefix": "", "kind": "name", "id": "wikidata:Q159",
        ...         "name": "Russia", "type": "place", "latin": "Russia", "score": 0.998}
        >>> Mention.from_dict(data).to_dict() == data
        True
        """
        outcome = Outcome.MATCH if data["id"] else Outcome.NIL
        resolution = Resolution.from_dict({**data, "query": data["text"], "outcome": outcome, "candidates": ()})
        place = {key: data[key] for key in ("start", "end", "text", "prefix")}
        return cls(**place, kind=MentionKind(data["kind"]), resolution=resolution)


@attrs.frozen(repr=False)
class LinkedText(Sequence[Mention]):
    """A text and the mentions found in it, in order.

    Attributes:
        text: The original text.
        mentions: The mentions, by position.
        rejected: The words that are spelt as a name, or sound like one, and are not linked, each with its candidates
            and their evidence; None unless ``link(explain=True)`` asked for them.
    """

    text: str
    mentions: tuple[Mention, ...]
    rejected: tuple[Mention, ...] | None = None

    def __repr__(self) -> str:
        """Return how long the text is, and how many mentions it has."""
        return f"LinkedText({counted(len(self.text), 'character')}, {counted(len(self), 'mention')})"

    @overload
    def __getitem__(self, index: int) -> Mention: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Mention, ...]: ...
    def __getitem__(self, index: int | slice) -> Mention | tuple[Mention, ...]:
        return self.mentions[index]

    def __len__(self) -> int:
        return len(self.mentions)

    def __iter__(self) -> Iterator[Mention]:
        return iter(self.mentions)

    def explain(self, words: str) -> str:
        """Return why some words of the text are linked, or why not: the candidates, and what spoke against each.

        Args:
            words: Words as the text has them; every name that shares a letter with one of their places is explained.

        Raises:
            ValueError: The text does not hold the words, or was linked without ``explain=True``.

        >>> from namelink import link
        >>> print(link("يبلغ قطر الدائرة ثلاثة أمتار", explain=True).explain("قطر").splitlines()[0][-40:])
        Against it: negative_context, homograph.
        """
        if self.rejected is None:
            raise ValueError("what was not linked was not kept: link the text with explain=True")
        places = [found.start() for found in re.finditer(re.escape(words), self.text)] if words else []
        if not places:
            raise ValueError(f"the text does not hold {shown(words, 40)}: give words as the text has them")
        found = [
            self._explain_mention(mention)
            for mention in sorted((*self.mentions, *self.rejected), key=lambda m: (m.start, -m.end))
            if any(mention.start < place + len(words) and place < mention.end for place in places)
        ]
        return "\n".join(found) or f"'{words}' is not linked: no name in the gazetteer is spelt so, or sounds like it."

    def _explain_mention(self, mention: Mention) -> str:
        _, *table = mention.resolution.explain().split("\n")
        return "\n".join([self._sentence(mention), *table])

    def _sentence(self, mention: Mention) -> str:
        if mention in self.mentions:
            return mention.resolution.explain().split("\n")[0]
        covering = next((m for m in self.mentions if m.start < mention.end and mention.start < m.end), None)
        if covering:
            return f"'{mention.text}' is not linked: it overlaps '{covering.text}', which is."
        if mention.outcome is Outcome.AMBIGUOUS:
            return mention.resolution.explain().split("\n")[0]
        best = mention.candidates[0]
        against = ", ".join(e.feature for e in best.evidence if e.contribution < 0)
        likeliest = f"the likeliest, {best.entity.label} ({best.entity.id}), has a probability of {best.score:.3f}"
        return f"'{mention.text}' is not linked: {likeliest}. Against it: {against or 'nothing but its rivals'}."

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the mentions as plain JSON types."""
        return [mention.to_dict() for mention in self.mentions]

    def to_html(self) -> str:
        """Return a whole HTML page that shows the text with its mentions marked."""
        from namelink.html import page  # here, because most programs wait for it in vain

        return page(self.text, self.to_dicts())

    def _repr_html_(self) -> str:
        """Return the text with its mentions marked, as a notebook shows it."""
        from namelink.html import fragment  # here, because most programs wait for it in vain

        return fragment(self.text, self.to_dicts())


@attrs.frozen
class Comparison:
    """How likely two spellings are one name.

    Attributes:
        a: The first spelling.
        b: The second spelling.
        score: Probability, 0 to 1, that both are spellings of one name.
        evidence: Why, strongest first.
    """

    a: str
    b: str
    score: float
    evidence: tuple[Evidence, ...]

    def explain(self) -> str:
        """Return the reason in one sentence, then the table of evidence."""
        verdict = "are spellings of one name" if self.score >= 0.5 else "are two names"
        lines = [f"'{self.a}' and '{self.b}' {verdict}, with probability {self.score:.3f} of being one."]
        lines += [
            f"  {e.contribution:+6.2f}  {e.feature:<19} {e.value:5.2f}  {e.query} ~ {e.name}" for e in self.evidence
        ]
        return "\n".join(lines)

    def to_dict(self) -> dict[str, Any]:
        """Return the comparison as plain JSON types."""
        return {
            "a": self.a,
            "b": self.b,
            "score": round(self.score, 4),
            "evidence": [attrs.asdict(e) for e in self.evidence],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Comparison:
        """Return the comparison that `to_dict` made a mapping of, its score rounded.

        >>> data = Comparison("a", "b", 0.5, (Evidence("order", 1.0, "a", "b", -2.0),)).to_dict()
        >>> Comparison.from_dict(data).to_dict() == data
        True
        """
        evidence = tuple(Evidence(**found) for found in data["evidence"])
        return cls(data["a"], data["b"], data["score"], evidence)


def _stored(latin: str, _text: str) -> str:
    """Return the Latin form that a mapping holds, whatever it is asked for."""
    return latin


@attrs.frozen
class Transliteration:
    """One way to write a name in another script, or with its vowels.

    Attributes:
        text: The spelling.
        score: Probability, 0 to 1, relative to the other spellings offered.
    """

    text: str
    score: float


@attrs.frozen
class ClusterEdge:
    """Two spellings of a group that are taken for one name.

    Attributes:
        a: A spelling.
        b: Another.
        score: Probability, 0 to 1, that both are spellings of one name.
    """

    a: str
    b: str
    score: float


@attrs.frozen
class Cluster:
    """Spellings of one name.

    Attributes:
        names: The spellings, in the order they came, as often as they came.
        central: The spelling that stands for the group: in Latin letters where one is, else in Arabic; the
            most frequent, then the most like the others.
        edges: The strongest pairs that hold the group together, best first: one less than it has distinct spellings.
    """

    names: tuple[str, ...]
    central: str
    edges: tuple[ClusterEdge, ...]
    _romanize: Callable[[str], str] = attrs.field(eq=False, repr=False, alias="romanize")

    @property
    def links(self) -> tuple[ClusterEdge, ...]:
        """The old name of ``edges``."""
        warn("Cluster.links", "Cluster.edges")
        return self.edges

    @cached_property
    def latin(self) -> str:
        """A Latin form for the group: the central spelling if it is in Latin letters, else a transliteration of one."""
        return self._romanize(self.central)

    def explain(self) -> str:
        """Return what the group is in one sentence, then the pairs that hold it together, with their scores."""
        distinct = len(set(self.names))
        if distinct == 1:
            return f"'{self.names[0]}' ({self.latin}) has no other spelling here."
        sentence = f"{distinct} spellings of one name ({self.latin}), held together by"
        return "\n".join([sentence, *(f"  {link.score:.3f}  {link.a} ~ {link.b}" for link in self.edges)])

    def to_dict(self) -> dict[str, Any]:
        """Return the group as plain JSON types."""
        return {
            "latin": self.latin,
            "names": list(self.names),
            "links": [{"a": link.a, "b": link.b, "score": round(link.score, 4)} for link in self.edges],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Cluster:
        """Return the group that `to_dict` made a mapping of; its first name is its central one.

        >>> data = {"latin": "Qatar", "names": ["قطر"], "links": []}
        >>> Cluster.from_dict(data).to_dict() == data
        True
        """
        edges = tuple(ClusterEdge(edge["a"], edge["b"], edge["score"]) for edge in data["links"])
        names = tuple(data["names"])
        return cls(names, names[0], edges, romanize=functools.partial(_stored, data["latin"]))
