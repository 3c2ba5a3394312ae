from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from namelink import Gazetteer
from namelink.index import format as index_format
from namelink.linking.token_trie import TokenTrie

# Some begin others, and one is two words of a key.
PARTS = st.sampled_from(["صدر", "صد", "جباروف", "جبار", "عبد الله", "عبد", "بن"])
NAMES = st.lists(st.lists(PARTS, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=8)


def gazetteer_of(names: list[str]) -> Gazetteer:
    return Gazetteer.from_records(
        [{"id": f"x:{n}", "type": "person", "names": [{"text": name, "lang": "ar"}]} for n, name in enumerate(names)]
    )


@given(st.lists(NAMES, min_size=1, max_size=2), st.lists(st.tuples(PARTS, st.booleans()), min_size=1, max_size=7))
def test_trails_end_where_a_plain_search_finds_a_key(layers: list[list[str]], text: list[tuple[str, bool]]) -> None:
    gazetteer = Gazetteer.layers(*map(gazetteer_of, layers))
    maps = [index.keys for index in gazetteer.indexes]
    trails = TokenTrie(gazetteer, index_format.KEYS, str)
    parts = [part for part, _ in text]
    joined = [goes_on for _, goes_on in text]
    for first in range(len(parts)):
        for most in (2, 12):
            plain = [
                last
                for last in range(first + 2, min(len(parts), first + most) + 1)
                if all(joined[first + 1 : last]) and any(" ".join(parts[first:last]) in known for known in maps)
            ]
            assert list(trails.ends(parts[first], parts, joined, first, most)) == plain
        assert trails.holds(parts[first]) == any(parts[first] in known for known in maps)
        assert trails.leads(parts[first]) == any(
            string.startswith(parts[first] + " ") for known in maps for string, _ in known.strings()
        )
