"""Draws mentions that `link` finds in parallel news lines, for people to judge one by one.

    python benchmarks/news_sample.py ARABIC.txt ENGLISH.txt [--mentions 200] [--lines 0] [--seed 7]

With --mentions, prints that many mentions, each with its line and the English line beside it; with
--lines, that many whole lines with all that was found, to look for what was missed. Lines are
linked one by one, each as a text of its own.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

from namelink import Resolver


def main() -> None:
    """Print the sample as tab-separated rows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("arabic", type=Path)
    parser.add_argument("english", type=Path)
    parser.add_argument("--mentions", type=int, default=200)
    parser.add_argument("--lines", type=int, default=0)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    arabic = options.arabic.read_text(encoding="utf-8").splitlines()
    english = options.english.read_text(encoding="utf-8").splitlines()
    chance = random.Random(options.seed)
    linked = list(Resolver().link_many(arabic))
    if options.lines:
        for i in sorted(chance.sample(range(len(arabic)), options.lines)):
            found = " ; ".join(f"{m.text} = {m.name}" for m in linked[i])
            print(i + 1, arabic[i], english[i], found, sep="\t")
        return
    mentions = [(i, m) for i, found in enumerate(linked) for m in found]
    for i, m in sorted(chance.sample(mentions, options.mentions), key=lambda pair: (pair[0], pair[1].start)):
        text = arabic[i]
        marked = f"{text[max(0, m.start - 60) : m.start]}[{m.text}]{text[m.end : m.end + 40]}"
        description = m.resolution.entity.description if m.resolution.entity else ""
        print(i + 1, f"{m.name} ({m.type}, {m.kind}: {description})", m.id, marked, english[i], sep="\t")


if __name__ == "__main__":
    main()
