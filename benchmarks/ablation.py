"""What each feature, and each setting of matching and linking, does on the development sets.

    python benchmarks/ablation.py [EVAL_FOLDER] [--only features|settings] [--names NAME,…] [--workers N]

A feature is measured by taking its weight away, a setting by moving it a step down and a step up; each is linked,
resolved and compared again. What is printed is how many of each set are right, against the configuration as it is:

    pairs    pairs of tests/cases/names.tsv on the right side of one half, and their log loss
    queries  rows of tests/cases/resolve.tsv
    texts    rows of tests/cases/link.tsv
    seeds    mentions of seeds/ that are right, and those that are wrong
    tagged   linked names of the encyclopedia in EVAL_FOLDER that lie on a tagged one, and those that do not

A name that changes none of them stands under "no effect": the sets do not need it, so a test of its own must.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
import math
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import attrs

from namelink import Config, LinkedText, Mention, MentionKind, Resolver
from namelink.config import Setting
from namelink.linking.features import REGISTRIES
from namelink.matching.comparison import score_pairs
from namelink.matching.features import FEATURES
from namelink.matching.forms import forms
from namelink.matching.scoring import NameScorer
from namelink.names import analyzer
from texts import linked_encyclopedia

ROOT = Path(__file__).resolve().parent.parent
LEAST_CHANCE = 1e-3
"""The chance below which a wrong answer of a pair costs no more."""
STEP = 0.2
"""The share of its value by which a setting is moved; a whole number is moved by 1 at least."""
GROUPS = ("matching", "linking")


@attrs.frozen
class Scores:
    """How much of each development set is right.

    Attributes:
        pairs: Pairs on the right side of one half.
        log_loss: Their mean log loss.
        queries: Queries with the right outcome.
        texts: Texts with exactly the right mentions.
        right: Mentions of the documents that are right.
        wrong: Those that are not.
        tagged: Linked names of the encyclopedia that lie on a tagged name.
        untagged: Those that do not.
    """

    pairs: int
    log_loss: float
    queries: int
    texts: int
    right: int
    wrong: int
    tagged: int
    untagged: int

    def minus(self, other: Scores) -> str:
        """Return how this differs from other scores, as it is printed; empty where it does not."""
        mine, others = attrs.asdict(self), attrs.asdict(other)
        differences = {name: round(value - others[name], 4) for name, value in mine.items()}
        return ", ".join(f"{name} {difference:+g}" for name, difference in differences.items() if difference)


Variant = tuple[str, Config]
"""What is changed, as it is printed, and the configuration."""


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of cases that are no known gaps."""
    lines = (ROOT / "tests" / "cases" / name).read_text(encoding="utf-8").splitlines()
    reader = csv.DictReader((x for x in lines if not x.startswith("# ")), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [row for row in reader if not row.get("status")]


def measure(config: Config, folder: Path | None) -> Scores:
    """Return the scores of a configuration."""
    resolver = Resolver(config=config)
    pairs, log_loss = _pairs(config)
    right, wrong = _seeds(resolver)
    return Scores(
        pairs,
        log_loss,
        sum(_outcome(resolver, row["query"]) == row["label"] for row in rows("resolve.tsv")),
        sum(_mentions(resolver.link(row["text"])) == (row["found"] or "") for row in rows("link.tsv")),
        right,
        wrong,
        *(_encyclopedia(resolver, folder) if folder else (0, 0)),
    )


def _pairs(config: Config) -> tuple[int, float]:
    table, scorer = rows("names.tsv"), NameScorer.of(config)
    names = [tuple(forms(analyzer().name(row[side]), scorer) for side in ("a", "b")) for row in table]
    scores = score_pairs([(a, b) for a, b in names], scorer)
    chances = [score if row["same"] == "yes" else 1 - score for row, score in zip(table, scores, strict=True)]
    loss = -sum(math.log(max(chance, LEAST_CHANCE)) for chance in chances) / len(chances)
    return sum(chance >= 0.5 for chance in chances), loss


def _outcome(resolver: Resolver, query: str) -> str:
    found = resolver.resolve(query)
    return found.name or found.outcome.name


def _mentions(linked: LinkedText) -> str:
    return " ; ".join(map(_shown, linked))


def _shown(mention: Mention) -> str:
    return f"{mention.prefix}|{mention.text}{'~' if mention.kind is MentionKind.DEMONYM else '='}{mention.name}"


def _seeds(resolver: Resolver) -> tuple[int, int]:
    right = wrong = 0
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        lines = path.with_suffix(".gold.jsonl").read_text(encoding="utf-8").splitlines()
        gold = {(g["start"], g["end"], g["id"]) for g in map(json.loads, lines)}
        found = {(m.start, m.end, m.id) for m in resolver.link(path.read_text(encoding="utf-8"))}
        right += len(gold & found)
        wrong += len(found - gold)
    return right, wrong


def _encyclopedia(resolver: Resolver, folder: Path) -> tuple[int, int]:
    on_tagged = [on for _, _, on in linked_encyclopedia(resolver, folder)]
    return sum(on_tagged), len(on_tagged) - sum(on_tagged)


def without_features() -> Iterator[Variant]:
    """Yield a configuration without each feature."""
    for registry in (FEATURES, *REGISTRIES):
        for feature in registry:
            yield f"{feature.name} = 0", Config(weights={feature.name: 0.0})


def with_other_settings() -> Iterator[Variant]:
    """Yield the configurations with each setting of matching and linking moved down, and up."""
    for setting in Config.settings():
        group, _, name = setting.name.partition(".")
        if group in GROUPS:
            for value in moved(setting):
                yield f"{setting.name} = {value:g}", Config.from_dict({group: {name: value}})


def moved(setting: Setting) -> list[float]:
    """Return the values a step below and above a setting's default that are in its range."""
    step = STEP * abs(setting.default) or STEP
    if setting.type is int:
        step = max(1, round(step))
    values = [setting.default - step, setting.default + step]
    low = -math.inf if setting.low is None else setting.low
    high = math.inf if setting.high is None else setting.high
    return [value for value in (round(value, 6) for value in values) if low <= value <= high]


def report(variants: Iterable[Variant], folder: Path | None, workers: int) -> None:
    """Print what each variant changes, then those that change nothing."""
    names, configs = zip(*[("as it is", Config()), *variants], strict=True)
    none = []
    with ProcessPoolExecutor(workers) as pool:
        scores = pool.map(measure, configs, itertools.repeat(folder))
        base = next(scores)
        print("as it is:", ", ".join(f"{name} {value:.6g}" for name, value in attrs.asdict(base).items()))
        for name, score in zip(names[1:], scores, strict=True):
            difference = score.minus(base)
            if difference:
                print(f"{name:55} {difference}", flush=True)
            else:
                none.append(name)
    print(f"\nno effect ({len(none)}):", ", ".join(none))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", metavar="EVAL_FOLDER", nargs="?", type=Path, help="where the encyclopedia is")
    parser.add_argument("--only", choices=["features", "settings"], help="measure these alone")
    parser.add_argument("--names", help="features and settings whose names hold one of these, parted by commas")
    parser.add_argument("--workers", type=int, default=2, help="processes (default 2)")
    arguments = parser.parse_args()
    variants = [
        *(without_features() if arguments.only != "settings" else ()),
        *(with_other_settings() if arguments.only != "features" else ()),
    ]
    wanted = arguments.names.split(",") if arguments.names else [""]
    chosen = [(name, config) for name, config in variants if any(part in name for part in wanted)]
    report(chosen, arguments.folder, arguments.workers)


if __name__ == "__main__":
    main()
