"""A string is folded and tokenized once, whatever it comes to."""

from __future__ import annotations

import sys
from collections import Counter
from types import FrameType
from typing import Any

import pytest

from namelink import Resolver, compare
from namelink.text.folding import fold, fold_with_offsets
from namelink.text.tokens import tokenize, words

ANALYSES = {function.__code__: function.__name__ for function in (fold, fold_with_offsets, words, tokenize)}


class Calls:
    """Counts the calls that fold or tokenize a whole text, in the folded form or as it was given."""

    def __init__(self, *texts: str) -> None:
        self.counts: Counter[str] = Counter()
        self._texts = {*texts, *map(fold, texts)}

    def __call__(self, frame: FrameType, event: str, _: Any) -> None:
        if event == "call" and frame.f_code in ANALYSES:
            text = next(iter(frame.f_locals.values()))
            if getattr(text, "text", text) in self._texts:
                self.counts[ANALYSES[frame.f_code]] += 1

    def __enter__(self) -> Counter[str]:
        sys.setprofile(self)
        return self.counts

    def __exit__(self, *error: object) -> None:
        sys.setprofile(None)


# Each query stands in this test alone, so that no analysis of it is kept.
@pytest.mark.parametrize(
    ("query", "outcome"),
    [("جمهورية قيرغيزستان", "match"), ("مدينةُ بيشكيك", "match"), ("زوران زئيڤ", "match"), ("زرمبوق الهكتمي", "nil")],
)
def test_a_query_is_analysed_once(resolver: Resolver, query: str, outcome: str) -> None:
    with Calls(query) as counts:
        found = resolver.resolve(query)
        found.explain()
    assert found.outcome == outcome, found.explain()
    assert counts == {"fold": 1, "words": 1}


def test_a_query_with_hints_is_analysed_once(resolver: Resolver) -> None:
    with Calls("زوران زئيڨ") as counts:
        resolver.resolve("زوران زئيڨ", type="person", strict=False)
    assert counts == {"fold": 1, "words": 1}


@pytest.mark.parametrize(
    ("a", "b"), [("الغزّال الكبير", "الغزال الكبيـر"), ("وزوران الزئيفي", "زوران الزئيفي"), ("زرمبوق", "هكتمي")]
)
def test_two_names_are_analysed_once_each(a: str, b: str) -> None:
    with Calls(a, b) as counts:
        compare(a, b)
    assert counts == {"fold": 2, "words": 2}
