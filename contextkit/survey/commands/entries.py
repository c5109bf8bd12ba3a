"""Programs that the packages of this repository install."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.survey.commands.terms import Found, Sources
from contextkit.survey.manifests import table

if TYPE_CHECKING:
    from contextkit.survey.packages import Package


def entry_point(program: str, sources: Sources) -> Found | None:
    """The manifest that declares `program`: a Python script, a `bin`, a binary crate, or a folder in `cmd/`."""
    if program not in sources.programs:
        is_name = re.fullmatch(r"[A-Za-z][\w.-]+", program)
        sources.programs[program] = _found(program, sources) if is_name else None
    return sources.programs[program]


def _found(program: str, sources: Sources) -> Found | None:
    for package in sources.packages:
        if package.ecosystem in _DECLARED and _declares(package, program, sources):
            text = sources.files.text(package.manifest) or ""
            line = text.count("\n", 0, max(text.find(program), 0)) + 1
            return Found(package.manifest, f"{package.manifest}:{line} {program}", line)
    main = next(iter(sources.tree.ending_in(f"cmd/{program}/main.go")), None)
    return Found(main, main) if main else None


_DECLARED = frozenset({"npm", "python", "cargo"})


def _declares(package: Package, program: str, sources: Sources) -> bool:
    text = sources.files.text(package.manifest)
    if text is None or program not in text:
        return False
    if package.ecosystem == "npm":
        manifest = sources.files.json(package.manifest)
        declared = table(manifest).get("bin")
        return program in table(declared) or (isinstance(declared, str) and package.name == program)
    manifest = sources.files.toml(package.manifest) if package.manifest.endswith(".toml") else None
    if package.ecosystem == "python":
        return any(
            program in table(manifest, *keys) for keys in (("project", "scripts"), ("tool", "poetry", "scripts"))
        )
    binaries = table(manifest).get("bin")
    named = [table(b).get("name") for b in binaries] if isinstance(binaries, list) else []
    return program in named or (
        package.name == program and f"{package.folder}/src/main.rs".lstrip("/") in sources.tree.entries
    )
