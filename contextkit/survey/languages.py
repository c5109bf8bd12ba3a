"""Which languages a folder is written in, by the size of its source files' count."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contextkit.repo import Tree

_LANGUAGES = {
    "py": "Python", "pyi": "Python", "ts": "TypeScript", "tsx": "TypeScript", "mts": "TypeScript", "cts": "TypeScript",
    "js": "JavaScript", "jsx": "JavaScript", "mjs": "JavaScript", "cjs": "JavaScript", "rs": "Rust", "go": "Go",
    "java": "Java", "kt": "Kotlin", "kts": "Kotlin", "scala": "Scala", "rb": "Ruby", "php": "PHP", "cs": "C#",
    "fs": "F#", "c": "C", "h": "C", "cc": "C++", "cpp": "C++", "hpp": "C++", "swift": "Swift", "m": "Objective-C",
    "ex": "Elixir", "exs": "Elixir", "erl": "Erlang", "zig": "Zig", "dart": "Dart", "lua": "Lua", "hs": "Haskell",
    "clj": "Clojure", "ml": "OCaml", "svelte": "Svelte", "vue": "Vue", "astro": "Astro", "sol": "Solidity",
    "sh": "Shell", "sql": "SQL", "proto": "Protocol Buffers", "gleam": "Gleam", "nim": "Nim", "jl": "Julia", "r": "R",
}  # fmt: skip
_MOST = 4
_LEAST_SHARE = 0.05


def languages_of(folder: str, tree: Tree) -> tuple[str, ...]:
    """The languages of at least one file in twenty, the most frequent first."""
    endings = (path.rpartition(".")[2].lower() for path in tree.under(folder) if "." in path.rpartition("/")[2])
    found = Counter(_LANGUAGES[e] for e in endings if e in _LANGUAGES)
    total = sum(found.values())
    ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return tuple(name for name, count in ordered if count >= total * _LEAST_SHARE)[:_MOST]
