from __future__ import annotations

import subprocess
import sys

from tests.conftest import ROOT


def test_under_load_no_answer_is_lost_or_wrong_and_memory_stays_flat() -> None:
    command = [sys.executable, str(ROOT / "benchmarks" / "service.py"), "--requests", "250", "--clients", "6"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert "lost or wrong: 0" in ended.stdout, ended.stdout + ended.stderr
    assert "250 requests by 6 clients" in ended.stdout
    assert ended.returncode == 0, ended.stdout
