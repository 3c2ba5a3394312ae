"""Russian, and what other languages in Cyrillic letters share with it."""

from __future__ import annotations

from namelink.lang.base import Language


class Russian(Language):
    """The Russian language, whose tokens are all those in Cyrillic letters until another pack has them."""

    code = "ru"
    scripts = frozenset({"Cyrl"})
