"""Whether the Arabic names of the default gazetteer are found again by what each standard writes for them.

    python benchmarks/found_again.py [--every N] [--scheme NAME]… [--show N]

Of the names that resolve to their entity as they are written in Arabic, each is written by each standard, as the
gazetteer has it and with the vowels of its likeliest spelling in news, with the marks of the standard and without them.
Counted is what resolves to the entity. Every Nth name is taken, of each file of data/gazetteer.
"""

from __future__ import annotations

import argparse
import functools
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from namelink import Resolver
from namelink.transliteration.models import to_latin
from namelink.transliteration.romanizer import romanize
from namelink.transliteration.schemes import ARABIC, find_scheme, schemes
from namelink.transliteration.standards import romanize_by

GAZETTEER = Path(__file__).parent.parent / "data" / "gazetteer"
FATHA, DAMMA, KASRA, SHADDA = "\u064e", "\u064f", "\u0650", "\u0651"
VOWELS = {"a": FATHA, "e": KASRA, "i": KASRA, "o": DAMMA, "u": DAMMA}
WEAK = frozenset("اويىةءأإؤئآع")
SIGNS = dict.fromkeys(map(ord, "‘’ʿʾʹʺ·ˈˌ°¯'`"))

Graphemes = tuple[int, tuple[str, ...]]
"""The cost of a word's graphemes, and these."""


def arabic_names(every: int) -> Iterator[tuple[str, str]]:
    """Yield every Nth Arabic name of the gazetteer with the id of its entity."""
    for file in sorted(GAZETTEER.glob("*.jsonl")):
        records = map(json.loads, file.read_text(encoding="utf-8").splitlines())
        names = [(name["text"], record["id"]) for record in records for name in record["names"] if name["lang"] == "ar"]
        yield from names[::every]


def vocalized(name: str) -> str:
    """Return an Arabic name with the vowels and shaddas that its spelling in news shows."""
    return re.sub(r"[\u0621-\u064a]+", lambda match: _vocalized_word(match.group()), name)


@functools.cache
def _vocalized_word(word: str) -> str:
    head, stem = (word[:2], word[2:]) if word.startswith("ال") and len(word) > 4 else ("", word)
    latin = re.sub("[^a-z]", "", romanize(stem).lower())
    found = _graphemes(stem, latin)
    return head + (_marked(stem, found[1]) if found else stem)


def _graphemes(word: str, latin: str) -> Graphemes | None:
    """Return the cheapest way to part a spelling among the letters of a word."""
    found: dict[int, Graphemes] = {0: (0, ())}
    for letter in word:
        after: dict[int, Graphemes] = {}
        for at, (cost, before) in found.items():
            for grapheme in to_latin().transducer.graphemes_of(letter):
                if latin.startswith(grapheme, at):
                    own = (cost + _strangeness(letter, grapheme), (*before, grapheme))
                    after[at + len(grapheme)] = min(after.get(at + len(grapheme), own), own)
        found = after
    return found.get(len(latin))


@functools.cache
def _strangeness(letter: str, grapheme: str) -> int:
    if letter in WEAK:
        return 0
    usual = romanize(letter + "ا").lower().rstrip("a")
    consonants = re.sub("[aeiou]", "", grapheme)
    return 2 * (consonants not in (usual, usual[:1] + usual)) + (grapheme[:1] in VOWELS)


def _marked(word: str, graphemes: Sequence[str]) -> str:
    marked = ""
    for place, (letter, grapheme) in enumerate(zip(word, graphemes, strict=True)):
        after = graphemes[place + 1] if place + 1 < len(word) else ""
        vowel = grapheme[-1:] if grapheme[-1:] in VOWELS and not (letter in "وي" and grapheme[0] in VOWELS) else ""
        if not vowel and after[:1] in VOWELS and word[place + 1] in WEAK:
            vowel = after[0]
        double = len(grapheme) > 1 and re.search(r"([^aeiou])\1", grapheme) and letter not in "اىةع"
        last = place + 1 == len(word)
        marked += letter + (SHADDA if double else "") + ("" if last or letter in "اىةآ" else VOWELS.get(vowel, ""))
    return marked


def plain(latin: str) -> str:
    """Return Latin letters without the marks and signs of a standard."""
    decomposed = unicodedata.normalize("NFD", latin).translate(SIGNS)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def spellings(name: str, scheme: str) -> Iterator[tuple[str, str]]:
    """Yield the ways that a name is written by a standard, each with what is special of it."""
    reversible = find_scheme(scheme).reversible
    for kind, arabic in (("as written", name), ("vocalized", vocalized(name))):
        if reversible and kind != "as written":
            continue
        latin = romanize_by(arabic, scheme)
        yield kind, latin
        if not reversible:
            yield f"{kind}, plain", plain(latin)


def main() -> None:
    """Print the shares, by standard and kind of spelling."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1, help="take every Nth name only")
    parser.add_argument(
        "--scheme", action="append", choices=schemes(ARABIC), help="a standard; default: all for Arabic"
    )
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print every Nth name that is not found")
    options = parser.parse_args()
    resolve = functools.cache(Resolver().resolve)
    counts: dict[tuple[str, str], Counter[bool]] = defaultdict(Counter)
    known = [(name, id) for name, id in arabic_names(options.every) if resolve(name).id == id]
    missed = 0
    for scheme in options.scheme or (*schemes(ARABIC, "ar"), "icao-9303"):
        for name, id in known:
            for kind, latin in spellings(name, scheme):
                found = resolve(latin)
                counts[scheme, kind][found.id == id] += 1
                missed += found.id != id
                if options.show and found.id != id and missed % options.show == 0:
                    best = found.candidates[0] if found.candidates else None
                    print(
                        scheme,
                        kind,
                        name,
                        latin,
                        id,
                        str(found.outcome),
                        best and (best.entity.id, best.entity.label),
                        sep="\t",
                    )
        for (counted, kind), count in counts.items():
            if counted == scheme:
                print(f"{scheme:18} {kind:20} {count[True] / count.total():.3f} of {count.total()}", flush=True)
    total = sum(counts.values(), Counter[bool]())
    print(f"{'all':39} {total[True] / total.total():.3f} of {total.total()}")


if __name__ == "__main__":
    main()
