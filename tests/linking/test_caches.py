from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor

from namelink import Resolver
from namelink.config import Config, Limits
from tests.conftest import rows

TEXTS = [row["text"] for row in rows("link")]


def with_caches_of(entries: int, resolver: Resolver) -> Resolver:
    limits = Limits(cached_tokens=entries, cached_spans=entries)
    return Resolver(resolver.gazetteer, config=Config(limits=limits))


def test_answers_do_not_depend_on_what_is_cached(resolver: Resolver) -> None:
    known = [resolver.link(text, unknown=True) for text in TEXTS]
    forgetful = with_caches_of(1, resolver)
    assert [forgetful.link(text, unknown=True) for text in TEXTS] == known


def test_threads_share_caches(resolver: Resolver) -> None:
    known = [resolver.link(text) for text in TEXTS]
    shared = with_caches_of(7, resolver)  # the threads clear them for one another all the time
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(shared.link, TEXTS * 4)) == known * 4


def test_a_resolver_is_pickled_without_its_caches(resolver: Resolver) -> None:
    fresh = Resolver(resolver.gazetteer)
    empty = len(pickle.dumps(fresh))
    known = [fresh.link(text) for text in TEXTS]
    pickled = pickle.dumps(fresh)
    assert len(pickled) == empty
    assert [pickle.loads(pickled).link(text) for text in TEXTS[:3]] == known[:3]
