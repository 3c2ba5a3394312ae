"""How well the vowels of names are guessed, on words that were held out.

    python benchmarks/vocalization.py [EVAL_FOLDER]

benchmarks/data/vocalized_words.tsv holds words that no table holds; nothing was fitted to them. The folder's
translit/standards.tsv has vocalised words of the published systems, of which those are asked for that the table of
vocalised names (lang/ar/data/vocalized_names.tsv) does not have. Their marks are taken off, and guessed anew: a word is
right where each letter but the last, whose mark changes with the case, has the marks it had.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from namelink import vocalize
from namelink.lang.ar.diacritics import SUKUN, Letter, bare, has_diacritics, parse_letters
from namelink.lang.ar.vowel_marks import listed_words

HELD_OUT = Path(__file__).parent / "data" / "vocalized_words.tsv"


def marks(word: str) -> list[tuple[bool, str]]:
    """Return the marks of each letter but the last; where none is written, none is heard."""
    letters: Sequence[Letter] = parse_letters(word)[:-1]
    return [(letter.double, "" if letter.vowel == SUKUN else letter.vowel) for letter in letters]


def held_out(path: Path) -> list[str]:
    """Return the vocalised words of a file, or of any of its columns, that are not in the table."""
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    words = [word for line in lines for cell in line for word in cell.split()]
    vocalized = {word for word in words if has_diacritics(word) and all(marks(word)[:1])}
    return sorted(word for word in vocalized if not listed_words(parse_letters(bare(parse_letters(word)))))


def score(name: str, words: Sequence[str]) -> None:
    """Print how many words have their own vowels first, and among five, and how many letters."""
    first = five = letters = right = 0
    for word in words:
        wanted = marks(word)
        found = [marks(spelling.text) for spelling in vocalize(bare(parse_letters(word)), 5)]
        first += found[:1] == [wanted]
        five += wanted in found
        letters += len(wanted)
        right += sum(a == b for a, b in zip(found[0], wanted, strict=False)) if found else 0
    total = len(words)
    shares = f"first {first / total:.3f}  in five {five / total:.3f}  letters {right / letters:.3f}"
    print(f"  {name:24} {total:4} words  {shares}")


def main() -> None:
    """Print the shares."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?")
    folder = parser.parse_args().folder
    score("held out", held_out(HELD_OUT))
    if folder is not None:
        score("standards.tsv", held_out(folder / "translit" / "standards.tsv"))


if __name__ == "__main__":
    main()
