"""Russian, and what other languages in Cyrillic letters share with it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from namelink.lang.ar.romanized import CYRILLIC, romanization
from namelink.lang.base import Language, Piece


class Russian(Language):
    """The Russian language, whose tokens are all those in Cyrillic letters until another pack has them."""

    code = "ru"
    feminine_endings = ("а", "я")
    patronymic_endings = ("ович", "евич", "овна", "евна", "ьич", "ична", "івна")
    open_endings = "аеёиоуыэюяхтһь"
    scripts = frozenset({"Cyrl"})

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
