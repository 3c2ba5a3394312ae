"""The readable definition of the compiled kernel: the same functions and classes in Python.

They take and return bytes and numbers, as the kernel does, and stand in for it where it was not built. Nothing here
imports anything of namelink but its own modules.
"""

from namelink.reference.alignment import Aligner
from namelink.reference.beam_search import BeamSearch
from namelink.reference.hashing import hash_strings
from namelink.reference.key_table import near_keys
from namelink.reference.postings import PostingLists
from namelink.reference.word_model import WordWeights

__all__ = ["Aligner", "BeamSearch", "PostingLists", "WordWeights", "hash_strings", "near_keys"]
