"""What is written onto the end of a name: a case suffix (Ankara'da), the raised number of a footnote."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

from namelink.lang import has_case_letters, words_of
from namelink.text.characters import Level, fold_character
from namelink.text.folding import fold_with_offsets
from namelink.text.tokens import Tokens

_SUFFIX = re.compile(r"[^\W\d_]{3}'([^\W\d_]+)[^\w']*$")
"""A suffix at the end of a folded name, after a word of some letters."""

_AYN = "\u2018`"
"""Marks that fold to an apostrophe, and stand in romanizations for a letter: Şan‘ā."""

_RAISED = re.compile(r"(?<=[^\W\d_]{2})[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]+\W*$")
"""Raised numbers at the end of a name, after a word and no unit (m²)."""


def without_ending(name: str) -> str:
    """Return a name as written without the case suffix or the raised number at its end; empty where it has none.

    >>> without_ending("Recep Tayyip Erdoğan’ın"), without_ending("Mosul²"), without_ending("Erdoğan's")
    ('Recep Tayyip Erdoğan', 'Mosul', '')
    """
    raised = None if name.isascii() else _RAISED.search(name)
    if raised:
        return name[: raised.start()]
    if name.isalnum() or not any(map(_is_apostrophe, name)):
        return ""
    folded = fold_with_offsets(name)
    found = _SUFFIX.search(folded.text)
    if not found or found[1] not in words_of("case_suffix"):
        return ""
    apostrophe = int(folded.starts[found.start(1) - 1])
    return "" if name[apostrophe] in _AYN else name[:apostrophe]


@functools.lru_cache(maxsize=1 << 10)  # every name that is looked up is asked for one
def _is_apostrophe(char: str) -> bool:
    return not char.isalnum() and fold_character(char, Level.FOLD) == "'"


def cut_case_suffixes(tokens: Tokens, folded: str, text: str, is_name: Callable[[str, str], bool]) -> Tokens:
    """Return the words of a text without case suffixes; no name runs on after one.

    A single vowel is one only in a text with letters of a language that has them: Sana'a.

    Args:
        tokens: The words.
        folded: The folded text.
        text: The text as written.
        is_name: Whether a word, given with its apostrophe and without, is a name as it is.

    >>> from namelink.names import analyzer
    >>> found = analyzer().text("Ankara'dan Kahire'ye")
    >>> cut_case_suffixes(found.tokens, found.folded.text, found.text, lambda written, key: False).keys
    ['ankara', 'kahire']
    """
    if "'" not in folded:
        return tokens
    keys, ends, joined = [*tokens.keys], [*tokens.ends], [*tokens.joined]
    shortest = 1 if has_case_letters(text) else 2
    for place, (start, end) in enumerate(zip(tokens.starts, tokens.ends, strict=True)):
        written = folded[start:end]
        stem, apostrophe, suffix = written.rpartition("'")
        if not apostrophe or len(suffix) < shortest or not without_ending(written) or is_name(written, keys[place]):
            continue
        keys[place], ends[place] = stem.replace("'", ""), start + len(stem)
        if place + 1 < len(joined):
            joined[place + 1] = False
    return Tokens(keys, tokens.starts, ends, joined)
