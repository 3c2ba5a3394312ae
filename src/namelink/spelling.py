"""Names in another script: as a gazetteer attests them, else as tables and models spell them."""

from __future__ import annotations

import functools
from difflib import SequenceMatcher
from pathlib import Path

from namelink.cache import BoundedCache
from namelink.config import TransliterationConfig
from namelink.errors import require_str
from namelink.gazetteer import Gazetteer, Hit
from namelink.lang import diacritics_agreement
from namelink.matching.comparison import compare
from namelink.model import NameKind, Transliteration
from namelink.names import NameText, analyzer
from namelink.scripts import script_code
from namelink.text.folding import is_longer
from namelink.transliteration.arabizer import Arabizer
from namelink.transliteration.romanizer import Romanizer, known_region
from namelink.transliteration.standards import romanize_by
from namelink.validation import check_choice, check_limit

SCRIPTS = ("Latn", "Arab")
"""Scripts that names are written in, by ISO 15924."""


class Transliterator:
    """Writes names in another script by one gazetteer. Safe to share between threads.

    >>> Transliterator(Gazetteer.default()).transliterate("صدر جباروف")
    'Sadyr Japarov'
    """

    def __init__(self, gazetteer: Gazetteer, config: TransliterationConfig | None = None) -> None:
        """Make a transliterator.

        Args:
            gazetteer: The gazetteer whose names are attested spellings.
            config: The settings; the default ones if None.
        """
        self._gazetteer = gazetteer
        self._config = config or TransliterationConfig()
        self._romanizer = Romanizer(self._config)
        self._arabizer = Arabizer(self._config)
        self._cache = BoundedCache(self._look_up, self._config.cached_texts)

    def transliterate(self, text: str, scheme: str | Path | None = None, region: str | None = None) -> str:
        """Return a name in Latin letters; see `namelink.transliterate`."""
        require_str(text, "transliterate", "text")
        if scheme is None:
            attested = self._attested(text, "Latn") if region is None else None
            return attested or self._romanizer.romanize(text, region)
        if region is not None:
            raise ValueError(f"a standard ({scheme}) spells alike in every region; give a scheme or a region, not both")
        return romanize_by(text, scheme)

    def transliterations(
        self, text: str, limit: int = 5, *, to: str = "Latn", region: str | None = None
    ) -> list[Transliteration]:
        """Return ways to write a name in another script; see `namelink.transliterations`."""
        require_str(text, "transliterations", "text")
        check_choice("to", to, SCRIPTS)
        known_region(region)
        found = self._romanizer.spellings(text, region) if to == "Latn" else self._arabizer.spellings(text)
        attested = self._attested(text, to) if region is None and found else None
        if attested is not None:
            share = self._config.gazetteer_share
            others = [Transliteration(t.text, (1 - share) * t.score) for t in found if t.text != attested]
            found = (Transliteration(attested, share), *others)
        return list(found[: check_limit(limit)])

    def _attested(self, text: str, to: str) -> str | None:
        longer = is_longer(text, self._config.longest_cached)
        return None if longer or script_code(text) == to else self._cache[text, to]

    def _look_up(self, key: tuple[str, str]) -> str | None:
        """Return the attested spelling of the entity of highest prominence that a text names."""
        text, to = key
        name = analyzer().name(text)
        single = len(name.tokens) == 1
        hits = [(self._gazetteer.weight_at(self._gazetteer.ref(hit)), hit) for hit in self._gazetteer.hits(name.key)]
        for prominence, hit in sorted(hits, key=lambda h: (-h[0], h[1])):
            kind = self._gazetteer.kind_at(hit)
            if not self._may_be_meant(kind, prominence, single):
                continue
            if name.has_diacritics and diacritics_agreement(text, self._gazetteer.name_at(hit).text) != 1:
                continue
            preferred = self._preferred(hit, to)
            spelling = preferred.split()[-1] if preferred and kind is NameKind.SHORT and single else preferred
            if spelling and self._is_spelling(name, spelling):
                return spelling
        return None

    def _is_spelling(self, name: NameText, spelling: str) -> bool:
        """Whether a text is a spelling of a name, and no translation: what only means the same does not count."""
        if compare(name.text, spelling).score < self._config.least_similarity:
            return False
        sound, other = "".join(name.phonetic_keys), "".join(analyzer().name(spelling).phonetic_keys)
        return SequenceMatcher(None, sound, other, autojunk=False).ratio() >= self._config.least_sound

    def _may_be_meant(self, kind: NameKind, prominence: float, single: bool) -> bool:
        if kind is NameKind.NAME:
            return not single or prominence >= self._config.single_name_prominence
        if kind is NameKind.SHORT:
            return not single or prominence >= self._config.single_short_prominence
        return False

    def _preferred(self, hit: Hit, to: str) -> str | None:
        """Return the first name in a script of the entity that a hit belongs to; in Latin letters its label."""
        entity = self._gazetteer.entity_at(self._gazetteer.ref(hit))
        if to == "Latn" and script_code(entity.label) == to:
            return entity.label
        return next((n.text for n in entity.names if n.kind is NameKind.NAME and script_code(n.text) == to), None)


@functools.cache
def _default() -> Transliterator:
    return Transliterator(Gazetteer.default())


def transliterate(text: str, scheme: str | Path | None = None, *, region: str | None = None) -> str:
    """Return a name in Latin letters, in the spelling news would use, or by a standard.

    The full name of an entity of the default gazetteer is spelt as it is attested there; all else by its parts and by
    a trained model. Other scripts go through unidecode, or stay as they are where a standard is given.

    Args:
        text: A name in any script; where it has diacritics, they are obeyed.
        scheme: A standard, such as ``ala-lc`` or ``bgn-pcgn`` (docs/reference/romanization.md cites them all), or the
            path of a user's TOML file; None for the natural spelling. A standard never guesses a vowel that is
            not written.
        region: The region whose spelling is used: ``egypt``, ``gulf``, ``iraq``, ``levant``, ``maghreb`` or ``sudan``.

    Raises:
        TypeError: text is not a str.
        ValueError: There is no such region, or it is given with a scheme, which has none.
        SchemeError: There is no such standard, or its file cannot be used.

    >>> transliterate("الشَّارِقَة", scheme="bgn-pcgn"), transliterate("الشارقة", scheme="buckwalter")
    ('Ash Shāriqah', 'Al$Arqp')
    >>> transliterate("ليخاتشوف"), transliterate("محمد بن سلمان"), transliterate("عبد الفتاح السيسي")
    ('Likhachov', 'Mohammed bin Salman', 'Abdel Fattah el-Sisi')
    >>> transliterate("صدر جباروف"), transliterate("محمد شريف", region="maghreb")
    ('Sadyr Japarov', 'Mohamed Cherif')
    """
    return _default().transliterate(text, scheme, region)


def transliterations(
    text: str, limit: int = 5, *, to: str = "Latn", region: str | None = None
) -> list[Transliteration]:
    """Return ways to write a name in another script, the likeliest first.

    Args:
        text: A name in any script.
        limit: Spellings to return at most.
        to: The script to write it in: ``Latn`` or ``Arab``, by ISO 15924.
        region: The region of an Arab name; see `transliterate`.

    Returns:
        The spellings, each with its probability.

    Raises:
        TypeError: text is not a str.
        ValueError: There is no such script, or region.

    >>> [t.text for t in transliterations("خالد", 2)]
    ['Khaled', 'Khalid']
    >>> "جباروف" in [t.text for t in transliterations("Japarov", to="Arab")]
    True
    """
    return _default().transliterations(text, limit, to=to, region=region)
