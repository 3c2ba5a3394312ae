"""Cases of Russian names, by their endings: Путина, Сирией, Министерством обороны, Садыру Жапарову.

What declines is not told by a name alone: of a person all tokens do, of a thing the first noun and the adjectives
before it, of a Korean name the last token. The forms of each reading are given; those that nobody writes do no harm.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

_GENITIVE, _DATIVE, _ACCUSATIVE, _INSTRUMENTAL, _PREPOSITIONAL = range(5)
_CASES = (_GENITIVE, _DATIVE, _ACCUSATIVE, _INSTRUMENTAL, _PREPOSITIONAL)

# Endings in these cases of words in an ending, the longer endings first; several forms of a case stand side by side.
_ADJECTIVES = {
    "ский": ("ского", "скому", "ского ский", "ским", "ском"),
    "цкий": ("цкого", "цкому", "цкого цкий", "цким", "цком"),
    "ний": ("него ния", "нему нию", "него ний ния", "ним нием", "нем нии"),
    "ый": ("ого", "ому", "ого ый", "ым", "ом"),
    "ая": ("ой", "ой", "ую", "ой", "ой"),
    "яя": ("ей", "ей", "юю", "ей", "ей"),
    "ое": ("ого", "ому", "ое", "ым", "ом"),
    "ее": ("его", "ему", "ее", "им", "ем"),
    "ые": ("ых", "ым", "ые ых", "ыми", "ых"),
    "ие": ("их", "им", "ие их", "ими", "их"),
}
_NOUNS = {
    "ова": ("овой", "овой", "ову", "овой", "овой"),
    "ева": ("евой", "евой", "еву", "евой", "евой"),
    "ина": ("ины иной", "ине иной", "ину", "иной", "ине иной"),
    "ия": ("ии", "ии", "ию", "ией", "ии"),
    "ий": ("ия", "ию", "ия", "ием", "ии"),
    "ие": ("ия", "ию", "ие", "ием", "ии"),
    "ой": ("ого", "ому", "ого", "ым", "ом"),
    "я": ("и", "е", "ю", "ей", "е"),
    "а": ("ы", "е", "у", "ой", "е"),
    "й": ("я", "ю", "я", "ем", "е"),
    "ь": ("я и", "ю и", "я ь", "ем ью", "е и"),
    "о": ("а", "у", "о", "ом", "е"),
    "ы": ("ов", "ам", "ы ов", "ами", "ах"),
}
_CONSONANT = ("а", "у", "а", "ом", "е")
_SURNAME_ENDINGS = ("ов", "ев", "ёв", "ин", "ын")
_IRREGULAR_STEMS = {"Лев": "Льв", "Павел": "Павл", "Пётр": "Петр", "Орёл": "Орл"}
_VOWELS = tuple("аеёиоуыэюя")
_HUSHING = tuple("жшчщц")
_VELAR_OR_HUSHING = tuple("гкхжшчщ")
_KOREAN = ("Ким", "Чен", "Ын")


def inflect_name(text: str) -> tuple[str, ...]:
    """Return the cases of a name, the nominative first.

    >>> inflect_name("Путин")
    ('Путин', 'Путина', 'Путину', 'Путиным', 'Путином', 'Путине')
    >>> "Садыром Жапаровым" in inflect_name("Садыр Жапаров"), "Северной Кореей" in inflect_name("Северная Корея")
    (True, True)
    >>> "Ближнему Востоку" in inflect_name("Ближний Восток"), "Евгением" in inflect_name("Евгений")
    (True, True)
    """
    tokens = text.split()
    forms = [form for places in _readings(tokens) for form in _declined(tokens, places)]
    return tuple(dict.fromkeys([text, *forms]))


def _readings(tokens: Sequence[str]) -> Iterator[Sequence[int]]:
    """Yield the places of the tokens that decline, for each way to read a name."""
    noun = next(
        (place for place, token in enumerate(tokens) if not token.endswith(tuple(_ADJECTIVES))), len(tokens) - 1
    )
    yield range(noun + 1)
    if noun + 1 < len(tokens) and all(token[:1].isupper() for token in tokens):
        yield range(len(tokens))
        if len(tokens) == len(_KOREAN):
            yield (len(tokens) - 1,)


def _declined(tokens: Sequence[str], places: Sequence[int]) -> Iterator[str]:
    """Yield a name in each case, the tokens of some places declined."""
    for case in _CASES:
        forms = [_token_forms(token, case) if place in places else [token] for place, token in enumerate(tokens)]
        for variant in range(max(map(len, forms))):
            yield " ".join(of_token[min(variant, len(of_token) - 1)] for of_token in forms)


def _token_forms(token: str, case: int) -> list[str]:
    """Return a token in a case; of a compound with a hyphen the last part declines."""
    lead, hyphen, last = token.rpartition("-")
    return [lead + hyphen + form for form in _word_forms(last, case)]


def _word_forms(word: str, case: int) -> list[str]:
    if len(word) < 2 or word.isupper():
        return [word]
    for ending, cases in {**_ADJECTIVES, **_NOUNS}.items():
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 1:
            return [stem + _spelt(stem, found) for found in cases[case].split()]
    if word.endswith(_VOWELS):
        return [word]  # Баку, Токио, Шевченко: they do not decline
    stems = [word, *_without_fleeting_vowel(word)]
    forms = [stem + _spelt(stem, _CONSONANT[case]) for stem in stems]
    return [word + "ым", *forms] if case == _INSTRUMENTAL and word.endswith(_SURNAME_ENDINGS) else forms


def _spelt(stem: str, ending: str) -> str:
    """Return an ending as it is spelt after a stem: Ольги, Шольцем."""
    if ending[:1] == "ы" and stem.endswith(_VELAR_OR_HUSHING):
        return "и" + ending[1:]
    if ending in ("ой", "ом") and stem.endswith(_HUSHING):
        return "е" + ending[1:]
    return ending


def _without_fleeting_vowel(word: str) -> Iterator[str]:
    """Yield the stem of a word that loses its last vowel: Череповца, Льва, Павла."""
    if word in _IRREGULAR_STEMS:
        yield _IRREGULAR_STEMS[word]
    if word.endswith("ец") and len(word) > len("отец"):
        yield word.removesuffix("ец") + "ц"
