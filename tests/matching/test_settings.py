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
from namelink.matching.comparison import score_pairs
from namelink.matching.forms import forms, to_name
from namelink.matching.resolver import NameResolver
from namelink.matching.scoring import NameScorer
from namelink.names import NameText, analyzer

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


def outcome(query: str, *names: str | dict[str, Any], **hints: Any) -> Probe:
    """Probe the outcome of a query."""
    return lambda config: str(NameResolver(gazetteer(*names), config).resolve(query, **hints).outcome)


def named(query: str, *names: str) -> Probe:
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
        a, b = (analyzer().name(text).letters for text in (query, name))
        comparison = scorer.compare(a, b, gazetteer_names=gazetteer_names)
        return next((e.value for e in scorer.evidence(comparison) if e.feature == feature), None)

    return probe


def score(a: str, b: str) -> Probe:
    """Probe the score of two names."""

    def probe(config: Config) -> object:
        scorer = NameScorer.of(config)

        def of(text: str) -> tuple[NameText, ...]:
            name = to_name(text, config.limits)
            return forms(name, scorer) if name else ()

        return round(next(score_pairs([(of(a), of(b))], scorer)), 2)

    return probe


TRIPOLI = {"text": "طرابلس", "weight": 0.6}, {"text": "طرابلس", "weight": 0.3}
ALGERIA = {"text": "الجزائر", "country": "DZ"}, {"text": "الجزائر", "type": "organization"}
NEAR = "لبزسك", "لتبزكس", "لبسسك", "بلبزسك سنبكبد"
HUSSEIN = generated("حسين", "سلمان حسن قدر", "كرم حسين")
NEARER, FARTHER = "كرم حسين", "سلمان حسن قدر"
ONE_FIRST = {"first_aligned_letters": 1, "min_first_aligned_names": 1}
EVERYTHING_FAR = {"far_letter_cost": 0}

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
    (
        "first_aligned_letters",
        1,
        {"min_first_aligned_names": 1},
        generated(*NEAR),
        ["لبسسك", "بلبزسك سنبكبد"],
        ["لبسسك"],
    ),
    (
        "min_first_aligned_names",
        1,
        {"first_aligned_letters": 1},
        generated(*NEAR),
        ["لبسسك", "بلبزسك سنبكبد"],
        ["لبسسك"],
    ),
    ("near_letter_cost", 0, ONE_FIRST, generated(*NEAR), ["لبسسك"], ["لبسسك", "بلبزسك سنبكبد"]),
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
        generated("جبار قدر", "قدر كرم", "حاكم سدر", "حاكم رسلان"),
        ["قدر كرم", "حاكم سدر"],
        ["قدر كرم"],
    ),
    (
        "min_shared_gain",
        0,
        {},
        generated("صدر", "جباروف قدر جبار", "صادر قادر كريم"),
        ["صادر قادر كريم"],
        ["صادر قادر كريم", "جباروف قدر جبار"],
    ),
    (
        "compared_names",
        1,
        {},
        named("سدر جباروف", "صدر جباروف", "صادر جباروف"),
        ["صادر جباروف", "صدر جباروف"],
        ["صدر جباروف"],
    ),
    (
        "compared_names_per_entity",
        1,
        {},
        named("صدر جباروف", "جباروف صدر|صادر جباروف"),
        ["صادر جباروف"],
        ["جباروف صدر"],
    ),
    ("max_letter_cost", 0.1, {}, named("سدر جباروف", "صدر جباروف"), ["صدر جباروف"], []),
    ("min_fit", 0.5, {}, named("حسن", "حسان"), ["حسان"], []),
    ("unrelated_letter_cost", 1, {}, score("محمد سلمان", "محمد شلوان"), 0.79, 0.0),
    ("article_cost", 3, {}, score("النيجر", "نيجر"), 1.0, 0.99),
    ("article_min_stem", 6, {}, outcome("القطر", "قطر"), "match", "nil"),
    ("joined_letter_cost", 0, {}, measured("joined", "Ursula Vonderleyen", "Ursula von der Leyen"), 1.0, None),
    ("joined_length_gap", 0, {}, score("Nasrallah", "نصر الله"), 0.99, 0.0),
    ("max_token_log_odds", 4, {}, measured("weakest_token", "محمد سلمان", "محمد سلطان"), -8.0, -4.0),
    ("max_agreement", 8, {}, measured("other_tokens", "محمد سلمان", "محمد سالمان"), 4.0, 8.0),
    ("max_other_tokens", 2, {}, measured("other_tokens", "محمد سلمان", "محمد سالمان"), 4.0, 2.0),
    ("contradiction", 8, {}, measured("other_tokens", "محمد سلمان", "محمد شلوان"), 2.97, 3.48),
    ("min_other_share", 1, {}, measured("other_tokens", "محمد سلمان", "محمد سلطان"), 2.0, 4.0),
    ("min_identity_weight", 0.1, {}, measured("single_token", "سلمان", "بن سلمان"), None, 1.0),
    ("common_given_name_zipf", 8, {}, measured("single_token", "محمد علي", "محمد علي الزهراني"), 1.0, None),
    ("common_word_zipf", 6, {}, measured("common_words_only", "بيان صحفي", "بيان صوفي", 1), 1.0, None),
    ("min_consonants", 9, {}, measured("few_consonants", "سدر جباروف", "صدر جباروف", 1), None, 2.0),
    ("safe_clitic_letters", 0, {}, score("وبوتين", "بوتين"), 0.69, 0.99),
    ("clitic_letter_risk", 0, {}, score("وبوتين", "بوتين"), 0.69, 0.99),
    ("bilingual_score", 1, {}, score("قطر Qatar", "Qatar"), 1.0, 0.08),
    ("prior_decades", 1, {}, outcome("طرابلس", *TRIPOLI), "match", "ambiguous"),
    ("fit_exponent", 0.5, {}, outcome("سدر جبروف", "صدر جبروف", "سدر جباروف"), "match", "ambiguous"),
    ("diacritics_weight", 0, {}, outcome("عَمّان", "عُمان", "عَمّان"), "match", "ambiguous"),
    ("unwanted_weight", 0, {}, outcome("الجزائر", *ALGERIA, type=EntityType.PLACE, strict=False), "match", "ambiguous"),
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
        (Limits(cached_token_pairs=1, cached_alignments=1), "صادر جباروف", "match"),
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
