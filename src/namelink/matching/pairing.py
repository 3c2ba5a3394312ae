"""Which words of two names belong together: paired, left alone, or written as one here and as two there."""

from __future__ import annotations

import functools

import attrs

from namelink.matching.alignment import is_arabic_letters
from namelink.matching.likeness import CERTAIN, WordPairs
from namelink.text import tables
from namelink.text.affixes import ARTICLE
from namelink.translit.alphabet import letters_of
from namelink.translit.names import attested
from namelink.translit.sounds import heard_words

UNRELATED = 2.2
"""The cost of a letter, in natural logarithms, from which two words are not paired at all."""

SPARE_ARTICLE = 0.3
"""What it costs that one word has the article and the other has not, in natural logarithms."""

LENGTHS = 0.4
"""By how much one name may be shorter than another that has the same words run together."""

JOINED = 0.6
"""The cost of a letter up to which words run together are one word of the other name."""


@functools.cache
def _light_words() -> dict[str, float]:
    table = tables.rows("namelink.matching", "light_words.tsv")
    return {letters_of(row["word"]): float(row["weight"]) for row in table}


def word_weight(word: str) -> float:
    """Return how much a word of a name, given by its letters, counts: 1, or less for words of structure.

    >>> word_weight("سلمان"), word_weight("بن")
    (1.0, 0.25)
    """
    return _light_words().get(word, 1.0)


@functools.lru_cache(maxsize=1 << 14)
def name_words(name: str) -> tuple[str, ...]:
    """Return the letters of a name's words.

    >>> name_words("عبدالفتّاح السيسى"), name_words("Садыр Жапаров")
    (('عبد', 'الفتاح', 'السيسي'), ('sadyr', 'zhaparov'))
    """
    return tuple(letters for letters in map(letters_of, heard_words(name)) if letters)


@attrs.frozen
class Pair:
    """Two words taken for one.

    Attributes:
        a: A word of the one name, empty where it is lacking.
        b: A word of the other name, empty where it is lacking.
        order: Where each stands in its name.
    """

    a: str
    b: str
    order: tuple[int, int] = (0, 0)


def pair_words(a: tuple[str, ...], b: tuple[str, ...], pairs: WordPairs) -> list[Pair]:
    """Pair the words of two names, whatever their order: the nearest first, then what is left alone.

    >>> a, b = ("صدر", "جباروف"), ("japarov", "sadyr")
    >>> [(p.a, p.b) for p in pair_words(a, b, WordPairs.of(a, b))]
    [('صدر', 'sadyr'), ('جباروف', 'japarov')]
    """
    near = sorted(
        (apart, abs(i - j), i, j)
        for i, x in enumerate(a)
        for j, y in enumerate(b)
        if (apart := _apart(x, y, pairs)) < UNRELATED
    )
    of_a: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in near:
        if i not in of_a and j not in taken:
            of_a[i] = j
            taken.add(j)
    paired = [Pair(x, b[of_a[i]], (i, of_a[i])) if i in of_a else Pair(x, "") for i, x in enumerate(a)]
    return paired + [Pair("", y) for j, y in enumerate(b) if j not in taken]


def loose_cost(a: tuple[str, ...], b: tuple[str, ...], pairs: WordPairs, known: dict[tuple[str, str], float]) -> float:
    """Return roughly what it costs to read one name as another whatever the order of words; a lost word costs as much.

    Args:
        a: The words of the query.
        b: The words of the name.
        pairs: What the words have in common.
        known: What pairs of words were found to cost, for the names to come.

    >>> loose_cost(("a",), ("a",), WordPairs.of(("a",), ("a",)), {})
    0.0
    """
    rows = []
    for x in a:
        row = []
        for y in b:
            cost = known.get((x, y))
            if cost is None:
                cost = min(pairs.cost(x, y), UNRELATED * max(len(x), len(y))) * pair_weight(x, y)
                known[x, y] = cost
            row.append(cost)
        rows.append(row)
    of_a = sum(min(row) for row in rows)
    of_b = sum(min(column) for column in zip(*rows, strict=True))
    return float(max(of_a, of_b))


def pair_weight(a: str, b: str) -> float:
    """Return how much two words count."""
    return max(word_weight(a), word_weight(b))


def _apart(a: str, b: str, pairs: WordPairs) -> float:
    """Return what it costs to read one word as another, by the letter; an article only one has costs little.

    A word of structure is no spelling of another word of its script: صحيفة (newspaper), صحفي.
    """
    if (word_weight(a) < 1) != (word_weight(b) < 1) and is_arabic_letters(a) == is_arabic_letters(b):
        return UNRELATED
    cost = pairs.cost(a, b)
    if cost and _has_spare_article(a, b):
        cost = min(cost, pairs.cost(_without_article(a), _without_article(b)) + SPARE_ARTICLE)
    return cost / max(len(a), len(b))


def pair_log_odds(a: str, b: str, pairs: WordPairs) -> float:
    """Return the log-odds that two words are spellings of one another, an article that only one has taken off."""
    found = pairs.log_odds(a, b)
    if found < CERTAIN and _has_spare_article(a, b) and attested(a, b) >= 0:  # النيجر is not نيجيريا
        found = max(found, pairs.log_odds(_without_article(a), _without_article(b)) - SPARE_ARTICLE)
    return found


def _has_spare_article(a: str, b: str) -> bool:
    return a.startswith(ARTICLE) != b.startswith(ARTICLE)


def _without_article(word: str) -> str:
    return word[2:] if word.startswith(ARTICLE) and len(word) >= 5 else word


def run_together(a: tuple[str, ...], b: tuple[str, ...], found: list[Pair], pairs: WordPairs) -> list[Pair]:
    """Return the pairs of two names of which one writes two words together, or none: Abdulaziz, عبد العزيز."""
    if len(a) == len(b):
        return []
    if min(len(a), len(b)) == 1:
        whole = Pair("".join(a), "".join(b))
        alike = abs(len(whole.a) - len(whole.b)) <= LENGTHS * max(len(whole.a), len(whole.b))
        return [whole] if alike and _is_near(whole, pairs) else []
    lost = [p for p in found if not (p.a and p.b)]
    longer = a if len(a) > len(b) else b
    if len(lost) == 3:
        return _joined_alone(lost, found, longer is a, longer, pairs)
    if len(lost) != 1:
        return []
    place = longer.index(lost[0].a or lost[0].b)
    joined = []
    for first in (place - 1, place):
        if 0 <= first < len(longer) - 1:
            beside = longer[first + (first == place)]
            partner = next(p for p in found if (p.a if longer is a else p.b) == beside)
            run = longer[first] + longer[first + 1]
            pair = Pair(run, partner.b, partner.order) if longer is a else Pair(partner.a, run, partner.order)
            if pair.a and pair.b and _is_near(pair, pairs):
                joined.append((pairs.cost(pair.a, pair.b), first, partner, pair))
    if not joined:
        return []
    *_, partner, pair = min(joined, key=lambda j: j[:2])
    return [pair if p is partner else p for p in found if p is not lost[0]]


def _joined_alone(
    lost: list[Pair], found: list[Pair], longer_is_a: bool, longer: tuple[str, ...], pairs: WordPairs
) -> list[Pair]:
    """Return the pairs where two words side by side that are like none are together like one: نصر الله, Nasrallah."""
    parts = [p for p in lost if bool(p.a) is longer_is_a]
    places = [longer.index(p.a or p.b) for p in parts]
    if len(parts) != 2 or places[1] - places[0] != 1:
        return []
    (whole,) = (p for p in lost if p not in parts)
    run = longer[places[0]] + longer[places[1]]
    pair = Pair(run, whole.b, parts[0].order) if longer_is_a else Pair(whole.a, run, parts[0].order)
    return [*(p for p in found if p not in lost), pair] if _is_near(pair, pairs) else []


def _is_near(pair: Pair, pairs: WordPairs) -> bool:
    return pairs.cost(pair.a, pair.b) < JOINED * max(len(pair.a), len(pair.b))
