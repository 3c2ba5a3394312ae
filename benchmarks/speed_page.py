"""The page on speed: its tables and drawings, made from the figures of one run of speed.py.

What people write on the page is kept; what stands between the marks of a table is written anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from speed_drawing import bars, curves

KINDS = {
    "exact": "as spelt",
    "exact, its id read": "as spelt, the id read",
    "variant": "a letter off",
    "another script": "another script",
    "absent": "absent",
}
"""What the page calls each kind of name."""

Row = Sequence[str]


def write_page(figures: Mapping[str, Any], docs: Path) -> None:
    """Write the tables of the page anew, and its drawings beside."""
    page, drawings = docs / "explanation" / "speed.md", docs / "benchmarks"
    tables = {}
    drawings.mkdir(exist_ok=True)
    if "lookups" in figures:
        found = figures["lookups"]
        tables["lookups"] = table(lookup_rows(found))
        tables["building"] = table(building_rows(found))
        tables["growth"] = table([["", "exponent"], *([n, f"{e:.2f}"] for n, e in figures["growth"].items())])
        (drawings / "lookups.svg").write_text(lookup_drawing(found), encoding="utf-8")
    if "texts" in figures:
        tables["texts"] = table(text_rows(figures["texts"]))
        (drawings / "texts.svg").write_text(text_drawing(figures["texts"]), encoding="utf-8")
    if "pairs" in figures:
        tables["pairs"] = table(pair_rows(figures["pairs"]))
    if "spellings" in figures:
        tables["spellings"] = table(spelling_rows(figures["spellings"]))
    if {"lookups", "texts"} <= set(figures) and "1000000" in figures["lookups"]:
        tables["goals"] = table([*goal_rows(figures["lookups"]), *text_goal_rows(figures["texts"])])
    content = page.read_text(encoding="utf-8")
    for name, rows in tables.items():
        content = filled(content, name, rows)
    page.write_text(content, encoding="utf-8")


def filled(content: str, name: str, rows: str) -> str:
    r"""Return a page with a table put between its marks.

    >>> filled("<!-- a: begin -->old<!-- a: end -->", "a", "new")
    '<!-- a: begin -->\nnew\n<!-- a: end -->'
    """
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    pattern = re.escape(begin) + ".*?" + re.escape(end)
    return re.sub(pattern, lambda _: f"{begin}\n{rows}\n{end}", content, flags=re.DOTALL)


def table(rows: Iterable[Row]) -> str:
    """Return rows as a Markdown table, the first its heading."""
    first, *rest = rows
    ruler = ["---", *["---:"] * (len(first) - 1)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (first, ruler, *rest))


def short(value: float) -> str:
    """Return a number with two or three figures that count.

    >>> short(123456), short(331.4), short(0.01234)
    ('123,000', '331', '0.012')
    """
    if value >= 1000:
        digits = len(str(int(value))) - 3
        return f"{round(value, -digits):,.0f}"
    return f"{value:.0f}" if value >= 100 else f"{value:.2g}"


def ranged(values: Sequence[float]) -> str:
    """Return a median with the least and the most beside."""
    middle, least, most = map(short, values)
    return f"{middle} ({least}–{most})"


def lookup_rows(found: Mapping[str, Any]) -> Iterable[Row]:
    """Yield the table of look-ups: a row for each contender, size and kind."""
    yield ["names, and how they are asked", "", "a second", "by the clock", "median ms", "p95 ms", "right first"]
    for size, contenders in found.items():
        for kind, called in KINDS.items():
            for name in contenders:
                k = contenders[name].get("kinds", {}).get(kind)
                if k:
                    right = "" if k["right first"] is None else f"{100 * k['right first']:.1f} %"
                    times = [short(k["median ms"]), short(k["p95 ms"])]
                    head = f"{int(size):,}, {called}"
                    yield [head, name, ranged(k["processor"]), ranged(k["clock"]), *times, right]


def building_rows(found: Mapping[str, Any]) -> Iterable[Row]:
    """Yield the table of what it takes to be ready."""
    yield ["names", "", "build s", "build peak MB", "index MB", "ready s", "own MB after look-ups", "resident MB"]
    for size, contenders in found.items():
        for name, figures in contenders.items():
            if name == "build":
                continue
            built = contenders["build"]
            made = (
                [short(built["processor seconds"]), short(built["peak own MB"]), short(built["index MB"])]
                if name == "namelink"
                else ["", "", ""]
            )
            after = figures["after"]
            ready = short(figures["ready processor s"])
            yield [f"{int(size):,}", name, *made, ready, short(after["own MB"]), short(after["resident MB"])]


def text_rows(found: Mapping[str, Any]) -> Iterable[Row]:
    """Yield the table of texts."""
    rates = ["tokens a second", "the very first", "new text", "by the clock"]
    yield ["", *rates, "ready s", "own MB", "precision", "recall", "of"]
    for name, f in found.items():
        gold = f["gold"]
        precision = "" if gold["precision"] is None else f"{gold['precision']:.3f}"
        rates = [ranged(f["processor"]), short(f["first"]), short(f["new"]), ranged(f["clock"])]
        made = [short(f["ready processor s"]), short(f["after"]["own MB"] - f["before"]["own MB"])]
        yield [name, *rates, *made, precision, f"{gold['recall']:.3f}", str(gold["mentions"])]


def spelling_rows(found: Mapping[str, Any]) -> Iterable[Row]:
    """Yield the table of spellings."""
    yield ["", "names a second", "by the clock", "ready s", "own MB"]
    for name, f in found.items():
        rates = [ranged(f["processor"]), ranged(f["clock"])]
        yield [name, *rates, short(f["ready clock s"]), short(f["after"]["own MB"])]


def pair_rows(found: Mapping[str, Any]) -> Iterable[Row]:
    """Yield the table of comparisons."""
    yield ["", "pairs of new names a second", "each name with each other", "own MB"]
    for name, f in found.items():
        yield [name, ranged(f["new"]["processor"]), ranged(f["each"]["processor"]), short(f["after"]["own MB"])]


def goal_rows(found: Mapping[str, Any]) -> Iterable[Row]:
    """Yield the table of goals: what look-ups were to reach, and whether they did."""
    million, most = found["1000000"], found.get("10000000")
    ours = million["namelink"]["kinds"]
    yield ["goal", "measured", "reached"]
    for kind, goal in (("exact", 100_000), ("exact, its id read", 100_000), ("variant", 500)):
        rate = ours[kind]["processor"][0]
        yield [f"1,000,000 names, {KINDS[kind]}: {goal:,} a second", f"{short(rate)} a second", _is(rate >= goal)]
    yield from _scan_rows(1_000_000, million)
    if most:
        yield from _scan_rows(10_000_000, most)
        size, opened = most["build"]["index MB"] / 1000, 1000 * most["namelink"]["ready clock s"]
        times = most["namelink"]["kinds"]["variant"]["median ms"] / ours["variant"]["median ms"]
        yield ["10,000,000 names, index: 1.5 GB", f"{short(size)} GB", _is(size <= 1.5)]
        yield ["10,000,000 names, opened in 50 ms", f"{short(opened)} ms", _is(opened <= 50)]
        yield ["1 to 10 million names, a letter off: 2 times as long", f"{short(times)} times", _is(times <= 2)]


def _scan_rows(size: int, found: Mapping[str, Any]) -> Iterable[Row]:
    ours, scan = found["namelink"]["kinds"], found.get("rapidfuzz", {}).get("kinds")
    for kind in ("exact", "variant", "another script", "absent") if scan else ():
        times = ours[kind]["processor"][0] / scan[kind]["processor"][0]
        goal = f"{size:,} names, {KINDS[kind]}: 100 times a scan with rapidfuzz"
        yield [goal, f"{short(times)} times", _is(times >= 100)]


def text_goal_rows(texts: Mapping[str, Any]) -> Iterable[Row]:
    """Yield the rows of what texts were to reach."""
    for name, goal in (("spaCy PhraseMatcher", 1), ("spaczz", 50)):
        if name in texts:
            called = f"{goal} times {name}" if goal > 1 else f"faster than {name}"
            times = texts["namelink"]["processor"][0] / texts[name]["processor"][0]
            yield [f"texts: {called}", f"{short(times)} times", _is(times > goal)]
    if "spaCy PhraseMatcher" in texts:
        more = texts["namelink"]["gold"]["right"] / texts["spaCy PhraseMatcher"]["gold"]["right"]
        yield ["texts: finds more than spaCy PhraseMatcher", f"{short(more)} times the right ones", _is(more > 1)]


def _is(reached: bool) -> str:
    return "yes" if reached else "**no**"


def lookup_drawing(found: Mapping[str, Any]) -> str:
    """Return the drawing of the time a look-up takes among more and more names."""
    lines = {
        f"namelink, {KINDS[kind]}": _medians(found, "namelink", kind) for kind in ("exact", "variant", "another script")
    }
    lines |= {
        f"{name}, a letter off": _medians(found, name, "variant") for name in ("rapidfuzz", "nomenklatura logic-v2")
    }
    drawn = {name: points for name, points in lines.items() if points}
    return curves("How long one look-up takes, the more names there are", "names", "median ms", drawn)


def _medians(found: Mapping[str, Any], name: str, kind: str) -> list[tuple[float, float]]:
    return [(int(size), c[name]["kinds"][kind]["median ms"]) for size, c in found.items() if name in c]


def text_drawing(found: Mapping[str, Any]) -> str:
    """Return the drawing of tokens a second, and of what is found of the gold."""
    rows = []
    for name, f in found.items():
        recall = f["gold"]["recall"]
        part = f"finds {100 * recall:.0f} %" if recall else "finds nothing"
        part += " (one document)" if f["gold"]["documents"] == 1 else ""
        rows.append((name, f["processor"][0], f"{short(f['processor'][0])} · {part}"))
    return bars("Tokens a second, and the share of the gold that is found", rows)
