"""Arabic: clitics, compounds, inflection, orthography, diacritics, and tables of its words."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from namelink.lang.ar import clitics, compounds, demonyms, diacritics, inflection, name_parts, orthography
from namelink.lang.base import Language, Piece, Segmentation


class Arabic(Language):
    """The Arabic language, whose tokens are all those in Arabic script until another pack has it.

    >>> [s.word for s in Arabic().segmentations("وقيرغيزستان")]
    ['وقيرغيزستان', 'قيرغيزستان']
    """

    code = "ar"
    locative_clitic = clitics.IN
    head_noun_first = True
    feminine_endings = ("ه", "ا")
    open_endings = "اويءت"
    scripts = frozenset({"Arab"})
    article = clitics.ARTICLE

    def split_compound(self, token: str) -> list[str]:
        """See `namelink.lang.ar.compounds`."""
        return compounds.split_compound(token)

    def name_tokens(self, tokens: Sequence[str]) -> list[Piece]:
        """See `namelink.lang.ar.compounds`."""
        return compounds.name_tokens(tokens)

    @property
    def compound_heads(self) -> Collection[str]:
        """See `namelink.lang.ar.compounds`."""
        return (compounds.SERVANT,)

    @property
    def compound_ends(self) -> Collection[str]:
        """See `namelink.lang.ar.compounds`."""
        return [half for half in compounds.compound_stems() if half != compounds.SERVANT]

    def key_form(self, token: str, inner: bool) -> str:
        """See `namelink.lang.ar.compounds`."""
        return compounds.key_form(token, inner)

    def has_article(self, word: str) -> bool:
        """See `namelink.lang.ar.inflection`."""
        rest = word.removeprefix(clitics.ARTICLE)
        return self.is_definite(word) and not (inflection.is_verbal_noun(word) and not self.is_listed(rest))

    def inflect_demonym(self, stem: str) -> tuple[str, ...]:
        """See `namelink.lang.ar.demonyms`."""
        return demonyms.inflect_demonym(stem)

    def names_language(self, clitic: str, demonym: str) -> bool:
        """See `namelink.lang.ar.demonyms`."""
        return demonyms.names_language(clitic, demonym)

    def segmentations(self, token: str) -> tuple[Segmentation, ...]:
        """See `namelink.lang.ar.clitics`."""
        return clitics.segmentations(token)

    def without_conjunction(self, token: str) -> str:
        """See `namelink.lang.ar.clitics`."""
        return clitics.without_conjunction(token)

    def without_accusative(self, token: str) -> str:
        """See `namelink.lang.ar.inflection`."""
        return inflection.without_accusative(token)

    def is_inflected(self, token: str) -> bool:
        """See `namelink.lang.ar.inflection`."""
        return inflection.is_inflected(token, lambda form: self.has_known_stem(form, self.unknown_zipf))

    def has_known_stem(self, token: str, min_zipf: float) -> bool:
        """See `namelink.lang.ar.inflection`."""
        return inflection.has_known_stem(token, self.frequencies, min_zipf, self.dictionary_stems)

    def has_family_form(self, token: str) -> bool:
        """See `namelink.lang.ar.inflection`."""
        return inflection.has_family_form(token)

    def agrees(self, noun: str, adjective: str) -> bool:
        """See `namelink.lang.ar.inflection`."""
        return inflection.agrees(noun, adjective)

    def tells_pronouns(self, text: str) -> bool:
        """See `namelink.lang.ar.orthography`."""
        return orthography.tells_pronouns(text)

    def is_possessive(self, written: str, name: str) -> bool:
        """See `namelink.lang.ar.orthography`."""
        return orthography.is_possessive(written, name)

    def violates_orthography(self, written: str, name: str) -> bool:
        """See `namelink.lang.ar.orthography`."""
        return orthography.violates_orthography(written, name)

    def loose_spelling(self, text: str) -> str:
        """See `namelink.lang.ar.orthography`."""
        return orthography.loose_spelling(text)

    def has_diacritics(self, text: str) -> bool:
        """See `namelink.lang.ar.diacritics`."""
        return diacritics.has_diacritics(text)

    def diacritics_agreement(self, text: str, name: str) -> int:
        """See `namelink.lang.ar.diacritics`."""
        return diacritics.diacritics_agreement(text, name)

    @property
    def given_names(self) -> Collection[str]:
        """See `namelink.lang.ar.name_parts`."""
        return name_parts.GivenNames()
