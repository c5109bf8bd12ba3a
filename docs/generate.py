# ruff: noqa: INP001  (a script)
"""Writes the generated pages of docs/ anew: `python docs/generate.py`."""

from __future__ import annotations

from pathlib import Path

from contextkit.config import pages

ROOT = Path(__file__).parent.parent


def main() -> None:
    for path, function in pages.PATHS.items():
        (ROOT / path).write_text(getattr(pages, function)(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
