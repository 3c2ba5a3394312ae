"""The rows of the bench of names: labelled pairs and absent names, each in the half it was put in.

The half ``dev`` may be read while a matcher is made; of the half ``held`` nobody reads a row, only figures.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

import attrs

from namelink.scripts import script_code
from namelink.tables import parse_tsv

DATA = Path(__file__).resolve().parent / "data"

HALVES = ("dev", "held")

KINDS = (
    "clitic compound cross-script family gender hamza initial kunya near-name order organization patronymic place"
    " spelling title"
).split()

ABSENT_KINDS = "common famous-part kin foreign organization place".split()

TYPES = ("person", "organization", "place")

LABELS = ("same", "different")

LOOSE = str.maketrans("ةىیک", "هييك")
"""Letters that one base string may have either way."""


@attrs.frozen
class NamePair:
    """Two names, and whether they are forms of one.

    Attributes:
        half: ``dev`` or ``held``.
        kind: What the pair is hard for, one of `KINDS`.
        type: What bears the names, one of `TYPES`.
        a: One name.
        b: The other.
        label: ``same`` or ``different``.
    """

    half: str
    kind: str
    type: str
    a: str
    b: str
    label: str

    @property
    def is_same(self) -> bool:
        """Whether the two are forms of one name."""
        return self.label == "same"

    @property
    def scripts(self) -> str:
        """The scripts of the two, in alphabetical order: ``Arab-Latn``."""
        return "-".join(sorted(script_code(name) or "Zzzz" for name in (self.a, self.b)))


@attrs.frozen
class AbsentName:
    """A name whose bearer no gazetteer lists.

    Attributes:
        half: ``dev`` or ``held``.
        kind: Why it may be taken for another, one of `ABSENT_KINDS`.
        type: What bears it, one of `TYPES`.
        name: The name.
    """

    half: str
    kind: str
    type: str
    name: str


def read_pairs(path: Path = DATA / "names.tsv") -> list[NamePair]:
    """Return the labelled pairs."""
    return [NamePair(**row) for _, row in parse_tsv(path.read_text(encoding="utf-8"))]


def read_absent(path: Path = DATA / "absent.tsv") -> list[AbsentName]:
    """Return the names that no gazetteer lists."""
    return [AbsentName(**row) for _, row in parse_tsv(path.read_text(encoding="utf-8"))]


def base(name: str) -> str:
    """Return a name by which minimal pairs are known to belong together: letters and digits, without marks and case.

    It is the bench's own, so that no half changes when a matcher does.

    >>> base("عبد الرّحمنِ") == base("عبدالرحمن"), base("Ḥasan-ZADEH")
    (True, 'hasanzadeh')
    """
    letters = unicodedata.normalize("NFKD", name).casefold()
    return "".join(char for char in letters if char.isalnum()).translate(LOOSE)


def halves(groups: Iterable[Sequence[str]]) -> list[str]:
    """Return the half of each group of names: groups that share a base string, or are linked by others, share a half.

    Args:
        groups: The names of each row: two of a pair, one of an absent name.

    >>> halves([("a", "b"), ("B", "c"), ("c", "d")]) in ([half] * 3 for half in HALVES)
    True
    """
    bases = [[base(name) for name in group] for group in groups]
    parent = {text: text for group in bases for text in group}

    def root(text: str) -> str:
        while parent[text] != text:
            parent[text] = parent[parent[text]]
            text = parent[text]
        return text

    for first, *others in bases:
        for other in others:
            # The smallest string stays the root, and names the cluster.
            low, high = sorted((root(first), root(other)))
            parent[high] = low
    return [HALVES[hashlib.sha256(root(first).encode()).digest()[0] % 2] for first, *_ in bases]
