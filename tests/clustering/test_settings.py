"""Each setting of clustering: a list whose pairs or groups change with it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any

import attrs
import pytest

from namelink import cluster
from namelink.clustering.blocks import Sounds, block_pairs, nearest_pairs
from namelink.clustering.phonetic_filter import similar_pairs
from namelink.config import ClusteringConfig, Config, Limits
from namelink.names import analyzer

Probe = Callable[[ClusteringConfig, Limits], int]
"""Returns how many pairs, or groups, a configuration makes."""


def pairs(names: Sequence[str]) -> Probe:
    """Probe how many pairs are compared."""

    def probe(settings: ClusteringConfig, limits: Limits) -> int:
        sounds = [Sounds.of(analyzer().name(name), settings.tokens) for name in sorted(names)]
        similar = similar_pairs(sounds, block_pairs(sounds, settings, limits), settings, limits)
        return len(nearest_pairs(sounds, similar, settings))

    return probe


def groups(names: Sequence[str]) -> Probe:
    """Probe how many groups there are."""
    return lambda settings, limits: len(cluster(names, config=Config(clustering=settings, limits=limits)))


ALIKE = [f"محمد {'ا' * i}حسن" for i in range(12)]
"""Names that nothing parts."""

COMMON = ["".join(two) + "وني" for two in itertools.product("برسط", repeat=2)]
MEN = [f"محمد {given} {name}" for given in ("علي", "حسن", "خالد", "صالح", "سعيد") for name in COMMON]
"""Names of common words."""

CHAIN = ["صدر جباروف", "صدر جبروف", "صادر جباروف", "صدر نور جباروف", "صدر كريم جباروف"]
"""The first is near to each of the others, of which some are far from one another."""

# setting, other value, settings of both, list, answer, answer with the other value
ROWS: list[tuple[str, float, dict[str, Any], Probe, int, int]] = [
    ("largest_block", 2, {"neighbours": 2}, pairs(ALIKE[:10]), 45, 9),
    ("neighbours", 2, {}, pairs(ALIKE), 66, 11),
    ("aligned_letters", 500, {}, pairs(ALIKE), 66, 12),
    ("tokens", 1, {}, pairs(["صدر جباروف", "صادر تورسون"]), 0, 1),
    ("common_keys", 1, {}, pairs(MEN), 522, 132),
    ("min_phonetic_similarity", 1, {}, pairs(["صدر جباروف", "صدر جباروب"]), 1, 0),
    ("complete_group", 2, {}, groups(["Tschaikowski", "تشايكوفسكي", "جايكوفسكي"]), 1, 2),
    ("max_log_odds", 1.5, {}, groups(CHAIN), 1, 2),
]


@pytest.mark.parametrize(
    ("name", "other", "settings", "probe", "answer", "changed"), ROWS, ids=[row[0] for row in ROWS]
)
def test_an_answer_depends_on_the_setting(
    name: str, other: float, settings: dict[str, Any], probe: Probe, answer: int, changed: int
) -> None:
    assert answer != changed
    assert probe(ClusteringConfig(**settings), Limits()) == answer
    assert probe(ClusteringConfig(**(settings | {name: other})), Limits()) == changed


def test_each_setting_has_a_row() -> None:
    assert {row[0] for row in ROWS} == {field.name for field in attrs.fields(ClusteringConfig)}


@pytest.mark.parametrize(
    "limits",
    [
        Limits(rows_at_once=1),
        Limits(pairs_at_once=1),
        Limits(cached_token_pairs=1),
        Limits(cached_long_pairs=1, longest_cached_pair=1),
    ],
)
def test_limits_change_no_answer(limits: Limits) -> None:
    names = [*CHAIN, *ALIKE[:11], *MEN[:30]]
    assert cluster(names, config=Config(limits=limits)) == cluster(names)
