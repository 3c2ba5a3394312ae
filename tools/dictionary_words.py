"""Prints what dictionary_words.tsv is judged from: names of one Arabic token that an analyser knows as other words.

    python tools/dictionary_words.py > candidates.tsv

Each row is a spelling of a name, as listed or as writers vary it, the name, its entity, and the lemmas of the other
words. Which of them readers meet, and how often, is judged by reading; what is never met stays out of the table. The
analyser is qalsadi 0.5.1 (GPL): ``pip install qalsadi``. Many of its readings occur in no text.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator

import qalsadi.analex

from namelink import Entity, Gazetteer, NameKind
from namelink.lang import homographs, language_of
from namelink.scripts import script_code
from namelink.text.folding import normalize

VARIANTS = ("اأإآ", "ئي", "ؤو")
"""Letters that writers exchange inside a word."""
LAST = {"ي": "ى", "ى": "ي", "ة": "ه", "ه": "ة"}
"""Letters that writers exchange at the end of one."""


def spellings(word: str) -> set[str]:
    """Return a word, and it with one letter exchanged, the last one or not."""
    ends = {word, word[:-1] + LAST.get(word[-1], word[-1])}
    exchanged = {
        end[:place] + other + end[place + 1 :]
        for end in ends
        for place, letter in enumerate(end)
        for group in VARIANTS
        if letter in group
        for other in group
    }
    return ends | exchanged


def lemmas(analyser: qalsadi.analex.Analex, word: str) -> set[str]:
    """Return the lemmas of a word that are no proper names and occur in the analyser's corpus."""
    return {
        reading.get_original()
        for reading in analyser.check_word(word)
        if int(reading.get_freq() or 0) and not any(kind in str(reading.get_type()) for kind in ("prop", "unknown"))
    }


def names() -> Iterator[tuple[str, Entity]]:
    """Yield the names of one Arabic token, demonyms aside, each with its entity."""
    for entity in Gazetteer.default():
        for name in entity.names:
            if name.kind is not NameKind.DEMONYM and " " not in name.text and script_code(name.text) == "Arab":
                yield name.text, entity


def main() -> None:
    """Print the candidates that the tables do not have."""
    analyser, known, seen = qalsadi.analex.Analex(), homographs(), set[str]()
    table = csv.writer(sys.stdout, delimiter="\t", lineterminator="\n")
    table.writerow(("word", "name", "id", "label", "prominence", "lemmas"))
    for name, entity in names():
        listed = language_of(name).dictionary_words
        for word in sorted(spellings(name) - seen):
            seen.add(word)
            if normalize(word) not in known and normalize(word) not in listed and (found := lemmas(analyser, word)):
                table.writerow((word, name, entity.id, entity.label, entity.weight, " ".join(sorted(found))))


if __name__ == "__main__":
    main()
