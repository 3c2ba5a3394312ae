"""Names with their misspellings, in known groups: the same seed gives the same names.

Persons that do not exist, put together of real parts of names, a few of them frequent as in life; each is
written as people write: another hamza, a long vowel more or less, a letter for a letter of the same sound,
in Latin and Cyrillic letters as attested or by habit, the surname first, without the middle name, with a slip
of the hand. Many share all words but one, and some differ in one consonant only.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator

import attrs

from namelink.lang import make_key
from namelink.lang.ar.name_parts import name_parts
from synthetic import cyrillic, parts

COMMON = "محمد أحمد علي حسن محمود حسين إبراهيم خالد عبدالله مصطفى عمر يوسف فاطمة مريم سعيد صالح".split()
"""The most frequent given names, the first of the draw."""

ARABIC_HABITS = [
    ("أ", "ا"), ("إ", "ا"), ("آ", "ا"), ("ة", "ه"), ("ى", "ي"), ("ئ", "ي"), ("عبدال", "عبد ال"), ("عبد ال", "عبدال"),
    ("غ", "ج"), ("ج", "غ"), ("ق", "ك"), ("ط", "ت"), ("ص", "س"), ("ف", "ڤ"), ("ذ", "ز"), ("ظ", "ض"), ("تش", "ش"),
]  # fmt: skip
"""What is written for what by those who do not know better, in Arabic letters."""

LATIN_HABITS = [
    ("ou", "u"), ("u", "ou"), ("ee", "i"), ("i", "ee"), ("q", "k"), ("k", "q"), ("dh", "z"), ("sh", "ch"), ("ch", "sh"),
    ("j", "dj"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("v", "w"), ("y", "i"), ("e", "a"), ("a", "e"), ("o", "u"),
    ("ss", "s"), ("mm", "m"), ("ah", "a"), ("al-", "el-"), ("al ", "al-"), ("abdul", "abdel"), ("abdel", "abd al-"),
]  # fmt: skip
"""Likewise in Latin letters."""

Part = tuple[str, str]
"""A part of a name, in Arabic and in Latin letters."""


@attrs.frozen
class Written:
    """A spelling, and the number of the person it is of."""

    text: str
    person: int


def spellings(count: int, seed: int = 1) -> list[Written]:
    """Return spellings of persons, about two and a half of each, shuffled.

    Args:
        count: How many spellings.
        seed: What the draw begins with.
    """
    draw = random.Random(seed)
    found: list[Written] = []
    for person, name in enumerate(_persons(draw)):
        chosen = [_written(name, draw) for _ in range(draw.choice((1, 1, 1, 2, 2, 3, 3, 4, 6)))]
        found += [Written(text, person) for text in chosen]
        if len(found) >= count:
            break
    found = found[:count]
    draw.shuffle(found)
    return found


def _persons(draw: random.Random) -> Iterator[list[Part]]:
    """Yield persons without end, no two of one name; one in ten differs from the one before in a single part."""
    known = parts()
    common = [part for word in COMMON for part in known if part[0].replace(" ", "") == word][: len(COMMON)]
    rest = [part for part in known if part not in common]
    draw.shuffle(rest)
    listed = common + rest
    weights = list(itertools.accumulate(1 / (rank + 8) for rank in range(len(listed))))
    seen: set[str] = set()
    name: list[Part] = []
    while True:
        if name and draw.random() < 0.1:
            name = list(name)
            name[draw.randrange(len(name))] = draw.choice(listed)
        else:
            name = draw.choices(listed, cum_weights=weights, k=draw.choice((1, 1, 2, 2, 3)))
            name.append(draw.choice(listed) if draw.random() < 0.5 else _invented(draw, listed))
        key = make_key(" ".join(arabic for arabic, _ in name))
        if key not in seen:
            seen.add(key)
            yield name


def _invented(draw: random.Random, listed: list[Part]) -> Part:
    """Return a surname that nobody else has: two parts run together, as many are."""
    first, second = draw.choice(listed), draw.choice(listed)
    return first[0][:4] + second[0][-4:], (first[1][:4] + second[1][-4:]).replace(" ", "").capitalize()


def _written(name: list[Part], draw: random.Random) -> str:
    if len(name) > 2 and draw.random() < 0.08:
        name = [name[0], *name[2:]]
    if draw.random() < 0.05:
        name = [name[-1], *name[:-1]]
    script = draw.choices(("Arab", "Latn", "Cyrl"), (55, 40, 5))[0]
    if script == "Arab":
        text = " ".join(arabic for arabic, _ in name)
        return _slip(_by_habit(text, ARABIC_HABITS, draw, _long_vowel), draw)
    text = " ".join(_attested(part, draw) for part in name)
    if script == "Cyrl":
        return cyrillic(text)
    return _slip(_by_habit(text, LATIN_HABITS, draw, _unchanged), draw)


def _attested(part: Part, draw: random.Random) -> str:
    """Return a part in Latin letters as it is attested, most often as usual."""
    known = name_parts().get(make_key(part[0]))
    if known is None or draw.random() < 0.6:
        return part[1]
    return draw.choice([known.usual, *(text for _, text in known.regional), *known.others])


def _by_habit(
    text: str, habits: list[tuple[str, str]], draw: random.Random, other: Callable[[str, random.Random], str]
) -> str:
    """Return a text with up to two habits followed, where they apply."""
    for _ in range(draw.choice((0, 0, 1, 1, 2))):
        if draw.random() < 0.3:
            text = other(text, draw)
            continue
        theirs = [habit for habit in habits if habit[0] in text.lower()]
        if theirs:
            before, after = draw.choice(theirs)
            place = text.lower().index(before)
            text = text[:place] + after + text[place + len(before) :]
    return text.title() if text.isascii() else text


def _long_vowel(text: str, draw: random.Random) -> str:
    """Return a text with a long vowel more or less inside a word."""
    vowels = [i for i in range(1, len(text) - 1) if text[i] in "اوي" and " " not in text[i - 1 : i + 2]]
    if vowels and draw.random() < 0.5:
        place = draw.choice(vowels)
        return text[:place] + text[place + 1 :]
    between = [
        i for i in range(1, len(text)) if " " not in text[i - 1 : i + 1] and not set("اويى") & set(text[i - 1 : i + 1])
    ]
    if not between:
        return text
    place = draw.choice(between)
    return text[:place] + draw.choice("اوي") + text[place:]


def _unchanged(text: str, _draw: random.Random) -> str:
    return text


def _slip(text: str, draw: random.Random) -> str:
    """Return a text, one in fifteen with a letter left out, doubled, or changed about with the next."""
    if len(text) < 8 or draw.random() > 1 / 15:
        return text
    place = draw.randrange(1, len(text) - 2)
    kind = draw.randrange(3)
    if kind == 0:
        return text[:place] + text[place + 1 :]
    if kind == 1:
        return text[:place] + text[place] + text[place:]
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
