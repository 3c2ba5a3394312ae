"""Fits the weights by which a name of a gazetteer is taken for a query (matching/data/weights.json).

    python tools/name_weights.py

The names are those of data/gazetteer itself: each name is looked for in gazetteers of several sizes
that hold its entity under other names only, or do not hold it at all. What the words alone say
(weakest_token) is calibrated already and keeps its weight; a logistic regression says what few consonants
and joined tokens do to it.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from namelink import Gazetteer
from namelink.lang import make_key
from namelink.matching.resolver import NameResolver
from namelink.names import analyzer
from namelink.scripts import script_code

RECORDS = Path("data/gazetteer")
WEIGHTS = Path("src/namelink/matching/data/weights.json")

FITTED = ("few_consonants", "joined")
"""The features whose weights are fitted; the others stand as they are in the file: words are calibrated already, and a
part of a name is never the whole."""

QUERIES = 1500
"""Queries to each gazetteer."""

RIDGE = 1.0

Record = dict[str, Any]


def records() -> list[Record]:
    """Return all records, sorted by id."""
    lines = (line for path in sorted(RECORDS.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines())
    return sorted(map(json.loads, lines), key=lambda record: str(record["id"]))


def plain_names(record: Record, of: str | None = None) -> list[dict[str, str]]:
    """Return the names of a record that identify by themselves, of one script or of any other than Arabic."""
    names = [name for name in record["names"] if name.get("kind", "name") == "name"]
    return [n for n in names if (script_code(n["text"]) == of if of else script_code(n["text"]) not in ("Arab", None))]


def trials(listed: list[Record], seed: int) -> Iterator[tuple[list[Record], list[tuple[str, str]]]]:
    """Yield gazetteers and the queries to ask of each, with the id of the entity meant."""
    draw = random.Random(seed)
    by_hand = [record for record in listed if not record["id"].startswith("geonames:")]
    for base, size in ((by_hand, 300), (by_hand, 3000), (listed, 12_000), (listed, len(listed))):
        chosen = draw.sample(base, min(size, len(base)))
        present = chosen[: len(chosen) * 2 // 3]
        for kept, asked in ((None, "Arab"), ("Arab", "Latn"), ("Arab", "Arab"), ("Latn", "Latn")):
            index, queries = [], []
            for record in present:
                names = plain_names(record, kept)
                names = names[:1] if kept == asked else names
                if names:
                    index.append({**record, "names": names})
            for record in chosen:
                held = plain_names(record, kept)[: 1 if kept == asked else None]
                keys = {make_key(name["text"]) for name in held}
                others = [n["text"] for n in plain_names(record, asked) if make_key(n["text"]) not in keys]
                if held and others:
                    queries.append((draw.choice(others), str(record["id"])))
            yield index, draw.sample(queries, min(QUERIES, len(queries)))


def samples(listed: list[Record], seed: int) -> Iterator[tuple[dict[str, float], bool]]:
    """Yield the evidence for the name that fits each query best, and whether it is the entity's."""
    for index, queries in trials(listed, seed):
        gazetteer = Gazetteer.from_records(index)
        resolver = NameResolver(gazetteer)
        for query, id in queries:
            if gazetteer.hits(make_key(query)):
                continue
            best = max(resolver.phonetic_candidates(analyzer().name(query)), key=lambda c: c.fit, default=None)
            if best is not None:
                found = {e.feature: e.value for e in best.evidence}
                yield found, gazetteer.entity_at(best.ref).id == id
        print(f"{len(index)} records, {len(queries)} queries", flush=True)


def fit(listed: list[tuple[dict[str, float], bool]], weights: dict[str, float]) -> dict[str, float]:
    """Return the fitted weights of a logistic regression in which all others are given."""
    kept = {name: weight for name, weight in weights.items() if name not in FITTED}
    values = np.array([[found.get(name, 0.0) for name in FITTED] for found, _ in listed])
    given = np.array([sum(kept.get(name, 0.0) * value for name, value in found.items()) for found, _ in listed])
    labels = np.array([label for _, label in listed], dtype=float)

    def loss(weights: np.ndarray[Any, Any]) -> tuple[float, np.ndarray[Any, Any]]:
        odds = given + values @ weights
        error = 1 / (1 + np.exp(-odds)) - labels
        value = np.logaddexp(0, odds).sum() - (labels * odds).sum() + RIDGE * (weights @ weights) / 2
        return value, values.T @ error + RIDGE * weights

    found = minimize(loss, np.zeros(len(FITTED)), jac=True, method="L-BFGS-B").x
    return dict(zip(FITTED, found.tolist(), strict=True))


def main() -> None:
    """Write the weights."""
    file = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    fitted = fit(list(samples(records(), seed=3)), {name: w for name, w in file.items() if name != "comment"})
    file |= {name: round(value, 3) for name, value in fitted.items()}
    WEIGHTS.write_text(json.dumps(file, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(fitted)


if __name__ == "__main__":
    main()
