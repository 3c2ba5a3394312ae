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
        """Return the cases, genders and plurals of an adjective in -ский, or those of a people in -ы or -и.

        >>> Russian().inflect_demonym("сирийский")[:4]
        ('сирийский', 'сирийского', 'сирийскому', 'сирийским')
        >>> Russian().inflect_demonym("немцы")  # doctest: +ELLIPSIS
        ('немцы', 'немцев', 'немцам', 'немцами', 'немцах', 'немец', 'немца', 'немцу', 'немцем', 'немце', 'немка', ...)
        """
        for ending, forms in _DEMONYM_ENDINGS.items():
            bare = stem.removesuffix(ending)
            if bare != stem:
                return tuple(dict.fromkeys([bare + form for form in forms.split(" ")]))
        return (stem,)

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


_DEMONYM_ENDINGS = {
    "кий": "кий кого кому ким ком кая кой кую кое кие ких кими",
    "цы": "цы цев цам цами цах ец ца цу цем це ка ки ке ку кой",
    "не": "не н нам нами нах нин нина нину нином нине нка нки нке нку нкой",
    "ы": "ы ов ам ами ах  а у ом е",
    "и": "и ов ам ами ах  а у ом е",
}
"""Endings of adjectives, and of the plurals that peoples are called by, with the forms of each."""
