"""Pairs of whole names with labels, from all that is known of real names: what tools/name_weights.py learns from.

Each source counts alike there, so that its size is no matter. Spellings of one name are the names that one entity of
the gazetteer or of the list has; two names that have to be told apart are the names of two entities that share a
word, and a name with a given name put before it, which is that of a child.
"""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import attrs
from rapidfuzz import fuzz
from unidecode import unidecode

from namelink.names import analyzer
from namelink.scripts import script_code
from namelink.tables import parse_tsv

ROOT = Path(__file__).resolve().parent.parent
RECORDS = ROOT / "data" / "gazetteer"
CASES = ROOT / "tests" / "cases" / "names.tsv"
BENCH = ROOT / "benchmarks" / "data" / "names.tsv"

Entity = Sequence[str]
"""The names of an entity."""


@attrs.frozen
class LabelledPair:
    """Two names.

    Attributes:
        a: A name.
        b: A name.
        is_same: Whether they are spellings of one, as far as the source knows.
        source: Where they are from.
    """

    a: str
    b: str
    is_same: bool
    source: str

    @property
    def scripts(self) -> str:
        """The scripts of the two, as far as the comparison tells them apart: Arabic, other, or across."""
        first, second = (script_code(name) == "Arab" for name in (self.a, self.b))
        return "across" if first != second else "Arabic" if first else "other"


GAZETTEER = {"people": ("person", 5000), "organizations": ("organization", 2500), "places": ("place", 1500)}
"""Files of the gazetteer, each with its source and how many pairs of either label are drawn from it."""


def all_pairs(folder: Path) -> list[LabelledPair]:
    """Return the pairs of all sources, the same on every run.

    Args:
        folder: Holds name_bench.jsonl and un.jsonl.
    """
    found: list[LabelledPair] = []
    for file, (source, most) in GAZETTEER.items():
        entities = [_names(record) for record in _records(RECORDS / f"{file}.jsonl")]
        found += _draw(spellings(entities, source), most, seed=7)
        found += _draw(of_one_sound(entities, 2 * most, source), most, seed=8)
        if source == "person":
            found += children(entities, 900)
    return found + cases() + name_bench(folder) + listed_people(folder) + bench()


def spellings(entities: Iterable[Entity], source: str, most: int = 3) -> list[LabelledPair]:
    """Return names of one entity in pairs, at most some of each."""
    draw = random.Random(7)
    found = []
    for names in entities:
        pairs = [LabelledPair(a, b, True, source) for a, b in combinations(names, 2) if _key(a) != _key(b)]
        found += draw.sample(pairs, min(most, len(pairs)))
    return found


def of_one_sound(entities: Iterable[Entity], draws: int, source: str) -> list[LabelledPair]:
    """Return names of two entities that share the sound of a word; rare words are drawn as often as common ones."""
    draw = random.Random(8)
    named: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for number, names in enumerate(entities):
        for name in names:
            for sound in {str(key) for key in analyzer().name(name).phonetic_keys if len(key) > 1}:
                named[sound].append((number, name))
    shared = sorted(sound for sound, found in named.items() if len({number for number, _ in found}) > 1)
    found = []
    for drawn in draw.choices(shared, k=draws):
        (one, a), (other, b) = draw.choice(named[drawn]), draw.choice(named[drawn])
        if one != other and _key(a) != _key(b):
            found.append(LabelledPair(a, b, False, source))
    return found


ARABIC_GIVEN_NAMES = "أحمد خالد يوسف فاطمة ليلى كريم طارق محمد علي زينب سعيد هدى رامي نبيل سلوى".split()
LATIN_GIVEN_NAMES = "Ahmad Khalid Yusuf Fatima Layla Karim Tariq Muhammad Ali Zaynab Said Huda Rami Nabil Salwa".split()


def child_of(name: str, draw: random.Random) -> str:
    """Return the name of a child of the bearer of a name; the empty string where the script is another."""
    script = script_code(name)
    if script not in ("Arab", "Latn"):
        return ""
    given, of = (ARABIC_GIVEN_NAMES, "بن") if script == "Arab" else (LATIN_GIVEN_NAMES, "bin")
    return " ".join([draw.choice(given), *([of] if draw.random() < 0.5 else []), name])


def children(people: Iterable[Entity], most: int) -> list[LabelledPair]:
    """Return names of people with those of children that they might have, as different."""
    draw = random.Random(9)
    full = [names for names in ([n for n in names if " " in n] for names in people) if names]
    drawn = [(child_of(draw.choice(names), draw), draw.choice(names)) for names in draw.sample(full, most)]
    return [LabelledPair(child, name, False, "kin") for child, name in drawn if child]


def cases() -> list[LabelledPair]:
    """Return the pairs of tests/cases."""
    return [LabelledPair(row["a"], row["b"], row["same"] == "yes", "cases") for row in _table(CASES)]


def bench() -> list[LabelledPair]:
    """Return the pairs of the bench of names that may be read: those of the half dev."""
    rows = [row for row in _table(BENCH) if row["half"] == "dev"]
    return [LabelledPair(row["a"], row["b"], row["label"] == "same", "bench") for row in rows]


def name_bench(folder: Path) -> list[LabelledPair]:
    """Return the pairs of OpenSanctions' name_bench."""
    return [
        LabelledPair(row["name1"], row["name2"], row["is_match"] == "true", "name_bench")
        for row in _records(folder / "name_bench.jsonl")
    ]


def listed_people(folder: Path) -> list[LabelledPair]:
    """Return names of the sanctions list of the UN: in two scripts, with children, and with aliases."""
    draw = random.Random(10)
    rows = _records(folder / "un.jsonl")
    people = [row for row in rows if row["type"] == "person"]
    found = [LabelledPair(row["arabic"], row["latin"], True, "un") for row in rows]
    found += [
        LabelledPair(child_of(name, draw), row["latin"], False, "un kin")
        for row in people
        for name in (row["arabic"], row["latin"])
    ]
    return found + aliases(people, 700)


LEAST_RATIO = 60
"""Similarity of letters, 0 to 100, below which an alias is a name of war or another name altogether."""

AROUND = frozenset("al bin ibn el abu abd ben".split())
"""Words that make no alias a name of two words, nor two names alike."""


def aliases(people: Iterable[dict[str, Any]], most_apart: int) -> list[LabelledPair]:
    """Return the Latin aliases of listed people in pairs, and as many names of two people that share a word."""
    entities = [[n for n in (row["latin"], *row["aliases"]) if _is_latin(n) and len(_words(n)) > 1] for row in people]
    one = [
        LabelledPair(a, b, True, "un aliases")
        for names in entities
        for a, b in combinations(names, 2)
        if a.lower() != b.lower() and fuzz.token_sort_ratio(_plain(a), _plain(b)) >= LEAST_RATIO
    ]
    return one + _draw(sharing_a_word(entities), most_apart, seed=4)


def sharing_a_word(entities: Sequence[Entity], most: int = 4) -> list[LabelledPair]:
    """Return each name with some names of other entities that share a word."""
    draw = random.Random(4)
    of_word: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    named = [(number, name) for number, names in enumerate(entities) for name in names]
    for number, name in named:
        for word in sorted(_words(name)):
            of_word[word].append((number, name))
    found = []
    for number, name in named:
        others = sorted({pair for word in _words(name) for pair in of_word[word] if pair[0] != number})
        drawn = draw.sample(others, min(most, len(others)))
        found += [LabelledPair(name, other, False, "un aliases") for _, other in drawn]
    return found


def _records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _table(path: Path) -> Iterator[dict[str, str]]:
    return (row for _, row in parse_tsv(path.read_text(encoding="utf-8")))


def _names(record: dict[str, Any]) -> list[str]:
    """Return the names of a record that identify by themselves."""
    return [name["text"] for name in record["names"] if name.get("kind", "name") == "name"]


def _key(name: str) -> str:
    return analyzer().name(name).key


def _plain(name: str) -> str:
    return unidecode(name).lower()


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w+", _plain(name))) - AROUND


def _is_latin(name: str) -> bool:
    return script_code(name) == "Latn"


def _draw(pairs: Sequence[LabelledPair], most: int, seed: int) -> list[LabelledPair]:
    return random.Random(seed).sample(pairs, min(most, len(pairs)))
