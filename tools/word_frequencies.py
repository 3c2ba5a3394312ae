"""Makes src/namelink/lang/*/data/frequencies.tsv: how frequent words are in each language, folded.

Source: the word lists of the wordfreq package (data CC BY-SA 4.0). Run from the project's root: ``make data``.
"""

from __future__ import annotations

import importlib.metadata
import math
from collections.abc import Iterator
from pathlib import Path

import wordfreq

from namelink.scripts import script_code
from namelink.text.folding import fold
from namelink.text.tokens import words

PACKS = Path("src/namelink/lang")

LANGUAGES = {"ar": ("Arabic", "Arab"), "en": ("English", "Latn"), "ru": ("Russian", "Cyrl")}
"""The languages with a table, each with its name and the script of its words."""

LEAST = 3.3
"""The rarest words kept, as the logarithm of occurrences in a billion words."""

VERSION = importlib.metadata.version("wordfreq")

HEADER = f"""\
# How frequent %s words are in running text: the logarithm of occurrences in a billion words (Zipf scale).
# Words are folded. Made by tools/word_frequencies.py from wordfreq {VERSION} (data CC BY-SA 4.0); not edited by hand.
word\tzipf
"""


def make(language: str) -> str:
    """Return the content of the table of a language."""
    name, script = LANGUAGES[language]
    counts: dict[str, float] = {}
    for word, frequency in wordfreq.get_frequency_dict(language, wordlist="best").items():
        if _is_word(word, script):
            for part in words(fold(word)):
                counts[part] = counts.get(part, 0.0) + frequency
    zipf = {word: math.log10(frequency * 1e9) for word, frequency in counts.items()}
    return HEADER % name + "".join(sorted(f"{word}\t{value:.1f}\n" for word, value in zipf.items() if value >= LEAST))


def _is_word(word: str, script: str) -> bool:
    """Whether a word is of letters of a script alone."""
    if script == "Arab":
        return all("\u0620" <= c <= "\u065f" for c in word)
    return word.replace("'", "").isalpha() and script_code(word) == script


def tables() -> Iterator[tuple[Path, str]]:
    """Yield the tables, each with its path."""
    for language in LANGUAGES:
        yield PACKS / language / "data" / "frequencies.tsv", make(language)


def main() -> None:
    """Write the tables."""
    for path, text in tables():
        path.write_text(text, encoding="utf-8")
        print(path)


if __name__ == "__main__":
    main()
