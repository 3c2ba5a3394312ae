"""Makes src/namelink/lang/ar/data/stems.tsv: rarer words of an Arabic dictionary, which are no names misspelt.

Source: arramooz 0.4.2 (GPL), the lexicon of the analyser qalsadi, read from the package arramooz-pysqlite:
``pip install arramooz-pysqlite``, then ``python tools/word_stems.py``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from namelink.lang import language_of
from namelink.text.folding import fold

TABLE = Path("src/namelink/lang/ar/data/stems.tsv")

HEADER = """\
# Words of an Arabic dictionary, folded, that the table of frequencies does not list: no names misspelt.
# Made by tools/word_stems.py from arramooz 0.4.2 (GPL); not edited by hand.
word
"""

MIN_LETTERS = 3
"""Letters of the shortest word kept: most roots have three."""


def words(database: Path) -> Iterator[str]:
    """Yield the words of the lexicon, proper names aside, and the plurals of its nouns."""
    with sqlite3.connect(database) as connection:
        for word, kind, plurals in connection.execute("SELECT unvocalized, wordtype, broken_plural FROM nouns"):
            if "prop" not in (kind or "") and "علم" not in (kind or ""):
                yield from (word, *(plurals or "").replace(";", " ").replace("،", " ").split())
        yield from (word for (word,) in connection.execute("SELECT unvocalized FROM verbs"))


def main() -> None:
    """Write the table."""
    arabic = language_of("ا")
    folded = {
        fold(word or "") for word in words(Path(str(resources.files("arramooz"))) / "data/arabicdictionary.sqlite")
    }
    kept = {word for word in folded if len(word) >= MIN_LETTERS and word.isalpha() and not arabic.is_listed(word)}
    TABLE.write_text(HEADER + "".join(f"{word}\n" for word in sorted(kept)), encoding="utf-8")


if __name__ == "__main__":
    main()
