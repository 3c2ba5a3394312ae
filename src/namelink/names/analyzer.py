"""The analyzer: the only place that folds and tokenizes what is looked up, compared, indexed or linked."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from namelink.cache import BoundedCache, CacheStatistics
from namelink.config import Limits
from namelink.lang import join_key, language_of, name_tokens
from namelink.names.analysis import NameText, Token, TokenizedText
from namelink.names.pieces import NamePiece, NameToken
from namelink.phonetics.alphabet import ARABIC, alphabet_of, token_letters
from namelink.phonetics.keys import phonetic_key
from namelink.text.characters import Level
from namelink.text.folding import fold, fold_with_offsets
from namelink.text.tokens import tokenize, words


class Analyzer:
    """Analyses names and texts, and keeps the last ones; safe to share between threads.

    >>> Analyzer().name("عبدالله ابن سلمان").key
    'عبد الله بن سلمان'
    """

    def __init__(self, limits: Limits | None = None) -> None:
        """Make an analyzer that keeps as much as the limits allow, the default ones if None."""
        limits = limits or Limits()
        self._names = BoundedCache(self.analyze, limits.cached_names, limits.longest_cached)
        self._parts = BoundedCache(_part, limits.cached_tokens, limits.longest_cached)
        self._tokens = BoundedCache(_token, limits.cached_tokens, limits.longest_cached)

    def name(self, text: str) -> NameText:
        """Return the analysis of a name."""
        return self._names[text]

    def analyze(self, text: str) -> NameText:
        """Return the analysis of a name that will not come again: it is not kept."""
        return self.analyze_tokens(text, words(fold(text)))

    def analyze_tokens(self, text: str, tokens: Sequence[str]) -> NameText:
        """Return the analysis of a name whose folded tokens are known."""
        return NameText(text, tuple(tokens), join_key(tokens), self._parts_of)

    def _parts_of(self, text: str, tokens: tuple[str, ...]) -> tuple[NamePiece, ...]:
        return tuple(
            [NamePiece(self._parts[form], first, end) for form, first, end in name_tokens(_forms(text, tokens))]
        )

    def text(self, text: str) -> TokenizedText:
        """Return the analysis of a running text."""
        folded = fold_with_offsets(text)
        return TokenizedText(text, folded, tokenize(folded, text))

    def token(self, key: str) -> Token:
        """Return what is known of a folded token."""
        return self._tokens[key]

    def statistics(self) -> dict[str, CacheStatistics]:
        """Return how the caches are used.

        >>> sorted(Analyzer().statistics())
        ['names', 'parts', 'tokens']
        """
        return {
            "names": self._names.statistics(),
            "parts": self._parts.statistics(),
            "tokens": self._tokens.statistics(),
        }


def _forms(text: str, tokens: Sequence[str]) -> Sequence[str]:
    """Return the tokens of a name as they sound: outside Arabic script with their accents (Erdoğan)."""
    arabic = [alphabet_of(token) is ARABIC for token in tokens]
    if text.isascii() or all(arabic):
        return tokens
    written = words(fold(text.lower(), Level.CLEAN))
    if len(written) != len(tokens):
        return tokens
    return [token if known else form for token, form, known in zip(tokens, written, arabic, strict=True)]


def _part(form: str) -> NameToken:
    # Outside Arabic script a form has its accents yet, which its letters have not.
    folded = form if form.isascii() or alphabet_of(form) is ARABIC else fold(form)
    return NameToken(form, token_letters(folded), phonetic_key(form))


def _token(key: str) -> Token:
    return Token(key, language_of(key))


@functools.cache
def analyzer() -> Analyzer:
    """Return the analyzer that all of the process shares."""
    return Analyzer()
