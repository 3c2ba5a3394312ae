"""Makes the package namelink-places: all towns and villages that the default gazetteer leaves out, as an index.

Sources and care are those of tools/cities.py: GeoNames has those of 500 inhabitants and more, Who's On First those of
44 countries that have an Arabic name. Everything is made in one folder: places.jsonl, the package with its index, the
wheel. Run from the project's root: ``make places``, which gives the default folder, or
``python tools/places.py -o FOLDER [--country KM …]``.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Collection, Iterator
from pathlib import Path

from cities import PLACES as HAND_WRITTEN
from cities import City, all_cities, city_records, country_names, read, wanted_cities
from gazetteer_date import newest_date
from namelink.index import compiler
from namelink.record import Record

PACKAGE = Path("data/places")
INDEX = Path("src/namelink_places/index")
"""Where the package has its index."""

LICENCE = Path("LICENSE")


def rest(countries: Collection[str] = ()) -> dict[str, City]:
    """Return the cities that the default gazetteer leaves out, of some countries or of all."""
    left = {id: city for id, city in all_cities().items() if id not in wanted_cities()}
    return {id: city for id, city in left.items() if not countries or city["countrycode"] in countries}


def place_records(countries: Collection[str] = ()) -> Iterator[Record]:
    """Yield the records of the package by id, of some countries or of all."""
    return city_records(rest(countries), read(HAND_WRITTEN), country_names(), wanted_cities(), words=False)


def make(folder: Path, countries: Collection[str] = ()) -> Path:
    """Make the records, the package with its index, and its wheel; return the wheel.

    Args:
        folder: Where they are written, in place of those of an earlier run; anything else there stays.
        countries: The countries whose places are taken; all if there are none.
    """
    package, records = folder / "package", folder / "places.jsonl"
    shutil.rmtree(package, ignore_errors=True)
    for wheel in folder.glob("namelink_places-*.whl"):
        wheel.unlink()
    shutil.copytree(PACKAGE, package)
    shutil.copy(LICENCE, package)
    with records.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(record.to_json() + "\n" for record in place_records(countries))
    compiler.build_index([records], package / INDEX, dated=newest_date(PACKAGE))
    build = ["-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(package)]
    subprocess.run([sys.executable, *build], check=True)
    return next(folder.glob("namelink_places-*.whl"))


def main() -> None:
    """Make the package."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("-o", "--output", type=Path, default=Path("build/places"), help="The folder to write.")
    parser.add_argument("--country", action="append", default=[], help="Its places alone; repeatable.")
    given = parser.parse_args()
    print(make(given.output, given.country))


if __name__ == "__main__":
    main()
