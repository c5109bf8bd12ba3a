"""Folders to which configuration gives a role: tests, and pages of a documentation site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.survey.inventory import Evidence
from contextkit.survey.manifests import line_of, string, strings, table
from contextkit.survey.purposes import Purpose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contextkit.survey.material import Material

_SITES = {
    "docs.json": "Mintlify", "mint.json": "Mintlify", "book.toml": "mdBook", "docusaurus.config.js": "Docusaurus",
    "docusaurus.config.ts": "Docusaurus", "_config.yml": "Jekyll", "hugo.toml": "Hugo", "antora.yml": "Antora",
}  # fmt: skip
_MOST_SITES = 3


def role_purposes(material: Material) -> Iterator[tuple[str, Purpose]]:
    """Folders and the role that a tool's configuration gives them."""
    yield from _of_pytest(material)
    yield from _of_playwright(material)
    yield from _of_sites(material)
    yield from _of_rails(material)


def _of_pytest(material: Material) -> Iterator[tuple[str, Purpose]]:
    for path, keys in (("pyproject.toml", ("tool", "pytest", "ini_options")), ("pyproject.toml", ("tool", "pytest"))):
        for name in strings(table(material.manifests.toml(path), *keys).get("testpaths")):
            folder = name.removeprefix("./").rstrip("/")
            if folder in material.tree.folders:
                line = line_of(material.manifests.text(path) or "", r"^testpaths")
                yield folder, Purpose("Tests, run by pytest", Evidence(path, line), 5)
    for path in ("setup.cfg", "pytest.ini", "tox.ini"):
        found = re.search(r"^testpaths\s*=\s*([\w./-]+)", material.manifests.text(path) or "", re.MULTILINE)
        if found and found[1].rstrip("/") in material.tree.folders:
            line = line_of(material.manifests.text(path) or "", "^testpaths")
            yield found[1].rstrip("/"), Purpose("Tests, run by pytest", Evidence(path, line), 5)
    for path in material.files("conftest.py"):
        folder = path.rpartition("/")[0]
        if folder and folder.count("/") == 0 and re.fullmatch(r"tests?|testing|spec", folder):
            yield folder, Purpose("Tests, run by pytest", Evidence(path), 4)


def _of_playwright(material: Material) -> Iterator[tuple[str, Purpose]]:
    for path in material.files("playwright.config.ts", "playwright.config.js"):
        found = re.search(r"\btestDir\s*:\s*[\"'](?:\./)?([\w./-]+)[\"']", material.manifests.text(path) or "")
        base = path.rpartition("/")[0]
        folder = (f"{base}/{found[1]}" if base else found[1]).rstrip("/") if found else ""
        if found and folder in material.tree.folders:
            line = line_of(material.manifests.text(path) or "", "testDir")
            yield folder, Purpose("End-to-end tests, run by Playwright", Evidence(path, line), 5)


def _of_sites(material: Material) -> Iterator[tuple[str, Purpose]]:
    if material.manifests.has("mkdocs.yml"):
        text = material.manifests.text("mkdocs.yml") or ""
        named = re.search(r"^docs_dir:\s*[\"']?([\w./-]+)", text, re.MULTILINE)
        folder = named[1] if named else "docs"
        if folder in material.tree.folders:
            evidence = Evidence("mkdocs.yml", line_of(text, "^docs_dir|^nav:|^site_name"))
            yield folder, Purpose("Pages of the documentation site (MkDocs)", evidence, 5)
    for name, tool in _SITES.items():
        for path in list(material.files(name))[:_MOST_SITES]:
            folder = path.rpartition("/")[0]
            if folder and folder.count("/") <= 1 and _is_site(path, material):
                yield folder, Purpose(f"Documentation site ({tool})", Evidence(path), 5)
    for path in material.files("conf.py"):
        folder = path.rpartition("/")[0]
        if (
            folder.startswith("doc")
            and folder.count("/") <= 1
            and re.search(r"\bextensions\s*=", material.manifests.text(path) or "")
        ):
            yield folder, Purpose("Documentation pages (Sphinx)", Evidence(path), 5)


def _is_site(path: str, material: Material) -> bool:
    if path.endswith(("docs.json", "mint.json")):
        parsed = material.manifests.json(path)
        return "navigation" in table(parsed) or bool(
            string(parsed, "$schema") and "mintlify" in str(table(parsed)["$schema"])
        )
    return "_config.yml" not in path or "docs" in path


def _of_rails(material: Material) -> Iterator[tuple[str, Purpose]]:
    if material.manifests.has("bin/rails") and material.manifests.has("test/test_helper.rb"):
        yield "test", Purpose("Tests, run by `bin/rails test`", Evidence("test/test_helper.rb"), 4)
    if material.manifests.has("spec/rails_helper.rb"):
        yield "spec", Purpose("Tests, run by RSpec", Evidence("spec/rails_helper.rb"), 4)
