"""Makes src/namelink/text/data/frequencies.tsv: how frequent Arabic words are, folded.

Source: the Arabic word list of the wordfreq package (data CC BY-SA 4.0), which this tool needs:
``pip install wordfreq==3.1.1``. Run from the project's root: ``python tools/word_frequencies.py``.
"""

from __future__ import annotations

import math
from pathlib import Path

import wordfreq

from namelink.text.folding import fold
from namelink.text.tokens import words

OUT = Path("src/namelink/text/data/frequencies.tsv")

LEAST = 3.3
"""The rarest words kept, as the logarithm of occurrences in a billion words."""

HEADER = """\
# How frequent Arabic words are in running text: the logarithm of occurrences in a billion words (Zipf scale).
# Words are folded. Made by tools/word_frequencies.py from wordfreq {version} (data CC BY-SA 4.0); not edited by hand.
word	zipf
"""


def main() -> None:
    """Write the table."""
    counts: dict[str, float] = {}
    for word, frequency in wordfreq.get_frequency_dict("ar", wordlist="best").items():
        if all("\u0620" <= c <= "\u065f" for c in word):
            for part in words(fold(word)):
                counts[part] = counts.get(part, 0.0) + frequency
    zipf = {word: math.log10(frequency * 1e9) for word, frequency in counts.items()}
    rows = sorted(f"{word}\t{value:.1f}" for word, value in zipf.items() if value >= LEAST)
    version = wordfreq.__dict__.get("__version__", "3.1.1")
    OUT.write_text(HEADER.format(version=version) + "\n".join(rows) + "\n", encoding="utf-8")
    print(f"{OUT}: {len(rows)} words")


if __name__ == "__main__":
    main()
