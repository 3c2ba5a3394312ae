from __future__ import annotations

import tracemalloc

from namelink import link
from namelink.cache import BoundedCache


def test_a_function_is_asked_once_for_each_key() -> None:
    asked: list[str] = []

    def length(word: str) -> int | None:
        asked.append(word)
        return len(word) if word else None

    cache = BoundedCache(length, 100)
    assert cache.get_many(["مصر", "", "السودان", "مصر", ""]) == [3, None, 7, 3, None]
    assert cache["السودان"] == 7
    assert asked == ["مصر", "", "السودان"]


def test_the_thread_that_computes_a_key_first_gives_all_its_value() -> None:
    values: list[object] = []

    def make(key: str) -> object:
        if not values:  # another thread asks for the key meanwhile, and has its value before this one
            values.append(object())
            values.append(cache[key])
        return object()

    cache = BoundedCache(make, 100)
    assert cache["مصر"] is values[1]
    assert cache["مصر"] is values[1]


def test_a_full_cache_is_emptied() -> None:
    cache = BoundedCache(str, capacity=3)
    for number in range(20):
        assert cache[number] == str(number)
        assert 1 <= len(cache) <= 3
    assert cache.get_many(range(10)) == [*map(str, range(10))]


def test_what_is_too_long_is_not_kept() -> None:
    cache = BoundedCache(len, capacity=3, longest=4)
    assert cache.get_many(["مصر", "السودان"]) == [3, 7]
    assert list(cache) == ["مصر"]


def test_of_long_words_nothing_is_kept() -> None:
    """A service that is sent a new word of 100,000 letters each time would grow without end."""
    link("قطر")
    words = ["بتثجح" * 10_000 + "ا" * number for number in range(1, 5)]
    link(words[0])
    tracemalloc.start()
    try:
        link(words[1])
        before = tracemalloc.get_traced_memory()[0]
        for word in words[2:]:
            link(word)
        assert tracemalloc.get_traced_memory()[0] - before < len(words[0])
    finally:
        tracemalloc.stop()
