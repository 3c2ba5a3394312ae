"""The values namelink answers with. All are frozen: they can be shared, hashed and compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from functools import cached_property
from typing import Any, overload

import attrs

from namelink.html import page


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
    """

    text: str
    lang: str
    kind: NameKind = NameKind.NAME


@attrs.frozen
class Entity:
    """A person, place or organization of a gazetteer.

    Attributes:
        id: A CURIE whose prefix names the authority: ``wikidata:Q813``.
        type: What the entity is.
        label: The preferred name in Latin letters where there is one.
        names: Every spelling the gazetteer knows.
        refs: Other identifiers of the same thing, as CURIEs: ``iso3166:KG``.
        country: ISO 3166-1 alpha-2 code of the country it belongs to, or None.
        description: One line of English, or None.
        weight: Prominence in Arabic news, 0 to 1; it decides between namesakes.
    """

    id: str
    type: EntityType
    label: str
    names: tuple[Name, ...]
    refs: tuple[str, ...] = ()
    country: str | None = None
    description: str | None = None
    weight: float = 0.3

    @property
    def is_country(self) -> bool:
        """Whether it is the country of its own code."""
        return self.country is not None and f"iso3166:{self.country}" in self.refs

    def to_dict(self) -> dict[str, Any]:
        """Return the entity as plain JSON types."""
        return {
            "id": self.id,
            "type": str(self.type),
            "label": self.label,
            "names": [{"text": n.text, "lang": n.lang, "kind": str(n.kind)} for n in self.names],
            "refs": list(self.refs),
            "country": self.country,
            "description": self.description,
            "weight": self.weight,
        }


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


@attrs.frozen
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
    evidence: tuple[Evidence, ...] = attrs.field(default=(), repr=False)

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


@attrs.frozen
class Resolution:
    """What a query came to.

    Attributes:
        query: The query as it was given.
        outcome: MATCH, AMBIGUOUS or NIL.
        entity: The entity where the outcome is MATCH, else None.
        score: Probability, 0 to 1, that the query names the best candidate; 0 where there is none.
        candidates: Best first; ties are broken by id.
    """

    query: str
    outcome: Outcome
    entity: Entity | None
    score: float
    candidates: tuple[Candidate, ...]
    _romanize: Callable[[str], str] = attrs.field(eq=False, repr=False, alias="romanize")

    @property
    def id(self) -> str | None:
        """The entity's id, or None where no single entity is meant."""
        return self.entity.id if self.entity else None

    @property
    def name(self) -> str | None:
        """The entity's preferred name, or None where no single entity is meant."""
        return self.entity.label if self.entity else None

    @property
    def type(self) -> EntityType | None:
        """The entity's type, or None where no single entity is meant."""
        return self.entity.type if self.entity else None

    @cached_property
    def latin(self) -> str:
        """The query in Latin letters: the attested spelling where it matched, else a transliteration."""
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
            labels = " or ".join(f"{c.entity.label} ({c.entity.id})" for c in self.candidates)
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


@attrs.frozen
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


@attrs.frozen
class LinkedText(Sequence[Mention]):
    """A text and the mentions found in it, in order.

    Attributes:
        text: The original text.
        mentions: The mentions, by position.
    """

    text: str = attrs.field(repr=False)
    mentions: tuple[Mention, ...]

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

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the mentions as plain JSON types."""
        return [mention.to_dict() for mention in self.mentions]

    def to_html(self) -> str:
        """Return a whole HTML page that shows the text with its mentions marked."""
        return page(self.text, self.to_dicts())


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


@attrs.frozen
class Transliteration:
    """One way to write a name in another script.

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
        links: The strongest pairs that hold the group together, best first: one less than it has distinct spellings.
    """

    names: tuple[str, ...]
    central: str
    links: tuple[ClusterEdge, ...]
    _romanize: Callable[[str], str] = attrs.field(eq=False, repr=False, alias="romanize")

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
        return "\n".join([sentence, *(f"  {link.score:.3f}  {link.a} ~ {link.b}" for link in self.links)])

    def to_dict(self) -> dict[str, Any]:
        """Return the group as plain JSON types."""
        return {
            "latin": self.latin,
            "names": list(self.names),
            "links": [{"a": link.a, "b": link.b, "score": round(link.score, 4)} for link in self.links],
        }
