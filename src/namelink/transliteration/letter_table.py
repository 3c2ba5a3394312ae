"""Letter for letter: a text written by the signs of a table, and read back by them."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Mapping

import attrs

APOSTROPHE = "’"
"""The apostrophe of a table, which stands for any apostrophe between two letters."""

_APOSTROPHES = "'’ʼ"
_LIGATURE = "\u0361"
"""The mark over two letters that are one: both are capitals."""


@attrs.frozen(eq=False)
class LetterTable:
    """The signs of a standard that writes letter for letter.

    Attributes:
        letters: The sign of each letter, or of some letters that are written together.
        initial: Signs of letters that begin a word, where they are others.
        final: Likewise of letters that end one.
        after_vowels: Likewise of letters after one of `vowels`.
        vowels: Letters after which `after_vowels` holds.
        breaks: For a letter, those before which a separator parts their signs.
        separator: It.
        readings: What a sign is read back as that several letters share, or that no letter is written by.
        unwritten: Pairs of letters that no word has, and whose signs may be read otherwise.

    >>> table = LetterTable({"ж": "zh", "з": "z", "зг": "zgh", "г": "h", "є": "ie"}, initial={"є": "ye"})
    >>> table.write("Зг Є жє")
    'Zgh Ye zhie'
    """

    letters: Mapping[str, str]
    initial: Mapping[str, str] = attrs.field(factory=dict)
    final: Mapping[str, str] = attrs.field(factory=dict)
    after_vowels: Mapping[str, str] = attrs.field(factory=dict)
    vowels: str = ""
    breaks: Mapping[str, str] = attrs.field(factory=dict)
    separator: str = ""
    readings: Mapping[str, str] = attrs.field(factory=dict)
    unwritten: frozenset[str] = frozenset()

    def write(self, text: str) -> str:
        """Return a text with its letters in signs; all else stays as it is."""
        return "".join(self._written(text))

    def read(self, text: str) -> str:
        """Return a text with its signs, composed or not, in letters; all else stays as it is."""
        return self._signs.sub(self._letter, text)

    def doubtful(self) -> Iterator[tuple[str, str]]:
        """Yield two signs each that cannot be told apart on the way back.

        >>> list(LetterTable({"с": "s", "г": "h", "ш": "sh"}).doubtful())
        [('sh', 's')]
        """
        pairs = [(sign, letter) for table in self._tables() for letter, sign in table.items()]
        for sign, letter in pairs:
            if not sign or self._meanings[sign] not in (letter, self.readings.get(sign)):
                yield sign, sign
        for longer in sorted(self._meanings):
            for at in range(1, len(longer)):
                for after in self._beginning_like(longer[:at], longer[at:]):
                    if self._meanings[longer[:at]] + self._meanings[after] not in self.unwritten:
                        yield longer, longer[:at]

    def _beginning_like(self, first: str, rest: str) -> list[str]:
        """Return the signs that, after a first one, may be taken for the rest of a longer one."""
        if not any(first in table.values() for table in self._tables()):
            return []
        return [sign for sign in self._meanings if sign and (sign.startswith(rest) or rest.startswith(sign))]

    def _tables(self) -> tuple[Mapping[str, str], ...]:
        return self.letters, self.initial, self.final, self.after_vowels

    @functools.cached_property
    def _meanings(self) -> dict[str, str]:
        """The letters that each sign is read as; those of `letters` before those of the other tables."""
        found: dict[str, str] = {}
        for table in self._tables():
            for letter, sign in table.items():
                found.setdefault(sign, letter)
        return found | dict(self.readings)

    @functools.cached_property
    def _units(self) -> re.Pattern[str]:
        keys = sorted(map(re.escape, self.letters), key=lambda key: (-len(key), key))
        return re.compile("|".join([*keys, "."]), re.IGNORECASE | re.DOTALL)

    @functools.cached_property
    def _signs(self) -> re.Pattern[str]:
        signs = {form for sign in self._meanings for form in _forms(sign) if sign}
        flags = re.IGNORECASE if self._has_case else re.NOFLAG
        return re.compile("|".join(sorted(map(re.escape, signs), key=lambda sign: (-len(sign), sign))), flags)

    @functools.cached_property
    def _has_case(self) -> bool:
        return any(letter.lower() != letter.upper() for letter in self.letters)

    @functools.cached_property
    def _by_form(self) -> dict[str, str]:
        return {form: letter for sign, letter in self._meanings.items() for form in _forms(sign)}

    def _written(self, text: str) -> Iterator[str]:
        before = ""
        for match in self._units.finditer(text):
            unit, at, end = match.group(), match.start(), match.end()
            if unit in _APOSTROPHES:
                unit = APOSTROPHE if APOSTROPHE in self.letters and _within_word(text, at) else unit
            key = unit.lower() if self._has_case else unit
            sign = self._sign(key, before, text[end : end + 1])
            if before[-1:] in self.breaks and key[0] in self.breaks[before[-1:]]:
                yield self.separator
            yield unit if sign is None else _cased(sign, unit, text[max(at - 1, 0) : at], text[end : end + 1])
            before = key if sign is not None else ""

    def _sign(self, key: str, before: str, after: str) -> str | None:
        """Return the sign of a letter between its neighbours; None where it has none."""
        if key in self.initial and not before:
            return self.initial[key]
        if key in self.final and (after.lower() if self._has_case else after) not in self.letters:
            return self.final[key]
        if key in self.after_vowels and before[-1:] in self.vowels:
            return self.after_vowels[key]
        return self.letters.get(key)

    def _letter(self, match: re.Match[str]) -> str:
        sign, text = match.group(), match.string
        letter = self._by_form[sign.lower() if self._has_case else sign]
        if not self._has_case:
            return letter
        before, after = text[: match.start()][-2:], text[match.end() : match.end() + 1]
        if sign[0].lower() == sign[0].upper():  # the soft sign has the case of the letters around it
            upper = after.isupper() if after.isalpha() else len(before) > 1 and before.isupper()
            return letter.upper() if upper and before[-1:].isupper() else letter
        if len(letter) > 1 and sign.isupper():
            return letter.upper()
        return letter[0].upper() + letter[1:] if sign[0].isupper() else letter


def _forms(sign: str) -> tuple[str, str]:
    return unicodedata.normalize("NFC", sign), unicodedata.normalize("NFD", sign)


def _within_word(text: str, at: int) -> bool:
    return text[max(at - 1, 0) : at].isalpha() and text[at + 1 : at + 2].isalpha()


def _cased(sign: str, unit: str, before: str, after: str) -> str:
    """Return a sign with a capital where its letter is one; with capitals only in a word of capitals."""
    if unit[0].lower() == unit[0] or not sign:
        return sign
    if len(sign) > 1 and (_LIGATURE in sign or after.isupper() or (not after.isalpha() and before.isupper())):
        return sign.upper()
    return sign[0].upper() + sign[1:]
