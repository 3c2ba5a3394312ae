"""From candidates to an answer: MATCH, AMBIGUOUS or NIL, the same on every run."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from namelink.gazetteer.layers import Hit, Ref
from namelink.matching.features import probability
from namelink.model import Evidence, Outcome

PRIOR_DECADES = 4.0
"""Powers of ten by which an entity of weight 1 is likelier to be meant than a namesake of weight 0."""

VOCALISED = 0.5
"""What harakat that agree with a name's own add to the weight of its entity, and others take away."""

_ALIKE = 1e-9


@attrs.frozen
class CandidateMatch:
    """An entity that a query may name, with one of its names.

    Attributes:
        ref: The entity.
        hit: The name of it that fits.
        weight: The entity's weight, 0 to 1.
        evidence: Why the name fits.
        fit: Probability that the query is a spelling of the name, whoever bears it.
    """

    ref: Ref
    hit: Hit
    weight: float
    evidence: tuple[Evidence, ...]
    fit: float

    @classmethod
    def of(cls, ref: Ref, hit: Hit, weight: float, evidence: list[Evidence]) -> CandidateMatch:
        """Return a contender, its fit worked out from the evidence."""
        return cls(ref, hit, weight, tuple(evidence), probability(evidence))


def best_names(contenders: Iterable[CandidateMatch]) -> list[CandidateMatch]:
    """Return each entity once, with the name of it that fits best."""
    best: dict[Ref, CandidateMatch] = {}
    for contender in contenders:
        known = best.get(contender.ref)
        if known is None or _place(contender) < _place(known):
            best[contender.ref] = contender
    return list(best.values())


def _place(contender: CandidateMatch) -> tuple[float, float, Hit]:
    return (-contender.fit, -contender.weight, contender.hit)


def rank(contenders: Iterable[CandidateMatch]) -> list[tuple[float, CandidateMatch]]:
    """Return each entity once with the probability that it is meant, the likeliest first.

    The fit of each is shared among those that fit as well, by their prominence; among names
    that fit alike, those of the first layer hide those of later ones.
    """
    rivals = best_names(contenders)
    if not rivals:
        return []
    best = max(rival.fit for rival in rivals)
    first = min(rival.hit.layer for rival in rivals if rival.fit > best - _ALIKE)
    rivals = [r for r in rivals if r.hit.layer <= first or r.fit < best - _ALIKE]
    claims = [10 ** (PRIOR_DECADES * r.weight) * (r.fit / (1 - r.fit + _ALIKE)) ** 2 for r in rivals]
    total = sum(claims)
    scored = [
        (round(rival.fit * claim / total, 6) if total else 0.0, rival)
        for rival, claim in zip(rivals, claims, strict=True)
    ]
    # An entity's number follows its id within a layer.
    return sorted(scored, key=lambda pair: (-pair[0], -pair[1].weight, pair[1].ref))


def decide(ranked: list[tuple[float, CandidateMatch]], threshold: float) -> Outcome:
    """Return what ranked contenders come to.

    Args:
        ranked: The contenders, likeliest first.
        threshold: The score, 0 to 1, from which one is taken to be meant.
    """
    if not ranked:
        return Outcome.NIL
    score, likeliest = ranked[0]
    if score >= threshold:
        return Outcome.MATCH
    return Outcome.AMBIGUOUS if likeliest.fit >= threshold else Outcome.NIL
