"""Coreference: what a document says elsewhere of a name, and short forms of its full names (جباروف for صدر جباروف)."""

from __future__ import annotations

import bisect
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import attrs

from namelink.cache import BoundedCache
from namelink.config.linking import LinkingConfig
from namelink.gazetteer import Gazetteer, Hit, Ref
from namelink.lang import (
    Key,
    Segmentation,
    family_first_countries,
    join_key,
    key_form,
    language_of,
    make_key,
    roles_of,
    without_article,
    zipf,
)
from namelink.linking.detection import exact_match, segmentation_of
from namelink.linking.document import Detection, Document, Span, SpanCandidates
from namelink.matching.decision import CandidateMatch
from namelink.matching.pairing import word_weight
from namelink.matching.scoring import NameScorer
from namelink.model import EntityType, NameKind


@attrs.frozen
class DocumentContext:
    """What a document says of names elsewhere, as far as its spans are linked.

    Attributes:
        mentions: The entities that are linked, each with the places of its first tokens, in order.
        places: The places of the first tokens of linked spans, by the type of the entity.
        long_names: The places of all tokens of linked spans of several tokens.
        spellings: Those spans by entity: their tokens, clitics off, each with the name they match.
    """

    mentions: Mapping[Ref, Sequence[int]] = attrs.field(factory=dict)
    places: Mapping[EntityType, Collection[int]] = attrs.field(factory=dict)
    long_names: Collection[int] = frozenset()
    spellings: Mapping[Ref, Mapping[tuple[str, ...], Hit]] = attrs.field(factory=dict)

    @classmethod
    def of(cls, gazetteer: Gazetteer, linked: Iterable[tuple[Span, CandidateMatch]]) -> DocumentContext:
        """Return the context that linked spans make."""
        mentions: dict[Ref, list[int]] = {}
        places: dict[EntityType, set[int]] = {}
        long_names: set[int] = set()
        spellings: dict[Ref, dict[tuple[str, ...], Hit]] = {}
        for span, match in linked:
            mentions.setdefault(match.ref, []).append(span.first)
            places.setdefault(gazetteer.type_at(match.ref), set()).add(span.first)
            if not span.is_single:
                long_names.update(range(span.first, span.stop))
                spellings.setdefault(match.ref, {})[span.candidates.bare_tokens] = match.hit
        return cls(mentions, places, long_names, spellings)


NO_CONTEXT = DocumentContext()
"""The context of a document none of whose spans is linked yet."""

_Forms = dict[Key, dict[Ref, Hit]]
"""Short forms, each with the entities that bear it and the full name of theirs it comes from."""


@attrs.frozen
class _ShortForms:
    """Short forms of the entities of a document.

    Attributes:
        anywhere: Those that stand for the entity wherever they are.
        introduced: Those that do so after a word that introduces whoever acts or speaks.
        titled: Given names, which do so after a royal title.
    """

    anywhere: _Forms = attrs.field(factory=dict)
    introduced: _Forms = attrs.field(factory=dict)
    titled: _Forms = attrs.field(factory=dict)

    def __iter__(self) -> Iterator[Key]:
        return iter([*self.anywhere, *self.introduced, *self.titled])


@attrs.frozen
class _FullName:
    """A full name of a person.

    Attributes:
        forms: Its short forms, each with whether it stands for the person anywhere.
        surname: The key of its last token.
        given: The key of its first token.
        hit: The name.
    """

    forms: tuple[tuple[Key, bool], ...]
    surname: Key
    given: Key
    hit: Hit


class ShortFormMatcher:
    """Finds short forms of names that a document has in full.

    A surname stands for a person anywhere; what is also a given name or a frequent word does so only where a word
    introduces who acts (وأضاف مجاهد), and so do the given names of persons of one surname (حسام حسن and إبراهيم حسن),
    or any after a royal title (الشيخ تميم). Of a region (ولاية جورجيا) what follows the head noun stands for it.
    """

    def __init__(self, gazetteer: Gazetteer, scorer: NameScorer) -> None:
        self._gazetteer = gazetteer
        self._scorer = scorer
        self._config = scorer.config.linking
        capacity = scorer.config.limits.cached_spans
        self._full_names = BoundedCache(self._full_names_of, capacity)
        self._candidates = BoundedCache(self._candidates_of, capacity)

    def match(self, document: Document, context: DocumentContext) -> list[Span]:
        """Return the spans that are a short form of a name that the document has in full, by their first token."""
        forms = self._forms_of(context)
        first_tokens = {form.partition(" ")[0] for form in forms}
        longest = max((form.count(" ") + 1 for form in forms), default=0)
        if not first_tokens:
            return []
        return [
            span
            for first, token in enumerate(document.tokens)
            for segmentation in token.segmentations
            if segmentation.word in first_tokens
            for span in self._spans(document, first, segmentation, longest, forms, context)
        ]

    def _spans(
        self,
        document: Document,
        first: int,
        segmentation: Segmentation,
        longest: int,
        forms: _ShortForms,
        context: DocumentContext,
    ) -> Iterator[Span]:
        """Yield the short forms that begin with a segmentation of a token."""
        form = key_form(segmentation.word, False)
        for stop in range(first + 1, min(first + longest, len(document)) + 1):
            if stop > first + 1:
                if not document.joined[stop - 1]:
                    return
                form = f"{form} {document.tokens[stop - 1].inner}"
            hit = self._hit(Key(form), document, first, segmentation, forms, context)
            if hit:
                tokens = tuple(document.keys[first:stop])
                yield Span(first, stop, self._candidates[Key(form), hit, segmentation.prefix, tokens])

    def _hit(
        self,
        form: Key,
        document: Document,
        first: int,
        segmentation: Segmentation,
        forms: _ShortForms,
        context: DocumentContext,
    ) -> Hit | None:
        """Return the full name that a short form stands for at a place, if any."""
        entities = forms.anywhere.get(form)
        if not entities and form in forms.introduced and _is_introduced(document, first, segmentation):
            entities = forms.introduced[form]
        if not entities and form in forms.titled and _is_titled(document, first, segmentation):
            entities = forms.titled[form]
        return entities[self._entity_meant(document, entities, context.mentions, first)] if entities else None

    def _candidates_of(self, known: tuple[Key, Hit, str, tuple[str, ...]]) -> SpanCandidates:
        form, hit, prefix, tokens = known
        segmentation = segmentation_of(tokens[0], prefix)
        match = exact_match(self._gazetteer, self._scorer, hit, form, prefix, NameKind.NAME)
        return SpanCandidates.of(self._gazetteer, tokens, segmentation, [match], Detection.SHORT_FORM)

    def _forms_of(self, context: DocumentContext) -> _ShortForms:
        """Return the short forms of the entities of a document."""
        forms = _ShortForms()
        persons: list[tuple[Ref, _FullName]] = []
        for ref in sorted(context.mentions):
            spellings = context.spellings.get(ref, {})
            if self._gazetteer.type_at(ref) is not EntityType.PERSON:
                for form, hit in self._forms_of_region(ref, spellings):
                    _add(forms.anywhere, form, ref, hit)
                continue
            for name in self._full_names[ref]:
                persons.append((ref, name))
                _add(forms.titled, name.given, ref, name.hit)
                for form, anywhere in name.forms:
                    _add(forms.anywhere if anywhere else forms.introduced, form, ref, name.hit)
            for tokens, hit in spellings.items():
                if may_stand_alone(tokens[-1], self._config):
                    _add(forms.anywhere, join_key([tokens[-1]]), ref, hit)
        for ref, name in persons:
            entities = {*forms.anywhere.get(name.surname, ()), *forms.introduced.get(name.surname, ())}
            if len(entities) > 1:
                _add(forms.introduced, name.given, ref, name.hit)
        return forms

    def _forms_of_region(self, ref: Ref, spellings: Mapping[tuple[str, ...], Hit]) -> Iterator[tuple[Key, Hit]]:
        """Yield what follows the head noun of a region, unless another place of its country is called so."""
        for tokens, hit in spellings.items():
            if "region" in roles_of(tokens[0]):
                form = join_key(tokens[1:])
                if self._gazetteer.entity_at(ref).country not in self._countries_of(form):
                    yield form, hit

    def _countries_of(self, key: Key) -> list[str | None]:
        refs = map(self._gazetteer.ref, self._gazetteer.hits(key))
        return [self._gazetteer.entity_at(ref).country for ref in refs]

    def _full_names_of(self, ref: Ref) -> tuple[_FullName, ...]:
        """Return the full names of a person, with what each may be shortened to."""
        gazetteer, config = self._gazetteer, self._config
        family_first = gazetteer.entity_at(ref).country in family_first_countries()
        found = []
        index = gazetteer.indexes[ref.layer]
        for number, name in enumerate(index.entity(ref.number).names, int(index.first_names[ref.number])):
            tokens = make_key(name.text).split()
            if name.kind is not NameKind.NAME or len(tokens) < 2 or word_weight(tokens[-1]) < 1:
                continue
            ends = [(_surname(tokens), tokens[-1]), *([(join_key(tokens[:1]), tokens[0])] if family_first else [])]
            forms = tuple(
                (form, may_stand_alone(token, config))
                for form, token in ends
                if zipf(token) < config.function_word_min_zipf
            )
            found.append(_FullName(forms, join_key(tokens[-1:]), join_key(tokens[:1]), Hit(ref.layer, number)))
        return tuple(found)

    def _entity_meant(
        self, document: Document, refs: Collection[Ref], mentions: Mapping[Ref, Sequence[int]], place: int
    ) -> Ref:
        """Return who a short form means: whoever the document gives the title before it, else the nearest."""
        if len(refs) > 1:
            trigger = document.trigger(place)
            if trigger and trigger.type is EntityType.PERSON:
                title = document.tokens[place - 1].segmentations
                bare = {without_article(found.word) for found in title}
                distances = {
                    ref: min(self._title_distance(document, first, bare) for first in mentions[ref]) for ref in refs
                }
                refs = [ref for ref in refs if distances[ref] == min(distances.values())]
        return min(refs, key=lambda ref: (*_distance(mentions[ref], place), ref))

    def _title_distance(self, document: Document, first: int, title: Collection[str]) -> int:
        """Return how many tokens before a name its title is, article or not; more than the reach where it has none."""
        reach = self._config.title_reach
        for distance in range(1, min(reach, first) + 1):
            if any(without_article(found.word) in title for found in document.tokens[first - distance].segmentations):
                return distance
        return reach + 1


def may_stand_alone(token: str, config: LinkingConfig) -> bool:
    """Whether the last token of a full name can stand for the person: no given name, ordinal or epithet can.

    >>> config = LinkingConfig()
    >>> [may_stand_alone(token, config) for token in ("جباروف", "علي", "الثالث", "الاكبر")]
    [True, False, False, False]
    """
    given = token in language_of(token).given_names
    max_zipf = config.coreference_given_name_max_zipf if given else config.coreference_max_zipf
    return len(token) >= config.coreference_min_letters and zipf(token) < max_zipf and word_weight(token) == 1


def _add(entities: _Forms, form: Key, ref: Ref, hit: Hit) -> None:
    entities.setdefault(form, {}).setdefault(ref, hit)


def _surname(tokens: list[str]) -> Key:
    """Return the last token of a full name, with a token of structure before it: آل ثاني."""
    return join_key(tokens[-2:] if len(tokens) > 2 and word_weight(tokens[-2]) < 1 else tokens[-1:])


def _is_introduced(document: Document, first: int, segmentation: Segmentation) -> bool:
    """Whether a name is where news names who acts."""
    return not segmentation.length and document.introducer(first) in ("speech", "verb", "particle")


def _is_titled(document: Document, first: int, segmentation: Segmentation) -> bool:
    before = document.before(first)
    if segmentation.length or before is None:
        return False
    return any("royal_title" in roles_of(title.word) for title in before.segmentations)


def _distance(mentions: Sequence[int], place: int) -> tuple[bool, int]:
    """Order entities by their last mention before a place, and those without one by their first mention."""
    before = bisect.bisect_right(mentions, place)
    return (not before, place - mentions[before - 1] if before else mentions[0])
