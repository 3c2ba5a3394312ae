"""Arabic script in a text: words, presentation forms, digits and signs, and letters mapped one by one."""

from __future__ import annotations

import functools
import re
import unicodedata

from namelink import tables
from namelink.text.characters import Level, fold_character

_PLAIN = "\u0621-\u063a\u0640-\u0652\u0670-\u06d3"
PLAIN_WORD = re.compile(f"[{_PLAIN}]+")
"""A word in the letters that `to_plain_letters` returns."""
PLAIN_NAME = re.compile(f"[{_PLAIN}]+(?:[ \u00a0\u200c]+[{_PLAIN}]+)*")
"""Such words with spaces between them."""

_LETTERS = (
    "\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06df-\u06e8\u06ea-\u06ef\u06fa-\u06ff"
    "\u0750-\u077f\u08a0-\u08ff"
)
ANY_WORD = re.compile(f"([{_LETTERS}]+(?:[\u200c\u200d]+[{_LETTERS}]+)*)")
"""A word in any letters and marks of Arabic script, but presentation forms."""

_PRESENTATION_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_ANY = re.compile("[\u0620-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")
_SIGNS = str.maketrans("،؛؟٪٫٬۔٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", ",;?%.,.01234567890123456789")
_SHADDA = "\u0651"


def has_arabic(text: str) -> bool:
    """Whether a text has letters or digits of Arabic script.

    >>> has_arabic("قطر 2022"), has_arabic("Qatar")
    (True, False)
    """
    return _ANY.search(text) is not None


def to_plain_letters(text: str) -> str:
    """Return a text with its letters of Arabic script folded to their plain forms, diacritics kept.

    >>> to_plain_letters("ﻗﻄﺮ، گُل")
    'قطر، كُل'
    """
    return _ANY.sub(lambda match: _plain_letter(match.group()), text)


@functools.cache
def _plain_letter(char: str) -> str:
    return char if unicodedata.category(char) == "Mn" else fold_character(char, Level.CLEAN)


def without_presentation_forms(text: str) -> str:
    """Return a text with the plain letters of presentation forms; no other letter is changed.

    >>> without_presentation_forms("ﻗﻄﺮ گل")
    'قطر گل'
    """
    return _PRESENTATION_FORMS.sub(lambda match: _without_form(match.group()), text)


@functools.cache
def _without_form(char: str) -> str:
    plain = unicodedata.normalize("NFKC", char)
    return plain if "\ufb50" <= char <= "\ufdff" else plain.strip()  # a lone mark is carried by a space


def latin_signs(text: str) -> str:
    """Return a text with Latin punctuation and digits for Arabic ones.

    >>> latin_signs("قطر، ٢٠٢٤؟")
    'قطر, 2024?'
    """
    return text.translate(_SIGNS)


@functools.cache
def _letter_table() -> tuple[dict[str, str], re.Pattern[str]]:
    table = {row["letters"]: row["latin"] for row in tables.rows("namelink.lang.ar", "letter_romanization.tsv")}
    groups = sorted(map(re.escape, table), key=lambda group: (-len(group), group))
    return table, re.compile("|".join((*groups, ".")))


def map_letters(word: str) -> str:
    """Return an Arabic word romanized letter by letter: of two initial consonants or three in a row, 'a' parts two.

    >>> map_letters("قطر"), map_letters("عمّان")
    ('Qatr', 'Amman')
    """
    table, pattern = _letter_table()
    out: list[str] = []
    consonants = 1  # in a row; a word never begins with two
    for letter in pattern.findall(word):
        if letter == _SHADDA:
            out.append(out[-1] if out and len(out[-1]) == 1 else "")
            continue
        latin = table.get(letter, "")
        vowel = latin[:1] in ("a", "e", "i", "o", "u", "")
        if not vowel and consonants == 2:
            out.append("a")
            consonants = 0
        consonants = 0 if vowel else consonants + 1
        out.append(latin)
    return "".join(out).capitalize()
