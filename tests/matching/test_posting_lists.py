from __future__ import annotations

import math
from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from namelink import Gazetteer
from namelink.config import MatchingConfig
from namelink.index.reader import Index
from namelink.matching.posting_lists import Keys, far_keys, near_keys
from namelink.phonetics.keys import PhoneticKey, phonetic_key

WORDS = ["sadyr", "japarov", "vladimir", "putin", "salman", "sultan", "محمد", "سلمان", "بوتين", "قطر", "hassan", "ali"]


def index_of(names: list[str]) -> Index:
    records = [
        {"id": f"x:{number}", "type": "person", "names": [{"text": name, "lang": "und"}]}
        for number, name in enumerate(names)
    ]
    return Gazetteer.from_records(records).indexes[0]


def slowly(index: Index, keys: Keys, settings: MatchingConfig) -> tuple[dict[int, float], dict[int, float]]:
    """The oracle: what is gained by each name that is proposed, and by by the frequent ones, key by key."""
    total = len(index.name_entities)
    said = sorted(
        (-worth * math.log(1 + total / len(index.phonetic_keys.run(number))), number, worth)
        for number, worth in zip(keys.numbers.tolist(), keys.gains.tolist(), strict=True)
    )
    left, gain, frequent = settings.postings, defaultdict[int, float](float), defaultdict[int, float](float)
    for place, (value, number, worth) in enumerate(said):
        run = index.phonetic_keys.run(number)
        if place == 0 or len(run) <= left:
            left -= len(run)
            for name in run[: settings.postings_per_key]:
                gain[name] -= value
        elif worth == 1:
            for name in run:
                frequent[name] -= value
    return gain, frequent


@given(
    st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join), min_size=1, max_size=30),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3),
    st.integers(1, 12),
)
def test_names_are_proposed_as_one_by_one(names: list[str], words: list[str], enough: int) -> None:
    index = index_of(names)
    heard = [phonetic_key(word) for word in words]
    settings = MatchingConfig(postings=enough)
    keys = Keys.joined([near_keys(index, heard, settings), far_keys(index, heard, settings)])
    proposed, gains, _ = index.propose(keys.numbers, keys.gains, 7, settings)
    gain, frequent = slowly(index, keys, settings)
    assert sorted(proposed.tolist()) == sorted(gain)
    assert gains.tolist() == pytest.approx([gain[name] + frequent[name] for name in proposed.tolist()])


def test_the_names_that_share_most_and_are_as_long_stand_first() -> None:
    index = index_of(["sadyr", "sadyr japarov", "putin"])
    keys = near_keys(index, [phonetic_key("sadyr"), phonetic_key("japarov")], MatchingConfig())
    names, gains, weights = index.propose(keys.numbers, keys.gains, 12, MatchingConfig())
    assert names.tolist() == [1, 0]
    assert gains[0] > gains[1] > 0
    assert weights.tolist() == pytest.approx([0.5, 0.5])
    few = MatchingConfig(aligned_names=1, min_aligned_names=1)
    assert index.propose(keys.numbers, keys.gains, 12, few)[0].tolist() == [1]


def test_no_key_proposes_nothing() -> None:
    index = index_of(["Sadyr Japarov"])
    names, gains, weights = index.propose(np.zeros(0, np.int64), np.zeros(0), 5, MatchingConfig())
    assert names.size == gains.size == weights.size == 0


def test_a_very_long_key_has_no_far_neighbourhood() -> None:
    settings = MatchingConfig()
    longest = settings.longest_far_key
    key = PhoneticKey("KB" * (longest // 2))
    index = index_of(["كب" * (longest // 2 - 1), "كب" * (longest // 2)])
    assert far_keys(index, [key], settings).numbers.size == 1
    assert far_keys(index, [PhoneticKey(key + "K")], settings).numbers.size == 0
