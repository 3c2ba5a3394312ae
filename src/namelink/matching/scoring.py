"""Scoring: the features of a comparison of two names, weighed and added up."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping

from namelink.cache import BoundedCache
from namelink.config import Config
from namelink.features import evidence, logistic
from namelink.kernel import implementation
from namelink.matching.features import FEATURES, UNKNOWN, Circumstances, NameComparison
from namelink.matching.token_alignment import UNALIGNED, acronym_of, align_tokens
from namelink.matching.word_model import WordModel
from namelink.matching.word_pairs import WordPairs
from namelink.model import EntityType, Evidence, NameKind
from namelink.names import NameText
from namelink.names.structure import Structure


class NameScorer:
    """Compares names by one configuration. Safe to share between threads.

    >>> from namelink.names import analyzer
    >>> scorer = NameScorer.of(Config())
    >>> scorer.score(scorer.compare(analyzer().name("صدر جباروف"), analyzer().name("Sadyr Japarov"))) > 0.5
    True
    """

    def __init__(self, config: Config) -> None:
        self.config = config
        self.settings = config.matching
        self.words = WordModel(config)
        weights = FEATURES.weights(dict(config.weights))
        self._features = [(feature.name, feature.function, weights[feature.name]) for feature in FEATURES]
        self._compiled = _compiled(config, self.words, weights) if implementation() == "compiled" else None

    @classmethod
    def of(cls, config: Config) -> NameScorer:
        """Return the scorer of a configuration; callers with the same one share it and its caches."""
        return _scorers[config]

    def __reduce__(self) -> tuple[Callable[[Config], NameScorer], tuple[Config]]:
        """Pickle the configuration: another process shares the scorer of its own."""
        return NameScorer.of, (self.config,)

    def pairs(self, words: Iterable[str], others: Iterable[str]) -> WordPairs:
        """Return the costs of some words for others, all aligned at once."""
        return WordPairs(self.words, words, others)

    def compare(
        self, query: NameText, name: NameText, pairs: WordPairs | None = None, known: Circumstances = UNKNOWN
    ) -> NameComparison:
        """Return the comparison of two names, token by token.

        Args:
            query: The query.
            name: The name.
            pairs: The costs of the tokens, where they are known already.
            known: What is known of the name in a gazetteer.
        """
        one, other = _structures(query, name, known.entity_type)
        acronym = self._acronym(one, other)
        pairs = None if acronym else pairs or self.pairs(query.letters, name.letters)
        return NameComparison(
            query=" ".join(query.letters),
            name=" ".join(name.letters),
            settings=self.settings,
            tokens=align_tokens(one, other, pairs) if pairs else UNALIGNED,
            kind=known.kind,
            acronym=acronym,
            entity_type=None if acronym else known.entity_type,
            is_arabic_place=known.is_arabic_place,
            gazetteer_names=known.gazetteer_names,
        )

    def likelihood(
        self, query: NameText, name: NameText, pairs: WordPairs | None = None, known: Circumstances = UNKNOWN
    ) -> float:
        """Return the score of the comparison of two names, as `compare` and `score` do, in a part of the time."""
        if self._compiled is not None:
            one, other = _structures(query, name, known.entity_type)
            if not self._acronym(one, other):
                return logistic(self._compiled(one, other, known))
        return self.score(self.compare(query, name, pairs, known))

    def _acronym(self, one: Structure, other: Structure) -> str:
        """Return the acronym that one name is of the other, or the empty string."""
        return acronym_of(one, other, self.settings) or acronym_of(other, one, self.settings)

    def same_key(
        self,
        query: str,
        name: str,
        kind: NameKind = NameKind.NAME,
        *,
        head_noun: str = "",
        article: str = "",
        clitic: str = "",
        is_attested: bool = True,
    ) -> NameComparison:
        """Return the comparison of two names of one lookup key; see `NameComparison` for what was removed before."""
        return NameComparison(
            query=query,
            name=name,
            settings=self.settings,
            same_key=True,
            kind=kind,
            head_noun=head_noun,
            article=article,
            clitic=clitic,
            is_attested=is_attested,
        )

    def romanized(self, query: str, name: str, kind: NameKind) -> NameComparison:
        """Return the comparison of a standard romanization with the name that it is of."""
        return NameComparison(query=query, name=name, settings=self.settings, kind=kind, is_romanized=True)

    def family_name(self, query: str, name: str, *, head_noun: str = "") -> NameComparison:
        """Return the comparison of a family name with the name of a person who has it."""
        return NameComparison(query=query, name=name, settings=self.settings, head_noun=head_noun, is_family_name=True)

    def evidence(self, comparison: NameComparison) -> list[Evidence]:
        """Return the features that a comparison has, each with what it adds to the log-odds."""
        return [
            evidence(name, measured, weight)
            for name, function, weight in self._features
            if (measured := function(comparison)) is not None and measured.value
        ]

    def score(self, comparison: NameComparison) -> float:
        """Return the probability, 0 to 1, that the two are spellings of one name: that of the evidence, unmade."""
        log_odds = 0.0
        for _, function, weight in self._features:
            measured = function(comparison)
            if measured is not None:
                log_odds += round(weight * measured.value, 4)
        return logistic(log_odds)


def _compiled(
    config: Config, words: WordModel, weights: Mapping[str, float]
) -> Callable[[Structure, Structure, Circumstances], float]:
    """Return what works out the log-odds of two names in the kernel."""
    from namelink.matching.compared import CompiledComparer  # here, because there may be no kernel

    return CompiledComparer(config, words, weights).log_odds


def _structures(query: NameText, name: NameText, entity_type: EntityType | None) -> tuple[Structure, Structure]:
    """Return the structures of two names; one whose words show no type is read as a name of the other's type."""
    type_ = entity_type or name.structure.type
    one = query.structure_of(type_) if type_ and not query.structure.type else query.structure
    type_ = entity_type or one.type
    return one, name.structure_of(type_) if type_ and (entity_type or not name.structure.type) else name.structure


_scorers = BoundedCache[Config, NameScorer](NameScorer, capacity=8)


@functools.cache
def default_scorer() -> NameScorer:
    """Return the scorer of the default configuration."""
    return NameScorer.of(Config())
