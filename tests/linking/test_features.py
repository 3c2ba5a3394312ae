"""Each feature of linking: a text where it fires, and one where it does not."""

from __future__ import annotations

from typing import Any

import pytest

from namelink import Config, Gazetteer, Resolver
from namelink.linking.features import KINDS_OF_SUPPORT, REGISTRIES

ROWS: list[tuple[str, str, str, bool]] = [
    ("coreferent", "التقى صدر جباروف الوفد ثم غادر جباروف", "جباروف", True),
    ("coreferent", "التقى صدر جباروف الوفد ثم غادر", "صدر جباروف", False),
    ("orthography", "وصل جدّه أمس", "جدّه", True),
    ("orthography", "وصل جدة أمس", "جدة", False),
    ("lower_case", "They polish the table", "polish", True),
    ("lower_case", "The Polish table", "Polish", False),
    ("lower_case", "Who said so", "Who", True),
    ("lower_case", "The WHO said so", "WHO", False),
    ("lower_case", "Die AfD sagte", "AfD", False),
    ("lower_case", "they polish the table", "polish", False),
    ("short_acronym", "the who said so", "who", True),
    ("short_acronym", "The WHO said so", "WHO", False),
    ("short_acronym", "Die AfD sagte", "AfD", False),
    ("short_acronym", "قالت WHO إن IMF و UNRWA", "WHO", False),
    ("short_acronym", "THE WHO SAID SO", "WHO", True),
    ("homograph", "نصف قطر الدائرة", "قطر", True),
    ("homograph", "نصف لبنان", "لبنان", False),
    ("dictionary_word", "تغيّر مجرى النهر", "مجرى", True),
    ("dictionary_word", "تغيّر المجري", "المجري", False),
    ("low_prominence", "جامعة كبيرة", "جامعة", True),
    ("low_prominence", "لبنان كبيرة", "لبنان", False),
    ("also_given_name", "شركة نور", "نور", True),
    ("also_given_name", "شركة الساحل", "الساحل", False),
    ("other_spelling", "دولة كبيرة", "دولة", True),
    ("other_spelling", "جامعة كبيرة", "جامعة", False),
    ("namesakes", "هذا آل", "آل", True),
    ("namesakes", "جامعة كبيرة", "جامعة", False),
    ("also_surname", "قال فورد", "فورد", True),
    ("also_surname", "قال هواوي", "هواوي", False),
    ("support", "دولة قطر", "قطر", True),
    ("support", "نصف قطر الدائرة", "قطر", False),
    ("negative_context", "نصف قطر الدائرة", "قطر", True),
    ("negative_context", "زار قطر أمس", "قطر", False),
    ("negative_context", "تسببت الأمطار في سيول", "سيول", True),
    ("negative_context", "تسببت الأزمة في سيول", "سيول", False),
    ("negative_context", "وقالت سيول إن أمطارا هطلت", "سيول", False),
    ("negative_context", "كشفت عن حمامات رومانية", "رومانية", True),
    ("language", "يتحدث الروسية بطلاقة", "الروسية", True),
    ("language", "كتب بالروسية", "الروسية", True),
    ("language", "ترحب بالروسي", "الروسي", False),
    ("language", "الحكومة الروسية", "الروسية", False),
    ("language", "He speaks French well", "French", True),
    ("language", "the French language", "French", True),
    ("language", "the French government", "French", False),
    ("disagreement", "الرجل سعودي", "سعودي", True),
    ("disagreement", "مواطن سعودي", "سعودي", False),
    ("disagreement", "مشيدا بالتزام روسيا", "روسيا", False),
    ("part_of_longer_name", "محمد بن سلمان آل خليفة", "محمد بن سلمان", True),
    ("part_of_longer_name", "محمد بن سلمان آل سعود", "محمد بن سلمان", False),
    ("part_of_longer_name", "the National Harp Foundation", "the National", True),
    ("part_of_longer_name", "he read the National", "the National", False),
    ("part_of_longer_name", "captain Blair Hutcheson said", "Blair", True),
    ("part_of_longer_name", "he met Blair and Brown", "Blair", False),
    ("part_of_longer_name", "Paris Fashion Week began", "Paris", False),
    ("part_of_longer_name", "They read Marlena Tolstoy there", "Tolstoy", True),
    ("part_of_longer_name", "There they saw mark Macron again", "Macron", False),
    ("part_of_longer_name", "They saw President Macron there", "Macron", False),
    ("part_of_longer_name", "They saw Chancellor Macron there", "Macron", False),
    ("part_of_longer_name", "There Kassym Tokayev spoke", "Tokayev", False),
    ("part_of_longer_name", "حادث بشارع باريس أمس", "باريس", True),
    ("part_of_longer_name", "حادث بباريس أمس", "باريس", False),
    ("part_of_longer_name", "قالت سيدني ماكبراينين", "سيدني", True),
    ("part_of_longer_name", "في سيدني متسببًا", "سيدني", False),
    ("part_of_longer_name", "قالت رانيا فريد شوقي", "فريد شوقي", True),
    ("part_of_longer_name", "قالت فريد شوقي", "فريد شوقي", False),
    ("part_of_longer_name", "قال حمزة بن صدام حسين", "صدام حسين", True),
    ("part_of_longer_name", "قال سمير اليمني", "اليمني", True),
    ("part_of_longer_name", "قال الوفد اليمني", "اليمني", False),
    ("part_of_longer_name", "وصل تركي بن سعد", "تركي", True),
    ("part_of_longer_name", "وصل وفد تركي بن سعد", "تركي", True),
    ("part_of_longer_name", "وصل وفد تركي مع سعد", "تركي", False),
    ("part_of_longer_name", "حضر صدام حسين ابن عمه", "صدام حسين", False),
    ("part_of_longer_name", "حضر صدام حسين ابن التكريتي", "صدام حسين", True),
    ("part_of_longer_name", "في شمال غرب أوروبا", "غرب أوروبا", True),
    ("part_of_longer_name", "في دول غرب أوروبا", "غرب أوروبا", False),
    ("part_of_longer_name", 'شركة "برلين للحلول" الناشئة', "برلين", True),
    ("part_of_longer_name", 'قال "برلين للحلول" مستعدة', "برلين", False),
    ("part_of_longer_name", 'شركة "برلين" الناشئة', "برلين", False),
    ("part_of_longer_name", "A shop on London Road closed", "London", True),
    ("part_of_longer_name", "The London road traffic", "London", False),
    ("part_of_longer_name", "Then Jordan Messing came", "Jordan", True),
    ("part_of_longer_name", "Then Jordan came", "Jordan", False),
    ("part_of_longer_name", "Над Крымом сбиты беспилотники", "Крымом", False),
    ("sentence_start", "Independent schools open", "Independent", True),
    ("sentence_start", "he reads Independent", "Independent", False),
    ("sentence_start", "Liverpool plays", "Liverpool", False),
    ("spelled_out", "بي بي إس", "بي بي", True),
    ("spelled_out", "شركة بي بي أمس", "بي بي", False),
    ("other_head_noun", "جامعة ميشيغان", "ميشيغان", True),
    ("other_head_noun", "ولاية ميشيغان", "ميشيغان", False),
    ("other_head_noun", "زار الرئيس باريس", "باريس", False),
    ("other_head_noun", "زار الدكتور فورد", "فورد", True),
    ("other_head_noun", "وصل إلى مطار أثينا", "أثينا", True),
    ("other_head_noun", "وصل إلى شاطئ أثينا", "أثينا", False),
    ("other_head_noun", "في دوري أبطال أوروبا", "أوروبا", True),
    ("other_head_noun", "كلية إشبيلية للفنون", "إشبيلية", True),
    ("other_head_noun", "نادي إشبيلية للفنون", "إشبيلية", False),
    ("other_head_noun", "على طريق الملك عبد العزيز", "الملك عبد العزيز", True),
    ("other_head_noun", "على رأي الملك عبد العزيز", "الملك عبد العزيز", False),
]
"""Feature, text, form, whether it fires; with the default gazetteer."""


def gazetteer(**records: dict[str, Any]) -> Gazetteer:
    """Return a gazetteer of records, each with the kinds of its names."""
    return Gazetteer.from_records(
        {
            "id": f"x:{id}",
            "type": "place",
            "weight": 0.6,
            **fields,
            "names": [{"text": text, "lang": "und", "kind": kind} for text, kind in fields["names"].items()],
        }
        for id, fields in records.items()
    )


def news_agency(kind: str) -> Gazetteer:
    return gazetteer(spa={"type": "organization", "names": {"واس": kind}})


def tribe(weight: float) -> Gazetteer:
    names = {"قبيلة الزهراني": "name", "الزهراني": "short"}
    return gazetteer(tribe={"type": "organization", "weight": weight, "names": names})


JEDDAH, DUBB = gazetteer(jeddah={"names": {"جدة": "name"}}), gazetteer(dubb={"names": {"دب": "name"}})
OF_A_GAZETTEER = [
    ("possessive", JEDDAH, "زار جده في المدينة", "جده", True),
    ("possessive", JEDDAH, "زار جدة في المدينة", "جدة", False),
    ("short_stem", DUBB, "سافر بدب", "دب", True),
    ("short_stem", DUBB, "سافر دب", "دب", False),
    ("short_acronym", news_agency("acronym"), "ذكرت واس", "واس", True),
    ("short_acronym", news_agency("name"), "ذكرت واس", "واس", False),
    ("unlisted_language", gazetteer(thebes={"weight": 0.2, "names": {"Θήβα": "name"}}), "Θήβα", "Θήβα", True),
    ("unlisted_language", gazetteer(thebes={"names": {"Θήβα": "name"}}), "Θήβα", "Θήβα", False),
    ("short_name_prominence", tribe(weight=0.35), "زار الزهراني", "الزهراني", True),
    ("short_name_prominence", tribe(weight=0.9), "زار الزهراني", "الزهراني", False),
]
"""Feature, gazetteer, text, form, whether it fires."""

SUPPORT = [
    ("support_by_trigger", "إمارة قطر", "صادرات قطر"),
    ("support_by_introducer", "قال قطر إن", "طول قطر"),
    ("support_by_country", "صادرات مسقط العمانية", "صادرات مسقط اللبنانية"),
    ("support_by_document", "إمارة قطر غنية. ارتفعت صادرات قطر", "البلاد غنية. ارتفعت صادرات قطر"),
    ("support_by_coordination", "لبنان وقطر", "لبنان قطر"),
    ("support_by_coordination", "لا لبنان ولا قطر", "لا لبنان إلا قطر"),
    ("support_by_coordination", "قطر أو لبنان", "قطر إلا لبنان"),
    ("support_by_topic", "فاز إشبيلية بهدفين", "يقع إشبيلية بعيدا"),
]
"""Kind of support, a text with a homograph that it supports, and one where it does not."""


def features(resolver: Resolver, text: str, form: str) -> set[str]:
    """Return the features of the last span of a text that is written like a form, however badly it fits."""
    mentions = [m for m in resolver.link(text, threshold=0.0, overlaps=True) if m.text == form]
    assert mentions, f"{form} is no span of {text}"
    return {e.feature for e in mentions[-1].candidates[0].evidence if e.contribution}


def fits(config: Config, text: str) -> list[str | None]:
    """Return what the ambiguous names of a text are linked to."""
    mentions = Resolver(config=config).link(text)
    return [m.id for m in mentions if m.text.endswith(("قطر", "مسقط", "إشبيلية"))]


@pytest.mark.parametrize(("feature", "text", "form", "fires"), ROWS)
def test_of_the_default_gazetteer(resolver: Resolver, feature: str, text: str, form: str, fires: bool) -> None:
    assert (feature in features(resolver, text, form)) == fires


@pytest.mark.parametrize(("feature", "own", "text", "form", "fires"), OF_A_GAZETTEER)
def test_of_a_gazetteer(feature: str, own: Gazetteer, text: str, form: str, fires: bool) -> None:
    assert (feature in features(Resolver(own), text, form)) == fires


@pytest.mark.parametrize(("kind", "text", "other"), SUPPORT)
def test_kinds_of_support(kind: str, text: str, other: str) -> None:
    default, without = Config(), Config(weights={kind: 0})
    assert fits(default, text) != fits(without, text)
    assert fits(default, other) == fits(without, other)


def test_every_feature_has_both_rows() -> None:
    rows = {(row[0], row[-1]) for row in [*ROWS, *OF_A_GAZETTEER]}
    kinds = {feature.name for feature in KINDS_OF_SUPPORT}
    declared = {feature.name for registry in REGISTRIES for feature in registry} - kinds
    assert rows == {(name, fires) for name in declared for fires in (True, False)}
    assert {row[0] for row in SUPPORT} == kinds
