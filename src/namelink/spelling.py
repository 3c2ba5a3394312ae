"""Names in another script: as a gazetteer attests them, else as tables and models spell them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from namelink.cache import BoundedCache, remembered
from namelink.config import TransliterationConfig
from namelink.errors import require_str
from namelink.gazetteer import Gazetteer, Hit
from namelink.index.damage import tells_damage
from namelink.lang import diacritics_agreement, without_article
from namelink.lang.ar.standard_romanization import arabic_countries
from namelink.matching import alignment
from namelink.matching.comparison import compare
from namelink.matching.key_lookup import town_keys
from namelink.model import EntityType, NameKind, Transliteration
from namelink.names import NameText, analyzer
from namelink.phonetics.latin import without_marks
from namelink.scripts import script_code
from namelink.text.folding import is_longer
from namelink.transliteration.arabizer import Arabizer
from namelink.transliteration.composition import is_name_part, marks_allow
from namelink.transliteration.name_style import NameStyle
from namelink.transliteration.romanizer import NEWS, Romanizer
from namelink.transliteration.standards import romanize_by
from namelink.transliteration.vocalizer import Known, Vocalizer
from namelink.validation import check_choice, check_limit

SCRIPTS = ("Latn", "Arab")
"""Scripts that names are written in, by ISO 15924."""

VOWELS = ("written", "guess")
"""Vowels that a standard is given: those that are written, or those that are likeliest where none are."""

_CAPITAL_ARTICLE = re.compile("\\b[AE]l-(?=[A-Z])")
"""The article as some records write it, and news does not."""

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
        self._vocalizer = Vocalizer(self._config)
        self._cache = BoundedCache(self._look_up, self._config.cached_texts)

    def transliterate(
        self,
        text: str,
        scheme: str | Path | None = None,
        region: str | None = None,
        style: NameStyle | None = None,
        vowels: str = "written",
    ) -> str:
        """Return a name in Latin letters; see `namelink.transliterate`."""
        require_str(text, "transliterate", "text")
        own, guess = own_style(region, style), check_choice("vowels", vowels, VOWELS) == "guess"
        if scheme is None:
            if guess:
                raise ValueError("vowels='guess' is for a standard: give its scheme; a natural spelling has vowels")
            return (self._attested(text, "Latn") if own == NEWS else None) or self._romanizer.romanize(text, own)
        if region is not None:
            raise ValueError(f"a standard ({scheme}) spells alike in every region; give a scheme or a region, not both")
        if style is not None:
            raise ValueError(f"a standard ({scheme}) has a style of its own; give a scheme or a style, not both")
        return romanize_by(self._vowels(text)[0].text if guess and text else text, scheme)

    def transliterations(
        self,
        text: str,
        limit: int = 5,
        *,
        to: str = "Latn",
        region: str | None = None,
        style: NameStyle | None = None,
    ) -> list[Transliteration]:
        """Return ways to write a name in another script; see `namelink.transliterations`."""
        require_str(text, "transliterations", "text")
        check_choice("to", to, SCRIPTS)
        own = own_style(region, style)
        found = self._romanizer.spellings(text, own) if to == "Latn" else self._arabizer.spellings(text)
        attested = self._attested(text, to) if own == NEWS and found else None
        if attested is not None:
            share = self._config.gazetteer_share
            others = [Transliteration(t.text, (1 - share) * t.score) for t in found if t.text != attested]
            found = (Transliteration(attested, share), *others)
        return list(found[: check_limit(limit)])

    def vocalize(self, text: str, limit: int = 5) -> list[Transliteration]:
        """Return a name with its vowels; see `namelink.vocalize`."""
        require_str(text, "vocalize", "text")
        return self._vowels(text)[: check_limit(limit)]

    def _vowels(self, text: str) -> list[Transliteration]:
        longer = is_longer(text, self._config.longest_cached)
        return list(self._vocalizer.spellings(text, {} if longer else self._known_spellings(text)))

    def require_whole(self) -> None:
        """Compare all files of the gazetteer with their checksums, unless that was done: see `Gazetteer`."""
        self._gazetteer.require_whole()

    @tells_damage
    def _known_spellings(self, text: str) -> Known:
        """Return what the gazetteer has of the words of a name in Latin letters, where it names an entity."""
        name = analyzer().name(text)
        words = _letters_of(text)
        for prominence, hit in self._hits(name):
            if not self._may_be_meant(name, hit, prominence):
                continue
            found: dict[str, list[str]] = {word: [] for word in words}
            for known in self._gazetteer.entity_at(self._gazetteer.ref(hit)).names:
                letters = _letters_of(known.text) if script_code(known.text) == "Latn" else ()
                for word, latin in zip(words, letters, strict=False) if len(words) == len(letters) else ():
                    found[word].append(latin)
            return found
        return {}

    def _attested(self, text: str, to: str) -> str | None:
        longer = is_longer(text, self._config.longest_cached)
        return None if longer or script_code(text) == to else self._cache[text, to]

    @tells_damage
    def _look_up(self, key: tuple[str, str]) -> str | None:
        """Return the attested spelling of the entity of highest prominence that a text names."""
        text, to = key
        name = analyzer().name(text)
        for prominence, hit in self._hits(name):
            if self._may_be_meant(name, hit, prominence):
                spelling = self._attested_by(name, list(self._known(hit, to)))
                if spelling:
                    country = self._gazetteer.entity_at(self._gazetteer.ref(hit)).country
                    # News writes Arab names without the marks of a standard, or of French.
                    if to == "Latn" and country in arabic_countries():
                        spelling = without_marks(spelling)
                    return _CAPITAL_ARTICLE.sub(lambda article: article[0].lower(), spelling)
        return None

    def _hits(self, name: NameText) -> list[tuple[float, Hit]]:
        """Return the entities that a text may name with their prominence: those first whose diacritics agree with it.

        Towns are among them that are listed with their head noun only, السلط as مدينة السلط.

        One that has a name whose diacritics disagree, and none whose agree, is not meant by its plain name either.
        """
        keys = (name.key, *town_keys(name.tokens))
        hits = [(self._gazetteer.ref(hit), hit) for key in keys for hit in self._gazetteer.hits(key)]
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
        if kind is not NameKind.NAME or prominence >= self._config.single_name_prominence:
            return kind is NameKind.NAME
        entity = self._gazetteer.entity_at(self._gazetteer.ref(hit))
        if entity.type is not EntityType.PLACE:
            return not single
        if entity.country in arabic_countries():  # its Arabic name is its own
            return not single or not is_name_part(name.text)
        known = prominence >= self._config.single_place_prominence
        return (known or not single) and not ((single or not known) and is_name_part(name.text))

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
        sound, other = "".join(name.phonetic_keys), "".join(analyzer().name(spelling).phonetic_keys)
        if compare(name.text, spelling).score < self._config.least_similarity and sound != other:
            return False
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


@remembered(1 << 12)
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


@remembered(1 << 12)
def _letters_of(text: str) -> Sequence[str]:
    """Return the letters of the words of a text without articles, which spellings write or leave out."""
    return tuple([without_article(part, SHORTEST_STEM) for part in analyzer().name(text).letters])


def own_style(region: str | None, style: NameStyle | None) -> NameStyle:
    """Return the style that a region or a style asks for.

    Raises:
        TypeError: style is no NameStyle.
        ValueError: There is no such region, or both are given.

    >>> own_style("egypt", None).region
    'egypt'
    """
    if style is None:
        return NEWS if region is None else NameStyle(region=region)
    if not isinstance(style, NameStyle):
        raise TypeError(f"style is a NameStyle, such as NameStyle(compounds='joined'), not {style!r}")
    if region is not None:
        raise ValueError("the region is given with a style: make it that of the style, NameStyle(region=…)")
    return style


@functools.cache
def _default() -> Transliterator:
    return Transliterator(Gazetteer.default())


def transliterate(
    text: str,
    scheme: str | Path | None = None,
    *,
    region: str | None = None,
    style: NameStyle | None = None,
    vowels: str = "written",
) -> str:
    """Return a name in Latin letters, in the spelling news would use, or by a standard.

    The full name of an entity of the default gazetteer is spelt as it is attested there; all else by its parts and by
    a trained model. Other scripts go through unidecode. A standard refuses a text that is in another script than its
    own, and names the standards that suit; in a text that has letters of its script, all else stays as it is.

    Args:
        text: A name in any script; where it has diacritics, they are obeyed.
        scheme: A standard, such as ``ala-lc`` or ``bgn-pcgn`` (docs/reference/romanization.md cites them all), or the
            path of a user's TOML file; None for the natural spelling.
        region: The region whose spelling is used: ``egypt``, ``gulf``, ``horn`` (of Africa), ``iraq``, ``levant``,
            ``maghreb`` or ``sudan``.
        style: How one house writes compounds and the article, and in which region; not beside a region.
        vowels: What a standard is given: ``written``, the vowels that are, or ``guess``, the likeliest of `vocalize`
            where none are written.

    Raises:
        TypeError: text is not a str, or style no NameStyle.
        ValueError: There is no such region; a region or a style is given with a scheme, which has none, or both of
            them are; vowels are to be guessed without a scheme.
        SchemeError: There is no such standard, its file cannot be used, or the text is in another script.

    >>> transliterate("الشَّارِقَة", scheme="bgn-pcgn"), transliterate("الشارقة", scheme="buckwalter")
    ('Ash Shāriqah', 'Al$Arqp')
    >>> transliterate("ليخاتشوف"), transliterate("محمد بن سلمان"), transliterate("عبد الفتاح السيسي")
    ('Likhachov', 'Mohammed bin Salman', 'Abdel Fattah el-Sisi')
    >>> transliterate("صدر جباروف"), transliterate("محمد شريف", region="maghreb")
    ('Sadyr Japarov', 'Mohamed Cherif')
    >>> from namelink import NameStyle
    >>> transliterate("نور الدين الحداد", style=NameStyle(region="egypt", compounds="joined", article="al"))
    'Nouruddin al-Haddad'
    >>> transliterate("خالد الحداد", scheme="ala-lc", vowels="guess")
    'khālid al-ḥaddād'
    """
    return _default().transliterate(text, scheme, region, style, vowels)


def transliterations(
    text: str,
    limit: int = 5,
    *,
    to: str = "Latn",
    region: str | None = None,
    style: NameStyle | None = None,
) -> list[Transliteration]:
    """Return ways to write a name in another script, the likeliest first.

    Args:
        text: A name in any script.
        limit: Spellings to return at most.
        to: The script to write it in: ``Latn`` or ``Arab``, by ISO 15924.
        region: The region of an Arab name; see `transliterate`.
        style: How one house writes names; see `transliterate`.

    Returns:
        The spellings, each with its probability.

    Raises:
        TypeError: text is not a str, or style no NameStyle.
        ValueError: There is no such script, or region, or a region is given with a style.

    >>> [t.text for t in transliterations("خالد", 2)]
    ['Khaled', 'Khalid']
    >>> "جباروف" in [t.text for t in transliterations("Japarov", to="Arab")]
    True
    """
    return _default().transliterations(text, limit, to=to, region=region, style=style)


def vocalize(text: str, limit: int = 5) -> list[Transliteration]:
    """Return a name in Arabic letters with the vowels that it may have, the likeliest first.

    Words of common names have the vowels of a table; others those of their Latin spellings, as the default gazetteer,
    the tables of names and a trained model know them. The mark of a case is never written.

    Args:
        text: A name in Arabic letters; marks that it has are kept, and so is what is not Arabic.
        limit: Spellings to return at most.

    Returns:
        The vocalised spellings, each with its probability.

    Raises:
        TypeError: text is not a str.
        ValueError: limit is below 0.

    >>> [t.text for t in vocalize("محمد القحطاني", 1)]
    ['مُحَمَّد القَحْطَانِيّ']
    >>> [t.text for t in vocalize("عمان", 2)]
    ['عَمَّان', 'عُمَان']
    """
    return _default().vocalize(text, limit)
