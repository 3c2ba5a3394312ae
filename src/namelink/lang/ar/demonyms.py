"""Forms of Arabic demonyms: gender, number, case and article, by a table of endings."""

from __future__ import annotations

import functools

from namelink import tables
from namelink.lang.ar.clitics import ARTICLE, IN

_FEMININE = "يه"


@functools.cache
def _endings() -> tuple[tuple[str, bool], ...]:
    table = tables.rows("namelink.lang.ar", "demonym_endings.tsv")
    return tuple((row["ending"], row["definite"] == "yes") for row in table)


def inflect_demonym(stem: str) -> tuple[str, ...]:
    """Return the forms of a demonym, with and without the article.

    A word in ي inflects, and the words of a phrase inflect together (كوري جنوبي, الكورية الجنوبية);
    any other form, such as a broken plural (أتراك), only takes the article, or the ا of the accusative.

    >>> inflect_demonym("أتراك")
    ('أتراك', 'الأتراك', 'أتراكا')
    >>> inflect_demonym("قيرغيزي")[:4]
    ('قيرغيزي', 'القيرغيزي', 'قيرغيزية', 'القيرغيزية')
    """
    parts = stem.split()
    inflected = [(parts, True)]
    if parts[-1].endswith("ي"):
        inflected = [
            ([p[:-1] + ending if p.endswith("ي") else p for p in parts], definite) for ending, definite in _endings()
        ]
    elif len(parts) == 1 and not stem.endswith(("ا", "ة", "ء", "ون", "ين")):
        inflected.append(([stem + "ا"], False))
    forms: list[str] = []
    for form, definite in inflected:
        forms.append(" ".join(form))
        if definite:
            forms.append(" ".join(ARTICLE + p for p in form))
            forms.append(ARTICLE + " ".join(form))
    return tuple(dict.fromkeys(forms))


def names_language(clitic: str, demonym: str) -> bool:
    """Whether a folded demonym after a clitic is the name of a language: the feminine with the article, after ب.

    >>> names_language("ب", "الروسيه"), names_language("ب", "الروسي"), names_language("و", "الروسيه")
    (True, False, False)
    """
    return clitic.endswith(IN) and demonym.startswith(ARTICLE) and demonym.endswith(_FEMININE)
