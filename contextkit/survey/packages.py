"""The packages of a repository: every folder with a manifest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, overload

from contextkit.survey.manifests import Manifests, string

if TYPE_CHECKING:
    from contextkit.repo import Repo, Tree

MANIFESTS: Mapping[str, str] = {
    "package.json": "npm",
    "deno.json": "deno",
    "deno.jsonc": "deno",
    "pyproject.toml": "python",
    "setup.cfg": "python",
    "setup.py": "python",
    "Cargo.toml": "cargo",
    "go.mod": "go",
    "go.work": "go",
    "pnpm-workspace.yaml": "npm",
    "pom.xml": "maven",
    "build.gradle": "gradle",
    "build.gradle.kts": "gradle",
    "settings.gradle": "gradle",
    "settings.gradle.kts": "gradle",
    "composer.json": "composer",
    "mix.exs": "mix",
    "Gemfile": "ruby",
    "pubspec.yaml": "dart",
    "Package.swift": "swift",
    "build.zig": "zig",
}
"""Base names by ecosystem; of two in one folder the earlier one speaks for it."""

SUFFIXES: Mapping[str, str] = {
    ".csproj": "dotnet",
    ".fsproj": "dotnet",
    ".vbproj": "dotnet",
    ".sln": "dotnet",
    ".slnx": "dotnet",
    ".gemspec": "ruby",
}

_RANK = {name: rank for rank, name in enumerate((*MANIFESTS, *SUFFIXES))}


@dataclass(frozen=True, slots=True)
class Package:
    """A folder with a manifest."""

    folder: str
    """"" is the root."""
    ecosystem: str
    """npm, python, cargo, go, maven, gradle, composer, dotnet, mix, ruby, ...; "" for a root without a manifest."""
    manifest: str
    """The manifest's path; "" for a root without one."""
    _name: Callable[[str, str], str | None] = field(repr=False, compare=False, default=lambda _e, _m: None)

    @property
    def name(self) -> str | None:
        """The name by which others depend on it; the manifest is parsed when this is first asked."""
        return self._name(self.ecosystem, self.manifest)


class Packages(Sequence[Package]):
    """All packages, by folder; a folder with manifests of several ecosystems is in here once for each."""

    def __init__(self, packages: Sequence[Package]) -> None:
        self._packages = packages
        self._by_folder: dict[str, list[Package]] = {}
        for package in packages:
            self._by_folder.setdefault(package.folder, []).append(package)
        self.folders: frozenset[str] = frozenset(self._by_folder)

    @overload
    def __getitem__(self, index: int) -> Package: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Package]: ...
    def __getitem__(self, index: int | slice) -> Package | Sequence[Package]:
        return self._packages[index]

    def __len__(self) -> int:
        return len(self._packages)

    def __iter__(self) -> Iterator[Package]:
        return iter(self._packages)

    def of(self, path: str) -> Package:
        """The nearest package that holds `path`; a nameless one at the root where there is none."""
        found = self._by_folder.get(self.chain(path)[0])
        return found[0] if found else Package("", "", "")

    def chain(self, path: str) -> Sequence[str]:
        """The package folders around `path`, the nearest first; the last one is the root, be it a package or not."""
        folder, found = path, []
        while folder:
            if folder in self.folders:
                found.append(folder)
            folder = folder.rpartition("/")[0]
        return (*found, "")

    def at(self, folder: str) -> Sequence[Package]:
        """The packages of exactly this folder."""
        return self._by_folder.get(folder, ())

    def named(self, name: str) -> Sequence[Package]:
        return self._by_name.get(name, ())

    @cached_property
    def _by_name(self) -> Mapping[str, Sequence[Package]]:
        index: dict[str, list[Package]] = {}
        for package in self._packages:
            if package.name:
                index.setdefault(package.name, []).append(package)
        return index


def find_packages(repo: Repo, tree: Tree) -> Packages:
    """Every folder of `tree` with a manifest, but for those of vendored dependencies."""
    best: dict[tuple[str, str], str] = {}
    for path in tree.entries:
        folder, _, name = path.rpartition("/")
        ecosystem = MANIFESTS.get(name) or SUFFIXES.get(name[name.rfind(".") :] if "." in name else "")
        if ecosystem and not ("node_modules" in folder and "node_modules" in folder.split("/")):
            key = folder, ecosystem
            best[key] = min(best.get(key, path), path, key=_rank)
    names = _Names(repo)
    found = sorted(best.items(), key=lambda item: (item[0][0], _rank(item[1])))
    return Packages(tuple(Package(folder, eco, path, names.of) for (folder, eco), path in found))


def _rank(path: str) -> tuple[int, str]:
    name = path.rpartition("/")[2]
    return _RANK.get(name, _RANK.get(name[name.rfind(".") :], len(_RANK))), path


class _Names:
    def __init__(self, repo: Repo) -> None:
        self._manifests = Manifests(repo)
        self._known: dict[str, str | None] = {}

    def of(self, ecosystem: str, manifest: str) -> str | None:
        if manifest not in self._known:
            self._known[manifest] = self._parsed(ecosystem, manifest)
        return self._known[manifest]

    def _parsed(self, ecosystem: str, manifest: str) -> str | None:
        match ecosystem:
            case "npm" | "deno" | "composer":
                return string(self._manifests.json(manifest), "name") if ".json" in manifest else None
            case "python":
                return self._of_python(manifest)
            case "cargo":
                return string(self._manifests.toml(manifest), "package", "name")
            case "dotnet":
                return manifest.rpartition("/")[2].rpartition(".")[0]
            case "gradle":
                return _matched(self._manifests.text(manifest), _PATTERNS["gradle"]) or _last_folder(manifest)
            case _:
                pattern = _PATTERNS.get(ecosystem)
                return _matched(self._manifests.text(manifest), pattern) if pattern else None

    def _of_python(self, manifest: str) -> str | None:
        if not manifest.endswith(".toml"):
            return _matched(self._manifests.text(manifest), _PATTERNS["python"])
        parsed = self._manifests.toml(manifest)
        return string(parsed, "project", "name") or string(parsed, "tool", "poetry", "name")


_PATTERNS: Mapping[str, re.Pattern[str]] = {
    "python": re.compile(r"""^\s*name\s*=\s*["']?([\w.-]+)""", re.MULTILINE),
    "go": re.compile(r"^module\s+(\S+)", re.MULTILINE),
    # the artifact's own id comes after that of its parent
    "maven": re.compile(r"\A(?:(?!<parent>).)*?(?:<parent>.*?</parent>.*?)?<artifactId>\s*([^<\s]+)", re.DOTALL),
    "gradle": re.compile(r"""rootProject\.name\s*=\s*["']([^"']+)"""),
    "mix": re.compile(r"\bapp:\s*:(\w+)"),
    "ruby": re.compile(r"""\.name\s*=\s*["']([^"']+)"""),
    "dart": re.compile(r"^name:\s*(\S+)", re.MULTILINE),
    "swift": re.compile(r'Package\(\s*name:\s*"([^"]+)"'),
}


def _matched(text: str | None, pattern: re.Pattern[str]) -> str | None:
    found = pattern.search(text) if text else None
    return found[1] if found else None


def _last_folder(path: str) -> str | None:
    return path.rpartition("/")[0].rpartition("/")[2] or None
