"""What the source must be like: languages in folders, numbers in the configuration, names of the field's terms."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

SRC = ROOT / "src" / "namelink"
MODULES = sorted(SRC.rglob("*.py"))

ARABIC_LETTERS = re.compile("[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff]")

KNOWS_ARABIC = ("lang/ar/", "record_fields.py", "scripts/", "text/", "phonetics/alphabet.py", "integrations/service/")
"""Where the Arabic script or language is data; the service shows Arabic examples and has an Arabic page,
a record is seen to have letters by the commonest ones."""


def docstrings(tree: ast.AST) -> set[int]:
    """Return the identities of the constants that document something: docstrings, and strings that stand alone."""
    return {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def name_of(path: Path) -> str:
    return str(path.relative_to(SRC))


@pytest.mark.parametrize("path", [p for p in MODULES if not name_of(p).startswith(KNOWS_ARABIC)], ids=name_of)
def test_only_the_arabic_pack_knows_arabic(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documentation = docstrings(tree)
    found = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation
        # A sentence of documentation may quote an example.
        if ARABIC_LETTERS.search(node.value) and not re.search("[a-z]{3}", node.value)
    ]
    assert not found


FACTS = {
    "versions of what an index stores": {"FOLD_VERSION", "PHONETICS_VERSION", "ALPHABET_VERSION", "FORMAT_VERSION"},
    "the format of an index: with another number it is another format": {
        *(
            "BLOCK_RECORDS",
            "PIECE_BYTES",
            "DICTIONARY_RECORDS",
            "DICTIONARY_BYTES",
            "MOST_JOINED_TOKENS",
            "MOST_CLASSES",
            "COUNTED_WEIGHT",
        ),
        *("SHORTEST_NEAR", "SHORTEST_FAR", "MAX_NAME_LENGTH"),
        *("_SEED", "_PRIME", "_MIXER", "_WORD", "SHORTEST_CHANGED", "SHORTEST_LENGTHENED"),
    },
    "the Earth": {"EARTH_RADIUS_KM", "HALF_AROUND_EARTH_KM"},
    "tokens of names, which an index stores": {"SHORTEST_STEM", "SHORTEST_COMPOUND"},
    "roots of Arabic": {"SHORTEST_ROOT"},
    "what models and tables were fitted with": {
        *(
            "UNSEEN",
            "UNUSUAL",
            "NEVER",
            "WIDEST",
            "WINDOW",
            "HISTORY",
            "LEVELS",
            "BUCKET_BITS",
            "STEPS",
            "_BACKOFF",
            "_DOUBLE_SPELT_TWICE",
            "ONE",
            "_WIDTHS",
            "_EXACT",
        ),
    },
    "Unicode": {"FIRST_ARABIC", "MAX_MARKS", "MOST_FOLDED", "_MANY", "_GENERIC_MARKS", "_MORE_MARKS", "_QURANIC"},
    "syllables of Arabic, and what its standard romanizations leave open": {
        "FEWEST_CONSONANTS",
        "_LONGEST_CLUSTER",
        "_LONGEST_ARTICLE",
    },
    "what is short for a word of any language, and how rare one is that no table lists": {
        *("SHORTEST_WORD", "SHORTEST_STEM", "SHORTEST_COMPOUND", "_SHORTEST_ACRONYM", "UNLISTED"),
        "LONGEST_REMEMBERED",
    },
    "files that other processes are just making": {"JUST_MADE_SECONDS"},
    "the system": {"AT_FDCWD", "RENAME_EXCHANGE"},
    "formats of others": {"FEATURE_COLUMNS", "NAME_COLUMNS", "COLUMNS", "LONGEST_ID", "VECTOR_LENGTH"},
    "a drawing, a table on a screen": {
        "SIDE",
        "LEFT",
        "TOP",
        "GAP",
        "WIDTH",
        "HEIGHT",
        "POINTS",
        "BINS",
        "AROUND",
        "MOST_SHOWN",
        "_NARROWEST",
        "_PIECE",
    },
    "arithmetic, and a choice between equal ways of it": {
        *(
            "NO_LIMIT",
            "MOST",
            "MOST_ROWS",
            "MOST_HIDDEN",
            "_UNREAD",
            "_DECIMALS",
            "_EPSILON",
            "_NONE",
            "NO_PHRASE",
            "SAMPLE",
            "MOST_NESTED",
            "MOST_OPEN",
            "_IMPOSSIBLE",
        ),
    },
}
"""Constants that are numbers and no settings, by the reason; every other one is a field of namelink.config."""


def numbers(tree: ast.Module) -> Iterator[str]:
    """Yield the constants of a module that are numbers, or tuples of numbers, written by hand."""
    for node in tree.body:
        target = (
            node.targets[0]
            if isinstance(node, ast.Assign)
            else node.target
            if isinstance(node, ast.AnnAssign)
            else None
        )
        value = getattr(node, "value", None)
        if target is None or value is None:
            continue
        names = (
            [target.id]
            if isinstance(target, ast.Name)
            else [e.id for e in getattr(target, "elts", []) if isinstance(e, ast.Name)]
        )
        if _is_number(value):
            yield from names


def _is_number(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, int | float) and not isinstance(node.value, bool)
    if isinstance(node, ast.UnaryOp | ast.BinOp):
        return all(_is_number(child) for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr))
    if isinstance(node, ast.Tuple):
        return bool(node.elts) and all(map(_is_number, node.elts))
    return False


@pytest.mark.parametrize("path", [p for p in MODULES if not name_of(p).startswith("config/")], ids=name_of)
def test_numbers_set_by_hand_are_settings(path: Path) -> None:
    assert set(numbers(ast.parse(path.read_text(encoding="utf-8")))) <= set().union(*FACTS.values())


GLOSSARY = ROOT / "docs" / "reference" / "glossary.md"


def words_of(name: str) -> set[str]:
    """Return the words of a name: of snake_case and of CamelCase."""
    return {w.lower() for w in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def test_the_glossary_is_sorted_and_each_term_stands_once() -> None:
    terms = re.findall(r"^([\w(][^\n]*)\n: ", GLOSSARY.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(terms) == len(set(terms)) >= 50


PRIVATE_WORDS = set(
    "agent bearer bearers claim contender contenders crew cue cues doubt doubts hearer hearing heard judge judgement"
    " late passage road roads shortener speller standing standings stranger strangers survivor survivors"
    " told trail trails verdict verdicts wording workshop".split()
)
"""Metaphors that the first release was written in."""


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_names_are_the_field_s_terms(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    defined = [node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef | ast.FunctionDef)]
    found = {name for name in (path.stem, *defined) if words_of(name) & PRIVATE_WORDS}
    assert not found
