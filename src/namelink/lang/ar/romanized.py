"""Arab names in Latin and Cyrillic letters: compounds in the parts that Arabic gives them, articles left out.

Abdul Rahman, Abd al-Rahman, Abdurrahman and Абдуррахман are ``abd`` and ``rahman``; Noureddine and Nur al-Din are
``nour`` and ``nur`` with ``aldin``. A word is a compound where the rest of it sounds like a word that makes such
compounds in Arabic (`namelink.lang.ar.compounds`): Abdullayev and Claudine are none.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence

import attrs

from namelink import tables
from namelink.lang.ar.clitics import ARTICLE
from namelink.lang.ar.compounds import GOD, SERVANT, compound_stems
from namelink.lang.base import Piece
from namelink.phonetics.keys import phonetic_key
from namelink.text.folding import fold

LATIN, CYRILLIC = "Latn", "Cyrl"

_ARTICLE_AT_END = re.compile("(?<=\\w\\w)(?:u[lrzd]|[еуо]л|ур)$")
"""The article written onto the end of the word before: Ziaur Rahman, Anwarul Haq."""

SHORTEST_STEM = 2
"""Sounds that a stem has at least to be known by them alone: of one sound there are too many words."""


SHORTEST_COMPOUND = 6
"""Letters that a compound written as one word has at least."""


@attrs.frozen(eq=False)
class _Half:
    """The invariable half of a compound in one script.

    Attributes:
        normal: What stands for it among the tokens of a name.
        pattern: How it is written onto the other half: before it where it is the servant, else after it.
        sounds: The phonetic keys of the words that it goes with.
        others: Words of one sound that it goes with, and of other sounds than in Arabic (celal), with their usual form.
    """

    normal: str
    pattern: re.Pattern[str]
    sounds: frozenset[str]
    others: Mapping[str, str]

    def goes_with(self, word: str, form: str) -> bool:
        """Whether a word, folded and as it was written, is one that makes compounds with this half."""
        if word in self.others or phonetic_key(word) in self.sounds or phonetic_key(form) in self.sounds:
            return True
        return "v" in word and phonetic_key(word.replace("v", "w")) in self.sounds  # Abdolvahed: و


@attrs.frozen(eq=False)
class Romanization:
    """How one script writes articles and compounds of Arab names.

    Attributes:
        articles: Words that are the article wherever another word follows.
        assimilated: Forms of the article before a letter of the sun, each with the letters it stands before.
        servants: Words that are عبد with an article or without.
        servant: عبد, written onto a name of God.
        ends: What is written onto a word after it (الدين), the longest first.
        any_end: The pattern of all of these.
        god: The one of these that is الله.
        alone: Words that stand for such an end after an article: din.
        loose: Words that stand for such an end by themselves, for they hold the article: eddine.
    """

    articles: frozenset[str]
    assimilated: Mapping[str, str]
    servants: frozenset[str]
    servant: _Half
    ends: tuple[_Half, ...]
    any_end: re.Pattern[str]
    god: _Half
    alone: Mapping[str, str]
    loose: Mapping[str, str]

    def name_tokens(self, tokens: Sequence[str]) -> list[Piece]:
        """Return the tokens of a name with compounds in parts and without articles."""
        plain = [token if token.isascii() else fold(token) for token in tokens]
        found: list[Piece] = []
        parts: list[str] = []
        first = at = 0
        while at < len(tokens):
            at = self._next(tokens, plain, at, parts)
            if len(parts) > len(found):
                found += [Piece(part, first, at) for part in parts[len(found) :]]
                first = at
        return found

    def _next(self, tokens: Sequence[str], plain: Sequence[str], at: int, found: list[str]) -> int:
        """Add the parts that begin at a token, and return the place after them."""
        word, last = plain[at], at + 1 == len(tokens)
        if not last and self._is_article(plain, at):
            after = plain[at + 1]
            if found and after in self.alone:
                found.append(self.alone[after])
            return at + 2 if found and after in self.alone else at + 1
        if not last and word in self.servants:
            return self._servant(tokens, plain, at, found)
        if found and word in self.loose:
            found.append(self.loose[word])
            return at + 1
        bare = _ARTICLE_AT_END.sub("", word)
        end = self.alone.get(plain[at + 1]) if bare != word and not last else None
        if end and any(half.normal == end and half.goes_with(bare, bare) for half in self.ends):  # Ziaur Rahman
            found.extend((bare, end))
            return at + 2
        found.extend(self._split(tokens[at], word))
        return at + 1

    def _servant(self, tokens: Sequence[str], plain: Sequence[str], at: int, found: list[str]) -> int:
        """Add عبد and the name of God after it, its article left out."""
        named = at + 1
        while named + 1 < len(tokens) and self._is_article(plain, named):
            named += 1
        found.append(self.servant.normal)
        found.append(self._god(plain[named]) or tokens[named])
        return named + 1

    def _is_article(self, plain: Sequence[str], at: int) -> bool:
        word = plain[at]
        if word in self.articles:
            return True
        return word in self.assimilated and plain[at + 1].startswith(tuple(self.assimilated[word].split()))

    def _split(self, token: str, word: str) -> list[str]:
        """Return the parts of a compound written as one word, else the word itself."""
        form = token if len(token) == len(word) else word  # folding has not changed where letters stand
        found = self.servant.pattern.match(word)
        if found and self.servant.goes_with(word[found.end() :], form[found.end() :]):
            return [self.servant.normal, self._god(word[found.end() :]) or form[found.end() :]]
        if len(word) < SHORTEST_COMPOUND or not self.any_end.search(word, 1):
            return [token]
        for end in self.ends:
            for place in range(len(word) - 2, 0, -1):
                if end.pattern.match(word, place) and end.goes_with(word[:place], form[:place]):
                    return [end.others.get(word[:place]) or form[:place], end.normal]
        return [token]

    def _god(self, stem: str) -> str | None:
        """Return the normal form of God's own name, the only one that keeps its article; None for any other."""
        return self.god.normal if self.god.pattern.fullmatch(stem) or self.alone.get(stem) == self.god.normal else None


@functools.cache
def romanization(script: str) -> Romanization:
    """Return how a script writes Arab names.

    Args:
        script: ``Latn`` or ``Cyrl``.

    >>> [piece.form for piece in romanization(LATIN).name_tokens(["nur", "al", "din", "as", "sudais"])]
    ['nur', 'aldin', 'sudais']
    >>> [piece.form for piece in romanization(CYRILLIC).name_tokens(["абдуллаев", "хабибулла"])]
    ['абдуллаев', 'хабиб', 'аллах']
    """
    rows = [row for row in tables.rows("namelink.lang.ar", "romanized_compounds.tsv") if row["script"] == script]
    by_role = {role: [row for row in rows if row["role"] == role] for role in ("article", "sun", "servant", "end")}
    (servant,), ends = by_role["servant"], by_role["end"]
    halves = tuple(map(_half, ends))
    return Romanization(
        frozenset(row["pattern"] for row in by_role["article"]),
        {row["pattern"]: row["normal"] for row in by_role["sun"]},
        frozenset(servant["alone"].split()),
        _half(servant),
        halves,
        re.compile("|".join(f"(?:{half.pattern.pattern})" for half in halves)),
        next(half for half, row in zip(halves, ends, strict=True) if row["arabic"] == GOD),
        {word: row["normal"] for row in ends for word in row["alone"].split()},
        {word: row["normal"] for row in ends for word in row["loose"].split()},
    )


def _half(row: Mapping[str, str]) -> _Half:
    first = row["arabic"] == SERVANT
    stems = compound_stems()[fold(row["arabic"])]
    bare = {stem.removeprefix(ARTICLE) if first and stem != GOD else stem for stem in stems}
    bare |= {stem[:-1] + "ت" for stem in bare if stem.endswith("ه")}  # Rahmatullah: ة is heard before another word
    keys = frozenset(key for stem in bare if len(key := phonetic_key(stem)) >= SHORTEST_STEM)
    return _Half(row["normal"], re.compile(row["pattern"]), keys, dict(_other(word) for word in row["others"].split()))


def _other(text: str) -> tuple[str, str]:
    """Return a word and its usual form, which stands after ``=`` where it is another."""
    word, _, usual = text.partition("=")
    return word, usual or word
