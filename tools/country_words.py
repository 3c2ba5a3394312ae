"""Makes the tables of words for countries in names (lang/*/data/country_words.tsv) from data/gazetteer/countries.jsonl.

    python tools/country_words.py

Each name and acronym of a country, and in Arabic each adjective, with the country's ISO 3166 code. A word that stands
for two countries is left out, and so are an acronym of two letters and what is a name of people.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from namelink.lang import get_language
from namelink.text.folding import fold

RECORDS = Path("data/gazetteer/countries.jsonl")
PACKS = Path("src/namelink/lang")
SHORTEST_ACRONYM = 3

PEOPLE = {"sadr"}
"""Acronyms that are names of people: the Sahrawi Arab Democratic Republic, and Musa al-Sadr."""

HEAD = """\
# Words for countries in names of organizations and places, folded, each with the country's ISO 3166 code.
# Made by tools/country_words.py from data/gazetteer/countries.jsonl; not edited by hand.
text\tcountry
"""


def words() -> dict[str, dict[str, set[str]]]:
    """Return the words of each language, each with the codes of the countries it stands for."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for line in RECORDS.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        for name in record["names"]:
            language, kind = name["lang"], name.get("kind", "name")
            if kind == "acronym" and len(name["text"]) < SHORTEST_ACRONYM:
                continue
            forms = get_language(language).inflect_demonym(name["text"]) if kind == "demonym" else (name["text"],)
            for form in forms:
                found[language][fold(form)].add(record["country"])
    return found


def tables() -> Iterator[tuple[Path, str]]:
    """Yield the tables, each with its path."""
    for language, listed in words().items():
        if (PACKS / language).is_dir():
            rows = sorted((word, *codes) for word, codes in listed.items() if len(codes) == 1 and word not in PEOPLE)
            text = HEAD + "".join(f"{word}\t{code}\n" for word, code in rows)
            yield PACKS / language / "data" / "country_words.tsv", text


def main() -> None:
    """Write the tables."""
    for path, text in tables():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
