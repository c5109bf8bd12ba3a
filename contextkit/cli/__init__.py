"""The command line: parse, build the values, call one function, print, exit."""

from __future__ import annotations

import sys


def main() -> None:
    """The entry point of `contextkit`."""
    from contextkit.cli.commands import run

    sys.exit(run(sys.argv[1:]))
