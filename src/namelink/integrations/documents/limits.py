"""Limits of documents: what one may hold, and what reading it may take."""

from __future__ import annotations

import attrs

from namelink.config.setting import setting


@attrs.frozen(kw_only=True)
class DocumentLimits:
    """Limits of one document.

    >>> DocumentLimits(pages=3).pages
    3
    """

    file: int = setting(20 << 20, "Size of a file: books and reports with pictures have less.", unit="bytes", low=1)
    unpacked: int = setting(
        64 << 20,
        "Size of all parts of a Word document together; the text of a thousand pages has a tenth of that.",
        unit="bytes",
        low=1,
    )
    pages: int = setting(1000, "Pages of a PDF document.", unit="pages", low=1)
    seconds: float = setting(
        600.0, "Time to read one on the command line; a page takes 0.2 to 0.5.", unit="seconds", low=0.0
    )
    memory: int = setting(
        1 << 30,
        "Memory to read one on the command line: the largest that are taken need a third of it.",
        unit="bytes",
        low=1 << 26,
    )
