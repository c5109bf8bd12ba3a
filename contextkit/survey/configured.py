"""Zones that a generator's configuration names as its output."""

from __future__ import annotations

import re
from posixpath import join, normpath
from typing import TYPE_CHECKING

from contextkit.survey.found import Found
from contextkit.survey.inventory import Evidence, Zone
from contextkit.survey.manifests import line_of, string, table, tables
from contextkit.survey.material import is_foreign

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from contextkit.survey.material import Material

_TS_OUTPUT = re.compile(r"^\s*[\"']([\w./@-]+)[\"']\s*:\s*\{", re.MULTILINE)
_PRISMA_OUTPUT = re.compile(r'^\s*generator\s+\w+\s*\{[^}]*?^\s*output\s*=\s*"([^"]+)"', re.MULTILINE | re.DOTALL)


def configured_zones(material: Material) -> Iterator[Found]:
    """What the configurations of known generators say that they write, where it is tracked."""
    for name, (tool, command, outputs) in _GENERATORS.items():
        for path in material.tree.named(name):
            if is_foreign(path):
                continue
            folder = path.rpartition("/")[0]
            for output in outputs(material, path):
                glob = _glob(normpath(join(folder, output)), material)
                if glob:
                    text = material.manifests.text(path) or ""
                    evidence = Evidence(path, line_of(text, re.escape(output)), output)
                    made_by = f"cd {folder} && {command}" if folder and command else command
                    shared = _shared(glob, material)
                    which = "those that say so at their top, " if shared else ""
                    because = f"{which}written by {tool} from {path}"
                    zone = Zone(shared or glob, "generated", evidence, made_by, because)
                    yield Found(zone, 5.5 - glob.count("/") / 10)


def _glob(path: str, material: Material) -> str:
    if path in material.tree.entries:
        return path
    return f"{path}/**" if path in material.tree.folders and path not in {"", "."} else ""


def _shared(glob: str, material: Material) -> str:
    """The files of a folder that say that they are generated, where people write there, too; "" where none do."""
    folder = glob.removesuffix("/**")
    said = {p: bool(h.generated_line) for p, h in material.heads.items() if p.startswith(f"{folder}/")}
    endings = sorted({p[p.rfind(".") :] for p, is_made in said.items() if is_made})
    if not glob.endswith("/**") or not endings or all(said.values()):
        return ""
    return f"{folder}/*{endings[0]}"


def _sqlc(material: Material, path: str) -> Iterator[str]:
    parsed = material.manifests.json(path) if path.endswith(".json") else material.manifests.yaml(path)
    for item in (*tables(table(parsed).get("sql")), *tables(table(parsed).get("packages"))):
        for language in table(item, "gen").values():
            yield from (out for out in [string(language, "out")] if out)
        yield from (out for out in [string(item, "path")] if out)
        for code in tables(item.get("codegen")):
            yield from (out for out in [string(code, "out")] if out)


def _buf(material: Material, path: str) -> Iterator[str]:
    for plugin in tables(table(material.manifests.yaml(path)).get("plugins")):
        yield from (out for out in [string(plugin, "out")] if out and out != ".")


def _graphql_codegen(material: Material, path: str) -> Iterator[str]:
    if path.endswith((".yml", ".yaml")):
        yield from map(str, table(material.manifests.yaml(path), "generates"))
    else:
        text = material.manifests.text(path) or ""
        block = re.search(r"\bgenerates\s*:\s*\{", text)
        if block:
            yield from (
                m[1] for m in re.finditer(r"^\s*[\"']([\w./@-]+)[\"']\s*:\s*\{", text[block.end() :], re.MULTILINE)
            )


def _gqlgen(material: Material, path: str) -> Iterator[str]:
    parsed = material.manifests.yaml(path)
    for section in ("exec", "model", "federation"):
        yield from (out for out in [string(parsed, section, "filename")] if out)


def _prisma(material: Material, path: str) -> Iterator[str]:
    yield from (m[1] for m in _PRISMA_OUTPUT.finditer(material.manifests.text(path) or ""))


def _dist(material: Material, path: str) -> Iterator[str]:
    if string(material.manifests.toml(path), "dist", "ci") == "github":
        yield ".github/workflows/release.yml"


def _openapi(material: Material, path: str) -> Iterator[str]:
    parsed = material.manifests.json(path)
    for generator in table(parsed, "generator-cli", "generators").values():
        yield from (out for out in [string(generator, "output")] if out and "#" not in out)


def _orval(material: Material, path: str) -> Iterator[str]:
    text = material.manifests.text(path) or ""
    yield from (m[1] for m in re.finditer(r"\b(?:target|schemas|output)\s*:\s*[\"'](\.{0,2}[\w./@-]+)[\"']", text))


def _mockery(material: Material, path: str) -> Iterator[str]:
    parsed = material.manifests.yaml(path)
    yield from (
        out for out in [string(parsed, "dir"), string(parsed, "outpkg")] if out and "{" not in out and "/" in out
    )


_GENERATORS: Mapping[str, tuple[str, str, Callable[[Material, str], Iterator[str]]]] = {
    "sqlc.yaml": ("sqlc", "sqlc generate", _sqlc),
    "sqlc.yml": ("sqlc", "sqlc generate", _sqlc),
    "sqlc.json": ("sqlc", "sqlc generate", _sqlc),
    "buf.gen.yaml": ("buf", "buf generate", _buf),
    "codegen.yml": ("graphql-codegen", "", _graphql_codegen),
    "codegen.yaml": ("graphql-codegen", "", _graphql_codegen),
    "codegen.ts": ("graphql-codegen", "", _graphql_codegen),
    "gqlgen.yml": ("gqlgen", "", _gqlgen),
    "schema.prisma": ("Prisma", "", _prisma),
    "dist-workspace.toml": ("dist", "dist generate", _dist),
    "openapitools.json": ("openapi-generator", "", _openapi),
    "orval.config.ts": ("orval", "", _orval),
    "openapi-ts.config.ts": ("openapi-ts", "", _orval),
    ".mockery.yaml": ("mockery", "mockery", _mockery),
}
