"""The kernel measures the features of names as `namelink.matching.features` defines them, to the last bit."""

from __future__ import annotations

import importlib
import os
import random
from collections import Counter
from collections.abc import Iterator
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namelink.config import Config, MatchingConfig
from namelink.matching.alignment import aligner
from namelink.matching.features import FEATURES, UNKNOWN, Circumstances
from namelink.matching.scoring import NameScorer
from namelink.model import EntityType, NameKind
from namelink.names import analyzer

_kernel: ModuleType = (
    importlib.import_module("namelink._kernel")
    if os.environ.get("CI")
    else pytest.importorskip("namelink._kernel", reason="the kernel was not built")
)

WORDS = tuple(
    """
    محمد محمود كريم كريمة عبد الرحمن الله الدين نور بن ابن أبو أم آل علي حسن حسين سعد الأسد أسد بشار مازن الشيخ
    الرئيس القاهرة مصر سوريا لبنان لبناني شركة بنك جامعة مدينة طرابلس الثاني الرابعة 4 ١٧ للتجارة ش.م.م في بيان
    صحفي Mohamed Mahmoud Karim Karima Abd Abdul Rahman Allah al-Din Nur Noureddine bin Ibn Abu Umm Ali Hassan
    Hussein Smith Smyth Robert Bob Francisco Francisca Jr. III Dr. President von der Leyen Vonderleyen van Gogh
    de Gaulle Bank Company University City North Libya Lebanon Lebanese LLC GmbH of 4th 17 V. Ch. M Vladimir
    Putin Siemens Dimashq دمشق Riyad الرياض Jeddah جدة Мухаммед Владимир Путин Каримова Банк О. Хусейн Алексей
    سادر صدر صادر جباروف Japarov Sadyr Japrov عبدالرحمن Abdulrahman حسني Hosni مبارك Mubarak سلطان سلمان
    """.split()
)
LIKE = dict(
    pair.split("=")
    for pair in "كريم=كريمة Karim=Karima Francisco=Francisca دمشق=Dimashq الرياض=Riyad Bob=Robert".split()
)
MARKS = ("{}", "{}", "{}", "{}", "{}", "{},", "({})", "{}،")

KINDS = st.sampled_from(list(NameKind))
TYPES = st.sampled_from([None, *EntityType])
KNOWN = st.builds(Circumstances, KINDS, TYPES, st.booleans(), st.sampled_from([0, 0, 1, 1000, 2_000_000]))
SCORERS = tuple(
    NameScorer.of(config)
    for config in (
        Config(),
        Config(
            matching=MatchingConfig(
                article_min_stem=5,
                min_identity_weight=0.28,
                unrelated_letter_cost=1.2,
                max_agreement=3.0,
                slip_letters=2,
                common_given_name_zipf=1.0,
                link_weight=0.4,
            )
        ),
    )
)


def name(rng: random.Random) -> str:
    """A name of some words."""
    words = rng.choices(WORDS + tuple(LIKE) * 2, k=rng.randint(1, 5))
    return " ".join(rng.choice(MARKS).format(word) for word in words)


def variant(text: str, rng: random.Random) -> str:
    """A name that a name may be taken for."""
    words = text.split()
    place = rng.randrange(len(words))
    match rng.randrange(9):
        case 0:
            rng.shuffle(words)
        case 1:
            words.insert(place, rng.choice(WORDS))
        case 2:
            words.pop(place)
        case 3:
            words[place : place + 2] = ["".join(words[place : place + 2])]
        case 4:
            words[place] = words[place][:1] + "."
        case 5:
            words[place] = words[place][:1] + words[place][2:]
        case 6:
            words[place] = rng.choice(WORDS)
        case 7:
            words = [LIKE.get(word, word) for word in words]
        case _:
            return name(rng)
    return " ".join(words) or "س"


def differences(a: str, b: str, known: Circumstances, scorer: NameScorer) -> tuple[object, object, list[str]]:
    """What the kernel and its twin come to, and the features that the twin has."""
    one, other = analyzer().name(a), analyzer().name(b)
    comparison = scorer.compare(one, other, None, known)
    found = [f.name for f in FEATURES if (m := f.function(comparison)) is not None and m.value]
    return scorer.likelihood(one, other, None, known), scorer.score(comparison), found


def pairs(count: int) -> Iterator[tuple[str, str, random.Random]]:
    """Pairs of names, the same on every run."""
    rng = random.Random(7)
    for _ in range(count):
        text = name(rng)
        yield text, variant(text, rng), rng


def test_scores_and_each_feature_among_them() -> None:
    seen: Counter[str] = Counter()
    for a, b, rng in pairs(4000):
        known = Circumstances(
            rng.choice(list(NameKind)),
            rng.choice([None, *EntityType]),
            rng.random() < 0.3,
            rng.choice([0, 1, 2_000_000]),
        )
        compiled, python, found = differences(a, b, rng.choice([known, UNKNOWN]), rng.choice(SCORERS))
        assert compiled == python, (a, b, found)
        seen.update(found)
    assert set(_kernel.NAME_FEATURES) <= set(seen)


def test_features_stand_in_the_order_of_the_registry() -> None:
    assert list(_kernel.NAME_FEATURES) == [
        feature.name for feature in FEATURES if feature.name in _kernel.NAME_FEATURES
    ]


TEXTS = st.lists(st.sampled_from(WORDS) | st.text(min_size=1, max_size=5), min_size=1, max_size=7).map(" ".join)


@given(TEXTS, TEXTS, KNOWN, st.sampled_from(SCORERS))
def test_scores_of_anything(a: str, b: str, known: Circumstances, scorer: NameScorer) -> None:
    compiled, python, found = differences(a, b, known, scorer)
    assert compiled == python, found


def test_long_names_and_many_tokens() -> None:
    for a, b in (("ا" * 900, "ال" + "ا" * 500), (" ".join(["محمد", "M."] * 20), " ".join(["Ali", "علي", "علي"] * 13))):
        compiled, python, _ = differences(a, b, UNKNOWN, SCORERS[0])
        assert compiled == python


WORD = {
    **dict.fromkeys(("letters", "form", "bare", "sound", "initial"), "a"),
    **dict.fromkeys(("encoded", "bare_encoded"), b"a"),
    **dict.fromkeys(("is_definite", "is_given", "is_arab_given", "is_number", "is_son", "head_noun_first"), False),
    "nicknames": frozenset(),
    "consonants": 0,
    "zipf": 0.0,
    "begins_with_vowel": False,
    "is_vowel": False,
}


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"encoded": b""}, ValueError),
        ({"bare_encoded": b""}, ValueError),
        ({"letters": None}, TypeError),
        ({"nicknames": None}, TypeError),
    ],
)
def test_a_word_without_letters_is_refused(change: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        _kernel.ComparedWord(aligner(_kernel.Aligner), **{**WORD, **change})


def test_what_is_no_token_is_refused() -> None:
    word = _kernel.ComparedWord(aligner(_kernel.Aligner), **WORD)
    for role in (-1, 16):
        with pytest.raises(ValueError, match="no such role"):
            _kernel.ComparedToken(word, None, "", role, 0, False, False, False)
    with pytest.raises(TypeError, match="of its own kind"):
        _kernel.ComparedName([word], 0)
    with pytest.raises(TypeError):
        _kernel.ComparedToken(None, None, "", 0, 0, False, False, False)
