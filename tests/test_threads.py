"""What threads that share a resolver must not see: each other, from the very first text of a process on."""

from __future__ import annotations

import functools
import importlib
import json
import os
import pickle
import pkgutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import numpy as np
import pytest

import namelink
from namelink import Gazetteer, Resolver
from namelink.config import Limits
from namelink.index.reader import Index
from namelink.linking.linker import Linker
from namelink.matching.resolver import NameResolver
from namelink.text.folding import PagedTable

T = TypeVar("T")

PROCESSES = int(os.environ.get("NAMELINK_FRESH_PROCESSES", "7"))
"""Fresh processes with a small gazetteer; run by hand with 40 or more to see how often a race is lost."""

THREADS = 12

TURNS = 400
"""How often a thread asks for each overlay."""

AT_ONCE = os.cpu_count() or 1
"""Fresh processes that run at a time."""

SECONDS = 120
"""The time after which a process is taken to hang."""

NAMES = {
    "Arab": "صدر جباروف",
    "Latn": "Đặng Thị Ngọc Thịnh",
    "Cyrl": "Садыр Жапаров",
    "Grek": "Κυριάκος Μητσοτάκης",
    "Hebr": "יצחק הרצוג",
    "Armn": "Նիկոլ Փաշինյան",
    "Geor": "სალომე ზურაბიშვილი",
    "Deva": "नरेन्द्र मोदी",
    "Beng": "শেখ হাসিনা",
    "Hani": "习近平",
    "Hang": "윤석열",
    "Thai": "เศรษฐา ทวีสิน",
}
"""A name in each of twelve scripts; their letters are on pages of Unicode of their own."""

RECORDS = [
    {"id": f"t:{script}", "type": "person", "weight": 0.9, "names": [{"text": name, "lang": "mul"}]}
    for script, name in {**NAMES, "ASCII": "Jane Doe"}.items()
]

# The decomposed letter makes `normalize` read a short text with tables too. The Chinese letters are on pages that no
# other text has: the more pages are filled at once, the surer a race is seen.
TEXTS = [
    f"«{name}», 2024: {name} - e\u0301 / {''.join(chr(0x4E00 + 0x100 * (6 * place + page)) for page in range(6))}"
    for place, name in enumerate(NAMES.values())
]

FIRST_TEXTS = """
import json, sys, threading
from namelink import Gazetteer, Resolver, normalize

texts, records, threads = json.load(sys.stdin)
resolver = Resolver(Gazetteer.from_records(records) if records else Gazetteer.default())
if records:
    # The word lists: read by twelve threads at once they would take a second each. It is ASCII, so the first text of
    # any other script is still to come.
    resolver.link("Jane Doe")

def answer(text):
    try:
        return [resolver.link(text).to_dicts(), normalize(text), normalize(text, "fold")]
    except Exception as error:
        return repr(error)

def work(place):
    begin.wait()
    first[place] = answer(texts[place])

first = [None] * len(texts)
if threads:
    begin = threading.Barrier(len(texts))
    workers = [threading.Thread(target=work, args=(place,)) for place in range(len(texts))]
    sys.setswitchinterval(1e-5)
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
print(json.dumps([first, [answer(text) for text in texts]]))
"""


def first_texts(records: list[dict[str, Any]] | None, threads: bool) -> tuple[list[Any], list[Any]]:
    """Return what a fresh process answers to its first texts, each in a thread of its own, and to the same later."""
    given = json.dumps([TEXTS, records, threads])
    run = subprocess.run(
        [sys.executable, "-c", FIRST_TEXTS], input=given, capture_output=True, text=True, check=True, timeout=SECONDS
    )
    first, later = json.loads(run.stdout)
    return first, later


@pytest.mark.parametrize(("records", "processes"), [(RECORDS, PROCESSES), (None, 1)], ids=["small", "default"])
def test_the_first_texts_of_a_process_may_come_from_many_threads(
    records: list[dict[str, Any]] | None, processes: int
) -> None:
    _, known = first_texts(records, threads=False)
    assert not [answer for answer in known if isinstance(answer, str)]
    if records:
        assert [{m["id"] for m in links} for links, *_ in known] == [{f"t:{script}"} for script in NAMES]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        runs = list(pool.map(lambda _: first_texts(records, threads=True), range(processes)))
    scripts = list(NAMES)
    wrong = [
        {
            when: [script for script, answer, right in zip(scripts, answers, known, strict=True) if answer != right]
            for when, answers in zip(("first", "later"), run, strict=True)
        }
        for run in runs
        if run != (known, known)
    ]
    assert not wrong, f"{len(wrong)} of {processes} processes: {wrong}"


@pytest.fixture
def eager_threads() -> Iterator[None]:
    """Make threads take turns every microsecond, not every five milliseconds."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


def at_once(work: Callable[[int], T]) -> list[T]:
    """Return what a function returns for the number of each thread, called in all threads at once."""
    begin = threading.Barrier(THREADS)

    def begun(number: int) -> T:
        begin.wait()
        return work(number)

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(begun, range(THREADS)))


@pytest.mark.usefixtures("eager_threads")
def test_threads_fill_a_table_at_once() -> None:
    every = np.arange(THREADS * 0x400, dtype=np.uint32)
    for table in [PagedTable(ord, np.uint32) for _ in range(10)]:
        own = at_once(lambda number, table=table: table[every[number * 0x400 : (number + 1) * 0x400]])  # type: ignore[misc]
        assert np.array_equal(np.concatenate(own), every)
        assert np.array_equal(table[every], every)


def test_what_is_filled_while_a_table_is_filled_is_right_in_both() -> None:
    def code(char: str) -> int:
        if char == "\u0400":
            assert table[np.array([0x531], dtype=np.uint32)].tolist() == [0x531]
        return ord(char)

    table = PagedTable(code, np.uint32)
    for codes in ([0x430], [0x531], [0x430, 0x531]):
        assert table[np.array(codes, dtype=np.uint32)].tolist() == codes


class Yielding(Gazetteer):
    """A gazetteer that lets other threads on whenever it is looked up."""

    def __hash__(self) -> int:
        time.sleep(0)
        return id(self)


def overlay_of(number: int) -> Gazetteer:
    record = {"id": f"desk:{number}", "type": "person", "names": [{"text": "فادي الكركبي", "lang": "ar"}]}
    return Yielding(Gazetteer.from_records([record]).indexes)


class Uppermost:
    """A linker that only tells the uppermost index of its gazetteer: threads are sooner at the next overlay."""

    def __init__(self, names: NameResolver, common: object) -> None:
        del common
        self.index = names.gazetteer.indexes[0]

    def link(self, text: str, **options: object) -> Index:
        del text, options
        return self.index


@pytest.mark.usefixtures("eager_threads")
def test_threads_lay_more_overlays_than_are_kept(small: Resolver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("namelink.linking.linker.Linker", Uppermost)
    overlays = [overlay_of(number) for number in range(Limits().cached_overlays + 2)]

    def wrong(number: int) -> int:
        first = number % len(overlays)
        turns = [*overlays[first:], *overlays[:first]] * TURNS
        return sum(small.link("", overlay=overlay) is not overlay.indexes[0] for overlay in turns)  # type: ignore[comparison-overlap]

    assert at_once(wrong) == [0] * THREADS


def test_the_overlays_used_last_are_kept(small: Resolver, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Linker] = []

    def make(*given: Any) -> Linker:
        made.append(Linker(*given))
        return made[-1]

    monkeypatch.setattr("namelink.linking.linker.Linker", make)
    overlays = [overlay_of(number) for number in range(Limits().cached_overlays + 1)]
    first, second, *_, last = overlays
    for overlay in (*overlays[:-1], first, last, first):
        small.link("", overlay=overlay)
    assert len(made) == len(overlays)
    small.link("", overlay=second)
    assert len(made) == len(overlays) + 1


def test_a_resolver_is_pickled_without_its_overlays(small: Resolver) -> None:
    before = len(pickle.dumps(small))
    small.link("", overlay=overlay_of(0))
    assert len(pickle.dumps(small)) == before


def test_no_property_holds_a_lock() -> None:
    """Up to Python 3.11 `functools.cached_property` holds one while it works, and so does what is forked meanwhile.

    The classes of attrs with slots have their own, without a lock.
    """
    for module in pkgutil.walk_packages(namelink.__path__, "namelink."):
        if not module.name.startswith(("namelink.__main__", "namelink.cli", "namelink.integrations")):
            classes = filter(lambda value: isinstance(value, type), vars(importlib.import_module(module.name)).values())
            locked = [(each, name) for each in classes for name, value in vars(each).items() if is_locked(value)]
            assert not locked


def is_locked(value: object) -> bool:
    return isinstance(value, functools.cached_property)
