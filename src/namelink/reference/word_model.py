"""Word model: the log-odds that two words are spellings of one name, from what their alignment shows.

A logistic regression over the edits of an alignment and their neighbours. Weights are whole hundredths, so that their
sum is the same in whatever order they are added.
"""

from __future__ import annotations

import itertools
from collections import Counter

import attrs

from namelink.reference.alignment import Aligner, Edit


@attrs.frozen
class Features:
    """The features of an alignment.

    Attributes:
        counts: How often it has each feature that is counted.
        measures: The value of each feature that is measured.
    """

    counts: Counter[bytes] = attrs.field(factory=Counter)
    measures: dict[bytes, float] = attrs.field(factory=dict)


class WordWeights:
    """Weights of the features of alignments of words of two alphabets, or of one."""

    def __init__(self, aligner: Aligner, weak: bytes, unusual: int, table: bytes) -> None:
        """Keep the weights.

        Args:
            aligner: What aligns words.
            weak: The letters that spellings add and leave out: vowels.
            unusual: The cost from which an edit is unusual.
            table: A line for each feature, or a comment after ``#``: its name, a tab, and what it adds to the log-odds,
                with two decimals.
        """
        self._aligner = aligner
        self._weak = frozenset(weak)
        self._unusual = unusual
        rows = (line.split(b"\t") for line in table.splitlines() if line and not line.startswith(b"#"))
        self._weights = {name: int(weight.replace(b".", b"")) for name, weight in rows}

    def log_odds(self, a: bytes, b: bytes, attestation: int) -> float:
        """Return the log-odds of two words, in no bounds.

        Args:
            a: A word.
            b: A word, of the same alphabet or a later one.
            attestation: 1 where lists have the two as spellings of one name, -1 as two names, else 0.
        """
        weights = self._weights
        found = self.features(a, b, attestation)
        counted = sum(weights.get(name, 0) * count for name, count in found.counts.items()) + weights.get(b"bias", 0)
        total = counted / 100
        for name, value in found.measures.items():
            total += weights.get(name, 0) / 100 * value
        return total

    def features(self, a: bytes, b: bytes, attestation: int) -> Features:
        """Return the features of two words' alignment, by name; see `log_odds`."""
        cost, edits = self._aligner.cost(a, b), self._aligner.edits(a, b)
        row, column = self._aligner.place(a), self._aligner.place(b)
        found = Features()
        if attestation:
            found.counts[b"attested one" if attestation > 0 else b"attested two"] += 1
        if row == column:
            # Words that differ in one letter and words that differ in several have weights of their own.
            several = _changed_letters(edits) > 1
            if several:
                found.counts[b"several"] += 1
            self._of_one_alphabet(found, edits, cost, b"2 " if several else b"")
        else:
            self._of_two_alphabets(found, edits, cost, (row, column))
        return found

    def _of_one_alphabet(self, found: Features, edits: list[Edit], cost: int, prefix: bytes) -> None:
        """Add the features of the edits that differ, and of their neighbours: all else is equal."""
        named = [b"^", b"^", *[_edit_name(a, b) for a, b in edits], b"$", b"$"]
        changed = [i for i, (a, b) in enumerate(edits) if a != b]
        count, total = len(changed), len(edits)
        add = found.counts
        add[prefix + b"differences"] += count
        add[prefix + b"differences %d" % min(count, 4)] += 1
        add[prefix + b"consonants"] += sum(not self._weak.issuperset(edits[i][0] + edits[i][1]) for i in changed)
        shortest = min(sum(bool(a) for a, _ in edits), sum(bool(b) for _, b in edits))
        add[prefix + b"shortest %d" % min(8, shortest)] += 1
        for i in changed:
            before, name, after = named[i + 1 : i + 4]
            place = b"first" if i == 0 else b"last" if i == total - 1 else b"inner"
            add[prefix + name] += 1
            add[prefix + name + b"@" + place] += 1
            add[prefix + name + b"<" + before] += 1
            add[prefix + name + b">" + after] += 1
            add[prefix + before + b"<" + name + b">" + after] += 1
            add[prefix + name + b"=" + self._class(before) + self._class(after)] += 1
            add[prefix + name + b"=%d" % min(total, 7)] += 1
            add[prefix + named[i] + before + b"<" + name] += 1
            add[prefix + name + b">" + after + named[i + 4]] += 1
            if i + 1 in changed:
                add[prefix + name + b"+" + named[i + 3]] += 1
        found.measures[prefix + b"cost"] = cost / 1000
        found.measures[prefix + b"share"] = count / total
        found.measures[prefix + b"length"] = total / 10

    def _of_two_alphabets(self, found: Features, edits: list[Edit], cost: int, places: tuple[int, int]) -> None:
        """Add the features of all edits, and of their neighbours."""
        total, add = len(edits), found.counts
        letters = sum(len(a) for a, _ in edits)
        add[b"edits %d" % min(total, 7)] += 1
        add[b"letters %d" % min(letters, 9)] += 1
        add[b"longer %d" % max(-3, min(4, sum(len(b) for _, b in edits) - letters))] += 1
        before = (b"^", b"^")
        for i, (a, b) in enumerate(edits):
            known = self._aligner.learned.get((*places, a, b))
            if known is None or known > self._unusual:
                add[b"unusual"] += 1
            after = edits[i + 1] if i + 1 < total else (b"$", b"$")
            if known is None:
                add[b"unseen"] += 1
            else:
                name = a + b":" + b
                add[name if 0 < i < total - 1 else name + (b"@first" if i == 0 else b"@last")] += 1
                add[before[1][-1:] + b"<" + name + b">" + after[1][:1]] += 1
                add[name + b"<" + before[1][-1:]] += 1
                add[name + b">" + after[1][:1]] += 1
                add[name + b"<" + before[0][-1:]] += 1
                add[name + b">" + after[0][:1]] += 1
            before = a, b
        far = min(cost / 1000, 1.5)
        found.measures[b"cost"] = cost / 1000
        found.measures[b"far"] = far * far
        found.measures[b"share"] = cost / 100 / total

    def _class(self, name: bytes) -> bytes:
        return name if name in (b"^", b"$") else b"v" if name[0] in self._weak else b"c"


def _changed_letters(edits: list[Edit]) -> int:
    """Return how many letters were changed, added or left out: م left out and ط added beside it is one changed."""
    changed = 0
    for differ, run in itertools.groupby(edits, key=lambda edit: edit[0] != edit[1]):
        if differ:
            sides = list(run)
            changed += max(sum(len(a) for a, _ in sides), sum(len(b) for _, b in sides))
    return changed


def _edit_name(a: bytes, b: bytes) -> bytes:
    """Return the name of an edit: its letters where both sides are equal, else both, in the order they sort in."""
    return a if a == b else b"".join(sorted((a or b"-", b or b"-")))
