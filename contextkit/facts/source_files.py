"""Which files are source, which of them are tests or examples, and where a definition is likeliest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.patterns import pattern
from contextkit.syntax.grammars import language_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_DOCUMENTS = (".md", ".mdx", ".mdc", ".markdown", ".rst", ".txt", ".adoc", ".asciidoc", ".org")
_MANIFESTS = pattern(r"(^|/)(requirements[\w.-]*|constraints|CMakeLists|conanfile|meson_options)\.txt$")
_NOT_TEXT = (
    ".png .jpg .jpeg .gif .webp .avif .ico .icns .bmp .svg .pdf .mp4 .mov .webm .mp3 .wav .ogg .woff .woff2 .ttf .otf "
    ".eot .zip .gz .tgz .bz2 .xz .zst .7z .jar .war .whl .so .dll .dylib .a .o .exe .bin .wasm .pyc .class .db .sqlite "
    ".sqlite3 .parquet .onnx .pb .npy .npz .pkl .psd .sketch .fig .keystore .p12 .map .lock .lockb .jsonl .ndjson .csv "
    ".tsv .po .pot .xlf"
)
_LEFT_OUT = pattern(
    r"(^|/)(node_modules|vendor|third_party|thirdparty|\.yarn|\.git|\.venv|site-packages)/"
    r"|\.min\.(js|css|mjs)$"
    r"|(^|/)(package-lock\.json|pnpm-lock\.yaml|go\.sum|npm-shrinkwrap\.json|packages\.lock\.json|gradle\.lockfile)$"
)
_ENDINGS = tuple(_NOT_TEXT.split()) + _DOCUMENTS
ASSIGNING = ("Makefile", "makefile", ".mk", ".mak", ".sh", ".bash", ".zsh")
"""How the names of files end in which a plain assignment defines a variable."""
_EXAMPLES = pattern(
    r"(^|[/_-])(examples?|samples?|templates?|demos?|docs?|website|snippets|playgrounds?)([/_-]|$)", re.IGNORECASE
)
_TESTS = pattern(r"(^|[/_.-])(tests?|specs?|__tests__|fixtures?|mocks?|testdata|e2e)([/_.-]|$)", re.IGNORECASE)


def is_source(path: str) -> bool:
    """Whether `path` is a text that people write for machines: code, configuration, a manifest; never a document."""
    if path.lower().endswith(_ENDINGS) and not _MANIFESTS.search(path):
        return False
    return not _LEFT_OUT.search(path)


def is_assigning(path: str) -> bool:
    """Whether `path` is make's or a shell's, where a variable is defined by an assignment."""
    return path.endswith(ASSIGNING)


def is_example(path: str) -> bool:
    """Whether `path` is written for its readers to copy, not for this project to run."""
    return _EXAMPLES.search(path) is not None


def is_test(path: str) -> bool:
    return _TESTS.search(path) is not None


def ranked(name: str, paths: Iterable[str]) -> list[str]:
    """The files, those first in which `name` is likeliest defined."""
    return sorted(paths, key=lambda path: rank(name, path))


def rank(name: str, path: str) -> tuple[bool, bool, bool, int, str]:
    """Where a definition is likeliest: in code, not in a test, in a file that is called like it, near the root."""
    stem = path.rpartition("/")[2].partition(".")[0].replace("_", "").replace("-", "").lower()
    plain = name.replace("_", "").lower()
    return language_of(path) is None, is_test(path), stem not in plain and plain not in stem, path.count("/"), path
