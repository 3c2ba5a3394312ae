from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor

import pytest

from namelink import Resolver
from namelink.linking.cache import BoundedCache
from tests.conftest import rows

TEXTS = [row["text"] for row in rows("link")]


def test_a_function_is_asked_once_for_each_key() -> None:
    asked: list[str] = []

    def length(word: str) -> int | None:
        asked.append(word)
        return len(word) if word else None

    memory = BoundedCache(length)
    assert memory.each(["مصر", "", "السودان", "مصر", ""]) == [3, None, 7, 3, None]
    assert memory["السودان"] == 7
    assert asked == ["مصر", "", "السودان"]


def test_who_works_out_a_key_first_gives_all_its_value() -> None:
    values: list[object] = []

    def make(key: str) -> object:
        if not values:  # another thread asks for the key meanwhile, and has its value before this one
            values.append(object())
            values.append(memory[key])
        return object()

    memory = BoundedCache(make)
    assert memory["مصر"] is values[1]
    assert memory["مصر"] is values[1]


def test_a_full_memory_forgets() -> None:
    memory = BoundedCache(str, most=3)
    for number in range(20):
        assert memory[number] == str(number)
        assert 1 <= len(memory) <= 3
    assert memory.each(range(10)) == [*map(str, range(10))]


def remember_at_most(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    remember = BoundedCache.__init__
    monkeypatch.setattr(BoundedCache, "__init__", lambda self, function, *_: remember(self, function, most))


def test_answers_do_not_depend_on_what_is_remembered(resolver: Resolver, monkeypatch: pytest.MonkeyPatch) -> None:
    known = [resolver.link(text, unknown=True) for text in TEXTS]
    remember_at_most(1, monkeypatch)
    forgetful = Resolver(resolver.gazetteer)
    assert [forgetful.link(text, unknown=True) for text in TEXTS] == known


def test_threads_share_what_is_remembered(resolver: Resolver, monkeypatch: pytest.MonkeyPatch) -> None:
    known = [resolver.link(text) for text in TEXTS]
    remember_at_most(7, monkeypatch)  # the threads clear it for one another all the time
    shared = Resolver(resolver.gazetteer)
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(shared.link, TEXTS * 4)) == known * 4


def test_a_resolver_is_pickled_without_what_it_remembers(resolver: Resolver) -> None:
    fresh = Resolver(resolver.gazetteer)
    empty = len(pickle.dumps(fresh))
    known = [fresh.link(text) for text in TEXTS]
    pickled = pickle.dumps(fresh)
    assert len(pickled) == empty
    assert [pickle.loads(pickled).link(text) for text in TEXTS[:3]] == known[:3]
