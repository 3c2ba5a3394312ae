"""What makes a name part of somebody, or something, else's: كارل راسين, محمد بن سلمان آل خليفة, جامعة ميشيغان."""

from __future__ import annotations

import re

from namelink.linking.doubts import FAMOUS, GIVEN_NAME, OBSCURE, RENOWNED, SHORT_WORD, is_established, is_given_name
from namelink.linking.passage import Passage, Span
from namelink.matching.context import LETTER_NAMES, PATRONYMICS
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
    if not bare:
        return None
    # 'a Lebanese deputy' is likelier than Deputy the Lebanese, but مايكل واشنطن is a man's name.
    famous = not person and contender.weight >= FAMOUS
    margin = GIVEN_NAME - 0.8 * (demonym or famous) - 0.4 * (contender.weight >= RENOWNED)
    given = passage.tokens.keys[before] == "الدين" or is_given_name(passage, before, margin)  # نور الدين أمرابط
    if not given or passage.sounds_own(contender.ref, passage.tokens.keys[before]):
        return None
    return before


def name_after(passage: Passage, span: Span, contender: Contender) -> int | None:
    """Return the word after a span that makes the name of a stranger, or of another thing, of it, or None."""
    type_ = passage.gazetteer.type_at(contender.ref)
    if type_ is EntityType.PERSON:
        return _goes_on(passage, span, contender)
    _, after = passage.neighbours(span)
    if type_ is not EntityType.PLACE or after is None or any(passage.is_demonym(c) for c in span.contenders):
        return None
    if any(passage.gazetteer.entity_at(c.ref).is_country for c in span.contenders):
        return None
    return after if _is_unknown(passage, after) or (span.is_single and _is_surname(passage, after)) else None


def stranger(passage: Passage, span: Span, contender: Contender) -> Evidence | None:
    """Return the evidence that a name is part of the name of another thing, or that it is spelt out."""
    if _is_spelt_out(passage, span) or _is_part(passage, span, passage.gazetteer.type_at(contender.ref)):
        return flag("stranger", passage.written(span), "")
    return None


def _goes_on(passage: Passage, span: Span, contender: Contender) -> int | None:
    """Return the word after a person's name that makes a longer name of it, which is none of theirs, or None."""
    keys, joined = passage.tokens.keys, passage.tokens.joined
    _, after = passage.neighbours(span)
    if after is None:
        return None
    own = passage.own_words(contender.ref)
    if keys[after] in PATRONYMICS:
        beyond = after + 1 if after + 1 < len(keys) and joined[after + 1] else None
        return after if keys[after] not in own or (beyond is not None and keys[beyond] not in own) else None
    # Idris is Kamil Idris for short, but not in إدريس حمدوك; and Abbas is not Mahmoud Abbas in عباس محمود.
    bare = span.is_single and not span.reading.prefix and is_given_name(passage, span.first)
    if bare and (is_given_name(passage, after) or _is_surname(passage, after)):
        return after
    return after if keys[after] not in own and _is_family_name(passage, after) else None


def _is_family_name(passage: Passage, place: int) -> bool:
    """Whether a word is a family name in ي with the article, and no adjective: العتيبي."""
    word = passage.tokens.keys[place]
    nisba = word.startswith(ARTICLE) and word.endswith("ي") and zipf(word) < RARE
    return nisba and bool(passage.gazetteer.surname(word)) and not _is_people(passage, word)


def _is_people(passage: Passage, word: str) -> bool:
    return any(passage.gazetteer.kind_at(hit) is NameKind.DEMONYM for hit in passage.gazetteer.hits(join_key([word])))


def _is_spelt_out(passage: Passage, span: Span) -> bool:
    """Whether initials go on beside the span: بي بي is not BP in بي بي إس."""
    if not all(word in LETTER_NAMES for word in passage.words(span)):
        return False
    beside = [passage.tokens.keys[place] for place in passage.neighbours(span) if place is not None]
    return any(word in LETTER_NAMES and zipf(word) < FREQUENT for word in beside)


def _is_part(passage: Passage, span: Span, type_: EntityType) -> bool:
    """Whether a name is part of a longer one: جامعة ميشيغان, الدكتورة فورد, مستشفى لويس باستور."""
    cue = None if span.reading.prefix else passage.cue(span.first)
    if cue is None or cue.type is type_ or any(passage.is_demonym(c) for c in span.contenders):
        return False
    # A place may carry a person's name (شارع, مستشفى); 'in' and 'government of' may precede any name.
    return (cue.head and type_ is EntityType.PERSON) if cue.type is EntityType.PLACE else cue.strong


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
