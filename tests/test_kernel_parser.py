"""The kernel parses names as `namelink.names.parser` defines it."""

from __future__ import annotations

import importlib
import itertools
import os
import random
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namelink import Gazetteer
from namelink.kernel import implementation
from namelink.lang import name_words
from namelink.model import EntityType
from namelink.names import PartToken, Role, Structure, analyzer
from namelink.names.compiled_parser import compiled_parser
from namelink.names.parser import parse_by_rules
from namelink.names.pieces import NamePiece
from namelink.names.separators import separators_of

_kernel: ModuleType = (
    importlib.import_module("namelink._kernel")
    if os.environ.get("CI")
    else pytest.importorskip("namelink._kernel", reason="the kernel was not built")
)

pytestmark = pytest.mark.skipif(implementation() == "python", reason="the twin is tested by itself")

WORDS = tuple(
    """
    محمد محمود كريم عبد عبدالله الرحمن الله الدين نور بن ابن أبو أم آل علي حسن سعد الأسد الشيخ الرئيس ملك المغرب
    المغربي القاهرة مصر سوريا لبنان لبناني شركة بنك جامعة مدينة طرابلس الثاني الرابعة اللواء الفرقة للتجارة ش.م.م
    في و سيدي المعروف باسم الملقب حفظه ولد سمية Mohamed Abd Abdul Rahman Allah al-Din Nur Noureddine bin Ibn Abu
    Umm Ali Hassan Smith Jr. III Dr. President of von der Leyen van Gogh de Gaulle Bank Company University City
    North Libya Lebanese LLC GmbH the aka V. Ch. M J K. Vladimirovich Ismail I Saint Lawrence Sheikh King Army
    Мухаммед Владимирович Путин Банк О. Ш. ООО Республика президент кызы 4 46th ١٧ née PhD Ould Agha Sons Limited
    """.split()
)
TYPES = (None, *EntityType)


def pieces_of(text: str) -> list[NamePiece]:
    """The tokens of a name that have letters."""
    return [piece for piece in analyzer().name(text).pieces if piece.token.letters]


def compiled(text: str, type: EntityType | None) -> Structure | None:
    """What the kernel makes of a name, None where it leaves it to the rules."""
    tokens, parser = analyzer().name(text).tokens, compiled_parser()
    assert parser is not None
    return parser.parse(tokens, pieces_of(text), separators_of(text, len(tokens)), type)


def differs(text: str, type: EntityType | None) -> bool | None:
    """Whether the kernel reads a name otherwise than the rules; None where it leaves it to them."""
    found = compiled(text, type)
    if found is None:
        return None
    tokens = analyzer().name(text).tokens
    wanted = parse_by_rules(tokens, pieces_of(text), separators_of(text, len(tokens)), type)
    return (found.type, found.tokens, found.asides) != (wanted.type, wanted.tokens, wanted.asides)


def phrase_of(rng: random.Random, listed: list[str]) -> str:
    """A phrase of the tables, or a word."""
    if rng.random() < 0.6:
        return rng.choice(WORDS)
    return " ".join(rng.choice(name_words()[rng.choice(listed)]).tokens)


def test_names_of_the_gazetteer_are_parsed_alike() -> None:
    names = [name.text for entity in itertools.islice(Gazetteer.default(), 0, None, 7) for name in entity.names]
    found = [differs(name, type) for name in names for type in TYPES]
    assert not any(found)
    assert found.count(False) > 0.8 * len(found) > 20_000


def test_made_names_are_parsed_alike() -> None:
    rng = random.Random(3)
    listed = sorted(name_words())
    names = [" ".join(phrase_of(rng, listed) for _ in range(rng.randint(1, 5))) for _ in range(6000)]
    found = {name: differs(name, rng.choice(TYPES)) for name in names}
    assert [name for name, is_other in found.items() if is_other] == []
    assert list(found.values()).count(False) > 3000


@given(
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6)), max_size=14).map(" ".join), st.sampled_from(TYPES)
)
def test_any_name_is_parsed_alike(text: str, type: EntityType | None) -> None:
    assert not differs(text, type)


def test_each_role_is_read() -> None:
    names = """الشيخ محمد بن سعد; Ismail I; أبو مازن; V. Putin; Umm Ali; بنك مصر; Lebanese Army; ABC LLC; Agha Khan PhD;
    Bank of Libya; الفرقة الرابعة; آل سعود; شركة سيمنس مصر""".split(";")
    structures = [compiled(name, type) for name in names for type in TYPES]
    roles = {token.role for structure in structures if structure for token in structure.tokens}
    assert roles == set(Role) - {Role.NICKNAME, Role.NOISE}


@pytest.mark.parametrize(
    "text", ["عباس، محمود", "ياسر عرفات (أبو عمار)", "الفرقة 4", "Carlos aka Ilich", "Lebanese Army", "!"]
)
def test_other_names_are_left_to_the_rules(text: str) -> None:
    assert compiled(text, None) is None


def test_what_is_no_name_is_refused() -> None:
    parser = _kernel.NameParser(PartToken, tuple(Role), frozenset())
    word, part = _kernel.WrittenWord("a", (), False, True), _kernel.PartWord("a", "a", False, False, False)
    assert parser.parse([word], [part], [(0, 1)], frozenset(), 0) == (
        0,
        (PartToken("a", "a", Role.INITIAL, "", 0, 0, 1),),
    )
    for ends in [[(0, 2)], [(1, 1)], [(-1, 1)], []]:
        with pytest.raises(ValueError, match="kernel"):
            parser.parse([word], [part], ends, frozenset(), 0)
    with pytest.raises(TypeError, match="kernel"):
        parser.parse(["a"], [part], [(0, 1)], frozenset(), 0)
    with pytest.raises(TypeError, match="kernel"):
        parser.parse([word], ["a"], [(0, 1)], frozenset(), 0)
    with pytest.raises(ValueError, match="kernel"):
        _kernel.NameParser(PartToken, ("given",), frozenset())
    with pytest.raises(ValueError, match="kernel"):
        _kernel.NamePhrase(("a",), 99, "")
    with pytest.raises(TypeError, match="kernel"):
        _kernel.WrittenWord("a", ("b",), False, True)
