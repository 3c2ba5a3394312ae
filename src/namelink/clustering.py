"""Spellings of one name in a list, found without a gazetteer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from namelink.errors import require_str
from namelink.matching.comparison import compare
from namelink.matching.evidence import word_weight
from namelink.model import Cluster
from namelink.resolver import THRESHOLD
from namelink.text.scripts import script
from namelink.translit.alphabet import letters_of
from namelink.translit.natural import transliterate
from namelink.translit.sounds import deletions, heard_words, sound_key

LARGEST_BLOCK = 500
"""Names that share a sound beyond which they are not all compared with each other."""


def cluster(names: Iterable[str], *, threshold: float = THRESHOLD) -> list[Cluster]:
    """Return groups of the spellings of one name.

    Names are compared where they share the sound of a word, or nearly; names that are spellings of
    one name, directly or by way of others, make a group.

    Args:
        names: The names, in any script.
        threshold: The score of `compare`, 0 to 1, from which two names are taken for one.

    Returns:
        The groups, by the first name of each; each name stands in one group.

    Raises:
        TypeError: a name is not a str.

    >>> [c.names for c in cluster(["صدر جباروف", "Sadyr Japarov", "بوتين"])]
    [('صدر جباروف', 'Sadyr Japarov'), ('بوتين',)]
    """
    given = [require_str(name, "cluster", "every name") for name in names]
    listed = list(dict.fromkeys(given))
    parent = list(range(len(listed)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, j in _pairs(listed):
        if root(i) != root(j) and compare(listed[i], listed[j]).score >= threshold:
            parent[max(root(i), root(j))] = min(root(i), root(j))
    place = {name: root(i) for i, name in enumerate(listed)}
    groups: dict[int, list[str]] = {}
    for name in given:
        groups.setdefault(place[name], []).append(name)
    return [Cluster(tuple(group), _latin(group)) for group in groups.values()]


def _pairs(names: list[str]) -> Iterator[tuple[int, int]]:
    blocks: dict[str, list[int]] = {}
    for i, name in enumerate(names):
        sounds = {sound_key(word) for word in heard_words(name) if word_weight(letters_of(word)) == 1}
        for key in {key for sound in sounds for key in (sound, *deletions(sound))}:
            blocks.setdefault(key, []).append(i)
    seen: set[tuple[int, int]] = set()
    for key in sorted(blocks):
        block = blocks[key][:LARGEST_BLOCK]
        for position, i in enumerate(block):
            for j in block[position + 1 :]:
                if (i, j) not in seen:
                    seen.add((i, j))
                    yield i, j


def _latin(names: list[str]) -> str:
    return next((name for name in names if script(name) == "Latn"), transliterate(names[0]))
