"""How well namelink does on gold of your own: pairs of names, queries, or annotated texts.

>>> found = evaluate_pairs([GoldPair("صدر جباروف", "Sadyr Japarov", True), GoldPair("محمد سلمان", "محمد سلطان", False)])
>>> found.rates.precision, found.rates.recall
(1.0, 1.0)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import attrs

from namelink.api import Resolver
from namelink.config.matching import THRESHOLD
from namelink.evaluation import gold, measures
from namelink.evaluation.gold import GoldMention, GoldPair, GoldQuery, GoldText
from namelink.evaluation.measures import Bin, Rates
from namelink.matching.comparison import compare, compare_many
from namelink.model import Entity, Mention, Resolution

AROUND = 30
"""Code points of a text that are shown on either side of a mention."""


@attrs.frozen
class Answer:
    """What namelink answered, or failed to.

    Attributes:
        question: What was asked, for people.
        expected: The gold: an id, ``same`` or ``different``, or None where nothing is to be answered.
        given: The likeliest answer, whatever its score, or None where there is none.
        score: Its score, 0 to 1; 0 where there is none.
        right: Whether it is the expected one.
    """

    question: str
    expected: str | None
    given: str | None
    score: float
    right: bool
    _reason: Callable[[], str] = attrs.field(eq=False, repr=False, alias="reason")

    def explain(self) -> str:
        """Return the reason for the answer."""
        return self._reason()

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain JSON types."""
        return {
            "question": self.question,
            "expected": self.expected,
            "given": self.given,
            "score": round(self.score, 4),
            "right": self.right,
        }


@attrs.frozen
class Evaluation:
    """How well the answers to some gold are.

    Attributes:
        kind: What the gold is of: ``pairs``, ``queries`` or ``texts``.
        answers: The answers, in the order of the gold.
        wanted: How many right answers there are to be given.
        threshold: The score from which an answer counts.
    """

    kind: str
    answers: tuple[Answer, ...] = attrs.field(repr=False)
    wanted: int
    threshold: float

    @cached_property
    def scores(self) -> list[float]:
        """The scores of the answers that were given."""
        return [answer.score for answer in self.answers if answer.given is not None]

    @cached_property
    def right(self) -> list[bool]:
        """Whether each of those is right."""
        return [answer.right for answer in self.answers if answer.given is not None]

    @property
    def rates(self) -> Rates:
        """Precision, recall and F1 at the threshold."""
        return measures.rates(self.scores, self.right, self.wanted, self.threshold)

    @cached_property
    def curve(self) -> list[Rates]:
        """The same at every score, the highest first; texts have none below the threshold they were linked at."""
        return measures.curve(self.scores, self.right, self.wanted)

    @cached_property
    def bins(self) -> list[Bin]:
        """What share of the answers is right, by their scores."""
        return measures.reliability(self.scores, self.right)

    @property
    def brier(self) -> float | None:
        """The Brier score, None where there is no answer."""
        return measures.brier(self.scores, self.right)

    @property
    def calibration_error(self) -> float | None:
        """The expected calibration error, None where there is no answer."""
        return measures.calibration_error(self.bins)

    @property
    def roc_auc(self) -> float | None:
        """The area under the ROC curve, None where all answers are right, or none."""
        return measures.roc_auc(self.scores, self.right)

    def threshold_for(self, precision: float) -> Rates | None:
        """Return the rates at the lowest score from which answers are that precise, None where there is none."""
        return measures.threshold_for(precision, self.curve)

    def errors(self) -> list[Answer]:
        """Return what is wrong at the threshold, the surest first, then what is missed, the farthest first."""
        given = [a for a in self.answers if a.given is not None and a.score >= self.threshold]
        wrong = sorted((a for a in given if not a.right), key=lambda a: -a.score)
        below = (a for a in self.answers if a.given is None or a.score < self.threshold)
        missed = [a for a in below if a.right or self._is_miss(a)]
        return wrong + sorted(missed, key=lambda a: a.score)

    def _is_miss(self, answer: Answer) -> bool:
        return answer.expected is not None and self.kind != "pairs"

    def to_dict(self) -> dict[str, Any]:
        """Return the figures as plain JSON types."""
        return {
            "kind": self.kind,
            "answers": len(self.scores),
            **self.rates.to_dict(),
            "brier": self.brier,
            "calibration_error": self.calibration_error,
            "roc_auc": self.roc_auc,
            "reliability": [attrs.asdict(b) for b in self.bins],
        }


def evaluate_pairs(pairs: Iterable[GoldPair], *, threshold: float = THRESHOLD) -> Evaluation:
    """Return how well `compare` tells spellings of one name from two names.

    Args:
        pairs: Pairs of names with the truth about them.
        threshold: The score from which two names count as one.
    """
    listed = list(pairs)
    scores = compare_many((pair.a, pair.b) for pair in listed)
    answers = tuple(
        Answer(
            f"{pair.a} ~ {pair.b}",
            "same" if pair.same else "different",
            "same",
            score,
            pair.same,
            reason=partial(_reason_of_pair, pair),
        )
        for pair, score in zip(listed, scores, strict=True)
    )
    return Evaluation("pairs", answers, sum(pair.same for pair in listed), threshold)


def _reason_of_pair(pair: GoldPair) -> str:
    return compare(pair.a, pair.b).explain()


def evaluate_queries(
    queries: Iterable[GoldQuery], resolver: Resolver | None = None, *, threshold: float = THRESHOLD
) -> Evaluation:
    """Return how well `resolve` finds the entities that are meant, and no others.

    An entity is the expected one by its id or by any of its refs. What scores less than the threshold is not
    answered; the likeliest entity counts for calibration all the same.

    Args:
        queries: Names with the ids of what they name.
        resolver: What resolves them; the default gazetteer if None.
        threshold: The score from which an entity is taken to be meant.
    """
    listed = list(queries)
    resolved = (resolver or Resolver()).resolve_many((q.query for q in listed), threshold=threshold)
    answers = tuple(_answer(query, found) for query, found in zip(listed, resolved, strict=True))
    return Evaluation("queries", answers, sum(q.id is not None for q in listed), threshold)


def _answer(query: GoldQuery, found: Resolution) -> Answer:
    best = found.candidates[0] if found.candidates else None
    given = _known_as(best.entity, query.id) if best else None
    return Answer(query.query, query.id, given, found.score, _is(given, query.id), reason=found.explain)


def _is(given: str | None, expected: str | None) -> bool:
    return given is not None and given == expected


def _known_as(entity: Entity, expected: str | None) -> str:
    """Return the id of an entity, or the expected one where that is another id of the same thing."""
    return expected if expected is not None and expected in entity.refs else entity.id


def evaluate_texts(
    texts: Iterable[GoldText], resolver: Resolver | None = None, *, threshold: float = THRESHOLD
) -> Evaluation:
    """Return how well `link` finds the names in texts: the very span, and the entity that is meant.

    Args:
        texts: Texts with their mentions; those without an id are nothing to be found.
        resolver: What links them; the default gazetteer if None.
        threshold: The score from which an entity is taken to be meant.
    """
    listed = list(texts)
    linked = (resolver or Resolver()).link_many((t.text for t in listed), threshold=threshold)
    answers: list[Answer] = []
    for gold_text, found in zip(listed, linked, strict=True):
        ids = {(m.start, m.end): m.id for m in gold_text.mentions if m.id}
        spans = {(m.start, m.end) for m in found}
        here = [_answer_of(gold_text, m, ids.get((m.start, m.end))) for m in found]
        here += [
            _missed(gold_text, m) for m in gold_text.mentions if m.id is not None and (m.start, m.end) not in spans
        ]
        answers += here
    wanted = sum(m.id is not None for text in listed for m in text.mentions)
    return Evaluation("texts", tuple(answers), wanted, threshold)


def _answer_of(text: GoldText, mention: Mention, expected: str | None) -> Answer:
    entity = mention.resolution.entity
    given = _known_as(entity, expected) if entity else None
    question = _shown(text, mention.start, mention.end)
    return Answer(question, expected, given, mention.score, _is(given, expected), reason=mention.resolution.explain)


def _missed(text: GoldText, mention: GoldMention) -> Answer:
    question = _shown(text, mention.start, mention.end)
    return Answer(question, mention.id, None, 0.0, False, reason=_nothing)


def _nothing() -> str:
    return "Nothing was found there."


def _shown(text: GoldText, start: int, end: int) -> str:
    before, after = text.text[max(0, start - AROUND) : start], text.text[end : end + AROUND]
    around = " ".join(f"{before}[{text.text[start:end]}]{after}".split())
    return f"{text.where}:{start}-{end}: {around}"


def evaluate_file(
    path: Path, resolver: Resolver | None = None, *, kind: str | None = None, threshold: float = THRESHOLD
) -> Evaluation:
    """Return how well namelink does on a file or folder of gold.

    Args:
        path: A table of pairs (a, b, same) or of queries (query, id), as CSV, TSV or JSON Lines; or a file of mentions
            that ends in .gold.jsonl, its text beside it; or a folder of such.
        resolver: What resolves and links; the default gazetteer if None.
        kind: ``pairs``, ``queries`` or ``texts``; seen from the columns if None.
        threshold: The score from which an answer counts.

    Raises:
        GoldError: the gold cannot be used; the message names the file and the line.
        EncodingError: a file is not UTF-8.
        ValueError: kind is none of the three.
    """
    kind = kind or gold.kind_of(path)
    if kind == "pairs":
        return evaluate_pairs(gold.read_pairs(path), threshold=threshold)
    if kind == "queries":
        return evaluate_queries(gold.read_queries(path), resolver, threshold=threshold)
    if kind == "texts":
        return evaluate_texts(gold.read_texts(path), resolver, threshold=threshold)
    raise ValueError(f"kind must be one of {', '.join(gold.KINDS)}, not {kind!r}")
