from namelink.reference import Aligner as Aligner
from namelink.reference import PostingLists as PostingLists
from namelink.reference import WordWeights as WordWeights
from namelink.reference import hash_strings as hash_strings
from namelink.reference import near_keys as near_keys
