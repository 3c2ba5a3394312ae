"""Arabic: clitics, compounds, demonyms, diacritics, and tables of its words."""

from __future__ import annotations

from collections.abc import Mapping

from namelink.lang.ar import clitics, compounds, demonyms, diacritics
from namelink.lang.base import Language, Segmentation


class Arabic(Language):
    """The Arabic language, whose tokens are all those in Arabic script until another pack has it.

    >>> [s.word for s in Arabic().segmentations("وقيرغيزستان")]
    ['وقيرغيزستان', 'قيرغيزستان']
    """

    code = "ar"
    scripts = frozenset({"Arab"})
    article = clitics.ARTICLE

    def split_compound(self, token: str) -> list[str]:
        """See `namelink.lang.ar.compounds`."""
        return compounds.split_compound(token)

    def key_form(self, token: str, inner: bool) -> str:
        """See `namelink.lang.ar.compounds`."""
        return compounds.key_form(token, inner)

    def inflect_demonym(self, stem: str) -> tuple[str, ...]:
        """See `namelink.lang.ar.demonyms`."""
        return demonyms.inflect_demonym(stem)

    def segmentations(self, token: str) -> tuple[Segmentation, ...]:
        """See `namelink.lang.ar.clitics`."""
        return clitics.segmentations(token)

    def surfaces(self, word: str) -> Mapping[str, Segmentation]:
        """See `namelink.lang.ar.clitics`."""
        return clitics.surfaces(word)

    def has_diacritics(self, text: str) -> bool:
        """See `namelink.lang.ar.diacritics`."""
        return diacritics.has_diacritics(text)

    def diacritics_agreement(self, text: str, name: str) -> int:
        """See `namelink.lang.ar.diacritics`."""
        return diacritics.diacritics_agreement(text, name)
