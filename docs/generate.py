# ruff: noqa: INP001  (a script)
"""Writes the generated pages of docs/ anew: `python docs/generate.py`."""

from __future__ import annotations

from pathlib import Path

from contextkit.catalog import load_catalog, own_shelf
from contextkit.catalog.index import index_text
from contextkit.config import pages
from contextkit.edges.catalogs import bundled
from contextkit.repo import MemoryStore

ROOT = Path(__file__).parent.parent


def main() -> None:
    texts = {path: getattr(pages, function)() for path, function in pages.PATHS.items()}
    texts["docs/lints.md"] = index_text(load_catalog([own_shelf(bundled())], MemoryStore()))
    for path, text in texts.items():
        (ROOT / path).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
