"""What an index is made of: the names of its files, its versions, and its manifest."""

from __future__ import annotations

import json
import zlib
from typing import Any

from namelink.phonetics.alphabet import ALPHABET_VERSION
from namelink.phonetics.keys import PHONETICS_VERSION
from namelink.text.folding import FOLD_VERSION

FORMAT = "namelink-index"
VERSIONS = {"format": 7, "fold": FOLD_VERSION, "sounds": PHONETICS_VERSION, "letters": ALPHABET_VERSION}
"""What an index must have been written with to be read; any difference asks for a rebuild."""

MANIFEST = "manifest.json"

ENTITIES = "entities.blocks"
"""The records, by id, each a line of JSON; some lines at a time are compressed (see gazetteer.blocks)."""
ENTITY_DICTIONARY = "entities.dictionary"
"""What the blocks of ENTITIES were compressed with."""
ENTITY_ENDS = "entities.ends"
"""Where each block ends in ENTITIES: unsigned 64-bit."""
ENTITY_CHECKS = "entities.crc32"
"""The CRC-32 of each block: unsigned 32-bit."""
ENTITY_FACTS = "entities.facts"
"""For each entity its first name, type and weight: see FACTS."""
ID_PLACES = "ids.places"
"""For each entity the number of its id in IDS: unsigned 32-bit."""
NAME_ENTITIES = "names.entities"
"""For each name the number of its entity: unsigned 32-bit."""
NAME_KINDS = "names.kinds"
"""For each name its kind, as a place in KINDS: unsigned 8-bit."""

NAME_LETTERS = "names.letters"
"""The letters of each name's words, a byte each, with a space between words (see phonetics.alphabet)."""
LETTER_BOUNDS = "names.letters.bounds"
"""Where each name's letters begin in NAME_LETTERS, and where the last one's end: unsigned 32-bit."""

FACTS = [("first_name", "<u4"), ("weight", "<f4"), ("type", "<u4")]

KEYS = "keys"
"""Folded names → names."""
IDS = "ids"
"""Ids → entities."""
SOUNDS = "sounds"
"""Phonetic keys of single words, and of names run together → names that hold such a word."""
WHOLES = "wholes"
"""Phonetic keys of whole names → names."""
DELETES = "deletes"
"""Phonetic keys of single words, with a sound left out → numbers of SOUNDS."""
GIVENS = "givens"
"""First words of the names of persons → how many persons bear each."""

SURNAMES = "surnames"
"""Last words of the names of persons → how many persons bear each."""

FILES = (
    ENTITIES,
    ENTITY_DICTIONARY,
    ENTITY_ENDS,
    ENTITY_CHECKS,
    ENTITY_FACTS,
    ID_PLACES,
    NAME_ENTITIES,
    NAME_KINDS,
    NAME_LETTERS,
    LETTER_BOUNDS,
)
"""The files of an index beside its multimaps and its manifest."""

MAPS = (KEYS, IDS, SOUNDS, WHOLES, DELETES, GIVENS, SURNAMES)
"""The multimaps of an index."""


def parse_manifest(content: bytes) -> dict[str, Any] | None:
    """Return the manifest of an index, of any version and even damaged; None where some bytes are no such manifest.

    Many programs keep a file of this name: only the kind that is written in it tells whose it is.

    >>> parse_manifest(b'{"name": "my app"}') is None
    True
    """
    try:
        manifest = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return manifest if isinstance(manifest, dict) and manifest.get("kind") == FORMAT else None


def manifest_checksum(manifest: dict[str, Any]) -> int:
    """Return the CRC-32 of a manifest without its own checksum."""
    rest = {key: value for key, value in manifest.items() if key != "checksum"}
    return zlib.crc32(json.dumps(rest, sort_keys=True).encode())
