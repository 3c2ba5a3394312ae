"""What a text says elsewhere of a name: entities it names beyond doubt, and countries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import attrs

from namelink.gazetteer import Gazetteer, Hit, Ref
from namelink.linking.document import Span
from namelink.matching.decision import CandidateMatch
from namelink.model import EntityType


@attrs.frozen
class DocumentContext:
    """What a text says elsewhere.

    Attributes:
        settled: The entities it names beyond doubt, each with the words where it does, in order.
        places: The words where it names an entity of each type beyond doubt.
        named: The words that are taken by names of several words.
        spellings: Those names as the text spells them, by entity, each with the name it stands for.
    """

    settled: Mapping[Ref, Sequence[int]] = attrs.field(factory=dict)
    places: Mapping[EntityType, Collection[int]] = attrs.field(factory=dict)
    named: Collection[int] = frozenset()
    spellings: Mapping[Ref, Mapping[tuple[str, ...], Hit]] = attrs.field(factory=dict)

    @classmethod
    def of(cls, gazetteer: Gazetteer, taken: Iterable[tuple[Span, CandidateMatch]]) -> DocumentContext:
        """Return what spans say that name an entity beyond doubt."""
        settled: dict[Ref, list[int]] = {}
        places: dict[EntityType, set[int]] = {}
        named: set[int] = set()
        spellings: dict[Ref, dict[tuple[str, ...], Hit]] = {}
        for span, contender in taken:
            settled.setdefault(contender.ref, []).append(span.first)
            places.setdefault(gazetteer.type_at(contender.ref), set()).add(span.first)
            if not span.is_single:
                named.update(range(span.first, span.last))
                spellings.setdefault(contender.ref, {})[span.names.bare_words] = contender.hit
        return cls(settled, places, named, spellings)


def countries_in(spans: Iterable[Span]) -> dict[int, str]:
    """Return the words that name a country, or its people, with its code."""
    found: dict[int, str] = {}
    for span in sorted((span for span in spans if span.names.country), key=lambda span: span.last - span.first):
        found |= dict.fromkeys(range(span.first, span.last), span.names.country or "")
    return found
