"""Syllables of an Arabic word, as far as its letters and diacritics determine them."""

from __future__ import annotations

import attrs

from namelink.lang.ar.diacritics import LONG_A, SUKUN, TANWIN, Letter

ALIFS = frozenset("اٱ")
_HAMZAS = frozenset("أإؤئء")


@attrs.frozen
class Syllable:
    """A consonant and the vowel after it, either of which may be missing.

    Attributes:
        consonant: An Arabic letter, every hamza as ء; empty where a vowel begins the word.
        double: Whether the consonant is doubled.
        vowel: A name from the ``[vowels]`` table of a standard, or empty.
    """

    consonant: str
    double: bool
    vowel: str

    @property
    def is_hamza(self) -> bool:
        """Whether its consonant is a hamza, whatever its seat."""
        return self.consonant == "ء"

    @property
    def is_ta_marbuta(self) -> bool:
        """Whether its consonant is ة."""
        return self.consonant == "ة"

    @property
    def is_ha(self) -> bool:
        """Whether its consonant is a ه, which after an a could be taken for a ة."""
        return self.consonant == "ه"

    @property
    def is_glide(self) -> bool:
        """Whether its consonant is a single ي."""
        return self.consonant == "ي" and not self.double


def split_syllables(letters: tuple[Letter, ...]) -> tuple[Syllable, ...]:
    """Return the syllables of a word; a vowel that is not written is left out, unless the next letter implies it.

    >>> from namelink.lang.ar.diacritics import parse_letters
    >>> [(s.consonant, s.vowel) for s in split_syllables(parse_letters("مَدِينة"))]
    [('م', 'a'), ('د', 'ii'), ('ن', 'a'), ('ة', '')]
    """
    parser = _Parser(letters)
    found: list[Syllable] = []
    at = 0
    while at < len(letters):
        syllable, length = parser.syllable(at)
        if found and found[-1].vowel in ("iyy", "uww"):
            syllable = attrs.evolve(syllable, consonant="", double=False)  # that vowel includes the consonant
        found.append(syllable)
        at += length
    return tuple(found)


class _Parser:
    """Parses the letters of one word; each method looks at one position and the letters after it."""

    def __init__(self, letters: tuple[Letter, ...]) -> None:
        self._letters = letters
        self._count = len(letters)
        # A letter without a mark has no vowel in a vocalized word, and an unknown one in a word without marks.
        self._vocalized = any(letter.vowel and letter.vowel not in TANWIN for letter in letters)

    def syllable(self, at: int) -> tuple[Syllable, int]:
        """Return the syllable that begins at a letter, and the number of its letters."""
        letter = self._letters[at]
        if letter.char == "آ":
            return Syllable("ء", letter.double, LONG_A), 1
        if letter.char in ALIFS and at:
            return Syllable("", False, LONG_A if letter.vowel in ("", SUKUN) else letter.vowel), 1
        if self._is_maqsura(at):
            return Syllable("", False, "maqsura"), 1
        vowel, length = self._vowel(at)
        char = "" if letter.char in ALIFS else "ي" if letter.char == "ى" else letter.char
        return Syllable("ء" if char in _HAMZAS else char, letter.double, vowel), length

    def _is_maqsura(self, at: int) -> bool:
        letter = self._letters[at]
        last = at == self._count - 1
        return letter.char == "ى" and last and not letter.double and letter.vowel in ("", SUKUN, LONG_A, "an")

    def _short(self, at: int) -> str:
        """Return the short vowel, or the tanwin, on a letter: as written, else as implied by what follows."""
        letter = self._letters[at]
        if letter.vowel:
            return "" if letter.vowel == SUKUN else letter.vowel
        implied = self._before_vowel_letter(at + 1) if at + 1 < self._count else ""
        if implied or at:
            return implied
        return {"أ": "a", "إ": "i", "ٱ": "i", "ا": self._initial_alif()}.get(letter.char, "")

    def _initial_alif(self) -> str:
        """Return the vowel of an alif without marks: i before a cluster (hamzat al-wasl), else a."""
        if self._count < 2:
            return ""
        after = self._letters[1]
        return "i" if after.vowel == SUKUN or (after.char == "ي" and after.is_silent()) else "a"

    def _before_vowel_letter(self, at: int) -> str:
        """Return the vowel that a letter implies on the one before it, which has no mark."""
        letter = self._letters[at]
        if letter.char == "ا" and letter.vowel in ("", "a", "an", SUKUN):
            return "an" if letter.vowel == "an" else "a"
        if letter.char == "ة" or self._is_maqsura(at):
            return "an" if letter.char == "ى" and letter.vowel == "an" else "a"
        if self._vocalized or letter.char not in ("و", "ي") or letter.vowel or self._initial_hamza(at - 1):
            return ""
        vowel = "u" if letter.char == "و" else "i"
        follows = self._letters[at + 1].char if at + 1 < self._count else ""
        if letter.double or follows == "ة":
            return "i" if letter.char == "ي" else ""
        return "" if follows == "ا" else vowel

    def _initial_hamza(self, at: int) -> bool:
        return at == 0 and self._letters[0].char in ("أ", "إ", "ا", "ٱ")

    def _vowel(self, at: int) -> tuple[str, int]:
        """Return the vowel after a letter, and the number of letters that write both."""
        short = self._short(at)
        if at + 1 == self._count or not short:
            return short, 1
        after = self._letters[at + 1]
        if short in ("a", LONG_A, "an"):
            return self._a(at, short)
        if short == "u" and after.char == "و" and after.double:
            return "uww", 1
        if short == "i" and after.char in ("ي", "ى") and after.double:
            return "iyy", 1
        if short == "u" and after.char == "و" and self._is_long(at + 1):
            return "uu", 3 if self._ends_in_alif(at + 2) else 2
        if short == "i" and after.char in ("ي", "ى") and self._is_long(at + 1):
            return "ii", 2
        return short, 1

    def _a(self, at: int, short: str) -> tuple[str, int]:
        after = self._letters[at + 1]
        if after.char == "ا" and after.vowel in ("", "a", "an", SUKUN):
            return ("an" if "an" in (short, after.vowel) else LONG_A), 2
        if self._is_maqsura(at + 1):
            return ("an_maqsura" if "an" in (short, after.vowel) else "maqsura"), 2
        if after.char == "آ" and at + 2 < self._count and self._letters[at + 2].char == "ء":
            return LONG_A, 2  # خلفآء: the madda is that of the hamza that follows
        if short == "a" and after.char in ("و", "ي") and self._is_long(at + 1):
            silent = after.vowel == SUKUN and self._ends_in_alif(at + 2)
            return ("aw" if after.char == "و" else "ay"), 3 if silent else 2
        return short, 1

    def _is_long(self, at: int) -> bool:
        """Whether a و or ي only lengthens the vowel before it."""
        letter = self._letters[at]
        if not letter.is_silent():
            return False
        if letter.vowel == SUKUN or at + 1 == self._count:
            return True
        if letter.char == "و" and self._ends_in_alif(at + 1):
            return self._short(at - 1) == "u"  # فَعَلُوا
        return not self._before_vowel_letter(at + 1)

    def _ends_in_alif(self, at: int) -> bool:
        return at == self._count - 1 and self._letters[at] == Letter("ا")
