"""How the parts of an Arabic name are spelt in Latin letters, and the whole out of them."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Mapping, Sequence

import attrs

from namelink import tables
from namelink.lang.ar.name_parts import NamePart, regions
from namelink.text.characters import Level
from namelink.text.folding import fold
from namelink.transliteration import harakat
from namelink.transliteration.models import ANYWHERE, to_latin
from namelink.transliteration.name_structure import ROMAN, Part, Shape, parse, split_words
from namelink.validation import check_choice

Spellings = dict[str, float]
"""Spellings with their chances."""

USUAL = 0.75
"""The share of the usual spelling of an attested part; the other attested ones share the rest."""

ATTESTED = 0.9
"""The share of attested spellings where the model has its say too."""

KEPT = 12
"""Spellings of a part, and of a whole, that are kept."""

LIKELY_REGION = 0.3
"""The share from which a region that was not asked for is told to the model too."""

PRIOR = {ANYWHERE: 0.3, "egypt": 0.16, "maghreb": 0.12, "levant": 0.12, "gulf": 0.12, "iraq": 0.04, "sudan": 0.04}
"""How likely a name without a hint is from each region, as weights."""

TELLING = 8.0
"""How much likelier a region is where a part is known from there alone."""


@functools.cache
def _particles() -> Mapping[str, Mapping[str, Sequence[tuple[str, float]]]]:
    table: dict[str, dict[str, list[tuple[str, float]]]] = defaultdict(lambda: defaultdict(list))
    for row in tables.rows("namelink.transliteration", "particles.tsv"):
        table[row["particle"]][row["region"]].append((row["latin"], float(row["chance"])))
    return table


@attrs.frozen
class Style:
    """What the parts of a name are spelt by.

    Attributes:
        region: Whose attested spellings and particles are taken.
        kind: The region the model is told.
        arab: Whether the name looks Arab.
    """

    region: str
    kind: str
    arab: bool


def name_spellings(run: str, region: str | None) -> Spellings:
    """Return the spellings of a run of Arabic words, likeliest first.

    >>> next(iter(name_spellings("عبد الفتاح البرهان", "sudan")))
    'Abdel Fattah al-Burhan'
    """
    parts = parse(split_words(run))
    arab = is_arab(parts)
    total: Spellings = defaultdict(float)
    for place, share in _regions(parts, region):
        wholes: Spellings = {"": 1.0}
        look = Style(place, place if share >= LIKELY_REGION else ANYWHERE, arab)
        for part in parts:
            found = part_spellings(part, look)
            joined: Spellings = defaultdict(float)
            for before, chance in wholes.items():
                for text, own in found.items():
                    joined[f"{before} {text}" if before else text] += chance * own
            wholes = _best(joined)
        for text, chance in wholes.items():
            total[text] += share * chance
    return _best(_distinct(total))


def _distinct(spellings: Spellings) -> Spellings:
    """Return spellings without those that differ from a likelier one in case, hyphens or accents alone."""
    shown: dict[str, str] = {}
    found: Spellings = {}
    for text, chance in _best(spellings, len(spellings)).items():
        first = shown.setdefault(fold(text).replace("-", " ").replace("'", ""), text)
        found[first] = found.get(first, 0.0) + chance
    return found


def _best(spellings: Mapping[str, float], number: int = KEPT) -> Spellings:
    return dict(sorted(spellings.items(), key=lambda item: (-item[1], item[0]))[:number])


def is_arab(parts: Sequence[Part]) -> bool:
    """Whether a name looks Arab by its attested parts and particles.

    >>> is_arab(parse(split_words("محمد بن سلمان"))), is_arab(parse(split_words("فلاديمير بوتين")))
    (True, False)
    """
    foreign = sum(part.shape is Shape.FOREIGN for part in parts)
    arab = sum(part.shape in (Shape.ATTESTED, Shape.PARTICLE) for part in parts)
    lone = len(parts) == 1 and parts[0].particle == "article" and not _has_name(parts[0])
    return arab > foreign and not lone


def _has_name(part: Part) -> bool:
    return part.name is not None or (part.host is not None and _has_name(part.host))


def _regions(parts: Sequence[Part], region: str | None) -> list[tuple[str, float]]:
    if region is not None:
        return [(region, 1.0)]
    shares = dict(PRIOR)
    for part in parts:
        for place in _told(part):
            shares[place] = shares.get(place, min(PRIOR.values())) * TELLING
    if not any(_has_name(part) or part.particle for part in parts):
        return [(ANYWHERE, 1.0)]
    total = sum(shares.values())
    return [(place, share / total) for place, share in sorted(shares.items())]


def _told(part: Part) -> list[str]:
    """Return the region a part is known from, where it is known from one alone."""
    if part.host is not None:
        return _told(part.host)
    if part.name is not None:
        own = [region for region, text in part.name.regional if text == part.name.usual]
        return own if len(part.name.regional) == 1 else []
    key = part.words[0].key
    return ["maghreb"] if len(key) >= 6 and key.startswith(("بن", "بو")) and part.shape is Shape.WORD else []


def part_spellings(part: Part, look: Style) -> Spellings:
    """Return the spellings of a part in a region."""
    if part.shape is Shape.ORDINAL:
        return {ROMAN[part.words[0].key]: 1.0}
    if part.shape is Shape.PARTICLE and part.host is not None:
        return _best(_with_particle(part, part.host, look))
    word = "".join(word.text for word in part.words)
    if part.name is not None and (look.arab or not part.foreign):
        attested = _attested(part.name, look.region)
    else:
        attested = {text: 1 / len(part.foreign) for text in part.foreign}
    vocalised = harakat.is_vocalised(word)
    if vocalised:
        attested = _obedient(word, attested)
    if attested and (look.arab or vocalised):
        return _best(attested)
    found = _modelled(word, look)
    if attested:
        total = sum(attested.values())
        found = {text: chance * (1 - ATTESTED) for text, chance in found.items()}
        for text, chance in attested.items():
            found[text] = found.get(text, 0.0) + ATTESTED * chance / total
    return _best(found)


def _with_particle(part: Part, host: Part, look: Style) -> Spellings:
    table = _particles()[part.particle]
    joined: Spellings = defaultdict(float)
    if part.particle == "article" and not look.arab:  # العطار, but also ألكسندر written without its hamza
        whole = attrs.evolve(part, shape=Shape.WORD, particle="", host=None)
        return part_spellings(whole, look)
    for text, chance in part_spellings(host, look).items():
        for pattern, share in table.get(look.region, table[ANYWHERE]):
            joined[_fitted(pattern, text)] += chance * share
    return joined


def _fitted(pattern: str, text: str) -> str:
    """Return a name in its pattern: small where it is written on, large where it comes first."""
    head, _, tail = pattern.partition("{}")
    if head and head[-1].isalpha():
        text = text.lower()
    if tail == "allah" and text.endswith("a"):
        text = text[:-1]
    return head + text + tail


def _attested(name: NamePart, region: str) -> Spellings:
    regional = dict(name.regional)
    first = regional.get(region, name.usual)
    rest = dict.fromkeys((name.usual, *regional.values(), *name.others))
    rest.pop(first, None)
    found = {first: USUAL if rest else 1.0}
    weights = [1 / (place + 1.5) for place in range(len(rest))]
    for text, weight in zip(rest, weights, strict=True):
        found[text] = (1 - USUAL) * weight / sum(weights)
    return found


def _obedient(word: str, attested: Spellings) -> Spellings:
    """Return the attested spellings that the harakat of a word allow."""
    speller = to_latin().speller
    found = [(letter, speller.pieces_of(letter.char)) for letter in harakat.letters(word)]
    allowed = {
        text: chance
        for text, chance in attested.items()
        if harakat.can_spell(found, "".join(c for c in text.lower() if c.isalpha()))
    }
    total = sum(allowed.values())
    return {text: chance / total for text, chance in allowed.items()}


@functools.lru_cache(maxsize=1 << 14)
def _modelled_pairs(word: str, region: str, arab: bool) -> tuple[tuple[str, float], ...]:
    plain = fold(word, Level.CLEAN)
    known = region if region in to_latin().speller.alphabets.kinds else ANYWHERE
    kinds = ("arab" if arab else "google", known if arab else ANYWHERE)
    allows = None
    if harakat.is_vocalised(word):
        letters = harakat.letters(word)
        plain = "".join(letter.char for letter in letters)

        def allows(place: int, piece: str) -> bool:
            return harakat.allows(letters[place], piece) and harakat.doubles(letters[place], piece)

    return tuple((text.capitalize(), chance) for text, chance in to_latin().spell(plain, kinds, allows=allows) if text)


def _modelled(word: str, look: Style) -> Spellings:
    return dict(_modelled_pairs(word, look.kind, look.arab))


def known_region(region: str | None) -> str | None:
    """Return a region, if it is one.

    Raises:
        ValueError: There is no such region; the message names the known ones.

    >>> known_region("egypt")
    'egypt'
    """
    return None if region is None else check_choice("region", region, regions())
