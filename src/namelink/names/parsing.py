"""`parse_name`: the parts of a name for the outside, with their offsets in it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from namelink.errors import require_str
from namelink.names.analyzer import analyzer
from namelink.names.parts import NamePart, ParsedName
from namelink.names.structure import PartToken


def parse_name(name: str) -> ParsedName:
    """Return the parts of a name in any script: titles, given name, patronymics, family name; of things, head nouns.

    A compound (عبد الرحمن, Noureddine) is one part, and so is a link with its name (بن سلمان, أبو مازن, el-Sisi). The
    parts stand in the order they are written; what is no word, or has no letters, is in none.

    Args:
        name: A name of a person, an organization or a place.

    Returns:
        The parts with their roles and offsets, and the type that the words of the name show.

    Raises:
        TypeError: name is not a str.

    >>> for part in parse_name("الشيخ عبد الرحمن بن محمد آل سعود").parts:
    ...     print(part.role, part.text, part.start, part.end)
    title الشيخ 0 5
    given عبد الرحمن 6 16
    patronymic بن محمد 17 24
    family آل سعود 25 32
    >>> print(parse_name("Noureddine & Sons Trading L.L.C."))
    name         Noureddine
    legal-form   Sons
    head-noun    Trading
    legal-form   L.L.C
    """
    require_str(name, "parse_name", "name")
    found = analyzer().text(name)
    structure = analyzer().analyze_tokens(name, found.tokens.keys).structure
    spans = [found.folded.original_span(*span) for span in zip(found.tokens.starts, found.tokens.ends, strict=True)]
    runs = [list(tokens) for _, tokens in groupby(structure.tokens, lambda token: token.part)]
    parts = [_part(name, tokens, spans) for tokens in runs]
    return ParsedName(name, structure.type, tuple(sorted(parts, key=lambda part: part.start)))


def _part(name: str, tokens: Sequence[PartToken], spans: Sequence[tuple[int, int]]) -> NamePart:
    start, end = spans[min(token.first for token in tokens)][0], spans[max(token.end for token in tokens) - 1][1]
    role = next((token.role for token in tokens if not token.is_head), tokens[0].role)
    form = (
        tokens[0].meaning
        if not tokens[0].is_head and tokens[0].meaning
        else " ".join(token.letters for token in tokens)
    )
    return NamePart(name[start:end], role, start, end, form)
