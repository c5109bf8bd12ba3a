"""Folders of migrations: steps that have run elsewhere, so that a new one is added and none is changed."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from contextkit.survey.found import Found
from contextkit.survey.inventory import Evidence, Zone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contextkit.survey.material import Material

_MIGRATION = re.compile(r"(^|/)(?:db/migrate|migrations|alembic/versions|drizzle)/(?:\w+/)?[^/]*$")
_NUMBERED = re.compile(r"^[Vv]?\d{3,}[-_\w]*|^[0-9a-f]{12}_")
_LEAST = 3


def is_migration(path: str) -> bool:
    """Whether a file is one step of a schema's history."""
    return _MIGRATION.search(path) is not None


def migration_zones(material: Material) -> Iterator[Found]:
    """Folders whose files are numbered steps; those of one tool in one glob."""
    folders: dict[str, list[str]] = defaultdict(list)
    for path in material.ground.tree.entries:
        if is_migration(path) and not _is_left_out(path):
            folder = _folder(path)
            if _NUMBERED.match(path[len(folder) + 1 :]):
                folders[folder].append(path)
    held = {f: paths for f, paths in folders.items() if len(paths) >= _LEAST}
    by_tool: dict[tuple[str, str], list[str]] = defaultdict(list)
    for folder, paths in sorted(held.items()):
        by_tool[_tool(folder, paths, material)].append(folder)
    for (tool, made_by), found in by_tool.items():
        glob = f"{found[0]}/**" if len(found) == 1 else f"{_shared(found)}**/{found[0].rpartition('/')[2]}/**"
        evidence = Evidence(held[found[0]][-1])
        because = f"{tool}{': ' if tool else ''}steps that have run elsewhere; add a new one instead"
        yield Found(Zone(glob, "migrations", evidence, made_by, because), 2.5)


def _is_left_out(path: str) -> bool:
    return re.search(r"(^|/)(tests?|fixtures?|examples?|node_modules|vendor|docs?|templates?)/", path) is not None


def _folder(path: str) -> str:
    found = re.search(r"^(.*?(?:db/migrate|migrations|alembic/versions|drizzle))/", path)
    return found[1] if found else path.rpartition("/")[0]


def _shared(folders: Sequence[str]) -> str:
    first, last = min(folders).split("/"), max(folders).split("/")
    shared = []
    for a, b in zip(first, last, strict=False):
        if a != b:
            break
        shared.append(a)
    return "".join(f"{s}/" for s in shared)


def _tool(folder: str, paths: Sequence[str], material: Material) -> tuple[str, str]:
    tree = material.tree
    if folder.endswith("db/migrate"):
        return "Rails", "bin/rails generate migration" if "bin/rails" in tree.entries and folder == "db/migrate" else ""
    if folder.endswith("alembic/versions"):
        return "Alembic", ""
    if any(p.endswith("migration.sql") for p in paths) and tree.named("schema.prisma"):
        return "Prisma", ""
    if any(p.endswith(".py") for p in paths) and tree.named("manage.py"):
        return "Django", "python manage.py makemigrations" if "manage.py" in tree.entries else ""
    return "", ""
