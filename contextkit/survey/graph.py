"""Which packages of the workspace use which: from their manifests, and from the imports in their source."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from contextkit.facts.source_files import is_example, is_test
from contextkit.survey.inventory import Evidence, Use
from contextkit.survey.manifests import line_of, string, strings, table
from contextkit.survey.material import is_foreign

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from contextkit.survey.material import Material
    from contextkit.survey.packages import Package

_NPM_TABLES = ("dependencies", "peerDependencies", "optionalDependencies")
_CARGO_TABLES = ("dependencies", "build-dependencies")
_GRADLE = re.compile(
    r"""\b(?:implementation|api|compileOnly|runtimeOnly|kapt|ksp)\s*\(?\s*project[(s]\s*(?:path\s*[:=]\s*)?["'.]?:?([\w.:-]+)"""
)
_GRADLE_TYPED = re.compile(r"\b(?:implementation|api|compileOnly|runtimeOnly)\s*\(\s*projects\.([\w.]+)\s*\)")


def find_uses(material: Material) -> tuple[Use, ...]:
    """Each pair of packages of which one uses the other, by user."""
    members = [p for p in material.ground.packages if not is_foreign(f"{p.folder}/") and not is_example(p.folder)]
    found: dict[tuple[str, str], Use] = {}
    for use in _declared(members, material):
        found.setdefault((use.user, use.used), use)
    for use in _imported(members, material):
        declared = found.get((use.user, use.used))
        if declared:  # what is imported and not declared is a test's need, or another package of that name
            found[use.user, use.used] = replace(declared, count=use.count)
    return tuple(found[key] for key in sorted(found))


def _declared(members: Sequence[Package], material: Material) -> Iterator[Use]:
    """What manifests depend on, where it is a package of this tree."""
    by_name = {(p.ecosystem, _normal(p.ecosystem, p.name)): p.folder for p in members if p.name}
    for package in members:
        for name, line in _dependencies(package, material):
            used = by_name.get((package.ecosystem, _normal(package.ecosystem, name)))
            if used is not None and used != package.folder:
                yield Use(package.folder, used, 1, Evidence(package.manifest, line, name))
        if package.ecosystem == "gradle":
            yield from _of_gradle(package, material)


def _normal(ecosystem: str, name: str | None) -> str:
    return re.sub(r"[-_.]+", "-", name or "").lower() if ecosystem == "python" else name or ""


def _dependencies(package: Package, material: Material) -> Iterator[tuple[str, int]]:
    """The names that a manifest depends on at run time, each with its line."""
    reader = _READERS.get(package.ecosystem)
    if reader and package.manifest:
        text = material.manifests.text(package.manifest) or ""
        for name in dict.fromkeys(reader(package, material)):
            yield name, line_of(text, rf"(?<![\w@/.-]){re.escape(name)}(?![\w/.-])")


def _of_npm(package: Package, material: Material) -> Iterator[str]:
    parsed = material.manifests.json(package.manifest) if package.manifest.endswith(".json") else None
    for name in _NPM_TABLES:
        yield from table(parsed, name)


def _of_cargo(package: Package, material: Material) -> Iterator[str]:
    parsed = material.manifests.toml(package.manifest)
    targets = [t for t in table(parsed, "target").values() if isinstance(t, dict)]
    for holder in (parsed, *targets):
        for name in _CARGO_TABLES:
            for alias, wanted in table(holder, name).items():
                yield string(wanted, "package") or alias


def _of_python(package: Package, material: Material) -> Iterator[str]:
    if not package.manifest.endswith(".toml"):
        return
    parsed = material.manifests.toml(package.manifest)
    optional = [v for group in table(parsed, "project", "optional-dependencies").values() for v in strings(group)]
    for wanted in (*strings(table(parsed, "project").get("dependencies")), *optional):
        found = re.match(r"[\w.-]+", wanted)
        if found:
            yield found[0]
    yield from table(parsed, "tool", "poetry", "dependencies")


def _of_go(package: Package, material: Material) -> Iterator[str]:
    text = material.manifests.text(package.manifest) or ""
    yield from re.findall(r"^\s*(?:require\s+)?([\w.-]+\.[\w.-]+/\S+)\s+v", text, re.MULTILINE)


_READERS: Mapping[str, Callable[[Package, Material], Iterator[str]]] = {
    "npm": _of_npm,
    "cargo": _of_cargo,
    "python": _of_python,
    "go": _of_go,
}


def _of_gradle(package: Package, material: Material) -> Iterator[Use]:
    """`project(":core:logging")` and `projects.core.logging`, as folders."""
    text = material.manifests.text(package.manifest) or ""
    typed = _gradle_names(material)
    for pattern in (_GRADLE, _GRADLE_TYPED):
        for found in pattern.finditer(text):
            name = found[1].strip(":.").replace(":", "/")
            used = name if name in material.ground.packages.folders else typed.get(_camel(found[1]))
            if used and used != package.folder:
                yield Use(package.folder, used, 1, Evidence(package.manifest, text.count("\n", 0, found.start()) + 1))


def _gradle_names(material: Material) -> Mapping[str, str]:
    """The accessor of each module, `core.ui.composeTheme`, and its folder."""
    return {_camel(p.folder.replace("/", ".")): p.folder for p in material.ground.packages if p.ecosystem == "gradle"}


def _camel(name: str) -> str:
    return re.sub(r"[-_](\w)", lambda m: m[1].upper(), name).lower()


def _imported(members: Sequence[Package], material: Material) -> Iterator[Use]:
    """What source files import, where the name is that of a package of this tree."""
    modules = _modules(members, material)
    files: dict[tuple[str, str], set[str]] = defaultdict(set)
    first: dict[tuple[str, str], Evidence] = {}
    for path, head in sorted(material.heads.items()):
        if not head.imports or is_test(path) or is_example(path):
            continue
        user = material.ground.packages.chain(path)[0]
        for line, target in head.imports:
            used = _used(path, target, modules)
            if used is not None and used != user:
                files[user, used].add(path)
                first.setdefault((user, used), Evidence(path, line, target))
    for pair, paths in files.items():
        yield Use(*pair, len(paths), first[pair])


_FAMILIES = {
    "npm": (".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts", ".vue", ".svelte", ".astro"),
    "cargo": (".rs",),
    "python": (".py", ".pyi"),
    "go": (".go",),
}


def _modules(members: Sequence[Package], material: Material) -> Mapping[tuple[str, str], str]:
    """By ending and imported name: the package's folder."""
    found: dict[tuple[str, str], str] = {}
    for package in members:
        for name in _import_names(package, material):
            for ending in _FAMILIES.get(package.ecosystem, ()):
                found.setdefault((ending, name), package.folder)
    return found


def _import_names(package: Package, material: Material) -> Iterator[str]:
    if not package.name or package.ecosystem not in _FAMILIES:
        return
    yield package.name.replace("-", "_") if package.ecosystem == "cargo" else package.name
    if package.ecosystem == "python":
        start = f"{package.folder}/" if package.folder else ""
        for path in (f"{start}{b}{package.name.replace('-', '_')}/__init__.py" for b in ("", "src/")):
            if path in material.tree.entries:
                yield package.name.replace("-", "_")


def _used(path: str, target: str, modules: Mapping[tuple[str, str], str]) -> str | None:
    ending = path[path.rfind(".") :]
    if ending == ".go":
        return _longest(ending, target, modules)
    if ending in {".py", ".pyi"}:
        return modules.get((ending, target.partition(".")[0]))
    parts = target.split("/")
    return modules.get((ending, "/".join(parts[:2]) if target.startswith("@") else parts[0]))


def _longest(ending: str, target: str, modules: Mapping[tuple[str, str], str]) -> str | None:
    while target:
        if (ending, target) in modules:
            return modules[ending, target]
        target = target.rpartition("/")[0]
    return None
