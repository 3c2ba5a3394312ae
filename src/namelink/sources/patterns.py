"""Patterns of spaCy's entity ruler and span ruler: one JSON object a line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import attrs

from namelink.gazetteer.identifiers import check_prefix, is_curie
from namelink.gazetteer.record import DEFAULT_WEIGHT, Record
from namelink.model import EntityType, NameKind
from namelink.sources.assembly import assemble
from namelink.sources.drafts import Draft, draft_names, make_curie
from namelink.sources.languages import tag_by_script
from namelink.sources.lines import check_sources
from namelink.sources.reading import Line, Listener, Reading, Unusable, parse_object
from namelink.text.tokens import make_key

DEFAULT_LABELS = {
    "PERSON": EntityType.PERSON,
    "PER": EntityType.PERSON,
    "GPE": EntityType.PLACE,
    "LOC": EntityType.PLACE,
    "FAC": EntityType.PLACE,
    "ORG": EntityType.ORGANIZATION,
}
"""The labels of spaCy's models that are one of the three types."""

PLAIN = ("LOWER", "TEXT", "ORTH")
"""The attributes of a token that say what it is spelt like, and nothing else."""


def read_spacy(
    *paths: str | Path,
    rejects: Listener,
    labels: Mapping[str, str] | None = None,
    prefix: str = "spacy",
    lang: str | None = None,
    weight: float = DEFAULT_WEIGHT,
    progress: Callable[[int], object] | None = None,
) -> Iterator[Record]:
    """Return the records of a file of spaCy patterns, by id.

    Args:
        paths: Files of patterns (``patterns.jsonl``), plain or compressed.
        rejects: Told of what cannot be read, and of patterns that are no fixed words.
        labels: The types of further labels, over those of `DEFAULT_LABELS`.
        prefix: The authority of ids that are no CURIEs; a pattern without an id gets one of its label and words.
        lang: The language of the names; None tags each by its script.
        weight: The weight of each record.
        progress: Told how many more bytes have been read.

    Raises:
        SourceError: a source is missing.
        ValueError: labels holds an unknown type, or there can be no such prefix.
    """
    sources = check_sources(paths)
    types = DEFAULT_LABELS | {label: EntityType(type) for label, type in (labels or {}).items()}
    reading = Reading(rejects, progress=progress)
    return assemble(sources, reading, _Drafting(reading, types, check_prefix(prefix), lang).draft, weight)


@attrs.frozen
class _Drafting:
    """Makes drafts of patterns."""

    reading: Reading
    labels: Mapping[str, EntityType]
    prefix: str
    lang: str | None

    def draft(self, line: Line) -> Iterator[Draft]:
        """Yield the draft of a line.

        Raises:
            Unusable: it is no pattern of fixed words with a label that is known.
        """
        data = parse_object(line.text)
        label, id = data.get("label"), data.get("id")
        if not isinstance(label, str) or label not in self.labels:
            raise Unusable(f"the label {label!r:.40} has no type; the known ones are {', '.join(self.labels)}")
        phrase = read_phrase(data.get("pattern"))
        names = draft_names(line, self.reading, [(phrase, self.lang or tag_by_script(phrase), NameKind.NAME)])
        if names:
            yield Draft(self._id(id, label, phrase), line, self.labels[label], names)

    def _id(self, id: object, label: str, phrase: str) -> str:
        if isinstance(id, str) and id.strip():
            return id if is_curie(id) else make_curie(self.prefix, "-".join(id.split()))
        return make_curie(self.prefix, "-".join([*label.lower().split(), *make_key(phrase).split()]))


def read_phrase(pattern: object) -> str:
    """Return the words of a pattern.

    Raises:
        Unusable: it is neither a phrase nor a list of tokens of fixed spelling.

    >>> read_phrase("قناة الجزيرة"), read_phrase([{"LOWER": "san"}, {"ORTH": "Francisco"}])
    ('قناة الجزيرة', 'san Francisco')
    """
    if isinstance(pattern, str):
        return pattern
    if not isinstance(pattern, list) or not pattern:
        raise Unusable("a pattern must be a phrase, or a list of tokens")
    return " ".join(_word(token) for token in pattern)


def _word(token: object) -> str:
    if isinstance(token, dict) and len(token) == 1:
        ((attribute, value),) = token.items()
        if attribute.upper() in PLAIN and isinstance(value, str):
            return value
    raise Unusable(f"a token is no fixed word: {token!r:.60}; only tokens of one of {', '.join(PLAIN)} are names")
