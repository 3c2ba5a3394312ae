from __future__ import annotations

import pytest

from namelink.lang.ar.name_structure import Part, is_arab, parse, split_name_words
from namelink.names import analyzer


def parts_of(name: str) -> list[Part]:
    return parse(split_name_words((word, analyzer().token(key).key) for word, key in _words(name)))


def _words(name: str) -> list[tuple[str, str]]:
    return list(zip(name.split(), analyzer().name(name).tokens, strict=True))


def shown(part: Part) -> str:
    if part.host is None:
        return f"{part.kind}"
    return f"{part.particle}({shown(part.host)})"


@pytest.mark.parametrize(
    ("name", "structure", "why"),
    [
        ("محمد بن سلمان", ["attested", "بن(attested)"], "a particle before its part"),
        ("ابن خلدون", ["ابن(attested)"], "ابن stays where it comes first"),
        ("محمد ابن سلمان", ["attested", "بن(attested)"], "and is بن inside"),
        ("عبدالفتّاح الزغلول", ["attested", "article(attested)"], "a compound is two words"),
        ("عبد الزغلولي", ["عبد(word)"], "the article of a name of God belongs to the particle"),
        ("عبد زغلولي", ["word", "word"], "without one there is none"),
        ("زغلول الدين", ["الدين(attested)"], "a particle after its part"),
        ("الحسن الثاني", ["regnal(attested)", "ordinal"], "the article of a ruler's given name"),
        ("الزغلولي الثاني", ["article(word)", "ordinal"], "not of another name"),
        ("محمد السادس", ["attested", "ordinal"], "an ordinal at the end"),
        ("محمد السادس بن علي", ["attested", "ordinal", "بن(attested)"], "an ordinal before a patronymic"),
        ("محمد الثاني كامل", ["attested", "attested", "attested"], "but not before another name"),
        ("ابن أبو أم زغلوش", ["ابن(ابو(ام(word)))"], "three particles in a row"),
        ("أم أم زغلوش", ["ام(word)", "word"], "but none in itself"),
        ("آرثر", ["foreign"], "a foreign given name"),
        ("ولد", ["word"], "a particle without a part is a word"),
        ("ألزغلول", ["word"], "a hamza is no article"),
    ],
)
def test_structure(name: str, structure: list[str], why: str) -> None:
    assert [shown(part) for part in parts_of(name)] == structure, why


@pytest.mark.parametrize(
    ("name", "expected", "why"),
    [
        ("محمد", True, "an attested part"),
        ("أبو زغلوش", True, "a particle"),
        ("الزغلوش", False, "an article alone shows nothing"),
        ("البرهان", True, "unless it is that of an attested part"),
        ("فلاديمير", False, "a foreign given name"),
        ("فلاديمير محمد", False, "as many of either"),
        ("زغلوش", False, "an unknown word"),
    ],
)
def test_a_name_looks_arab(name: str, expected: bool, why: str) -> None:
    assert is_arab(parts_of(name)) is expected, why


@pytest.mark.parametrize(
    ("name", "region", "why"),
    [
        ("بوزغلوش", "maghreb", "a prefix of surnames of the Maghreb"),
        ("بنزغلوش", "maghreb", "another one"),
        ("بوتين", None, "too short for such a surname"),
        ("زغلوش", None, "an unknown word"),
        ("محمد", None, "known from several regions"),
    ],
)
def test_a_part_is_known_from_one_region(name: str, region: str | None, why: str) -> None:
    assert parts_of(name)[0].region == region, why


def test_marks_stay_with_the_words_of_a_compound() -> None:
    assert [word.text for word in split_name_words([("عَبدُالفتّاح", "عبدالفتاح")])] == ["عَبدُ", "الفتّاح"]
    assert [word.text for word in split_name_words([("نُورالدِّين", "نورالدين")])] == ["نُور", "الدِّين"]
