"""Each feature of name comparison: a pair where it fires, with its value, and one where it does not."""

from __future__ import annotations

import json
import math
from importlib import resources

import pytest

from namelink import Gazetteer
from namelink.config import Config, MatchingConfig
from namelink.features import logistic
from namelink.matching.comparison import compare
from namelink.matching.features import FEATURES, NameComparison
from namelink.matching.resolver import NameResolver
from namelink.matching.scoring import default_scorer
from namelink.names import analyzer

# feature, query, name, value; 0 where it is absent
OF_TWO_NAMES = [
    ("acronym", "OCP Group", "Office chérifien des phosphates", 1),
    ("acronym", "OCP Group", "Office chérifien", 0),
    ("weakest_token", "صدر جباروف", "صادر جباروف", 2.31),
    ("weakest_token", "محمد سلمان", "محمد سلطان", -8.0),
    ("weakest_token", "قطر", "لبنان", 0),
    ("other_tokens", "صدر جباروف", "صادر جباروف", 4.0),
    ("other_tokens", "صدر سلمان", "صدر سلطان", 2.0),
    ("other_tokens", "محمد سلمان", "محمد سلطان", 1.0),
    ("other_tokens", "عبد الغفور سلمان", "عبد الغفور سلطان", 1.5),
    ("other_tokens", "جباروف", "جباروب", 0),
    ("nothing_shared", "الدكتور أحمد", "الدكتور علي", 1),
    ("nothing_shared", "قطر", "لبنان", 1),
    ("nothing_shared", "الدكتور أحمد", "الدكتورة أحمد", 0),
    ("further_given_name", "محمد برزان إبراهيم", "برزان إبراهيم", 1),
    ("further_given_name", "برزان محمد إبراهيم", "برزان إبراهيم", 0),
    ("further_given_name", "شركة محمد برزان إبراهيم", "شركة برزان إبراهيم", 0),
    ("other_given_name", "أحمد الجبوري", "سالم الجبوري", 1),
    ("other_given_name", "الجبوري أحمد", "أحمد الجبوري", 0),
    ("other_family_name", "صدر جباروف", "صدر نورغوجو", 1),
    ("other_family_name", "محمد بن سلمان آل سعود", "محمد بن سلمان آل خليفة", 1),
    ("other_family_name", "صدر نور جباروف", "صدر جباروف", 0),
    ("lacking", "صدر نور جباروف", "صدر جباروف", 1 / 3),
    ("lacking", "صدر جباروف", "صدر نور جباروف", 1 / 3),
    ("lacking", "الدكتور صدر جباروف", "صدر جباروف", 0),
    ("lacking_own_name", "البنك العربي الأفريقي", "البنك العربي", 1 / 3),
    ("lacking_own_name", "صدر نور جباروف", "صدر جباروف", 0),
    ("lacking_own_name", "شركة روساتوم", "روساتوم", 0),
    ("other_country", "طرابلس، ليبيا", "طرابلس، لبنان", 1),
    ("other_country", "طرابلس، ليبيا", "طرابلس", 0),
    ("other_part", "سعيد علي الغامدي", "سعيد ناصر الغامدي", 1),
    ("other_part", "سعيد علي الغامدي", "سعيد الغامدي", 0),
    ("other_part", "أحمد الجبوري", "سالم الجبوري", 0),
    ("other_own_name", "Siemens Berlin AG", "Siemens Gamesa AG", 1),
    ("other_own_name", "Siemens Berlin AG", "Siemens AG", 0),
    ("different_head_noun", "بنك مسقط", "جامعة مسقط", 1),
    ("different_head_noun", "ولاية شمال دارفور", "ولاية جنوب دارفور", 1),
    ("different_head_noun", "بنك مسقط", "Muscat Bank", 0),
    ("lacking_head_noun", "جامعة القاهرة", "القاهرة", 1),
    ("lacking_head_noun", "شركة روساتوم", "روساتوم", 0),
    ("other_number", "الفرقة الرابعة", "الفرقة الخامسة", 1),
    ("other_number", "الفرقة الرابعة", "4th Division", 0),
    ("lacking_number", "الفرقة الرابعة المدرعة", "الفرقة المدرعة", 1),
    ("lacking_number", "الفرقة الرابعة", "الفرقة الخامسة", 0),
    ("other_generation", "Robert Smith Jr.", "Robert Smith Sr.", 1),
    ("other_generation", "Robert Smith Jr.", "Robert Smith", 0),
    ("gender", "كريم علوي", "كريمة علوي", 1),
    ("gender", "Francisco Goya", "Francisca Goya", 1),
    ("gender", "كريم علوي", "كرم علوي", 0),
    ("other_half", "سعد الدين", "سعد الله", 1),
    ("other_half", "أبو علي", "أم علي", 1),
    ("other_half", "سعد الدين", "Saadeddine", 0),
    ("lacking_half", "أبو مازن", "مازن", 1),
    ("lacking_half", "بن سلمان", "سلمان", 0),
    ("slip", "Vladimir Putim", "Vladimir Putin", 1),
    ("slip", "Minsk", "Pinsk", 0),
    ("slip", "فلاديمير بوتيم", "فلاديمير بوتين", 0),
    ("initial", "V. Putin", "Vladimir Putin", 1),
    ("initial", "В. Путин", "Vladimir Putin", 1),
    ("initial", "V. Putin", "Putin", 0),
    ("other_initial", "V. Putin", "D. Putin", 1),
    ("other_initial", "V. Putin", "Vladimir Putin", 0),
    ("joined", "Ursula Vonderleyen", "Ursula von der Leyen", 1),
    ("joined", "De Gaulle", "Gaulle", 0),
    ("joined", "Vonderlein", "von der Leyen", 0),
    ("weakest_token", "Georgetown", "George Town", 8),
    ("joined", "عبد العزيز", "Abdul Aziz", 0),
    ("order", "جباروف صدر", "Sadyr Japarov", 1),
    ("order", "جباروف، صدر", "Sadyr Japarov", 0),
    ("order", "بنك عمران سبيل", "Sabil Omran Bank", 0),
    ("order", "Omran Sabil Bank", "Sabil Omran Bank", 1),
    ("order", "Ursula Vonderleyen", "Ursula von der Leyen", 0),
    ("swapped", "حسن علي", "علي حسن", 1),
    ("swapped", "جباروف صدر", "صدر جباروف", 0),
    ("single_token", "جباروف", "صدر جباروف", 1),
    ("single_token", "V. Putin", "Vladimir Putin", 0),
    ("single_token", "حسن", "حسان", 0),
    ("common_names_only", "محمد علي", "محمد علي الزهراني", 1),
    ("common_names_only", "محمد بن علي", "محمد بن علي الزهراني", 0),
    ("common_names_only", "هاني الزهراني", "هاني الزهراني حسن", 0),
    ("lacking_country", "Banco Santander Chile", "Banco Santander", 1),
    ("lacking_country", "Tripoli, Lebanon", "Tripoli", 0),
    ("other_type", "شركة المراعي", "مدينة المراعي", 1),
    ("other_type", "شركة المراعي", "المراعي", 0),
]

PERSON, PLACE = "person", "place"

# feature, query, the one name of a gazetteer, its kind, the type of its entity, value
OF_A_GAZETTEER = [
    ("same_key", "أسامة", "اسامه", "name", PLACE, 1),
    ("same_key", "صدر جباروف", "صادر جباروف", "name", PLACE, 0),
    ("head_noun", "مدينة موسكو", "موسكو", "name", PLACE, 1),
    ("head_noun", "الرئيس صدر جباروف", "صدر جباروف", "name", PERSON, 1),
    ("head_noun", "مدينة موسكو", "مدينة موسكو", "name", PLACE, 0),
    ("article", "القطر", "قطر", "name", PLACE, 1),
    ("article", "قطر", "القطر", "name", PLACE, 1),
    ("article", "قطر", "قطر", "name", PLACE, 0),
    ("clitic", "وموسكو", "موسكو", "name", PLACE, 1),
    ("clitic", "موسكو", "وموسكو", "name", PLACE, 0),
    ("short_name", "موسكو", "موسكو", "short", PLACE, 1),
    ("short_name", "موسكو", "موسكو", "demonym", PLACE, 1),
    ("short_name", "مسكو", "موسكو", "short", PLACE, 1),
    ("short_name", "موسكو", "موسكو", "acronym", PLACE, 0),
    ("family_name_alone", "جباروف", "صدر جباروف", "name", PERSON, 1),
    ("family_name_alone", "صدر جباروف", "صدر جباروف", "name", PERSON, 0),
    ("other_initial", "B. Putin", "Putin", "short", PERSON, 1),
    ("other_initial", "B. Putin", "Putin", "name", PERSON, 0),
    ("unfit_type", "مريم سعد", "مريم سعيد", "name", PLACE, 1),
    ("unfit_type", "مريم سعد", "مريم سعيد", "name", PERSON, 0),
    ("few_consonants", "King Dor", "King Dorr", "name", PERSON, 3),
    ("gazetteer_size", "King Dor", "King Dorr", "name", PERSON, 0.3),
    ("unfit_type", "King Dor", "Dorr", "name", PLACE, 1),
    ("further_given_name", "رائد ممدوح حسن شاهين", "Raed Mamduh Hasan Shahin", "name", PERSON, 0),
    ("unfit_type", "سانتا ماريا", "Santa Marya", "name", PLACE, 0),
    ("unfit_type", "سانتا ماريا", "Santa Marya", "name", PERSON, 0),
    ("other_own_name", "لاين هافن", "Green Haven", "name", PLACE, 1),
    ("other_own_name", "لاين هافن", "Green Haven", "name", PERSON, 0),
    ("other_type", "شركة المراعي", "مدينة المراعى", "name", PLACE, 0),
    ("single_token", "كين", "Keene", "name", PLACE, 0),
    ("single_token", "سعد", "Saadi", "name", PLACE, 1),
    ("single_token", "جون", "Joan", "name", PLACE, 1),
    ("lacking_head_noun", "Mohamed Salah", "Mohammed Saleh Tower", "name", PLACE, 1),
    ("lacking_head_noun", "Mohamed Salah", "Mohammed Saleh Tower", "name", PERSON, 0),
    ("few_consonants", "مسكو", "موسكو", "name", PLACE, 2),
    ("few_consonants", "سدر جباروف", "صدر جباروف", "name", PLACE, 0),
    ("common_words_only", "تقرير صحفي", "تقرير صوفي", "name", PLACE, 1),
    ("common_words_only", "تقرير جباروف", "تقرير جبروف", "name", PLACE, 0),
    ("common_words_only", "محمد علي", "محمود علي", "name", PERSON, 0),
    ("standard_romanization", "Mahmud Darwish", "محمود درويش", "name", PERSON, 1),
    ("standard_romanization", "Mahmoud Darwish", "محمود درويش", "name", PERSON, 0),
    ("gazetteer_size", "سدر جباروف", "صدر جباروف", "name", PLACE, math.log10(2) / 2),
    ("gazetteer_size", "صدر جباروف", "صدر جباروف", "name", PLACE, 0),
    ("single_token", "حسن", "حسان", "name", PLACE, 1),
    ("single_token", "جباروف", "جبروف", "name", PLACE, 0),
]


def value(feature: str, comparison: NameComparison) -> float:
    measured = FEATURES[feature].function(comparison)
    return measured.value if measured else 0.0


@pytest.mark.parametrize(("feature", "query", "name", "expected"), OF_TWO_NAMES)
def test_a_feature_of_two_names(feature: str, query: str, name: str, expected: float) -> None:
    comparison = default_scorer().compare(analyzer().name(query), analyzer().name(name))
    assert value(feature, comparison) == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize(("feature", "query", "name", "kind", "type", "expected"), OF_A_GAZETTEER)
def test_a_feature_of_a_name_of_a_gazetteer(
    feature: str, query: str, name: str, kind: str, type: str, expected: float
) -> None:
    record = {"id": "x:1", "type": type, "names": [{"text": name, "lang": "und", "kind": kind}]}
    config = Config(matching=MatchingConfig(min_fit=0.0))  # so that a new fit of the weights leaves the candidate
    (candidate,) = NameResolver(Gazetteer.from_records([record]), config).resolve(query).candidates
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
    assert set(weights) == {"comment", *(feature.name for feature in FEATURES)}
    assert {feature.name: feature.weight for feature in FEATURES} == {
        n: w for n, w in weights.items() if n != "comment"
    }
    assert all(feature.doc.endswith(".") for feature in FEATURES)


def test_evidence_and_score_agree() -> None:
    scorer = default_scorer()
    query, name = "صدر جباروف", "Japarov Sadyr Nurgojo"
    comparison = scorer.compare(analyzer().name(query), analyzer().name(name))
    evidence = scorer.evidence(comparison)
    assert scorer.score(comparison) == pytest.approx(logistic(sum(e.contribution for e in evidence)), abs=1e-9)
    assert compare(query, name).score == scorer.score(comparison)
