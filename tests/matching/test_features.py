"""Each feature of name comparison: a pair where it fires, with its value, and one where it does not."""

from __future__ import annotations

import json
import math
from importlib import resources

import pytest

from namelink import Gazetteer
from namelink.matching.comparison import compare
from namelink.matching.features import FEATURES, NameComparison
from namelink.matching.resolver import NameResolver
from namelink.matching.scoring import default_scorer
from namelink.names import analyzer

# feature, query, name, value; 0 where it is absent
OF_TWO_NAMES = [
    ("weakest_token", "صدر جباروف", "صادر جباروف", 2.31),
    ("weakest_token", "محمد سلمان", "محمد سلطان", -8.0),
    ("weakest_token", "قطر", "لبنان", 0),
    ("other_tokens", "صدر جباروف", "صادر جباروف", 4.0),
    ("other_tokens", "محمد سلمان", "محمد سلطان", 2.0),
    ("other_tokens", "جباروف", "جباروب", 0),
    ("extra", "صدر نور جباروف", "صدر جباروف", 1 / 3),
    ("extra", "محمد بن سلمان", "محمد سلمان", 1 / 9),
    ("extra", "صدر جباروف", "صدر نور جباروف", 0),
    ("missing", "صدر جباروف", "صدر نور جباروف", 1 / 3),
    ("missing", "صدر نور جباروف", "صدر جباروف", 0),
    ("conflict", "محمد بن سلمان آل سعود", "محمد بن سلمان آل خليفة", 1),
    ("conflict", "محمد بن سلمان", "محمد سلمان آل", 0),
    ("conflict", "قطر", "لبنان", 0),
    ("surname", "صدر جباروف", "صدر نورغوجو", 1),
    ("surname", "صدر نور جباروف", "صدر جباروف", 0),
    ("joined", "Ursula Vonderleyen", "Ursula von der Leyen", 1),
    ("joined", "عبد العزيز", "Abdul Aziz", 0),
    ("order", "جباروف صدر", "Sadyr Japarov", 1),
    ("order", "صدر جباروف", "Sadyr Japarov", 0),
    ("swapped", "حسن علي", "علي حسن", 1),
    ("swapped", "جباروف صدر", "صدر جباروف", 0),
    ("single_token", "جباروف", "صدر جباروف", 1),
    ("single_token", "محمد علي", "محمد علي الزهراني", 1),
    ("single_token", "محمد بن علي", "محمد بن علي الزهراني", 0),
    ("single_token", "هاني شاكر", "هاني شاكر الزهراني", 0),
    ("single_token", "حسن", "حسان", 0),
]

# feature, query, the one name of a gazetteer, its kind, value
OF_A_GAZETTEER = [
    ("same_key", "أسامة", "اسامه", "name", 1),
    ("same_key", "صدر جباروف", "صادر جباروف", "name", 0),
    ("head_noun", "مدينة موسكو", "موسكو", "name", 1),
    ("head_noun", "مدينة موسكو", "مدينة موسكو", "name", 0),
    ("article", "القطر", "قطر", "name", 1),
    ("article", "قطر", "القطر", "name", 1),
    ("article", "قطر", "قطر", "name", 0),
    ("clitic", "وموسكو", "موسكو", "name", 1),
    ("clitic", "موسكو", "وموسكو", "name", 0),
    ("short_name", "موسكو", "موسكو", "short", 1),
    ("short_name", "موسكو", "موسكو", "demonym", 1),
    ("short_name", "مسكو", "موسكو", "short", 1),
    ("short_name", "موسكو", "موسكو", "acronym", 0),
    ("few_consonants", "مسكو", "موسكو", "name", 2),
    ("few_consonants", "سدر جباروف", "صدر جباروف", "name", 0),
    ("common_words_only", "بيان صحفي", "بيان صوفي", "name", 1),
    ("common_words_only", "بيان جباروف", "بيان جبروف", "name", 0),
    ("common_words_only", "محمد علي", "محمود علي", "name", 0),
    ("gazetteer_size", "سدر جباروف", "صدر جباروف", "name", math.log10(2) / 2),
    ("gazetteer_size", "صدر جباروف", "صدر جباروف", "name", 0),
    ("single_token", "حسن", "حسان", "name", 1),
    ("single_token", "جباروف", "جبروف", "name", 0),
]


def value(feature: str, comparison: NameComparison) -> float:
    measured = FEATURES[feature].function(comparison)
    return measured.value if measured else 0.0


@pytest.mark.parametrize(("feature", "query", "name", "expected"), OF_TWO_NAMES)
def test_a_feature_of_two_names(feature: str, query: str, name: str, expected: float) -> None:
    comparison = default_scorer().compare(analyzer().name(query).letters, analyzer().name(name).letters)
    assert value(feature, comparison) == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize(("feature", "query", "name", "kind", "expected"), OF_A_GAZETTEER)
def test_a_feature_of_a_name_of_a_gazetteer(feature: str, query: str, name: str, kind: str, expected: float) -> None:
    record = {"id": "x:1", "type": "place", "names": [{"text": name, "lang": "und", "kind": kind}]}
    (candidate,) = NameResolver(Gazetteer.from_records([record])).resolve(query).candidates
    found = {e.feature: e.value for e in candidate.evidence}
    assert found.get(feature, 0) == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize(("a", "b", "expected"), [("وبوتين", "بوتين", 5.4), ("وقيرغيزستان", "قيرغيزستان", 1.0)])
def test_a_clitic_counts_more_before_a_short_name_that_nothing_attests(a: str, b: str, expected: float) -> None:
    (found,) = [e.value for e in compare(a, b).evidence if e.feature == "clitic"]
    assert found == pytest.approx(expected)


def test_each_feature_has_a_row_where_it_fires_and_one_where_it_does_not() -> None:
    rows = [(row[0], row[-1] != 0) for row in (*OF_TWO_NAMES, *OF_A_GAZETTEER)]
    names = {feature.name for feature in FEATURES}
    assert {name for name, fires in rows if fires} == {name for name, fires in rows if not fires} == names


def test_the_file_of_weights_has_the_features_of_the_registry() -> None:
    weights = json.loads(resources.files("namelink.matching").joinpath("data", "weights.json").read_text("utf-8"))
    assert list(weights) == ["comment", *(feature.name for feature in FEATURES)]
    assert {feature.name: feature.weight for feature in FEATURES} == {
        n: w for n, w in weights.items() if n != "comment"
    }
    assert all(feature.doc.endswith(".") for feature in FEATURES)


def test_evidence_and_score_agree() -> None:
    scorer = default_scorer()
    comparison = scorer.compare(("صدر", "جباروف"), ("japarov", "sadyr", "nurgojo"))
    assert compare("صدر جباروف", "Japarov Sadyr Nurgojo").score == scorer.score(comparison)
    assert [e.feature for e in scorer.evidence(comparison)] == [
        "weakest_token",
        "other_tokens",
        "missing",
        "surname",
        "order",
    ]
