"""The compiled kernel and its Python twins are equal, whatever bytes they are given."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

import namelink
from namelink import reference
from namelink.index.key_table import make_table, read_table
from namelink.kernel import VARIABLE
from namelink.matching.alignment import aligner
from namelink.matching.word_model import word_weights
from namelink.phonetics.alphabet import ALPHABETS, ARABIC, CYRILLIC, DIGITS, LATIN, encode

_kernel: ModuleType = (
    importlib.import_module("namelink._kernel")
    if os.environ.get("CI")
    else pytest.importorskip("namelink._kernel", reason="the kernel was not built")
)

TWINS = aligner(_kernel.Aligner), aligner(reference.Aligner)


def weights_of(a: bytes, b: bytes) -> tuple[Any, reference.WordWeights]:
    """The weights for two words, of both implementations."""
    alphabets = ALPHABETS[TWINS[1].place(a)], ALPHABETS[TWINS[1].place(b)]
    compiled, python = TWINS
    return (
        word_weights(*alphabets, _kernel.WordWeights, compiled),
        word_weights(*alphabets, reference.WordWeights, python),
    )


WORDS = st.one_of(
    *(st.text(alphabet.letters + DIGITS, min_size=1, max_size=9).map(encode) for alphabet in (ARABIC, CYRILLIC, LATIN)),
    st.text("وايسمنر", min_size=1, max_size=8).map(encode),
    st.text("aeiouhkstm", min_size=1, max_size=9).map(encode),
)
ANY_BYTES = st.binary(max_size=12)


def both(words: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    """Two words, that of the earlier alphabet first."""
    a, b = words
    return (a, b) if TWINS[1].place(a) <= TWINS[1].place(b) else (b, a)


@given(WORDS | ANY_BYTES, WORDS | ANY_BYTES)
def test_costs_and_edits(a: bytes, b: bytes) -> None:
    compiled, python = TWINS
    assert compiled.cost(a, b) == python.cost(a, b)
    assert compiled.edits(a, b) == python.edits(a, b)
    assert compiled.place(a) == python.place(a)


@given(st.lists(WORDS | ANY_BYTES, max_size=4), st.lists(WORDS | ANY_BYTES, max_size=4))
def test_matrices(words: list[bytes], others: list[bytes]) -> None:
    found, expected = (twin.matrix(words, others) for twin in TWINS)
    assert found.dtype == expected.dtype
    assert found.shape == expected.shape
    assert found.tolist() == expected.tolist()


@given(WORDS | ANY_BYTES, st.lists(WORDS | ANY_BYTES, min_size=1, max_size=5), st.integers(1, 14), st.integers(0, 900))
def test_costs_of_names(word: bytes, names: list[bytes], longest: int, limit: int) -> None:
    letters = np.frombuffer(b"".join(names), dtype=np.uint8)
    bounds = np.cumsum([0, *map(len, names)], dtype=np.uint32)
    numbers = np.arange(len(names), dtype=np.uint32)[::-1].copy()
    (costs, lengths), (own_costs, own_lengths) = (
        twin.costs_of_names(word, letters, bounds, numbers, longest, limit) for twin in TWINS
    )
    assert (costs.tolist(), lengths.tolist()) == (own_costs.tolist(), own_lengths.tolist())


@given(st.tuples(WORDS, WORDS).map(both), st.integers(-1, 1))
def test_log_odds(words: tuple[bytes, bytes], attestation: int) -> None:
    found, expected = (weights.log_odds(*words, attestation) for weights in weights_of(*words))
    assert found == expected  # to the last bit


@given(st.tuples(WORDS, st.integers(0, 8), WORDS).map(lambda found: (found[0], found[0][: found[1]] + found[2][:2])))
def test_log_odds_of_words_that_differ_little(words: tuple[bytes, bytes]) -> None:
    a, b = both(words)
    found, expected = (weights.log_odds(a, b, 0) for weights in weights_of(a, b))
    assert found == expected


@given(st.lists(st.binary(max_size=20)))
def test_hashes(strings: list[bytes]) -> None:
    assert _kernel.hash_strings(strings).tolist() == reference.hash_strings(strings).tolist()


KEYS = st.text("KBRS", max_size=6)


@given(st.lists(KEYS, unique=True, max_size=60), KEYS)
def test_near_keys(keys: list[str], key: str) -> None:
    table = read_table(memoryview(make_table(keys)), len(keys))
    found, expected = (module.near_keys(key.encode(), b"BKRS", *table) for module in (_kernel, reference))
    assert found == expected
    assert all(abs(len(keys[number]) - len(key)) <= 1 for number in found)


Lists = tuple[NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any]]


@st.composite
def posting_lists(draw: st.DrawFn) -> tuple[Lists, int]:
    """The arrays of an index of some names, and how many keys it has."""
    names = draw(st.integers(1, 12))
    runs = draw(st.lists(st.sets(st.integers(0, names - 1), min_size=1), min_size=1, max_size=8))
    lengths = draw(st.lists(st.integers(1, 9), min_size=names, max_size=names))
    entities = draw(st.lists(st.integers(0, 3), min_size=names, max_size=names))
    weights = draw(st.lists(st.sampled_from([0.0, 0.25, 0.5]), min_size=4, max_size=4))
    return (
        np.array([name for run in runs for name in sorted(run)], dtype=np.uint32),
        np.cumsum([len(run) for run in runs], dtype=np.uint32),
        np.cumsum([0, *lengths], dtype=np.uint32),
        np.array(entities, dtype=np.uint32),
        np.array(weights, dtype=np.float32),
    ), len(runs)


@given(posting_lists(), st.data(), st.integers(1, 9), st.integers(1, 15), st.integers(1, 6), st.integers(1, 9))
def test_postings(
    built: tuple[Lists, int], data: st.DataObject, letters: int, enough: int, per_key: int, most: int
) -> None:
    arrays, count = built
    keys = data.draw(st.lists(st.tuples(st.integers(0, count - 1), st.sampled_from([1.0, 0.6, 0.4])), max_size=6))
    numbers = np.array([key for key, _ in keys], dtype=np.int64)
    gains = np.array([gain for _, gain in keys], dtype=np.float64)
    found, expected = (
        module.PostingLists(*arrays).propose(numbers, gains, letters, enough, per_key, most)
        for module in (_kernel, reference)
    )
    assert [part.tolist() for part in found] == [part.tolist() for part in expected]


@pytest.mark.parametrize("place", [0, 40, 99, 100])
def test_a_frequent_key_adds_to_few_names_by_search(place: int) -> None:
    """Far more names have the frequent key than are proposed, so that each of these is looked for among them."""
    frequent, rare = [*range(100)], [place]
    arrays = (
        np.array(frequent + rare, dtype=np.uint32),
        np.array([100, 101], dtype=np.uint32),
        np.arange(0, 5 * 102, 5, dtype=np.uint32),
        np.arange(101, dtype=np.uint32),
        np.zeros(101, dtype=np.float32),
    )
    keys = np.array([0, 1], dtype=np.int64)
    found, expected = (
        module.PostingLists(*arrays).propose(keys, np.ones(2), 5, 1, 9, 9) for module in (_kernel, reference)
    )
    assert [part.tolist() for part in found] == [part.tolist() for part in expected]
    alone = _kernel.PostingLists(*arrays).propose(keys[1:], np.ones(1), 5, 1, 9, 9)
    assert bool(found[1][0] > alone[1][0]) == (place < 100)


NUMBERS = st.lists(st.integers(0, 2**32 - 1), max_size=9).map(lambda listed: np.array(listed, dtype=np.uint32))


@settings(max_examples=200)
@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS, st.lists(st.integers(-(2**63), 2**63 - 1), min_size=1, max_size=5))
def test_a_damaged_index_is_an_error_or_nothing(
    values: NDArray[np.uint32],
    ends: NDArray[np.uint32],
    bounds: NDArray[np.uint32],
    entities: NDArray[np.uint32],
    keys: list[int],
) -> None:
    lists = _kernel.PostingLists(values, ends, bounds, entities, np.zeros(2, dtype=np.float32))
    try:
        names, *_ = lists.propose(np.array(keys, dtype=np.int64), np.ones(len(keys)), 3, 9, 9, 9)
    except IndexError:
        return
    assert all(name < entities.size for name in names.tolist())


@settings(max_examples=200)
@given(ANY_BYTES, ANY_BYTES, NUMBERS, NUMBERS)
def test_damaged_letters_are_an_error(
    word: bytes, letters: bytes, bounds: NDArray[np.uint32], numbers: NDArray[np.uint32]
) -> None:
    given_letters = np.frombuffer(letters, dtype=np.uint8)
    try:
        costs, _ = TWINS[0].costs_of_names(word, given_letters, bounds, numbers, 5, 300)
    except IndexError:
        return
    assert costs.size == numbers.size


@settings(max_examples=200)
@given(st.text("KBRS", max_size=6), st.lists(st.integers(0, 2**64 - 1), max_size=6), NUMBERS, NUMBERS)
def test_a_damaged_table_of_keys_finds_what_there_is(
    key: str, hashes: list[int], numbers: NDArray[np.uint32], starts: NDArray[np.uint32]
) -> None:
    found = _kernel.near_keys(key.encode(), b"BKRS", np.array(hashes, dtype=np.uint64), numbers, starts)
    assert set(found) <= set(numbers.tolist())


def run(program: str, implementation: str) -> subprocess.CompletedProcess[str]:
    """Run a program in an interpreter that is told which implementation to use."""
    return subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {VARIABLE: implementation},
        capture_output=True,
        text=True,
        check=False,
    )


ANSWERS = """
import namelink
print(namelink.implementation())
for name in ("صدر جبروف", "Sadir Japrov", "مخمد بن سلمن", "Vladmir Putn", "Кырғызстaн", "Ar Riyad", "qqqq"):
    found = namelink.resolve(name)
    print(found.outcome, found.score, [(c.entity.id, c.score) for c in found.candidates])
"""


def test_both_implementations_resolve_alike() -> None:
    compiled, python = (run(ANSWERS, wanted).stdout.splitlines() for wanted in ("compiled", "python"))
    assert (compiled[0], python[0]) == ("compiled", "python")
    assert compiled[1:] == python[1:]
    assert len(compiled) == 8


def test_an_implementation_that_is_unknown_is_told() -> None:
    ended = run("from namelink import resolve", "rust")
    assert ended.returncode
    assert f"{VARIABLE} is 'rust': give 'compiled' or 'python', or leave it unset" in ended.stderr


def test_the_command_line_tells_so_in_a_line() -> None:
    program = "import sys; sys.argv = ['namelink', 'normalize', 'x']; import runpy; runpy.run_module('namelink')"
    ended = run(program, "rust")
    assert ended.returncode == 2
    assert ended.stderr.splitlines() == [
        f"Error: {VARIABLE} is 'rust': give 'compiled' or 'python', or leave it unset",
    ]


def test_the_kernel_runs_where_nothing_else_is_asked_for() -> None:
    wanted = os.environ.get(VARIABLE, "") or "compiled"
    assert namelink.implementation() == wanted


@st.composite
def searches(draw: st.DrawFn) -> tuple[Any, reference.BeamSearch, bytes, list[Any]]:
    """One search of both implementations, and a word for it: its rows, and what its letters may be spelt by."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    networks, rows, hidden, upper, outputs = draw(
        st.tuples(st.integers(1, 3), st.integers(12, 30), st.integers(1, 90), st.integers(1, 70), st.integers(1, 9))
    )

    def layer(inputs: int, columns: int) -> tuple[NDArray[np.int8], NDArray[np.float32], NDArray[np.float32]]:
        size = draw(st.sampled_from([0.001, 0.02, 1.0, 40.0]))
        weights = rng.integers(-127, 128, (networks, inputs, columns), dtype=np.int8)
        scale, bias = rng.random((2, networks, columns), dtype=np.float32) * np.float32(size)
        return weights, scale, bias - np.float32(size / 2)

    graphemes = draw(st.lists(st.binary(max_size=3).map(_letters), min_size=outputs, max_size=outputs))
    made = (layer(rows, hidden), layer(hidden, upper), layer(upper, outputs), graphemes, (2, 5, 2))
    places = [
        (
            np.array(numbers, dtype=np.uint16).tobytes(),
            bytes([0] + [draw(st.integers(0, 1)) for _ in numbers[1:]]) if draw(st.booleans()) else b"",
            tuple(draw(st.lists(st.binary(max_size=2).map(_letters), max_size=3))),
        )
        for numbers in draw(st.lists(st.lists(st.integers(0, outputs - 1), min_size=1, max_size=9), max_size=5))
    ]
    around = rng.integers(0, rows, (len(places), 3), dtype=np.uint16).tobytes()
    return _kernel.BeamSearch(*made), reference.BeamSearch(*made), around, places


def _letters(numbers: bytes) -> bytes:
    """Numbers of letters of an alphabet of four."""
    return bytes([1 + number % 4 for number in numbers])


@given(searches(), st.integers(1, 6), st.sampled_from([0.0, 0.5, 3.0, 50.0, float("inf")]))
def test_beam_searches(search: tuple[Any, Any, bytes, list[Any]], beam: int, threshold: float) -> None:
    compiled, python, rows, places = search
    assert compiled.spell(rows, places, beam, threshold) == python.spell(rows, places, beam, threshold)


@pytest.mark.parametrize("twin", [_kernel, reference], ids=["compiled", "python"])
@pytest.mark.parametrize(
    ("rows", "place", "beam", "error"),
    [
        (b"\0\0" * 3, (b"\0\0", b"", ()), 0, ValueError),
        (b"\0\0" * 300, (b"\0\0", b"", ()), 2, ValueError),
        (b"\xff\xff" * 3, (b"\0\0", b"", ()), 2, IndexError),
        (b"\0\0" * 3, (b"\xff\xff", b"", ()), 2, IndexError),
    ],
)
def test_a_beam_search_refuses_what_it_has_no_numbers_for(
    twin: ModuleType, rows: bytes, place: Any, beam: int, error: type[Exception]
) -> None:
    ones = [np.ones((1, *shape), dtype=np.int8) for shape in ((12, 4), (4, 4), (4, 1))]
    layers = [(weights, *np.ones((2, 1, weights.shape[2]), dtype=np.float32)) for weights in ones]
    with pytest.raises(error):
        twin.BeamSearch(*layers, [b"\1"], (2, 5, 2)).spell(rows, [place], beam, 1.0)
