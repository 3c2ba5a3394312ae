"""How well matchers tell Arabic names apart: namelink and its peers on an open bench of labelled pairs, in one run.

    python benchmarks/name_bench.py [--half dev|held|all] [--matcher NAME…] [--errors] [--page]

A matcher is one of benchmarks/matchers.py, or yours, as ``module:Class``. Those that are not installed (``pip install
--group bench``) are left out, with a word why. ``--errors`` prints the pairs that are on the wrong side of the
threshold, of the half dev alone: nobody reads the other. ``--page`` writes the figures down, and the page with them;
what it has of matchers that did not run this time stays, if the rows are the same. namelink is also asked to resolve
names whose bearers no gazetteer lists: what it matches them with is wrong.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import name_page
from matchers import MATCHERS, Matcher, made
from name_figures import absent_figures, figures, matched
from name_rows import DATA, HALVES, AbsentName, NamePair, read_absent, read_pairs
from namelink import Gazetteer, Resolver

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the matchers, and print or write what they reach."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=(*HALVES, "all"), default="all")
    parser.add_argument("--matcher", nargs="+", default=list(MATCHERS), metavar="NAME", help=", ".join(MATCHERS))
    parser.add_argument("--errors", action="store_true", help="print what is wrong, of the half dev")
    parser.add_argument("--page", action="store_true", help="write the figures and the page")
    parser.add_argument("--pairs", type=Path, default=DATA / "names.tsv", help="other rows of the same columns")
    parser.add_argument("--absent", type=Path, default=DATA / "absent.tsv", help="likewise")
    parser.add_argument("--json", type=Path, default=ROOT / "benchmarks" / "results" / "names.json")
    parser.add_argument("--docs", type=Path, default=ROOT / "docs", help="where the page and the drawing are")
    options = parser.parse_args(arguments)
    if options.errors and options.half != "dev":
        parser.error("errors are shown of the half dev alone: add --half dev")
    pairs, absent = read_pairs(options.pairs), read_absent(options.absent)
    found = run(options.matcher, pairs, absent, options.errors)
    if options.page:
        found = kept(options.json, checksum(options.pairs), found)
        options.json.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        name_page.write_page(found, options.docs)
    elif found["matchers"]:
        for name, rows in name_page.tables(found, options.half).items():
            print(f"\n{name}, {options.half}\n\n{rows}")


def run(
    names: Sequence[str], pairs: Sequence[NamePair], absent: Sequence[AbsentName], with_errors: bool
) -> dict[str, Any]:
    """Return the figures of each matcher that can be made, and of the absent names where namelink is one."""
    found: dict[str, Any] = {"matchers": {}}
    for name in names:
        try:
            matcher = made(name)
        except (ImportError, AttributeError, KeyError) as problem:
            print(f"{name} is left out: {type(problem).__name__}: {problem}", file=sys.stderr, flush=True)
            continue
        scores = matcher.scores(pairs)
        found["matchers"][matcher.name] = of_one = figures(matcher, pairs, scores)
        if with_errors:
            print_errors(matcher, pairs, scores, of_one["threshold"])
    if "namelink" in names:
        resolver = Resolver(Gazetteer.default())
        found["absent"] = absent_figures(resolver, absent)
        if with_errors:
            for row, entity, same_key in matched(resolver, [row for row in absent if row.half == "dev"]):
                print("absent", row.kind, row.name, f"→ {entity}", "(same key)" if same_key else "", sep="\t")
    return found


def print_errors(matcher: Matcher, pairs: Sequence[NamePair], scores: Sequence[float], threshold: float) -> None:
    """Print the pairs of the half dev that are on the wrong side of a threshold, the worst of each kind first."""
    scored = [(pair, score) for pair, score in zip(pairs, scores, strict=True) if pair.half == "dev"]
    wrong = [(pair, score) for pair, score in scored if (score >= threshold) != pair.is_same]
    for pair, score in sorted(wrong, key=lambda w: (w[0].kind, w[0].label, w[1] if w[0].is_same else -w[1])):
        print(matcher.name, pair.kind, pair.label, f"{score:.3f}", pair.a, pair.b, sep="\t")


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def kept(path: Path, rows: str, found: Mapping[str, Any]) -> dict[str, Any]:
    """Return new figures, and those of before of whatever did not run this time, in the order of `MATCHERS`."""
    before: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    if before.get("rows") != rows:
        before = {}
    every: dict[str, Any] = {**before.get("matchers", {}), **found["matchers"]}
    first = [name for name in ("namelink",) if name in every]
    ordered = {name: every[name] for name in (*first, *(name for name in every if name not in first))}
    return {**before, **found, "rows": rows, "matchers": ordered}


if __name__ == "__main__":
    main()
