"""Arab names in Latin letters: their particles, and compounds written as one word."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

import attrs

from namelink import tables
from namelink.lang.ar.clitics import ARTICLE

SERVANT_OF = f"عبد {ARTICLE}"
FAITH = "الدين"

_SERVANT = re.compile(r"abd[aeu]l(?=\w{3})|abd[aeu](?=(?:rr|ss|zz|nn)\w{2})")
_FAITH = re.compile(r"(?<=\w\w)(?:[aeu]dd?[iea]+ne?|[ae]l?din)$")


@attrs.frozen
class LatinParticle:
    """A particle of Arab names as Latin letters write it.

    Attributes:
        arabic: As Arabic writes it.
        joined: Whether Arabic writes it onto the next word.
        arab: Whether it shows that a name is Arab; ``as`` and ``at`` are English words too.
    """

    arabic: str
    joined: bool
    arab: bool


@functools.cache
def latin_particles() -> Mapping[str, LatinParticle]:
    """Return the particles of Arab names by their Latin letters.

    >>> latin_particles()["abu"].arabic, latin_particles()["el"].joined
    ('أبو', True)
    """
    return {
        row["latin"]: LatinParticle(row["arabic"], row["joined"] == "yes", row["arab"] == "yes")
        for row in tables.rows("namelink.lang.ar", "latin_particles.tsv")
    }


def split_servant(word: str) -> str | None:
    """Return the word after 'servant of the' in a compound, or None where it is no such compound.

    >>> split_servant("abdelfattah"), split_servant("abdurrahman"), split_servant("abdi")
    ('fattah', 'rrahman', None)
    """
    found = _SERVANT.match(word)
    return word[found.end() :] if found else None


def split_faith(word: str) -> str | None:
    """Return the word before 'of the faith' in a compound, or None where it is no such compound.

    >>> split_faith("noureddine"), split_faith("saladin"), split_faith("medine")
    ('nour', 'sal', None)
    """
    found = _FAITH.search(word)
    return word[: found.start()] if found else None
