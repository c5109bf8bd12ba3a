"""Zones that names tell: lock files, recorded snapshots, vendored folders, translations with a service behind them."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from contextkit.survey.found import Found
from contextkit.survey.inventory import Evidence, Zone
from contextkit.survey.manifests import line_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contextkit.survey.material import Material

_LOCKS = {
    "pnpm-lock.yaml": "pnpm install", "package-lock.json": "npm install", "yarn.lock": "yarn install",
    "bun.lock": "bun install", "bun.lockb": "bun install", "uv.lock": "uv lock", "poetry.lock": "poetry lock",
    "pdm.lock": "pdm lock", "Cargo.lock": "cargo update", "go.sum": "go mod tidy", "Gemfile.lock": "bundle lock",
    "composer.lock": "composer update", "mix.lock": "mix deps.get", "flake.lock": "nix flake update",
    "Pipfile.lock": "pipenv lock", "packages.lock.json": "dotnet restore",
}  # fmt: skip
_SNAPSHOTS = (
    # a name, the manifest that proves the tool, what proves it there, the tool, how its snapshots are made anew
    (".snap", "Cargo.toml", r"^insta\b", "insta", "cargo insta review"),
    (".snap.new", "Cargo.toml", r"^insta\b", "insta", "cargo insta review"),
    (".snap", "package.json", r'"vitest"\s*:', "vitest", "vitest -u"),
    (".snap", "package.json", r'"jest"\s*:', "jest", "jest -u"),
    (".ambr", "pyproject.toml", r"\bsyrupy\b", "syrupy", "pytest --snapshot-update"),
)
_VENDORED = re.compile(r"^((?:[^/]+/){0,2}(?:vendor|third_party|thirdparty|3rdparty|vendored|_vendor))/")
_LANGUAGE = re.compile(r"(?:[a-z]{2}|[a-z]{2}[-_](?:[A-Z]{2}|Han[st]|[a-z]{2})|zh-\w+|pt-BR)$")
_SERVICES = {
    "crowdin.yml": "Crowdin", "crowdin.yaml": "Crowdin", ".crowdin.yml": "Crowdin", ".tx/config": "Transifex",
}  # fmt: skip
_TRANSLATOR = re.compile(r"(^|/)[\w-]*translat\w*\.(?:py|ts|js|mjs|sh|rb)$")
_OTHERS = re.compile(r"(^|/)(tests?|fixtures?|testdata|examples?)/|\.(?:git)?keep$")
_LEAST = 2
_MOST_LANGUAGES = 4


def lock_zones(material: Material) -> Iterator[Found]:
    """Lock files at the root, each with the command that writes it."""
    for name, command in _LOCKS.items():
        if material.manifests.has(name):
            yield Found(Zone(name, "lock", Evidence(name), command), 1.0)


def snapshot_zones(material: Material) -> Iterator[Found]:
    """Recorded results of tests, where a manifest names the tool that records them."""
    done: set[str] = set()
    for ending, manifest, pattern, tool, command in _SNAPSHOTS:
        count = sum(p.endswith(ending) for p in material.tree.entries)
        if ending in done or count < _LEAST:
            continue
        for path in material.files(manifest):
            text = material.manifests.text(path) or ""
            if re.search(pattern, text, re.MULTILINE):
                evidence = Evidence(path, line_of(text, pattern), tool)
                is_typed = tool in {"insta", "syrupy"}
                because = f"recorded by {tool}: made anew with its `-u`, then reviewed"
                if is_typed:
                    because = f"recorded by {tool}: review what changed, then accept it with `{command}`"
                yield Found(Zone(f"**/*{ending}", "snapshots", evidence, command if is_typed else "", because), 3.8)
                done.add(ending)
                break


def vendored_zones(material: Material) -> Iterator[Found]:
    """Folders of other people's code, by the name that tools give them."""
    found: dict[str, str] = {}
    for path in material.tree.entries:
        match = _VENDORED.match(path)
        if (
            match
            and not path.endswith((".keep", ".gitkeep"))
            and not re.search(r"(^|/)(tests?|fixtures?|testdata|examples?)/", path)
        ):
            found.setdefault(match[1], path)
    for folder, path in sorted(found.items()):
        yield Found(
            Zone(f"{folder}/**", "vendored", Evidence(path), because="other people's code"), 3.2 - folder.count("/") / 5
        )


def translation_zones(material: Material) -> Iterator[Found]:
    """Folders of languages that a script of this repository, or a service that it configures, fills."""
    service = next(((p, s) for p, s in _SERVICES.items() if material.manifests.has(p)), None)
    scripts = [p for p in material.ground.facts.sources.paths if _TRANSLATOR.search(p)]
    for parent, languages in sorted(_languages(material).items()):
        script = next((s for s in scripts if _names(s, languages, material) and _near(s, parent)), "")
        if script:
            glob = f"{parent}/{{{','.join(languages)}}}/**"
            named = ", ".join(f"{parent}/{name}" for name in languages[:_MOST_LANGUAGES])
            because = f"translations ({named}), written by {script}: change the original"
            interpreter = {".py": "python", ".sh": "bash"}.get(script[script.rfind(".") :], "")
            zone = Zone(
                glob, "translations", Evidence(script), f"{interpreter} {script}" if interpreter else "", because
            )
            yield Found(zone, 4.8)
    if service:
        yield from _of_service(*service, material)


def _languages(material: Material) -> dict[str, list[str]]:
    """By parent: the folders that are called like languages."""
    found: dict[str, list[str]] = defaultdict(list)
    for folder in sorted(material.tree.folders):
        parent, _, name = folder.rpartition("/")
        if parent and _LANGUAGE.fullmatch(name) and name in _KNOWN:
            found[parent].append(name)
    return {p: names for p, names in found.items() if len(names) >= _LEAST}


def _names(script: str, languages: Sequence[str], material: Material) -> bool:
    text = material.manifests.text(script) or ""
    return all(re.search(rf"[\"']{re.escape(name)}[\"']", text) for name in languages)


def _near(script: str, parent: str) -> bool:
    return script.partition("/")[0] == parent.partition("/")[0] or script.startswith(("scripts/", "tools/"))


def _of_service(path: str, service: str, material: Material) -> Iterator[Found]:
    text = material.manifests.text(path) or ""
    pattern = r"translation\s*:\s*[\"']?/?([\w./*%-]+)" if service == "Crowdin" else r"^file_filter\s*=\s*(\S+)"
    globs = [(m.start(), re.sub(r"%\w+%|<lang>", "*", m[1])) for m in re.finditer(pattern, text, re.MULTILINE)]
    named = [(at, g) for at, g in globs if "*" in g and "/" in g]
    if named:
        line = text.count("\n", 0, named[0][0]) + 1
        because = f"translations, written by {service}: change the original"
        yield Found(Zone(_wide([g for _, g in named]), "translations", Evidence(path, line), because=because), 3.0)


def _wide(globs: Sequence[str]) -> str:
    """One glob for all: what they begin and end with."""
    split = [g.split("/") for g in globs]
    if len(globs) == 1:
        return globs[0]
    head, tail = _shared(split), _shared([s[-2::-1] for s in split])[::-1]
    endings = {s[-1][s[-1].rfind(".") :] for s in split if "." in s[-1]}
    return "/".join([*head, "**", *tail, f"*{endings.pop()}" if len(endings) == 1 else "*"])


def _shared(split: Sequence[Sequence[str]]) -> list[str]:
    found = []
    for segments in zip(*split, strict=False):
        if len(set(segments)) > 1:
            break
        found.append(segments[0])
    return found


_KNOWN = frozenset(
    "ar bg bn ca cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv ms nb nl no pl pt pt-BR pt_BR ro ru "
    "sk sl sr sv th tr uk ur vi zh zh-CN zh-TW zh_CN zh_TW zh-Hans zh-Hant zh-hans zh-hant cn jp kr tw".split()
)
