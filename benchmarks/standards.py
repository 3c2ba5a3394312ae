"""How far each romanization standard is kept, on published examples that are not part of the project.

    python benchmarks/standards.py EVAL_FOLDER [--show]

The folder holds standards.tsv (system, arabic, latin, source). A row counts as unvocalised where its
source prints the Arabic as books print it; such rows mostly need vowels that nobody wrote.
"""

from __future__ import annotations

import argparse
import csv
import unicodedata
from collections import defaultdict
from pathlib import Path

from namelink.errors import SchemeError
from namelink.transliteration.schemes import find_scheme
from namelink.transliteration.standards import romanize_by

Row = dict[str, str]


def is_vocalised(row: Row) -> bool:
    """Whether a row's Arabic has its harakat; single letters count as such."""
    return not any(word in row["source"] for word in (" example", " notes"))


def is_exact(row: Row) -> bool:
    """Whether a row comes out to the letter, accents composed or not."""
    return romanize_by(row["arabic"], row["system"]) == unicodedata.normalize("NFC", row["latin"])


def by_system(path: Path) -> dict[str, list[Row]]:
    """Return the rows of a table, by system."""
    found: dict[str, list[Row]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            found[row["system"]].append(row)
    return dict(found)


def report(system: str, rows: list[Row], show: bool) -> None:
    """Print how many rows of a system come out exactly, and those that do not."""
    try:
        find_scheme(system)
    except SchemeError:
        print(f"{system:24} {len(rows):4} rows, no scheme of namelink")
        return
    wrong = [row for row in rows if not is_exact(row)]
    cells = []
    for vocalised in (True, False):
        total = sum(is_vocalised(row) is vocalised for row in rows)
        exact = total - sum(is_vocalised(row) is vocalised for row in wrong)
        cells.append(f"{exact:3}/{total:3}" if total else "      –")
    print(f"{system:24} vocalised {cells[0]}   unvocalised {cells[1]}")
    for row in wrong if show else ():
        mark = "vocalised" if is_vocalised(row) else "unvocalised"
        print(f"    {mark:11} {row['arabic']}\t{romanize_by(row['arabic'], system)}\texpected {row['latin']}")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="the folder that holds standards.tsv")
    parser.add_argument("--show", action="store_true", help="print the rows that come out otherwise, too")
    args = parser.parse_args()
    for system, rows in by_system(args.folder / "standards.tsv").items():
        report(system, rows, args.show)


if __name__ == "__main__":
    main()
