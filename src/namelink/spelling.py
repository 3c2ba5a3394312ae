"""Names in another script: as a gazetteer attests them, else as tables and models spell them."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from namelink.cache import BoundedCache
from namelink.config import TransliterationConfig
from namelink.errors import require_str
from namelink.gazetteer import Gazetteer, Hit
from namelink.lang import diacritics_agreement, without_article
from namelink.matching import alignment
from namelink.matching.comparison import compare
from namelink.model import EntityType, NameKind, Transliteration
from namelink.names import NameText, analyzer
from namelink.scripts import script_code
from namelink.text.folding import is_longer
from namelink.transliteration.arabizer import Arabizer
from namelink.transliteration.composition import is_name_part, marks_allow
from namelink.transliteration.romanizer import Romanizer, known_region
from namelink.transliteration.standards import romanize_by
from namelink.validation import check_choice, check_limit

SCRIPTS = ("Latn", "Arab")
"""Scripts that names are written in, by ISO 15924."""


SHORTEST_STEM = 3
"""Letters that are left of a word at least where its article is taken off."""

_ENGLISH = ("en", "und-Latn")
"""Languages of names whose spelling is that of news in English; und-Latn is that of nobody in particular."""


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
        for prominence, hit in self._hits(name):
            if self._may_be_meant(name, hit, prominence):
                spelling = self._attested_by(name, list(self._known(hit, to)))
                if spelling:
                    return spelling
        return None

    def _hits(self, name: NameText) -> list[tuple[float, Hit]]:
        """Return the entities that a text may name with their prominence: those first whose diacritics agree with it.

        One that has a name whose diacritics disagree, and none whose agree, is not meant by its plain name either.
        """
        hits = [(self._gazetteer.ref(hit), hit) for hit in self._gazetteer.hits(name.key)]
        agreement = dict.fromkeys((ref for ref, _ in hits), 0)
        if name.has_diacritics:
            for ref, hit in hits:
                found = diacritics_agreement(name.text, self._gazetteer.name_at(hit).text)
                agreement[ref] = max(agreement[ref], found, key=lambda value: (abs(value), value))
        known = [(agreement[ref], self._gazetteer.weight_at(ref), hit) for ref, hit in hits if agreement[ref] >= 0]
        return [(weight, hit) for _, weight, hit in sorted(known, key=lambda h: (-h[0], -h[1], h[2]))]

    def _may_be_meant(self, name: NameText, hit: Hit, prominence: float) -> bool:
        """Whether an entity is known enough for its name to be taken for the text."""
        kind, single = self._gazetteer.kind_at(hit), len(name.tokens) == 1
        if kind is NameKind.SHORT:
            return not single or prominence >= self._config.single_short_prominence
        if kind is not NameKind.NAME or not single or prominence >= self._config.single_name_prominence:
            return kind is NameKind.NAME
        place = self._gazetteer.entity_at(self._gazetteer.ref(hit)).type is EntityType.PLACE
        return place and prominence >= self._config.single_place_prominence and not is_name_part(name.text)

    def _known(self, hit: Hit, to: str) -> Iterator[str]:
        """Yield the names of an entity in a script: in Latin letters its label, then the English ones."""
        entity = self._gazetteer.entity_at(self._gazetteer.ref(hit))
        if to == "Latn" and script_code(entity.label) == to:
            yield entity.label
        for known in entity.names:
            meant = known.kind in (NameKind.NAME, NameKind.SHORT) and (to != "Latn" or known.lang in _ENGLISH)
            if meant and script_code(known.text) == to:
                yield known.text

    def _attested_by(self, name: NameText, known: Sequence[str]) -> str | None:
        """Return the first of an entity's names that reads as a text does, else the preferred one if it is similar."""
        words = _letters_of(name.text)
        for place, text in enumerate(known):
            reading = written_words(words, text)
            if self._reads(name, words, reading, preferred=not place):
                return reading
        # What is similar all the same is a translation that is read in part: جامعة بنغازي is University of Benghazi.
        return known[0] if known and len(words) > 1 and self._is_similar(name, known[0]) else None

    def _reads(self, name: NameText, words: Sequence[str], spelling: str, *, preferred: bool) -> bool:
        """Whether a spelling has each word of a text, in letters that read as it does."""
        found = _letters_of(spelling)
        cost = _cost(words, found)
        if any(_cost(rest, found) < cost for rest in _without_one(words)):
            return False
        if cost > self._config.most_reading_cost * sum(map(len, found)):
            return preferred and self._is_similar(name, spelling)
        return not name.has_diacritics or marks_allow(name.text, spelling)

    def _is_similar(self, name: NameText, spelling: str) -> bool:
        """Whether a text is a spelling of a name, and no translation: what only means the same does not count."""
        if name.has_diacritics and not marks_allow(name.text, spelling):
            return False
        if compare(name.text, spelling).score < self._config.least_similarity:
            return False
        sound, other = "".join(name.phonetic_keys), "".join(analyzer().name(spelling).phonetic_keys)
        return SequenceMatcher(None, sound, other, autojunk=False).ratio() >= self._config.least_sound


def written_words(written: Sequence[str], spelling: str) -> str:
    """Return a spelling without the words that a text has not, which only add to the cost of its alignment.

    Args:
        written: The words of the text, in the letters they are compared in.
        spelling: The spelling.

    >>> written_words(["غزه"], "Gaza City"), written_words(["بن", "لادن"], "Osama bin Laden")
    ('Gaza', 'bin Laden')
    """
    units = list(_split_units(spelling))
    letters = ["".join(_letters_of(unit)) for unit in units]
    least = _cost(written, letters)
    while len(units) > 1:
        cost, at = min((_cost(written, rest), at) for at, rest in enumerate(_without_one(letters)))
        if cost >= least:
            break
        least = cost
        del units[at], letters[at]
    found = " ".join(units)
    return found if found == spelling else found.strip(" ,;-–()\"'")


@functools.lru_cache(maxsize=1 << 12)
def _split_units(spelling: str) -> Sequence[str]:
    """Return the words of a spelling, each with what is written small before it, and its article."""
    units: list[str] = []
    joined = False
    for word in spelling.split():
        joined = joined and bool(units)
        if joined:
            units[-1] += f" {word}"
        else:
            units.append(word)
        joined = (word[:1].islower() and "-" not in word) or not _letters_of(f"{word} a")[1:]
    return tuple(units)


def _without_one(words: Sequence[str]) -> list[Sequence[str]]:
    return [[*words[:at], *words[at + 1 :]] for at in range(len(words))] if len(words) > 1 else []


def _cost(words: Sequence[str], others: Sequence[str]) -> int:
    return alignment.cost("".join(words), "".join(others))


@functools.lru_cache(maxsize=1 << 12)
def _letters_of(text: str) -> Sequence[str]:
    """Return the letters of the words of a text without articles, which spellings write or leave out."""
    return tuple([without_article(part, SHORTEST_STEM) for part in analyzer().name(text).letters])


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
