"""A user's own gazetteer holds names that its user knows: no weight is a cliff."""

from __future__ import annotations

import itertools

import pytest

from namelink import Gazetteer, Resolver

WORDS = ["الساحل", "فجر", "النهضة", "رؤى", "الشروق"]
"""Frequent words that are also names of companies and papers."""


def linked(word: str, **fields: float) -> list[tuple[str, float]]:
    record = {"id": "42", "type": "organization", "names": [{"text": word, "lang": "ar"}], **fields}
    found = Resolver(Gazetteer.from_records([record])).link(f"أعلنت {word} نتائجها", threshold=0.0)
    return [(m.text, m.score) for m in found]


@pytest.mark.parametrize("word", WORDS)
def test_a_record_without_a_weight_is_found(word: str) -> None:
    ((text, score),) = linked(word)
    assert text == word
    assert score > 0.99


# The first word is listed as a homograph: nothing but a trigger makes it the name of a little known entity.
@pytest.mark.parametrize("word", WORDS[1:])
def test_a_hundredth_of_prominence_is_no_cliff(word: str) -> None:
    weights = [0.25, 0.26, 0.27, 0.28, 0.29, 0.30, 0.31, 0.32]
    odds = [sum(score for _, score in linked(word, weight=weight)) for weight in weights]
    assert odds == sorted(odds)
    assert max(b - a for a, b in itertools.pairwise(odds)) < 0.7
