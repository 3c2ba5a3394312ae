"""What is known of words in Latin and in Arabic letters, without regard to how the one is spelt in the other.

Sources: surnames and given names of the United States census (public domain) by way of the names package, word lists
of the wordfreq package (data CC BY-SA 4.0), names of places in the gazetteer (GeoNames, CC BY 4.0, and our own).
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import names
import numpy as np
import unidecode
import wordfreq

from namelink import tables
from namelink.text.characters import Level
from namelink.text.folding import fold

LANGUAGES = "en fr de es it pt nl pl sv tr".split()

PLACES = "cities places countries".split()

LATIN_WORD = re.compile("[a-z]{2,16}")
ARABIC_WORD = re.compile("[\u0621-\u063a\u0641-\u064a]{2,14}")

Signs = dict[str, list[float]]


def latin(text: str) -> str:
    """Return a text in the small letters a to z."""
    return re.sub("[^a-z]", "", unidecode.unidecode(text.lower()))


def arabic(text: str) -> str:
    """Return a text in plain Arabic letters, hamza and all."""
    return re.sub("[^\u0621-\u063a\u0641-\u064aپچڤژگڨڭ]", "", fold(text, Level.CLEAN))


def _zipf(language: str) -> dict[str, float]:
    found: dict[str, float] = {}
    clean = arabic if language == "ar" else latin
    for word, frequency in wordfreq.get_frequency_dict(language, wordlist="best").items():
        key = clean(word)
        found[key] = found.get(key, 0.0) + frequency
    return {word: math.log10(frequency * 1e9) for word, frequency in found.items()}


def _census() -> dict[str, float]:
    found: dict[str, float] = {}
    for file in ("all.last", "male.first", "female.first"):
        for line in Path(names.full_path(f"dist.{file}")).read_text(encoding="ascii").splitlines():
            word, frequency, *_ = line.split()
            found[word.lower()] = found.get(word.lower(), 0.0) + float(frequency)
    return found


def _places(gazetteer: Path) -> Counter[str]:
    found: Counter[str] = Counter()
    for file in PLACES:
        for line in (gazetteer / f"{file}.jsonl").read_text(encoding="utf-8").splitlines():
            texts = [n["text"] for n in json.loads(line)["names"] if n["lang"] in ("en", "und-Latn")]
            found.update({latin(word) for text in texts for word in re.split(r"[\s-]+", text)})
    for row in tables.rows("namelink.lang.ar", "foreign_names.tsv"):
        found[latin(row["latin"])] += 3
    return found


def latin_signs(gazetteer: Path) -> Signs:
    """Return what is known of each Latin word: in which lists it stands, and how often."""
    census, places = _census(), _places(gazetteer)
    zipf = {language: _zipf(language) for language in LANGUAGES}
    spread = Counter(word for table in zipf.values() for word in table)
    listed = {word for word, number in spread.items() if number > 1} | set(census) | set(places)
    signs = {}
    for word in sorted(listed):
        if LATIN_WORD.fullmatch(word):
            english = zipf["en"].get(word, 0.0)
            other = max((zipf[language].get(word, 0.0) for language in LANGUAGES[1:]), default=0.0)
            share = census.get(word)
            signs[word] = [
                float(share is not None),
                math.log10(share / 0.001 + 1) if share else 0.0,
                float(english > 0),
                english,
                float(other > 0),
                other,
                spread[word] / len(LANGUAGES),
                float(word in places),
                math.log1p(places[word]),
            ]
    return signs


def arabic_signs(pairs: list[tuple[str, str]], limit: int) -> Signs:
    """Return what is known of the Arabic words that look most like the foreign names of a list of pairs."""
    zipf = {word: value for word, value in _zipf("ar").items() if ARABIC_WORD.fullmatch(word)}
    likeness = _likeness([source for source, _ in pairs], list(zipf))
    chosen = sorted(zipf, key=lambda word: (-likeness[word], word))[:limit]
    return {word: [1.0, zipf[word], likeness[word]] for word in sorted(chosen)}


def _likeness(some: list[str], all_: list[str]) -> Mapping[str, float]:
    """Return how much likelier the letters of each word are in some words than in all, on average."""
    chances = [_trigrams(some), _trigrams(all_)]
    found = {}
    for word in all_:
        grams = _grams(word)
        found[word] = float(np.mean([math.log(chances[0].get(g, 1e-6) / chances[1].get(g, 1e-6)) for g in grams]))
    return found


def _grams(word: str) -> list[str]:
    padded = f"^^{word}$"
    return [padded[i : i + 3] for i in range(len(padded) - 2)]


def _trigrams(words: list[str]) -> dict[str, float]:
    counts = Counter(gram for word in words for gram in _grams(word))
    total = sum(counts.values())
    return {gram: number / total for gram, number in counts.items()}
