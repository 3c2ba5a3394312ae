from __future__ import annotations

import ast
import importlib.resources
import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

import namelink
from namelink import cluster, compare
from tests.conftest import ROOT, params


def test_what_is_exported() -> None:
    assert namelink.__all__ == sorted(namelink.__all__)
    assert {name for name in vars(namelink) if name[0].isupper()} <= set(namelink.__all__)
    contract = "resolve link transliterate transliterations normalize compare cluster Gazetteer Resolver"
    for name in contract.split():
        assert getattr(namelink, name).__doc__


def test_what_is_loaded_late_is_what_type_checkers_are_told() -> None:
    tree = ast.parse((ROOT / "src" / "namelink" / "__init__.py").read_text(encoding="utf-8"))
    (told,) = (node for node in tree.body if isinstance(node, ast.If))
    imports = [node for node in told.body if isinstance(node, ast.ImportFrom)]
    names = {alias.name: node.module for node in imports for alias in node.names}
    assert sorted([*names, "__version__"]) == namelink.__all__
    for name, module in names.items():
        assert getattr(namelink, name) is getattr(importlib.import_module(str(module)), name)
    assert set(namelink.__all__) <= set(dir(namelink))


def test_modules_are_attributes_without_an_import_of_their_own() -> None:
    program = "import namelink\nnamelink.errors.NamelinkError, namelink.lang.get_language\nnamelink.nothing"
    ended = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, text=True)
    assert ended.stderr.splitlines()[-1] == "AttributeError: module 'namelink' has no attribute 'nothing'"


def test_type_checkers_are_told_of_the_types() -> None:
    assert importlib.resources.files("namelink").joinpath("py.typed").is_file()


def test_importing_does_nothing_else() -> None:
    program = (
        "import sys, logging, namelink\n"
        "assert not logging.root.handlers\n"
        "assert not [m for m in ('click', 'rich', 'namelink.cli', 'namelink.index.compiler') if m in sys.modules]\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_nobody_waits_for_what_is_not_used() -> None:
    program = (
        "import sys, namelink\n"
        "assert not [m for m in sys.modules if m.startswith('namelink.')]\n"
        "assert namelink.resolve('صدر جبروف').name\n"
        "late = 'namelink.linking namelink.spelling namelink.transliteration namelink.pool namelink.clustering'\n"
        "assert not set(f'{late} csv difflib hashlib tomllib'.split()) & sys.modules.keys()\n"
        "read = [pack.code for pack in namelink.lang.languages() if 'name_words' in vars(pack)]\n"
        "assert 'ar' in read and 'ru' not in read, read\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize("row", params("compare", "a", "b"))
def test_compare_examples(row: dict[str, str]) -> None:
    comparison = compare(row["a"], row["b"])
    assert (comparison.score >= 0.5) == (row["same"] == "yes"), comparison.explain()


@given(st.text(max_size=20), st.text(max_size=20))
def test_compare_is_symmetric(a: str, b: str) -> None:
    forth, back = compare(a, b), compare(b, a)
    assert forth.score == back.score
    assert 0 <= forth.score <= 1
    forth.explain()


@given(st.text("اأبتثجحقطرسشصضعغفكلمنهوي ", min_size=1, max_size=20).filter(str.strip))
def test_a_name_is_itself(name: str) -> None:
    assert compare(name, name).score > 0.99


@pytest.mark.parametrize(
    ("char", "most"), [("ق", 1000), ("ﷲ", 250), ("ﷺ", 13), ("中", 200), ("é", 1000), ("a\u0301", 500)]
)
def test_the_length_of_a_name_is_that_of_its_folded_letters_and_tokens(char: str, most: int) -> None:
    assert compare(char * most, char * most).score > 0.99
    assert compare(char * (most + 1), char * (most + 1)).score == 0


def test_compare_takes_str_only() -> None:
    with pytest.raises(TypeError, match=r"compare\(\) takes b as a str"):
        compare("a", None)  # type: ignore[arg-type]


def test_cluster_puts_each_name_in_one_group() -> None:
    names = ["صدر جباروف", "بوتين", "Sadyr Japarov", "محمد بن سلمان", "صادر جباروف", "محمد بن سلطان", "", "بوتين"]
    groups = cluster(names)
    assert sorted(name for group in groups for name in group.names) == sorted(names)
    assert [g.names for g in groups][:2] == [("صدر جباروف", "Sadyr Japarov", "صادر جباروف"), ("بوتين", "بوتين")]
    assert groups[0].latin == "Sadyr Japarov"
    assert len(groups) == 5
    with pytest.raises(TypeError, match="cluster"):
        cluster([1])  # type: ignore[list-item]


PROGRAM = """
import json, sys
from namelink import link, resolve, cluster
text = open(sys.argv[1], encoding="utf-8").read()
queries = ["صدير جبروف", "طرابلس", "Moammar Qadhafi", "محمد بن سلطان", "الكونغو", "فلاديمر بوتن"]
print(json.dumps([link(text).to_dicts(), [resolve(q).to_dict() for q in queries],
                  [resolve(q).explain() for q in queries], [c.names for c in cluster(queries)]]))
"""


def test_the_same_answers_whatever_the_hash_seed() -> None:
    seed = next(iter(sorted((ROOT / "seeds").glob("*.txt"))))
    answers = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM, str(seed)],
            env={"PYTHONHASHSEED": str(value), "PATH": ""},
            capture_output=True,
            check=True,
        ).stdout
        for value in (0, 1, 42, 4_000_000)
    }
    assert len(answers) == 1
    assert json.loads(answers.pop())[0]
