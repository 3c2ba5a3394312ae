"""Patterns of spaCy's entity ruler and span ruler: one JSON object a line."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from namelink.deprecation import renamed_arguments
from namelink.identifiers import check_prefix, is_curie
from namelink.importers.base import Importer, Option, parse_pair, weight_option
from namelink.importers.context import ImportContext, IssueCallback, Line, ProgressCallback, Unusable
from namelink.importers.json_objects import parse_object
from namelink.importers.languages import tag_by_script
from namelink.importers.lines import check_sources
from namelink.importers.merge import merge_records
from namelink.importers.partial_records import PartialRecord, make_curie, usable_names
from namelink.lang import make_key
from namelink.model import EntityType, NameKind
from namelink.record import DEFAULT_WEIGHT, Record

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
"""The attributes of a token that give its spelling, and nothing else."""


def parse_label(text: str) -> tuple[str, str]:
    """Return a label and its type.

    Raises:
        ValueError: the type is none of the three.

    >>> parse_label("MINISTRY=organization")
    ('MINISTRY', 'organization')
    """
    label, type = parse_pair(text)
    if type not in tuple(EntityType):
        raise ValueError(f"the type of {label} must be one of {', '.join(EntityType)}, not '{type}'")
    return label, type


class Spacy(Importer):
    """Patterns of spaCy's rulers."""

    name = "spacy"
    help = "Read patterns of spaCy's entity ruler (patterns.jsonl)."
    formats = ("patterns of the entity ruler or the span ruler, one JSON object a line",)
    options = (
        Option("--label", "labels", "The type of a label.", None, parse_label, "LABEL=TYPE", repeatable=True),
        Option("--prefix", "prefix", "The authority of ids that have none.", "spacy", parse=check_prefix),
        Option("--lang", "lang", "The language of the names; by default each is tagged by its script."),
        weight_option(DEFAULT_WEIGHT),
    )

    def read(
        self, paths: Collection[str | Path], context: ImportContext, options: Mapping[str, Any]
    ) -> Iterator[Record]:
        """Yield the records; the options are those of `read_spacy`, the labels as pairs."""
        return _read(paths, context, **{**options, "labels": dict(options.get("labels", ()))})


@renamed_arguments(rejects="on_reject")
def read_spacy(
    *paths: str | Path,
    on_reject: IssueCallback,
    labels: Mapping[str, str] | None = None,
    prefix: str = "spacy",
    lang: str | None = None,
    weight: float = DEFAULT_WEIGHT,
    progress: ProgressCallback | None = None,
) -> Iterator[Record]:
    """Return the records of a file of spaCy patterns, by id.

    Args:
        paths: Files of patterns (``patterns.jsonl``), plain or compressed.
        on_reject: Called with each line that cannot be read, or whose pattern is no fixed words.
        labels: The types of further labels, over those of `DEFAULT_LABELS`.
        prefix: The authority of ids that are no CURIEs; a pattern without an id gets one of its label and words.
        lang: The language of the names; None tags each by its script.
        weight: The weight of each record.
        progress: Called with how many more bytes have been read.

    Raises:
        SourceError: a source is missing.
        ValueError: labels holds an unknown type.
    """
    context = ImportContext(on_reject, progress=progress)
    return _read(paths, context, labels=labels or {}, prefix=prefix, lang=lang, weight=weight)


def _read(
    paths: Collection[str | Path],
    context: ImportContext,
    *,
    labels: Mapping[str, str],
    prefix: str = "spacy",
    lang: str | None = None,
    weight: float = DEFAULT_WEIGHT,
) -> Iterator[Record]:
    types = DEFAULT_LABELS | {label: EntityType(type) for label, type in labels.items()}
    return merge_records(
        check_sources(paths), context, _PatternParser(context, types, check_prefix(prefix), lang).parse, weight
    )


@attrs.frozen
class _PatternParser:
    """Makes partial records of patterns."""

    context: ImportContext
    labels: Mapping[str, EntityType]
    prefix: str
    lang: str | None

    def parse(self, line: Line) -> Iterator[PartialRecord]:
        """Yield the partial record of a line.

        Raises:
            Unusable: it is no pattern of fixed words with a label that is known.
        """
        data = parse_object(line.text)
        label, id = data.get("label"), data.get("id")
        if not isinstance(label, str) or label not in self.labels:
            raise Unusable(f"the label {label!r:.40} has no type; the known ones are {', '.join(self.labels)}")
        phrase = read_phrase(data.get("pattern"))
        names = usable_names(line, self.context, [(phrase, self.lang or tag_by_script(phrase), NameKind.NAME)])
        if names:
            yield PartialRecord(self._id(id, label, phrase), line, self.labels[label], names)

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
