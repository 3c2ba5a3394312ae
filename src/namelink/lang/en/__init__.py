"""English, and what other languages in Latin letters share with it: particles, titles and legal forms of names."""

from __future__ import annotations

from namelink.lang.base import Language


class English(Language):
    """The English language, whose tokens are all those in Latin letters until another pack has them.

    The possessive ``'s`` is a token of its own in a folded text; see `namelink.text.tokens`.
    """

    code = "en"
    scripts = frozenset({"Latn"})
