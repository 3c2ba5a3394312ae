"""Damages an index at random, again and again: is it told, are answers right, does the process live?

    python tools/damage.py [--damages 300] [--seed 1] [--index DIR]

Each damage is a bit that is flipped, 4 KB of noise or of zeros, or some bytes that are cut off, in one file of a copy
of the index. A process of its own opens the copy, once as any index is opened and once as one of many gigabytes is, of
which hardly a byte is compared with its checksum then; it resolves names, links a text and reads entities, and says
whether all is as it was. The exit status is 1 where an error of Python came that is not told as damage, or the process
crashed or hung. Wrong answers by damage that was not compared are counted: `verify=True` finds it.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import sys
import tempfile
import traceback
from collections import Counter
from pathlib import Path

from namelink import Gazetteer, Resolver
from namelink.config import Limits
from namelink.errors import IndexFormatError
from namelink.gazetteer.installed import DEFAULT_INDEX

NAMES = "صدر جباروف|صادر جبروف|بوتين|طرابلس|Emanuel Makron|محمد بن سلطان|الجزائر|Kyrgyzstan|Жапаров|عبد الفتاح السيسي"
TEXT = "وأكد بوتين لنظيره القيرغيزي صدر جباروف عمق العلاقات بين روسيا وقرغيزستان"
BURST = 4096
SECONDS = 120
FEW = Limits(checked_bytes=0, checked_record_bytes=0)
"""As of an index of which next to nothing is compared when it is opened."""


def answers(index: Path, limits: Limits | None) -> str:
    """Return a digest of the answers that an index gives."""
    gazetteer = Gazetteer.open(index, limits=limits)
    resolver = Resolver(gazetteer)
    found: list[object] = [resolver.resolve(name) for name in NAMES.split("|")]
    found += [resolution.candidates for resolution in found]  # type: ignore[attr-defined]
    found += [resolver.link(TEXT, explain=True), gazetteer.suggest("قر"), resolver.transliterate("محمد شريف")]
    for id in list(gazetteer.indexes[0].ids())[:: max(1, len(gazetteer) // 50)]:
        found.append(gazetteer.entity(id))
    return hashlib.sha256(repr(found).encode("utf-8", "replace")).hexdigest()


def damage(folder: Path, random_: random.Random) -> str:
    """Damage one file, a larger one likelier, and return what was done."""
    files = [path for path in sorted(folder.iterdir()) if path.stat().st_size]
    path = random_.choices(files, [path.stat().st_size ** 0.5 for path in files])[0]
    content = bytearray(path.read_bytes())
    kind, at = random_.choice(["bit", "noise", "zeros", "cut"]), random_.randrange(len(content))
    end = min(len(content), at + BURST)
    if kind == "bit":
        content[at] ^= 1 << random_.randrange(8)
    elif kind == "cut":
        del content[at:]
    else:
        content[at:end] = random_.randbytes(end - at) if kind == "noise" else bytes(end - at)
    path.write_bytes(content)
    return f"{kind} at {at} of {path.name}"


def outcome(index: Path, is_large: bool, right: str) -> tuple[str, str]:
    """Return what comes of opening and asking an index, in a process of its own, and what that said last."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        signal.alarm(SECONDS)
        os.write(writer, said_of(index, is_large).encode("utf-8", "replace")[:BURST])
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8", errors="replace") as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return ("hung" if os.WTERMSIG(status) == signal.SIGALRM else f"crashed by signal {os.WTERMSIG(status)}"), said
    came, _, last = said.partition(": ")
    return ("right" if last == right else "wrong") if came == "answered" else came, last


def said_of(index: Path, is_large: bool) -> str:
    """Return the digest of an index's answers, or that it is damaged, or what error came that does not tell so."""
    try:
        return f"answered: {answers(index, FEW if is_large else None)}"
    except IndexFormatError as error:
        return f"told: {error}"
    except BaseException as error:
        return f"an error that tells nothing: {error!r}: {traceback.extract_tb(error.__traceback__)[-3:]}"


def main() -> int:
    """Damage copies of an index, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--damages", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--index", type=Path, default=DEFAULT_INDEX)
    given = parser.parse_args()
    right, random_ = answers(given.index, None), random.Random(given.seed)
    found: dict[bool, Counter[str]] = {False: Counter(), True: Counter()}
    for _ in range(given.damages):
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "index"
            shutil.copytree(given.index, copy)
            done = damage(copy, random_)
            for is_large, counts in found.items():
                came, said = outcome(copy, is_large, right)
                counts[came] += 1
                if came not in ("right", "told"):
                    print(f"{done}: {came}: {said}", flush=True)
    for is_large, counts in found.items():
        what = "compared with next to no checksums" if is_large else "compared as any is"
        print(f"{given.damages} damages of an index {what}: {dict(counts.most_common())}")
    return 0 if {came for counts in found.values() for came in counts} <= {"right", "told", "wrong"} else 1


if __name__ == "__main__":
    sys.exit(main())
