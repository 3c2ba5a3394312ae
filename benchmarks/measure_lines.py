"""Lines that measures are printed on: what is measured, the goal, the value, the peers' values, and of how many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from matchers import made
from name_rows import NamePair
from namelink.evaluation.measures import roc_auc

PEERS = {"token_sort_ratio": "token-sort-unidecode", "logic-v2": "logic-v2"}
"""The peers that pairs are also given to: what a line calls them, and their names in matchers.MATCHERS."""


def line(task: str, measure: str, goal: str, value: float | None, of: str, peers: Mapping[str, float] = {}) -> str:
    """Return the line of a measure.

    >>> line("aliases", "AUC", "0.97", 0.98, "1,711 pairs", {"logic-v2": 0.9})
    'aliases      AUC (goal 0.97) 0.980 of 1,711 pairs; logic-v2 0.900'
    """
    shown = "none" if value is None else f"{value:.3f}"
    beside = "".join(f"; {name} {figure:.3f}" for name, figure in peers.items())
    return f"{task:12} {measure} (goal {goal}) {shown} of {of}{beside}"


def peer_scores(pairs: Sequence[NamePair]) -> dict[str, list[float]]:
    """Return the scores of the peers that are installed, by name."""
    found = {}
    for called, name in PEERS.items():
        try:
            found[called] = made(name).scores(pairs)
        except (ImportError, AttributeError):
            continue
    return found


def auc_of(pairs: Iterable[NamePair], scores: Iterable[float], kinds: Sequence[str] = ()) -> float:
    """Return the AUC of pairs of some kinds, of all where none is named; NaN where they have one label only."""
    chosen = [(score, p.is_same) for p, score in zip(pairs, scores, strict=True) if not kinds or p.kind in kinds]
    found = roc_auc([score for score, _ in chosen], [same for _, same in chosen])
    return float("nan") if found is None else found


def share(parts: Sequence[bool]) -> float:
    """Return the share that is true, NaN of nothing.

    >>> share([True, False])
    0.5
    """
    return sum(parts) / len(parts) if parts else float("nan")
