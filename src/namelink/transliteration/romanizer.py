"""Names in Latin letters as news spells them, and in Arabic letters as Arabic news does.

What is known is spelt as it is attested, by the parts of the name; what is not, by trained models. Scripts other than
Arabic go through unidecode. What is no name at all, and what is longer than any name, is mapped letter by letter.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import defaultdict
from pathlib import Path

from namelink import tables
from namelink.errors import require_str
from namelink.model import Transliteration
from namelink.phonetics.latin import SURROGATE, plain_latin
from namelink.text.characters import Level, fold_character
from namelink.text.folding import is_longer
from namelink.transliteration.arabizer import arabic_spellings
from namelink.transliteration.composition import Spellings, known_region, name_spellings
from namelink.transliteration.standards import romanize_by

LONGEST_WORD = 40
"""Characters of the longest word the model is asked for, harakat counted."""

LONGEST_TEXT = 2000
"""Characters of the longest text the model is asked for, in plain letters: the time grows with their square.

What is longer is no name, and is mapped letter by letter.
"""

LONGEST_KEPT = 200
"""Characters of the longest text, in plain letters, whose spellings are kept in memory."""

KEPT = 12
"""Spellings of a text that are kept while it is put together."""

_SHADDA = "\u0651"
_LETTERS = "\u0621-\u063a\u0640-\u0652\u0670-\u06d3"
_ARABIC_WORD = re.compile(f"[{_LETTERS}]+")
_ARABIC_RUN = re.compile(f"[{_LETTERS}]+(?:[ \u00a0\u200c]+[{_LETTERS}]+)*")
_ANY_ARABIC = re.compile("[\u0620-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")


@functools.cache
def _map() -> tuple[dict[str, str], re.Pattern[str]]:
    table = {row["letters"]: row["latin"] or "" for row in tables.rows("namelink.transliteration", "natural.tsv")}
    return table, re.compile("|".join(sorted(map(re.escape, table), key=lambda g: (-len(g), g))))


def romanize(text: str) -> str:
    """Return a name in Latin letters; what is in Latin letters stays as it is.

    >>> romanize("ليخاتشوف"), romanize("عَمّان"), romanize("Бишкек"), romanize("Paris")
    ('Likhachov', 'Amman', 'Bishkek', 'Paris')
    """
    if not _ANY_ARABIC.search(text):
        return plain_latin(text)
    return transliterate(text)


def _mapped(word: str) -> str:
    """Return an Arabic word mapped letter by letter.

    Two consonants at the start of a word, or three in a row, are parted by an 'a'.
    """
    table, pattern = _map()
    out: list[str] = []
    crowd = 1  # consonants in a row; the first two letters of a word are never both consonants
    for letter in re.findall(rf"{pattern.pattern}|.", word):
        if letter == _SHADDA:
            out.append(out[-1] if out and len(out[-1]) == 1 else "")
            continue
        latin = table.get(letter, "")
        vowel = latin[:1] in ("a", "e", "i", "o", "u", "")
        if not vowel and crowd == 2:
            out.append("a")
            crowd = 0
        crowd = 0 if vowel else crowd + 1
        out.append(latin)
    return "".join(out).capitalize()


def _run(run: str, region: str | None) -> Spellings:
    if all(len(word) <= LONGEST_WORD for word in run.split()):
        found = name_spellings(run, region)
        if any(found):
            return found
    return {_ARABIC_WORD.sub(lambda match: _mapped(match.group()), run): 1.0}


def _presentable(text: str) -> str:
    """Return a text with its Arabic letters in their plain forms, harakat kept."""
    return _ANY_ARABIC.sub(lambda match: _letter(match.group()), SURROGATE.sub("", text))


@functools.cache
def _letter(char: str) -> str:
    return char if unicodedata.category(char) == "Mn" else fold_character(char, Level.CLEAN)


def _to_latin(text: str, region: str | None) -> Spellings:
    presentable = _presentable(text)
    if len(presentable) > LONGEST_TEXT:
        return {plain_latin(_ARABIC_WORD.sub(lambda match: _mapped(match.group()), presentable)): 1.0}
    wholes: Spellings = {"": 1.0}
    at = 0
    for match in _ARABIC_RUN.finditer(presentable):
        wholes = _extended(wholes, presentable[at : match.start()], _run(match.group(), region))
        at = match.end()
    wholes = _extended(wholes, presentable[at:], {"": 1.0})
    tidy: Spellings = defaultdict(float)
    for whole, chance in wholes.items():
        tidy[plain_latin(whole)] += chance
    return tidy


def _extended(wholes: Spellings, between: str, found: Spellings) -> Spellings:
    joined: Spellings = defaultdict(float)
    for whole, chance in wholes.items():
        for text, own in found.items():
            joined[whole + between + text] += chance * own
    return dict(sorted(joined.items(), key=lambda item: (-item[1], item[0]))[:KEPT])


def _to_arabic(text: str) -> Spellings:
    """Return the spellings of a text in Arabic letters; what is in them already stays."""
    presentable = _presentable(text)
    if len(presentable) > LONGEST_TEXT:
        return {presentable: 1.0}
    pieces = re.split(f"([{_LETTERS}]+)", presentable)
    pieces[::2] = map(_plain_spaced, pieces[::2])  # Arabic stands at the odd places
    if sum(map(len, pieces)) > LONGEST_TEXT:
        return {presentable: 1.0}
    wholes: Spellings = {"": 1.0}
    for i, piece in enumerate(pieces):
        wholes = _extended(wholes, "", {piece: 1.0} if i % 2 else arabic_spellings(piece))
    return wholes


def _plain_spaced(text: str) -> str:
    """Return a text in Latin letters with the space before and after it kept."""
    latin = plain_latin(text)
    return (" " if text[:1].isspace() else "") + latin + (" " if latin and text[-1:].isspace() else "")


@functools.lru_cache(maxsize=1 << 16)
def _kept(text: str, to: str, region: str | None) -> tuple[Transliteration, ...]:
    found = _to_latin(text, region) if to == "Latn" else _to_arabic(text)
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Transliteration(spelling, min(chance, 1.0)) for spelling, chance in ranked if spelling)


def _ranked(text: str, to: str, region: str | None) -> tuple[Transliteration, ...]:
    kept = not is_longer(text, LONGEST_KEPT, Level.CLEAN)
    return (_kept if kept else _kept.__wrapped__)(text, to, known_region(region))


def transliterate(text: str, scheme: str | Path | None = None, *, region: str | None = None) -> str:
    """Return a name in Latin letters by its parts and a trained model; see `namelink.transliterate`.

    >>> transliterate("ليخاتشوف"), transliterate("محمد شريف", region="maghreb")
    ('Likhachov', 'Mohamed Cherif')
    """
    require_str(text, "transliterate", "text")
    if scheme is not None:
        if region is not None:
            raise ValueError(f"a standard ({scheme}) spells alike in every region; give a scheme or a region, not both")
        return romanize_by(text, scheme)
    found = _ranked(text, "Latn", region)
    return found[0].text if found else ""


def transliterations(
    text: str, limit: int = 5, *, to: str = "Latn", region: str | None = None
) -> list[Transliteration]:
    """Return ways to write a name in another script, the likeliest first; see `namelink.transliterations`.

    >>> [t.text for t in transliterations("خالد", 2)]
    ['Khaled', 'Khalid']
    """
    require_str(text, "transliterations", "text")
    if to not in ("Latn", "Arab"):
        raise ValueError(f"no script {to!r} to write names in; use 'Latn' or 'Arab'")
    return list(_ranked(text, to, region)[: max(0, limit)])
