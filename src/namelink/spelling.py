"""Names in another script: as the default gazetteer attests them, else as the models spell them."""

from __future__ import annotations

import functools
from pathlib import Path

from namelink.gazetteer import Gazetteer, Hit
from namelink.lang import diacritics_agreement, has_diacritics, make_key
from namelink.matching.comparison import compare
from namelink.model import NameKind, Transliteration
from namelink.scripts import script_code
from namelink.text.folding import is_longer
from namelink.transliteration import romanizer as natural

ALIKE = 0.5
"""The score of `compare` from which an entity's name is a spelling of the text, and no translation of it."""

ATTESTED = 0.9
"""The chance of an attested spelling beside those the model thinks of."""

LEAST_WEIGHT = {NameKind.NAME: 0.5, NameKind.SHORT: 0.8}
"""The weight from which an entity is thought of where its name is a single word, which many may bear."""

LONGEST = 200
"""Characters, also when folded, of the longest text that is looked up."""


def transliterate(text: str, scheme: str | Path | None = None, *, region: str | None = None) -> str:
    """Return a name in Latin letters, in the spelling news would use, or by a standard.

    The full name of an entity of the default gazetteer is spelt as it is attested there; all else by its parts and by
    a trained model. What is no Arabic goes through unidecode, or stays as it is where a standard is asked for.

    Args:
        text: A name in any script; where it has harakat, they are obeyed.
        scheme: A standard, such as ``ala-lc`` or ``bgn-pcgn`` (docs/reference/romanization.md cites them all), or the
            path of a TOML file of one's own; None for the natural spelling. A standard never guesses a vowel that is
            not written.
        region: Where the name is from, so that it is spelt as there: ``egypt``, ``gulf``, ``iraq``, ``levant``,
            ``maghreb`` or ``sudan``.

    Raises:
        TypeError: text is not a str.
        ValueError: There is no such region, or it is given with a scheme, which knows none.
        SchemeError: There is no such standard, or its file cannot be used.

    >>> transliterate("الشَّارِقَة", scheme="bgn-pcgn"), transliterate("الشارقة", scheme="buckwalter")
    ('Ash Shāriqah', 'Al$Arqp')
    >>> transliterate("ليخاتشوف"), transliterate("محمد بن سلمان"), transliterate("عبد الفتاح السيسي")
    ('Likhachov', 'Mohammed bin Salman', 'Abdel Fattah el-Sisi')
    >>> transliterate("صدر جباروف"), transliterate("محمد شريف", region="maghreb")
    ('Sadyr Japarov', 'Mohamed Cherif')
    """
    spelt = natural.transliterate(text, scheme, region=region)
    return spelt if scheme is not None or region is not None else _attested(text, "Latn") or spelt


def transliterations(
    text: str, limit: int = 5, *, to: str = "Latn", region: str | None = None
) -> list[Transliteration]:
    """Return ways to write a name in another script, the likeliest first.

    Args:
        text: A name in any script.
        limit: How many to return at most.
        to: The script to write it in: ``Latn`` or ``Arab``, by ISO 15924.
        region: Where an Arab name is from; see `transliterate`.

    Returns:
        The spellings, each with its chance among all that were thought of.

    Raises:
        TypeError: text is not a str.
        ValueError: There is no such script, or region.

    >>> [t.text for t in transliterations("خالد", 2)]
    ['Khaled', 'Khalid']
    >>> "جباروف" in [t.text for t in transliterations("Japarov", to="Arab")]
    True
    """
    spelt = natural.transliterations(text, limit, to=to, region=region)
    attested = _attested(text, to) if region is None else None
    if attested is None or not spelt:
        return spelt
    others = [Transliteration(t.text, (1 - ATTESTED) * t.score) for t in spelt if t.text != attested]
    return [Transliteration(attested, ATTESTED), *others][:limit]


def _attested(text: str, to: str) -> str | None:
    return _looked_up(text, to) if script_code(text) != to and not is_longer(text, LONGEST) else None


@functools.lru_cache(maxsize=1 << 16)
def _looked_up(text: str, to: str) -> str | None:
    gazetteer = Gazetteer.default()
    single = len(text.split()) == 1
    hits = [(gazetteer.weight_at(gazetteer.ref(hit)), hit) for hit in gazetteer.hits(make_key(text))]
    for weight, hit in sorted(hits, key=lambda h: (-h[0], h[1])):
        kind = gazetteer.kind_at(hit)
        if kind not in LEAST_WEIGHT or (single and weight < LEAST_WEIGHT[kind]):
            continue
        if has_diacritics(text) and diacritics_agreement(text, gazetteer.name_at(hit).text) != 1:
            continue
        name = _preferred(gazetteer, hit, to)
        spelling = name.split()[-1] if name and kind is NameKind.SHORT and single else name
        if spelling and compare(text, spelling).score >= ALIKE:
            return spelling
    return None


def _preferred(gazetteer: Gazetteer, hit: Hit, to: str) -> str | None:
    """Return the first name in a script of the entity that a hit belongs to; in Latin letters its label."""
    entity = gazetteer.entity_at(gazetteer.ref(hit))
    if to == "Latn" and script_code(entity.label) == to:
        return entity.label
    return next((n.text for n in entity.names if n.kind is NameKind.NAME and script_code(n.text) == to), None)
