"""Two names, no gazetteer: the probability that they are spellings of one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise, product

import attrs

from namelink.errors import require_str
from namelink.matching.alignment import Alignment
from namelink.matching.bilingual import halves
from namelink.matching.evidence import compare_words, flag, measure, probability
from namelink.matching.likeness import WordPairs, log_odds, without_article
from namelink.matching.pairing import is_too_long, name_words
from namelink.matching.word_tables import Words
from namelink.model import Comparison, Evidence
from namelink.text.affixes import ARTICLE, MIN_STEM, readings
from namelink.text.folding import fold
from namelink.text.tokens import Key, join_key, make_key, words

LONG = 7
"""Letters of a name from which a clitic before it is hardly ever a letter of another name."""

AT_ONCE = 1 << 15
"""Pairs of names whose words are aligned together."""

CELLS = 1 << 23
"""Products of the letters of such pairs, added up, beyond which the next pairs are aligned by themselves.

Their tables have one to six cells of four bytes for each: words are also read without the article and run together.
"""


def compare(a: str, b: str) -> Comparison:
    """Return how likely two strings are spellings of one name.

    Both may be in any script. The score does not depend on their order. A name that is written twice, in two
    scripts (قطر Qatar), is compared as either spelling too. A string of more than 1,000 code points, as it is or
    folded, or 1,000 letters is no name.

    Args:
        a: A name.
        b: A name.

    Returns:
        The score, a probability from 0 to 1, and the evidence for it.

    Raises:
        TypeError: a or b is not a str.

    >>> compare("صدر جباروف", "Sadyr Japarov").score > 0.8 > 0.2 > compare("سلمان", "سلطان").score
    True
    """
    require_str(a, "compare", "a")
    require_str(b, "compare", "b")
    found = (evidence for x, y in product(_forms(a), _forms(b)) for evidence in _both_ways(x, y))
    evidence = max(found, key=probability, default=[])
    score = probability(evidence) if evidence else 0.0
    return Comparison(a, b, score, tuple(sorted(evidence, key=lambda e: -abs(e.contribution))))


def compare_many(pairs: Iterable[tuple[str, str]]) -> list[float]:
    """Return the score that `compare` gives each of many pairs, in a fraction of the time.

    Each pair of words is aligned once, with many others, however many names hold it.

    Args:
        pairs: Pairs of names.

    Returns:
        The probability, 0 to 1, for each pair, in order.

    >>> compare_many([("صدر جباروف", "Sadyr Japarov")]) == [compare("صدر جباروف", "Sadyr Japarov").score]
    True
    """
    return [score for batch in _batches(pairs) for score in _scores(batch)]


@attrs.frozen
class _Name:
    """A name, its lookup key, the letters of its words, and how many these are."""

    text: str
    key: Key
    words: tuple[str, ...]
    letters: int

    @classmethod
    def of(cls, text: str) -> _Name:
        """Return a name by its text."""
        words = name_words(text)
        return cls(text, make_key(text), words, sum(map(len, words)))


_Forms = list[tuple[_Name, _Name]]
"""The forms in which two names are compared."""


def _batches(pairs: Iterable[tuple[str, str]]) -> Iterator[list[_Forms]]:
    """Yield the forms of pairs of names, of as many pairs together as AT_ONCE and CELLS allow."""
    batch: list[_Forms] = []
    known: dict[str, list[_Name]] = {}
    cells = 0
    for pair in pairs:
        for name in pair:
            if name not in known:
                known[name] = [_Name.of(form) for form in _forms(name)]
        forms = list(product(known[pair[0]], known[pair[1]]))
        cells += sum(a.letters * b.letters for a, b in forms if a.key != b.key)
        batch.append(forms)
        if len(batch) >= AT_ONCE or cells >= CELLS:
            yield batch
            batch, known, cells = [], {}, 0
    yield batch


def _scores(batch: list[_Forms]) -> Iterator[float]:
    known = _SharedWords(
        met for forms in batch for a, b in forms if a.key != b.key for met in _meetings(a.words, b.words)
    )
    for forms in batch:
        yield max((_score(a, b, known) for a, b in forms), default=0.0)


def _score(a: _Name, b: _Name, known: WordPairs) -> float:
    same = a.key == b.key
    found = [compare_words(a.words, b.words, same, known), compare_words(b.words, a.words, same, known)]
    if a.key[-MIN_STEM:] == b.key[-MIN_STEM:]:  # what stays of a word without its clitics is its end
        found += [*_without_clitic(a.text, b.text), *_without_clitic(b.text, a.text)]
    return max(map(probability, found))


def _forms(name: str) -> tuple[str, ...]:
    """Return the forms in which a name is compared, itself first; none where it is too long or has no letters."""
    return () if is_too_long(name) or not make_key(name) else (name, *halves(name))


def _meetings(a: tuple[str, ...], b: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of words that are looked at when two names are compared."""
    if len(a) > len(b):
        a, b = b, a
    yield from product(a, b)
    for x, y in product(a, b):
        if x.startswith(ARTICLE) != y.startswith(ARTICLE):
            yield without_article(x), without_article(y)
    if len(a) < len(b):
        yield from product(a, [x + y for x, y in pairwise(b)])


class _SharedWords(WordPairs):
    """What the words of many names have in common: of two, the one that meets more others is aligned with all those."""

    def __init__(self, met: Iterable[tuple[str, str]]) -> None:
        """Align words with those they meet, given by their letters."""
        super().__init__((), ())
        self._met: dict[tuple[str, str], tuple[Alignment, int]] = {}
        self._known: dict[tuple[str, str], float] = {}
        self._odds: dict[tuple[str, str], float] = {}
        distinct = {(min(pair), max(pair)) for pair in met}
        meetings = Counter(word for pair in distinct for word in pair)
        others: defaultdict[str, list[str]] = defaultdict(list)
        for a, b in distinct:
            row, column = (a, b) if (meetings[a], a) > (meetings[b], b) else (b, a)
            others[row].append(column)
        for word, columns in others.items():
            alignment = Alignment(word, Words.of(columns))
            for place, (other, cost) in enumerate(zip(columns, (alignment.costs / 100).tolist(), strict=True)):
                self._met[word, other] = self._met[other, word] = (alignment, place)
                self._known[word, other] = self._known[other, word] = cost

    def cost(self, a: str, b: str) -> float:
        """Return what it costs to read one word as another, in natural logarithms."""
        known = self._known.get((a, b))
        if known is None:
            known = self._known[a, b] = super().cost(a, b)
        return known

    def log_odds(self, a: str, b: str) -> float:
        """Return the log-odds that two words are spellings of one name."""
        known = self._odds.get((a, b))
        if known is None:
            found = self._met.get((a, b))
            known = super().log_odds(a, b) if found is None else log_odds(*found)
            self._odds[a, b] = self._odds[b, a] = known
        return known


def _both_ways(a: str, b: str) -> list[list[Evidence]]:
    forth = [_evidence(a, b), *_without_clitic(a, b)]
    back = [_evidence(b, a), *_without_clitic(b, a)]
    return forth + [[attrs.evolve(e, query=e.name, name=e.query) for e in found] for found in back]


def _evidence(query: str, name: str) -> list[Evidence]:
    return compare_words(name_words(query), name_words(name), make_key(query) == make_key(name))


def _without_clitic(query: str, name: str) -> list[list[Evidence]]:
    first, *rest = words(fold(query))
    key = make_key(name)
    return [
        [flag("same", join_key([reading.word, *rest]), name), measure("clitic", _risk(key), reading.prefix, "")]
        for reading in readings(first)
        if reading.length and join_key([reading.word, *rest]) == key
    ]


def _risk(key: str) -> float:
    """Return how much a clitic counts before a name: what begins a short one may well be its own letter (وارثي)."""
    return 1 + 2.2 * max(0, LONG - len(key))
