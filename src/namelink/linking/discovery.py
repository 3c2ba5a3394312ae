"""Discovery of names that the gazetteer does not have, for those who collect new ones."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from namelink.lang import Segmentation, split_compound
from namelink.linking.coreference import may_stand_alone
from namelink.linking.document import Detection, Document, Span, SpanCandidates
from namelink.matching.pairing import word_weight
from namelink.model import EntityType
from namelink.phonetics.alphabet import letters_of
from namelink.scripts import script_code, scripts


def unknown_names(document: Document, taken: Collection[int]) -> Iterator[Span]:
    """Yield the spans that look like a name, without candidates; none holds a token that is taken.

    A name begins with a given name, or is after a title or a head noun, or is written with capitals.

    Args:
        document: The document.
        taken: The places of tokens that belong to names already.
    """
    first = 0
    while first < len(document):
        found = None if first in taken else _name_from(document, first, taken)
        if found:
            yield found
        first = found.stop if found else first + 1


def _name_from(document: Document, first: int, taken: Collection[int]) -> Span | None:
    token = document.tokens[first]
    if token.language.has_capitals or not token.language.frequencies:
        return _capitalized_from(document, first, taken)
    trigger = document.trigger(first)
    if trigger and (trigger.head or trigger.type is EntityType.PERSON) and _is_uncommon(document, first):
        return _span(first, _end_of_name(document, first, taken), Segmentation(token.key))
    given = (s for s in token.segmentations if s.word in token.language.given_names and _is_given(document, first, s))
    segmentation = next(given, None)
    if segmentation is None:
        return None
    stop = _end_of_name(document, first, taken)
    surname = stop - first > 1 and may_stand_alone(document.keys[stop - 1], document.lexicon.config)
    return _span(first, stop, segmentation) if surname else None


def _span(first: int, stop: int, segmentation: Segmentation) -> Span:
    return Span(first, stop, SpanCandidates((), segmentation, (), Detection.EXACT, None, None))


def _is_given(document: Document, place: int, segmentation: Segmentation) -> bool:
    config = document.lexicon.config
    if segmentation.length:
        return document.tokens[place].zipf < config.surname_max_zipf
    return document.is_given_name(place, config.given_name_max_excess)


def _end_of_name(document: Document, first: int, taken: Collection[int]) -> int:
    """Return the place after a name that begins at one; a particle without a name after it is left out."""
    keys, joined = document.keys, document.joined
    place = end = first + 1
    while place < min(len(keys), first + document.lexicon.config.unknown_longest_name):
        if not joined[place] or place in taken:
            break
        chain = not document.tokens[place].roles.isdisjoint(("patronymic", "family"))
        particle = chain or word_weight(letters_of(keys[place])) < 1
        if not particle and not _continues(document, place):
            break
        place += 1
        end = end if particle else place
    return end


def _continues(document: Document, place: int) -> bool:
    """Whether a token belongs to the name before it."""
    token, config = document.tokens[place], document.lexicon.config
    if token.language.is_definite(token.key):
        return token.zipf < config.unknown_max_zipf
    given = document.is_given_name(place, config.given_name_max_excess)
    return given or len(split_compound(token.key)) > 1 or _is_uncommon(document, place)


def _is_uncommon(document: Document, place: int) -> bool:
    """Whether a token is too rare for running text, and no inflected word."""
    token, config = document.tokens[place], document.lexicon.config
    language = token.language
    if not language.frequencies or len(token.key) < config.unknown_min_letters:
        return False
    if token.zipf > config.unknown_max_zipf or language.is_inflected(token.key):
        return False
    # With a clitic before the article (بالانسحاب) it is a word of its own.
    return not any(found.length and language.is_definite(found.word) for found in token.segmentations)


def _capitalized_from(document: Document, first: int, taken: Collection[int]) -> Span | None:
    """Return the tokens with capitals from one on: any in a script without capitals, else two or more."""
    stop = first
    while stop < len(document) and stop not in taken and _is_capitalized(document.written(stop)):
        if stop > first and not document.joined[stop]:
            break
        stop += 1
    script = scripts().get(script_code(document.text) or "")
    least = 2 if script is None or script.has_capitals else 1
    return _span(first, stop, Segmentation(document.keys[first])) if stop - first >= least else None


def _is_capitalized(written: str) -> bool:
    return len(written) > 1 and written[0].isupper()
