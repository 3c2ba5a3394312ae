"""Compiles the kernel, src/namelink/_kernel.pyx, beside its source.

It needs a C compiler, Cython and setuptools. Where the compiler is missing or fails, namelink works without the kernel,
only slower: see `namelink.kernel`. Run from the project's root: ``make kernel``.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

from Cython.Build import cythonize
from setuptools import Distribution, Extension
from setuptools.command.build_ext import build_ext

SOURCE = Path("src/namelink/_kernel.pyx")
INCLUDED = (Path("src/namelink/_kernel_names.pxi"), Path("src/namelink/_kernel_parser.pxi"))

FLAGS = ["/O2"] if sys.platform == "win32" else ["-O3", "-g0", "-ffp-contract=off"]
"""No multiplication and addition in one step: sums are to be those of Python to the last bit."""


def remove(root: Path) -> None:
    """Remove the extension module of an earlier build."""
    for suffix in EXTENSION_SUFFIXES:
        (root / SOURCE.parent / f"{SOURCE.stem}{suffix}").unlink(missing_ok=True)


def build(root: Path) -> Path:
    """Compile the kernel; return the extension module.

    Args:
        root: The project's root.

    Raises:
        setuptools.errors.CompileError: there is no compiler, or it fails; likewise other errors of setuptools.
    """
    flags = [*FLAGS, *os.environ.get("NAMELINK_KERNEL_FLAGS", "").split()]
    with tempfile.TemporaryDirectory() as folder:
        # The C source is named alike wherever it is made, so that the module is the same, byte for byte.
        before = Path.cwd()
        source = Path(folder) / "src" / "namelink" / SOURCE.name
        source.parent.mkdir(parents=True)
        for path in (SOURCE, *INCLUDED):
            shutil.copy(root / path, source.parent)
        os.chdir(folder)
        try:
            own = str(source.relative_to(folder))
            extension = Extension("namelink._kernel", [own], extra_compile_args=flags, extra_link_args=flags[3:])
            modules = cythonize([extension], quiet=True)  # type: ignore[no-untyped-call]
            command = build_ext(Distribution({"name": "namelink", "ext_modules": modules}))
            command.build_lib, command.build_temp = "lib", "temp"
            command.ensure_finalized()
            command.run()
            built = Path(folder, command.get_ext_fullpath("namelink._kernel"))
            return Path(shutil.copy(built, root / SOURCE.parent / built.name))
        finally:
            os.chdir(before)


if __name__ == "__main__":
    print(build(Path(__file__).resolve().parent.parent))
