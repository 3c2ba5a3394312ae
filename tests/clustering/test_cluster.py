from __future__ import annotations

import functools
import itertools
import json
import math
import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namelink import Cluster, cluster, compare
from namelink.clustering.blocks import Sounds, block_pairs, nearest_pairs
from namelink.clustering.phonetic_filter import similar_pairs
from namelink.config import ClusteringConfig, Limits
from namelink.lang import make_key
from namelink.matching.comparison import compare_many
from namelink.names import analyzer

SETTINGS = ClusteringConfig()

SPELLINGS = [
    "صدر جباروف", "صادر جباروف", "Sadyr Japarov", "Садыр Жапаров", "محمد سلمان", "محمد سلطان", "Mohammed Salman",
    "Mohamed Salman", "محمد بن سلمان", "محمد بن سلطان", "عبد العزيز تبون", "عبدالعزيز تبون", "Abdulaziz Tebboune",
    "حسن علي", "علي حسن", "Hassan Ali", "حسين علي", "بوتين", "وبوتين", "Putin", "Poutine", "محمد", "Mohammed", "علي",
    "محمد علي", "محمد علي الزهراني", "Mohammed Ali Al-Zahrani", "", "!!", "１٢", "ـ", "أُسامة", "اسامه", "Osama",
]  # fmt: skip
NAMES = st.lists(st.sampled_from(SPELLINGS), max_size=14)
ODD = st.one_of(st.text(max_size=20), st.text("اومحمدسلطان \u0640\u200f\ud800", max_size=12), st.just("محمد " * 300))


def groups(found: list[Cluster]) -> set[tuple[str, ...]]:
    return {tuple(sorted(c.names)) for c in found}


@settings(deadline=None, max_examples=30)
@given(st.lists(ODD, max_size=6))
def test_odd_names_stand_in_one_group_each(names: list[str]) -> None:
    found = cluster(names)
    assert Counter(name for c in found for name in c.names) == Counter(names)
    for c in found:
        assert c.central in c.names
        assert isinstance(c.latin, str)
        assert len(c.edges) == len(set(c.names)) - 1
        json.dumps(c.to_dict())


@settings(deadline=None)
@given(NAMES, st.randoms(use_true_random=False), st.sampled_from(["average", "components"]))
def test_the_order_of_the_names_does_not_matter(names: list[str], draw: random.Random, method: str) -> None:
    shuffled = draw.sample(names, len(names))
    one, other = cluster(names, method=method), cluster(shuffled, method=method)
    assert groups(one) == groups(other)
    assert {(c.central, c.edges) for c in one} == {(c.central, c.edges) for c in other}
    assert [c.names[0] for c in one] == list(dict.fromkeys(c.names[0] for c in one))
    assert [names.index(c.names[0]) for c in one] == sorted(names.index(c.names[0]) for c in one)


@pytest.mark.parametrize("name", ["ﷲ" * 251, "中" * 300, "ق" * 1001])
def test_a_name_that_is_too_long_is_compared_with_none(name: str) -> None:
    names = [name, name + "ي", name[:150], name[:150] + "ي"]
    assert [c.names for c in cluster(names, threshold=0)] == [(name,), (name + "ي",), (name[:150], name[:150] + "ي")]


@functools.cache
def odds(a: str, b: str) -> float:
    score, most = compare(a, b).score, SETTINGS.max_log_odds
    return -most if score <= 0 else most if score >= 1 else max(-most, min(most, math.log(score / (1 - score))))


def joined_by_average(names: list[str], threshold: float) -> set[tuple[str, ...]]:
    """Return what the definition says, with no block and no haste: each pair compared, the best two groups joined."""
    parts = {make_key(name) or f"!{name}": [] for name in names}  # type: dict[str, list[str]]
    for name in sorted(set(names)):
        parts[make_key(name) or f"!{name}"].append(name)
    found = [[group] for group in parts.values()]

    while True:
        best = min(
            (
                (-sum(odds(x[0], y[0]) for x in one for y in other) / (len(one) * len(other)), i, j)
                for (i, one), (j, other) in itertools.combinations(enumerate(found), 2)
            ),
            default=(0.0, 0, 0),
        )
        if not best[1] < best[2] or -best[0] < math.log(threshold / (1 - threshold)):
            break
        found[best[1]] += found.pop(best[2])
    counts = Counter(names)
    return {tuple(sorted(n for group in part for name in group for n in [name] * counts[name])) for part in found}


@settings(deadline=None, max_examples=40)
@given(NAMES, st.sampled_from([0.3, 0.5, 0.8]))
def test_groups_are_those_of_all_pairs_compared(names: list[str], threshold: float) -> None:
    assert groups(cluster(names, threshold=threshold)) == joined_by_average(names, threshold)


@settings(deadline=None)
@given(st.lists(st.tuples(*[st.one_of(st.sampled_from(SPELLINGS), st.text("ابسلمن بنعبدال", max_size=12))] * 2)))
def test_many_compared_together_score_as_each_pair_alone(pairs: list[tuple[str, str]]) -> None:
    assert compare_many(pairs) == [compare(a, b).score for a, b in pairs]


def test_a_chain_of_near_names_is_not_one_group() -> None:
    names = ["صدر جباروف", "صدر نور جباروف", "صدر كريم جباروف", "صدر بدر جباروف"]
    assert compare(names[0], names[1]).score > 0.8 < compare(names[0], names[2]).score
    average = cluster(names)
    assert max(len(c.names) for c in average) <= 2
    assert len(cluster(names, method="components")) == 1


@pytest.mark.parametrize(
    ("a", "b"), [("محمد سلمان", "محمد سلطان"), ("Hassan Ali", "علي حسن"), ("جمال حسن", "كمال حسن"), ("", "!")]
)
def test_two_names_are_two_groups(a: str, b: str) -> None:
    assert len(cluster([a, b, a])) == 2


@pytest.mark.parametrize(
    ("names", "latin"),
    [
        (["جباروف", "ЖАПАРОВ", "Zhaparov", "Japarov", "Japarov"], "Japarov"),
        (["محمد شريف", "محمد شريف"], "Mohamed Sherif"),
        (["Бишкек"], "Bishkek"),
    ],
)
def test_the_latin_form_is_the_most_usual_one_there_is(names: list[str], latin: str) -> None:
    found = cluster(names)
    assert [c.latin for c in found] == [latin]


def test_a_group_is_explained_by_the_pairs_that_hold_it_together() -> None:
    (c,) = cluster(["فلاديمير بوتين", "Vladimir Putin", "فلاديمير بوتن", "فلاديمير بوتين"])
    assert [link.score for link in c.edges] == sorted((link.score for link in c.edges), reverse=True)
    assert all(link.score == compare(link.a, link.b).score for link in c.edges)
    first, *rest = c.explain().splitlines()
    assert first == "3 spellings of one name (Vladimir Putin), held together by"
    assert [line.split("  ")[2] for line in rest] == [f"{link.a} ~ {link.b}" for link in c.edges]
    assert cluster(["شريف", "شريف"])[0].explain() == "'شريف' (Sharif) has no other spelling here."


def test_what_is_wrong_is_said() -> None:
    with pytest.raises(ValueError, match="method must be one of average, components, not 'best'"):
        cluster([], method="best")
    with pytest.raises(ValueError, match="threshold must be a number from 0 to 1, not 2"):
        cluster([], threshold=2)
    assert cluster([]) == []


def test_only_equal_strings_are_one_where_spelling_habits_are_no_reason() -> None:
    assert len(cluster(["أسامة", "اسامه", "أسامة"], threshold=1)) == 2


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    cluster(["صدر جباروف", "صادر جباروف", "Sadyr Japarov"], progress=lambda done, total: told.append((done, total)))
    assert told == [(3, 3)]


def likely_pairs(names: list[str]) -> list[list[int]]:
    sounds = [Sounds.of(analyzer().name(name), SETTINGS.tokens) for name in names]
    found: list[list[int]] = block_pairs(sounds, SETTINGS, Limits()).tolist()
    return found


def test_a_common_word_brings_no_two_names_together() -> None:
    surnames = ["".join(pair) + "وني" for pair in itertools.product("برسط", repeat=2)]
    names = sorted(f"محمد {given} {name}" for given in ("علي", "حسن", "خالد", "صالح", "سعيد") for name in surnames)
    pairs = likely_pairs(names)
    assert len(names) == 80
    assert len(pairs) < 80 * 79 / 4
    same = [(i, j) for i, j in pairs if names[i].split()[2] == names[j].split()[2]]
    assert same


@pytest.mark.parametrize("count", [SETTINGS.largest_block, 2 * SETTINGS.largest_block, SETTINGS.neighbours])
def test_names_of_common_words_alone_are_all_compared_up_to_a_bound(count: int) -> None:
    names = sorted(f"محمد {'ا' * i}حسن" for i in range(count))
    assert len(likely_pairs(names)) == count * (count - 1) / 2


def test_a_block_of_any_size_gives_pairs_as_its_names_grow() -> None:
    names = sorted(f"M{'a' * (i % 40)}hm{'e' * (i // 40)}d Ali" for i in range(1200))
    pairs = likely_pairs(names)
    assert len(pairs) <= SETTINGS.neighbours * len(names)
    assert set(itertools.chain.from_iterable(pairs)) == set(range(len(names)))


@pytest.mark.parametrize("letters", [300, 999])
def test_what_a_long_name_is_compared_with_is_bounded_by_its_letters(letters: int) -> None:
    vowels = ["".join(vowels) for vowels in itertools.product("اوي", repeat=4)]
    # No consonant differs, so that each shares its blocks with all others.
    names = [analyzer().name(f"{four[0]}ب{four[1]}ت{four[2]}ر{four[3]}" + "س" * (letters - 7)) for four in vowels]
    sounds = [Sounds.of(name, SETTINGS.tokens) for name in names]
    pairs = similar_pairs(sounds, block_pairs(sounds, SETTINGS, Limits()), SETTINGS, Limits())
    found = Counter(nearest_pairs(sounds, pairs, SETTINGS).ravel().tolist())
    assert len(pairs) > SETTINGS.neighbours
    assert 1 <= max(found.values()) <= SETTINGS.aligned_letters // letters**2


def test_a_spelling_that_writes_its_vowels_gives_the_latin_form() -> None:
    (group,) = cluster(["بوتين", "Путин"])
    assert (group.central, group.latin) == ("بوتين", "Putin")
