"""Tree-sitter grammars by language, imported when a file of that language is first parsed.

A further language is one row in `LANGUAGES`, the grammar's wheel, and `contextkit/facts/queries/<language>.scm`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Language, Node, Parser, QueryCursor


@dataclass(frozen=True, slots=True)
class Grammar:
    """Where a language's parser comes from, and which files it reads."""

    suffixes: tuple[str, ...]
    module: str
    function: str = "language"
    query: str = ""
    """The name of the query file, where it is not the language's own."""


LANGUAGES: Mapping[str, Grammar] = {
    "python": Grammar((".py", ".pyi"), "tree_sitter_python"),
    "typescript": Grammar((".ts", ".mts", ".cts"), "tree_sitter_typescript", "language_typescript"),
    "tsx": Grammar((".tsx",), "tree_sitter_typescript", "language_tsx", query="typescript"),
    "javascript": Grammar((".js", ".jsx", ".mjs", ".cjs"), "tree_sitter_javascript"),
    "go": Grammar((".go",), "tree_sitter_go"),
    "rust": Grammar((".rs",), "tree_sitter_rust"),
    "java": Grammar((".java",), "tree_sitter_java"),
}
_BY_SUFFIX: Mapping[str, str] = {s: name for name, grammar in LANGUAGES.items() for s in grammar.suffixes}


def language_of(path: str) -> str | None:
    """The language whose grammar reads `path`; None where there is none."""
    dot = path.rfind(".")
    return None if dot < 0 else _BY_SUFFIX.get(path[dot:].lower())


def query_of(language: str) -> str:
    """The name of the query file of `language`, without its ending."""
    return LANGUAGES[language].query or language


def grammar_version(language: str) -> str:
    """The installed version of the grammar's wheel, read from the name of its folder: metadata is slow to import."""
    module = LANGUAGES[language].module
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        return ""
    return next((f.name for f in Path(spec.origin).parents[1].glob(f"{module}-*.dist-info")), "")


def captures(content: bytes, language: str, query: str) -> Mapping[str, Sequence[Node]]:
    """The nodes that `query` captures in `content`, by the capture's name."""
    return _cursor(language, query).captures(_parser(language).parse(content).root_node)


@cache
def _language(name: str) -> Language:
    from tree_sitter import Language

    grammar = LANGUAGES[name]
    return Language(getattr(import_module(grammar.module), grammar.function)())


@cache
def _parser(language: str) -> Parser:
    from tree_sitter import Parser

    return Parser(_language(language))


@cache
def _cursor(language: str, query: str) -> QueryCursor:
    from tree_sitter import Query, QueryCursor

    return QueryCursor(Query(_language(language), query))
