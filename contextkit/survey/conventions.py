"""What configuration and history prove of how things are done here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.survey.commit_style import commit_convention
from contextkit.survey.inventory import Convention, Evidence
from contextkit.survey.manifests import line_of, string, strings, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contextkit.survey.manifests import Table
    from contextkit.survey.material import Material


def find_conventions(material: Material) -> tuple[Convention, ...]:
    """Formatting, types, tests, imports, versions and commits, where a file of the root says so."""
    found = [
        *_formatting(material),
        *_types(material),
        *_tests(material),
        *_layers(material),
        *_logging(material),
        *_versions(material),
        *commit_convention(material.ground.history, material),
    ]
    return tuple(dict.fromkeys(found))


def _formatting(material: Material) -> Iterator[Convention]:
    manifests = material.manifests
    for path, keys in (("pyproject.toml", ("tool", "ruff")), ("ruff.toml", ()), (".ruff.toml", ())):
        yield from _length("ruff", path, table(manifests.toml(path), *keys).get("line-length"), "line-length", material)
    black = table(manifests.toml("pyproject.toml"), "tool", "black").get("line-length")
    yield from _length("black", "pyproject.toml", black, r"^line-length", material)
    for path in ("rustfmt.toml", ".rustfmt.toml"):
        yield from _length("rustfmt", path, table(manifests.toml(path)).get("max_width"), "max_width", material)
    for path in (".prettierrc", ".prettierrc.json", ".oxfmtrc.json"):
        tool = "oxfmt" if "oxfmt" in path else "Prettier"
        yield from _length(tool, path, table(manifests.json(path)).get("printWidth"), "printWidth", material)
    for path in ("biome.json", "biome.jsonc", ".biome.json"):
        width = table(manifests.json(path), "formatter").get("lineWidth")
        yield from _length("Biome", path, width, "lineWidth", material)


def _length(tool: str, path: str, width: object, key: str, material: Material) -> Iterator[Convention]:
    if isinstance(width, int) and not isinstance(width, bool):
        evidence = Evidence(path, line_of(material.manifests.text(path) or "", key))
        yield Convention("line length", f"Lines have at most {width} characters ({tool})", evidence)


def _types(material: Material) -> Iterator[Convention]:
    project = material.manifests.toml("pyproject.toml")
    if table(project, "tool", "mypy").get("strict") is True:
        yield _of("type checker", "mypy runs in strict mode", "pyproject.toml", r"^strict\s*=", material)
    mode = string(project, "tool", "pyright", "typeCheckingMode") or string(
        material.manifests.json("pyrightconfig.json"), "typeCheckingMode"
    )
    if mode == "strict":
        path = "pyproject.toml" if table(project, "tool", "pyright") else "pyrightconfig.json"
        yield _of("type checker", "pyright runs in strict mode", path, "typeCheckingMode", material)
    for path in ("mypy.ini", ".mypy.ini"):
        if re.search(r"^strict\s*=\s*[Tt]rue", material.manifests.text(path) or "", re.MULTILINE):
            yield _of("type checker", "mypy runs in strict mode", path, r"^strict\s*=", material)
    for path in ("tsconfig.json", "tsconfig.base.json"):
        if table(material.manifests.json(path), "compilerOptions").get("strict") is True:
            yield _of("type checker", "TypeScript is strict", path, '"strict"', material)
            return


def _tests(material: Material) -> Iterator[Convention]:
    project = table(material.manifests.toml("pyproject.toml"), "tool", "pytest", "ini_options")
    modes = [f"asyncio_mode is {m}" for m in [string(project, "asyncio_mode")] if m]
    for statement in modes:
        yield _of("tests", f"pytest: {statement}", "pyproject.toml", "asyncio_mode", material)
    if re.search(r"xfail_strict\s*=\s*true", material.manifests.text("pyproject.toml") or ""):
        yield _of("tests", "pytest: an xfail that passes is a failure", "pyproject.toml", "xfail_strict", material)


def _layers(material: Material) -> Iterator[Convention]:
    if table(material.manifests.toml("pyproject.toml"), "tool", "importlinter"):
        said = "Imports between layers are enforced by import-linter (`[tool.importlinter]`)"
        yield _of("imports", said, "pyproject.toml", r"^\[tool\.importlinter\]", material)
    if material.manifests.has(".importlinter"):
        said = "Imports between layers are enforced by import-linter (`.importlinter`)"
        yield Convention("imports", said, Evidence(".importlinter"))
    for path in (".dependency-cruiser.js", ".dependency-cruiser.cjs", ".dependency-cruiser.mjs"):
        if material.manifests.has(path):
            said = f"Imports between parts are enforced by dependency-cruiser (`{path}`)"
            yield Convention("imports", said, Evidence(path))


def _logging(material: Material) -> Iterator[Convention]:
    rules = table(material.manifests.toml("pyproject.toml"), "tool", "ruff", "lint")
    chosen = {*strings(rules.get("select")), *strings(rules.get("extend-select"))}
    if chosen & {"T20", "T201", "ALL"} and not {*strings(rules.get("ignore"))} & {"T20", "T201"}:
        yield _of("logging", "No `print` (ruff T201)", "pyproject.toml", r"^\s*(?:extend-)?select\s*=", material)


def _versions(material: Material) -> Iterator[Convention]:
    manifests = material.manifests
    project = manifests.toml("pyproject.toml")
    python = string(project, "project", "requires-python") or string(
        project, "tool", "poetry", "dependencies", "python"
    )
    if python:
        yield _of("supported versions", f"Python {python}", "pyproject.toml", r"^(?:requires-)?python\s*=", material)
    yield from _of_node(manifests.json("package.json"), material)
    yield from _of_cargo(manifests.toml("Cargo.toml"), material)
    go = re.search(r"^go\s+([\d.]+)", manifests.text("go.mod") or "", re.MULTILINE)
    if go:
        yield _of("supported versions", f"Go {go[1]}", "go.mod", r"^go\s", material)


def _of_node(manifest: Table | None, material: Material) -> Iterator[Convention]:
    node = string(manifest, "engines", "node")
    if node:
        yield _of("supported versions", f"Node {node}", "package.json", r'"engines"', material)
    manager = re.match(r"(\w+)@([\d.]+)", string(manifest, "packageManager") or "")
    if manager:
        said = f"Packages are managed by {manager[1]} {manager[2]}"
        yield _of("package manager", said, "package.json", r'"packageManager"', material)


def _of_cargo(manifest: Table | None, material: Material) -> Iterator[Convention]:
    package = table(manifest, "workspace", "package") or table(manifest, "package")
    edition, least = string(package, "edition"), string(package, "rust-version")
    parts = [*([f"edition {edition}"] if edition else []), *([f"at least {least}"] if least else [])]
    if parts:
        pattern = r"^rust-version|^edition"
        yield _of("supported versions", f"Rust: {', '.join(parts)}", "Cargo.toml", pattern, material)


def _of(topic: str, statement: str, path: str, pattern: str, material: Material) -> Convention:
    return Convention(topic, statement, Evidence(path, line_of(material.manifests.text(path) or "", pattern)))
