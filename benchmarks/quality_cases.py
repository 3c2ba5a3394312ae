"""Inputs that failed once, by kind (cases.tsv): compare, find, resolve, link and transliterate."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from measure_lines import line
from namelink import Gazetteer, Resolver, compare, link, resolve, transliterate
from namelink.tables import parse_tsv

LEAST = 0.8
"""The share of each kind that should be right."""

Check = Callable[[str, str], tuple[bool, str]]
"""From an input and what is expected of it to whether that came, and what came."""


def check_compare(given: str, expected: str) -> tuple[bool, str]:
    """Check that two names are the same, or two."""
    score = compare(*given.split(" ~ ")).score
    return (score >= 0.5) == (expected == "same"), f"{score:.3f}"


def check_find(given: str, expected: str) -> tuple[bool, str]:
    """Check that a name is found, or not, where the gazetteer holds but the other."""
    query, held = given.split(" ~ ")
    record = {"id": "x:1", "type": "person", "names": [{"text": held, "lang": "und"}]}
    found = Resolver(Gazetteer.from_records([record])).resolve(query)
    return (found.id is not None) == (expected == "same"), f"{found.outcome.name} {found.score:.3f}"


def check_resolve(given: str, expected: str) -> tuple[bool, str]:
    """Check that a name is that of an entity, by its id or name, or of none."""
    found = resolve(given)
    return (found.id is None if expected == "none" else expected in (found.id, found.name)), str(found.name)


def check_link(given: str, expected: str) -> tuple[bool, str]:
    """Check that a text mentions the wanted, and not the unwanted: ``[…] not […]``."""
    names = [mention.name for mention in link(given)]
    wanted, unwanted = map(ast.literal_eval, expected.split(" not "))
    return all(n in names for n in wanted) and not any(n in names for n in unwanted), str(names)


def check_transliterate(given: str, expected: str) -> tuple[bool, str]:
    """Check that a name gets one of the accepted spellings."""
    spelt = transliterate(given)
    return spelt in expected.split("/"), spelt


CHECKS: Mapping[str, Check] = {
    "compare": check_compare,
    "find": check_find,
    "resolve": check_resolve,
    "link": check_link,
    "transliterate": check_transliterate,
}


def cases(folder: Path, show: bool) -> None:
    """Print the share that is right, of each call too, and the kinds of which too few are."""
    total, right, kinds, good = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for _, row in parse_tsv((folder / "cases.tsv").read_text(encoding="utf-8")):
        is_right, came = CHECKS[row["call"]](row["input"], row["expected"])
        total[row["call"]] += 1
        right[row["call"]] += is_right
        kinds[row["kind"]] += 1
        good[row["kind"]] += is_right
        if show and not is_right:
            print("", row["call"], row["input"], f"want {row['expected']}", f"got {came}", sep="\t")
    count = kinds.total()
    print(line("cases", "right", "0.95", good.total() / count, f"{count}"))
    for call, number in total.items():
        print(line("cases", call, "0.95", right[call] / number, f"{number}"))
    poor = [kind for kind, number in kinds.items() if good[kind] < LEAST * number]
    print(f"cases        kinds under {LEAST:.0%} (goal 0) {len(poor)} of {len(kinds)}")
    for kind in poor:
        print(f"             {good[kind]} of {kinds[kind]}  {kind}")
