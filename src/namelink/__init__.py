"""namelink: resolve names in Arabic text and in lists to canonical IDs, with Latin spellings and the reason.

>>> from namelink import resolve
>>> resolve("صادر جباروف").name
'Sadyr Japarov'
"""

from namelink.api import Resolver, link, resolve
from namelink.clustering import cluster
from namelink.config import Config
from namelink.deprecation import warn
from namelink.errors import (
    ColumnError,
    ConfigError,
    EncodingError,
    GoldError,
    IndexFormatError,
    IndexNotFoundError,
    MissingExtraError,
    NamelinkError,
    RecordError,
    SchemeError,
    SourceError,
)
from namelink.gazetteer import Gazetteer
from namelink.kernel import implementation
from namelink.matching.comparison import compare, compare_many
from namelink.model import (
    Candidate,
    Cluster,
    ClusterEdge,
    Comparison,
    Entity,
    EntityType,
    Evidence,
    LinkedText,
    Mention,
    MentionKind,
    Name,
    NameKind,
    Outcome,
    Resolution,
    Transliteration,
)
from namelink.names import NamePart, ParsedName, Role, parse_name
from namelink.spelling import transliterate, transliterations
from namelink.text.folding import normalize

__version__: str
"""The version of the installed distribution."""

__all__ = [
    "Candidate",
    "Cluster",
    "ClusterEdge",
    "ColumnError",
    "Comparison",
    "Config",
    "ConfigError",
    "EncodingError",
    "Entity",
    "EntityType",
    "Evidence",
    "Gazetteer",
    "GoldError",
    "IndexFormatError",
    "IndexNotFoundError",
    "LinkedText",
    "Mention",
    "MentionKind",
    "MissingExtraError",
    "Name",
    "NameKind",
    "NamePart",
    "NamelinkError",
    "Outcome",
    "ParsedName",
    "RecordError",
    "Resolution",
    "Resolver",
    "Role",
    "SchemeError",
    "SourceError",
    "Transliteration",
    "__version__",
    "cluster",
    "compare",
    "compare_many",
    "implementation",
    "link",
    "normalize",
    "parse_name",
    "resolve",
    "transliterate",
    "transliterations",
]

_RENAMED = {"Kind": "MentionKind", "Link": "ClusterEdge"}
"""Names of the first release, kept for one more."""


def __getattr__(name: str) -> object:
    """Return the version, read when it is asked for, or what an old name stands for, with a warning."""
    if name == "__version__":
        from importlib.metadata import version

        return version("namelink")
    if name in _RENAMED:
        warn(f"namelink.{name}", f"namelink.{_RENAMED[name]}")
        return globals()[_RENAMED[name]]
    raise AttributeError(f"module 'namelink' has no attribute {name!r}")
