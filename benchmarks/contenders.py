"""What namelink is measured beside: other ways to look a name up, to find names in texts, and to spell them.

Each is made of the same names, and imported when it is made; a library that is not installed raises ImportError.
Names that several entities bear stand for the weightiest, as these libraries know one id for each.
"""

from __future__ import annotations

import heapq
import importlib
import itertools
import json
import math
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from namelink import Gazetteer, Resolver, compare_many
from namelink.text.folding import fold

RECORDS = Path(__file__).resolve().parent.parent / "data" / "gazetteer"

BLOCK = 60
"""Entities that logic-v2 compares with a query, those that share most with it: nomenklatura blocks by as many."""

Found = tuple[int, int, str]
"""A name in a text: its first code point, the one after its last, and the id of what it names."""

LookUp = Callable[[str], str | None]
Find = Callable[[str], Iterable[Found]]


def listed(records: Path) -> Iterator[tuple[str, str]]:
    """Yield the names of a file of records, each with the id of who bears it."""
    with records.open(encoding="utf-8") as file:
        for record in map(json.loads, file):
            for name in record["names"]:
                yield name["text"], record["id"]


def arabic_names() -> dict[str, str]:
    """Return the Arabic names of the default gazetteer, demonyms and short names too, each with its entity."""
    found: dict[str, tuple[float, str]] = {}
    for path in sorted(RECORDS.glob("*.jsonl")):
        for record in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            bearer = (record.get("weight", 0.0), record["id"])
            for name in record["names"]:
                if name["lang"] == "ar":
                    found[name["text"]] = max(bearer, found.get(name["text"], bearer))
    return {text: id for text, (_, id) in found.items()}


def scan(records: Path) -> LookUp:
    """Return a look at every name with rapidfuzz, all of them folded before."""
    names, ids = zip(*((fold(text), id) for text, id in listed(records)), strict=True)

    def look_up(name: str) -> str | None:
        return str(ids[process.extractOne(fold(name), names, scorer=fuzz.ratio)[2]])

    return look_up


def logic_v2(records: Path) -> LookUp:
    """Return nomenklatura's logic-v2 over the entities that share most with a query, by nomenklatura's own tokens."""
    model = importlib.import_module("followthemoney").model
    tokenize = importlib.import_module("nomenklatura.blocker.tokenizer").tokenize_entity
    matcher = importlib.import_module("nomenklatura.matching").get_algorithm("logic-v2")
    config = matcher.default_config()

    def person(id: str, names: Iterable[str]) -> Any:
        entity = model.make_entity("Person")
        entity.id = id
        for name in names:
            entity.add("name", name)
        return entity

    borne: dict[str, list[str]] = defaultdict(list)
    for text, id in listed(records):
        borne[id].append(text)
    entities = [person(id, texts) for id, texts in borne.items()]
    blocks: dict[str, list[int]] = defaultdict(list)
    for number, entity in enumerate(entities):
        for _, token in tokenize(entity):
            blocks[token].append(number)

    def look_up(name: str) -> str | None:
        # What nomenklatura reads of an entity it keeps by its id: one for all queries would answer the first.
        query = person(f"query:{name}", [name])
        shared: dict[int, float] = defaultdict(float)
        for _, token in tokenize(query):
            rarity = math.log(1 + len(entities) / (1 + len(blocks.get(token, ()))))
            for number in blocks.get(token, ()):
                shared[number] += rarity
        near = [entities[number] for number in heapq.nlargest(BLOCK, shared, key=shared.__getitem__)]
        scored = [(matcher.compare(query, entity, config).score, entity.id) for entity in near]
        return str(max(scored)[1]) if scored else None

    return look_up


LOOK_UPS: dict[str, Callable[[Path], LookUp]] = {"rapidfuzz": scan, "nomenklatura logic-v2": logic_v2}
"""How each makes a look-up of a file of records."""


Score = Callable[[Sequence[tuple[str, str]]], object]
"""Scores pairs of names."""


def logic_v2_scores() -> Score:
    """Return nomenklatura's logic-v2, given persons; each has an id of its own, by which what is read of it is kept."""
    model = importlib.import_module("followthemoney").model
    matcher = importlib.import_module("nomenklatura.matching").get_algorithm("logic-v2")
    config, numbers = matcher.default_config(), itertools.count()

    def person(name: str) -> Any:
        entity = model.make_entity("Person")
        entity.id = f"pair-{next(numbers)}"
        entity.add("name", name)
        return entity

    return lambda pairs: [matcher.compare(person(a), person(b), config).score for a, b in pairs]


def rapidfuzz_scores() -> Score:
    """Return rapidfuzz's token_sort_ratio of names folded by namelink: it knows no other script."""
    return lambda pairs: [fuzz.token_sort_ratio(fold(a), fold(b)) for a, b in pairs]


COMPARERS: dict[str, Callable[[], Score]] = {
    "namelink": lambda: compare_many,
    "nomenklatura logic-v2": logic_v2_scores,
    "rapidfuzz token_sort_ratio": rapidfuzz_scores,
}
"""How each makes a comparison of pairs of names."""


def namelink(_names: dict[str, str]) -> Find:
    """Return `link` with the default gazetteer, whose names in other scripts it knows as well."""
    resolver = Resolver(Gazetteer.default())
    return lambda text: [(m.start, m.end, m.id or "") for m in resolver.link(text)]


def tokenizer(_names: dict[str, str]) -> Find:
    """Return spaCy's tokenizer alone, which finds nothing: what any of its matchers has to spend."""
    tokenize = importlib.import_module("spacy").blank("ar").tokenizer

    def find(text: str) -> list[Found]:
        tokenize(text)
        return []

    return find


def phrase_matcher(names: dict[str, str]) -> Find:
    """Return spaCy's tokenizer and PhraseMatcher, the longest of what overlaps."""
    spacy = importlib.import_module("spacy")
    longest = importlib.import_module("spacy.util").filter_spans
    tokenize = spacy.blank("ar").tokenizer
    matcher = importlib.import_module("spacy.matcher").PhraseMatcher(tokenize.vocab)
    for text, id in names.items():
        matcher.add(id, [tokenize(text)])
    return lambda text: [(s.start_char, s.end_char, s.label_) for s in longest(matcher(tokenize(text), as_spans=True))]


def entity_ruler(names: dict[str, str]) -> Find:
    """Return spaCy's tokenizer and EntityRuler."""
    nlp = importlib.import_module("spacy").blank("ar")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "NAME", "pattern": text, "id": id} for text, id in names.items()])
    return lambda text: [(e.start_char, e.end_char, e.ent_id_) for e in nlp(text).ents]


def spaczz(names: dict[str, str]) -> Find:
    """Return spaCy's tokenizer and the fuzzy patterns of spaczz."""
    nlp = importlib.import_module("spacy").blank("ar")
    ruler = importlib.import_module("spaczz.pipeline").SpaczzRuler(nlp)
    ruler.add_patterns([{"label": "NAME", "pattern": t, "type": "fuzzy", "id": id} for t, id in names.items()])
    return lambda text: [(e.start_char, e.end_char, e.ent_id_) for e in ruler(nlp.tokenizer(text)).ents]


def pyahocorasick(names: dict[str, str]) -> Find:
    """Return an automaton of pyahocorasick, whole words only, the longest of what overlaps."""
    automaton = importlib.import_module("ahocorasick").Automaton()
    for text, id in names.items():
        automaton.add_word(text, (len(text), id))
    automaton.make_automaton()
    return lambda text: _longest(
        (end + 1 - length, end + 1, id)
        for end, (length, id) in automaton.iter(text)
        if _is_whole(text, end + 1 - length, end + 1)
    )


def ahocorasick_rs(names: dict[str, str]) -> Find:
    """Return an automaton of ahocorasick-rs, whole words only, the longest of what overlaps."""
    texts, ids = list(names), list(names.values())
    automaton = importlib.import_module("ahocorasick_rs").AhoCorasick(texts)
    return lambda text: _longest(
        (start, end, ids[number])
        for number, start, end in automaton.find_matches_as_indexes(text, overlapping=True)
        if _is_whole(text, start, end)
    )


def _is_whole(text: str, start: int, end: int) -> bool:
    return not (start and _is_of_word(text[start - 1])) and not (end < len(text) and _is_of_word(text[end]))


def _is_of_word(char: str) -> bool:
    return char.isalnum() or unicodedata.combining(char) > 0


def _longest(found: Iterable[Found]) -> list[Found]:
    kept: list[Found] = []
    for start, end, id in sorted(found, key=lambda f: (f[0], -f[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, id))
    return kept


FINDERS: dict[str, Callable[[dict[str, str]], Find]] = {
    "namelink": namelink,
    "spaCy tokenizer alone": tokenizer,
    "spaCy PhraseMatcher": phrase_matcher,
    "spaCy EntityRuler": entity_ruler,
    "spaczz": spaczz,
    "pyahocorasick": pyahocorasick,
    "ahocorasick-rs": ahocorasick_rs,
}
"""How each makes a finder of names."""


def romanizer() -> Callable[[str], str]:
    """Return arabic-name-romanizer, asked for its best spelling alone."""
    spell: Callable[[str], str] = importlib.import_module("arabic_name_romanizer").transliterate
    return spell
