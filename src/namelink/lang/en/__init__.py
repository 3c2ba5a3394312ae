"""English, and what other languages in Latin letters share with it: particles, titles and legal forms of names."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from namelink.lang.ar.romanized import LATIN, romanization
from namelink.lang.base import Language, Piece


class English(Language):
    """The English language, whose tokens are all those in Latin letters until another pack has them.

    The possessive ``'s`` is a token of its own in a folded text; see `namelink.text.tokens`.
    """

    code = "en"
    feminine_endings = ("a", "ah", "e")
    patronymic_endings = ("ovich", "evich", "ovych", "ovna", "evna", "ivna")
    open_endings = "aeiouyht"
    case_letters = "ğışĞİŞ"  # Turkish
    scripts = frozenset({"Latn"})

    def inflect_demonym(self, stem: str) -> tuple[str, ...]:
        """Return a demonym and its plural: Iraqi, Iraqis; words in -ish, -ese and the like have none.

        >>> English().inflect_demonym("Iraqi"), English().inflect_demonym("Turkish")
        (('Iraqi', 'Iraqis'), ('Turkish',))
        """
        return (stem,) if stem.endswith(_WITHOUT_PLURAL) else (stem, stem + "s")

    def inflect_name(self, text: str) -> tuple[str, ...]:
        """Return a name with the short forms that news has for the states and unions in it: U.N. Security Council.

        >>> English().inflect_name("United Nations Security Council")[1:]
        ('UN Security Council', 'U.N. Security Council')
        """
        found = [text]
        for full, short in _SHORT_FORMS.items():
            dotted = "".join(letter + "." for letter in short)
            for lead in (full + " ", short + " "):
                if text.startswith(lead):
                    found += [form + text[len(lead) - 1 :] for form in (short, dotted)]
        return tuple(dict.fromkeys(found))

    def inflect_acronym(self, text: str) -> tuple[str, ...]:
        """Return an acronym without dots and, where it is short, with them.

        >>> English().inflect_acronym("UN"), English().inflect_acronym("UNESCO")
        (('UN', 'U.N.'), ('UNESCO',))
        """
        short = text.isalpha() and text.isupper() and len(text) <= len("UAE")
        return (text, "".join(letter + "." for letter in text)) if short else (text,)

    def name_tokens(self, tokens: Sequence[str]) -> list[Piece]:
        """See `namelink.lang.ar.romanized`: Arab names are written in every script."""
        return romanization(LATIN).name_tokens(tokens)

    @property
    def compound_heads(self) -> Collection[str]:
        """See `namelink.lang.ar.romanized`."""
        return (romanization(LATIN).servant.normal,)

    @property
    def compound_ends(self) -> Collection[str]:
        """See `namelink.lang.ar.romanized`."""
        return [end.normal for end in romanization(LATIN).ends]


_SHORT_FORMS = {"United Nations": "UN", "United States": "US", "United Kingdom": "UK", "European Union": "EU"}
"""Short forms that stand in front of names of organizations."""

_WITHOUT_PLURAL = ("sh", "se", "s", "z", "ic", "nch", "tch", "men")
"""Endings of demonyms that are adjectives alone, or plurals: French, Chinese, Turks."""
