"""Composition: how the parts of an Arabic name are spelt in Latin letters, and the whole of them."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence

import attrs

from namelink.cache import BoundedCache
from namelink.config import TransliterationConfig
from namelink.lang import has_diacritics
from namelink.lang.ar.clitics import ARTICLE
from namelink.lang.ar.compounds import FAITH, GOD, SERVANT
from namelink.lang.ar.diacritics import Letter, bare, can_spell, parse_letters
from namelink.lang.ar.latin_readings import as_written, marked_readings, reads
from namelink.lang.ar.name_part_counts import name_part_counts, town_word_counts
from namelink.lang.ar.name_parts import ANYWHERE, AttestedPart, name_parts
from namelink.lang.ar.name_structure import (
    NameWord,
    Part,
    PartKind,
    has_arabic_letters,
    is_arab,
    parse,
    split_name_words,
)
from namelink.lang.ar.particles import Position, particles, regnal_ordinals
from namelink.lang.ar.vocalization import SUN_LETTERS
from namelink.lang.ar.vowel_marks import listed_words, write
from namelink.lang.keys import Key
from namelink.lang.registry import get_language
from namelink.names.analyzer import analyzer
from namelink.text.folding import fold
from namelink.transliteration.models import ARAB, WORLD, to_latin
from namelink.transliteration.name_style import NameStyle
from namelink.transliteration.spellings import Spellings, best, blend, extend, normalized, summed

_VOWELS = "AEIOU"

_HALVES = {
    SERVANT: re.compile(r"^Abd(?:[eu]l|[eu]([rsztdn])(?=\1))?(?:[ -](?:[ae][lrsztdn]h?-)?)?(?=\w{3})", re.IGNORECASE),
    FAITH: re.compile(r"[ -]?(?:al|el|[aeiu]d?)[ -]?d[ie]+ne?$", re.IGNORECASE),
    GOD: re.compile(r"[ -]?[au]?ll?ah$", re.IGNORECASE),
}
"""The invariable half of a compound as it is spelt with the other."""

_ALLAH = "allah"
"""What a name before it loses its final a to: عطا الله is Atallah."""


@attrs.frozen(cache_hash=True)
class Style:
    """How the parts of one name are spelt.

    Attributes:
        region: The region whose attested spellings and particles are used.
        model_region: The region that the model is conditioned on.
        arab: Whether the name looks Arab.
        town: Whether it may be that of a town: it does not begin with a part of people's names.
        own: How one house writes names.
    """

    region: str
    model_region: str
    arab: bool
    town: bool
    own: NameStyle


class NameComposer:
    """Spells Arabic names in Latin letters: what is attested as attested, the rest by a trained model.

    One region spells the whole of a name: Mohamed goes with Cherif, and Mohammed with Sharif.
    """

    def __init__(self, config: TransliterationConfig) -> None:
        """Make a composer; see `TransliterationConfig`."""
        self._config = config
        self._modelled = BoundedCache(self._spell_by_model, config.cached_texts)
        self._parts = BoundedCache(self._spell_part, config.cached_parts)

    def spellings(self, name: str, own: NameStyle) -> Spellings:
        """Return the spellings of a name, likeliest first.

        >>> next(iter(NameComposer(TransliterationConfig()).spellings("عبد الفتاح البرهان", NameStyle(region="sudan"))))
        'Abdel Fattah al-Burhan'
        """
        parts = parse(split_name(name), compounds=not own.takes_compounds_apart)
        arab, town = is_arab(parts) or _is_listed_word(parts), not any(part.is_attested for part in parts[:1])
        total = []
        for place, probability in self._regions(parts, own.region):
            # Each region costs a run of the model: only one that is likelier than all others is worth it.
            style = Style(place, place if probability > 0.5 else ANYWHERE, arab, town, own)
            wholes: Spellings = {"": 1.0}
            for i, part in enumerate(parts):
                wholes = extend(wholes, " " if i else "", self._part(part, style), self._config.most_spellings)
            total += [(text, probability * own) for text, own in wholes.items()]
        return self._best(_without_variants(summed(total)))

    def word_spellings(self, word: str, arab: bool) -> Spellings:
        """Return the spellings of a word alone, in no region, as of an Arab name or one of the world.

        >>> next(iter(NameComposer(TransliterationConfig()).word_spellings("برهان", True)))
        'Burhan'
        """
        (part,) = parse([NameWord(word, fold(word))])
        return self._part(part.as_word(), Style(ANYWHERE, ANYWHERE, arab, True, NameStyle()))

    def _regions(self, parts: Sequence[Part], region: str | None) -> list[tuple[str, float]]:
        """Return the regions a name may be from, with their probabilities."""
        if region is not None:
            return [(region, 1.0)]
        if not any(part.is_attested or part.particle for part in parts):
            return [(ANYWHERE, 1.0)]
        weights = dict(self._config.region_priors)
        for part in parts:
            if part.region:
                weights[part.region] *= self._config.region_likelihood_ratio
            for known, ratio in self._evidence(part).items():
                weights[known] *= ratio**self._config.region_evidence_share
        likely = {known: p for known, p in normalized(weights).items() if p >= self._config.least_region_share}
        return sorted(normalized(likely).items())

    def _evidence(self, part: Part) -> Mapping[str, float]:
        """Return how many times as often people of each region bear a part, or what belongs to its particle."""
        for key in (part.key, part.host.key if part.host else ""):
            found = name_part_counts().evidence(key, self._config.region_evidence_smoothing)
            if found:
                return found
        return {}

    def _part(self, part: Part, style: Style) -> Spellings:
        return self._parts[part, style]

    def _spell_part(self, key: tuple[Part, Style]) -> Spellings:
        """Return the spellings of a part: by tables and model, and by how often one that no table lists is spelt so."""
        part, style = key
        found = self._described(part, style)
        compound = style.own.takes_compounds_apart and part.particle in (SERVANT, FAITH, GOD)
        if part.is_attested or compound or not style.arab:
            return found
        counts, weight = name_part_counts().spellings(part.key, ANYWHERE), self._config.unlisted_weight
        if style.town and not counts:
            counts = town_word_counts().spellings(part.key, style.region)
            counts, weight = counts or town_word_counts().spellings(part.key, ANYWHERE), self._config.town_weight
        counted = _allowed(part.text, dict(counts)) if has_diacritics(part.text) else counts
        total = sum(counts.values()) if counted else 0
        if not total:
            return found
        shares = normalized(summed((_with_article(text, style, part), n) for text, n in counted.items()))
        return self._best(blend(shares, found, total / (total + weight)))

    def _described(self, part: Part, style: Style) -> Spellings:
        """Return the spellings of a part by tables and model."""
        if part.kind is PartKind.ORDINAL:
            return {regnal_ordinals()[part.words[0].key]: 1.0}
        if part.kind is PartKind.PARTICLE and part.host is not None:
            # العطار, but ألكسندر without its hamza too; vowel marks show which it is.
            if part.particle == Position.ARTICLE and not style.arab and not has_diacritics(part.text):
                if _is_arabic_word(part):
                    return self._part(part.host, attrs.evolve(style, arab=True))
                return self._part(part.as_word(), style)
            return self._with_particle(part, self._part(part.host, style), style)
        attested = self._attested(part, style)
        vocalized = has_diacritics(part.text)
        if vocalized:
            attested = _allowed(part.text, attested)
        if attested and (style.arab or vocalized):
            return self._best(summed((_with_article(text, style, part), p) for text, p in attested.items()))
        # Vowel marks are written in Arabic words, in others hardly ever.
        arab = style.arab or (vocalized and part.kind is not PartKind.FOREIGN)
        written = part.text if vocalized or not arab or attested else _listed(part.text)
        found = self._modelled[written, style.model_region, arab]
        if attested:
            found = blend(normalized(attested), found, self._config.attested_share)
        return self._best(found)

    def _best(self, spellings: Spellings) -> Spellings:
        return best(spellings, self._config.most_spellings)

    def _with_particle(self, part: Part, host: Spellings, style: Style) -> Spellings:
        """Return the spellings of a particle and what belongs to it."""
        own, particle = style.own, part.particle
        words = part.words if part.host is None else part.host.words
        sun = particle == FAITH or words[0].key[0] in SUN_LETTERS
        if own.takes_compounds_apart and particle in (SERVANT, FAITH, GOD):
            article = _usual_article(style.region)
            stems = self._stems(part, style) or host
            return self._best(summed((own.compound(particle, text, sun, article), p) for text, p in stems.items()))
        filled = (
            (_filled(pattern, text), p * share)
            for text, p in host.items()
            for pattern, share in particles()[particle].spellings(style.region)
        )
        if particle == Position.ARTICLE:
            filled = ((own.with_article(text, sun), p) for text, p in filled)
        return self._best(summed(filled))

    def _stems(self, part: Part, style: Style) -> Spellings:
        """Return the spellings of what belongs to the particle of a compound, where the compound itself is attested."""
        name = name_parts().get(Key(" ".join(word.key for word in part.words)))
        if name is None:
            return {}
        attested = self._attested(attrs.evolve(part, name=name), style)
        stems = ((_HALVES[part.particle].sub("", text), p) for text, p in attested.items())
        found = summed((stem[:1].upper() + stem[1:], p) for stem, p in stems if stem[1:])
        whole = {stem: p for stem, p in found.items() if stem[0] not in _VOWELS}  # Irahman, of Abdirahman, is none
        return normalized(whole or found)

    def _attested(self, part: Part, style: Style) -> Spellings:
        """Return the attested spellings of a part, that of the region first, the others by rank and by their counts."""
        if part.name is None or (part.foreign and not style.arab):
            return {text: 1 / len(part.foreign) for text in part.foreign}
        counts = name_part_counts().spellings(part.key, style.region)
        known = dict.fromkeys((*_by_region(part.name, style.region), *counts))
        first, *rest = as_written(part.words[-1].text, list(known))
        share = self._config.usual_share if rest else 1.0
        by_rank = {text: 1 / (rank + self._config.rank_offset) for rank, text in enumerate(rest)}
        counted = {text: self._config.counted_weight * counts.get(text, 0) for text in rest}
        weights = normalized({text: by_rank[text] + counted[text] for text in rest})
        return {first: share} | {text: (1 - share) * weight for text, weight in weights.items()}

    def _spell_by_model(self, key: tuple[str, str, bool]) -> Spellings:
        word, region, arab = key
        model = to_latin()
        letters = [letter for letter in parse_letters(word) if letter.char]
        known = region if arab and region in model.transducer.alphabets.origins else ANYWHERE
        readings = _readings(letters, has_diacritics(word))
        origins = (ARAB if arab else WORLD, known)
        found = model.spell(bare(letters), origins, self._config.beam_width, self._config.pruning_threshold, readings)
        return {text.capitalize(): probability for text, probability in found if text}


def _with_article(text: str, style: Style, part: Part) -> str:
    """Return the spelling of a part with its article as a style writes it."""
    return style.own.with_article(text, part.words[0].key[len(ARTICLE) :][:1] in {*SUN_LETTERS})


def _is_arabic_word(part: Part) -> bool:
    """Whether a word is common in Arabic texts with its article and without: العين, and not الكسندر."""
    known, (word,) = get_language("ar").frequencies, part.words
    return word.key in known and word.key.removeprefix(ARTICLE) in known


def _is_listed_word(parts: Sequence[Part]) -> bool:
    """Whether a name is one word that the table of vocalised words has, or that of towns, and no table of names."""
    if len(parts) != 1 or parts[0].is_attested or parts[0].kind is PartKind.FOREIGN:
        return False
    (part,) = parts
    word = part.kind is PartKind.WORD and bool(listed_words(parse_letters(part.text)))
    return word or (has_arabic_letters(part.text) and bool(town_word_counts().spellings(part.key, ANYWHERE)))


def _listed(word: str) -> str:
    """Return a word with the vowels that the table of vocalised words gives it, where it gives it one reading."""
    found = listed_words(parse_letters(word))
    return write(found[0]) if len(found) == 1 else word


def _usual_article(region: str) -> str:
    """Return the article that a region writes in compounds, al or el."""
    pattern, _ = max(particles()[SERVANT].spellings(region), key=lambda item: item[1])
    return "el" if pattern.startswith("Abdel") else "al"


def is_name_part(name: str) -> bool:
    """Whether the tables of names attest any part of a name: it may be that of a person.

    >>> is_name_part("دوريس"), is_name_part("سطيف")
    (True, False)
    """
    return any(part.is_attested or part.foreign for part in parse(split_name(name)))


def marks_allow(name: str, spelling: str) -> bool:
    """Whether the diacritics of a name allow a spelling in Latin letters.

    >>> marks_allow("عَمَّان", "Amman"), marks_allow("عَمَّان", "Oman"), marks_allow("اليَمَن", "Yemen")
    (True, False, True)
    """
    letters: list[Letter] = []
    for word in split_name(name):
        bare_word = word.without_article() if word.key.startswith(ARTICLE) else word
        *inner, last = parse_letters(bare_word.text)
        letters += [*inner, attrs.evolve(last, vowel="")]  # the mark of a case, which Latin leaves out
    return _can_spell(letters, "".join(analyzer().name(spelling).letters))


def split_name(name: str) -> list[NameWord]:
    """Return the words of a name, as written and folded."""
    folded = fold(name)
    if len(folded) == len(name) and name.replace(" ", "").isalpha():
        return split_name_words(zip(name.split(), folded.split(), strict=True))
    found = analyzer().text(name)
    tokens = found.tokens
    spans = [found.folded.original_span(*span) for span in zip(tokens.starts, tokens.ends, strict=True)]
    return split_name_words((name[start:end], key) for (start, end), key in zip(spans, tokens.keys, strict=True))


def _without_variants(spellings: Spellings) -> Spellings:
    """Return spellings without those that differ from a likelier one in case, hyphens or accents alone."""
    shown: dict[str, str] = {}
    ordered = best(spellings, len(spellings)).items()
    return summed((shown.setdefault(fold(text).replace("-", " ").replace("'", ""), text), p) for text, p in ordered)


def _filled(pattern: str, text: str) -> str:
    """Return the pattern of a particle with its part in it: in small letters where it is written on."""
    before, _, after = pattern.partition("{}")
    if before and before[-1].isalpha():
        text = text.lower()
    if after == _ALLAH and text.endswith("a"):
        text = text[:-1]
    return before + text + after


def _by_region(name: AttestedPart, region: str) -> list[str]:
    """Return the attested spellings of a part, that of a region first."""
    regional = dict(name.regional)
    first = regional.get(region, name.usual)
    return list(dict.fromkeys((first, name.usual, *regional.values(), *name.others)))


def _allowed(word: str, attested: Spellings) -> Spellings:
    """Return the attested spellings that the diacritics of a word allow."""
    letters = parse_letters(word)
    plain = {text: "".join(c for c in text.lower() if c.isalpha()) for text in attested}
    return normalized({text: p for text, p in attested.items() if _can_spell(letters, plain[text])})


def _can_spell(letters: Sequence[Letter], latin: str) -> bool:
    of_model = [to_latin().transducer.graphemes_of(letter.char) for letter in letters]
    of_marks = [marked_readings(letters, at) or () for at in range(len(letters))]
    return can_spell(letters, [[*a, *b] for a, b in zip(of_model, of_marks, strict=True)], latin)


def _readings(letters: Sequence[Letter], vocalized: bool) -> list[frozenset[str] | None]:
    """Return what each letter may be spelt by: what reads it, with the vowel and the shadda it bears."""
    chars = ["", *(letter.char for letter in letters), ""]
    unmarked = [_unmarked_readings(*chars[at : at + 3]) for at in range(len(letters))]
    if not vocalized:
        return list(unmarked)
    return [marked_readings(letters, at) or unmarked[at] for at in range(len(letters))]


@functools.lru_cache(maxsize=1 << 16)
def _unmarked_readings(before: str, letter: str, after: str) -> frozenset[str]:
    graphemes = to_latin().transducer.graphemes_of(letter)
    return frozenset(grapheme for grapheme in graphemes if reads(letter, before, after, grapheme))
