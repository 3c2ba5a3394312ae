"""The evidence that two names are one: features, each documented, and the probability they make.

The weights stand in ``data/weights.json``; a positive one speaks for a match. Features of two names:

same
    1 where both have one lookup key, that is, differ in spelling habits at most.
doubt
    The log-odds that the two words that are least alike are spellings of one another (see `likeness`).
words
    The log-odds of the other pairs of words, as far as they speak for it, by their weight, added up.
extra
    The share of the query, by weight, that the name does not hold.
missing
    The share of the name, by weight, that the query does not hold.
conflict
    1 where both hold a word that counts and the other does not: محمد بن سلمان آل سعود, محمد بن سلمان آل خليفة.
surname
    1 where what is missing or extra is the last word that counts: a given name alone is no name.
alone
    1 where a single word, or two of the most common given names, stand for a longer name (Japarov may be any
    Japarov, محمد علي anybody), or where a given name only sounds like the name.
thin
    How many consonants are lacking for sounding like a name to be no accident.
plain
    1 where the query is made of common words, so that it is hardly a name misspelt: بيان صحفي.
crowd
    How many names there are that may be alike by accident: their logarithm to base 10, by the words of the query,
    since one word is alike sooner than two.
joined
    1 where words are written together in one name and apart in the other: عبد العزيز, Abdulaziz.
order
    1 where the words stand in another order.
swapped
    1 where given names have changed places: حسن علي is not علي حسن.
article
    1 where one has the article and the other has not.
head
    1 where a head noun had to be taken off the query: مدينة موسكو.
clitic
    1 where a clitic had to be taken off the query (وقيرغيزستان).
short
    1 where the name is a short form or a demonym.

Features of a name in a text (see `namelink.linking`):

common
    1 where the name is also a common word: قطر, مالي.
support
    The log-odds of the doubts (common, obscure) that neighbours, or the rest of the text, take away.
against
    1 where neighbours show that it is the plain word.
obscure
    How much likelier the words are another word, or a given name, than this little known entity.
grammar
    1 where the word's form is not that of a name: tanwin, or an adjective that does not agree.
stranger
    1 where the words beside a name make another name of it.
established
    1 where a short form stands for a person whose full name the text holds.
"""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Iterable
from importlib import resources

import attrs

from namelink.matching.alignment import is_arabic_letters
from namelink.matching.likeness import CERTAIN, WordPairs
from namelink.model import Evidence
from namelink.text import tables
from namelink.text.affixes import ARTICLE
from namelink.text.frequencies import zipf
from namelink.translit.alphabet import letters_of
from namelink.translit.names import attested, is_given
from namelink.translit.sounds import heard_words

UNRELATED = 2.2
"""The cost of a letter, in natural logarithms, from which two words are not paired at all."""

SPARE_ARTICLE = 0.3
"""What it costs that one word has the article and the other has not, in natural logarithms."""

SURE = 4.0
"""The log-odds beyond which one word of several speaks no more for a match: another may still speak against it."""

UNHELPFUL = 0.5
"""The share of what the other words say that counts where one word speaks clearly against it: many are called محمد."""

MOST_OTHERS = 8.0
"""What the other words add to the log-odds at most."""

LENGTHS = 0.4
"""By how much one name may be shorter than another that has the same words run together."""

JOINED = 0.6
"""The cost of a letter up to which words run together are one word of the other name."""


@functools.cache
def weights() -> dict[str, float]:
    """Return the weight of each feature, and the bias."""
    text = resources.files("namelink.matching").joinpath("data", "weights.json").read_text("utf-8")
    return {name: value for name, value in json.loads(text).items() if name != "comment"}


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
                cost = min(pairs.cost(x, y), UNRELATED * max(len(x), len(y))) * _weight(x, y)
                known[x, y] = cost
            row.append(cost)
        rows.append(row)
    of_a = sum(min(row) for row in rows)
    of_b = sum(min(column) for column in zip(*rows, strict=True))
    return float(max(of_a, of_b))


def _weight(a: str, b: str) -> float:
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


def _log_odds(a: str, b: str, pairs: WordPairs) -> float:
    found = pairs.log_odds(a, b)
    if found < CERTAIN and _has_spare_article(a, b) and attested(a, b) >= 0:  # النيجر is not نيجيريا
        found = max(found, pairs.log_odds(_without_article(a), _without_article(b)) - SPARE_ARTICLE)
    return found


def _has_spare_article(a: str, b: str) -> bool:
    return a.startswith(ARTICLE) != b.startswith(ARTICLE)


def _without_article(word: str) -> str:
    return word[2:] if word.startswith(ARTICLE) and len(word) >= 5 else word


def compare_words(
    a: tuple[str, ...], b: tuple[str, ...], same: bool = False, pairs: WordPairs | None = None
) -> list[Evidence]:
    """Return the evidence that two names are one, from the letters of their words.

    Args:
        a: The words of the query.
        b: The words of the name.
        same: Whether both have one lookup key.
        pairs: What is known already of the words.
    """
    if same:
        return [measure("same", 1.0, " ".join(a), " ".join(b))]
    pairs = pairs or WordPairs.of(a, b)
    found = pair_words(a, b, pairs)
    run_together = _run_together(a, b, found, pairs)
    if run_together:
        found = run_together
    met = [p for p in found if p.a and p.b]
    if not met:
        return [measure("extra", 1.0, " ".join(a), ""), measure("missing", 1.0, "", " ".join(b))]
    sure = SURE if max(len(a), len(b)) > 1 else CERTAIN
    odds = [(min(sure, _log_odds(p.a, p.b, pairs)), _weight(p.a, p.b), p) for p in met]
    doubtful = min(odds, key=lambda o: (o[0] * o[1] if o[0] < 0 else o[0], o[2].order))
    others = sum(max(value, 0.0) * weight for value, weight, _ in odds)
    others -= max(doubtful[0], 0.0) * doubtful[1]
    others *= max(UNHELPFUL, 1 + min(doubtful[0], 0.0) / 4)
    lost = [p for p in found if not (p.a and p.b)]
    extra, missing = [p.a for p in lost if p.a], [p.b for p in lost if p.b]
    places = [p.order[1] for p in met]
    evidence = [
        measure("doubt", doubtful[0], doubtful[2].a, doubtful[2].b),
        measure("words", min(MOST_OTHERS, others), " ".join(a), " ".join(b)),
        measure("extra", _share(extra, a), " ".join(extra), ""),
        measure("missing", _share(missing, b), "", " ".join(missing)),
        measure("conflict", float(_counts(extra) and _counts(missing)), " ".join(extra), " ".join(missing)),
        measure("surname", float(_last(a) in extra or _last(b) in missing), _last(a), _last(b)),
        measure("joined", float(bool(run_together)), " ".join(a), " ".join(b)),
        measure("order", float(places != sorted(places)), " ".join(a), " ".join(b)),
        measure("swapped", float(_are_swapped(met)), " ".join(a), " ".join(b)),
    ]
    shorter = min(a, b, key=len)
    if _counts(extra + missing) and (len(shorter) == 1 or _is_anybody(shorter, _last(a), _last(b))):
        evidence.append(flag("alone", " ".join(a), " ".join(b)))
    return [e for e in evidence if e.value]


def _run_together(a: tuple[str, ...], b: tuple[str, ...], found: list[Pair], pairs: WordPairs) -> list[Pair]:
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


def _share(words: Iterable[str], of: tuple[str, ...]) -> float:
    return sum(map(word_weight, words)) / (sum(map(word_weight, of)) or 1.0)


def _are_swapped(met: list[Pair]) -> bool:
    """Whether given names have changed places: Hassan Ali is not Ali Hassan, as Japarov Sadyr is Sadyr Japarov."""
    moved = [p for p in met if p.order[0] != p.order[1]]
    return len(moved) > 1 and all(is_given(p.a) and is_given(p.b) for p in moved)


EVERYBODY = 4.9
"""The frequency (Zipf scale) of a given name from which so many bear it that two of them are nobody's full name."""


def _is_anybody(words: tuple[str, ...], *last: str) -> bool:
    """Whether a name without its last word is made of the most common given names: محمد علي."""
    common = (is_given(word) and zipf(word) >= EVERYBODY for word in words if word_weight(word) >= 0.5)
    return len(set(last)) > 1 and not PATRONYMICS.intersection(words) and all(common)


PATRONYMICS = frozenset({"بن", "ابن", "بنت", "bin", "ibn", "ben", "bint"})
"""Words that make a full name of given names: محمد بن سلمان."""


def _counts(words: Iterable[str]) -> bool:
    """Whether any of some words tells one name from another."""
    return any(word_weight(word) >= 0.5 for word in words)


def _last(words: tuple[str, ...]) -> str:
    return next((word for word in reversed(words) if word_weight(word) >= 0.5), words[-1])


def measure(feature: str, value: float, query: str, name: str) -> Evidence:
    """Return the evidence of a feature with a value."""
    return Evidence(feature, round(value, 4), query, name, round(weights()[feature] * value, 4))


def flag(feature: str, query: str, name: str) -> Evidence:
    """Return the evidence of a feature that is either there or not."""
    return measure(feature, 1.0, query, name)


def probability(evidence: list[Evidence]) -> float:
    """Return the probability, 0 to 1, that evidence makes."""
    log_odds = weights()["bias"] + sum(e.contribution for e in evidence)
    return round(1 / (1 + math.exp(-log_odds)), 6)
