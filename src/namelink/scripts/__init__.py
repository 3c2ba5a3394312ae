"""Scripts as values: which one a letter or a text is in, and what is true of it."""

from __future__ import annotations

import functools
import unicodedata
from collections import Counter
from collections.abc import Mapping

import attrs

from namelink import tables


@attrs.frozen(eq=False)
class Script:
    """A writing system; one object for each, so that two are compared by identity.

    Attributes:
        code: Its ISO 15924 code.
        direction: ``rtl`` or ``ltr``.
        has_capitals: Whether it has capital letters.
        writes_vowels: Whether short vowels are written.
    """

    code: str
    direction: str = "ltr"
    has_capitals: bool = False
    writes_vowels: bool = True

    def __str__(self) -> str:
        return self.code


UNKNOWN = Script("Zzzz")
"""Any script that the table does not have."""

SAMPLE = 2000
"""Code points of a text that are looked at."""


@functools.cache
def _by_unicode_name() -> Mapping[str, Script]:
    return {
        row["letters"]: Script(row["code"], row["direction"], row["capitals"] == "yes", row["vowels"] == "yes")
        for row in tables.rows("namelink.scripts", "scripts.tsv")
    }


@functools.cache
def scripts() -> Mapping[str, Script]:
    """Return the known scripts by their ISO 15924 codes.

    >>> scripts()["Arab"].direction, scripts()["Latn"].has_capitals
    ('rtl', True)
    """
    return {script.code: script for script in _by_unicode_name().values()}


@functools.cache
def _by_language() -> Mapping[str, str]:
    return {row["language"]: row["script"] for row in tables.rows("namelink.scripts", "languages.tsv")}


def script_of_language(tag: str) -> str | None:
    """Return the ISO 15924 code of the script that a language is written in, or None for one that is not listed.

    A tag that names the script itself, such as ``sr-Latn`` or ``und-Arab``, is taken at its word.

    >>> script_of_language("ar-EG"), script_of_language("und-Cyrl"), script_of_language("xx")
    ('Arab', 'Cyrl', None)
    """
    language, *subtags = tag.split("-")
    written = (subtag for subtag in subtags if len(subtag) == 4 and subtag.istitle())
    return next(written, _by_language().get(language))


@functools.lru_cache(maxsize=1 << 12)
def script_of(char: str) -> Script | None:
    """Return the script of a letter, or None for what is no letter.

    >>> str(script_of("ق")), str(script_of("K")), str(script_of("К")), script_of("7")
    ('Arab', 'Latn', 'Cyrl', None)
    """
    if not unicodedata.category(char).startswith("L"):
        return None
    word = unicodedata.name(char, "").partition(" ")[0].partition("-")[0]
    return _by_unicode_name().get(word, UNKNOWN)


def script_code(text: str) -> str | None:
    """Return the ISO 15924 code of the script that most letters of a text are in, or None where it has no letters.

    >>> script_code("صدر جباروف"), script_code("Sadyr Жапаров"), script_code("2023!")
    ('Arab', 'Cyrl', None)
    """
    counts = Counter(found.code for char in text[:SAMPLE] if (found := script_of(char)))
    # Of two that are equally frequent, the first by code: the same answer on every run.
    return min(counts, key=lambda code: (-counts[code], code), default=None)
