"""A bound on the memory of a process that works on what others have sent."""

from __future__ import annotations

import sys
from pathlib import Path

if sys.platform != "win32":  # which has no such limits
    import resource


def bound_memory(more: int) -> None:
    """Let this process take so many more bytes, on Linux; an index, which is mapped and not written to, does not count.

    Args:
        more: The bytes beyond those that it holds now; beyond them, a MemoryError is raised.
    """
    if sys.platform != "linux":  # the others do not count in this way
        return
    status = Path("/proc/self/status").read_text(encoding="ascii")
    held = next(line for line in status.splitlines() if line.startswith("VmData:"))
    most = int(held.split()[1]) * 1024 + more
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard == resource.RLIM_INFINITY or most < hard:
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
