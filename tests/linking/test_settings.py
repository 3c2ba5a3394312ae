"""Each setting of linking: a text whose mentions change with it."""

from __future__ import annotations

import attrs
import pytest

from namelink import Config, Resolver
from namelink.config import LinkingConfig

ROWS: list[tuple[str, float, str]] = [
    ("longest_name", 0, "#حفر_الباطن"),
    ("phonetic_longest_name", 0, "التقى صادر جبروف"),
    ("phonetic_min_fit", 0.0, "اتهمت كوباخيدزي بالانصياع لايفانيشفيلي"),
    ("phonetic_most_names", 0, "التقى صادر جبروف"),
    ("phonetic_min_consonants", 15, "التقى صادر جبروف"),
    ("phonetic_min_consonants_unknown", 9, "قالت إلفيرا نبيولينا، وقالت نبيولينا"),
    ("phonetic_min_prominence", 2.0, "التقى صادر جبروف"),
    ("phonetic_min_prominence_short", 2.0, "في المقابل، هاجم بن جفير وسموتريش الاتفاق."),
    ("phonetic_min_prominence_few", 0.0, "بينما دشن سلجوق بيرقدار مصنعا"),
    ("phonetic_max_zipf", 0.0, "التقى صادر جبروف"),
    ("phonetic_blocking_prominence", 0.0, "وأكد بكيرهان أن أوجلان طلب لقاء رئيس جهاز المخابرات إبراهيم كالن."),
    ("rare_min_letters", 5, "وأكد بكيرهان أن أوجلان طلب لقاء رئيس جهاز المخابرات إبراهيم كالن."),
    ("known_stem_min_zipf", 0.0, "سافر لافروف من بيترسبورغ إلى كزاخستان"),
    ("short_token", 0, "هطل وابل من المطر"),
    ("given_name_max_excess", 0.0, "وقال الناخب مايكل واشنطن، وهو سائق"),
    ("listed_given_name_count", 9, "منذ عهد بوتين"),
    ("surname_max_zipf", 0.0, "وعلّق الخبير محمد بن سلمان العتيبي"),
    ("low_prominence", 0.0, "صدر بيان عن الوزارة"),
    (
        "prominence_slope",
        0.0,
        "أرجأت الجنائية الدولية أمس النظر في طعن قدمه دفاع دوتيرتي، الموقوف في لاهاي منذ عام ونصف العام.",
    ),
    ("short_name_min_prominence", 2.0, '"قال بوتين"'),
    ("unique_short_name_min_prominence", 2.0, "حسب ما أعلن زيلينسكي"),
    ("surname_organization_min_prominence", 2.0, "ونقلت بلومبيرغ عن تاجر في سنغافوره أن الأسعار ستتراجع."),
    ("high_prominence", 0.0, "هطل وابل من المطر"),
    ("stem_min_zipf", 0.0, "هطل وابل من المطر"),
    ("possessive_max_letters", 0, "عاد جده إلى البلدة"),
    ("letter_max_zipf", 0.0, "قال بي بي كيه"),
    ("given_name_excess_adjective", 2.0, "وقال الناخب مايكل واشنطن، وهو سائق"),
    ("given_name_excess_prominent", 0.0, "منذ عهد بوتين"),
    ("country_prior", 0.0, "في طرابلس، ثانية مدن لبنان، معرض"),
    ("country_reach", 0, "في طرابلس، ثانية مدن لبنان، معرض"),
    ("diacritics_prior", 0.0, "وأضاف الصفدي: «المسافة بين عمّان ومسقط أقصر مما تقوله الخريطة»."),
    ("coreference_max_zipf", 0.0, "قالت إلفيرا نبيولينا، وقالت نبيولينا"),
    (
        "coreference_given_name_max_zipf",
        0.0,
        "وندد الرئيس محمود عباس بالاقتحام، وتوجه عباس إلى عمّان للقاء العاهل الأردني.",
    ),
    ("coreference_min_letters", 9, "قالت إلفيرا نبيولينا، وقالت نبيولينا"),
    ("function_word_min_zipf", 0.0, "قال شي جين بينغ إن الصين، وشدد شي على"),
    ("title_reach", 0, "قال الوزير ميكائيل جباروف والرئيس صدر جباروف. وأوضح الوزير جباروف"),
]
"""Setting, another value, a text of the seeds or of tests/cases."""

OF_UNKNOWN_NAMES = [("unknown_longest_name", 1), ("unknown_max_zipf", 0.0), ("unknown_min_letters", 9)]
"""Settings of names that are in no gazetteer, with another value."""
ELSEWHERE = {
    "low_prominence_fade",
    "rare_max_zipf",
    "rare_min_consonants",
    "conjunction_min_excess",
    "low_prominence_country",
    "namesake_gap",
    "given_name_place_prominence",
    "head_noun_max_zipf",
    "trigger_prior",
}
"""Those that change no text of the seeds or the cases; the first is in tests/test_own_names.py."""


@pytest.mark.parametrize(("name", "value", "text"), ROWS)
def test_a_setting_changes_an_answer(resolver: Resolver, name: str, value: float, text: str) -> None:
    other = Resolver(config=Config.from_dict({"linking": {name: value}}))
    assert other.link(text).to_dicts() != resolver.link(text).to_dicts()


@pytest.mark.parametrize(("name", "value"), OF_UNKNOWN_NAMES)
def test_a_setting_of_unknown_names_changes_an_answer(resolver: Resolver, name: str, value: float) -> None:
    text = "وصل المخرج زرمبوق الهكتمي البلعوطي الشنبكري الدرنوقي الزعكمي"
    other = Resolver(config=Config.from_dict({"linking": {name: value}}))
    assert other.link(text, unknown=True).to_dicts() != resolver.link(text, unknown=True).to_dicts()


def test_every_setting_has_a_row_or_is_listed() -> None:
    assert {row[0] for row in [*ROWS, *OF_UNKNOWN_NAMES]} | ELSEWHERE == {
        field.name for field in attrs.fields(LinkingConfig)
    }
