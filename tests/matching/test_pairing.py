from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namelink.config import MatchingConfig
from namelink.matching.pairing import TokenPair, join_tokens, loose_costs, pair_tokens, word_weight
from namelink.matching.scoring import default_scorer
from namelink.matching.word_pairs import WordPairs
from namelink.names import analyzer

UNRELATED = MatchingConfig().unrelated_letter_cost

WORDS = st.sampled_from(["صدر", "صادر", "جباروف", "بن", "ال", "سلمان", "السلمان", "sadyr", "japarov", "salman", "6"])
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(tuple)


def slow_cost(query: tuple[str, ...], name: tuple[str, ...], pairs: WordPairs) -> float:
    """The oracle: each word with the nearest of the other name, and the dearer of both ways."""

    def cost(a: str, b: str) -> float:
        return min(pairs.cost(a, b), UNRELATED * max(len(a), len(b))) * max(word_weight(a), word_weight(b))

    there = sum(min(cost(a, b) for b in name) for a in query)
    back = sum(min(cost(a, b) for a in query) for b in name)
    return max(there, back)


@given(NAMES, st.lists(NAMES, max_size=5))
def test_names_cost_together_what_each_costs_alone(query: tuple[str, ...], names: list[tuple[str, ...]]) -> None:
    pairs = default_scorer().pairs(query, {word for name in names for word in name})
    assert loose_costs(query, names, pairs) == pytest.approx([slow_cost(query, name, pairs) for name in names])


def shown(found: list[TokenPair]) -> list[str]:
    return [f"{p.a.letters if p.a else '-'} {p.b.letters if p.b else '-'}" for p in found]


def paired(a: str, b: str) -> tuple[list[TokenPair], list[TokenPair]]:
    """Return the pairs of two names, and those where one writes tokens together."""
    query, name = analyzer().name(a), analyzer().name(b)
    pairs = default_scorer().pairs(query.letters, name.letters)
    found = pair_tokens(query.structure.tokens, name.structure.tokens, pairs)
    return found, join_tokens(query.structure.tokens, name.structure.tokens, found, pairs)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("صدر جباروف", "Japarov Sadyr", ["صدر sadyr", "جباروف japarov"]),
        ("صدر جباروف", "Japarov, Sadyr", ["صدر sadyr", "جباروف japarov"]),
        ("علي حسن علي", "Ali Hassan", ["علي ali", "حسن hassan", "علي -"]),
        ("حسن علي حسن حداد", "Hassan Haddad", ["حسن hassan", "علي -", "حسن -", "حداد haddad"]),
        ("محمد علي حسن", "علي حسن", ["محمد -", "علي علي", "حسن حسن"]),
        ("الفرقة الرابعة", "4th Division", ["الفرقه division", "الرابعه 4th"]),
        ("الفرقة الرابعة", "5th Division", ["الفرقه division", "الرابعه -", "- 5th"]),
        ("Bob Smith", "Robert Smith", ["bob robert", "smith smith"]),
        ("Нуриддин Зенги", "نور الدين زنكي", ["нур نور", "алдин الدين", "зенги زنكي"]),
        ("صحيفة الرياض", "صحفي الرياض", ["صحيفه -", "الرياض الرياض", "- صحفي"]),
    ],
)
def test_tokens_are_paired_whatever_their_order_and_script(a: str, b: str, expected: list[str]) -> None:
    assert shown(paired(a, b)[0]) == expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Ursula Vonderleyen", "Ursula von der Leyen", ["ursula ursula", "vonderleyen vonderleyen"]),
        ("هونغ كونغ", "Hongkong", ["هونغكونغ hongkong"]),
        ("Abu Bakr", "Abubakr", ["abubakr abubakr"]),
        ("De Gaulle", "Gaulle", []),
        ("V. Putin", "Putin", []),
        ("صدر جباروف", "Sadyr Japarov", []),
        ("صدر نور جباروف", "صدر جباروف", []),
        ("علي أحمد الشهابي", "أحمد الشهابي", []),
    ],
)
def test_tokens_written_together_are_one_of_the_other_name(a: str, b: str, expected: list[str]) -> None:
    joined = paired(a, b)[1]
    assert shown(joined) == expected
    assert all(place >= 0 for pair in joined for place in pair.places)
    assert [f"{y} {x}" for x, y in map(str.split, shown(paired(b, a)[1]))] == expected
