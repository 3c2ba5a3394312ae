"""Features of a comparison of two names: each a small function, declared once with its weight and its meaning."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from importlib import resources

import attrs

from namelink.config import MatchingConfig
from namelink.features import Feature, Measurement, Registry
from namelink.lang import words_of, zipf
from namelink.lang.ar.name_parts import given_names, is_given
from namelink.matching.pairing import word_weight
from namelink.matching.token_alignment import UNALIGNED, TokenAlignment
from namelink.matching.word_pairs import Words
from namelink.model import NameKind
from namelink.phonetics.keys import phonetic_key


@attrs.frozen(eq=False, kw_only=True)
class NameComparison:
    """A query and a name, and how they were made comparable.

    Attributes:
        query: The query, as evidence shows it.
        name: The name, as evidence shows it.
        settings: The thresholds of the features.
        same_key: Whether both have one lookup key.
        tokens: Their tokens, aligned; UNALIGNED where they have one key.
        head_noun: The head noun or title that was taken off the query, or the empty string.
        article: The article that only one of them has, or the empty string.
        clitic: The clitics that were taken off the query, or the empty string.
        is_attested: Whether the name stands in a gazetteer, so that letters taken off are known to be none of its own.
        kind: The kind of the name in the gazetteer.
        gazetteer_names: Names of the gazetteer, where the name was found there by its sound; else 0.
    """

    query: str
    name: str
    settings: MatchingConfig
    same_key: bool = False
    tokens: TokenAlignment = UNALIGNED
    head_noun: str = ""
    article: str = ""
    clitic: str = ""
    is_attested: bool = True
    kind: NameKind = NameKind.NAME
    gazetteer_names: int = 0


_Function = Callable[[NameComparison], Measurement | None]
_declared: list[tuple[str, str, _Function]] = []


def _feature(doc: str) -> Callable[[_Function], _Function]:
    """Declare a function as the feature of its name, after those before it."""

    def declare(function: _Function) -> _Function:
        _declared.append((function.__name__.removeprefix("_"), doc, function))
        return function

    return declare


def _if(condition: object, query: str, name: str = "") -> Measurement | None:
    return Measurement(1.0, query, name) if condition else None


@_feature("1 where both have one lookup key: they differ in spelling habits at most.")
def _same_key(c: NameComparison) -> Measurement | None:
    return _if(c.same_key, c.query, c.name)


@_feature("Log-odds that the two tokens that are least alike are spellings of one name (the word model).")
def _weakest_token(c: NameComparison) -> Measurement | None:
    weakest = c.tokens.weakest
    return Measurement(weakest.log_odds, weakest.a, weakest.b) if weakest else None


@_feature("Sum of the log-odds of the other token pairs that speak for one name, each by its weight.")
def _other_tokens(c: NameComparison) -> Measurement | None:
    weakest, settings = c.tokens.weakest, c.settings
    if weakest is None:
        return None
    others = sum(max(pair.log_odds, 0.0) * pair.weight for pair in c.tokens.matched)
    others -= max(weakest.log_odds, 0.0) * weakest.weight
    others *= max(settings.min_other_share, 1 + min(weakest.log_odds, 0.0) / settings.contradiction)
    return Measurement(min(settings.max_other_tokens, others), c.query, c.name)


@_feature("Share of the query, by weight of its tokens, that the name lacks.")
def _extra(c: NameComparison) -> Measurement | None:
    lost = c.tokens.extra
    return Measurement(_share(lost, c.tokens.query), " ".join(lost)) if lost else None


@_feature("Share of the name, by weight of its tokens, that the query lacks.")
def _missing(c: NameComparison) -> Measurement | None:
    lost = c.tokens.missing
    return Measurement(_share(lost, c.tokens.name), "", " ".join(lost)) if lost else None


@_feature(
    "1 where each has a token that tells names apart and that the other lacks: محمد بن سلمان آل سعود, محمد بن "
    "سلمان آل خليفة."
)
def _conflict(c: NameComparison) -> Measurement | None:
    extra, missing = c.tokens.extra, c.tokens.missing
    found = c.tokens.matched and extra and missing and _identifies(extra, c) and _identifies(missing, c)
    return _if(found, " ".join(extra), " ".join(missing))


@_feature("1 where the token that is extra or missing is the last one that tells names apart.")
def _surname(c: NameComparison) -> Measurement | None:
    if not c.tokens.matched or not (c.tokens.extra or c.tokens.missing):
        return None
    last = _last(c.tokens.query, c), _last(c.tokens.name, c)
    return _if(last[0] in c.tokens.extra or last[1] in c.tokens.missing, *last)


@_feature("1 where one writes tokens together and the other apart: عبد العزيز, Abdulaziz.")
def _joined(c: NameComparison) -> Measurement | None:
    return _if(c.tokens.is_joined, c.query, c.name)


@_feature("1 where the tokens stand in another order.")
def _order(c: NameComparison) -> Measurement | None:
    places = [pair.places[1] for pair in c.tokens.matched]
    return _if(places != sorted(places), c.query, c.name)


@_feature("1 where given names have changed places: حسن علي is not علي حسن.")
def _swapped(c: NameComparison) -> Measurement | None:
    moved = [pair for pair in c.tokens.matched if pair.places[0] != pair.places[1]]
    return _if(len(moved) > 1 and all(is_given(p.a) and is_given(p.b) for p in moved), c.query, c.name)


@_feature(
    "1 where a single token, or two of the commonest given names, stand for a longer name (محمد علي may be "
    "anybody), or where a given name by itself only sounds like the name."
)
def _single_token(c: NameComparison) -> Measurement | None:
    return _if(_stands_for_longer_name(c) or _only_sounds_like_given_name(c), c.query, c.name)


@_feature("1 where a head noun or title was taken off the query: مدينة موسكو.")
def _head_noun(c: NameComparison) -> Measurement | None:
    return _if(c.head_noun, c.head_noun)


@_feature("1 where only one of them has the article.")
def _article(c: NameComparison) -> Measurement | None:
    return _if(c.article, c.article)


@_feature(
    "1 where a clitic was taken off the query (وقيرغيزستان); more where no gazetteer attests the name and it is "
    "short, for the clitic may be its own first letter."
)
def _clitic(c: NameComparison) -> Measurement | None:
    if not c.clitic:
        return None
    lacking = 0 if c.is_attested else max(0, c.settings.safe_clitic_letters - len(c.name))
    return Measurement(1 + c.settings.clitic_letter_risk * lacking, c.clitic)


@_feature("1 where the name is a short form or a demonym.")
def _short_name(c: NameComparison) -> Measurement | None:
    return _if(c.kind in (NameKind.SHORT, NameKind.DEMONYM), c.query, c.name)


@_feature("Consonants that the query lacks for sounding like a name to be no accident.")
def _few_consonants(c: NameComparison) -> Measurement | None:
    if not c.gazetteer_names:
        return None
    lacking = c.settings.min_consonants - sum(len(phonetic_key(token)) for token in c.tokens.query)
    return Measurement(lacking, c.query, c.name) if lacking > 0 else None


@_feature("1 where the query is made of common words, so that it is hardly a name misspelt: بيان صحفي.")
def _common_words_only(c: NameComparison) -> Measurement | None:
    words, least = c.tokens.query, c.settings.common_word_zipf
    found = c.gazetteer_names and all(zipf(word) >= least for word in words)
    return _if(found and any(word not in given_names() for word in words), c.query, c.name)


@_feature("Logarithm to base 10 of the number of names that may be alike by accident, by the tokens of the query.")
def _gazetteer_size(c: NameComparison) -> Measurement | None:
    if not c.gazetteer_names:
        return None
    return Measurement(math.log10(c.gazetteer_names + 1) / len(c.tokens.query), c.query, c.name)


def _share(tokens: Words, of: Words) -> float:
    return sum(map(word_weight, tokens)) / (sum(map(word_weight, of)) or 1.0)


def _identifies(tokens: Words, c: NameComparison) -> bool:
    """Whether any of some tokens tells one name from another."""
    return any(word_weight(token) >= c.settings.min_identity_weight for token in tokens)


def _last(tokens: Words, c: NameComparison) -> str:
    """Return the last token of a name that tells it from others."""
    least = c.settings.min_identity_weight
    return next((token for token in reversed(tokens) if word_weight(token) >= least), tokens[-1])


def _stands_for_longer_name(c: NameComparison) -> bool:
    """Whether one name is too little to stand for the other: a single token, or two of the commonest given names."""
    tokens = c.tokens
    if not tokens.matched or not _identifies(tokens.extra + tokens.missing, c):
        return False
    shorter = min(tokens.query, tokens.name, key=len)
    if len(shorter) == 1:
        return True
    least = c.settings.min_identity_weight
    common = all(
        is_given(token) and zipf(token) >= c.settings.common_given_name_zipf
        for token in shorter
        if word_weight(token) >= least
    )
    other_surname = _last(tokens.query, c) != _last(tokens.name, c)
    return common and other_surname and not words_of("patronymic").intersection(shorter)


def _only_sounds_like_given_name(c: NameComparison) -> bool:
    """Whether the query is a given name by itself, and the name of the gazetteer merely sounds like it."""
    return bool(c.gazetteer_names) and len(c.tokens.query) == 1 and c.tokens.query[0] in given_names()


def _features() -> Iterator[Feature[NameComparison]]:
    text = resources.files("namelink.matching").joinpath("data", "weights.json").read_text("utf-8")
    weights = json.loads(text)
    for name, doc, function in _declared:
        yield Feature(name, weights[name], doc, function)


FEATURES: Registry[NameComparison] = Registry(_features)
"""All features of name comparison; the fitted weights stand in ``data/weights.json``, and are read on first use."""
