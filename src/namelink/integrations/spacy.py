"""spaCy: the component ``namelink`` finds and links names, alone or after a component that finds entities.

>>> import spacy
>>> nlp = spacy.blank("ar")
>>> linker = nlp.add_pipe("namelink")
>>> [(ent.text, ent.label_, ent.kb_id_, ent._.namelink_prefix) for ent in nlp("العلاقات بين روسيا وقرغيزستان").ents]
[('روسيا', 'GPE', 'wikidata:Q159', ''), ('وقرغيزستان', 'GPE', 'wikidata:Q813', 'و')]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal

import attrs

from namelink import Mention, MentionKind, Outcome, Resolution
from namelink.integrations.extras import extra
from namelink.integrations.resolvers import open_resolver
from namelink.validation import check_choice, check_country

with extra("spacy"):
    from spacy.language import Language
    from spacy.tokens import Doc, Span
    from spacy.training import Example

    from namelink.integrations.spacy_scorer import LINKING_SCORER, SCORES
    from namelink.integrations.splitting import split_tokens

LABELS = {"person": "PERSON", "place": "GPE", "organization": "ORG", "unknown": "NAME"}
"""The label of an entity, by its type; ``unknown`` are names that name nothing known, where they are asked for."""

HINTS = {
    **dict.fromkeys(("PER", "PERS", "PERSON"), "person"),
    **dict.fromkeys(("FAC", "GPE", "LOC", "NORP"), "place"),
    "ORG": "organization",
}
"""The type that a label of another component stands for; entities with other labels are left alone."""

DEFAULTS: dict[str, Any] = {
    "gazetteer": [],
    "threshold": 0.8,
    "types": None,
    "demonyms": True,
    "overlaps": False,
    "unknown": False,
    "strict": True,
    "labels": LABELS,
    "hints": HINTS,
    "link_ents": True,
    "annotate_ents": True,
    "overwrite_ents": False,
    "spans_key": None,
    "align": "expand",
    "scorer": {"@scorers": LINKING_SCORER},
}
"""The settings of the component and their defaults; `NameLinker` says what each does."""

FIELDS = ("namelink_latin", "namelink_score", "namelink_prefix")
"""Extensions of Span that give one field each of the extension ``namelink``."""

ABOUT = ("namelink_types", "namelink_country")
"""Extensions of Doc that are set before the component runs: what is known of a text."""


Known = tuple[Span, dict[str, Any] | None]
"""A span with what is known of it, or None where it is left as it was."""


@attrs.frozen
class Wanted:
    """What is wanted of one doc.

    Attributes:
        types: Only names of these types, or None for all.
        country: The code of the country that the text is about or comes from, or None.
    """

    types: Sequence[str] | None
    country: str | None


@attrs.frozen
class NameLinker:
    """The component; `Language.add_pipe` makes it.

    It fills ``label_``, ``kb_id_`` and the extension ``span._.namelink``: a dict with the fields of
    `namelink.Mention.to_dict` (``start`` and ``end`` are the exact offsets of the name in ``doc.text``), with
    ``outcome`` and ``candidates``. Three have extensions of their own: ``span._.namelink_latin``,
    ``span._.namelink_score``, ``span._.namelink_prefix``.

    Of a doc it reads two extensions: ``doc._.namelink_types`` stands in place of ``types``; of namesakes in several
    countries, that of ``doc._.namelink_country`` is meant, unless the text speaks against it.

    Attributes:
        gazetteer: Paths of indexes or names of installed gazetteers, the first wins; the default gazetteer if
            empty. Only these are saved with a pipeline.
        threshold: The score, 0 to 1, from which an entity is taken to be meant.
        types: Only names of these types: person, place, organization; None for all.
        demonyms: Whether demonyms (القيرغيزي) are found.
        overlaps: Whether names inside other names are written to the span group too; entities never overlap.
        unknown: Whether words that look like a name, but name nothing known, are found.
        strict: Whether an entity found before can only be linked to one of the type its label hints at; if
            not, that type is preferred.
        labels: The label of each type, and of names that name nothing known; those not given keep theirs.
        hints: The type that a label of another component stands for; entities with other labels are left alone.
        link_ents: Whether entities found before are linked.
        annotate_ents: Whether names are written to ``doc.ents``.
        overwrite_ents: Whether a name found here replaces an entity it overlaps; if not, it yields.
        spans_key: The span group that everything linked is written to; None for none.
        align: What becomes of a name inside a token (و|بوتين): with ``expand`` the entity is the whole token,
            with ``split`` the token is split, so that the entity is the name alone.
        scorer: What `Language.evaluate` measures it with; None for nothing.
    """

    gazetteer: Sequence[str]
    threshold: float
    types: Sequence[str] | None
    demonyms: bool
    overlaps: bool
    unknown: bool
    strict: bool
    labels: dict[str, str]
    hints: dict[str, str]
    link_ents: bool
    annotate_ents: bool
    overwrite_ents: bool
    spans_key: str | None
    align: Literal["expand", "split"]
    scorer: Callable[..., dict[str, Any]] | None

    def __call__(self, doc: Doc) -> Doc:
        """Find and link the names of a doc."""
        wanted = self._wanted(doc)
        mentions = self._mentions(doc.text, wanted)
        nested = self._mentions(doc.text, wanted, overlaps=True) if self.overlaps else []
        if self.align == "split":
            split_tokens(doc, (offset for m in (*mentions, *nested) for offset in (m.start, m.end)))
        found = [(self._span(doc, m), m) for m in mentions]
        new = [(span, facts(m.resolution, m)) for span, m in found]
        old = [self._linked(ent, found, wanted) for ent in doc.ents]
        kept = apart([*new, *old] if self.overwrite_ents else [*old, *new])
        self._write(doc, kept, [(self._span(doc, m), facts(m.resolution, m)) for m in nested])
        return doc

    def score(self, examples: Iterable[Example], **settings: Any) -> dict[str, Any]:
        """Return what the scorer measures; `Language.evaluate` calls this.

        Args:
            examples: What was found, each beside what is right.
            settings: Further arguments of the scorer.
        """
        return {} if self.scorer is None else self.scorer(examples, **settings)

    def check(self) -> None:
        """Say what is wrong with the settings when the component is added, not at the first text.

        Raises:
            IndexNotFoundError: there is no index at a path.
            TypeError: a setting is of another kind.
            ValueError: a setting has a value that is not known.
        """
        self._mentions("", Wanted(self.types, None))
        for hint in filter(None, self.hints.values()):
            open_resolver(self.gazetteer).resolve("", type=hint)
        for type, label in self.labels.items():
            check_choice("a key of labels", type, tuple(LABELS))
            if not label:
                raise ValueError(f"the label of {type} is empty: give labels={{{type!r}: {LABELS[type]!r}}}")
        if self.spans_key == "":
            raise ValueError("spans_key is empty: name a span group, such as 'sc', or give null for none")
        if self.overlaps and not self.spans_key:
            raise ValueError("overlaps needs a span group, as entities cannot overlap: give spans_key='sc'")

    def _wanted(self, doc: Doc) -> Wanted:
        types, country = (doc._.get(field) for field in ABOUT)
        return Wanted(self.types if types is None else types, check_country(country, "doc._.namelink_country"))

    def _mentions(self, text: str, wanted: Wanted, *, overlaps: bool = False) -> list[Mention]:
        """Return the names of a text, the likeliest first."""
        mentions = open_resolver(self.gazetteer).link(
            text,
            types=wanted.types,
            threshold=self.threshold,
            demonyms=self.demonyms,
            overlaps=overlaps,
            unknown=self.unknown,
        )
        there = [attrs.evolve(m, resolution=self._there(m.resolution, wanted.country)) for m in mentions]
        return sorted(there, key=lambda m: (-m.score, m.start))

    def _there(self, resolution: Resolution, country: str | None) -> Resolution:
        """Return what a name comes to in a country: its namesake there, unless another is by far likelier."""
        candidates = resolution.candidates if country else ()
        if not candidates or candidates[0].entity.country in (None, country):
            return resolution
        first, type = candidates[0], candidates[0].entity.type
        there = next((c for c in candidates if c.entity.country == country and c.entity.type == type), None)
        resolver = open_resolver(self.gazetteer)
        settings = resolver.config.matching
        if there is None or there.score * 10 ** (settings.prior_decades * settings.unwanted_weight) < first.score:
            return resolution
        anew = resolver.resolve(resolution.query, type=type, country=country, threshold=self.threshold)
        return anew if anew.id == there.entity.id else resolution

    def _span(self, doc: Doc, m: Mention) -> Span:
        label = self.labels[str(m.type or "unknown")]
        return doc.char_span(m.start, m.end, label=label, kb_id=m.id or "", alignment_mode="expand")

    def _linked(self, ent: Span, found: list[tuple[Span, Mention]], wanted: Wanted) -> Known:
        """Return an entity found before with what it names: by itself, or else by what its text says."""
        hint = self.hints.get(ent.label_)
        if not self.link_ents or ent.kb_id_ or not hint or (wanted.types is not None and hint not in wanted.types):
            return ent, None
        resolution = open_resolver(self.gazetteer).resolve(
            ent.text, type=hint, threshold=self.threshold, strict=self.strict
        )
        resolution = self._there(resolution, wanted.country)
        same = [m for span, m in found if covers(span, ent, hint) and (m.type == hint or not self.strict)]
        if resolution.outcome is not Outcome.MATCH:
            resolution = next((m.resolution for m in same if m.id), resolution)
        known = facts(resolution, next((m for m in same if m.id == resolution.id), None) or ent)
        return Span(ent.doc, ent.start, ent.end, label=ent.label, kb_id=resolution.id or "", span_id=ent.id), known

    def _write(self, doc: Doc, kept: Sequence[Known], inner: Sequence[Known]) -> None:
        """Write the entities of a doc, and to its span group those that are linked, with names inside others."""
        group = list({(span.start, span.end): (span, known) for span, known in [*reversed(inner), *kept]}.values())
        for span, known in group:
            if known is not None:
                span._.namelink = known
        if self.annotate_ents:
            doc.ents = [span for span, _ in kept]
        if self.spans_key:
            linked = [span for span, _ in group if span.kb_id_]
            doc.spans[self.spans_key] = sorted(linked, key=lambda span: (span.start, -span.end))


def covers(span: Span, ent: Span, hint: str) -> bool:
    """Whether a name is what an entity is about: all of it, or for a person a part (السيد بوتين)."""
    if hint == "person":
        return bool(span.start < ent.end and ent.start < span.end)
    return bool(span.start <= ent.start and ent.end <= span.end)


def apart(spans: Iterable[Known]) -> list[Known]:
    """Return the spans that share no token with one before, by position."""
    taken: set[int] = set()
    kept = []
    for span, known in spans:
        tokens = range(span.start, span.end)
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            kept.append((span, known))
    return sorted(kept, key=lambda pair: pair[0].start)


def facts(resolution: Resolution, where: Mention | Span) -> dict[str, Any]:
    """Return what is known of a name as plain values, which are saved with a doc.

    Args:
        resolution: What it names.
        where: The name in the text, or an entity whose text it is as a whole.
    """
    candidates = [{**c.to_dict(), "score": c.score} for c in resolution.candidates]
    if isinstance(where, Mention):
        place = {"start": where.start, "end": where.end, "prefix": where.prefix, "kind": str(where.kind)}
    else:
        kind = next((c.kind for c in resolution.candidates), MentionKind.NAME)
        place = {"start": where.start_char, "end": where.end_char, "prefix": "", "kind": str(kind)}
    return {
        **place,
        "text": where.text,
        **{key: value for key, value in resolution.to_dict().items() if key != "query"},
        "score": resolution.score,
        "candidates": candidates,
    }


def create_linker(
    nlp: Language,
    name: str,
    gazetteer: Any,
    threshold: Any,
    types: Any,
    demonyms: bool,
    overlaps: bool,
    unknown: bool,
    strict: bool,
    labels: dict[str, str],
    hints: dict[str, str],
    link_ents: bool,
    annotate_ents: bool,
    overwrite_ents: bool,
    spans_key: str | None,
    align: Literal["expand", "split"],
    scorer: Callable[..., Any] | None,
) -> NameLinker:
    """Make the component; spaCy calls this with the settings of a pipeline, and tells one that is not there.

    Raises:
        IndexNotFoundError: there is no index at a path.
        TypeError: a setting is of another kind.
        ValueError: a setting has a value that is not known.
    """
    del nlp, name
    linker = NameLinker(
        gazetteer=gazetteer,
        threshold=threshold,
        types=types,
        demonyms=demonyms,
        overlaps=overlaps,
        unknown=unknown,
        strict=strict,
        labels=labels,
        hints=hints,
        link_ents=link_ents,
        annotate_ents=annotate_ents,
        overwrite_ents=overwrite_ents,
        spans_key=spans_key,
        align=align,
        scorer=scorer,
    )
    linker.check()
    return linker


def _field(key: str) -> Any:
    return lambda span: (span._.namelink or {}).get(key)


Span.set_extension("namelink", default=None, force=True)
for about in ABOUT:
    Doc.set_extension(about, default=None, force=True)
for field in FIELDS:
    Span.set_extension(field, getter=_field(field.removeprefix("namelink_")), force=True)
Language.factory(
    "namelink",
    assigns=["doc.ents", "token.ent_iob", "token.ent_type", "token.ent_kb_id", "span._.namelink"],
    retokenizes=True,
    default_config=DEFAULTS,
    default_score_weights=dict.fromkeys(SCORES),
    func=create_linker,
)
