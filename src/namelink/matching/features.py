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

from namelink.lang import words_of, zipf
from namelink.lang.ar.name_parts import is_given
from namelink.matching.pairing import Pair, pair_log_odds, pair_weight, pair_words, run_together, word_weight
from namelink.matching.word_model import CERTAIN, WordPairs
from namelink.model import Evidence

SURE = 4.0
"""The log-odds beyond which one word of several speaks no more for a match: another may still speak against it."""

UNHELPFUL = 0.5
"""The share of what the other words say that counts where one word speaks clearly against it: many are called محمد."""

MOST_OTHERS = 8.0
"""What the other words add to the log-odds at most."""


@functools.cache
def weights() -> dict[str, float]:
    """Return the weight of each feature, and the bias."""
    text = resources.files("namelink.matching").joinpath("data", "weights.json").read_text("utf-8")
    return {name: value for name, value in json.loads(text).items() if name != "comment"}


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
    pairs = pairs or WordPairs(a, b)
    found = pair_words(a, b, pairs)
    joined = run_together(a, b, found, pairs)
    found = joined or found
    met = [p for p in found if p.a and p.b]
    if not met:
        return [measure("extra", 1.0, " ".join(a), ""), measure("missing", 1.0, "", " ".join(b))]
    sure = SURE if max(len(a), len(b)) > 1 else CERTAIN
    odds = [(min(sure, pair_log_odds(p.a, p.b, pairs)), pair_weight(p.a, p.b), p) for p in met]
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
        measure("joined", float(bool(joined)), " ".join(a), " ".join(b)),
        measure("order", float(places != sorted(places)), " ".join(a), " ".join(b)),
        measure("swapped", float(_are_swapped(met)), " ".join(a), " ".join(b)),
    ]
    shorter = min(a, b, key=len)
    if _counts(extra + missing) and (len(shorter) == 1 or _is_anybody(shorter, _last(a), _last(b))):
        evidence.append(flag("alone", " ".join(a), " ".join(b)))
    return [e for e in evidence if e.value]


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
    return len(set(last)) > 1 and not words_of("patronymic").intersection(words) and all(common)


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
