"""Names that a standard romanized: whether Latin letters are those of a whole Arabic name, letter by letter.

An Arabic name without its diacritics leaves open the short vowels and the doubled consonants, and standards differ in
the article and in what they write as one word. All else binds: each consonant has its sign, in order. A name that was
romanized as it is written has no short vowels at all (Dmshq), and is read likewise.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

import attrs

from namelink import tables
from namelink.lang.ar.clitics import ARTICLE, article_clitics
from namelink.lang.ar.diacritics import bare, parse_letters
from namelink.lang.ar.script import ANY_WORD

_PLAIN_VOWELS = str.maketrans("āīūáàâ", "aiuaaa")
_LONG_VOWELS = frozenset("āīū")
_NO_LETTERS = re.compile(r"[^a-z0-9\u00c0-\u024f\u1e00-\u1eff\u0300-\u036f]")
_SUN_LETTERS = frozenset("تثدذرزسشصضطظلن")
_SHORT = ("a", "i", "u", "ā")
"""Short vowels, and the long one that is written as one in الرحمن."""
_FRAME = re.compile("[^bfqrm]")
_ARABIC_FRAME = {ord(letter): sign for letter, sign in zip("بفقرم", "bfqrm", strict=True)}
_REPEATED = re.compile(r"(.)\1+")


@attrs.frozen
class RomanizedName:
    """Latin letters that may be those of an Arabic name.

    Attributes:
        letters: The letters, in lower case, without what stands between words and without signs of ayn and hamza.
        is_marked: Whether they have marks by which standards tell apart what English letters do not.
        frame: Those of the consonants that every standard writes by one and the same letter.
    """

    letters: str
    is_marked: bool
    frame: str

    @property
    def is_unvocalized(self) -> bool:
        """Whether they have no vowel, as those of a name have that was romanized as Arabic writes it: Dmshq."""
        return _ANY_VOWEL.isdisjoint(self.letters) and len(self.letters) >= len("dmq")

    @classmethod
    def of(cls, text: str) -> RomanizedName | None:
        """Return the letters of a text, or None where no standard would write it so.

        >>> RomanizedName.of("Ar Riyāḑ"), RomanizedName.of("Aden")
        (RomanizedName(letters='arriyāḑ', is_marked=True, frame='r'), None)
        """
        letters = _NO_LETTERS.sub("", unicodedata.normalize("NFC", text.lower()))
        if not letters or not _OTHER_LETTERS.isdisjoint(letters):
            return None
        return cls(letters, not letters.isascii(), _frame(letters))

    def may_have(self, letters: str) -> bool:
        """Whether Arabic letters, folded, have the same frame: a quick look before they are read.

        >>> RomanizedName.of("Salim").may_have("سالم"), RomanizedName.of("Salim").may_have("كريم")
        (True, False)
        """
        return _arabic_frame(letters) == self.frame

    def short_vowels(self, name: str) -> int | None:
        """Return the short vowels of the letters, where they are those of an Arabic name; None where not.

        A name has the fewest of them that is meant: Bilifun is بيليفون, and hardly بلفن.

        >>> RomanizedName.of("wizarat al-kharijiyah").short_vowels("وزارة الخارجية")
        5
        >>> RomanizedName.of("Ar Riyāḑ").short_vowels("الرياض"), RomanizedName.of("Riyāḑ").short_vowels("الرياض")
        (1, None)
        """
        words = _words(name)
        if not words or _arabic_frame("".join(words)) != self.frame:
            return None
        reader = _Reader.of(self.letters)
        places = {0: 0}
        for word in words:
            places = reader.after_word(places, word)
        return places.get(len(reader.latin))


def _frame(letters: str) -> str:
    return _REPEATED.sub(r"\1", _FRAME.sub("", letters))


def _arabic_frame(letters: str) -> str:
    return _REPEATED.sub(r"\1", letters.translate(_ARABIC_FRAME_ONLY))


class _FrameTable(dict[int, str]):
    def __missing__(self, key: int) -> str:
        return ""


_ARABIC_FRAME_ONLY = _FrameTable(_ARABIC_FRAME)


@functools.lru_cache(maxsize=1 << 12)
def _words(name: str) -> tuple[str, ...]:
    """Return the letters of the words of a name without diacritics; digits count as letters."""
    return tuple(bare(parse_letters(word)) or word for word in re.findall(r"\d+|[^\W\d]+", "".join(_pieces(name))))


def _pieces(name: str) -> Iterator[str]:
    for place, piece in enumerate(ANY_WORD.split(name)):
        yield bare(parse_letters(piece)) if place % 2 else piece


_Places = dict[int, int]
"""Places in Latin letters, each with the fewest short vowels before it."""


@attrs.frozen
class _Reader:
    """Reads Latin letters beside Arabic ones.

    Attributes:
        latin: The Latin letters.
        consonants: Which signs the consonants have: ``marked`` or ``latin``.
        vowels: The signs of letters of vowels.
    """

    latin: str
    consonants: str
    vowels: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, letters: str) -> _Reader:
        if not _LONG_VOWELS.isdisjoint(letters):
            return cls(letters, "marked", _MARKED_VOWELS)
        latin = letters.translate(_PLAIN_VOWELS)
        return cls(latin, "latin" if latin.isascii() else "marked", _VOWELS)

    def after_word(self, before: _Places, word: str) -> _Places:
        """Return the places after an Arabic word that begins at any of some places."""
        article = _article_at(word)
        stem = 0 if article is None else article + 1
        found = dict(before)
        for place, letter in enumerate(word):
            after = word[place + 1 : place + 2]
            signs = self._signs(letter, first=place in (0, stem), after=after)
            if article is not None and place == article - 1 and letter in _ALIFS:
                signs = (*_FIRST_VOWELS, "")
            elif place == article and after in _SUN_LETTERS:
                signs += self._signs(after, after=_BETWEEN)
            found = self._after(found, signs, letter)
        for sign in _own_words().get(word, ()):
            for at, short in before.items():
                if self.latin.startswith(sign, at):
                    _keep(found, at + len(sign), short)
        return found

    def _after(self, before: _Places, signs: Sequence[str], letter: str) -> _Places:
        """Return the places after a letter: its sign, once or doubled, and a short vowel."""
        found: _Places = {}
        for at, before_it in before.items():
            for sign in signs:
                short = before_it + (sign in _SHORT and letter not in self.vowels)
                if not self.latin.startswith(sign, at):
                    continue
                end = at + len(sign)
                twice = sign and sign[-1] not in _ANY_VOWEL and self.latin.startswith(sign, end)
                for place in (end, end + len(sign)) if twice else (end,):
                    _keep(found, place, short)
                    if self.latin.startswith(_SHORT, place) and not (letter in _VOWELS and sign[-1:] in _ANY_VOWEL):
                        _keep(found, place + 1, short + 1)
        return found

    def _signs(self, letter: str, *, first: bool = False, after: str = "") -> tuple[str, ...]:
        """Return the Latin letters of an Arabic one, before another or at the end of a word."""
        if first and letter in _SEATS:
            return (*_FIRST_VOWELS, "") if after in _GLIDES else _FIRST_VOWELS
        if letter in self.vowels:
            return self.vowels[letter] + (("u",) if first else ())
        return _consonant(letter, self.consonants, last=not after)


def _keep(places: _Places, at: int, short: int) -> None:
    places[at] = min(places.get(at, short), short)


def _article_at(word: str) -> int | None:
    """Return the place of the l of the article in a word, also after a clitic."""
    if word.startswith(ARTICLE):
        return 1
    if word[:1] in article_clitics() and word[1:].startswith(ARTICLE):
        return 2
    return 1 if word.startswith(ARTICLE[1] * 2) else None


_ANY_VOWEL = frozenset("aiuāīū")
_OTHER_LETTERS = frozenset("eox")
"""Letters of English that no standard for Arabic has."""

_BETWEEN = "-"
"""Stands for any letter after one."""

_ALIFS = frozenset("اٱ")
_SEATS = _ALIFS | frozenset("أإ")
_GLIDES = ("و", "ي")
"""Letters that write a long vowel on: أو is ū, and إي ī."""
_FIRST_VOWELS = ("a", "i", "u", "ā")
"""Vowels of a word that begins with one."""

_VOWELS: Mapping[str, tuple[str, ...]] = {
    "ا": ("a",),
    "ٱ": ("a",),
    "آ": ("a",),
    "ى": ("a", "i", "y"),
    "و": ("w", "u"),
    "ي": ("y", "i"),
}
_MARKED_VOWELS: Mapping[str, tuple[str, ...]] = {
    "ا": ("ā",),
    "ٱ": ("ā",),
    "آ": ("ā",),
    "ى": ("ā", "á", "à", "ī", "y"),
    "و": ("w", "ū", "ūw"),
    "ي": ("y", "ī", "īy"),
}
"""Signs of the letters of vowels, in Latin letters without marks of length, and with them."""


@functools.cache
def _consonant(letter: str, signs: str, *, last: bool) -> tuple[str, ...]:
    if letter == "ة":
        return ("h", "t", "ẗ", "")
    row = _rows().get(letter)
    if row is None:
        return (letter,) if letter.isdigit() else ()
    found = tuple((row[signs] or row["latin"] or "").split()) or ("",)
    return (*found, "t", "") if letter == "ه" and last else found


@functools.cache
def _rows() -> Mapping[str, tables.Row]:
    return {row["letter"]: row for row in tables.rows("namelink.lang.ar", "standard_letters.tsv")}


@functools.cache
def _own_words() -> Mapping[str, Sequence[str]]:
    return {row["word"]: row["latin"].split() for row in tables.rows("namelink.lang.ar", "standard_words.tsv")}
