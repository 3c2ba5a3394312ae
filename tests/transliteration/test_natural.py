from __future__ import annotations

import hashlib
import itertools
import json
import math
import re
import subprocess
import sys
import time
from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namelink.lang.ar.name_parts import NamePart, name_parts, regions
from namelink.text.folding import fold
from namelink.transliteration import harakat, models
from namelink.transliteration import transducer as speller_module
from namelink.transliteration.romanizer import romanize, transliterate, transliterations
from namelink.transliteration.transducer import Alphabets, Networks, Transducer
from namelink.transliteration.word_filter import LEVELS, WordFilter, pack, unpack
from tests.conftest import ROOT, params

DATA = ROOT / "src" / "namelink" / "transliteration" / "data"

ODD = ["\ud800محمد\udfff", "\x00", "ا\x00ب", "\u0651", "\u064b\u064b", "ـــ"]
ODD += ["ال", "عبد ال", "بن", "آل", "ابو", "\u200fقطر", "ﷺ", "أبو " * 490, "abdel" * 390, "Abdel " * 330]
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآؤئةى \u064e\u064f\u0650\u0651\u0652-"


@pytest.mark.parametrize("row", params("transliterate", "arabic", "region"))
def test_examples(row: dict[str, str]) -> None:
    assert transliterate(row["arabic"], region=row["region"] or None) == row["latin"], row["why"]


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        ("Japarov", "جباروف"),
        ("Жапаров", "جباروف"),
        ("Abdel Fattah el-Sisi", "عبد الفتاح السيسي"),
        ("Abdelmadjid Tebboune", "عبد المجيد تبون"),
        ("Mohammed bin Salman", "محمد بن سلمان"),
        ("Noureddine", "نور الدين"),
        ("Salah al-Din", "صلاح الدين"),
        ("Emmanuel Macron", "إيمانويل ماكرون"),
        ("Paris 2024 باريس", "باريس 2024 باريس"),
    ],
)
def test_the_other_way(latin: str, arabic: str) -> None:
    assert arabic in [t.text for t in transliterations(latin, to="Arab")]


@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize("to", ["Latn", "Arab"])
def test_nothing_raises_on_odd_text(text: str, to: str) -> None:
    for found in transliterations(text, to=to):
        found.text.encode("utf-8", "surrogatepass")


@given(st.text(max_size=30) | st.text(LETTERS, max_size=30))
@settings(deadline=None)
def test_spellings_are_ranked_chances(text: str) -> None:
    for to in ("Latn", "Arab"):
        found = transliterations(text, 8, to=to)
        scores = [t.score for t in found]
        assert scores == sorted(scores, reverse=True)
        assert all(0 < score <= 1 for score in scores)
        assert sum(scores) <= 1 + 1e-6
        assert len({t.text for t in found}) == len(found) <= 8
        assert found[:3] == transliterations(text, 3, to=to)


@given(st.text("abcdefgh ABC123.,-é", max_size=20))
def test_latin_passes_through(text: str) -> None:
    assert transliterate(text) == romanize(text) == " ".join(text.split())


@pytest.mark.parametrize("unit", ["محمد ", "ا", "abc ", "ا،", "محمد\n", "Бишкек ", "\u0651"])
def test_long_text_takes_linear_time(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    begin = time.perf_counter()
    transliterate(text)
    transliterations(text, to="Arab")
    assert time.perf_counter() - begin < 60


def test_a_long_word_is_mapped() -> None:
    assert transliterate("ب" * 50).lower().startswith("bab")


def test_the_answer_is_the_same_on_every_run() -> None:
    program = (
        "from namelink import transliterations as t;"
        "print([t(x, 10) for x in ('خالد المصري', 'ليخاتشوف', 'عبد القادر بن جديد')]);"
        "print(t('Sadyr Japarov', 10, to='Arab'))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(outputs) == 1


def test_bad_arguments() -> None:
    with pytest.raises(TypeError, match="transliterations"):
        transliterations(b"x")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"egypt.*maghreb"):
        transliterate("محمد", region="atlantis")
    with pytest.raises(ValueError, match="'Latn' or 'Arab'"):
        transliterations("محمد", to="Cyrl")
    assert transliterations("محمد", 0) == transliterations("محمد", -1) == []


@pytest.mark.parametrize("part", [p for p in name_parts().values() if " " not in p.usual][::40], ids=lambda p: p.arabic)
def test_an_attested_part_has_its_usual_spelling(part: NamePart) -> None:
    assert part.usual in [t.text for t in transliterations(part.arabic, 6)]


def test_every_region_of_the_table_is_known() -> None:
    assert set(regions()) == {"egypt", "gulf", "iraq", "levant", "maghreb", "sudan"}
    for region in regions():
        assert transliterate("خالد القاضي", region=region)


def test_harakat_decide_between_spellings() -> None:
    for word, latin in (("سَلْمان", "s[ae]lman"), ("سُلَيمان", "s[ou]+l[ae][iy]man")):
        assert re.fullmatch(latin, transliterate(word).lower())
    assert harakat.can_spell([(letter, ["m", "mo", "ma"]) for letter in harakat.letters("مُم")], "mom")
    assert not harakat.can_spell([(letter, ["m", "mo", "ma"]) for letter in harakat.letters("مُم")], "mam")


def _speller(seed: int) -> Transducer:
    rng = np.random.default_rng(seed)
    alphabets = Alphabets("اب", "ab", ("google", "anywhere"), ("", "a", "b", "ab"))

    def random(*shape: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        return (rng.standard_normal(shape) / 4).astype(np.float32)

    networks = Networks(
        random(2, alphabets.slots, 64),
        random(2, 64),
        random(2, 64, 128),
        random(2, 128),
        random(2, 128, 4),
        random(2, 4),
    )
    return Transducer(alphabets, networks, {"ا": np.array([0, 1, 2]), "ب": np.array([1, 2, 3])})


def _all_spellings(speller: Transducer, word: str) -> dict[str, float]:
    """Every way to spell a word, letter by letter, with plain products of whole matrices."""
    net, alphabets = speller.networks, speller.alphabets
    total: dict[str, float] = defaultdict(float)
    windows = alphabets.windows(word)
    for ways in itertools.product(*(speller.choices[letter].tolist() for letter in word)):
        text, chance = "", 0.0
        for place, number in enumerate(ways):
            rows = [*windows[place], *alphabets.memories([text])[0], *alphabets.kind_rows("google", "anywhere")]
            logs = []
            for n in range(2):
                first = np.maximum(net.rows[n, rows].sum(axis=0) + net.first_bias[n], 0)
                second = np.maximum(first @ net.second[n] + net.second_bias[n], 0)
                logits = (second @ net.last[n] + net.last_bias[n])[speller.choices[word[place]]]
                logs.append(logits - np.log(np.exp(logits).sum()))
            chance += float(np.mean(logs, axis=0)[speller.choices[word[place]].tolist().index(number)])
            text += alphabets.pieces[number]
        total[text] += math.exp(chance)
    return total


@pytest.mark.parametrize("word", ["ا", "اب", "ببا", "ابابا"])
def test_a_wide_beam_finds_what_trying_everything_finds(word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speller_module, "HOPELESS", math.inf)
    for seed in range(3):
        speller = _speller(seed)
        wanted = _all_spellings(speller, word)
        found = dict(speller.spell(word, ("google", "anywhere"), 10_000))
        assert found.keys() == wanted.keys()
        for text, chance in found.items():
            assert math.exp(chance) == pytest.approx(wanted[text], rel=1e-3)


def test_the_models_are_those_of_the_manifest() -> None:
    manifest = json.loads((DATA / "models.json").read_text(encoding="utf-8"))
    sizes = []
    for name, checksum in manifest["models"].items():
        content = (DATA / name).read_bytes()
        sizes.append(len(content))
        assert hashlib.sha256(content).hexdigest() == checksum, f"{name}: run tools/train_transliteration.py"
    assert sum(sizes) <= 3_000_000


def test_models_know_the_kinds_they_are_asked_for() -> None:
    for model in (models.to_latin(), models.to_arabic()):
        assert {*models.ORIGINS, models.ANYWHERE, *regions()} <= set(model.speller.alphabets.kinds)


@given(st.dictionaries(st.text(min_size=1, max_size=8), st.integers(1, LEVELS), max_size=50), st.text(max_size=8))
def test_a_word_list_keeps_its_words(words: dict[str, int], other: str) -> None:
    known = WordFilter(**unpack(pack(words, [float(level) for level in range(LEVELS + 1)])))
    for word, level in words.items():
        assert known.value(word) >= level
    assert known.value(other) >= 0


def test_both_ways_of_writing_a_name_give_the_same() -> None:
    assert transliterate("عبدالله") == transliterate("عبد الله")
    assert fold(transliterations("Abdullah", to="Arab")[0].text) == "عبد الله"


@pytest.mark.parametrize("text", ["ق" * 2001, "ﷺ" * 112, "محمد ﷺ " * 90])
def test_no_model_is_asked_for_what_folding_makes_too_long(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("namelink.transliteration.romanizer.name_spellings", None)
    assert transliterate(text).isascii()


@pytest.mark.parametrize("text", ["a" * 2001, "ﬃ " * 501, "中" * 334, "ﷺ" * 112])
def test_no_model_is_asked_for_what_spelling_makes_too_long(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("namelink.transliteration.romanizer.arabic_spellings", None)
    assert len(transliterations(text, to="Arab")) == 1


@pytest.mark.parametrize(("text", "kept"), [("ﷺ" * 11, True), ("ﷺ" * 12, False), ("ق" * 200, True), ("ق" * 201, False)])
def test_spellings_are_kept_up_to_the_length_of_plain_letters(text: str, kept: bool) -> None:
    assert (transliterations(text)[0] is transliterations(text)[0]) is kept
