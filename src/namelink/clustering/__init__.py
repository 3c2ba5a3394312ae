"""Clustering: the spellings of one name in a list, found without a gazetteer.

names → one of each lookup key → blocks → those that sound alike → scores of `compare` → groups. Names are sorted
first, so that the groups do not depend on the order they came in.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from namelink.clustering.blocks import Sounds, block_pairs, nearest_pairs
from namelink.clustering.grouping import Pair, Scores, average_groups, components, strongest_edges
from namelink.clustering.phonetic_filter import similar_pairs
from namelink.config import Config
from namelink.errors import require_str
from namelink.matching.comparison import score_pairs
from namelink.matching.forms import forms, to_name
from namelink.matching.scoring import NameScorer
from namelink.model import Cluster, ClusterEdge
from namelink.names import NameText
from namelink.scripts import script_code
from namelink.transliteration.romanizer import romanize
from namelink.validation import check_choice, check_strings, check_threshold

METHODS = ("average", "components")
"""How groups are made."""

Progress = Callable[[int, int], None]
"""Called with the number of pairs that are compared, and of all pairs."""


def cluster(
    names: Iterable[str],
    *,
    threshold: float | None = None,
    method: str = "average",
    progress: Progress | None = None,
    config: Config | None = None,
) -> list[Cluster]:
    """Return groups of the spellings of one name.

    Names are compared where they share the sound of a rare token, or of two tokens or three where these are
    frequent. A name that is near to several (محمد علي to every محمد علي of whatever surname) is no reason to
    make them one group, unless that is asked for (``components``).

    Args:
        names: The names, in any script.
        threshold: The score of `compare`, 0 to 1, from which two names are taken for one; that of the settings if
            None, 0.8 where these say nothing else.
        method: ``average`` joins groups, the likeliest first, while the log-odds of all pairs between them
            average those of the threshold or more; ``components`` joins whatever a chain of such pairs connects.
        progress: Called as ``progress(done, total)`` while pairs are compared.
        config: The settings; the default ones if None.

    Returns:
        The groups, by the first name of each; each name stands in one group, as often as it came.

    Raises:
        TypeError: names is one str, or a name is not a str.
        ValueError: the method is none of the two, or the threshold is not between 0 and 1.

    >>> groups = cluster(["صدر جباروف", "Sadyr Japarov", "محمد سلمان", "محمد سلطان", "صادر جباروف"])
    >>> [c.names for c in groups]
    [('صدر جباروف', 'Sadyr Japarov', 'صادر جباروف'), ('محمد سلمان',), ('محمد سلطان',)]
    >>> [c.latin for c in groups]
    ['Sadyr Japarov', 'Mohammed Salman', 'Mohammed Sultan']
    """
    config = config or Config()
    method = check_choice("method", method, METHODS)
    threshold = config.matching.threshold if threshold is None else check_threshold(threshold)
    given = [require_str(name, "cluster", "every name") for name in check_strings("names", names)]
    listed = _SpellingList(given, threshold, NameScorer.of(config))
    scores = listed.likely_scores(progress)
    if method == "average":
        groups = average_groups(len(listed.spellings), scores, threshold, listed.compare, config.clustering)
    else:
        groups = components(len(listed.spellings), scores, threshold)
    return _clusters(given, listed, groups, scores)


class _SpellingList:
    """The distinct names of a list, those of one lookup key together: the first of each stands for all.

    Args:
        given: The names.
        threshold: The score from which two names are one.
        scorer: Compares names.
    """

    def __init__(self, given: Iterable[str], threshold: float, scorer: NameScorer) -> None:
        self._scorer = scorer
        self._config = scorer.config
        self.same_key_score = scorer.score(scorer.same_key("", ""))
        names = {text: to_name(text, self._config.limits) for text in sorted(set(given))}
        alike: dict[object, list[str]] = {}
        for text, name in names.items():
            key = name.key if name and self.same_key_score >= threshold else None
            alike.setdefault(key or (text,), []).append(text)
        self.spellings = list(alike.values())
        self._names = [names[texts[0]] for texts in self.spellings]
        self._forms: list[tuple[NameText, ...]] = [forms(name, scorer) if name else () for name in self._names]

    def compare(self, pairs: Sequence[Pair]) -> list[float]:
        """Return the scores of pairs of names, given by the places of their spellings."""
        return list(score_pairs(((self._forms[i], self._forms[j]) for i, j in pairs), self._scorer))

    def likely_scores(self, progress: Progress | None) -> Scores:
        """Return the scores of the pairs that are worth comparing; a string that is no name is in none."""
        settings, limits = self._config.clustering, self._config.limits
        sounds = [Sounds.of(name, settings.tokens) for name in self._names]
        similar = similar_pairs(sounds, block_pairs(sounds, settings, limits), settings, limits)
        pairs = nearest_pairs(sounds, similar, settings)
        scores: Scores = {}
        for begin in range(0, len(pairs), limits.pairs_at_once):
            batch: list[Pair] = [(i, j) for i, j in pairs[begin : begin + limits.pairs_at_once].tolist()]
            scores.update(zip(batch, self.compare(batch), strict=True))
            if progress:
                progress(len(scores), len(pairs))
        return scores


def _clusters(given: list[str], listed: _SpellingList, groups: list[list[int]], scores: Scores) -> list[Cluster]:
    """Return the groups, by the first name of each."""
    counts = Counter(given)
    spellings = listed.spellings
    home = {name: number for number, group in enumerate(groups) for i in group for name in spellings[i]}
    members: dict[int, list[str]] = {}
    for name in given:
        members.setdefault(home[name], []).append(name)
    return [
        Cluster(
            tuple(names),
            _central(groups[number], spellings, scores, counts),
            _edges(groups[number], listed, scores),
            romanize=functools.partial(_latin_form, tuple(names)),
        )
        for number, names in members.items()
    ]


def _edges(group: list[int], listed: _SpellingList, scores: Scores) -> tuple[ClusterEdge, ...]:
    spellings = listed.spellings
    same = [ClusterEdge(spellings[i][0], name, listed.same_key_score) for i in group for name in spellings[i][1:]]
    found = [ClusterEdge(spellings[i][0], spellings[j][0], scores[i, j]) for i, j in strongest_edges(group, scores)]
    return tuple(sorted(same + found, key=lambda edge: -edge.score))


def _central(group: list[int], spellings: list[list[str]], scores: Scores, counts: Counter[str]) -> str:
    """Return the spelling that stands for a group: in Latin letters if any is, else in Arabic; the most frequent.

    Of those as frequent, the one that is most like the others.
    """

    def order(i: int, name: str) -> tuple[int, int, float, str]:
        like = sum(scores.get((min(i, j), max(i, j)), 0.0) for j in group if j != i)
        return -_SCRIPTS.get(script_code(name) or "", 0), -counts[name], -round(like, 6), name

    return min(order(i, name) for i in group for name in spellings[i])[-1]


_SCRIPTS = {"Latn": 2, "Arab": 1}


def _latin_form(names: tuple[str, ...], central: str) -> str:
    """Return a Latin form of a group: of a spelling that writes its vowels (Путин), if there is one."""
    if script_code(central) == "Latn":
        return central
    return romanize(next((name for name in names if script_code(name) not in ("Arab", None)), central))
