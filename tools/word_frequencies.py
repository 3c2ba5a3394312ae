"""Makes src/namelink/lang/ar/data/frequencies.tsv: how frequent Arabic words are, folded.

Source: the Arabic word list of the wordfreq package (data CC BY-SA 4.0). Run from the project's root: ``make data``.
"""

from __future__ import annotations

import importlib.metadata
import math
from pathlib import Path

import wordfreq

from namelink.text.folding import fold
from namelink.text.tokens import words

OUT = Path("src/namelink/lang/ar/data/frequencies.tsv")

LEAST = 3.3
"""The rarest words kept, as the logarithm of occurrences in a billion words."""

VERSION = importlib.metadata.version("wordfreq")

HEADER = f"""\
# How frequent Arabic words are in running text: the logarithm of occurrences in a billion words (Zipf scale).
# Words are folded. Made by tools/word_frequencies.py from wordfreq {VERSION} (data CC BY-SA 4.0); not edited by hand.
word	zipf
"""


def make() -> str:
    """Return the content of the file."""
    counts: dict[str, float] = {}
    for word, frequency in wordfreq.get_frequency_dict("ar", wordlist="best").items():
        if all("\u0620" <= c <= "\u065f" for c in word):
            for part in words(fold(word)):
                counts[part] = counts.get(part, 0.0) + frequency
    zipf = {word: math.log10(frequency * 1e9) for word, frequency in counts.items()}
    return HEADER + "".join(sorted(f"{word}\t{value:.1f}\n" for word, value in zipf.items() if value >= LEAST))


def main() -> None:
    """Write the file."""
    OUT.write_text(make(), encoding="utf-8")
    print(OUT)


if __name__ == "__main__":
    main()
