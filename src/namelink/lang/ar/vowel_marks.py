"""Vowel marks of a word that is written without them: by a table of names, else by the vowels of its Latin spellings.

A Latin spelling has the vowels that Arabic leaves out, but not whole: the e of Khaled is an i, that of Ahmed an a. So
each way to mark the letters has a probability of its own, learned from the words of the table, and one of the spelling.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import attrs

from namelink import tables
from namelink.lang.ar.compounds import GOD
from namelink.lang.ar.diacritics import LONG_A, SUKUN, TANWIN, Letter, agrees, bare, parse_letters
from namelink.lang.ar.latin_readings import consonants_of

_VOWELS = ("a", "i", "u")
_SHORT_SPELLINGS: Mapping[str, Mapping[str, float]] = {
    "a": {"a": 0.8, "e": 0.19, "": 0.01},
    "i": {"i": 0.65, "e": 0.3, "": 0.05},
    "u": {"u": 0.5, "o": 0.28, "ou": 0.2, "": 0.02},
    SUKUN: {"": 0.9, "a": 0.04, "e": 0.03, "i": 0.03},
}
_LONG_SPELLINGS: Mapping[str, Mapping[str, float]] = {
    "a": {"a": 0.9, "aa": 0.05, "e": 0.05},
    "i": {"i": 0.7, "ee": 0.1, "y": 0.1, "ie": 0.05, "e": 0.05},
    "u": {"u": 0.45, "ou": 0.3, "oo": 0.1, "o": 0.1, "ow": 0.05},
    "ay": {"ai": 0.3, "ay": 0.25, "ei": 0.2, "ey": 0.1, "e": 0.1, "i": 0.05},
    "aw": {"aw": 0.4, "au": 0.2, "ow": 0.1, "o": 0.15, "ou": 0.15},
}
"""How Latin letters spell each vowel, with the probability of each."""

_CARRIERS: Mapping[str, str] = {"ا": "a", "ى": "a", "ة": "a", "ي": "i", "و": "u"}
"""The letters that write on the vowel of the letter before, with that vowel; two of them make diphthongs of an a."""

_DOUBLE_SPELT_TWICE = 0.75
"""Probability that a doubled consonant is two in Latin."""

_SPELT_TWICE: Mapping[str, float] = {"s": 0.3, "": 0.005}
"""Probability that a single one is: s, which French reads as z between vowels, and any other."""

_BACKOFF = 5.0
"""Observations that a wide context counts as much as, where it is mixed with a narrow one."""

_UNREAD = 1e-6
"""Share of a Latin spelling in what is marked without one, so that no word is left without marks."""

_SHADDA = "\u0651"
_SIGNS = {"a": "\u064e", "i": "\u0650", "u": "\u064f", SUKUN: "\u0652", LONG_A: "\u0670"} | dict(
    zip(TANWIN, "\u064b\u064d\u064c", strict=True)
)


class _Mark(NamedTuple):
    """What a letter bears.

    Attributes:
        double: Whether it has a shadda.
        vowel: Its vowel, as in `Letter`.
        long: Whether the next letter writes the vowel on.
    """

    double: bool
    vowel: str
    long: bool


class _Option(NamedTuple):
    """A mark that a letter may bear after a vowel.

    Attributes:
        mark: The mark.
        text: The letter with it.
        prior: Its probability.
        readings: What Latin may have for both, each with its probability.
    """

    mark: _Mark
    text: str
    prior: float
    readings: Sequence[tuple[str, float]]


class _Step(NamedTuple):
    """What a way goes on with at a letter: see `_Way`, and `_Option` for the probabilities."""

    text: str
    last: str
    long: bool
    read: int
    prior: float = 1.0
    spelt: float = 1.0


class _Way(NamedTuple):
    """Marks of the first letters of a word, and how much of a Latin spelling they read.

    Attributes:
        text: The letters with their marks.
        last: The vowel before the next letter, in capitals where a letter wrote it on; the sign ^ at the beginning.
        long: Whether the next letter is to write it on.
        read: Latin letters that are read.
        chance: Its probability.
    """

    text: str = ""
    last: str = "^"
    long: bool = False
    read: int = 0
    chance: float = 1.0


@functools.cache
def _listed() -> Mapping[str, Sequence[tuple[Letter, ...]]]:
    """Return the vocalised words of the table by their letters, the likelier first."""
    found: dict[str, list[tuple[Letter, ...]]] = defaultdict(list)
    for row in tables.rows("namelink.lang.ar", "vocalized_names.tsv"):
        letters = parse_letters(row["vocalized"])
        found[bare(letters)].append(letters)
    return found


def listed_words(letters: Sequence[Letter]) -> list[tuple[Letter, ...]]:
    """Return the words of the table that a word, with the marks it has, may be; the likelier first.

    >>> [write(word) for word in listed_words(parse_letters("عمان"))]
    ['عَمَّان', 'عُمَان']
    """
    return [word for word in _listed().get(bare(letters), ()) if agrees(letters, word)]


def derived_words(letters: Sequence[Letter]) -> list[tuple[Letter, ...]]:
    """Return the words that a word may be as the nisba of one of the table, its feminine, or that of a name.

    Before these stands the active participle that it may be, of the verbs that have a ت in their stem.

    >>> [write(word) for name in ("خالدي", "خالدية") for word in derived_words(parse_letters(name))]
    ['خَالِدِيّ', 'خَالِدِيَّة']
    >>> [write(word) for name in ("مستنصر", "مهتدي") for word in derived_words(parse_letters(name))]
    ['مُسْتَنْصِر', 'مُهْتَدِي']
    """
    chars = bare(letters)
    found = [
        tuple(map(Letter, chars, [False] * len(chars), vowels))
        for pattern, vowels in _PARTICIPLES.items()
        if re.fullmatch(pattern, chars)
    ]
    for ending, stem_endings in _DERIVED.items():
        if chars.endswith(ending):
            stem = chars.removesuffix(ending)
            stems = [word for end in stem_endings for word in _listed().get(stem + end, ())]
            found += [_with_ending(word[: len(stem)], ending) for word in stems if stem[-1:] not in _CARRIERS]
    return [word for word in dict.fromkeys(found) if agrees(letters, word)]


_STRONG = "[بتثجحخدذرزسشصضطظعغفقكلمنه]"
_PARTICIPLES: Mapping[str, Sequence[str]] = {
    f"م{_STRONG}ت{_STRONG}[{_STRONG[1:-1]}ي]": ("u", SUKUN, "a", "i", ""),
    f"مست{_STRONG * 2}[{_STRONG[1:-1]}ي]": ("u", SUKUN, "a", SUKUN, "i", ""),
}
"""Letters of active participles, and their vowels."""

_DERIVED: Mapping[str, Sequence[str]] = {"ية": ("", "ة", "ا"), "ي": ("", "ة", "ا"), "ة": ("",)}
"""Endings of words made of others, each with the endings that these lose."""


def goes_on_to_god(after: Sequence[str]) -> bool:
    """Whether a name goes on to God, or to the religion of God, in what follows a word: spaces and words in turn.

    >>> goes_on_to_god([" ", "دين", " ", "الله"]), goes_on_to_god([" ", "نصر", " ", "الله"])
    (True, False)
    """
    words = [bare(parse_letters(word)) for word in after[1::2]]
    spaces = [between.isspace() for between in after[::2]]
    return (words[:1] == [GOD] and spaces[0]) or (words == [_RELIGION, GOD] and all(spaces[:2]))


_RELIGION = "دين"


def of_god(letters: Sequence[Letter]) -> tuple[Letter, ...] | None:
    """Return a word that stands before God in the name of a ruler, with its vowels; None where it is none of these.

    It is على, or ب or ل with a word of the table: المتوكل على الله, الحاكم بأمر الله. A word that the table has as a
    whole is no such word.

    >>> [write(of_god(parse_letters(word)) or ()) for word in ("على", "بأمر", "لدين", "بدر")]
    ['عَلَى', 'بِأَمْر', 'لِدِين', '']
    """
    clitic, *stem = letters
    found = [_UPON] if bare(letters) == bare(_UPON) else []
    if clitic.char in _TO_GOD and not listed_words(letters):
        found = [(attrs.evolve(clitic, vowel="i"), *word) for word in listed_words(stem)]
    return next((word for word in found if agrees(letters, word)), None)


_UPON = parse_letters("عَلَى")
_TO_GOD = ("ب", "ل")
"""Prepositions that are written onto the word before God."""


def _with_ending(stem: Sequence[Letter], ending: str) -> tuple[Letter, ...]:
    """Return a stem with the ending of a nisba or of a feminine."""
    *body, last = stem
    nisba = ending[0] == "ي"
    tail = [Letter("ي", True, "a" if ending[1:] else "")] if nisba else []
    tail += [Letter("ة", False, "")] if ending[-1] == "ة" else []
    return (*body, attrs.evolve(last, vowel="i" if nisba else "a"), *tail)


def connected(word: str) -> str:
    """Return a vocalised word as it is written after another, or after an article: hamzat wasl loses its vowel.

    >>> connected("اِبْن"), connected("بِن"), connected("إِيمَان")
    ('ابْن', 'بْن', 'إِيمَان')
    """
    first, *rest = letters = parse_letters(word)
    if bare(letters) == _SON_OF and first.vowel == "i":  # ابن without its alif
        return write([attrs.evolve(first, vowel=SUKUN), *rest])
    wasl = first.char == "ا" and first.vowel in ("i", "u") and rest and rest[0].vowel == SUKUN
    return write([attrs.evolve(first, vowel=""), *rest]) if wasl else word


_SON_OF = "بن"


@functools.cache
def _signs(double: bool, vowel: str) -> str:
    return unicodedata.normalize("NFC", _SHADDA * double + _SIGNS.get(vowel, ""))


def write(letters: Iterable[Letter]) -> str:
    """Return letters with their marks, in the order that Unicode gives these.

    >>> write(parse_letters("خَالِد")) == "خَالِد"
    True
    """
    return "".join([at.char + _signs(at.double, at.vowel) for at in letters])


def mark_letters(letters: Sequence[Letter], spellings: Mapping[str, float], number: int) -> dict[str, float]:
    """Return ways to vocalise a word, likeliest first, each with its probability.

    Args:
        letters: The letters of the word, without its article; marks that it has are kept.
        spellings: Latin spellings of it, in small letters, each with its probability.
        number: Ways that are kept after each letter.

    >>> next(iter(mark_letters(parse_letters("زاهد"), {"zahed": 0.7, "zahid": 0.3}, 24)))
    'زَاهِد'
    """
    total: dict[str, float] = defaultdict(float)
    word = _Word(letters)
    for latin, chance in {**spellings, "": _UNREAD}.items():
        for way in _ways(word, latin, 4 * number):
            total[way.text] += chance * way.chance
    summed = sum(total.values())
    ranked = sorted(total.items(), key=lambda item: (-item[1], item[0]))[:number]
    return {text: chance / summed for text, chance in ranked}


class _Word:
    """The letters of a word, and what each may bear: the same whatever it is read as."""

    def __init__(self, letters: Sequence[Letter]) -> None:
        self.letters = letters
        self.chars = bare(letters)
        self._options: dict[tuple[int, str], Sequence[_Option]] = {}

    def options(self, at: int, before: str) -> Sequence[_Option]:
        """Return what a letter may bear after a vowel."""
        found = self._options.get((at, before))
        if found is None:
            found = self._options[at, before] = [
                _Option(
                    mark,
                    self.chars[at] + _signs(mark.double, mark.vowel),
                    _prior(mark, _context(before, self.chars, at)),
                    _readings_of(mark, self.chars, at),
                )
                for mark in _marks(before, self.letters[at], self.chars, at)
            ]
        return found


def _ways(word: _Word, latin: str, most: int) -> list[_Way]:
    """Return the likeliest ways to mark letters so that they are read as Latin ones, or as any where there are none."""
    ways = [_Way()]
    for at in range(len(word.letters)):
        steps: dict[tuple[str, bool, int], list[_Step]] = {}  # ways that have come as far go on alike
        following = []
        for way in ways:
            state = way.last, way.long, way.read
            if state not in steps:
                steps[state] = list(_steps(word, at, way, latin))
            following += [(way.chance * step.prior * step.spelt, way, step) for step in steps[state]]
        ways = _likeliest(following, most)
    return [way for way in ways if way.read == len(latin)]


def _likeliest(following: Sequence[tuple[float, _Way, _Step]], most: int) -> list[_Way]:
    """Return the likeliest of what ways go on to, likeliest first; only of these texts are made and compared."""
    least = sorted([chance for chance, _, _ in following], reverse=True)[:most][-1:] or [0.0]
    ways = [
        _Way(way.text + step.text, step.last, step.long, step.read, chance)
        for chance, way, step in following
        if chance >= least[0]
    ]
    return sorted(ways, key=lambda way: (-way.chance, way.text))[:most]


def _steps(word: _Word, at: int, way: _Way, latin: str) -> Iterator[_Step]:
    """Yield what a way goes on with at a letter."""
    letter = word.letters[at]
    if way.long or letter.char == "آ":
        if not letter.double and letter.vowel in ("", SUKUN):
            yield from _carried(word, at, way, latin)
        return
    for mark, text, prior, readings in word.options(at, way.last):
        if not latin:
            yield _Step(text, mark.vowel, mark.long, 0, prior)
            continue
        for reading, spelt in readings:
            if latin.startswith(reading, way.read):
                yield _Step(text, mark.vowel, mark.long, way.read + len(reading), prior, spelt)


def _carried(word: _Word, at: int, way: _Way, latin: str) -> Iterator[_Step]:
    """Yield what a way goes on with at a letter that writes a vowel on: Latin may have an h, or a t, of a final one."""
    char = word.chars[at]
    diphthong = way.last == "a" and char in "وي"
    text = char + (_SIGNS[SUKUN] if diphthong and at + 1 < len(word.chars) else "")
    ends = {"آ": ("a", "aa"), "ة": ("", "h", "t"), "ى": ("", "h")}.get(char, ("",)) if latin else ("",)
    for end in ends:
        if latin.startswith(end, way.read):
            yield _Step(text, way.last.upper(), False, way.read + len(end))


def _readings_of(mark: _Mark, chars: str, at: int) -> list[tuple[str, float]]:
    """Return what Latin may have for a letter with its mark, each with its probability."""
    vowels = _vowels(mark, chars[at + 1]) if at + 1 < len(chars) else {"": 1.0}
    return [
        (consonants + vowel, spelt * likely)
        for consonants, spelt in _consonants(chars, at, mark.double)
        for vowel, likely in vowels.items()
    ]


def _marks(before: str, letter: Letter, chars: str, at: int) -> Iterator[_Mark]:
    """Yield what a letter may bear: what it is written with, and what syllables allow."""
    final = at + 1 == len(chars)
    if at and (letter.char in "اى" or (final and not letter.double and _CARRIERS.get(letter.char) == before != "i")):
        return  # these only write on a vowel
    after = "" if final else chars[at + 1]
    vowels = [""] if final else [*_VOWELS, SUKUN]
    for double in (False, True):
        if (
            (double and before not in _VOWELS)
            or (letter.double and not double)
            or (double and letter.vowel and not letter.double)
        ):
            continue
        for vowel in vowels:
            if letter.vowel and vowel != letter.vowel and not final:
                continue
            if letter.char == "إ" and vowel != "i" and not (letter.vowel or final):
                continue  # the hamza is under the alef because of an i
            if vowel == SUKUN and (double or before in ("^", SUKUN) or letter.char in "وي"):
                continue  # a و or ي without a vowel makes a diphthong, and is carried
            for long in _may_be_long(vowel, after, at + 2 == len(chars)):
                yield _Mark(double, vowel, long)


def _may_be_long(vowel: str, after: str, last: bool) -> tuple[bool, ...]:
    """Return whether the next letter, which may be the last, can write on a vowel."""
    if after == "ا" or (after in ("ى", "ة") and last):
        return (True,) if vowel == "a" else ()
    if after in ("و", "ي") and vowel in ("a", _CARRIERS[after]):
        return (True, False)
    return (False,)


def _consonants(chars: str, at: int, double: bool) -> list[tuple[str, float]]:
    """Return what a letter may be in Latin without its vowel, each with its probability."""
    before, after = chars[at - 1] if at else "", chars[at + 1] if at + 1 < len(chars) else ""
    found = []
    for consonants in sorted(consonants_of(chars[at], before, after)):
        twice = len(consonants) > 1 and len(set(consonants)) == 1
        digraph = len(set(consonants)) > 1 or not consonants
        likely = _DOUBLE_SPELT_TWICE if double else _SPELT_TWICE.get(consonants[:1], _SPELT_TWICE[""])
        share = 1.0 if digraph else likely if twice else 1 - likely
        found.append((consonants, share))
    return found


def _vowels(mark: _Mark, after: str) -> Mapping[str, float]:
    """Return what a vowel may be in Latin, each with its probability."""
    if not mark.long or after == "ة":
        return _SHORT_SPELLINGS[mark.vowel]
    return _LONG_SPELLINGS[{"و": "aw", "ي": "ay"}.get(after, "a") if mark.vowel == "a" else mark.vowel]


def _context(before: str, chars: str, at: int) -> tuple[str, str, str, str]:
    """Return what a mark depends on: the vowel before it, the letter, and the kinds of the two after it."""
    kinds = [char if char in _CARRIERS else "c" for char in chars[at + 1 : at + 3]]
    first, second = (*kinds, "$", "$")[:2]
    return first, before, second, chars[at]


@functools.cache
def _counts() -> Mapping[tuple[str, ...], Counter[_Mark]]:
    """Return how often letters of the table bear each mark, by each beginning of their context."""
    found: dict[tuple[str, ...], Counter[_Mark]] = defaultdict(Counter)
    for words in _listed().values():
        for letters in words:
            for mark, context in _observed(letters):
                for length in range(len(context) + 1):
                    found[context[:length]][mark] += 1
    return found


def _observed(letters: Sequence[Letter]) -> Iterator[tuple[_Mark, tuple[str, ...]]]:
    """Yield what each letter of a vocalised word bears, and its context; letters that write a vowel on bear nothing."""
    chars, last, carried = bare(letters), "^", False
    for at, letter in enumerate(letters):
        if carried or letter.char == "آ":
            last, carried = last.upper(), False
            continue
        after = letters[at + 1] if at + 1 < len(letters) else None
        long = (
            after is not None
            and after.is_silent()
            and True in _may_be_long(letter.vowel, after.char, at + 2 == len(chars))
        )
        yield _Mark(letter.double, letter.vowel if after else "", long), _context(last, chars, at)
        last, carried = letter.vowel, long


@functools.lru_cache(maxsize=1 << 14)
def _prior(mark: _Mark, context: tuple[str, ...]) -> float:
    """Return the probability of a mark, that of a wide context mixed with that of a narrow one."""
    counts = _counts()
    found = 1 / 16
    for length in range(len(context) + 1):
        counted = counts.get(context[:length])
        if counted:
            found = (counted[mark] + _BACKOFF * found) / (counted.total() + _BACKOFF)
    return found
