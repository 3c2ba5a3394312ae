"""Tables of text: the tab-separated ones that hold the library's linguistic data, and those of users."""

from __future__ import annotations

import io
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pkgutil import get_data

Row = dict[str, str]
"""A row of a table, by column."""


def rows(package: str, name: str) -> Iterator[Row]:
    """Yield the rows of the table data/name of a package, by column, '' where a row ends before it.

    >>> next(rows("namelink.lang.ar", "proclitics.tsv"))["parts"]
    'و'
    """
    listed = columns(package, name)
    return (dict(zip(listed, row, strict=True)) for row in zip(*listed.values(), strict=True))


def columns(package: str, name: str) -> dict[str, list[str]]:
    """Return the columns of the table data/name of a package, '' where a row ends before them.

    Of a long table they are quickly made: a row is no object of its own.

    >>> columns("namelink.lang.ar", "frequencies.tsv")["word"][:2]
    ['ء', 'ا']
    """
    lines = [line for line in read(package, name).splitlines() if line and line[:2] != "# "]
    names = lines[0].split("\t") if lines else []
    tabs = len(names) - 1
    if set(map(str.count, lines, itertools.repeat("\t"))) > {tabs}:
        lines = ["\t".join([*line.split("\t"), *[""] * tabs][: tabs + 1]) for line in lines]
    cells = "\t".join(lines[1:]).split("\t") if len(lines) > 1 else []
    return {column: cells[place :: len(names)] for place, column in enumerate(names)}


def read(package: str, name: str) -> str:
    r"""Return the text of the file data/name of a package.

    Raises:
        OSError: there is none.

    >>> read("namelink.lang.ar", "frequencies.tsv").splitlines()[2]
    'word\tzipf'
    """
    # importlib.resources would load archives and temporary files, for which most programs wait in vain.
    return (get_data(package, f"data/{name}") or b"").decode("utf-8")


def parse_tsv(text: str) -> Iterator[tuple[int, Row]]:
    r"""Yield the rows of a tab-separated table without quotes, each with the number of its line.

    The first line names the columns; a cell is '' where its row ends before it. Empty lines and those that start
    with '# ' are passed over.

    >>> list(parse_tsv("# classes\nqid\ttype\nQ515\tplace\nQ5\n"))
    [(3, {'qid': 'Q515', 'type': 'place'}), (4, {'qid': 'Q5', 'type': ''})]
    """
    lines = enumerate(text.splitlines(), 1)
    listed = ((number, line.split("\t")) for number, line in lines if line and not line.startswith("# "))
    _, columns = next(listed, (0, []))
    for number, row in listed:
        yield number, dict(itertools.zip_longest(columns, row, fillvalue=""))


def parse_csv(text: str, where: str, error: type[Exception], lines_of_guess: int) -> Iterator[tuple[int, list[str]]]:
    r"""Yield the rows of a table with quotes, headings and all, each with the number of its last line.

    Args:
        text: The table; what stands between columns is told by its first lines, see `guess_delimiter`.
        where: The file, for the error message.
        error: What is raised.
        lines_of_guess: How many lines tell what stands between the columns.

    Raises:
        error: a quote is not closed, or the like.

    >>> list(parse_csv('id;name\nQ1;"a;b"\n', "my.csv", ValueError, 20))
    [(1, ['id', 'name']), (2, ['Q1', 'a;b'])]
    """
    import csv  # here, because most programs wait for it in vain

    delimiter = guess_delimiter(itertools.islice(io.StringIO(text), lines_of_guess))
    found = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from ((found.line_num, row) for row in found if row)
    except csv.Error as problem:
        raise error(f"{where}:{found.line_num}: this is no row of a table: {problem}") from None


def guess_delimiter(lines: Iterable[str]) -> str:
    r"""Return what stands between the columns of a table: what gives most of its first lines the same number of cells.

    Args:
        lines: The first lines, headings and all.

    >>> guess_delimiter(["id,name"]), guess_delimiter(["id;name"]), guess_delimiter(["id\tname, in full"])
    (',', ';', '\t')
    >>> guess_delimiter(["id;name", "1;Peskov, Dmitry", "2;Putin, Vladimir"]), guess_delimiter(["name", "Cairo"])
    (';', ',')
    """
    listed = [line.rstrip("\r\n") + "\n" for line in lines]
    # Of those as good the first counts: a tab is hardly ever in a name, and a comma most often.
    even = {delimiter: _evenness(listed, delimiter) for delimiter in "\t;|,"}
    best = max(even, key=lambda delimiter: even[delimiter])
    if even[best][0] > 1 / 2:
        return best
    header = listed[0] if listed else ""
    return "\t" if "\t" in header else max(",;|", key=header.count)


def _evenness(lines: Sequence[str], delimiter: str) -> tuple[float, bool, int]:
    """Return the share of rows that have the commonest number of cells, whether the first has, and the number."""
    import csv  # here, because most programs wait for it in vain

    try:
        counts = [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
    except csv.Error:  # a cell too long to be one
        return 0.0, False, 0
    cells, rows = max(Counter(count for count in counts if count > 1).items(), key=lambda it: it[::-1], default=(0, 0))
    return rows / max(1, len(counts)), bool(counts) and counts[0] == cells, cells
