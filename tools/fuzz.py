"""Feeds the library with what a coverage-guided fuzzer (atheris) makes up, for some seconds.

Without arguments the names of the targets are printed. What broke the library is left in build/fuzz/TARGET,
and inputs that reach new code in build/fuzz/corpus/TARGET for the next run; it begins with those of tools/data/fuzz.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

Target = Callable[[bytes], None]
"""Gives some bytes to the library; what it raises that no caller must expect is a fault."""


def names() -> Target:
    """Give two names to all that takes names."""
    import namelink

    gazetteer = namelink.Gazetteer.from_records(
        [
            {
                "id": "x:1",
                "type": "person",
                "names": [{"text": "محمد بن سلمان", "lang": "ar"}, {"text": "FC قطر", "lang": "ar"}],
            }
        ]
    )
    resolver = namelink.Resolver(gazetteer)

    def give(data: bytes) -> None:
        a, _, b = data.decode("utf-8", "replace").partition("\n")
        assert namelink.compare(a, b).score == namelink.compare(b, a).score
        resolver.resolve(a).explain()
        namelink.cluster([a, b])
        namelink.transliterate(a)
        assert all(part.text == a[part.start : part.end] for part in namelink.parse_name(a).parts)
        namelink.normalize(b)

    return give


def texts() -> Target:
    """Link a text."""
    from namelink import link

    def give(data: bytes) -> None:
        text = data.decode("utf-8", "replace")
        for mention in link(text, overlaps=True, unknown=True, explain=True):
            assert text[mention.start : mention.end] == mention.text

    return give


def records() -> Target:
    """Read a line of a file of records."""
    from namelink import NamelinkError
    from namelink.record import Record, read_line

    def give(data: bytes) -> None:
        try:
            record = read_line(data, "fuzz", 1)
        except NamelinkError:
            return
        assert record is None or Record.trusted(json.loads(record.to_json())) == record

    return give


def importers() -> Target:
    """Import a source, plain or packed: the first byte chooses the importer."""
    from namelink import NamelinkError
    from namelink.config import Limits
    from namelink.importers import ImportContext, get_importer, importer_names

    listed = importer_names()
    limits = Limits(always_unpacked_bytes=1 << 20)
    source = Path(tempfile.mkdtemp()) / "source"

    def give(data: bytes) -> None:
        importer = get_importer(listed[data[0] % len(listed)] if data else listed[0])
        source.write_bytes(data[1:])
        context = ImportContext(lambda _: None, limits=limits)
        options = {option.parameter: option.parse(str(option.default)) for option in importer.options if _has(option)}
        try:
            for record in importer.read([source], context, options):
                record.to_json()
        except NamelinkError:
            return

    return give


def _has(option: object) -> bool:
    return isinstance(getattr(option, "default", None), str)


TARGETS: dict[str, Callable[[], Target]] = {
    "names": names,
    "texts": texts,
    "records": records,
    "importers": importers,
}


def main() -> None:
    """Run one target, or print the names of all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", nargs="?", choices=TARGETS)
    parser.add_argument("--seconds", type=int, default=60)
    given = parser.parse_args()
    if given.target is None:
        print(*TARGETS, sep="\n")
        return
    import atheris

    found, corpus = ROOT / "build" / "fuzz" / given.target, ROOT / "build" / "fuzz" / "corpus" / given.target
    for folder in (found, corpus):
        folder.mkdir(parents=True, exist_ok=True)
    with atheris.instrument_imports(include=["namelink"]):
        give = TARGETS[given.target]()
    begin = str(ROOT / "tools" / "data" / "fuzz" / given.target)
    options = [f"-max_total_time={given.seconds}", "-max_len=2000", "-timeout=20", "-rss_limit_mb=2000"]
    atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={found}/", str(corpus), begin], give)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
