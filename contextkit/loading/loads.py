"""What agents load in one tree."""

from __future__ import annotations

from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from contextkit.globs import compiled, is_glob, static_prefix
from contextkit.loading.models import model_of
from contextkit.loading.parts import without
from contextkit.loading.session import Session
from contextkit.loading.settings import Said, read_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from contextkit.facts.document import Document
    from contextkit.loading.models import Model
    from contextkit.loading.values import Load
    from contextkit.repo import Tree

_LARGEST_FILE_BYTES = 64_000_000


class Loads:
    """Answers for any agent and file; each instruction file is read once."""

    def __init__(
        self,
        tree: Tree,
        document: Callable[[str], Document | None],
        count: Callable[[bytes], int] | None = None,
    ) -> None:
        """`document` gives the facts of a path; `count` counts tokens, which without it are estimated."""
        self.document, self.count = document, count
        self._tree = tree
        self._contents: dict[str, bytes] = {}
        self._settings: dict[str, Said] = {}

    def of(self, agent: str, file: str, *, version: str | None = None, cwd: str | None = None) -> Load:
        """What `agent` loads for `file` when it is started in `cwd`, or where its model says."""
        model = model_of(agent, version)
        start = cwd if cwd is not None else dirname(file) if model.starts_in == "file" else ""
        return Session(self, model, file, start).load(is_assumed=cwd is None)

    def whole(self, agent: str, path: str, *, version: str | None = None) -> str:
        """What the agent would read of a file, had it no limit; "" where there is no such file."""
        real = self.file(path)
        content = self.content(real) if real else b""
        return without(content, model_of(agent, version).leaves_out).decode("utf-8", "replace")

    def settings(self, model: Model) -> Said:
        """What the repository's own settings of the agent say."""
        if model.settings is None:
            return Said()
        if model.agent not in self._settings:
            real = self.file(model.settings.file)
            self._settings[model.agent] = read_settings(model.settings, self.content(real)) if real else Said()
        return self._settings[model.agent]

    def named(self, folder: str, name: str) -> Mapping[str, str]:
        """The files that a name or glob means in a folder, sorted, each with its real path."""
        path = normpath(join(folder, name))
        if not is_glob(name):
            real = self.file(path)
            return {path: real} if real else {}
        prefix = join(folder, static_prefix(name))
        real_prefix = self._tree.resolve(prefix)
        if real_prefix is None:
            return {}
        spelled = {join(prefix, real[len(real_prefix) :].lstrip("/")): real for real in self._tree.under(real_prefix)}
        pattern = compiled(path)
        return {p: led for p, real in spelled.items() if pattern.match(p) and (led := self.file(real))}

    def file(self, path: str) -> str | None:
        """The real path of a file, links followed; None where there is no such file."""
        real = self._tree.resolve(path)
        return real if real in self._tree.entries else None

    def content(self, real: str) -> bytes:
        """A file's bytes; none where it cannot be read."""
        if real not in self._contents:
            self._contents[real] = self._tree.repo.read(real, _LARGEST_FILE_BYTES) or b""
        return self._contents[real]
