"""Compounds of Arab names, in Arabic script: one normal form however they are written.

A compound is two words and one name: عبد with a name of God (عبد الرحمن, عبدالرحمن), or a word with الدين, الله and
their like (نور الدين, نورالدين). `namelink.lang.ar.romanized` gives those in Latin and Cyrillic letters the same parts.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence

from namelink import tables
from namelink.lang.ar.clitics import ARTICLE
from namelink.lang.base import Piece
from namelink.text.folding import fold

SERVANT, GOD, FAITH = "عبد", "الله", "الدين"

_COMPOUND = re.compile(r"(عبد|ابو)(?=ال\w{2}|(?<=ابو)\w{3})|(?<=\w\w)(?=الدين$)")

_AND_THE = re.compile(rf"^و{ARTICLE}(?=\w{{3}})")

_OF_GOD = re.compile(rf"{ARTICLE}\w\w")

_BROKEN_GOD = re.compile("^(.*?)(?:هللا|االله)$")
"""الله as fonts and PDF files break it."""


@functools.cache
def compound_stems() -> Mapping[str, frozenset[str]]:
    """Return the folded words that make compounds, by the other half: the names of God by عبد, نور by الدين.

    >>> "الرحمن" in compound_stems()["عبد"], "نصر" in compound_stems()["الله"]
    (True, True)
    """
    found: dict[str, set[str]] = {}
    for row in tables.rows("namelink.lang.ar", "compounds.tsv"):
        first, second = fold(row["first"]), fold(row["second"])
        half, stem = (first, second) if first == SERVANT else (second, first)
        found.setdefault(half, set()).add(stem)
    return {half: frozenset(stems) for half, stems in found.items()}


def split_compound(token: str) -> list[str]:
    """Return the parts of a folded Arabic name written as one token, else the token itself.

    >>> split_compound("عبدالفتاح"), split_compound("نورالدين"), split_compound("ابوظبي"), split_compound("نصرالله")
    (['عبد', 'الفتاح'], ['نور', 'الدين'], ['ابو', 'ظبي'], ['نصر', 'الله'])
    >>> split_compound("عبده"), split_compound("والدين"), split_compound("والله")
    (['عبده'], ['والدين'], ['والله'])
    """
    if token.endswith(GOD) and token[: -len(GOD)] in compound_stems()[GOD]:
        return [token[: -len(GOD)], GOD]
    # Most tokens hold none of these, and are not worth a search.
    found = _COMPOUND.search(token) if "عبد" in token or "ابو" in token or FAITH in token else None
    if found is None:
        return [token]
    return [token[: found.end()], token[found.end() :]]


def key_form(token: str, inner: bool) -> str:
    """Return a folded token as it stands in a key, where inner tokens have one spelling of 'son of'.

    >>> key_form("عبدالله", False), key_form("ابن", True), key_form("ابن", False), key_form("االسد", False)
    ('عبد الله', 'بن', 'ابن', 'الاسد')
    """
    return "بن" if inner and token == "ابن" else " ".join(split_compound(mend_ligatures(token)))


def mend_ligatures(token: str) -> str:
    """Return a folded token with what broken ligatures of alef and lam leave put right: االسد, جادهللا.

    No Arabic word begins with two alefs and lam, or ends in هللا.

    >>> mend_ligatures("االسد"), mend_ligatures("جادهللا"), mend_ligatures("هللا"), mend_ligatures("هلال")
    ('الاسد', 'جادالله', 'الله', 'هلال')
    """
    if token.endswith(("هللا", "االله")) and token.removesuffix(GOD) not in compound_stems()[GOD]:  # but عطاالله
        return _BROKEN_GOD.sub(rf"\1{GOD}", token)
    return f"{ARTICLE}ا{token[3:]}" if token.startswith("اال") else token


def name_tokens(tokens: Sequence[str]) -> list[Piece]:
    """Return the folded tokens of a name in Arabic script as they are compared.

    Compounds stand in two parts, a name of God after عبد without its article, آل (house of) is left out, and so is
    "and" before an article inside the name.

    >>> [piece.form for piece in name_tokens(["عبدالرحمن", "السديس"])]
    ['عبد', 'رحمن', 'السديس']
    >>> [(piece.form, piece.first, piece.end) for piece in name_tokens(["محمد", "ال", "ثاني"])]
    [('محمد', 0, 1), ('ثاني', 1, 3)]
    """
    found: list[Piece] = []
    first = 0
    for end, token in enumerate(tokens, 1):
        if token == ARTICLE and end < len(tokens):
            continue
        for part in split_compound(mend_ligatures(_AND_THE.sub(ARTICLE, token) if first else token)):
            of_god = found and found[-1].form == SERVANT and part != GOD
            bare = part[len(ARTICLE) :] if of_god and _OF_GOD.match(part) else part
            found.append(Piece(bare, first, end))
        first = end
    return found
