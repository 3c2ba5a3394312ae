"""Grouping: from scores of pairs to groups, by average linkage or by connected components."""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Mapping

from namelink.config import ClusteringConfig

Pair = tuple[int, int]
"""The numbers of two things, the smaller first."""

Scores = dict[Pair, float]

_DECIMALS = 9
"""Decimals to which averages are told apart."""


def components(count: int, scores: Mapping[Pair, float], threshold: float) -> list[list[int]]:
    """Return things in groups, where each is joined to another of its group by a score of the threshold.

    Args:
        count: How many things there are.
        scores: The scores of pairs of them.
        threshold: The least score that joins two.

    >>> components(4, {(0, 1): 0.9, (1, 2): 0.8, (0, 2): 0.1}, 0.8)
    [[0, 1, 2], [3]]
    """
    parent = list(range(count))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for (i, j), score in scores.items():
        if score >= threshold and root(i) != root(j):
            parent[max(root(i), root(j))] = min(root(i), root(j))
    groups: dict[int, list[int]] = {}
    for i in range(count):
        groups.setdefault(root(i), []).append(i)
    return list(groups.values())


def average_groups(
    count: int,
    scores: Scores,
    threshold: float,
    compare: Callable[[list[Pair]], list[float]],
    settings: ClusteringConfig,
) -> list[list[int]]:
    """Return things in groups: two are joined, the likeliest first, while the average of their pairs allows it.

    The average is that of log-odds, as evidence adds up: a thing that is near to one of a group and far from
    the others stays outside, and near things that make a chain do not become one group. Pairs that have no
    score yet are compared, but for those of large components, where they count as 0.

    Args:
        count: How many things there are.
        scores: The scores of pairs of them, probabilities; those that are compared here are added.
        threshold: The probability that the average must come to where two groups are joined.
        compare: Returns the scores of pairs.
        settings: How large a component may be, and the bound of log-odds.

    >>> scores = {(0, 1): 0.9, (1, 2): 0.8, (0, 2): 0.1}
    >>> average_groups(4, scores, 0.8, lambda pairs: [0.0 for _ in pairs], ClusteringConfig())
    [[0, 1], [2], [3]]
    """
    connected = components(count, scores, threshold)
    lacking = [
        (i, j)
        for group in connected
        if 2 < len(group) <= settings.complete_group
        for place, i in enumerate(group)
        for j in group[place + 1 :]
        if (i, j) not in scores
    ]
    scores.update(zip(lacking, compare(lacking), strict=True))
    home = {i: number for number, group in enumerate(connected) for i in group}
    inside: list[Scores] = [{} for _ in connected]
    for (i, j), score in sorted(scores.items()):
        if home[i] == home[j]:
            inside[home[i]][i, j] = agreement(score, settings.max_log_odds)
    found = []
    for group, known in zip(connected, inside, strict=True):
        found += [group] if len(group) < 3 else _joined(group, known, agreement(threshold, settings.max_log_odds))
    return sorted(found)


def agreement(score: float, bound: float) -> float:
    """Return the log-odds of a score, within a bound, above those of a score of 0, so that no score counts as none.

    >>> agreement(0.0, 6.0), agreement(0.5, 6.0), agreement(1.0, 6.0)
    (0.0, 6.0, 12.0)
    """
    if not 0 < score < 1:
        return 2 * bound * round(score)
    return bound + max(-bound, min(bound, math.log(score / (1 - score))))


def _joined(things: list[int], scores: Scores, threshold: float) -> list[list[int]]:
    """Join the two groups with the best average again and again; a group goes by the least of its numbers.

    Pairs without a score count as 0.
    """
    groups = {i: [i] for i in things}
    sums: dict[int, dict[int, float]] = {i: {} for i in things}
    for (i, j), score in scores.items():
        sums[i][j] = sums[j][i] = score
    heap = [(-score, i, j, 1) for (i, j), score in scores.items() if score >= threshold]
    heapq.heapify(heap)
    while heap:
        _, i, j, size = heapq.heappop(heap)
        # An average of groups that have grown since is not theirs any more.
        if i not in groups or j not in groups or len(groups[i]) * len(groups[j]) != size:
            continue
        groups[i] = sorted(groups[i] + groups.pop(j))
        for other, total in sums.pop(j).items():
            del sums[other][j]
            if other != i:
                sums[i][other] = sums[other][i] = sums[i].get(other, 0.0) + total
        for other, total in sums[i].items():
            size = len(groups[i]) * len(groups[other])
            average = round(total / size, _DECIMALS)
            if average >= threshold:
                heapq.heappush(heap, (-average, min(i, other), max(i, other), size))
    return list(groups.values())


def strongest_edges(group: list[int], scores: Mapping[Pair, float]) -> list[Pair]:
    """Return the pairs with the best scores that join a group, one less than it has things: the best first.

    >>> strongest_edges([0, 1, 2], {(0, 1): 0.9, (1, 2): 0.7, (0, 2): 0.8})
    [(0, 1), (0, 2)]
    """
    pairs = [(i, j) for place, i in enumerate(group) for j in group[place + 1 :] if (i, j) in scores]
    part = {i: {i} for i in group}
    found = []
    for i, j in sorted(pairs, key=lambda pair: (-scores[pair], pair)):
        if part[i] is not part[j]:
            found.append((i, j))
            part[i] |= part[j]
            for other in part[j]:
                part[other] = part[i]
    return found
