"""Russian, and what other languages in Cyrillic letters share with it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from namelink.lang.ar.romanized import CYRILLIC, romanization
from namelink.lang.base import Language, Piece
from namelink.lang.ru import inflection


class Russian(Language):
    """The Russian language, whose tokens are all those in Cyrillic letters until another pack has them."""

    code = "ru"
    feminine_endings = ("а", "я")
    patronymic_endings = ("ович", "евич", "овна", "евна", "ьич", "ична", "івна")
    open_endings = "аеёиоуыэюяхтһь"
    scripts = frozenset({"Cyrl"})

    def inflect_demonym(self, stem: str) -> tuple[str, ...]:
        """Return the cases, genders and plurals of an adjective in -ский or -цкий.

        >>> Russian().inflect_demonym("сирийский")[:4]
        ('сирийский', 'сирийского', 'сирийскому', 'сирийским')
        """
        bare = stem.removesuffix("ий")
        return (stem,) if bare == stem else tuple([bare + ending for ending in _ADJECTIVE_ENDINGS])

    def inflect_name(self, text: str) -> tuple[str, ...]:
        """See `namelink.lang.ru.inflection`."""
        return inflection.inflect_name(text)

    def name_tokens(self, tokens: Sequence[str]) -> list[Piece]:
        """See `namelink.lang.ar.romanized`: Arab names are written in every script."""
        return romanization(CYRILLIC).name_tokens(tokens)

    @property
    def compound_heads(self) -> Collection[str]:
        """See `namelink.lang.ar.romanized`."""
        return (romanization(CYRILLIC).servant.normal,)

    @property
    def compound_ends(self) -> Collection[str]:
        """See `namelink.lang.ar.romanized`."""
        return [end.normal for end in romanization(CYRILLIC).ends]


_ADJECTIVE_ENDINGS = ("ий", "ого", "ому", "им", "ом", "ая", "ой", "ую", "ое", "ие", "их", "ими")
"""Endings of adjectives after к."""
