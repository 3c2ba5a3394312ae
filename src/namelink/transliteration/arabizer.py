"""Names in Latin letters, spelt in Arabic ones."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

import unidecode

from namelink import tables
from namelink.lang.ar.clitics import ARTICLE
from namelink.lang.ar.name_parts import name_parts
from namelink.transliteration.models import ANYWHERE, to_arabic

Spellings = dict[str, float]

LONGEST_ATTESTED = 4
"""Words of the longest attested part that is looked for."""

ATTESTED = 0.85
"""The share of the attested spellings of a word; the model has the rest."""

USUAL, REGIONAL, OTHER = 4.0, 2.0, 1.0
"""How much a Latin spelling that is the usual one, a regional one, or another one of a part says for the part."""

LONGEST_WORD = 40
"""Letters of the longest word that is spelt; a longer one stays as it is."""

KEPT = 12
"""Spellings of a part, and of a whole, that are kept."""

_SERVANT = re.compile(r"abd[aeu]l(?=\w{3})|abd[aeu](?=(?:rr|ss|zz|nn)\w{2})")
_FAITH = re.compile(r"(?<=\w\w)(?:[aeu]dd?[iea]+ne?|[ae]l?din)$")
_WORDS = re.compile(r"[a-z]+(?:'[a-z]+)*")
_ARTICLES = frozenset("al el ar as ash at an ad az".split())
_PARTICLES: Mapping[str, str] = {
    "bin": "بن",
    "ben": "بن",
    "ibn": "بن",
    "bint": "بنت",
    "abu": "أبو",
    "abou": "أبو",
    "umm": "أم",
    "oum": "أم",
    "abd": "عبد",
}
_SERVANTS = frozenset("abdel abdul".split())


def letters_of(text: str) -> str:
    """Return the letters of a text, small and without accents: what a Latin spelling is looked up by.

    >>> letters_of("Abdel-Fattah Élysée")
    'abdelfattahelysee'
    """
    return "".join(c for c in unidecode.unidecode(text).lower() if "a" <= c <= "z")


@functools.cache
def _attested() -> tuple[Mapping[str, Spellings], frozenset[str]]:
    """Return the Arabic spellings of what is attested in Latin letters, and which of it is Arab."""
    found: dict[str, Spellings] = defaultdict(lambda: defaultdict(float))
    for part in name_parts().values():
        regional = [text for _, text in part.regional]
        weighed = [(part.usual, USUAL), *((t, REGIONAL) for t in regional), *((t, OTHER) for t in part.others)]
        for text in dict.fromkeys(text for text, _ in weighed):
            key = letters_of(text)
            found[key][part.arabic] += max(weight for other, weight in weighed if other == text)
    arab = frozenset(found)
    for row in tables.rows("namelink.lang.ar", "foreign_names.tsv"):
        found[letters_of(row["latin"])][row["arabic"]] += USUAL
    shares = {key: {text: w / sum(all_.values()) for text, w in all_.items()} for key, all_ in found.items()}
    return shares, arab


def arabic_spellings(text: str) -> Spellings:
    """Return the spellings of a name in Latin letters, what is no letter kept.

    >>> list(arabic_spellings("Mohammed bin Salman"))[0]
    'محمد بن سلمان'
    """
    lower = unidecode.unidecode(text).lower()
    found = list(_WORDS.finditer(lower))
    words = [match.group().replace("'", "") for match in found]
    arab = _looks_arab(words)
    wholes: Spellings = {"": 1.0}
    at = place = 0
    while at < len(words):
        number, spellings = _part(words, at, arab)
        between = lower[place : found[at].start()]
        wholes = _extended(wholes, "" if not at else between.replace("-", " "), spellings)
        at += number
        place = found[at - 1].end()
    return _extended(wholes, lower[place:], {"": 1.0})


def _looks_arab(words: Sequence[str]) -> bool:
    attested, arab = _attested()
    signs = [word in arab or word in _PARTICLES or word in _SERVANTS or word in ("al", "el") for word in words]
    return sum(signs) > sum(word in attested and word not in arab for word in words)


def _extended(wholes: Spellings, between: str, found: Spellings) -> Spellings:
    joined: Spellings = defaultdict(float)
    for whole, chance in wholes.items():
        for text, own in found.items():
            joined[whole + between + text] += chance * own
    return dict(sorted(joined.items(), key=lambda item: (-item[1], item[0]))[:KEPT])


def _part(words: Sequence[str], at: int, arab: bool) -> tuple[int, Spellings]:
    """Return how many words the part of a name that begins at a word has, and its spellings."""
    attested, _ = _attested()
    for number in range(min(LONGEST_ATTESTED, len(words) - at), 1, -1):
        key = "".join(words[at : at + number])
        if key in attested:
            return number, attested[key]
    word = words[at]
    if arab and at + 1 < len(words):
        if word in _ARTICLES:
            return 2, _prefixed(ARTICLE, words[at + 1])
        if word in _SERVANTS:
            return 2, _prefixed("عبد " + ARTICLE, words[at + 1])
        if word in _PARTICLES:
            return 1, {_PARTICLES[word]: 1.0}
    return 1, _word(word, arab)


def _prefixed(prefix: str, word: str) -> Spellings:
    found: Spellings = defaultdict(float)
    for text, chance in _word(word, True).items():
        found[prefix + text.removeprefix(ARTICLE)] += chance
    return found


def _word(word: str, arab: bool) -> Spellings:
    if len(word) > LONGEST_WORD:
        return {word: 1.0}
    attested, arab_names = _attested()
    known = attested.get(word, {})
    servant, faith = _SERVANT.match(word), _FAITH.search(word)
    if not known and servant:
        return _prefixed("عبد " + ARTICLE, word[servant.end() :])
    if not known and faith and arab:
        return {f"{text} الدين": chance for text, chance in _word(word[: faith.start()], True).items()}
    if known and arab and word in arab_names:
        return dict(known)
    found = {text: chance * (1 - ATTESTED if known else 1.0) for text, chance in _modelled(word, arab)}
    for text, chance in known.items():
        found[text] = found.get(text, 0.0) + ATTESTED * chance
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0]))[:KEPT])


@functools.lru_cache(maxsize=1 << 14)
def _modelled(word: str, arab: bool) -> tuple[tuple[str, float], ...]:
    kinds = ("arab" if arab else "google", ANYWHERE)
    found = [(text, chance) for text, chance in to_arabic().spell(word, kinds) if text and _fits(text, word)]
    total = sum(chance for _, chance in found)
    return tuple((text, chance / total) for text, chance in found) or ((word, 1.0),)


def _fits(text: str, word: str) -> bool:
    """Whether a spelling has no article out of nowhere: Arab surnames of the pairs often lost theirs in Latin."""
    return not text.startswith(ARTICLE) or word[0] in "aeilou"
