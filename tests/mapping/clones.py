"""A folder on disk, exported and imported as the command line does, without starting it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.cli.export import Export
from contextkit.cli.import_ import plan_of
from contextkit.cli.opening import Opened
from contextkit.cli.plans import write_plan
from contextkit.edges.folder import Folder
from contextkit.edges.writing import BACKUP
from contextkit.mapping.export_plan import Choices
from contextkit.mapping.rules import read_rules, rule_text
from contextkit.repo import MemoryStore

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from contextkit.mapping.plan import Plan
    from contextkit.mapping.rules import Rule

AGENTS = ("claude", "codex", "copilot", "cursor", "gemini", "windsurf")


class Clone:
    def __init__(self, root: Path, files: dict[str, bytes | str] | None = None) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        for path, content in (files or {}).items():
            self.write(path, content)

    def write(self, path: str, content: bytes | str) -> None:
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.encode() if isinstance(content, str) else content)

    def write_rule(self, rule: Rule) -> None:
        self.write(rule.path, rule_text(rule))

    def read(self, path: str) -> bytes | None:
        place = self.root / path
        return place.read_bytes() if place.is_file() else None

    def text(self, path: str) -> str:
        return (self.read(path) or b"").decode()

    def delete(self, path: str) -> None:
        (self.root / path).unlink(missing_ok=True)

    @property
    def files(self) -> dict[str, bytes]:
        """All but what is put aside."""
        return {p: c for p, c in self._all() if not p.startswith(BACKUP)}

    @property
    def put_aside(self) -> list[bytes]:
        return [c for p, c in self._all() if p.startswith(BACKUP)]

    def _all(self) -> Iterable[tuple[str, bytes]]:
        found = sorted(p for p in self.root.rglob("*") if p.is_file())
        return [(p.relative_to(self.root).as_posix(), p.read_bytes()) for p in found]

    @property
    def rules(self) -> tuple[Rule, ...]:
        return read_rules(self.opened.repo).checked()

    @property
    def opened(self) -> Opened:
        return Opened(Folder(str(self.root)), MemoryStore(), None)

    def export(self, agents: Collection[str] = AGENTS, adopt: Collection[str] = (), skip: Collection[str] = ()) -> Plan:
        return self._written(Export(self.opened, Choices(adopt, skip)).plan(agents))

    def revert(self) -> Plan:
        return self._written(Export(self.opened, Choices()).reverting())

    def import_(self) -> Plan:
        return self._written(plan_of(self.opened))

    def _written(self, plan: Plan) -> Plan:
        write_plan(str(self.root), plan)
        return plan
