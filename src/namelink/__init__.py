"""namelink: resolve names in Arabic text and in lists to canonical IDs, with Latin spellings and the reason.

>>> from namelink import resolve
>>> resolve("صادر جباروف").name
'Sadyr Japarov'
"""

import typing
from importlib import import_module

if typing.TYPE_CHECKING:
    from namelink.api import Resolver, link, resolve
    from namelink.clustering import cluster
    from namelink.config import Config
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
    from namelink.spelling import transliterate, transliterations, vocalize
    from namelink.text.folding import normalize
    from namelink.transliteration.name_style import NameStyle

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
    "NameStyle",
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
    "vocalize",
]

_HOMES = {
    "namelink.api": "Resolver link resolve",
    "namelink.clustering": "cluster",
    "namelink.config": "Config",
    "namelink.errors": (
        "ColumnError ConfigError EncodingError GoldError IndexFormatError IndexNotFoundError "
        "MissingExtraError NamelinkError RecordError SchemeError SourceError"
    ),
    "namelink.gazetteer": "Gazetteer",
    "namelink.kernel": "implementation",
    "namelink.matching.comparison": "compare compare_many",
    "namelink.model": (
        "Candidate Cluster ClusterEdge Comparison Entity EntityType Evidence LinkedText Mention "
        "MentionKind Name NameKind Outcome Resolution Transliteration"
    ),
    "namelink.names": "NamePart ParsedName Role parse_name",
    "namelink.spelling": "transliterate transliterations vocalize",
    "namelink.text.folding": "normalize",
    "namelink.transliteration.name_style": "NameStyle",
}
"""The public names of each module, as type checkers are told above: a module is loaded when one of them is first asked
for, so that a program waits only for what it uses."""

_HOME_OF = {name: module for module, names in _HOMES.items() for name in names.split()}

_RENAMED = {"Kind": "MentionKind", "Link": "ClusterEdge"}
"""Names of the first release, kept for one more."""


def __getattr__(name: str) -> object:
    """Return a public name, the version, a module, or what an old name stands for, with a warning; each when asked."""
    if name in _HOME_OF:
        found = globals()[name] = getattr(import_module(_HOME_OF[name]), name)
        return found
    if name == "__version__":
        from importlib.metadata import version

        return version("namelink")
    if name in _RENAMED:
        from namelink.deprecation import warn

        warn(f"namelink.{name}", f"namelink.{_RENAMED[name]}")
        return __getattr__(_RENAMED[name])
    if not name.startswith("_"):
        try:
            return import_module(f"namelink.{name}")
        except ModuleNotFoundError as error:
            if error.name != f"namelink.{name}":
                raise
    raise AttributeError(f"module 'namelink' has no attribute {name!r}")


def __dir__() -> list[str]:
    """Return the public names, which may not be loaded yet, and what is."""
    return sorted({*__all__, *globals()})
