"""How well whole names are told apart: the UN's list, spellings of one person, and OpenSanctions' labelled pairs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import un_names
from measure_lines import auc_of, line, peer_scores, share
from name_rows import NamePair
from namelink import Gazetteer, Resolver, compare_many

COMPANIES = ("Company", "Organization", "LegalEntity")
"""The schemas of OpenSanctions that are organizations."""


def scored(pairs: Sequence[NamePair]) -> list[float]:
    """Return what `compare` makes of each pair."""
    return compare_many([(pair.a, pair.b) for pair in pairs])


def un(folder: Path, show: bool) -> None:
    """Print the share of own names accepted and of kin refused, and what is found where half of the list is held."""
    entries = un_names.people(folder)
    for measure, goal, pairs in (
        ("own name ≥ .5", "0.97", un_names.own(entries)),
        ("kin < .5", "0.97", un_names.kin(entries)),
    ):
        right = [(score >= 0.5) == p.is_same for p, score in zip(pairs, scored(pairs), strict=True)]
        print(line("un", measure, goal, share(right), f"{len(pairs)}"))
        for scripts in ("Arab-Arab", "Latn-Latn", "Arab-Latn"):
            chosen = [r for r, p in zip(right, pairs, strict=True) if p.scripts == scripts]
            if pairs[0].kind == "kin" and chosen:
                print(line("un", f"{measure}, {scripts}", goal, share(chosen), f"{len(chosen)}"))
        for is_right, pair in zip(right, pairs, strict=True):
            if show and not is_right:
                print("", pair.kind, pair.a, pair.b, sep="\t")
    for half in (0, 1):
        held, absent = ([e for i, e in enumerate(entries) if i % 2 == side] for side in (half, 1 - half))
        _half(half, held, absent, show)


def _half(half: int, held: list[dict[str, Any]], absent: list[dict[str, Any]], show: bool) -> None:
    """Print what is found by Arabic names in a gazetteer of the Latin ones of half of the list."""
    named = ({"id": f"un:{e['ref']}", "type": e["type"], "names": [{"text": e["latin"], "lang": "en"}]} for e in held)
    resolver = Resolver(Gazetteer.from_records(named))
    answers = [(e, resolver.resolve(e["arabic"])) for e in held]
    found = [answer.id == f"un:{e['ref']}" for e, answer in answers]
    wrong = [(e, answer) for e in absent if (answer := resolver.resolve(e["arabic"])).id is not None]
    print(line("un", f"half {half + 1}, found", "0.92", share(found), f"{len(held)}"))
    print(line("un", f"half {half + 1}, absent matched", "0.01", len(wrong) / len(absent), f"{len(absent)}"))
    if show:
        for (e, answer), is_found in zip(answers, found, strict=True):
            if not is_found:
                print("", "missed", answer.outcome.name, e["arabic"], e["latin"], sep="\t")
        for e, answer in wrong:
            print("", "matched", e["arabic"], answer.name, sep="\t")


def aliases(folder: Path, show: bool) -> None:
    """Print how well spellings of one person are told from names of others that share a word."""
    pairs = un_names.aliases(un_names.people(folder))
    scores = scored(pairs)
    same = sum(pair.is_same for pair in pairs)
    peers = {name: auc_of(pairs, theirs) for name, theirs in peer_scores(pairs).items()}
    print(line("aliases", "AUC", "0.96", auc_of(pairs, scores), f"{same} spellings, {len(pairs) - same} others", peers))
    right = [(score >= 0.5) == pair.is_same for pair, score in zip(pairs, scores, strict=True)]
    print(line("aliases", "right at .5", "0.95", share(right), f"{len(pairs)}"))
    _show_wrong(pairs, scores, show)


def _show_wrong(pairs: Sequence[NamePair], scores: Sequence[float], show: bool) -> None:
    for score, pair in sorted(zip(scores, pairs, strict=True), key=lambda p: p[0]) if show else ():
        if (score >= 0.5) != pair.is_same:
            print("", pair.kind, pair.label, f"{score:.3f}", pair.a, pair.b, sep="\t")


def bench_pairs(folder: Path) -> list[NamePair]:
    """Return OpenSanctions' labelled pairs, the schema as their kind."""
    rows = map(json.loads, (folder / "name_bench.jsonl").read_text(encoding="utf-8").splitlines())
    return [
        NamePair(
            "dev",
            row["schema"],
            {"Person": "person", "Vessel": "vessel"}.get(row["schema"], "organization"),
            row["name1"],
            row["name2"],
            "same" if row["is_match"] == "true" else "different",
        )
        for row in rows
    ]


def name_bench(folder: Path, show: bool) -> None:
    """Print how well OpenSanctions' pairs are told apart: all, persons, companies. The goals are above logic-v2's."""
    pairs = bench_pairs(folder)
    scores, theirs = scored(pairs), peer_scores(pairs)
    groups: dict[str, tuple[str, Sequence[str]]] = {
        "all": ("0.92", ()),
        "persons": ("0.91", ("Person",)),
        "companies": ("0.90", COMPANIES),
    }
    for group, (goal, kinds) in groups.items():
        count = sum(not kinds or pair.kind in kinds for pair in pairs)
        peers = {name: auc_of(pairs, of_one, kinds) for name, of_one in theirs.items()}
        print(line("name_bench", f"AUC, {group}", goal, auc_of(pairs, scores, kinds), f"{count}", peers))
    _show_wrong(pairs, scores, show)
