"""The language packs at hand: those that come with namelink, and those of the entry-point group ``namelink.languages``.

A token is analysed by the first pack that has its script; a tag finds the pack of its language.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import attrs

from namelink.entry_points import entry_points
from namelink.lang.base import Language
from namelink.scripts import script_of

T = TypeVar("T")

BUILT_IN = ("namelink.lang.ar:Arabic", "namelink.lang.en:English", "namelink.lang.ru:Russian")
"""The packs that come with namelink, the first of a script before others."""

GROUP = "namelink.languages"
"""The entry-point group of the packs of other distributions."""

NEUTRAL = Language()
"""What analyses tokens of a script that no pack has."""


class _Packs:
    """The packs at hand in the order they were registered, with what is asked of all of them, computed once.

    There is no lock, which a process forked meanwhile would inherit held: what two threads compute at once is
    published by one assignment, and the first one stays.
    """

    def __init__(self, packs: Iterable[Language]) -> None:
        self.by_tag = {pack.code: pack for pack in packs}
        self.all = tuple(self.by_tag.values())
        self.by_letter: dict[str, Language] = {}
        self.tables: dict[str, Any] = {}


_registry: dict[str, _Packs] = {}
"""The packs at hand, under one key, once they are loaded."""


def _packs() -> _Packs:
    return _registry.get("packs") or _registry.setdefault("packs", _Packs(_load()))


def _load() -> list[Language]:
    packs = []
    for path in BUILT_IN:
        module, _, name = path.partition(":")
        packs.append(getattr(importlib.import_module(module), name)())
    return packs + [entry.load()() for entry in sorted(entry_points(group=GROUP), key=lambda e: e.name)]


def languages() -> tuple[Language, ...]:
    """Return the language packs at hand.

    >>> [language.code for language in languages()][:3]
    ['ar', 'en', 'ru']
    """
    return _packs().all


def table_of_all(name: str, merge: Callable[[tuple[Language, ...]], T]) -> T:
    """Return what a function makes of all packs at hand, called once for each set of packs.

    Args:
        name: The name it is kept under.
        merge: The function.
    """
    packs = _packs()
    found: T | None = packs.tables.get(name)
    return packs.tables.setdefault(name, merge(packs.all)) if found is None else found


def get_language(tag: str) -> Language:
    """Return the pack of a BCP 47 tag by its primary language, or the neutral one.

    >>> get_language("ar-EG").code, get_language("xx").code
    ('ar', 'und')
    """
    return _packs().by_tag.get(tag.partition("-")[0].lower(), NEUTRAL)


def language_of(token: str) -> Language:
    """Return the pack that analyses a token, by the script of its first letter.

    >>> language_of("قطر").code, language_of("qatar").code, language_of("7").code
    ('ar', 'en', 'und')
    """
    packs, first = _registry.get("packs") or _packs(), token[:1]
    found = packs.by_letter.get(first)
    if found is None:
        script = script_of(first) if first else None
        code = script.code if script else None
        found = packs.by_letter[first] = next((pack for pack in packs.all if code in pack.scripts), NEUTRAL)
    return found


def register(language: Language) -> None:
    """Add a pack for the rest of the process, in place of one of the same language if there is one.

    Call it before names are looked up: what has been analysed already stays as it is, and an index that was
    built with another version of the pack is refused when it is opened.

    Args:
        language: The pack. Of several packs of one script, the one that was registered first analyses its tokens.
    """
    _registry["packs"] = _Packs({**_packs().by_tag, language.code: language}.values())


@attrs.frozen
class PackSet:
    """The language packs at hand; where one is unpickled, that process has the same packs from then on.

    Sent to another process before a gazetteer, it makes known there what the index was built with.

    Attributes:
        classes: The classes of the packs, in order; they are called without arguments.
    """

    classes: tuple[type[Language], ...]

    def __reduce__(self) -> tuple[Any, ...]:
        """Use the packs where this is unpickled."""
        return (use_packs, (self.classes,))


def pack_set() -> PackSet:
    """Return the packs at hand, to be sent to another process.

    >>> [pack.code for pack in pack_set().classes][:3]
    ['ar', 'en', 'ru']
    """
    return PackSet(tuple(map(type, languages())))


def use_packs(classes: tuple[type[Language], ...]) -> PackSet:
    """Have the packs of some classes, and no others, for the rest of the process; those at hand stay as they are."""
    known = {type(pack): pack for pack in languages()}
    _registry["packs"] = _Packs(known.get(pack) or pack() for pack in classes)
    return PackSet(classes)
