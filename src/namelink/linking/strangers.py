"""What makes a name part of somebody, or something, else's: كارل راسين, محمد بن سلمان آل خليفة, جامعة ميشيغان."""

from __future__ import annotations

import re

from namelink.linking.doubts import FAMOUS, GIVEN_NAME, OBSCURE, SHORT_WORD, is_established, is_given_name
from namelink.linking.passage import Passage, Span, is_country
from namelink.matching.context import LETTER_NAMES, PATRONYMICS, cue_before
from namelink.matching.decision import Contender
from namelink.matching.evidence import flag
from namelink.model import EntityType, Evidence, NameKind
from namelink.text.affixes import ARTICLE, readings
from namelink.text.frequencies import UNKNOWN, zipf
from namelink.text.scripts import is_arabic
from namelink.text.tokens import join_key

RARE = 4.2
"""The frequency below which a word that is a surname is most likely one."""

FREQUENT = 5.5
"""The frequency from which a word is one of grammar: في is 'in' more often than the letter V."""

INFLECTED = re.compile("[اسيتن]|.*(ه|هم|هما|نا|وا|ون|ين|ان|[اته])$")
"""What a word looks like that is more likely inflected than foreign: verbs, plurals, pronouns, the article."""


def given_name_before(passage: Passage, span: Span, contender: Contender) -> int | None:
    """Return the given name before a span that makes it a stranger's, unless it belongs to a name of its own."""
    before, _ = passage.neighbours(span)
    if span.reading.prefix or before is None:
        return None
    kind = passage.gazetteer.kind_at(contender.hit)
    person = passage.gazetteer.type_at(contender.ref) is EntityType.PERSON
    heard = all(e.feature != "same" for e in contender.evidence)
    short = kind is NameKind.SHORT or is_established(contender)
    bare = span.is_single or heard or contender.weight < OBSCURE or short
    demonym = kind is NameKind.DEMONYM and not span.reading.word.startswith(ARTICLE)
    if not bare or not (person or demonym or contender.weight < FAMOUS):
        return None
    margin = GIVEN_NAME - 0.8 * demonym  # 'a Lebanese deputy' is likelier than Deputy the Lebanese
    if passage.tokens.keys[before] in passage.own_words(contender.ref) or not is_given_name(passage, before, margin):
        return None
    return before


def stranger(passage: Passage, span: Span, contender: Contender) -> Evidence | None:
    """Return the evidence that other words beside a name make another name of it."""
    keys = passage.tokens.keys
    type_ = passage.gazetteer.type_at(contender.ref)
    _, after = passage.neighbours(span)
    patronymic = type_ is EntityType.PERSON and after is not None and keys[after] in PATRONYMICS
    if patronymic and after is not None and keys[after] not in passage.own_words(contender.ref):
        return flag("stranger", keys[after], "")
    if _is_spelt_out(passage, span) or _is_part(passage, span, type_):
        return flag("stranger", passage.written(span), "")
    return None


def _is_spelt_out(passage: Passage, span: Span) -> bool:
    """Whether initials go on beside the span: بي بي is not BP in بي بي إس."""
    if not all(word in LETTER_NAMES for word in passage.words(span)):
        return False
    beside = [passage.tokens.keys[place] for place in passage.neighbours(span) if place is not None]
    return any(word in LETTER_NAMES and zipf(word) < FREQUENT for word in beside)


def _is_part(passage: Passage, span: Span, type_: EntityType) -> bool:
    """Whether a name is part of a longer, unknown one: جامعة ميشيغان, الدكتورة فورد, مستشفى لويس باستور."""
    if any(passage.is_demonym(c) for c in span.contenders):
        return False
    cue = None if span.reading.prefix else cue_before(passage.tokens, span.first)
    if cue and cue.type is not type_:
        # A place may carry a person's name (شارع, مستشفى); 'in' and 'government of' may precede any name.
        named_after = cue.head and type_ is EntityType.PERSON
        if named_after if cue.type is EntityType.PLACE else cue.strong:
            return True
    _, after = passage.neighbours(span)
    if type_ is not EntityType.PLACE or after is None:
        return False
    if any(is_country(passage.gazetteer.entity_at(c.ref)) for c in span.contenders):
        return False
    return _is_unknown(passage, after) or (span.is_single and _is_surname(passage, after))


def _is_surname(passage: Passage, place: int) -> bool:
    """Whether a word ends the names of persons and is rare otherwise."""
    word = passage.tokens.keys[place]
    return is_arabic(word) and zipf(word) < RARE and bool(passage.gazetteer.surname(word))


def _is_unknown(passage: Passage, place: int) -> bool:
    """Whether a word is none that running text has, clitics and the endings of verbs considered."""
    word = passage.tokens.keys[place]
    if not is_arabic(word) or len(word) <= SHORT_WORD or INFLECTED.match(word):
        return False
    gazetteer = passage.gazetteer
    return all(zipf(r.word) <= UNKNOWN and not gazetteer.opens(join_key([r.word])) for r in readings(word))
