"""Makes the tables of the costs of edits (matching/data/costs_arabic_latin.tsv and its like).

    python tools/alignment_costs.py [TABLE.tsv…] PAIRS.tsv… [PLACES.tsv.gz]

Pairs of words are aligned by groups of letters, whose frequencies are learned by expectation
maximization; the cost of a group pair is how much rarer it is than the usual reading of either side,
in natural logarithms, on average. Arabic is aligned with Latin on files of lines ``ARABIC<tab>LATIN``
(Google's and Wikidata's, Apache-2.0 and CC0); Arabic with Arabic, and Latin with Latin, on the
spellings of one name that name_pairs.py finds; Cyrillic with each on the pairs of cyrillic_pairs.py, which the file of
places is for. The same files give the same tables. Those whose names are among the arguments are made, or else all.
"""

from __future__ import annotations

import math
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import cyrillic_pairs
import name_pairs
from namelink.phonetics.alphabet import ALPHABETS, ARABIC, CYRILLIC, LATIN, Alphabet

DATA = Path("src/namelink/matching/data")

HEADER = """\
# Cost of a group of letters of one word (a) for a group of the other (b), in natural logarithms: 0 for the usual one.
# Made by tools/alignment_costs.py from pairs of names; not edited by hand.
a	b	cost
"""

Unit = tuple[str, str]
Sizes = Sequence[tuple[int, int]]

SIZES: Sizes = ((1, 1), (1, 0), (0, 1), (1, 2), (2, 1), (2, 2), (2, 3), (1, 3))
"""Letters of a group, of two scripts: Arabic and Latin."""

SIZES_WITH_CYRILLIC: Sizes = ((1, 1), (1, 0), (0, 1), (1, 2), (2, 1), (2, 2), (1, 3))
"""Letters of a group, one of them Cyrillic."""

SIZES_OF_ONE_SCRIPT: Sizes = ((1, 1), (1, 0), (0, 1), (1, 2), (2, 1))
"""Letters of a group, of one script."""

ENOUGH = 20_000
"""Spellings of one name in one script to learn from, or pairs with Cyrillic words."""

DIGRAPHS = frozenset("تش دج كس تس دز شت وو يو дж кс".split())
"""The only two letters that stand for two or three of another alphabet together."""

ROUNDS = 7

LEAST_COUNT = 3.0
"""How often a pair of groups must have been seen to be listed."""

VOWELS = frozenset("".join(alphabet.weak for alphabet in ALPHABETS)) - {"ء"}


def is_group(letters: str) -> bool:
    """Whether letters of one script may be read together as one letter: vowels, or consonants."""
    return len({letter in VOWELS for letter in letters}) < 2


def steps(a: str, b: str, sizes: Sizes) -> Iterator[tuple[int, int, int, int, Unit]]:
    """Yield every pair of groups two words may be aligned by, with where it begins and ends in each."""
    for i in range(len(a) + 1):
        for j in range(len(b) + 1):
            for p, q in sizes:
                if i + p > len(a) or j + q > len(b):
                    continue
                row, column = a[i : i + p], b[j : j + q]
                allowed = p * q < 4 or row in DIGRAPHS if sizes is SIZES else is_group(row) and is_group(column)
                if allowed:
                    yield i, j, i + p, j + q, (row, column)


def count(pairs: list[Unit], chances: dict[Unit, float] | None, sizes: Sizes) -> dict[Unit, float]:
    """Return how often each pair of groups is expected to have been used, given their chances so far."""
    counts: dict[Unit, float] = defaultdict(float)
    for arabic, latin in pairs:
        n, m = len(arabic), len(latin)
        forward = [[0.0] * (m + 1) for _ in range(n + 1)]
        backward = [[0.0] * (m + 1) for _ in range(n + 1)]
        forward[0][0] = backward[n][m] = 1.0
        used = []
        for i, j, k, z, unit in steps(arabic, latin, sizes):
            if not forward[i][j]:
                continue
            if chances is None:  # at first, groups that stand at like places are likelier
                apart = abs((i + k) / 2 / n - (j + z) / 2 / m)
                chance = math.exp(-3 * apart) * (0.2 if (k - i, z - j) == (1, 1) else 0.02)
                chance *= 5 if unit[0] == unit[1] else 1
            else:
                chance = chances.get(unit, 0.0)
            if chance:
                forward[k][z] += forward[i][j] * chance
                used.append((i, j, k, z, unit, chance))
        total = forward[n][m]
        if total <= 0:
            continue
        for i, j, k, z, unit, chance in reversed(used):
            backward[i][j] += chance * backward[k][z]
            share = forward[i][j] * chance * backward[k][z] / total
            if share > 1e-4:
                counts[unit] += share
    return counts


def normalized(counts: dict[Unit, float]) -> dict[Unit, float]:
    """Return counts as chances, without what was hardly seen."""
    total = sum(counts.values())
    return {unit: number / total for unit, number in counts.items() if number > 0.3}


def learn(pairs: list[Unit], sizes: Sizes) -> dict[Unit, float]:
    """Return the expected counts after all rounds."""
    counts: dict[Unit, float] = {}
    chances = None
    for number in range(ROUNDS):
        counts = count(pairs, chances, sizes)
        chances = normalized(counts)
        print(f"round {number + 1} of {ROUNDS}: {len(chances)} pairs of groups", file=sys.stderr)
    return counts


def costs(counts: dict[Unit, float]) -> dict[Unit, float]:
    """Return the cost of each pair of groups: how much rarer it is than the usual reading of either side."""
    sides: list[dict[str, float]] = [defaultdict(float), defaultdict(float)]
    usual: list[dict[str, float]] = [defaultdict(float), defaultdict(float)]
    for unit, number in counts.items():
        for side, group in enumerate(unit):
            if group:
                sides[side][group] += number
                usual[side][group] = max(usual[side][group], number)
    found = {}
    for unit, number in counts.items():
        if number >= LEAST_COUNT:
            rarer = [math.log(usual[side][group] / number) for side, group in enumerate(unit) if group]
            found[unit] = sum(rarer) / len(rarer)
    return found


def write(name: str, counts: dict[Unit, float]) -> None:
    """Write a table of costs."""
    rows = [f"{a}\t{b}\t{cost:.2f}\n" for (a, b), cost in sorted(costs(counts).items()) if a != b]
    (DATA / name).write_text(HEADER + "".join(rows), encoding="utf-8")
    print(f"{DATA / name}: {len(rows)} pairs of groups")


def both_ways(counts: dict[Unit, float]) -> dict[Unit, float]:
    """Return counts that do not tell which word stood first."""
    return {
        (a, b): counts.get((a, b), 0.0) + counts.get((b, a), 0.0) for a, b in {*counts, *((b, a) for a, b in counts)}
    }


def across(paths: list[Path]) -> dict[Unit, float]:
    """Return counts of Arabic and Latin."""
    return learn(name_pairs.read_pairs(paths), SIZES)


def arabic_arabic(paths: list[Path]) -> dict[Unit, float]:
    """Return counts of two Arabic spellings; what spells Arabic otherwise needs the table of Arabic and Latin."""
    pairs = name_pairs.read_pairs(paths)
    return of_one_script(name_pairs.arabic_spellings(pairs) | name_pairs.Speller(pairs).draw(rounds=1, seed=1))


def latin_latin(paths: list[Path]) -> dict[Unit, float]:
    """Return counts of two Latin spellings."""
    return of_one_script(name_pairs.latin_spellings(name_pairs.readings(name_pairs.read_pairs(paths), 0)))


def of_one_script(pairs: set[Unit]) -> dict[Unit, float]:
    """Return counts of spellings of one name in one script."""
    drawn = random.Random(7).sample(sorted(pairs), min(ENOUGH, len(pairs)))
    return both_ways(learn(drawn, SIZES_OF_ONE_SCRIPT))


def with_cyrillic(paths: list[Path], other: Alphabet) -> dict[Unit, float]:
    """Return counts of Cyrillic and another alphabet."""
    if other is CYRILLIC:
        return of_one_script(cyrillic_pairs.learned(paths, other))
    return learn(cyrillic_pairs.weighed(paths, other, ENOUGH), SIZES_WITH_CYRILLIC)


TABLES: dict[str, Callable[[list[Path]], dict[Unit, float]]] = {
    "costs_arabic_latin.tsv": across,
    "costs_arabic_arabic.tsv": arabic_arabic,
    "costs_latin_latin.tsv": latin_latin,
    "costs_arabic_cyrillic.tsv": lambda paths: with_cyrillic(paths, ARABIC),
    "costs_cyrillic_cyrillic.tsv": lambda paths: with_cyrillic(paths, CYRILLIC),
    "costs_cyrillic_latin.tsv": lambda paths: with_cyrillic(paths, LATIN),
}


def main(arguments: list[str]) -> None:
    """Write the tables, or those whose names are among the arguments."""
    paths = [Path(argument) for argument in arguments if argument not in TABLES]
    for name in [name for name in TABLES if name in arguments] or TABLES:
        write(name, TABLES[name](paths))


if __name__ == "__main__":
    main(sys.argv[1:])
