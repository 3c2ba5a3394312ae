"""The format of an index: the names and contents of its files, its versions, and its manifest.

Constants here are facts of the format: whoever changes one raises the version.
"""

from __future__ import annotations

import json
import zlib
from typing import Any

from namelink.phonetics.alphabet import ALPHABET_VERSION
from namelink.phonetics.keys import PHONETICS_VERSION
from namelink.text.folding import FOLD_VERSION

FORMAT = "namelink-index"
FORMAT_VERSION = 12
VERSIONS = {
    "format": FORMAT_VERSION,
    "fold": FOLD_VERSION,
    "phonetics": PHONETICS_VERSION,
    "alphabet": ALPHABET_VERSION,
}
"""What an index must have been written with to be read; any difference asks for a rebuild.

Beside these the manifest lists the language packs whose keys the index holds, each with its version.
"""

MANIFEST = "manifest.json"

ENTITIES = "entities.blocks"
"""The records by id, each a line of JSON, in compressed blocks (see `namelink.index.blocks`)."""
ENTITY_DICTIONARY = "entities.dictionary"
"""The preset dictionary of the blocks of ENTITIES."""
ENTITY_ENDS = "entities.ends"
"""For each block where it ends in ENTITIES: unsigned 64-bit."""
ENTITY_CHECKSUMS = "entities.crc32"
"""For each block its CRC-32: unsigned 32-bit."""
ENTITY_FACTS = "entities.facts"
"""For each entity its first name, weight, type and what it mutes: see FACTS."""
ID_NUMBERS = "ids.numbers"
"""For each entity the number of its id in IDS: unsigned 32-bit."""
NAME_ENTITIES = "names.entities"
"""For each name the number of its entity: unsigned 32-bit."""
NAME_KINDS = "names.kinds"
"""For each name its kind, as a place in `NameKind`: unsigned 8-bit."""
NAME_LETTERS = "names.letters"
"""For each name the letters of its tokens, a byte each, a space between tokens (see `namelink.phonetics.alphabet`)."""
LETTER_BOUNDS = "names.letters.bounds"
"""For each name where its letters begin in NAME_LETTERS, and where those of the last one end: unsigned 32-bit."""
PHONETIC_KEY_TABLE = "phonetic_keys.table"
"""The keys of PHONETIC_KEYS by their hashes (see `namelink.index.key_table`)."""

FACTS = [("first_name", "<u4"), ("weight", "<f4"), ("type", "<u2"), ("mutes", "<u2")]
"""``mutes`` is 1 where a record takes an entity, or names of one, out of the layers below."""

KEYS = "keys"
"""Folded names → names."""
IDS = "ids"
"""Ids → entities."""
REFS = "refs"
"""Ids that other authorities, or earlier releases, give to entities → entities."""
PHONETIC_KEYS = "phonetic_keys"
"""Phonetic keys of single tokens, and of a name's tokens run together → names that hold them."""
FULL_NAME_KEYS = "full_name_keys"
"""Phonetic keys of all tokens of a name, with spaces between → names."""
DELETION_NEIGHBOURS = "deletion_neighbours"
"""Phonetic keys of single tokens with one character left out → numbers of PHONETIC_KEYS."""
GIVEN_NAME_COUNTS = "given_name_counts"
"""First tokens of the names of persons → how many persons of some prominence have such a name."""
SURNAME_COUNTS = "surname_counts"
"""Last tokens of the names of persons → how many persons of some prominence have such a name."""

FILES = (
    ENTITIES,
    ENTITY_DICTIONARY,
    ENTITY_ENDS,
    ENTITY_CHECKSUMS,
    ENTITY_FACTS,
    ID_NUMBERS,
    NAME_ENTITIES,
    NAME_KINDS,
    NAME_LETTERS,
    LETTER_BOUNDS,
    PHONETIC_KEY_TABLE,
)
"""The files of an index beside its multimaps and its manifest."""

MULTIMAPS = (KEYS, IDS, REFS, PHONETIC_KEYS, FULL_NAME_KEYS, DELETION_NEIGHBOURS, GIVEN_NAME_COUNTS, SURNAME_COUNTS)
"""The multimaps of an index, three files each (see `namelink.index.multimap`)."""

TRIES = tuple(name + ".trie" for name in MULTIMAPS)
"""The files that native code reads by offsets in them, which nothing but their checksums proves."""

ALL_FILES = (*FILES, *(name + suffix for name in MULTIMAPS for suffix in (".trie", ".ends", ".values")))

PIECE_BYTES = 1 << 20
"""Bytes of the pieces of which the manifest has checksums, so that a part of a large file can be checked."""

BLOCK_RECORDS = 8
"""Records of a block: reading one record costs as much as reading its block, some microseconds."""

DICTIONARY_RECORDS = 160
"""Records that the preset dictionary is made of."""

DICTIONARY_BYTES = 32 * 1024
"""Bytes of the preset dictionary at most: the method (deflate) looks back no farther."""

COUNTED_WEIGHT = 0.21
"""Weight from which the given names and surnames of persons are counted.

What readers take for a given name, and whom they know by a surname, is told by the persons that news names, not by long
lists of officials.
"""

MOST_JOINED_TOKENS = 4
"""Tokens of the longest name that is also found by them run together: San Juan, Sanjuan."""


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
