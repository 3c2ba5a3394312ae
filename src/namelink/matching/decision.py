"""Decision: from candidates to MATCH, AMBIGUOUS or NIL, the same on every run."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

import attrs

from namelink.config import MatchingConfig
from namelink.features import probability
from namelink.gazetteer.layers import Gazetteer
from namelink.gazetteer.muting import Hit, Ref
from namelink.model import Evidence, Outcome

_EPSILON = 1e-9
"""Fits that differ by less are equal."""


@attrs.frozen
class CandidateMatch:
    """An entity that a query may name, with one of its names.

    Attributes:
        ref: The entity.
        hit: The name.
        weight: The entity's weight, 0 to 1.
        reasons: Returns why the name fits.
        fit: Probability that the query is a spelling of the name, whichever entity has it; and that the entity is
            meant, as far as its attributes are known.
        odds: Odds of the fit, which tell apart what is too near to 1.
        support: Log-odds that its attributes add to those of its name; part of the fit.
    """

    ref: Ref
    hit: Hit
    weight: float
    reasons: Callable[[], Sequence[Evidence]] = attrs.field(eq=False, repr=False)
    fit: float
    odds: float
    support: float = 0.0

    @classmethod
    def of(cls, ref: Ref, hit: Hit, weight: float, evidence: list[Evidence]) -> CandidateMatch:
        """Return a candidate with the fit that evidence makes."""
        return cls.fitting(ref, hit, weight, probability(evidence), lambda: evidence)

    @classmethod
    def fitting(
        cls, ref: Ref, hit: Hit, weight: float, fit: float, reasons: Callable[[], Sequence[Evidence]]
    ) -> CandidateMatch:
        """Return a candidate whose fit is known, and the reasons for it not yet."""
        return cls(ref, hit, weight, reasons, fit, fit / (1 - fit + _EPSILON))

    @property
    def evidence(self) -> Sequence[Evidence]:
        """Why the name fits."""
        return self.reasons()

    @classmethod
    def at(cls, gazetteer: Gazetteer, hit: Hit, evidence: list[Evidence]) -> CandidateMatch:
        """Return a name of a gazetteer as a candidate with evidence."""
        ref = gazetteer.ref(hit)
        return cls.of(ref, hit, gazetteer.weight_at(ref), evidence)

    def supported(self, evidence: list[Evidence]) -> CandidateMatch:
        """Return the candidate with evidence of its attributes: more likely by it, or less."""
        if not evidence:
            return self
        support = sum(e.contribution for e in evidence)
        odds = self.odds * math.exp(support)
        return attrs.evolve(
            self,
            reasons=lambda: (*self.evidence, *evidence),
            fit=odds / (1 + odds),
            odds=odds,
            support=support,
        )


def best_names(candidates: Iterable[CandidateMatch]) -> list[CandidateMatch]:
    """Return each entity once, with the name of it that fits best."""
    best: dict[Ref, CandidateMatch] = {}
    for candidate in candidates:
        known = best.get(candidate.ref)
        if known is None or _name_order(candidate) < _name_order(known):
            best[candidate.ref] = candidate
    return list(best.values())


def _name_order(candidate: CandidateMatch) -> tuple[float, float, Hit]:
    return (-candidate.fit, -candidate.weight, candidate.hit)


def rank(candidates: Iterable[CandidateMatch], settings: MatchingConfig) -> list[tuple[float, CandidateMatch]]:
    """Return each entity once with the probability that it is meant, the likeliest first.

    The fit of each is shared among those that fit as well, by their prominence; among names
    that fit alike, those of the first layer hide those of later ones.

    Args:
        candidates: The candidates; several may be of one entity.
        settings: How much prominence and fit count.
    """
    rivals = best_names(candidates)
    if not rivals:
        return []
    best = max(rival.fit for rival in rivals)
    first = min(rival.hit.layer for rival in rivals if rival.fit > best - _EPSILON)
    rivals = [r for r in rivals if r.hit.layer <= first or r.fit < best - _EPSILON]
    shares = [10 ** (settings.prior_decades * r.weight) * r.odds**settings.fit_exponent for r in rivals]
    total = sum(shares)
    scored = [
        (round(rival.fit * share / total, 6) if total else 0.0, rival)
        for rival, share in zip(rivals, shares, strict=True)
    ]
    # An entity's number follows its id within a layer.
    return sorted(scored, key=lambda pair: (-pair[0], -pair[1].weight, pair[1].ref))


def decide(ranked: list[tuple[float, CandidateMatch]], threshold: float) -> Outcome:
    """Return the outcome for ranked candidates.

    Args:
        ranked: The candidates, likeliest first.
        threshold: The score, 0 to 1, from which one is taken to be meant.
    """
    if not ranked:
        return Outcome.NIL
    score, likeliest = ranked[0]
    if score >= threshold:
        return Outcome.MATCH
    return Outcome.AMBIGUOUS if likeliest.fit >= threshold else Outcome.NIL
