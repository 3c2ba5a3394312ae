"""Each setting of matching: an input whose answer changes with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs
import pytest

from namelink import EntityType, Gazetteer, Resolver
from namelink.config import Config, Limits, MatchingConfig
from namelink.matching.attributes import Attributes
from namelink.matching.candidate_generation import CandidateGenerator
from namelink.matching.features import Circumstances
from namelink.matching.forms import forms
from namelink.matching.resolver import NameResolver
from namelink.matching.scoring import NameScorer
from namelink.names import analyzer

Probe = Callable[[Config], object]
"""Returns the answer of a configuration."""


def gazetteer(*names: str | dict[str, Any]) -> Gazetteer:
    """Return a gazetteer of an entity for each name: x:0, x:1, …; several names of one are parted by '|'."""
    records = []
    for number, given in enumerate(names):
        fields: dict[str, Any] = {"type": "place"} | (given if isinstance(given, dict) else {"text": given})
        kind = fields.pop("kind", "name")
        texts = fields.pop("text").split("|")
        own = [{"text": text, "lang": "und", "kind": kind} for text in texts]
        records.append({"id": f"x:{number}", "names": own, **fields})
    return Gazetteer.from_records(records)


def foremost_feature(query: str, name: str) -> Probe:
    """Probe the feature that says most for the name that a query is resolved to."""
    return lambda config: NameResolver(gazetteer(name), config).resolve(query).candidates[0].evidence[0].feature


def outcome(query: str, *names: str | dict[str, Any], **hints: Any) -> Probe:
    """Probe the outcome of a query."""
    return lambda config: str(NameResolver(gazetteer(*names), config).resolve(query, **hints).outcome)


def named(query: str, *names: str | dict[str, Any]) -> Probe:
    """Probe the names that a query may stand for, the likeliest first."""
    return lambda config: [
        candidate.matched_name.text for candidate in NameResolver(gazetteer(*names), config).resolve(query).candidates
    ]


def generated(query: str, *names: str | dict[str, Any]) -> Probe:
    """Probe the names that are candidates, in the order they are generated in."""

    def probe(config: Config) -> object:
        generator = CandidateGenerator(gazetteer(*names), config.matching)
        return [" ".join(found.tokens) for found in generator.candidates(analyzer().name(query))]

    return probe


def measured(feature: str, query: str, name: str, gazetteer_names: int = 0) -> Probe:
    """Probe the value of a feature of two names."""

    def probe(config: Config) -> object:
        scorer = NameScorer.of(config)
        comparison = scorer.compare(
            analyzer().name(query), analyzer().name(name), known=Circumstances(gazetteer_names=gazetteer_names)
        )
        return next((e.value for e in scorer.evidence(comparison) if e.feature == feature), None)

    return probe


def paired(query: str, name: str) -> Probe:
    """Probe the tokens of two names that belong together."""

    def probe(config: Config) -> object:
        comparison = NameScorer.of(config).compare(analyzer().name(query), analyzer().name(name))
        return [f"{pair.a.letters} {pair.b.letters}" for pair in comparison.tokens.matched]

    return probe


def supported(feature: str, query: str, *names: str | dict[str, Any]) -> Probe:
    """Probe the features that speak for or against the likeliest candidate: whether one is among them."""

    def probe(config: Config) -> object:
        candidates = NameResolver(gazetteer(*names), config).resolve(query).candidates
        return any(e.feature == feature for c in candidates[:1] for e in c.evidence)

    return probe


def clitic(config: Config) -> object:
    """Probe the value of a clitic before a name that no gazetteer attests."""
    scorer = NameScorer.of(config)
    comparison = scorer.same_key("بوتين", "بوتين", clitic="و", is_attested=False)
    (value,) = [e.value for e in scorer.evidence(comparison) if e.feature == "clitic"]
    return value


def formed(text: str) -> Probe:
    """Probe the forms in which a name is compared."""
    return lambda config: [form.text for form in forms(analyzer().name(text), NameScorer.of(config))]


def romanized(query: str, *names: dict[str, Any]) -> Probe:
    """Probe the names that a word is a standard romanization of."""

    def probe(config: Config) -> object:
        generator = CandidateGenerator(gazetteer(*names), config.matching)
        return [" ".join(found.tokens) for found in generator.romanized(analyzer().name(query))]

    return probe


DAMASCUS = {"text": "دمشق", "country": "SY"}
DAMASK = {"text": "دمشك", "country": "SY", "weight": 0.9}
TRIPOLI = {"text": "طرابلس", "weight": 0.6}, {"text": "طرابلس", "weight": 0.3}
ALGERIA = {"text": "الجزائر", "country": "DZ"}, {"text": "الجزائر", "type": "organization"}
HUSSEIN = generated("حسين", "سلمان حسن قدر", "كرم حسين")
NEARER, FARTHER = "كرم حسين", "سلمان حسن قدر"
EVERYTHING_FAR = {"far_letter_cost": 0}

JAPAROVS = (
    {"text": "صدر جباروف", "type": "person", "weight": 0.6},
    {"text": "نور جباروف", "type": "person", "weight": 0.5},
)
AL_AIN = {"text": "العين", "weight": 0.2}, {"text": "العين", "weight": 0.2}, {"text": "مدينة العين", "weight": 0.9}
AL_BAB = (
    {"text": "الباب", "coordinates": [36.4, 37.5]},
    {"text": "الباب", "coordinates": [33.0, 36.0]},
    {"text": "حلب", "coordinates": [36.2, 37.2]},
)
COAST = {"text": "طرابلس", "coordinates": [34.4, 35.8]}, {"text": "طرابلس", "coordinates": [32.9, 13.2]}
BORN_1950 = {"text": "محمد أحمد", "type": "person", "born": "1950"}

# setting, other value, settings of both, input, answer, answer with the other value
ROWS: list[tuple[str, float, dict[str, Any], Probe, object, object]] = [
    ("threshold", 0.99, {}, outcome("بوتن", {"text": "بوتين", "kind": "short"}), "match", "nil"),
    ("postings", 1, {}, generated("بوتين بدر", "قدر", "سدر سلطان"), ["قدر", "سدر سلطان"], ["قدر"]),
    ("postings_per_key", 1, {}, HUSSEIN, [NEARER, FARTHER], [FARTHER]),
    (
        "near_key_gain",
        0.01,
        {},
        generated("تورسون بدر", "صادر قادر", "بدر كرم حاكم"),
        ["صادر قادر", "بدر كرم حاكم"],
        ["بدر كرم حاكم", "صادر قادر"],
    ),
    (
        "far_key_gain",
        1,
        {},
        generated("نكفقق", "ركفق", "نسفق", "نشكفقق متلش"),
        ["نشكفقق متلش", "نسفق", "ركفق"],
        ["نسفق", "ركفق", "نشكفقق متلش"],
    ),
    (
        "farther_key_gain",
        1,
        {},
        generated("سفبزج", "دسفج", "سفبج", "سفبز فزمتد"),
        ["سفبج", "سفبز فزمتد"],
        ["سفبج", "دسفج", "سفبز فزمتد"],
    ),
    ("longest_far_key", 1, EVERYTHING_FAR, generated("رسلان", "سلمان بوتن"), ["سلمان بوتن"], []),
    ("aligned_names", 1, {"min_aligned_names": 1}, HUSSEIN, [NEARER, FARTHER], [NEARER]),
    ("aligned_letters", 1, {"min_aligned_names": 1}, HUSSEIN, [NEARER, FARTHER], [NEARER]),
    ("min_aligned_names", 1, {"aligned_letters": 1}, HUSSEIN, [NEARER, FARTHER], [NEARER]),
    ("longest_aligned", 3, {}, HUSSEIN, [NEARER, FARTHER], [FARTHER, NEARER]),
    (
        "far_letter_cost",
        900,
        {},
        generated("جبار كريم", "سلمان تورسون قادر", "بدر صادر"),
        ["سلمان تورسون قادر", "بدر صادر"],
        ["سلمان تورسون قادر"],
    ),
    ("unlike_letter_cost", 50, {}, HUSSEIN, [NEARER, FARTHER], [FARTHER, NEARER]),
    ("alignment_gain", 0, {}, HUSSEIN, [NEARER, FARTHER], [FARTHER, NEARER]),
    (
        "prominence_gain",
        5,
        {},
        generated("حسين", {"text": "سلمان حسن قدر", "weight": 0.9}, "كرم حسين"),
        [NEARER, FARTHER],
        [FARTHER, NEARER],
    ),
    ("candidates_per_layer", 1, {}, HUSSEIN, [NEARER, FARTHER], [NEARER]),
    (
        "max_cost_above_best",
        0,
        {},
        generated("رسلان حاكم", "رسلان جباروف", "حاكم", "سلمان قادر"),
        ["حاكم", "رسلان جباروف", "سلمان قادر"],
        ["حاكم", "رسلان جباروف"],
    ),
    (
        "min_shared_gain",
        0,
        {},
        generated("صادر", "صادر بدر", "صادر بوتين", "سدر"),
        ["سدر", "صادر بدر"],
        ["سدر", "صادر بدر", "صادر بوتين"],
    ),
    (
        "compared_names",
        1,
        {},
        named("سدر جباروف", "صدر جباروف", "صادر جباروف"),
        ["صادر جباروف", "صدر جباروف"],
        ["صدر جباروف"],
    ),
    ("compared_names_per_entity", 1, {"min_fit": 0}, named("حسن علي", "علي حسن|حسان علي"), ["حسان علي"], ["علي حسن"]),
    ("max_letter_cost", 0.1, {}, named("سدر جباروف", "صدر جباروف"), ["صدر جباروف"], []),
    ("min_fit", 0.5, {}, named("حسن", "حسان"), ["حسان"], []),
    (
        "unrelated_letter_cost",
        1,
        {"min_remainder_log_odds": 8},
        paired("صدر سلمان", "صدر شلوان"),
        ["صدر صدر", "سلمان شلوان"],
        ["صدر صدر"],
    ),
    ("article_cost", 3, {}, measured("weakest_token", "النيجر", "نيجر"), 7.7, 5.0),
    ("article_min_stem", 6, {}, outcome("القطر", "قطر"), "match", "nil"),
    ("joined_letter_cost", 0, {}, measured("joined", "Ursula Vonderleyen", "Ursula von der Leyen"), 1.0, None),
    ("joined_length_gap", 0, {}, measured("weakest_token", "Vonderlein", "von der Leyen"), 3.66, None),
    ("max_token_log_odds", 4, {}, measured("weakest_token", "محمد سلمان", "محمد سلطان"), -8.0, -4.0),
    ("max_agreement", 8, {}, measured("other_tokens", "صدر جباروف", "جباروف صدر"), 4.0, 8.0),
    ("max_other_tokens", 2, {}, measured("other_tokens", "صدر جباروف", "جباروف صدر"), 4.0, 2.0),
    ("contradiction", 8, {}, measured("other_tokens", "صدر سلمان", "صدر شلوان"), 2.97, 3.48),
    ("min_other_share", 1, {}, measured("other_tokens", "صدر سلمان", "صدر سلطان"), 2.0, 4.0),
    ("min_identity_weight", 0.1, {}, measured("single_token", "روساتوم", "شركة روساتوم"), None, 1.0),
    ("common_given_name_zipf", 8, {}, measured("common_names_only", "محمد علي", "محمد علي الزهراني"), 1.0, None),
    ("common_name_share", 1, {}, measured("other_tokens", "محمد سلمان", "محمد سالمان"), 2.0, 4.0),
    ("slip_letters", 9, {}, measured("slip", "Vladimir Putim", "Vladimir Putin"), 1.0, None),
    ("slip_letters_alone", 9, {}, measured("slip", "Rosatov", "Rosatom"), 1.0, None),
    ("title_weight", 0.6, {}, measured("nothing_shared", "الدكتور أحمد", "الدكتور علي"), 1.0, None),
    ("head_noun_weight", 0.6, {}, measured("nothing_shared", "شركة روساتوم", "شركة المراعي"), 1.0, None),
    ("link_weight", 0.6, {}, measured("nothing_shared", "أبو علي", "أبو مازن"), 1.0, None),
    ("initial_weight", 0.6, {}, measured("nothing_shared", "V. Putin", "V. Trump"), 1.0, None),
    ("nickname_log_odds", 1, {}, measured("weakest_token", "Bob Smith", "Robert Smith"), 2.5, 1.0),
    (
        "min_remainder_log_odds",
        -9,
        {},
        paired("كاظم العبادي", "Kathim Abadi"),
        ["العبادي abadi"],
        ["كاظم kathim", "العبادي abadi"],
    ),
    ("family_names", 1, {}, named("جباروف", *JAPAROVS), ["صدر جباروف", "نور جباروف"], ["صدر جباروف"]),
    ("romanized_names", 1, {}, romanized("Dimashq", DAMASCUS, DAMASK), ["دمشق"], []),
    ("compared_romanizations", 1, {}, romanized("Dimashq", DAMASCUS, DAMASCUS), ["دمشق", "دمشق"], ["دمشق"]),
    (
        "min_romanized_log_odds",
        8,
        {},
        measured("standard_romanization", "Mahmud Darwish", "محمود درويش", 1),
        1.0,
        None,
    ),
    ("min_family_letters", 7, {}, supported("family_name_alone", "جباروف", *JAPAROVS), True, False),
    (
        "max_prominence_beside_family_name",
        0.1,
        {},
        named("جباروف", {"text": "جباروف", "weight": 0.2}, *JAPAROVS),
        ["صدر جباروف", "نور جباروف", "جباروف"],
        ["جباروف"],
    ),
    (
        "romanized_letters_alone",
        8,
        {},
        foremost_feature("Bilifun", "بيليفون"),
        "standard_romanization",
        "weakest_token",
    ),
    ("min_phonetic_letters", 5, {}, named("مسكو", "موسكو"), ["موسكو"], []),
    (
        "shortest_acronym",
        4,
        {},
        measured("acronym", "OCP Group", "Office chérifien des phosphates"),
        1.0,
        None,
    ),
    ("common_word_zipf", 6, {}, measured("common_words_only", "تقرير صحفي", "تقرير صوفي", 1), 1.0, None),
    ("min_consonants", 9, {}, measured("few_consonants", "سدر جباروف", "صدر جباروف", 1), None, 2.0),
    ("safe_clitic_letters", 0, {}, clitic, 5.4, 1.0),
    ("clitic_letter_risk", 0, {}, clitic, 5.4, 1.0),
    ("bilingual_score", 1, {}, formed("قطر Qatar"), ["قطر Qatar", "قطر", "qatar"], ["قطر Qatar"]),
    ("prior_decades", 1, {}, outcome("طرابلس", *TRIPOLI), "match", "ambiguous"),
    ("fit_exponent", 0.5, {}, outcome("سدر جبروف", "صدر جبروف", "سدر جباروف"), "match", "ambiguous"),
    ("diacritics_weight", 0, {}, outcome("عَمّان", "عُمان", "عَمّان"), "match", "ambiguous"),
    ("unwanted_weight", 0, {}, outcome("الجزائر", *ALGERIA, type=EntityType.PLACE, strict=False), "match", "ambiguous"),
    ("max_prominence_beside_town", 0.1, {}, outcome("العين", *AL_AIN), "match", "ambiguous"),
    ("region_km", 1.0, {}, outcome("الباب (ريف حلب)", *AL_BAB), "match", "ambiguous"),
    (
        "near_km",
        3000.0,
        {"far_km": 4000.0},
        outcome("طرابلس", *COAST, attributes=Attributes(near=(33.9, 35.5))),
        "match",
        "ambiguous",
    ),
    ("far_km", 20.0, {}, outcome("طرابلس", *COAST, attributes=Attributes(near=(33.9, 35.5))), "match", "ambiguous"),
    (
        "near_birth_years",
        2,
        {},
        outcome("محمد أحمد", BORN_1950, attributes=Attributes("1952")),
        "nil",
        "match",
    ),
]


def rounded(answer: object) -> object:
    return round(answer, 2) if isinstance(answer, float) else answer


@pytest.mark.parametrize(
    ("name", "other", "settings", "probe", "answer", "changed"), ROWS, ids=[row[0] for row in ROWS]
)
def test_an_answer_depends_on_the_setting(
    name: str, other: float, settings: dict[str, Any], probe: Probe, answer: object, changed: object
) -> None:
    assert answer != changed
    assert rounded(probe(Config(matching=MatchingConfig(**settings)))) == answer
    assert rounded(probe(Config(matching=MatchingConfig(**(settings | {name: other}))))) == changed


def test_each_setting_has_a_row() -> None:
    assert {row[0] for row in ROWS} == {field.name for field in attrs.fields(MatchingConfig)}


@pytest.mark.parametrize(
    ("limits", "query", "answer"),
    [
        (Limits(), "صدر جباروف", "match"),
        (Limits(longest_query=9), "صدر جباروف", "nil"),
        (Limits(most_tokens=1), "صدر جباروف", "nil"),
        (Limits(cached_token_pairs=1), "صادر جباروف", "match"),
    ],
)
def test_a_query_is_no_name_beyond_the_limits(limits: Limits, query: str, answer: str) -> None:
    assert outcome(query, "صدر جباروف")(Config(limits=limits)) == answer


def test_a_resolver_takes_settings_and_weights() -> None:
    known = gazetteer("صدر جباروف")
    strict = Config(matching=MatchingConfig(threshold=0.999))
    assert Resolver(known).resolve("صادر جباروف").outcome == "match"
    assert Resolver(known, config=strict).resolve("صادر جباروف").outcome == "nil"
    assert Resolver(known, config=strict).resolve("صادر جباروف", threshold=0.8).outcome == "match"
    assert list(Resolver(known, config=strict).link_many(["قال صدر جباروف"], workers=1)) == [
        Resolver(known).link("قال صدر جباروف", threshold=0.999)
    ]
    assert Resolver(known, config=Config(weights={"weakest_token": -9})).resolve("صادر جباروف").outcome == "nil"
