"""A language pack that comes with no distribution of namelink: some Hebrew, for the tests."""

from __future__ import annotations

from typing import ClassVar

from namelink.lang import Language, Segmentation

CLITICS = "ובלמ"
"""And, in, to, from: one letter each, written onto the next word."""


class Hebrew(Language):
    """Hebrew, as far as the tests go."""

    code: ClassVar[str] = "he"
    scripts: ClassVar[frozenset[str]] = frozenset({"Hebr"})
    article: ClassVar[str] = "ה"

    def segmentations(self, token: str) -> tuple[Segmentation, ...]:
        """Return a token as it stands, and without a clitic."""
        whole = Segmentation(token)
        if token[0] in CLITICS and len(token) > 3:
            return (whole, Segmentation(token[1:], token[0], 1))
        return (whole,)
