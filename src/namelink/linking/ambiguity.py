"""What makes words something else than the name they look like: a common word, a little known entity, grammar."""

from __future__ import annotations

from collections.abc import Iterator

from namelink.gazetteer import Gazetteer
from namelink.lang import UNKNOWN_ZIPF, Homographs, is_definite, knows_words, make_key, zipf
from namelink.linking.document import SurfaceForm
from namelink.linking.lexical_context import homograph_context
from namelink.linking.lexicon import GIVEN_NAME, SHORT_WORD, Lexicon
from namelink.matching.decision import CandidateMatch
from namelink.matching.features import flag, measure
from namelink.model import EntityType, Evidence, NameKind
from namelink.text.folding import normalize

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

RENOWNED = 0.85
"""The weight from which an entity is thought of even where its short name has a clitic: فسول, and Seoul."""

WELL_WORN = 4.6
"""The frequency from which such a rest is a name people write often: قطر, مصر, دبي."""

TANWIN, SHADDA = "\u064b", "\u0651"
MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"


def doubts(wording: SurfaceForm, contender: CandidateMatch, lexicon: Lexicon, common: Homographs) -> Iterator[Evidence]:
    """Yield the doubts that neighbours, or the rest of a text, may take away."""
    written = wording.written
    if len(wording.names.words) == 1 and homograph_context(written, common) is not None:
        yield flag("common", written, "")
    risk = _risk(wording, contender, lexicon)
    if risk > 0:
        yield measure("obscure", risk, written, "")


def flaws(written: str, name: str) -> Iterator[Evidence]:
    """Yield what no writer does to a name: tanwin (ميتًا), a last letter doubled (مصرّ), a hamza added inside (فأس)."""
    if (
        TANWIN in written[-2:]
        or (SHADDA in written[-2:] and written.rstrip(MARKS)[-1:] != "ي" and SHADDA not in name)
        or (any(hamza in written[1:] and hamza not in name for hamza in "أإ") and normalize(written) != normalize(name))
    ):
        yield flag("grammar", written, name)


def is_obscure(contender: CandidateMatch, gazetteer: Gazetteer) -> bool:
    """Whether an entity is little known."""
    if contender.weight >= OBSCURE:
        return False
    country = gazetteer.entity_at(contender.ref).is_country
    return contender.weight < (FAR_AWAY if country else OBSCURE)


def is_established(contender: CandidateMatch) -> bool:
    """Whether a short form stands for a person whose full name the text holds."""
    return any(e.feature == "established" for e in contender.evidence)


def _risk(wording: SurfaceForm, contender: CandidateMatch, lexicon: Lexicon) -> float:
    """Return how much likelier the words are something else than an entity that is little known."""
    gazetteer = lexicon.gazetteer
    names = wording.names
    obscure = is_obscure(contender, gazetteer)
    risk = 0.0
    if obscure:
        rarest = min(map(zipf, names.bare_words))
        risk = max(0.0, SPREAD * (OBSCURE - contender.weight) + rarest - UNKNOWN_ZIPF - (len(names.words) - 1))
    if len(names.words) > 1:
        return risk
    word = names.reading.word
    kind = gazetteer.kind_at(contender.hit)
    if obscure:
        risk += 2 * _is_given_name(wording, lexicon) + _unlike(wording, gazetteer.name_at(contender.hit).text)
        risk += 2 * (not knows_words(word)) + bool(names.reading.length)
        risk += 1.5 * _has_namesakes(contender, gazetteer)
    elif wording.dots_its_ta and kind is not NameKind.DEMONYM:
        risk += 2.5 * _is_pronoun(wording, contender, gazetteer)
    if gazetteer.type_at(contender.ref) is EntityType.ORGANIZATION:
        risk += 2.5 * bool(contender.weight < FAMOUS and gazetteer.surname_count(word))
    if kind is NameKind.SHORT and not is_established(contender):
        others = gazetteer.surname_count(word) - 1
        alone = others <= 0 and zipf(word) <= UNKNOWN_ZIPF
        risk += max(0.0, SPREAD * ((SINGULAR if alone else FAMILIAR) - contender.weight))
        risk += 1.5 * min(2, others) if contender.weight < UNRIVALLED and others > 0 else 0
    if knows_words(word) and len(word) <= SHORT_WORD:
        left_over = names.reading.length and zipf(word) < WELL_WORN and contender.weight < RENOWNED
        risk += 3 * bool(left_over) + 3 * (kind is NameKind.ACRONYM)
    return risk


def _is_given_name(wording: SurfaceForm, lexicon: Lexicon) -> bool:
    """Whether a word is a given name more than a word, its clitics on."""
    (word,) = wording.names.words
    return lexicon.words[word].excess < GIVEN_NAME and (word != "علي" or normalize(wording.written) != "على")


def _unlike(wording: SurfaceForm, name: str) -> float:
    """Return 2 where the name is written otherwise than in the gazetteer, alef and hamza on it apart."""
    return 2.0 * (_plain_alef(wording.written) != _plain_alef(name))


def _plain_alef(text: str) -> str:
    return normalize(text).translate(str.maketrans("أإآٱ", "اااا")).casefold()


def _has_namesakes(contender: CandidateMatch, gazetteer: Gazetteer) -> bool:
    """Whether others of like weight have the same Latin name: most towns called Newport have no Arabic one."""
    label = make_key(gazetteer.entity_at(contender.ref).label)
    rivals = {gazetteer.ref(hit) for hit in gazetteer.hits(label)} - {contender.ref}
    return any(gazetteer.weight_at(ref) > contender.weight - NAMESAKE for ref in rivals)


def _is_pronoun(wording: SurfaceForm, contender: CandidateMatch, gazetteer: Gazetteer) -> bool:
    """Whether a final ه stands where the name has ة: جده is his grandfather, not Jeddah."""
    word = wording.names.reading.word
    if not word.endswith("ه") or is_definite(word):
        return False  # what has the article has no possessor
    if contender.weight >= RENOWNED and len(word) > SHORT_WORD + 1:
        return False
    name = gazetteer.name_at(contender.hit).text
    return normalize(wording.written).endswith("ه") and normalize(name).endswith("ة")
