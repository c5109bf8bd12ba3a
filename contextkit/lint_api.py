"""All that a lint's lint.py may import, beside the standard library."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from copy import copy
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING, TypeVar

from contextkit.model import (
    Commit,
    Edit,
    Fix,
    Kind,
    Location,
    Match,
    Mention,
    Reference,
    Safety,
    Secret,
    Severity,
    Syntax,
    Verdict,
)

if TYPE_CHECKING:
    # by these names, for lints to name the types
    from contextkit.facts.document import Document as Document  # noqa: PLC0414
    from contextkit.facts.document import Entry as Entry  # noqa: PLC0414
    from contextkit.facts.document import Heading as Heading  # noqa: PLC0414
    from contextkit.facts.statements import Statement as Statement  # noqa: PLC0414
    from contextkit.loading import Load as Load  # noqa: PLC0414
    from contextkit.loading.context_tests import ContextTest as ContextTest  # noqa: PLC0414
    from contextkit.loading.context_tests import ContextTests as ContextTests  # noqa: PLC0414
    from contextkit.mapping.enforcement import Enforced as Enforced  # noqa: PLC0414
    from contextkit.mapping.export_drift import Drift as Drift  # noqa: PLC0414
    from contextkit.mapping.rules import Rules as Rules  # noqa: PLC0414
    from contextkit.repo import Tree

__all__ = [
    "Commit",
    "Edit",
    "Fix",
    "Kind",
    "Location",
    "Match",
    "Mention",
    "Option",
    "Project",
    "Reference",
    "Safety",
    "Secret",
    "Severity",
    "Syntax",
    "Verdict",
    "edit_at",
    "home_of",
    "location_at",
    "match_of",
    "stale_matches",
]

Option = str | int | float | bool | Sequence[str]
"""What a setting in [lint.options.ID] may be."""

T = TypeVar("T")

_AGENT_FOLDERS = frozenset(
    """.agents .augment .claude .clinerules .codex .contextkit .continue .cursor .devin .gemini .junie .kiro
    .opencode .roo .windsurf""".split()
)
"""Folders whose files speak for the folder that they are in."""


class Project:
    """The repository as a lint sees it. What is costly is asked for once, when the first lint needs it."""

    def __init__(  # noqa: PLR0913  (all but the tree are named, and have a neutral default)
        self,
        tree: Tree,
        *,
        agent_files: Sequence[str] = (),
        document_paths: Sequence[str] = (),
        generated: frozenset[str] = frozenset(),
        references: Callable[[], Sequence[Reference]] = tuple,
        symbols: Callable[[], Sequence[Reference]] | None = None,
        documents: Callable[[Sequence[str]], Mapping[str, Document]] = lambda _paths: {},
        loads: Callable[[str, str, str | None, str | None], Load | None] = lambda _agent, _path, _version, _cwd: None,
        written: Callable[[str, Collection[int]], Mapping[int, Commit]] = lambda _path, _lines: {},
        agents: Sequence[str] = (),
        map_max_lines: int = 100,
    ) -> None:
        self.tree = tree
        self.agent_files = tuple(agent_files)
        """Paths of what agents load: AGENTS.md, CLAUDE.md, rules; a symlinked twin is left out."""
        self.document_paths = tuple(document_paths)
        """Paths of the other documents that the configuration names."""
        self.paths = tuple(sorted({*agent_files, *document_paths}))
        """Agent files and documents."""
        self.agents = tuple(agents)
        """The agents that the configuration names."""
        self.map_max_lines = map_max_lines
        """[map] max_lines of the configuration."""
        self.options: Mapping[str, Option] = {}
        """This lint's settings, by name."""
        self._generated = generated
        self._references = cache(lambda: tuple(references()))
        self._symbols = cache(symbols) if symbols else lambda: [r for r in self._references() if r.kind == "symbol"]
        self._stale = cache(lambda: _once(self._references()))
        self._documents = documents
        self._loads = cache(loads)
        self._written = cache(lambda path: written(path, {r.mention.line for r, _ in self._stale() if r.path == path}))
        self._statements = cache(self._read_statements)
        self._rules = cache(self._read_rules)
        self.lints: Mapping[str, bool] = {}
        """Every lint by id, and whether the configuration has it run."""

    def for_lint(self, options: Mapping[str, Option]) -> Project:
        """The same project with one lint's settings; what was asked for is shared."""
        view = copy(self)
        view.options = options
        return view

    def with_lints(self, lints: Mapping[str, bool]) -> Project:
        """The same project that knows all lints by id, and whether the configuration has them run."""
        view = copy(self)
        view.lints = lints
        return view

    def option(self, name: str, kind: type[T]) -> T:
        """A setting of this lint, of the kind that its page declares: `project.option("max_lines", int)`."""
        value = self.options[name]
        if not isinstance(value, kind):
            raise TypeError(f"option {name} is {type(value).__name__}, not {kind.__name__}")
        return value

    def read(self, path: str) -> str | None:
        """The text of a file, its newlines as they stand; None where there is none, or it is not text.

        Bytes that are not UTF-8 come surrogate-escaped, so that `edit_at` finds its way back to offsets.
        """
        content = self.tree.repo.read(path)
        return None if content is None or b"\0" in content else content.decode("utf-8", "surrogateescape")

    def is_for_users(self, path: str) -> bool:
        """Whether a document speaks to those who use the product: neither to agents nor to contributors."""
        from contextkit.references.roles import role_of

        return path not in self.agent_files and role_of(path) == "user"

    @property
    def documents(self) -> Mapping[str, Document]:
        """The facts of every agent file and document that could be read, by path."""
        return self._documents(self.paths)

    def document(self, path: str) -> Document | None:
        """The facts of any file that can be read as a document, also of one that is not checked."""
        return self._documents((path,)).get(path)

    def statements(self, path: str) -> Sequence[Statement]:
        """The sentences of a document, without headings, tables, code and comments; none where it has no text."""
        return self._statements(path)

    def _read_statements(self, path: str) -> Sequence[Statement]:
        from contextkit.facts.statements import statements_of

        return statements_of(self.read(path) or "", path[path.rfind(".") :].lower())

    @property
    def rules(self) -> Rules:
        """The rules in `.contextkit/rules/`, and what keeps others from being read."""
        return self._rules()

    def _read_rules(self) -> Rules:
        from contextkit.mapping.rules import read_rules

        return read_rules(self.tree.repo)

    def enforced(self) -> Sequence[Enforced]:
        """Each rule with what is said to enforce it: whether it is there, and switched on here."""
        from contextkit.mapping.enforcement import enforcement

        return enforcement(self.rules.rules, self.tree, self.lints)

    def export_drift(self) -> Sequence[Drift]:
        """Where what `contextkit export` wrote is no longer what it would write; empty where it wrote nothing."""
        from contextkit.mapping.export_drift import export_drift
        from contextkit.mapping.pieces import material_of
        from contextkit.mapping.record import WRITTEN, read_record

        record = read_record(self.tree.repo.read(WRITTEN) if WRITTEN in self.tree.entries else None)
        material = material_of(self.rules.rules, self.tree, self.agent_files)
        return tuple(export_drift(material, record)) if record.exports and not self.rules.problems else ()

    def references(self, kind: Kind | None = None, verdict: Verdict | None = None) -> Sequence[Reference]:
        """The judged references of agent files and documents; only of this kind and this verdict, where given.

        Symbols that stand in the source are among them only for `kind="symbol"`: finding their definitions takes time.
        """
        found = self._symbols() if kind == "symbol" else self._references()
        return tuple(r for r in found if kind in {None, r.kind} and verdict in {None, r.verdict})

    def stale(self) -> Sequence[tuple[Reference, Sequence[Reference]]]:
        """Each thing that is moved, deleted or was never right, once a line; with its repetitions on that line."""
        return self._stale()

    def written(self, stale: Reference) -> Commit | None:
        """The commit that last wrote the line of a reference that is stale; None where that is not known."""
        return self._written(stale.path).get(stale.mention.line)

    def loads(self, agent: str, path: str, *, version: str | None = None, cwd: str | None = None) -> Load | None:
        """What `agent` loads when it works on `path`, in order; None for an agent that is not known.

        Of its newest version, started where its model says, unless they are named.
        """
        return self._loads(agent, path, version, cwd)

    @property
    def context_tests(self) -> ContextTests:
        """The tests in `.contextkit/context-tests.toml`, and what keeps others from being read."""
        from contextkit.loading.context_tests import read_context_tests

        return read_context_tests(self.tree.repo)

    @property
    def homes(self) -> Sequence[str]:
        """The folders that hold what agents load, sorted; "" is the root."""
        return tuple(sorted({home_of(path) for path in self.agent_files}))

    @property
    def has_generated(self) -> bool:
        """Whether contextkit wrote any file here."""
        return bool(self._generated)

    def is_generated(self, path: str) -> bool:
        """Whether contextkit wrote the file."""
        return path in self._generated


def _once(references: Sequence[Reference]) -> Sequence[tuple[Reference, Sequence[Reference]]]:
    from contextkit.references.once import once_a_line

    return tuple(once_a_line(references))


def home_of(path: str) -> str:
    """The folder that a file of instructions is about; "" is the root. `a/.claude/rules/b.md` is about `a`."""
    return "/".join(takewhile(lambda part: part not in _AGENT_FOLDERS, path.split("/")[:-1]))


def stale_matches(project: Project, *kinds: Kind) -> Iterator[Match]:
    """A match for each stale reference of these kinds, once a line; not for front matter and for imports.

    Its value `later` says, of what had left before its line was written, when that was; else it is empty.
    """
    for reference, same in project.stale():
        if reference.kind in kinds and reference.mention.syntax not in {"front-matter", "import"}:
            yield match_of(reference, same=same, later=_later(project, reference))


def _later(project: Project, reference: Reference) -> str:
    gone = reference.commit
    if gone is None or reference.verdict is not Verdict.DELETED:
        return ""
    written = project.written(reference)
    return f"; this line was written {written.date}" if written and written.date > gone.date > "" else ""


def match_of(
    reference: Reference, *, variant: str | None = None, same: Sequence[Reference] = (), **values: str
) -> Match:
    """A match at a reference, with its evidence as values and, where a replacement is known, a fix.

    Values: `raw`, `kind`, `verdict`, `evidence`; where they are known `target`, `replacement`, `commit`, and `instead`,
    which is the replacement or else the target.
    The fix is safe only where history proves the target. The variant is the verdict unless another one is named, and
    `absent` for what was never right and has nothing near it.
    `same` are repetitions, which are mended together with it.
    """
    mention = reference.mention
    known = {
        "raw": mention.raw,
        "kind": reference.kind,
        "verdict": reference.verdict.value,
        "evidence": reference.evidence,
        "target": reference.target,
        "replacement": reference.replacement,
        "instead": reference.replacement or reference.target,
        "commit": None if reference.commit is None else str(reference.commit),
    }
    return Match(
        location=Location(reference.path, mention.line, mention.column),
        values={name: value for name, value in known.items() if value is not None} | values,
        fix=_replacing(reference, same),
        symbol=mention.raw,
        variant=_variant(reference) if variant is None else variant,
    )


def _variant(reference: Reference) -> str:
    is_absent = reference.verdict is Verdict.BORN_WRONG and reference.target is None
    return "absent" if is_absent else reference.verdict.value


def _replacing(reference: Reference, same: Sequence[Reference]) -> Fix | None:
    own = _edits(reference)
    others = (e for r in same if r.is_exact or not reference.is_exact for e in _edits(r))
    apart = dict.fromkeys(e for e in others if all(e.end <= o.start or o.end <= e.start for o in own))
    return Fix("safe" if reference.is_exact else "unsafe", (*own, *apart)) if own else None


def _edits(reference: Reference) -> tuple[Edit, ...]:
    mention = reference.mention
    if reference.replacement is None or mention.start < 0:
        return ()
    end = mention.start + len(mention.raw.encode("utf-8", "surrogateescape"))
    return (Edit(reference.path, mention.start, end, reference.replacement, mention.raw),)


def location_at(path: str, text: str, index: int) -> Location:
    """The place of the character at `index` of the text of `path`."""
    line_start = text.rfind("\n", 0, index) + 1
    return Location(path, text.count("\n", 0, index) + 1, index - line_start + 1)


def edit_at(path: str, text: str, start: int, end: int, new: str) -> Edit:
    """The edit that puts `new` in place of the characters `start` to `end` of the text of `path`."""
    first = len(text[:start].encode("utf-8", "surrogateescape"))
    return Edit(path, first, first + len(text[start:end].encode("utf-8", "surrogateescape")), new)
