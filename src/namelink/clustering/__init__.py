"""Spellings of one name in a list, found without a gazetteer.

names → one of each lookup key → blocks → those that sound alike → scores of `compare` → groups. Names are sorted
first, so that the groups do not depend on the order they came in.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from namelink.clustering.blocks import likely_pairs
from namelink.clustering.grouping import Pair, Scores, average_groups, components, strongest_links
from namelink.clustering.phonetic_filter import alike_by_sound
from namelink.errors import require_str
from namelink.lang import make_key
from namelink.matching.comparison import MAX_LENGTH, compare_many
from namelink.matching.features import flag, probability
from namelink.matching.resolver import THRESHOLD
from namelink.model import Cluster, ClusterEdge
from namelink.scripts import script_code
from namelink.transliteration.romanizer import romanize

METHODS = ("average", "components")
"""How groups are made."""

AT_ONCE = 1 << 15
"""Pairs that are compared between two reports of progress."""

Progress = Callable[[int, int], None]
"""Told how many pairs are compared, and of how many."""


def cluster(
    names: Iterable[str],
    *,
    threshold: float = THRESHOLD,
    method: str = "average",
    progress: Progress | None = None,
) -> list[Cluster]:
    """Return groups of the spellings of one name.

    Names are compared where they share the sound of a rare word, or of two words or three where these are
    frequent. A name that is near to several (محمد علي to every محمد علي of whatever surname) is no reason to
    make them one group, unless that is asked for (``components``).

    Args:
        names: The names, in any script.
        threshold: The score of `compare`, 0 to 1, from which two names are taken for one.
        method: ``average`` joins groups, the likeliest first, while the log-odds of all pairs between them
            average those of the threshold or more; ``components`` joins whatever a chain of such pairs connects.
        progress: Called as ``progress(done, total)`` while pairs are compared.

    Returns:
        The groups, by the first name of each; each name stands in one group, as often as it came.

    Raises:
        TypeError: a name is not a str.
        ValueError: the method is none of the two, or the threshold is not between 0 and 1.

    >>> groups = cluster(["صدر جباروف", "Sadyr Japarov", "محمد سلمان", "محمد سلطان", "صادر جباروف"])
    >>> [c.names for c in groups]
    [('صدر جباروف', 'Sadyr Japarov', 'صادر جباروف'), ('محمد سلمان',), ('محمد سلطان',)]
    >>> [c.latin for c in groups]
    ['Sadyr Japarov', 'Mohammed Salman', 'Mohammed Sultan']
    """
    if method not in METHODS:
        raise ValueError(f"method must be one of {', '.join(METHODS)}, not {method!r}")
    if not 0 <= threshold <= 1:
        raise ValueError(f"threshold must be from 0 to 1, not {threshold!r}")
    given = [require_str(name, "cluster", "every name") for name in names]
    spellings = _spellings(given, threshold)
    firsts = [alike[0] for alike in spellings]
    scores = _scores(firsts, progress)

    def compare(pairs: list[Pair]) -> list[float]:
        return compare_many((firsts[i], firsts[j]) for i, j in pairs)

    if method == "average":
        groups = average_groups(len(firsts), scores, threshold, compare)
    else:
        groups = components(len(firsts), scores, threshold)
    return _clusters(given, spellings, groups, scores)


def _spellings(given: list[str], threshold: float) -> list[list[str]]:
    """Return the distinct names, sorted, those of one lookup key together."""
    listed = sorted(set(given))
    if _same() < threshold:
        return [[name] for name in listed]
    alike: dict[tuple[str, str], list[str]] = {}
    for name in listed:
        key = make_key(name) if len(name) <= MAX_LENGTH else ""
        alike.setdefault((key, "" if key else name), []).append(name)
    return list(alike.values())


def _same() -> float:
    """Return the score of two names with one lookup key."""
    return probability([flag("same", "", "")])


def _scores(names: Sequence[str], progress: Progress | None) -> Scores:
    """Return the scores of the pairs of names that are worth comparing."""
    pairs = alike_by_sound(names, likely_pairs(names))
    scores: Scores = {}
    for begin in range(0, len(pairs), AT_ONCE):
        batch: list[Pair] = [(i, j) for i, j in pairs[begin : begin + AT_ONCE].tolist()]
        scores.update(zip(batch, compare_many((names[i], names[j]) for i, j in batch), strict=True))
        if progress:
            progress(len(scores), len(pairs))
    return scores


def _clusters(given: list[str], spellings: list[list[str]], groups: list[list[int]], scores: Scores) -> list[Cluster]:
    """Return the groups, by the first name of each."""
    counts = Counter(given)
    home = {name: number for number, group in enumerate(groups) for i in group for name in spellings[i]}
    members: dict[int, list[str]] = {}
    for name in given:
        members.setdefault(home[name], []).append(name)
    return [
        Cluster(
            tuple(names),
            _central(groups[number], spellings, scores, counts),
            _links(groups[number], spellings, scores),
            romanize=functools.partial(_latin_form, tuple(names)),
        )
        for number, names in members.items()
    ]


def _links(group: list[int], spellings: list[list[str]], scores: Scores) -> tuple[ClusterEdge, ...]:
    same = [ClusterEdge(spellings[i][0], name, _same()) for i in group for name in spellings[i][1:]]
    found = [ClusterEdge(spellings[i][0], spellings[j][0], scores[i, j]) for i, j in strongest_links(group, scores)]
    return tuple(sorted(same + found, key=lambda link: -link.score))


def _central(group: list[int], spellings: list[list[str]], scores: Scores, counts: Counter[str]) -> str:
    """Return the spelling that stands for a group: in Latin letters if any is, else in Arabic; the most frequent.

    Of those as frequent, the one that is most like the others.
    """

    def place(i: int, name: str) -> tuple[int, int, float, str]:
        like = sum(scores.get((min(i, j), max(i, j)), 0.0) for j in group if j != i)
        return -_SCRIPTS.get(script_code(name) or "", 0), -counts[name], -round(like, 6), name

    return min(place(i, name) for i in group for name in spellings[i])[-1]


_SCRIPTS = {"Latn": 2, "Arab": 1}


def _latin_form(names: tuple[str, ...], central: str) -> str:
    """Return a Latin form of a group: of a spelling that writes its vowels (Путин), if there is one."""
    if script_code(central) == "Latn":
        return central
    return romanize(next((name for name in names if script_code(name) not in ("Arab", None)), central))
