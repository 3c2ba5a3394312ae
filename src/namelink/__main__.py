"""``python -m namelink`` is the command line."""

from namelink.cli import main

main()
