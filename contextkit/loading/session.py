"""One agent at work on one file: does what its load model says, step by step."""

from __future__ import annotations

from functools import cached_property
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING, Protocol

from contextkit.globs import compiled
from contextkit.loading.cuts import cut_line, line_count, read_sizes
from contextkit.loading.imports import imports_of
from contextkit.loading.parts import without
from contextkit.loading.scopes import decide
from contextkit.loading.tokens import TOKENIZER, estimate
from contextkit.loading.values import Load, Loaded, Offered

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from contextkit.facts.document import Document
    from contextkit.loading.models import Files, Model, Step
    from contextkit.loading.settings import Said


class Ground(Protocol):
    """What a session asks of the tree."""

    count: Callable[[bytes], int] | None

    def settings(self, model: Model) -> Said: ...

    def named(self, folder: str, name: str) -> Mapping[str, str]: ...

    def file(self, path: str) -> str | None: ...

    def content(self, real: str) -> bytes: ...

    def document(self, path: str) -> Document | None: ...


class Session:
    """One agent at work on one file."""

    def __init__(self, ground: Ground, model: Model, file: str, start: str) -> None:
        self._ground, self._model, self._file, self._start = ground, model, file, start
        self._said = ground.settings(model)
        self._found: dict[str, str] = {}
        """Why, by path, in the order of loading."""
        self._reals: dict[str, str] = {}
        """The real file of each path that was met."""
        self._loaded: set[str] = set()
        """The real files of what is loaded."""
        self._known: set[str] = set()
        """Those that are not loaded under another name."""
        self._groups: dict[str, str] = {}
        self._hidden: dict[str, str] = {}
        self._offered: dict[str, str] = {}
        self._notes: list[str] = list(model.notes)

    def load(self, *, is_assumed: bool) -> Load:
        """Walks the steps of the model, then spends the limit."""
        if is_assumed and self._model.starts_in == "file":
            where = self._start or "the root"
            self._notes.insert(0, f"as if started in {where}, its longest chain: below its start it loads nothing")
        for step in self._model.steps:
            self._walk(step)
        model, limit = self._model, self._limit
        files = self._cut(limit)
        return Load(
            agent=model.agent,
            version=model.version,
            file=self._file,
            start=self._start,
            files=tuple(f for f in files if f.read_bytes),
            limit=limit,
            file_limit=model.file_limit,
            limit_unit=model.limit_unit,
            total_bytes=sum(f.bytes for f in files),
            unread=tuple(f.path for f in files if not f.read_bytes),
            shadowed=tuple((path, by) for path, by in self._hidden.items() if self._is_missed(path, by)),
            offered=tuple(Offered(p, why) for p, why in self._offered.items() if self._reals[p] not in self._loaded),
            import_hops=model.import_hops,
            model_date=model.verified,
            measured=model.measured,
            sources=model.sources,
            notes=tuple(self._notes),
        )

    @property
    def _limit(self) -> int | None:
        return self._model.limit if self._said.limit is None else self._said.limit

    def _walk(self, step: Step) -> None:
        if step.is_anew:
            self._known = set()
        if step.folders == "nearest":
            for files in step.files:
                self._take_nearest(files, step)
            return
        for folder in self._folders(step):
            for files in step.files:
                self._take(files, folder, step)

    def _folders(self, step: Step) -> Sequence[str]:
        match step.folders:
            case "root":
                return ("",)
            case "start":
                return self._to_start
            case "below":
                return [f for f in self._to_file if f not in self._to_start]
            case _:
                return self._to_file

    @cached_property
    def _to_start(self) -> Sequence[str]:
        return _way(self._start)

    @cached_property
    def _to_file(self) -> Sequence[str]:
        return _way(dirname(self._file))

    def _take_nearest(self, files: Files, step: Step) -> None:
        found = [(folder, path) for folder in self._to_file for path in self._there(files, folder)[:1]]
        if not found:
            return
        folder, nearest = found[-1]
        for _, path in found[:-1]:
            self._hidden.setdefault(path, nearest)
        self._add(nearest, f"{step.when}, the nearest one: from {_shown(folder)}")

    def _take(self, files: Files, folder: str, step: Step) -> None:
        there = self._there(files, folder)
        blocker = self._blocker(files, folder) if there and files.unless else None
        if blocker is not None:
            self._hide(there, blocker, files)
            return
        if files.choose == "first" and there:
            self._hide(there[1:], there[0], files)
            there = there[:1]
        for path in there:
            self._take_one(files, path, folder, f"{step.when}, from {_shown(folder)}")
            if not files.is_ordered:
                self._groups.setdefault(path, f"{step.when} {folder}")

    def _hide(self, paths: Sequence[str], by: str, files: Files) -> None:
        for path in paths:
            if not any(path == name or path.endswith(f"/{name}") for name in files.foreign):
                self._hidden.setdefault(path, by)

    def _take_one(self, files: Files, path: str, folder: str, why: str) -> None:
        if files.scope is None:
            self._add(path, why)
            return
        action, told = decide(files.scope, self._ground.document(path), self._file, folder)
        if action == "offered":
            self._offered.setdefault(path, told)
        elif action is not None and files.only in {"", action}:
            self._add(path, f"{why} ({told})" if told else why)

    def _there(self, files: Files, folder: str) -> list[str]:
        """The files of these names that the folder has, in the order of the names."""
        names = files.names
        if files.from_settings and self._said.names and self._model.settings is not None:
            names = [*(() if self._model.settings.replaces else names), *self._said.names]
        found: dict[str, str] = {}
        for name in names:
            found |= {p: real for p, real in self._ground.named(folder, name).items() if not self._is_left_out(p)}
        self._reals |= found
        return list(found)

    def _is_left_out(self, path: str) -> bool:
        return any(compiled(glob).match(path) for glob in self._said.left_out)

    def _blocker(self, files: Files, folder: str) -> str | None:
        for each in dict.fromkeys((folder, *self._to_start)):
            for name in files.unless:
                found = self._ground.named(each, name)
                self._reals |= found
                for path in found:
                    if self._content(path).strip():
                        return path
        return None

    def _add(self, path: str, why: str) -> None:
        real = self._reals[path]
        if path in self._found or (real in self._known and not self._model.reads_twice):
            return
        if not self._content(path).strip():
            self._notes.append(f"{path} is empty: nothing is loaded from it")
            return
        self._take_up(path, real, why)
        if self._model.import_hops:
            self._follow(path, real, hops=1)

    def _take_up(self, path: str, real: str, why: str) -> None:
        self._loaded.add(real)
        self._known.add(real)
        self._found[path] = why

    def _follow(self, path: str, real: str, hops: int) -> None:
        """Loads what `path` imports, and what that imports, up to the model's depth."""
        for line, target in self._imports(path, real):
            led = self._ground.file(target)
            if led is None or led in self._known or target in self._found:
                continue
            if hops > self._model.import_hops:
                self._notes.append(
                    f"{target}, imported by {path}:{line}, lies beyond {hops - 1} hops: it is not loaded"
                )
                continue
            self._reals[target] = led
            self._take_up(target, led, f"imported by {path}:{line}")
            self._follow(target, led, hops + 1)

    def _imports(self, path: str, real: str) -> list[tuple[int, str]]:
        """Line and target of each `@path`, relative to the importing file; those that leave the tree are left out."""
        found = []
        for line, raw in imports_of(self._ground.content(real).decode("utf-8", "replace")):
            target = normpath(join(dirname(real), raw))
            if raw.startswith(("~", "/")) or target.startswith(".."):
                continue
            if self._is_within(target):
                found.append((line, target))
            elif self._ground.file(target):
                self._notes.append(f"{target}, imported by {path}:{line}, lies outside of the start: a person is asked")
        return found

    def _is_within(self, target: str) -> bool:
        """Whether imports may lead there without a person's leave."""
        start = self._start if self._model.imports_within == "start" else ""
        return not start or target.startswith(f"{start}/")

    def _cut(self, limit: int | None) -> list[Loaded]:
        contents = [self._content(path) for path in self._found]
        sizes = read_sizes(contents, self._model, limit)
        return [
            self._loaded_one(path, content, size)
            for path, content, size in zip(self._found, contents, sizes, strict=True)
        ]

    def _content(self, path: str) -> bytes:
        """What would be read of a file, had the agent no limit."""
        return without(self._ground.content(self._reals[path]), self._model.leaves_out)

    def _loaded_one(self, path: str, content: bytes, size: int) -> Loaded:
        whole = self._ground.content(self._reals[path])
        count = self._ground.count or estimate
        return Loaded(
            path=path,
            why=self._found[path],
            bytes=len(whole),
            read_bytes=size,
            cut_line=cut_line(content, size),
            line_count=line_count(whole),
            tokens=count(content[:size]),
            is_exact=self._ground.count is not None and self._model.tokenizer == TOKENIZER,
            text=content[:size].decode("utf-8", "replace"),
            group=self._groups.get(path, ""),
        )

    def _is_missed(self, path: str, by: str) -> bool:
        """Whether what a hidden file says is loaded nowhere else: not by an import, a link, or an equal copy."""
        real, content = self._reals[path], self._ground.content(self._reals[path])
        is_copy = content == self._ground.content(self._reals[by])
        return real not in self._loaded and bool(content.strip()) and not is_copy


def _way(folder: str) -> list[str]:
    """The folders from the root to this one, both included."""
    parts = folder.split("/") if folder else []
    return ["/".join(parts[:i]) for i in range(len(parts) + 1)]


def _shown(folder: str) -> str:
    return f"{folder}/" if folder else "the root"
