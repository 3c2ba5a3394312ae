from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from namelink import Gazetteer
from namelink.index import format as layout
from namelink.lang import Segmentation
from namelink.linking.token_trie import NameStart, TokenTrie

# Some begin others, and one is two words of a key.
PARTS = st.sampled_from(["صدر", "صد", "جباروف", "جبار", "عبد الله", "عبد", "بن"])
NAMES = st.lists(st.lists(PARTS, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=8)


def gazetteer_of(names: list[str]) -> Gazetteer:
    return Gazetteer.from_records(
        [{"id": f"x:{n}", "type": "person", "names": [{"text": name, "lang": "ar"}]} for n, name in enumerate(names)]
    )


@given(st.lists(NAMES, min_size=1, max_size=2), st.lists(st.tuples(PARTS, st.booleans()), min_size=1, max_size=7))
def test_matches_end_where_a_plain_search_finds_a_key(layers: list[list[str]], text: list[tuple[str, bool]]) -> None:
    gazetteer = Gazetteer.layers(*map(gazetteer_of, layers))
    maps = [index.keys for index in gazetteer.indexes]
    trie = TokenTrie(gazetteer, layout.KEYS, str, 100)
    parts = [part for part, _ in text]
    joined = [continues for _, continues in text]
    starts = {}
    for part in parts:
        whole, continues = part in trie, trie.has_continuation(part)
        assert whole == any(part in keys for keys in maps)
        assert continues == any(string.startswith(part + " ") for keys in maps for string, _ in keys.strings())
        starts[part] = [NameStart(Segmentation(part), part, whole, continues)]
    for longest in (1, 2, 12):
        plain = [
            (first, starts[parts[first]][0].segmentation, stop)
            for first in range(len(parts))
            for stop in range(first + 1, min(len(parts), first + longest) + 1)
            if all(joined[first + 1 : stop]) and any(" ".join(parts[first:stop]) in keys for keys in maps)
        ]
        assert list(trie.matches(parts, joined, range(len(parts)), starts.__getitem__, longest)) == plain
