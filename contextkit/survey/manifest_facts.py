"""What a package's manifest says of it: description, entry points, what it depends on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.survey.inventory import Evidence
from contextkit.survey.manifests import line_of, string, strings, table, tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contextkit.survey.material import Material
    from contextkit.survey.packages import Package

_PATTERNS = {
    "maven": r"<description>\s*([^<]+?)\s*</description>",
    "mix": r'\bdescription:\s*"([^"]+)"',
    "ruby": r"""\.summary\s*=\s*["']([^"']+)["']""",
    "dart": r"^description:\s*[\"']?([^\n\"'>|]+)",
    "gradle": r"""^description\s*=\s*["']([^"']+)["']""",
}


def description(package: Package, material: Material) -> tuple[str, Evidence] | None:
    """The manifest's one line on its package."""
    manifests, path = material.manifests, package.manifest
    text = manifests.text(path) or "" if path else ""
    match package.ecosystem:
        case "npm" | "composer":
            said = string(manifests.json(path), "description") if path.endswith(".json") else None
            pattern = r'"description"\s*:'
        case "python" if path.endswith(".toml"):
            parsed = manifests.toml(path)
            said = string(parsed, "project", "description") or string(parsed, "tool", "poetry", "description")
            pattern = r"^description\s*="
        case "cargo":
            said, pattern = string(manifests.toml(path), "package", "description"), r"^description\s*="
        case other if other in _PATTERNS:
            found = re.search(_PATTERNS[other], text, re.MULTILINE)
            said, pattern = (found[1] if found else None), _PATTERNS[other]
        case _:
            return None
    return (said.strip(), Evidence(path, line_of(text, pattern))) if said and said.strip() else None


def entry_points(package: Package, material: Material) -> tuple[str, ...]:
    """The programs and main files that the manifest declares, as paths of the tree where they are there."""
    match package.ecosystem:
        case "npm":
            found = list(_of_npm(package, material))
        case "python" if package.manifest.endswith(".toml"):
            found = list(_of_python(package, material))
        case "cargo":
            found = list(_of_cargo(package, material))
        case "go":
            found = [p for p in material.tree.under(package.folder) if re.search(r"(^|/)cmd/[^/]+/main\.go$", p)]
        case _:
            found = []
    return tuple(dict.fromkeys(found))


def _of_npm(package: Package, material: Material) -> Iterator[str]:
    parsed = material.manifests.json(package.manifest) if package.manifest.endswith(".json") else None
    declared = table(parsed).get("bin")
    targets = [declared] if isinstance(declared, str) else [v for v in table(declared).values() if isinstance(v, str)]
    for target in (
        *targets,
        string(parsed, "main"),
        string(parsed, "module"),
        "src/index.ts",
        "src/index.tsx",
        "index.ts",
    ):
        path = _inside(package, target or "")
        if path in material.tree.entries:
            yield path


def _of_python(package: Package, material: Material) -> Iterator[str]:
    parsed = material.manifests.toml(package.manifest)
    for key in (("project", "scripts"), ("tool", "poetry", "scripts")):
        for target in table(parsed, *key).values():
            module = target.partition(":")[0].replace(".", "/") if isinstance(target, str) else ""
            for start in ("", "src/"):
                for ending in (".py", "/__init__.py"):
                    path = _inside(package, f"{start}{module}{ending}")
                    if path in material.tree.entries:
                        yield path


def _of_cargo(package: Package, material: Material) -> Iterator[str]:
    parsed = material.manifests.toml(package.manifest)
    declared = [string(b, "path") for b in tables(table(parsed).get("bin"))]
    for target in (*declared, string(parsed, "lib", "path"), "src/main.rs", "src/lib.rs"):
        path = _inside(package, target or "")
        if path in material.tree.entries:
            yield path


def _inside(package: Package, path: str) -> str:
    plain = path.removeprefix("./")
    return f"{package.folder}/{plain}" if package.folder else plain


def source_folders(package: Package, material: Material) -> Iterator[tuple[str, Evidence]]:
    """Where the importable code of a Python package lies."""
    if package.ecosystem != "python":
        return
    parsed = material.manifests.toml(package.manifest) if package.manifest.endswith(".toml") else None
    text = material.manifests.text(package.manifest) or ""
    declared = [
        *strings(table(parsed, "tool", "hatch", "build", "targets", "wheel").get("packages")),
        *(f for t in tables(table(parsed, "tool", "poetry").get("packages")) for f in [string(t, "include")] if f),
    ]
    name = re.sub(r"[-.]+", "_", package.name or "").lower()
    for target in (*declared, f"src/{name}", name):
        path = _inside(package, target)
        if name and path in material.tree.folders and f"{path}/__init__.py" in material.tree.entries:
            evidence = (
                Evidence(package.manifest, line_of(text, re.escape(target)))
                if target in declared
                else Evidence(f"{path}/__init__.py")
            )
            yield path, evidence
            return
