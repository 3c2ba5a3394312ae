"""How well and how fast `cluster` groups names whose groups are known, with a peer beside in one run.

    python benchmarks/clusters.py [--names 10000,30000,100000] [--method average,components] [--threshold 0.5,0.8]
    python benchmarks/clusters.py --people EVAL_FOLDER/people.jsonl

The names are made (benchmarks/misspellings.py), or those of people in Arabic, Latin and Cyrillic letters. Each
line gives precision, recall and F1 of the pairs of names that stand in one group, then the same by B-cubed,
which asks of each name how much of its group is right; and the seconds of one core. The peer joins what
rapidfuzz's token_sort_ratio of the folded names finds alike, among the very same pairs.
"""

from __future__ import annotations

import argparse
import functools
import json
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from rapidfuzz import fuzz, process

from misspellings import Written, spellings
from namelink import cluster
from namelink.clustering.blocks import Sounds, block_pairs
from namelink.clustering.grouping import components
from namelink.config import ClusteringConfig, Limits
from namelink.names import analyzer
from namelink.scripts import script_code
from namelink.text.folding import fold

Grouping = Callable[[list[str]], list[tuple[str, ...]]]


def quality(written: list[Written], groups: Iterable[tuple[str, ...]]) -> str:
    """Return precision, recall and F1 of groups, by pairs and by B-cubed."""
    home = {name: number for number, group in enumerate(groups) for name in group}
    both = Counter((home[w.text], w.person) for w in written)
    found = Counter(home[w.text] for w in written)
    persons = Counter(w.person for w in written)
    right = sum(map(_pairs, both.values()))
    by_pairs = (right / sum(map(_pairs, found.values())), right / sum(map(_pairs, persons.values())))
    by_names = (
        sum(n * n / found[group] for (group, _), n in both.items()) / len(written),
        sum(n * n / persons[person] for (_, person), n in both.items()) / len(written),
    )
    return "  B3 ".join(f"P {p:.3f} R {r:.3f} F1 {2 * p * r / (p + r):.3f}" for p, r in (by_pairs, by_names))


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


def by_compare(threshold: float, method: str, names: list[str]) -> list[tuple[str, ...]]:
    """Return the groups of `cluster`."""
    return [c.names for c in cluster(names, threshold=threshold, method=method)]


def by_ratio(threshold: float, names: list[str]) -> list[tuple[str, ...]]:
    """Return the peer's groups."""
    listed = sorted(set(names))
    folded = [fold(name) for name in listed]
    settings = ClusteringConfig()
    sounds = [Sounds.of(analyzer().name(name), settings.tokens) for name in listed]
    pairs = [(i, j) for i, j in block_pairs(sounds, settings, Limits()).tolist()]
    ratios = process.cpdist(
        [folded[i] for i, _ in pairs], [folded[j] for _, j in pairs], scorer=fuzz.token_sort_ratio
    ).tolist()
    groups = components(len(listed), dict(zip(pairs, ratios, strict=True)), 100 * threshold)
    return [tuple(listed[i] for i in group) for group in groups]


def people(path: Path) -> list[Written]:
    """Return the names of people, in the scripts that this is about."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        person = json.loads(line)
        names = dict.fromkeys([*person["names"].values(), *filter(None, [person.get("ar_title")])])
        found += [Written(name, number) for name in names if script_code(name) in ("Arab", "Latn", "Cyrl")]
    return found


def measure(what: str, written: list[Written], group: Grouping) -> None:
    """Print what a grouping makes of some names."""
    names = [w.text for w in written]
    begin = time.process_time()
    groups = group(names)
    seconds = time.process_time() - begin
    print(f"{len(names):7} {what:24} {quality(written, groups)}  {seconds:6.1f} s", flush=True)


def main() -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", default="10000,30000,100000")
    parser.add_argument("--method", default="average,components")
    parser.add_argument("--threshold", default="0.8")
    parser.add_argument("--ratio", default="0.8,0.9", help="thresholds of the peer")
    parser.add_argument("--people", type=Path, help="people.jsonl, instead of made names")
    options = parser.parse_args()
    lists = [people(options.people)] if options.people else [spellings(int(n)) for n in options.names.split(",")]
    for written in lists:
        for threshold in map(float, options.threshold.split(",")):
            for method in options.method.split(","):
                measure(f"{method} {threshold}", written, functools.partial(by_compare, threshold, method))
        for threshold in map(float, options.ratio.split(",")):
            measure(f"token_sort_ratio {threshold}", written, functools.partial(by_ratio, threshold))


if __name__ == "__main__":
    main()
