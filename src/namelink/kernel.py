"""The inner loops of matching and transliteration: compiled, or their Python twins where there is no extension module.

`namelink.reference` defines them; whoever uses them imports this module. ``NAMELINK_IMPLEMENTATION=python`` in the
environment asks for the twins, ``compiled`` for an error where there is no extension module.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Literal

VARIABLE = "NAMELINK_IMPLEMENTATION"
"""The variable of the environment that chooses."""

_CHOICES = ("", "compiled", "python")


def _is_compiled(wanted: str) -> bool:
    """Whether the extension module is used, where the environment wants something, or nothing.

    Raises:
        ValueError: it wants what there is not.
        ImportError: it wants the extension module, and that cannot be loaded.
    """
    if wanted not in _CHOICES:
        raise ValueError(f"{VARIABLE} is {wanted!r}: give 'compiled' or 'python', or leave it unset")
    if wanted == "python":
        return False
    try:
        import namelink._kernel  # noqa: F401
    except ImportError as error:
        if wanted:
            raise ImportError(
                f"{VARIABLE} is 'compiled', but namelink was installed without its extension module: install a wheel,"
                " or a C compiler and namelink again"
            ) from error
        return False
    return True


_COMPILED = _is_compiled(os.environ.get(VARIABLE, ""))

if TYPE_CHECKING or not _COMPILED:
    from namelink.reference import Aligner, BeamSearch, PostingLists, WordWeights, hash_strings, near_keys
else:
    from namelink._kernel import Aligner, BeamSearch, PostingLists, WordWeights, hash_strings, near_keys
if TYPE_CHECKING or _COMPILED:  # their twins are `namelink.matching.features` and `namelink.names.parser`
    from namelink._kernel import (
        NAME_FEATURES,
        NAME_WORD_ROLES,
        ComparedName,
        ComparedToken,
        ComparedWord,
        NameComparer,
        NameParser,
        NamePhrase,
        PartWord,
        WrittenWord,
    )

__all__ = [
    "NAME_FEATURES",
    "NAME_WORD_ROLES",
    "VARIABLE",
    "Aligner",
    "BeamSearch",
    "ComparedName",
    "ComparedToken",
    "ComparedWord",
    "NameComparer",
    "NameParser",
    "NamePhrase",
    "PartWord",
    "PostingLists",
    "WordWeights",
    "WrittenWord",
    "hash_strings",
    "implementation",
    "near_keys",
]


def implementation() -> Literal["compiled", "python"]:
    """Return which implementation of the inner loops runs; both answer the same.

    >>> implementation() in ("compiled", "python")
    True
    """
    return "compiled" if _COMPILED else "python"
