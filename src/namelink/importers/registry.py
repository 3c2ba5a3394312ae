"""The importers at hand: those that come with namelink, and those of the entry-point group ``namelink.importers``."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points

from namelink.errors import SourceError
from namelink.importers.base import Importer

GROUP = "namelink.importers"
"""The entry-point group; the name of an entry is that of its importer, and its value is a class."""

BUILT_IN = tuple(
    EntryPoint(name, f"namelink.importers.{value}", GROUP)
    for name, value in (
        ("csv", "columns:Csv"),
        ("geonames", "geonames:GeoNames"),
        ("jrc-names", "jrc_names:JrcNames"),
        ("opensanctions", "opensanctions:OpenSanctions"),
        ("spacy", "patterns:Spacy"),
        ("wikidata", "wikidata:Wikidata"),
    )
)
"""The importers that come with namelink; another distribution may put its own in the place of one."""


def importer_names() -> list[str]:
    """Return the names of the importers at hand, sorted; none is loaded.

    >>> {"csv", "geonames", "wikidata"} <= set(importer_names())
    True
    """
    return sorted(_entries())


def get_importer(name: str) -> Importer:
    """Return the importer of a name.

    Raises:
        SourceError: there is none, or its package cannot be loaded.

    >>> get_importer("spacy").formats
    ('patterns of the entity ruler or the span ruler, one JSON object a line',)
    """
    entry = _entries().get(name)
    if entry is None:
        raise SourceError(f"there is no importer '{name}'; there are {', '.join(importer_names())}")
    try:
        importer = entry.load()()
    except (ImportError, AttributeError, TypeError) as error:
        package = f" of the package {entry.dist.name}" if entry.dist else ""
        raise SourceError(
            f"the importer '{name}'{package} cannot be loaded: {error}; update the package, or uninstall it"
        ) from error
    if not isinstance(importer, Importer):
        raise SourceError(f"the importer '{name}' ({entry.value}) is not derived from namelink.importers.Importer")
    return importer


def _entries() -> dict[str, EntryPoint]:
    return {entry.name: entry for entry in (*BUILT_IN, *entry_points(group=GROUP))}
