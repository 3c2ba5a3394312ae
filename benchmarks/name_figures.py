"""Figures of a matcher on labelled pairs: overall, and by kind, type and scripts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from matchers import Matcher
from name_rows import HALVES, AbsentName, NamePair
from namelink import Outcome, Resolver
from namelink.evaluation.measures import brier, curve, rates, roc_auc
from namelink.lang import make_key

GROUPS: Mapping[str, Callable[[NamePair], str]] = {
    "kind": lambda pair: pair.kind,
    "type": lambda pair: pair.type,
    "scripts": lambda pair: pair.scripts,
}
"""What pairs are grouped by, and how."""

Scored = tuple[NamePair, float]
"""A pair, and its score."""


def figures(matcher: Matcher, pairs: Sequence[NamePair], scores: Sequence[float]) -> dict[str, Any]:
    """Return the figures of a matcher by half, and those of all pairs.

    A matcher without a threshold of its own gets the one that is best on the half ``dev``, or, without such pairs, on
    all: never the one that is best on ``held``, if that can be helped.
    """
    scored = list(zip(pairs, scores, strict=True))
    threshold = matcher.threshold
    if threshold is None:
        threshold = best_threshold(_half(scored, "dev") or scored)
    found: dict[str, Any] = {"threshold": threshold, "is own": matcher.threshold is not None}
    for half in (*HALVES, "all"):
        chosen = _half(scored, half)
        if chosen:
            found[half] = _figures(chosen, threshold, matcher.is_probability)
    return found


def _half(scored: Sequence[Scored], half: str) -> list[Scored]:
    return [(pair, score) for pair, score in scored if half in (pair.half, "all")]


def best_threshold(scored: Sequence[Scored]) -> float:
    """Return the threshold that puts most pairs on the right side, the highest of several.

    Not that of the best F1, which half the time is to call all pairs the same.
    """
    scores, truth = _apart(scored)
    return max(curve(scores, truth, sum(truth)), key=lambda r: (r.right - r.wrong, r.threshold)).threshold


def _apart(scored: Sequence[Scored]) -> tuple[list[float], list[bool]]:
    return [score for _, score in scored], [pair.is_same for pair, _ in scored]


def _figures(scored: Sequence[Scored], threshold: float, is_probability: bool) -> dict[str, Any]:
    scores, truth = _apart(scored)
    overall = {
        **_group(scored, threshold),
        "brier": brier(scores, truth) if is_probability else None,
        "best f1": max(r.f1 or 0.0 for r in curve(scores, truth, sum(truth))),
        "f1": rates(scores, truth, sum(truth), threshold).f1,
    }
    grouped: dict[str, dict[str, list[Scored]]] = {name: {} for name in GROUPS}
    for name, group in GROUPS.items():
        for pair, score in scored:
            grouped[name].setdefault(group(pair), []).append((pair, score))
    return {
        "overall": overall,
        **{
            name: {value: _group(members, threshold) for value, members in sorted(groups.items())}
            for name, groups in grouped.items()
        },
    }


def _group(scored: Sequence[Scored], threshold: float) -> dict[str, Any]:
    scores, truth = _apart(scored)
    right = sum((score >= threshold) == same for score, same in zip(scores, truth, strict=True))
    return {"count": len(scored), "auc": roc_auc(scores, truth), "accuracy": right / len(scored)}


def matched(resolver: Resolver, names: Sequence[AbsentName]) -> list[tuple[AbsentName, str, bool]]:
    """Return the names that are matched, each with the entity's name, and whether it lists one of the same key.

    One of the same key is the row's fault: its name is listed after all.
    """
    found = []
    for row in names:
        resolution = resolver.resolve(row.name)
        if resolution.outcome is Outcome.MATCH and resolution.entity is not None:
            keys = {make_key(name.text) for name in resolution.entity.names}
            found.append((row, str(resolution.name), make_key(row.name) in keys))
    return found


def absent_figures(resolver: Resolver, names: Sequence[AbsentName]) -> dict[str, Any]:
    """Return how many names are matched, by half and kind, and how many of those are listed after all."""
    found = matched(resolver, names)
    figures: dict[str, Any] = {}
    for half in (*HALVES, "all"):
        count = Counter(row.kind for row in names if half in (row.half, "all"))
        wrong = Counter(row.kind for row, _, _ in found if half in (row.half, "all"))
        listed = Counter(row.kind for row, _, same_key in found if same_key and half in (row.half, "all"))
        figures[half] = {k: {"count": n, "matched": wrong[k], "same key": listed[k]} for k, n in sorted(count.items())}
    return figures
