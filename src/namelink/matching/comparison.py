"""Comparison of two names without a gazetteer: the probability that they are spellings of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Any

import attrs

from namelink.cache import BoundedCache
from namelink.features import probability
from namelink.kernel import implementation
from namelink.lang import join_key
from namelink.matching.features import NameComparison
from namelink.matching.forms import forms, to_name
from namelink.matching.scoring import NameScorer, default_scorer
from namelink.model import Comparison
from namelink.names import NameText, analyzer
from namelink.summary import shown
from namelink.validation import check_name, check_strings

Forms = tuple[NameText, ...]
"""The forms in which a name is compared; none where a string is no name."""


def compare(a: str | Mapping[str, str], b: str | Mapping[str, str]) -> Comparison:
    """Return how likely two strings are spellings of one name.

    Both may be in any script. The score does not depend on their order. A name that is written twice, in two
    scripts (قطر Qatar), is compared as either spelling too. A string of more than 1,000 code points, as it is or
    folded, 1,000 letters or 40 tokens is no name.

    Args:
        a: A name; or a mapping with its parts, see `namelink.resolve`.
        b: A name likewise.

    Returns:
        The score, a probability from 0 to 1, and the evidence for it.

    Raises:
        TypeError: a or b is neither a str nor a mapping.
        ValueError: a mapping has an unknown part, or neither a given nor a family name.

    >>> compare("صدر جباروف", "Sadyr Japarov").score > 0.5 > compare("سلمان", "سلطان").score
    True
    """
    a = check_name(a, "compare", "a")
    b = check_name(b, "compare", "b")
    scorer = default_scorer()
    found = []
    for x, y in product(_forms(a, scorer), _forms(b, scorer)):
        found += [scorer.evidence(comparison) for comparison in _comparisons(x, y, scorer)]
        back = [scorer.evidence(comparison) for comparison in _comparisons(y, x, scorer)]
        found += [[attrs.evolve(e, query=e.name, name=e.query) for e in evidence] for evidence in back]
    best = max(found, key=probability, default=[])
    score = probability(best) if best else 0.0
    return Comparison(a, b, score, tuple(sorted(best, key=lambda e: -abs(e.contribution))))


def compare_many(pairs: Iterable[tuple[str | Mapping[str, str], str | Mapping[str, str]]]) -> list[float]:
    """Return the score that `compare` gives each of many pairs, in a fraction of the time: reasons are left out.

    Args:
        pairs: Pairs of names.

    Returns:
        The probability, 0 to 1, for each pair, in order.

    Raises:
        TypeError: pairs is one str, a pair is not two, or a name is neither a str nor a mapping.
        ValueError: a mapping has an unknown part, or neither a given nor a family name.

    >>> compare_many([("صدر جباروف", "Sadyr Japarov")]) == [compare("صدر جباروف", "Sadyr Japarov").score]
    True
    """
    listed: list[Any] = list(check_strings("pairs", pairs))
    for pair in listed:
        if not isinstance(pair, tuple | list) or len(pair) != 2:
            raise TypeError(f"pairs must be a list of pairs of str, not of {shown(pair)}: give [(a, b)]")
    named = [
        (check_name(a, "compare_many", "every name"), check_name(b, "compare_many", "every name")) for a, b in listed
    ]
    scorer = default_scorer()
    known = BoundedCache[str, Forms](lambda text: _forms(text, scorer), scorer.config.limits.cached_names)
    return list(score_pairs(((known[a], known[b]) for a, b in named), scorer))


def score_pairs(pairs: Iterable[tuple[Forms, Forms]], scorer: NameScorer) -> Iterator[float]:
    """Yield the score of each of some pairs of names, each name given by its forms; 0 where one has none."""
    for one, other in pairs:
        yield max((_score(a, b, scorer) for a, b in product(one, other)), default=0.0)


def _score(a: NameText, b: NameText, scorer: NameScorer) -> float:
    alike = [scorer.score(c) for x, y in ((a, b), (b, a)) for c in _of_one_key(x, y, scorer)]
    if a.key == b.key:
        return max(alike)
    pairs = scorer.pairs(a.letters, b.letters) if implementation() == "python" else None
    return max(scorer.likelihood(a, b, pairs), scorer.likelihood(b, a, pairs), *alike)


def _forms(text: str, scorer: NameScorer) -> Forms:
    name = to_name(text, scorer.config.limits)
    return forms(name, scorer) if name else ()


def _comparisons(query: NameText, name: NameText, scorer: NameScorer) -> Iterator[NameComparison]:
    """Yield the ways to compare a query with a name: as it is, and without a clitic or case that makes the keys one."""
    if query.key != name.key:
        yield scorer.compare(query, name)
    yield from _of_one_key(query, name, scorer)


def _of_one_key(query: NameText, name: NameText, scorer: NameScorer) -> Iterator[NameComparison]:
    """Yield the comparisons of two names that have one key, or have it without a clitic or case of the query."""
    if query.key == name.key:
        yield scorer.same_key(" ".join(query.letters), " ".join(name.letters))
    if query.stem_text and analyzer().name(query.stem_text).key == name.key:
        yield scorer.same_key(name.key, name.key, clitic=query.text[len(query.stem_text) :])
    if query.key[-1] == name.key[-1]:  # clitics stand before a word: its end stays
        first, *rest = query.tokens
        for segmentation in analyzer().token(first).segmentations:
            if segmentation.length and join_key([segmentation.word, *rest]) == name.key:
                yield scorer.same_key(name.key, name.key, clitic=segmentation.prefix, is_attested=False)
