from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from namelink import SourceError
from namelink.config import Limits
from namelink.importers.context import ImportContext, ImportIssue
from namelink.importers.lines import CUT_OFF, check_sources, read_lines

TEXT = "\ufeffقطر\r\n\n  \nعمان\n"


def zipped(content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "not this")
        archive.writestr("folder/", "")
        archive.writestr("folder/cities.txt", content)
    return buffer.getvalue()


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "plain": bytes,
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "zip": zipped,
}
packers = pytest.mark.parametrize("pack", PACKERS.values(), ids=PACKERS)


def read(path: Path, **limits: int) -> tuple[list[tuple[int, str]], list[ImportIssue]]:
    rejects: list[ImportIssue] = []
    context = ImportContext(rejects.append, limits=Limits(**limits))
    return [(line.number, line.text) for line in read_lines(path, context, ["readme.txt"])], rejects


@packers
def test_lines_are_read_whatever_the_file_is_called(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "source"
    path.write_bytes(pack(TEXT.encode()))
    assert read(path) == ([(1, "قطر"), (4, "عمان")], [])


@packers
def test_progress_comes_to_the_size_of_the_file(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "source"
    path.write_bytes(pack(os.urandom(200_000).hex().encode()))
    sizes: list[int] = []
    list(read_lines(path, ImportContext(print, progress=sizes.append)))
    assert sum(sizes) >= path.stat().st_size * 0.99
    assert min(sizes) > 0


def test_a_bad_line_is_rejected_and_the_next_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes("قطر\n".encode() + b"\xd9\xff\n" + b"a\0b\n" + "عمان".encode())
    found, rejects = read(path)
    assert found == [(1, "قطر"), (4, "عمان")]
    assert [(r.line, r.reason) for r in rejects] == [
        (2, "byte 1 of the line (0xd9) is not UTF-8"),
        (3, "the line holds a NUL byte"),
    ]


def test_a_line_without_end_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"a" * (1 << 20) + b"\n" + b"b" * (3 << 20) + b"\nc\n" + b"d" * (2 << 20))
    found, rejects = read(path, longest_line_bytes=1 << 20)
    assert [(number, text[:1]) for number, text in found] == [(1, "a"), (3, "c")]
    assert [(r.line, r.reason) for r in rejects] == [(n, "the line is longer than 1,048,576 bytes") for n in (2, 4)]


@pytest.mark.parametrize(
    "pack",
    [gzip.compress, lambda content: bz2.compress(content, 1), lambda content: lzma.compress(content, preset=0)],
    ids=["gzip", "bzip2", "xz"],
)
@pytest.mark.parametrize("lost", [1, 20, 0.5])
def test_a_file_that_is_cut_off(tmp_path: Path, pack: Callable[[bytes], bytes], lost: float) -> None:
    packed = pack(b"".join(b"%d %s\n" % (i, os.urandom(20).hex().encode()) for i in range(20_000)))
    path = tmp_path / "a"
    path.write_bytes(packed[: int(-lost if lost >= 1 else len(packed) * lost)])
    found, rejects = read(path)
    assert [number for number, _ in found] == list(range(1, len(found) + 1))
    assert len(found) > 7_000
    assert len(rejects) == 1
    assert rejects[0].line == len(found) + 1
    assert rejects[0].cut_off
    assert rejects[0].reason.startswith(CUT_OFF)


@pytest.mark.parametrize(
    "content", [b"\x1f\x8b", b"\x1f\x8bnonsense", b"BZh", b"BZh9x", b"PK\x03\x04", b"\xfd7zXZ\x00x"]
)
def test_a_file_that_only_begins_like_a_compressed_one(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a"
    path.write_bytes(content)
    found, rejects = read(path)
    assert found == []
    assert [r.reason.startswith(CUT_OFF) for r in rejects] == [True]


def test_a_damaged_member_does_not_hide_the_others(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "aaaaaaaa\n")
        archive.writestr("b.txt", "bbbbbbbb\n")
    path = tmp_path / "z"
    path.write_bytes(buffer.getvalue().replace(b"aaaaaaaa", b"aaaaaaaX", 1))
    found, rejects = read(path)
    assert found[-1] == (1, "bbbbbbbb")
    assert [(r.file, r.reason.startswith(CUT_OFF)) for r in rejects] == [(f"{path}:a.txt", True)]


def test_an_empty_file_has_no_lines(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"")
    assert read(path) == ([], [])


@pytest.mark.parametrize(("name", "message"), [("none", "no such file"), ("", "is a directory")])
def test_a_source_that_is_not_there(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        check_sources([tmp_path / name])


def test_no_source() -> None:
    with pytest.raises(SourceError, match="at least one source"):
        check_sources([])


@pytest.mark.parametrize("pack", [pack for name, pack in PACKERS.items() if name != "plain"])
def test_far_more_than_any_text_packs_into_is_not_unpacked(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "source"
    path.write_bytes(pack("قطر\n".encode() + b"a,b\n" * 100_000))
    found, rejects = read(path, always_unpacked_bytes=200_000, most_unpacked_ratio=2)
    assert found[0] == (1, "قطر")
    assert 20_000 < len(found) < 100_000
    assert [issue.cut_off for issue in rejects] == [True]
    assert "unpacks to more than" in rejects[0].reason
    path.write_bytes(pack(os.urandom(50_000).hex().encode()))  # as dense as it can be
    assert read(path, always_unpacked_bytes=1, most_unpacked_ratio=3)[1] == []


@packers
def test_line_feeds_alone_are_counted_and_passed_over(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "source"
    path.write_bytes(pack("قطر".encode() + b"\n" * 3_000_000 + "عمان\n\n\nمصر".encode()))
    assert read(path) == ([(1, "قطر"), (3_000_001, "عمان"), (3_000_004, "مصر")], [])
