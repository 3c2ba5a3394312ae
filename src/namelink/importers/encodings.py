"""The encoding of a table: UTF-8, UTF-16, UTF-32 with a mark, Windows' code pages of Arabic and of the West."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterable

from namelink.scripts import script_of

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    # That of UTF-32 begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HALF = re.compile(rb"[\0-\x08]")
"""Half of a letter of UTF-16, of most scripts that an alphabet writes, and a byte of no other text."""

_WORD = re.compile(r"[A-Za-z\x80-\U0010ffff]+")
"""Letters with what is no ASCII: marks belong to words too."""


def parse_encoding(text: str) -> str:
    """Return the name of an encoding of text, as Python has it.

    Raises:
        ValueError: there is no such encoding.

    >>> parse_encoding("windows-1256"), parse_encoding("UTF8")
    ('cp1256', 'utf-8')
    """
    try:
        name = codecs.lookup(text).name
        # Codecs that make no text, such as hex, say so when they have something to decode.
        b"a".decode(name, "replace")
    except (LookupError, ValueError):
        raise ValueError(f"there is no encoding '{text:.40}'; utf-8, utf-16, cp1256 and cp1252 are some") from None
    return name


def find_mark(sample: bytes) -> bytes:
    r"""Return the mark of an encoding that the first bytes of a file are, or b"" where they are none.

    >>> find_mark(b"\xff\xfeA\0"), find_mark(b"A")
    (b'\xff\xfe', b'')
    """
    return next((mark for mark, _ in _MARKS if sample.startswith(mark)), b"")


def guess_encoding(sample: bytes) -> str | None:
    r"""Return the encoding of the first bytes of a file; None where they are text in none of those that are known.

    >>> [guess_encoding("قطر".encode(encoding)) for encoding in ("utf-8", "utf-16-le", "cp1256")]
    ['utf-8', 'utf-16-le', 'cp1256']
    >>> guess_encoding("Québec".encode("cp1252")), guess_encoding("Москва".encode("cp1251"))
    ('cp1252', None)
    """
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return encoding
    if _HALF.search(sample) and (found := _guess_utf16(sample)):
        return found
    if _is_utf8(sample):
        return "utf-8"
    if _is_arabic(sample.decode("cp1256", "replace")):
        return "cp1256"
    return "cp1252" if _is_western(sample.decode("cp1252", "replace")) else None


def _guess_utf16(sample: bytes) -> str | None:
    """Return the order of the bytes in which most of them are letters of scripts that an alphabet writes."""
    shares = {}
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample[: len(sample) // 2 * 2].decode(encoding, "replace")
        known = sum(char in "\t\r\n" or (char.isprintable() and char < "\u0800") for char in text)
        shares[encoding] = known / max(1, len(text))
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] > 1 / 2 else None


def _is_utf8(sample: bytes) -> bool:
    """Whether most of what is not ASCII is UTF-8: a bad byte in one line does not make it another encoding."""
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(sample)
    bad = text.count("\ufffd")
    return bad <= sum(not char.isascii() for char in text) - bad


def _is_arabic(text: str) -> bool:
    """Whether most of the words with Arabic letters have no others: read so, Québec has some of both."""
    arabic = [{_script(char) for char in word} - {None} for word in _foreign(text)]
    arabic = [scripts for scripts in arabic if "Arab" in scripts]
    return 2 * sum(len(scripts) == 1 for scripts in arabic) > len(arabic)


def _is_western(text: str) -> bool:
    """Whether most of the words with other letters than ASCII have some of those too, and most signs are of a text."""
    foreign = list(_foreign(text))
    others = [unicodedata.category(char)[0] in "LP" for char in text if not char.isascii()]
    has_ascii = sum(any(map(str.isascii, word)) for word in foreign)
    return "\ufffd" not in text and 2 * has_ascii >= len(foreign) and 2 * sum(others) >= len(others)


def _foreign(text: str) -> Iterable[str]:
    """Return the words that have other letters than ASCII."""
    return (word for word in _WORD.findall(text) if any(char.isalpha() and not char.isascii() for char in word))


def _script(char: str) -> str | None:
    found = script_of(char)
    return found.code if found else None
