"""Names in Latin letters as news would spell them.

A letter map for now: what is written is mapped, vocalisation is obeyed, and two consonants at the
start of a word, or three in a row, are parted by an 'a'. Other scripts go through unidecode.
"""

from __future__ import annotations

import functools
import re

import unidecode

from namelink.errors import require_str
from namelink.model import Transliteration
from namelink.text import tables
from namelink.text.characters import Level
from namelink.text.folding import fold

_SHADDA = "\u0651"
_ARABIC_WORD = re.compile(r"[\u0621-\u063a\u0641-\u0652\u0670-\u06d3]+")
_SURROGATE = re.compile("[\ud800-\udfff]")


@functools.cache
def _map() -> tuple[dict[str, str], re.Pattern[str]]:
    table = {row["letters"]: row["latin"] or "" for row in tables.rows("namelink.translit", "natural.tsv")}
    return table, re.compile("|".join(sorted(map(re.escape, table), key=lambda g: (-len(g), g))))


def romanize(text: str) -> str:
    """Return a name in Latin letters; what is in Latin letters stays as it is.

    >>> romanize("ليخاتشوف"), romanize("دُبَيّ"), romanize("Бишкек"), romanize("Paris")
    ('Likhachuf', 'Dubaii', 'Bishkek', 'Paris')
    """
    latin = _ARABIC_WORD.sub(lambda match: _word(match.group()), _SURROGATE.sub("", text))
    latin = "".join(c if c.isascii() or _is_latin(c) else unidecode.unidecode(c) for c in latin)
    return " ".join(fold(latin, Level.CLEAN).split())


def _is_latin(char: str) -> bool:
    return "\u00c0" <= char <= "\u024f" or "\u1e00" <= char <= "\u1eff"


def _word(word: str) -> str:
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


def transliterate(text: str) -> str:
    """Return a name in Latin letters, in natural spelling.

    Args:
        text: A name in any script.

    Raises:
        TypeError: text is not a str.

    >>> transliterate("بيشكيك")
    'Bishkik'
    """
    return romanize(require_str(text, "transliterate", "text"))


def transliterations(text: str, limit: int = 5) -> list[Transliteration]:
    """Return ways to write a name in Latin letters, the likeliest first.

    Args:
        text: A name in any script.
        limit: How many to return at most.

    Raises:
        TypeError: text is not a str.

    >>> [t.text for t in transliterations("بيشكيك")]
    ['Bishkik']
    """
    spelling = transliterate(text)
    return [Transliteration(spelling, 1.0)][:limit] if spelling else []
