"""How well a spaCy pipeline links: what `Language.evaluate` and ``spacy evaluate`` measure of the component."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

import attrs

from namelink.integrations.extras import extra

with extra("spacy"):
    from spacy.scorer import PRFScore, Scorer, get_ner_prf
    from spacy.tokens import Span
    from spacy.training import Example
    from spacy.util import registry

LINKING_SCORER = "namelink.linking_scorer.v1"
"""The name of the scorer in a config."""

SCORES = ("links_f", "links_p", "links_r", "links_nil_acc")
"""The scores that a training may weigh; by default it weighs none, as the component is not trained."""

NO_LINK = ("", "NIL")
"""What ``kb_id_`` is of an entity that names nothing known, here and in spaCy's own entity linker."""

Place = tuple[int, int]
"""The first token of the reference, and the one after the last."""


@attrs.define
class LinkCounts:
    """Links that are right, wrong and missing, by type, and what became of the entities that name nothing known."""

    types: dict[str, PRFScore] = attrs.field(factory=lambda: defaultdict(PRFScore))
    unlinked: int = 0
    nil: int = 0

    def add(self, example: Example) -> None:
        """Count the links of a doc; one without entities in its reference says nothing."""
        if not example.reference.has_annotation("ENT_IOB"):
            return
        gold = {(ent.start, ent.end): ent for ent in example.reference.ents}
        found = {place: ent for ent in example.predicted.ents if is_linked(ent) and (place := place_of(ent, example))}
        for place, ent in found.items():
            if place not in gold or gold[place].kb_id_ != ent.kb_id_:
                self.types[gold.get(place, ent).label_].fp += 1
        for place, ent in gold.items():
            if not is_linked(ent):
                self.nil += 1
                self.unlinked += not any(start < place[1] and place[0] < end for start, end in found)
            elif place in found and found[place].kb_id_ == ent.kb_id_:
                self.types[ent.label_].tp += 1
            else:
                self.types[ent.label_].fn += 1

    def scores(self) -> dict[str, Any]:
        """Return precision, recall, F, and accuracy of NIL; None where there is nothing to measure."""
        total = sum(self.types.values(), PRFScore())
        rates = total.to_dict() if len(total) else dict.fromkeys("prf")
        return {
            **{f"links_{rate}": value for rate, value in rates.items()},
            "links_per_type": {label: score.to_dict() for label, score in sorted(self.types.items())} or None,
            "links_nil_acc": self.unlinked / self.nil if self.nil else None,
        }


def score_linking(examples: Iterable[Example], **settings: Any) -> dict[str, Any]:
    """Return how well names are found and linked.

    A link is right where the reference has the very entity, token by token, and its ``kb_id_`` is the same.

    Args:
        examples: What was found, each beside what is right. Of the reference, ``""`` and ``"NIL"`` are no link.
        settings: Further arguments, for spaCy's `Scorer.score_links`.

    Returns:
        ``links_p``, ``links_r``, ``links_f``: precision, recall and F of the entities that are linked.
        ``links_per_type``: the same by the label of the reference, or of what was found where it has no entity.
        ``links_nil_acc``: of the entities of the reference that have no link, the share where none was found.
        ``nel_micro_f`` and others: what spaCy's entity linker measures: of entities found at the right place only.
        ``ents_f`` and others: what spaCy's entity recognizer measures: place and label, whatever they are linked to.

    >>> import spacy
    >>> nlp = spacy.blank("ar")
    >>> doc = nlp("زار بوتين موسكو")
    >>> doc.ents = [Span(doc, 1, 2, "PERSON", kb_id="wikidata:Q7747"), Span(doc, 2, 3, "GPE", kb_id="wikidata:Q649")]
    >>> found = doc.copy()
    >>> found.ents = [Span(found, 1, 2, "PERSON", kb_id="wikidata:Q7747"), Span(found, 2, 3, "GPE")]
    >>> scores = score_linking([Example(found, doc)])
    >>> scores["links_p"], scores["links_r"], scores["links_per_type"]["GPE"]["r"], scores["ents_f"]
    (1.0, 0.5, 0.0, 1.0)
    """
    examples = list(examples)
    counts = LinkCounts()
    for example in examples:
        counts.add(example)
    as_linker = Scorer.score_links(examples, **{"negative_labels": NO_LINK, **settings})
    return {**get_ner_prf(examples), **as_linker, **counts.scores()}


def is_linked(ent: Span) -> bool:
    """Whether an entity has the id of something known."""
    return ent.kb_id_ not in NO_LINK


def place_of(ent: Span, example: Example) -> Place | None:
    """Return where an entity that was found is in the reference, whose tokens may be others.

    None where the reference does not say whether there is an entity.
    """
    tokens = example.alignment.x2y[ent.start : ent.end]
    if not len(tokens):
        return None
    place = int(tokens[0]), int(tokens[-1]) + 1
    unsure = any(token.ent_iob == 0 for token in example.reference[place[0] : place[1]])
    return None if unsure else place


def make_linking_scorer() -> Callable[..., dict[str, Any]]:
    """Return the scorer; spaCy calls this for a config.

    >>> make_linking_scorer() is score_linking
    True
    """
    return score_linking


registry.scorers.register(LINKING_SCORER, func=make_linking_scorer)
