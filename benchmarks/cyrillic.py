"""How well names in Cyrillic letters are matched with Arabic, Latin and Cyrillic ones that nothing was learned from.

    python benchmarks/cyrillic.py EVAL_FOLDER [PLACES.tsv.gz…] [--rows FILE]

Word pairs are of the entities that tools/cyrillic_pairs.py holds out: each beside the nearest other word that is known
to be another name. Names of people are those of people.jsonl (a development set), each beside the nearest other person.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import statistics
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from namelink import compare
from namelink.evaluation.measures import roc_auc
from namelink.phonetics.alphabet import ALPHABETS, ARABIC, CYRILLIC, Alphabet
from quality import best_f1

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))

from cyrillic_pairs import Entity, cyrillic_pairs, entities
from name_pairs import Pair, Readings, readings

MOST = 3_000
"""Pairs of one name of each kind that are measured."""

Row = tuple[str, str, str, bool]
"""The kind of a pair, its two names, and whether they are one."""


def word_rows(known: list[Entity], kind: str, other: Alphabet, learned: set[Pair]) -> Iterator[Row]:
    """Yield word pairs of held-out entities that no other entity shows, each with one of two names beside it."""
    pairs = cyrillic_pairs((entity for entity in known if entity.is_held_out), other)
    everywhere = pairs | learned
    side = 1 if other is ARABIC else 0
    back = readings(everywhere, side)
    forth = readings(everywhere, 1 - side)
    fresh = sorted(pairs - learned)
    words = defaultdict(list)
    for word in back:
        words[word[0]].append(word)
    for pair in random.Random(5).sample(fresh, min(MOST, len(fresh))):
        cyrillic, beside = pair[side], pair[1 - side]
        yield f"{kind} {other.name}", beside, cyrillic, True
        found = process.extract(cyrillic, words[cyrillic[0]], scorer=Levenshtein.distance, limit=30, score_cutoff=3)
        two = [w for w, *_ in found if _are_two((beside, cyrillic), w, back, forth, other)]
        if two:
            yield f"{kind} {other.name}", beside, two[0], False


def _are_two(pair: Pair, word: str, back: Readings, forth: Readings, other: Alphabet) -> bool:
    """Whether a Cyrillic word is known to be another name than that of a pair: other consonants, on both sides."""
    beside, cyrillic = pair
    if other is CYRILLIC:
        return word not in forth.get(cyrillic, ()) and _consonants(word) != _consonants(cyrillic)
    written = [_without(reading, other.weak) for reading in back[word]]
    spoken = [_consonants(own) for own in forth[beside]]
    return _without(beside, other.weak) not in written and _consonants(word) not in spoken


def _without(word: str, letters: str) -> str:
    return "".join(letter for letter in word if letter not in letters)


def _consonants(cyrillic: str) -> str:
    """Return the consonants of a Cyrillic word without what is mere habit: Гусейн, Хуссейн."""
    bare = _without(re.sub("дж|ж|х", "г", cyrillic.replace("в", "у")), CYRILLIC.weak)
    return re.sub(r"(.)\1+", r"\1", bare)


def people_rows(folder: Path) -> Iterator[Row]:
    """Yield the names of people in Cyrillic letters with their Arabic and English ones, and the nearest others'."""
    people = [json.loads(line)["names"] for line in (folder / "people.jsonl").read_text(encoding="utf-8").splitlines()]
    for script, lang in (("arabic", "ar"), ("latin", "en")):
        listed = [names for names in people if lang in names and "en" in names]
        for names in listed:
            others = [n["en"] for n in listed if n is not names]
            _, _, place = process.extractOne(names["en"], others, scorer=fuzz.token_set_ratio)
            nearest = [n for n in listed if n is not names][place]
            for code in ("ru", "uk", "bg", "sr", "kk", "tg", "ky", "be", "mk", "tt", "mn"):
                if code in names:
                    yield f"people {script}", names[lang], names[code], True
                    yield f"people {script}", nearest[lang], names[code], False


def measure(rows: Iterable[Row]) -> None:
    """Print the measures of each kind of pairs."""
    kinds: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        kinds[row[0]].append(row)
    for kind, listed in kinds.items():
        labels = [label for *_, label in listed]
        scores = [compare(a, b).score for _, a, b, _ in listed]
        brier = statistics.mean((s - y) ** 2 for s, y in zip(scores, labels, strict=True))
        measures = f"AUC {roc_auc(scores, labels):.3f}  Brier {brier:.3f}  F1 {best_f1(scores, labels):.3f}"
        print(f"{kind:18} {measures}  of {len(listed)}")


def main() -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("places", type=Path, nargs="*")
    parser.add_argument("--rows", type=Path, help="write the pairs to a file, to measure another release with")
    options = parser.parse_args()
    known = list(entities(options.places))
    rows: list[Row] = []
    for other in ALPHABETS:
        learned = cyrillic_pairs((entity for entity in known if not entity.is_held_out), other)
        for source in ("written", "records", "places"):
            rows += word_rows([entity for entity in known if entity.source == source], source, other, learned)
    rows += people_rows(options.folder)
    if options.rows:
        options.rows.write_text("".join(f"{k}\t{a}\t{b}\t{int(y)}\n" for k, a, b, y in rows), encoding="utf-8")
    measure(rows)


if __name__ == "__main__":
    main()
