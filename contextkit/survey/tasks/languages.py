"""Which language a repository is mostly written in, as far as ranking needs it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contextkit.repo import Tree

_FAMILIES = {
    suffix: family
    for family, suffixes in {
        "node": "ts tsx js jsx mjs cjs mts cts vue svelte astro",
        "python": "py",
        "jvm": "java kt scala groovy",
        "beam": "ex exs erl",
        "ruby": "rb",
        "php": "php",
        "dotnet": "cs fs vb",
        "c": "c cc cpp h hpp",
        "rust": "rs",
        "go": "go",
        "zig": "zig",
        "swift": "swift",
        "dart": "dart",
    }.items()
    for suffix in suffixes.split()
}


def is_led_by_node(tree: Tree) -> bool:
    """Whether no other language has more files than JavaScript and TypeScript: their scripts speak for the whole."""
    counted: Counter[str] = Counter()
    for path in tree.entries:
        family = _FAMILIES.get(path[path.rfind(".") + 1 :])
        if family:
            counted[family] += 1
    return counted["node"] >= max(counted.values(), default=0)
