"""What makes words something else than the name they look like: a common word, a little known entity, grammar."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator

from namelink.linking.passage import Passage, Span, is_definite
from namelink.matching.context import CommonWords, against, common_word, cues, plain_words
from namelink.matching.decision import Contender
from namelink.matching.evidence import flag, measure
from namelink.model import EntityType, Evidence, NameKind
from namelink.text.affixes import ARTICLE
from namelink.text.folding import normalize
from namelink.text.frequencies import UNKNOWN, zipf
from namelink.text.scripts import is_arabic
from namelink.text.tokens import make_key
from namelink.translit.names import given_names

OBSCURE = 0.31
"""The weight below which an entity is so little known that its bare name needs to be no other word."""

FAR_AWAY = 0.17
"""The same for countries and territories."""

FAMOUS = 0.6
"""The weight from which a name is not thought to be part of a stranger's name."""

FAMILIAR = 0.68
"""The weight from which a surname alone is understood, in a text that never has the full name."""

SINGULAR = 0.45
"""The same where nobody else bears it, and it is no word of running text: إيفانيشفيلي."""

UNRIVALLED = 0.8
"""The weight from which a surname alone is understood even where others bear it."""

NAMESAKE = 0.1
"""The difference in weight up to which two bearers of one name are alike."""

SPREAD = 10.0
"""By how much the risk of another meaning grows from those weights to none."""

GIVEN_NAME = 4.4
"""How much more frequent, in powers of ten, a word is than its bearers before it is no given name."""

LISTED = 3
"""Bearers that a listed given name counts for, where the gazetteer has fewer."""

RENOWNED = 0.85
"""The weight from which an entity is thought of even where its short name has a clitic: فسول, and Seoul."""

FAR_MORE = 0.7
"""How much more frequent what follows a و must be for the و to be 'and' where the whole is a given name: وسام."""

SHORT_WORD = 3
"""Letters up to which what is left of a word, its clitics off, may be an accident: وابل is not Apple."""

WELL_WORN = 4.6
"""The frequency from which such a rest is a name people write often: قطر, مصر, دبي."""

TANWIN, SHADDA = "\u064b", "\u0651"
MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"


def doubts(passage: Passage, span: Span, contender: Contender, common: CommonWords) -> Iterator[Evidence]:
    """Yield the doubts that neighbours, or the rest of the text, may take away."""
    if span.is_single and common_word(passage.written(span), common) is not None:
        yield flag("common", passage.written(span), "")
    risk = _risk(passage, span, contender)
    if risk > 0:
        yield measure("obscure", risk, passage.written(span), "")


def objections(passage: Passage, span: Span, contender: Contender, common: CommonWords) -> Iterator[Evidence]:
    """Yield what speaks against a name whatever else is said: neighbours of the plain word, spelling, grammar."""
    if not span.is_single:
        return
    written = passage.written(span)
    neighbours = common_word(written, common) or common_word(written, plain_words())
    if neighbours:
        yield from against(passage.tokens, span.first, span.last, neighbours)
    if passage.is_demonym(contender):
        yield from _disagreement(passage, span)
    else:
        yield from _misspelling(written, passage.gazetteer.name_at(contender.hit).text)


def is_obscure(passage: Passage, contender: Contender) -> bool:
    """Whether an entity is little known."""
    if contender.weight >= OBSCURE:
        return False
    country = passage.gazetteer.entity_at(contender.ref).is_country
    return contender.weight < (FAR_AWAY if country else OBSCURE)


def is_established(contender: Contender) -> bool:
    """Whether a short form stands for a person whose full name the text holds."""
    return any(e.feature == "established" for e in contender.evidence)


def is_given_name(passage: Passage, place: int, margin: float = GIVEN_NAME) -> bool:
    """Whether a word is a given name more than a word: جون, عمر, but not بيان or the preposition على."""
    word = passage.tokens.keys[place]
    bearers = max(passage.gazetteer.given_name(word), LISTED * (word in given_names()))
    if not bearers or word in cues():
        return False
    if word == "علي":
        return normalize(passage.word(place)) != "على"
    joined = zipf(word[1:]) - zipf(word) if word.startswith("و") else 0.0
    if joined > (0.0 if len(word) <= SHORT_WORD else FAR_MORE):
        return False  # ورد, 'and he answered', is Ward no more than وعد is
    return zipf(word) - math.log10(1 + bearers) < margin


def _risk(passage: Passage, span: Span, contender: Contender) -> float:
    """Return how much likelier the words are something else than an entity that is little known."""
    obscure = is_obscure(passage, contender)
    risk = 0.0
    if obscure:
        words = passage.words(span)
        rarest = min(map(zipf, words))
        risk = max(0.0, SPREAD * (OBSCURE - contender.weight) + rarest - UNKNOWN - (len(words) - 1))
    if not span.is_single:
        return risk
    word = span.reading.word
    kind = passage.gazetteer.kind_at(contender.hit)
    if obscure:
        risk += 2 * is_given_name(passage, span.first) + _unlike(passage, span, contender)
        risk += 2 * (not is_arabic(word)) + bool(span.reading.length)
        risk += 1.5 * _has_namesakes(passage, contender)
    elif passage.dots_its_ta and kind is not NameKind.DEMONYM:
        risk += 2.5 * _is_pronoun(passage, span, contender)
    if passage.gazetteer.type_at(contender.ref) is EntityType.ORGANIZATION:
        risk += 2.5 * bool(contender.weight < FAMOUS and passage.gazetteer.surname(word))
    if kind is NameKind.SHORT and not is_established(contender):
        others = passage.gazetteer.surname(word) - 1
        alone = others <= 0 and zipf(word) <= UNKNOWN
        risk += max(0.0, SPREAD * ((SINGULAR if alone else FAMILIAR) - contender.weight))
        risk += 1.5 * min(2, others) if contender.weight < UNRIVALLED and others > 0 else 0
    if is_arabic(word) and len(word) <= SHORT_WORD:
        left_over = span.reading.length and zipf(word) < WELL_WORN and contender.weight < RENOWNED
        risk += 3 * bool(left_over) + 3 * (kind is NameKind.ACRONYM)
    return risk


def _unlike(passage: Passage, span: Span, contender: Contender) -> float:
    """Return 2 where the name is written otherwise than in the gazetteer, alef and hamza on it apart."""
    name = passage.gazetteer.name_at(contender.hit).text
    return 2.0 * (_plain_alef(passage.written(span)) != _plain_alef(name))


@functools.lru_cache(maxsize=1 << 16)
def _plain_alef(text: str) -> str:
    return normalize(text).translate(str.maketrans("أإآٱ", "اااا")).casefold()


def _has_namesakes(passage: Passage, contender: Contender) -> bool:
    """Whether others of like weight have the same Latin name: most towns called Newport have no Arabic one."""
    gazetteer = passage.gazetteer
    label = make_key(gazetteer.entity_at(contender.ref).label)
    rivals = {gazetteer.ref(hit) for hit in gazetteer.hits(label)} - {contender.ref}
    return any(gazetteer.weight_at(ref) > contender.weight - NAMESAKE for ref in rivals)


def _is_pronoun(passage: Passage, span: Span, contender: Contender) -> bool:
    """Whether a final ه stands where the name has ة: جده is his grandfather, not Jeddah."""
    if not span.reading.word.endswith("ه") or span.reading.word.startswith(ARTICLE):
        return False  # what has the article has no possessor
    if contender.weight >= RENOWNED and len(span.reading.word) > SHORT_WORD + 1:
        return False
    name = passage.gazetteer.name_at(contender.hit).text
    return normalize(passage.written(span)).endswith("ه") and normalize(name).endswith("ة")


def _disagreement(passage: Passage, span: Span) -> Iterator[Evidence]:
    """Yield whether an adjective without article follows a noun with one."""
    before, _ = passage.neighbours(span)
    plain = not span.reading.prefix and not span.reading.word.startswith(ARTICLE)
    if before is not None and plain and is_definite(passage.tokens.keys[before]):
        yield flag("grammar", passage.tokens.keys[before], passage.written(span))


def _misspelling(written: str, name: str) -> Iterator[Evidence]:
    """Yield what no writer does to a name: tanwin (ميتًا), a last letter doubled (مصرّ), a hamza added inside (فأس)."""
    if (
        TANWIN in written[-2:]
        or (SHADDA in written[-2:] and written.rstrip(MARKS)[-1:] != "ي" and SHADDA not in name)
        or (any(hamza in written[1:] and hamza not in name for hamza in "أإ") and normalize(written) != normalize(name))
    ):
        yield flag("grammar", written, name)
