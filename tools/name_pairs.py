"""Pairs of words to learn from: spellings of one name, and names that are merely alike.

The source are files of lines ``ARABIC<tab>LATIN`` (Google's and Wikidata's pairs of single names) and
the records of data/gazetteer. Everything is drawn with fixed seeds, so the same files give the same pairs.
"""

from __future__ import annotations

import itertools
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from namelink import tables
from namelink.lang import segmentations as readings_of
from namelink.matching.alignment import cost, edits
from namelink.matching.costs import Edit
from namelink.names import analyzer
from namelink.phonetics.alphabet import ARABIC, LATIN, letters_of
from namelink.phonetics.keys import deletion_neighbours, phonetic_key
from namelink.text.folding import fold
from namelink.text.tokens import words

RECORDS = [Path("data/gazetteer") / f"{name}.jsonl" for name in ("countries", "organizations", "people", "places")]
"""The records written by hand; alternates of cities are not told apart by language."""

LONGEST = 16

Pair = tuple[str, str]
Readings = Mapping[str, frozenset[str]]
"""Words, each with the words of the other script that it stands beside in the pairs."""


def read_pairs(paths: Iterable[Path]) -> list[Pair]:
    """Return the pairs of single words in Arabic and in Latin letters, each once, sorted."""
    pairs = set()
    for path in paths:
        if path.suffix != ".tsv":
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            arabic, latin = (fold(side) for side in line.split("\t"))
            if (
                set(arabic) <= set(ARABIC.letters)
                and set(latin) <= set(LATIN.letters)
                and 0 < len(arabic) <= LONGEST >= len(latin) > 0
            ):
                pairs.add((arabic, latin))
    return sorted(pairs)


def readings(pairs: Iterable[Pair], side: int) -> Readings:
    """Return the words of one side, each with those it stands beside on the other."""
    found: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        found[pair[side]].add(pair[1 - side])
    return {word: frozenset(beside) for word, beside in sorted(found.items())}


_HABITS = (
    (r"(.)\1", r"\1"),
    ("ph", "f"),
    ("ck", "k"),
    ("y", "i"),
    ("ou|oo", "u"),
    ("ee", "i"),
    ("ae", "e"),
    ("w", "v"),
    ("c(?![eih])|q", "k"),
    ("e$", ""),
)


def loosely(latin: str) -> str:
    """Return a Latin word without what is mere habit of spelling: two that agree in it are one name.

    >>> loosely("philippe") == loosely("filip")
    True
    """
    for pattern, plain in _HABITS:
        latin = re.sub(pattern, plain, latin)
    return latin


def near(a: str, b: str) -> bool:
    """Whether two words are near enough that somebody may take them for one."""
    return a != b and min(len(a), len(b)) >= 2 and Levenshtein.distance(a, b, score_cutoff=3) <= 3


def ordered(a: str, b: str) -> Pair:
    """Return a pair that does not tell which word came first."""
    return (a, b) if a <= b else (b, a)


def arabic_spellings(pairs: list[Pair]) -> set[Pair]:
    """Return Arabic spellings of one name: of one Latin word, loosely, and of one entity."""
    groups: dict[str, set[str]] = defaultdict(set)
    for arabic, latin in pairs:
        groups[loosely(latin)].add(arabic)
    same_latin = {p for group in groups.values() for p in itertools.combinations(sorted(group), 2) if near(*p)}
    return same_latin | {p for p in _spellings_of_entities() if set(p[0] + p[1]) <= set(ARABIC.letters)}


def latin_spellings(by_arabic: Readings) -> set[Pair]:
    """Return Latin spellings of one name: of one Arabic word, where they are near, and of one entity."""
    same_arabic = {
        p
        for group in by_arabic.values()
        for p in itertools.combinations(sorted(group), 2)
        if near(*p) and Levenshtein.normalized_similarity(*p) >= 0.5
    }
    return same_arabic | {p for p in _spellings_of_entities() if set(p[0] + p[1]) <= set(LATIN.letters)}


def readings_of_entities() -> set[Pair]:
    """Return Arabic words, each with the Latin word at its place in a name of one entity, where they sound alike."""
    found = set()
    for path in RECORDS:
        for line in path.read_text(encoding="utf-8").splitlines():
            names = [n for n in json.loads(line)["names"] if n.get("kind", "name") == "name"]
            spelt = {
                lang: [analyzer().name(n["text"]).letters for n in names if n["lang"] == lang] for lang in ("ar", "en")
            }
            for arabic, latin in itertools.product(spelt["ar"], spelt["en"]):
                if len(arabic) == len(latin):
                    found |= {p for p in zip(arabic, latin, strict=True) if _sound_alike(*p)}
    return {p for p in found if set(p[0]) <= set(ARABIC.letters) and set(p[1]) <= set(LATIN.letters)}


def _sound_alike(arabic: str, latin: str) -> bool:
    """Whether a word may be a reading of another: a translation costs far more by the letter."""
    return cost(arabic, latin) < 130 * max(len(arabic), len(latin))


def _spellings_of_entities() -> Iterator[Pair]:
    """Yield words of one script that stand at one place of two names of one entity, where they are near."""
    for path in RECORDS:
        for line in path.read_text(encoding="utf-8").splitlines():
            names = {
                tuple(letters_of(word) for word in words(fold(name["text"])))
                for name in json.loads(line)["names"]
                if name.get("kind", "name") == "name"
            }
            for one, other in itertools.combinations(sorted(names), 2):
                if len(one) == len(other) <= 4:
                    alike = sum(a == b for a, b in zip(one, other, strict=True))
                    for a, b in zip(one, other, strict=True):
                        # Alone, or beside words that are alike: a translation is no spelling.
                        close = near(a, b) and min(len(a), len(b)) > 2
                        if close and Levenshtein.normalized_similarity(a, b) >= (0.4 if alike else 0.5):
                            yield ordered(a, b)


def neighbours(known: Readings, apart: Callable[[str, str], bool], edits: int, most: int, seed: int) -> set[Pair]:
    """Return words that are a few edits apart and known to be two names.

    Args:
        known: The words of one script.
        apart: Whether the readings of two words show that they are two names.
        edits: How many edits apart: 1 or 2.
        most: How many neighbours a word gives at most.
        seed: What the draw begins with.
    """
    rest: dict[str, list[str]] = defaultdict(list)
    for word in known:
        for key in _deletions(word, edits):
            rest[key].append(word)
    draw = random.Random(seed)
    found: set[Pair] = set()
    for word in known:
        close = {other for key in _deletions(word, edits) if len(rest[key]) < 200 for other in rest[key]}
        exact = sorted(other for other in close if Levenshtein.distance(word, other) == edits)
        found.update(ordered(word, other) for other in draw.sample(exact, min(most, len(exact))))
    return {(a, b) for a, b in found if all(apart(x, y) for x in known[a] for y in known[b])}


def of_one_sound(known: Readings, apart: Callable[[str, str], bool], most: int, seed: int) -> set[Pair]:
    """Return words that have one phonetic key, differ more than once, and are known to be two names.

    Args:
        known: The words of one script.
        apart: Whether the readings of two words show that they are two names.
        most: How many others a word gives at most.
        seed: What the draw begins with.
    """
    sounding: dict[str, list[str]] = defaultdict(list)
    for word in known:
        sounding[phonetic_key(word)].append(word)
    draw = random.Random(seed)
    found: set[Pair] = set()
    for word in known:
        others = draw.sample(mates, min(most, len(mates))) if (mates := sounding[phonetic_key(word)]) else []
        found.update(ordered(word, other) for other in others if Levenshtein.distance(word, other) > 1)
    return {(a, b) for a, b in found if all(apart(x, y) for x in known[a] for y in known[b])}


EVERYDAY = 3.3
"""The frequency (Zipf scale) from which a word of running text is no name, unless names have it."""


def everyday_words(known: Readings, most: int, seed: int) -> set[Pair]:
    """Return words of running Arabic, each with names that have its phonetic key, or nearly.

    Args:
        known: The names.
        most: How many names a word gives at most.
        seed: What the draw begins with.
    """
    sounding: dict[str, list[str]] = defaultdict(list)
    for name in known:
        key = phonetic_key(name)
        for near_key in {key, *deletion_neighbours(key)}:
            sounding[near_key].append(name)
    draw = random.Random(seed)
    found: set[Pair] = set()
    for row in tables.rows("namelink.lang.ar", "frequencies.tsv"):
        word = letters_of(row["word"])
        plain = float(row["zipf"]) >= EVERYDAY and 2 < len(word) <= LONGEST and set(word) <= set(ARABIC.letters)
        if plain and not any(reading.word in known for reading in readings_of(word)):
            key = phonetic_key(word)
            names = sorted(
                {name for near_key in {key, *deletion_neighbours(key)} for name in sounding.get(near_key, ())}
            )
            found.update(ordered(word, name) for name in draw.sample(names, min(most, len(names))))
    return found


def _deletions(word: str, edits: int) -> set[str]:
    found = {word}
    for _ in range(edits):
        found |= {key[:i] + key[i + 1 :] for key in found for i in range(len(key))}
    return {key for key in found if len(key) >= 2}


def apart_in_latin(a: str, b: str) -> bool:
    """Whether two Latin words are clearly two names."""
    return Levenshtein.distance(loosely(a), loosely(b)) >= 2


def far_apart_in_latin(a: str, b: str) -> bool:
    """Whether two Latin words are two names, however differently their Arabic may be read."""
    return Levenshtein.distance(loosely(a), loosely(b)) >= 3


def apart_in_arabic(a: str, b: str) -> bool:
    """Whether two Arabic words are clearly two names: more than a long vowel differs."""
    return Levenshtein.distance(re.sub("[اويء]", "", a), re.sub("[اويء]", "", b)) >= 1


class Speller:
    """Spells a Latin name in Arabic otherwise than it was, as often as the pairs do.

    Each pair is cut into Latin consonants and vowels with what Arabic writes for them; each is then
    written anew as it is elsewhere between the same neighbours, the pair itself left out.
    """

    def __init__(self, pairs: list[Pair]) -> None:
        self._cut = [cut for a, b in pairs if (cut := _cut(edits(a, b)))]
        self._counts: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        for cut in self._cut:
            for i, (arabic, _) in enumerate(cut):
                for context in _contexts(cut, i):
                    self._counts[context][arabic] += 1

    def draw(self, rounds: int, seed: int) -> set[Pair]:
        """Return pairs of an Arabic word of the pairs and another spelling of it."""
        draw = random.Random(seed)
        found = set()
        for cut in self._cut:
            word = "".join(arabic for arabic, _ in cut)
            chances = [self._chances(cut, i) for i in range(len(cut))]
            for _ in range(rounds):
                other = "".join(draw.choices(list(c), list(c.values()))[0] for c in chances)
                if near(word, other):
                    found.add(ordered(word, other))
        return found

    def _chances(self, cut: list[Edit], i: int) -> dict[str, float]:
        chances: dict[str, float] = defaultdict(float)
        for context, trust in zip(_contexts(cut, i), (1, 3, 3, 8), strict=True):
            counts = self._counts[context]
            total = sum(counts.values()) - 1
            for arabic, number in counts.items():
                others = number - (arabic == cut[i][0])
                if others:
                    chances[arabic] += trust * others / (total + 4)
        return dict(chances) or {cut[i][0]: 1.0}


def _contexts(cut: list[Edit], i: int) -> list[tuple[str, ...]]:
    latin = cut[i][1]
    before = cut[i - 1][1][-1:] if i else "^"
    after = cut[i + 1][1][:1] if i + 1 < len(cut) else "$"
    place = "first" if i == 0 else "last" if i == len(cut) - 1 else "inner"
    return [("", latin, place), ("<", before, latin), (">", latin, after), ("<>", before, latin, after)]


_VOWELS = frozenset("aeiouy")
_LONG = frozenset("اوي")


def _cut(edits: list[Edit]) -> list[Edit]:
    """Return edits cut between Latin consonants and vowels, vowels in a row together."""
    found: list[Edit] = []
    for arabic, latin in edits:
        for part, letters in _parted(arabic, latin):
            if letters and found and set(letters) <= _VOWELS >= set(found[-1][1]):
                found[-1] = found[-1][0] + part, found[-1][1] + letters
            elif not letters and found:
                found[-1] = found[-1][0] + part, found[-1][1]
            else:
                found.append((part, letters))
    return found


def _parted(arabic: str, latin: str) -> list[Edit]:
    if len(latin) > 1 and len(arabic) == 1 and arabic not in _LONG:
        bare = latin.rstrip("aeiouy")
        if 0 < len(bare) < len(latin):
            return [(arabic, bare), ("", latin[len(bare) :])]
        bare = latin.lstrip("aeiouy")
        if 0 < len(bare) < len(latin):
            return [("", latin[: -len(bare)]), (arabic, bare)]
    return [(arabic, latin)]
