"""namelink: names as Arabic news writes them → canonical IDs, Latin spellings, and the reason.

>>> from namelink import resolve
>>> resolve("صادر جباروف").name
'Sadyr Japarov'
"""

from namelink.api import Resolver, link, resolve
from namelink.clustering import cluster
from namelink.errors import (
    ColumnError,
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
from namelink.matching.comparison import compare
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
from namelink.spelling import transliterate, transliterations
from namelink.text.folding import normalize

__all__ = [
    "Candidate",
    "Cluster",
    "ClusterEdge",
    "ColumnError",
    "Comparison",
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
    "NamelinkError",
    "Outcome",
    "RecordError",
    "Resolution",
    "Resolver",
    "SchemeError",
    "SourceError",
    "Transliteration",
    "cluster",
    "compare",
    "link",
    "normalize",
    "resolve",
    "transliterate",
    "transliterations",
]
