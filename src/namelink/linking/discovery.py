"""Words that look like a name, though no name of the gazetteer is meant: for those who collect new ones."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from namelink.lang import Segmentation, is_definite, knows_words, segmentations, split_compound, words_of, zipf
from namelink.lang.ar.name_parts import given_names
from namelink.linking.coreference import is_surname
from namelink.linking.document import Document, Span, SpanCandidates
from namelink.linking.lexicon import INFLECTED, RARE
from namelink.matching.pairing import word_weight
from namelink.model import EntityType
from namelink.phonetics.alphabet import letters_of
from namelink.scripts import script_code

MOST_WORDS = 5
"""Words that an unknown name takes at most."""

ODD = 3.6
"""The frequency up to which a word after a head noun (شركة, مدينة) or a title is a name, and no adjective."""


def unknown_names(passage: Document, taken: Collection[int]) -> Iterator[Span]:
    """Yield the spans that look like a name, without contenders; none holds a word that is taken.

    A name begins with a given name, or stands after a title or a head noun, or is written with capitals.

    Args:
        passage: The text.
        taken: Its words that belong to names already.
    """
    first = 0
    while first < len(passage.tokens):
        found = None if first in taken else _name_from(passage, first, taken)
        if found:
            yield found
        first = found.last if found else first + 1


def _name_from(passage: Document, first: int, taken: Collection[int]) -> Span | None:
    word = passage.tokens.keys[first]
    if not knows_words(word):
        return _capitalized_from(passage, first, taken)
    cue = passage.cue(first)
    if cue and (cue.head or cue.type is EntityType.PERSON) and _is_odd(passage, first):
        return _span(first, _run_end(passage, first, taken), Segmentation(word, "", 0))
    reading = next((r for r in segmentations(word) if r.word in given_names() and _is_given(passage, first, r)), None)
    if reading is None:
        return None
    last = _run_end(passage, first, taken)
    return _span(first, last, reading) if last - first > 1 and is_surname(passage.tokens.keys[last - 1]) else None


def _span(first: int, last: int, reading: Segmentation) -> Span:
    return Span(first, last, SpanCandidates((), (), reading, (), None))


def _is_given(passage: Document, place: int, reading: Segmentation) -> bool:
    return passage.is_given_name(place) if not reading.length else zipf(passage.tokens.keys[place]) < RARE


def _run_end(passage: Document, first: int, taken: Collection[int]) -> int:
    """Return the word after a name that begins at one, a particle without a name after it left out."""
    keys, joined = passage.tokens.keys, passage.tokens.joined
    chain = words_of("patronymic") | words_of("family")
    last = end = first + 1
    while last < min(len(keys), first + MOST_WORDS) and joined[last] and last not in taken:
        particle = keys[last] in chain or word_weight(letters_of(keys[last])) < 1
        if not particle and not _goes_on(passage, last):
            break
        last += 1
        end = end if particle else last
    return end


def _goes_on(passage: Document, place: int) -> bool:
    word = passage.tokens.keys[place]
    if is_definite(word):
        return zipf(word) < ODD
    return passage.is_given_name(place) or len(split_compound(word)) > 1 or _is_odd(passage, place)


def _is_odd(passage: Document, place: int) -> bool:
    """Whether a word is too rare for running text, and no form of a verb or noun."""
    word = passage.tokens.keys[place]
    plain = not knows_words(word) or len(word) < 3 or zipf(word) > ODD or INFLECTED.match(word)
    # With a clitic before the article (بالانسحاب) it is a word of its own.
    return not plain and not any(reading.length and is_definite(reading.word) for reading in segmentations(word))


def _capitalized_from(passage: Document, first: int, taken: Collection[int]) -> Span | None:
    """Return the words with capitals from one on: any in Arabic text, two or more in a text that has its own."""
    last = first
    while last < len(passage.tokens) and last not in taken and _is_capitalized(passage, last):
        if last > first and not passage.tokens.joined[last]:
            break
        last += 1
    least = 1 if script_code(passage.text) == "Arab" else 2
    return _span(first, last, Segmentation(passage.tokens.keys[first], "", 0)) if last - first >= least else None


def _is_capitalized(passage: Document, place: int) -> bool:
    written = passage.word(place)
    return len(written) > 1 and written[0].isupper()
