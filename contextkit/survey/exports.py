"""The names that a package shows: what its folder is for where nobody says it in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.survey.inventory import Evidence
from contextkit.survey.purposes import Purpose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contextkit.survey.material import Material

_MOST = 4
_NAME = {"__init__.py": r"[A-Z][a-z]\w*[a-z]\w*", "index.ts": r"[A-Za-z]\w{3,}[a-z]\w*"}
_ALL = re.compile(r"^__all__\s*(?::[^=]+)?=\s*[\[(](.*?)[\])]", re.MULTILINE | re.DOTALL)
_IMPORT = re.compile(r"^\s*from\s+\.(?!\.)[\w.]*\s+import\s+(?:\(([^)]*)\)|([^\n]+))", re.MULTILINE)
_TS = re.compile(r"^export\s+(?:\{([^}]*)\}|(?:abstract\s+)?class\s+(\w+)|(?:async\s+)?function\s+(\w+))", re.MULTILINE)


def exported_purpose(folder: str, material: Material) -> Iterator[Purpose]:
    """The classes that the folder's own index exports, in its order."""
    if folder.endswith("/src") and folder.removesuffix("/src") in material.ground.packages.folders:
        return  # the package's own line tells
    for name, reader in (("__init__.py", _of_python), ("index.ts", _of_typescript)):
        path = f"{folder}/{name}"
        text = material.manifests.text(path) if path in material.tree.entries else None
        names = [n for n in dict.fromkeys(reader(text or "")) if re.fullmatch(_NAME[name], n)]
        if len(names) > 1:
            shown = ", ".join(f"`{n}`" for n in names[:_MOST])
            yield Purpose(f"Exports {shown}" + (" and more" if len(names) > _MOST else ""), Evidence(path), 1.5)
            return


def _of_python(text: str) -> Iterator[str]:
    if re.search(r"^(?:class|def) [a-z]", text, re.MULTILINE | re.IGNORECASE) and not _ALL.search(text):
        return  # a module of its own, not an index
    for found in _IMPORT.finditer(text):
        for part in (found[1] or found[2] or "").split(","):
            words = re.sub(r"#.*", "", part).split()
            yield from words[-1:]
    declared = _ALL.search(text)
    if declared:
        yield from re.findall(r"[\"'](\w+)[\"']", declared[1])


def _of_typescript(text: str) -> Iterator[str]:
    for found in _TS.finditer(text):
        named = found[2] or found[3]
        yield from ([named] if named else [p.split()[-1] for p in (found[1] or "").split(",") if p.split()])
