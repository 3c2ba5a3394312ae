"""Composition: how the parts of an Arabic name are spelt in Latin letters, and the whole of them."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import attrs

from namelink.cache import BoundedCache
from namelink.config import TransliterationConfig
from namelink.lang import has_diacritics
from namelink.lang.ar.clitics import ARTICLE
from namelink.lang.ar.diacritics import Letter, bare, can_spell, parse_letters
from namelink.lang.ar.latin_readings import as_written, marked_readings, reads
from namelink.lang.ar.name_parts import ANYWHERE, AttestedPart
from namelink.lang.ar.name_structure import NameWord, Part, PartKind, is_arab, parse, split_name_words
from namelink.lang.ar.particles import Position, particles, regnal_ordinals
from namelink.names.analyzer import analyzer
from namelink.text.folding import fold
from namelink.transliteration.models import ARAB, WORLD, to_latin
from namelink.transliteration.spellings import Spellings, best, blend, extend, normalized, summed

GOD = "allah"
"""What a name before it loses its final a to: عطا الله is Atallah."""


@attrs.frozen
class Style:
    """How the parts of one name are spelt.

    Attributes:
        region: The region whose attested spellings and particles are used.
        model_region: The region that the model is conditioned on.
        arab: Whether the name looks Arab.
    """

    region: str
    model_region: str
    arab: bool


class NameComposer:
    """Spells Arabic names in Latin letters: what is attested as attested, the rest by a trained model.

    One region spells the whole of a name: Mohamed goes with Cherif, and Mohammed with Sharif.
    """

    def __init__(self, config: TransliterationConfig) -> None:
        """Make a composer; see `TransliterationConfig`."""
        self._config = config
        self._modelled = BoundedCache(self._spell_by_model, config.cached_texts)

    def spellings(self, name: str, region: str | None) -> Spellings:
        """Return the spellings of a name, likeliest first.

        >>> next(iter(NameComposer(TransliterationConfig()).spellings("عبد الفتاح البرهان", "sudan")))
        'Abdel Fattah al-Burhan'
        """
        parts = parse(_words(name))
        arab = is_arab(parts)
        total = []
        for place, probability in self._regions(parts, region):
            # Each region costs a run of the model: only one that is likelier than all others is worth it.
            style = Style(place, place if probability > 0.5 else ANYWHERE, arab)
            wholes: Spellings = {"": 1.0}
            for i, part in enumerate(parts):
                wholes = extend(wholes, " " if i else "", self._part(part, style), self._config.most_spellings)
            total += [(text, probability * own) for text, own in wholes.items()]
        return self._best(_without_variants(summed(total)))

    def _regions(self, parts: Sequence[Part], region: str | None) -> list[tuple[str, float]]:
        """Return the regions a name may be from, with their probabilities."""
        if region is not None:
            return [(region, 1.0)]
        if not any(part.is_attested or part.particle for part in parts):
            return [(ANYWHERE, 1.0)]
        weights = dict(self._config.region_priors)
        for known in filter(None, (part.region for part in parts)):
            prior = weights.get(known, min(self._config.region_priors.values()))
            weights[known] = prior * self._config.region_likelihood_ratio
        return sorted(normalized(weights).items())

    def _part(self, part: Part, style: Style) -> Spellings:
        """Return the spellings of a part."""
        if part.kind is PartKind.ORDINAL:
            return {regnal_ordinals()[part.words[0].key]: 1.0}
        if part.kind is PartKind.PARTICLE and part.host is not None:
            # العطار, but ألكسندر without its hamza too; vowel marks show which it is.
            if part.particle == Position.ARTICLE and not style.arab and not has_diacritics(part.text):
                return self._part(part.as_word(), style)
            return self._with_particle(part.particle, self._part(part.host, style), style.region)
        attested = self._attested(part, style)
        vocalized = has_diacritics(part.text)
        if vocalized:
            attested = _allowed(part.text, attested)
        if attested and (style.arab or vocalized):
            return self._best(attested)
        found = self._modelled[part.text, style.model_region, style.arab]
        if attested:
            found = blend(normalized(attested), found, self._config.attested_share)
        return self._best(found)

    def _best(self, spellings: Spellings) -> Spellings:
        return best(spellings, self._config.most_spellings)

    def _with_particle(self, particle: str, host: Spellings, region: str) -> Spellings:
        patterns = particles()[particle].spellings(region)
        return self._best(
            summed((_filled(pattern, text), p * share) for text, p in host.items() for pattern, share in patterns)
        )

    def _attested(self, part: Part, style: Style) -> Spellings:
        """Return the attested spellings of a part, that of the region first, the others by rank."""
        if part.name is None or (part.foreign and not style.arab):
            return {text: 1 / len(part.foreign) for text in part.foreign}
        first, *rest = as_written(part.words[-1].text, _by_region(part.name, style.region))
        share = self._config.usual_share if rest else 1.0
        weights = normalized({text: 1 / (rank + self._config.rank_offset) for rank, text in enumerate(rest)})
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


def is_name_part(name: str) -> bool:
    """Whether the tables of names attest any part of a name: it may be that of a person.

    >>> is_name_part("دوريس"), is_name_part("سطيف")
    (True, False)
    """
    return any(part.is_attested or part.foreign for part in parse(_words(name)))


def marks_allow(name: str, spelling: str) -> bool:
    """Whether the diacritics of a name allow a spelling in Latin letters.

    >>> marks_allow("عَمَّان", "Amman"), marks_allow("عَمَّان", "Oman"), marks_allow("اليَمَن", "Yemen")
    (True, False, True)
    """
    letters: list[Letter] = []
    for word in _words(name):
        bare_word = word.without_article() if word.key.startswith(ARTICLE) else word
        *inner, last = parse_letters(bare_word.text)
        letters += [*inner, attrs.evolve(last, vowel="")]  # the mark of a case, which Latin leaves out
    return _can_spell(letters, "".join(analyzer().name(spelling).letters))


def _words(name: str) -> list[NameWord]:
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
    if after == GOD and text.endswith("a"):
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
    return can_spell(letters, [to_latin().transducer.graphemes_of(letter.char) for letter in letters], latin)


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
