"""Counts how the parts of Arab names are spelt by region (lang/ar/data/name_part_counts.tsv).

    python tools/name_part_counts.py

The names are those of the people of Arab states of the default gazetteer, from the 601st by weight on: with the
weightier ones benchmarks/transliteration.py measures how well names are spelt. The words of each Latin name are aligned
with the parts of the Arabic one, and the name is left out where a part does not read as its words do. An entity's label
counts 2, its other names 1 each, and what belongs to a particle counts by itself too: Salman, of bin Salman.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from namelink.lang import without_article
from namelink.lang.ar.compounds import SERVANT
from namelink.lang.ar.name_structure import Part, parse
from namelink.lang.ar.particles import Position
from namelink.matching import alignment
from namelink.names import analyzer
from namelink.phonetics.latin import plain_latin
from namelink.spelling import SHORTEST_STEM
from namelink.transliteration.composition import split_name
from namelink.transliteration.name_style import ARTICLE_START

ROOT = Path(__file__).resolve().parent.parent
PEOPLE = ROOT / "data" / "gazetteer" / "people.jsonl"
COUNTS = ROOT / "src" / "namelink" / "lang" / "ar" / "data" / "name_part_counts.tsv"

MEASURED = 600
"""People by weight, with whom the spelling of names is measured."""

COUNTRIES = {
    "anywhere": "LY SO DJ KM",
    "egypt": "EG",
    "gulf": "AE BH KW OM QA SA YE",
    "iraq": "IQ",
    "levant": "JO LB PS SY",
    "maghreb": "DZ MA MR TN",
    "sudan": "SD",
}
REGIONS = {country: region for region, countries in COUNTRIES.items() for country in countries.split()}

MOST_COST = 130
"""Cost of an alignment for each Latin letter up to which words spell a part, in hundredths of a nat."""

MOST_WORDS = 3
"""Latin words that spell a part at most."""

HEADER = """\
# How often the people of the gazetteer spell a part of an Arab name so, by region: tools/name_part_counts.py writes it.
arabic	region	latin	count
"""

Record = Mapping[str, Any]


def counted_people() -> list[Record]:
    """Return the people of Arab states that are counted."""
    records = [json.loads(line) for line in PEOPLE.read_text(encoding="utf-8").splitlines()]
    arab = [r for r in records if r.get("country") in REGIONS and _latin(r) and _arabic(r)]
    return sorted(arab, key=lambda r: (-r.get("weight", 0.0), r["id"]))[MEASURED:]


def _arabic(record: Record) -> list[str]:
    return [name["text"] for name in record["names"] if name["lang"] == "ar" and "kind" not in name]


def _latin(record: Record) -> list[str]:
    return [
        n["text"]
        for n in record["names"]
        if n["lang"] in ("en", "und-Latn") and "kind" not in n and _is_plain(n["text"])
    ]


def spelt_parts(arabic: str, latin: str) -> list[tuple[Part, str]] | None:
    """Return the parts of an Arabic name, each with the words of the Latin name that spell it, or None."""
    parts, words = parse(split_name(arabic)), latin.split()
    ways: dict[int, tuple[int, list[str]]] = {0: (0, [])}
    for part in parts:
        after: dict[int, tuple[int, list[str]]] = {}
        for start, (cost, found) in ways.items():
            for end in range(start + 1, min(start + MOST_WORDS, len(words)) + 1):
                text = " ".join(words[start:end])
                own = _cost(part, text)
                if own is not None and (end not in after or cost + own < after[end][0]):
                    after[end] = cost + own, [*found, text]
        ways = after
    return list(zip(parts, ways[len(words)][1], strict=True)) if len(words) in ways else None


def _cost(part: Part, text: str) -> int | None:
    """Return the cost of a spelling of a part, None where it is none."""
    arabic, latin = _letters(" ".join(word.text for word in part.words)), _letters(text)
    cost = alignment.cost(arabic, latin)
    return cost if latin and cost <= MOST_COST * len(latin) else None


def _letters(text: str) -> str:
    """Return the letters of words without articles, which Latin spellings write or leave out."""
    return "".join(without_article(letters, SHORTEST_STEM) for letters in analyzer().name(text).letters)


def _is_plain(latin: str) -> bool:
    """Whether a name has no mark of a standard romanization."""
    return not set(unicodedata.normalize("NFD", latin)) & set("\u0304\u0323\u0331ʿʾʻʼ‘’`")


def _in_news(part: Part, text: str) -> str:
    """Return a spelling with its article, and the hyphens of its compound, as news has them."""
    if " " in part.key:
        return re.sub(r"(?<=Abd[eu]l)-", " ", text)
    return ARTICLE_START.sub(lambda match: match[0].lower().replace(" ", "-"), text, count=1)


def counted(part: Part, text: str) -> Iterator[tuple[str, str]]:
    """Yield the keys that a part counts for, each with its spelling: the part, and what belongs to its particle."""
    if text[0].isupper() or ARTICLE_START.match(text):
        yield part.key, _in_news(part, plain_latin(text))
    if part.host is None or part.particle == SERVANT or len(part.host.words) == len(part.words) > 1:
        return
    if part.particle in (Position.ARTICLE, Position.REGNAL):
        rest = ARTICLE_START.sub("", text)
    else:
        rest = text.partition(" ")[2]
    if rest:
        yield from counted(part.host, rest)


def count(people: Sequence[Record]) -> Counter[tuple[str, str, str]]:
    """Return how often each part is spelt so in each region."""
    found: Counter[tuple[str, str, str]] = Counter()
    for record in people:
        region = REGIONS[record["country"]]
        for place, latin in enumerate(_latin(record)):
            for arabic in _arabic(record)[:1]:
                for part, text in spelt_parts(arabic, latin) or ():
                    for key, spelling in counted(part, text):
                        found[key, region, spelling] += 1 if place else 2
    return found


def table() -> str:
    """Return the table."""
    found = sorted(count(counted_people()).items())
    return HEADER + "".join(f"{key}\t{region}\t{text}\t{number}\n" for (key, region, text), number in found)


def main() -> None:
    """Write the table."""
    COUNTS.write_text(table(), encoding="utf-8")


if __name__ == "__main__":
    main()
