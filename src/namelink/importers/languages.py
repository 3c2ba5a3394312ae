"""Languages of names: which are wanted, and the tag of a name whose language the source does not tell."""

from __future__ import annotations

from collections.abc import Collection

from namelink.record_fields import is_language_tag
from namelink.scripts import UNKNOWN, script_code, script_of_language

DEFAULT_LANGUAGES = ("ar", "en", "ru")
"""The languages of the gazetteer that comes with namelink."""

UNDETERMINED = "und"

Languages = frozenset[str] | None
"""The languages wanted, as primary subtags; None for all."""


def choose_languages(languages: Collection[str] | None) -> Languages:
    """Return the primary subtags of the languages wanted; None for all.

    >>> sorted(choose_languages(["ar", "en-GB"])), choose_languages(None)
    (['ar', 'en'], None)
    """
    return None if languages is None else frozenset(primary(tag).lower() for tag in languages)


def primary(tag: str) -> str:
    """Return the primary subtag of a language tag.

    >>> primary("zh-Hant"), primary("ar")
    ('zh', 'ar')
    """
    return tag.partition("-")[0]


def read_tag(code: str) -> str | None:
    """Return the language tag of a source's code, or None where it is no language.

    >>> read_tag("en-gb"), read_tag("be-x-old"), read_tag("post"), read_tag("fr_1793")
    ('en-gb', 'be', None, None)
    """
    if is_language_tag(code):
        return code
    head = primary(code).lower()
    return head if is_language_tag(head) else None


def tag_by_script(text: str) -> str:
    """Return the tag of a name of no known language: that of its script.

    >>> tag_by_script("القاهرة"), tag_by_script("Cairo"), tag_by_script("7")
    ('und-Arab', 'und-Latn', 'und')
    """
    found = script_code(text)
    return UNDETERMINED if found in (None, UNKNOWN.code) else f"{UNDETERMINED}-{found}"


def is_wanted(tag: str, languages: Languages) -> bool:
    """Whether a name of a language, or of a script, is wanted.

    >>> wanted = choose_languages(["ar", "en"])
    >>> [is_wanted(tag, wanted) for tag in ("ar", "en-gb", "und-Latn", "ru", "und-Cyrl")]
    [True, True, True, False, False]
    """
    if languages is None or primary(tag) in languages:
        return True
    head, _, name = tag.partition("-")
    # Most of the languages that the table of scripts lacks are written in Latin letters.
    return head == UNDETERMINED and name in {script_of_language(language) or "Latn" for language in languages}
