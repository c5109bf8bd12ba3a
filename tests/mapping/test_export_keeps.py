"""No byte of a person's is lost, whatever is written, edited, exported, adopted, imported and taken back."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from contextkit.mapping.rules import Enforcer, Rule
from tests.mapping.clones import Clone

PAGES = (
    "AGENTS.md",
    "CLAUDE.md",
    "GEMINI.md",
    "src/AGENTS.md",
    "src/CLAUDE.md",
    ".claude/rules/a.md",
    ".cursor/rules/a.mdc",
    ".github/instructions/a.instructions.md",
    ".windsurf/rules/b.md",
)
SOURCES: dict[str, bytes | str] = {"src/a.py": "a = 1\n", "docs/a.sql": "select 1;\n"}
RULES = (
    Rule("a", "Log by the logger.", paths=("src/**",)),
    Rule("a", "Log by the logger.", "The logger knows the request.", ("src/**/*.py", "docs/**")),
    Rule("b", "No print.", "Because.", ("**/*.py",), "error", (Enforcer("ruff", "T201"),)),
    Rule("tone", "Be kind."),
)
TEXTS = st.one_of(
    st.sampled_from(
        [
            b"",
            b"\xef\xbb\xbf# Mine\r\n\r\nUse make.\r\n",
            b"no line end",
            b"\xff\xfe\x00binary",
            b"---\npaths:\n  - 'src/**'\n---\nMine.\n",
            b"---\ndescription: x\nglobs: *.py\nalwaysApply: false\n---\nMine.\n",
            b"@AGENTS.md\n",
            b"# A\n\n## B\n\nC.\n\n```sh\n# no heading\n```\n\n\n",
            b"caf\xe9 in latin-1\n",
        ]
    ),
    st.binary(max_size=40).filter(lambda b: b"contextkit" not in b),
)
pages = st.sampled_from(PAGES)


class Person(RuleBasedStateMachine):
    """What a person wrote and did not take out again stands in the tree, or is put aside."""

    @initialize()
    def begin(self) -> None:
        self.root = Path(tempfile.mkdtemp())
        self.clone = Clone(self.root, dict(SOURCES))
        self.written: list[bytes] = []
        self.count = 0

    def teardown(self) -> None:
        shutil.rmtree(self.root, ignore_errors=True)

    def _token(self) -> bytes:
        self.count += 1
        return b"line %d of a person" % self.count

    def _without(self, path: str) -> None:
        """What a person takes out is theirs to lose."""
        gone = self.clone.read(path) or b""
        self.written = [token for token in self.written if token not in gone]

    @rule(path=pages, text=TEXTS)
    def write(self, path: str, text: bytes) -> None:
        self._without(path)
        token = self._token()
        self.clone.write(path, text + token)
        self.written.append(token)

    @rule(path=pages, at=st.floats(0, 1))
    def insert(self, path: str, at: float) -> None:
        old = self.clone.read(path) or b""
        lines = old.splitlines(keepends=True)
        place = sum(len(line) for line in lines[: int(at * len(lines))])
        token = self._token()
        self.clone.write(path, old[:place] + token + b"\n" + old[place:])
        self.written.append(token)

    @rule(path=pages)
    def delete(self, path: str) -> None:
        self._without(path)
        self.clone.delete(path)

    @rule(chosen=st.sampled_from(RULES))
    def write_rule(self, chosen: Rule) -> None:
        self._without(chosen.path)
        self.clone.write_rule(chosen)

    @rule(name=st.sampled_from(["a", "b", "tone"]))
    def delete_rule(self, name: str) -> None:
        self._without(f".contextkit/rules/{name}.md")
        self.clone.delete(f".contextkit/rules/{name}.md")

    @rule(adopt=st.sets(pages), skip=st.sets(pages, max_size=2), agents=st.sets(st.sampled_from(["claude", "cursor"])))
    def export(self, adopt: set[str], skip: set[str], agents: set[str]) -> None:
        self.clone.export({"codex", "copilot", "gemini", *agents}, adopt, skip)

    @rule()
    def revert(self) -> None:
        self.clone.revert()

    @rule()
    def import_(self) -> None:
        self.clone.import_()

    @invariant()
    def nothing_is_lost(self) -> None:
        kept = b"\0".join([*self.clone.files.values(), *self.clone.put_aside])
        lost = [token for token in self.written if token not in kept]
        assert not lost


TestPerson = Person.TestCase
TestPerson.settings = settings(
    max_examples=25, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
)


@settings(max_examples=30, deadline=None)
@given(
    mine=st.dictionaries(pages, TEXTS, max_size=5),
    rules=st.sets(st.integers(0, len(RULES) - 1)),
    adopts=st.booleans(),
)
def test_taken_back_at_once_all_is_as_it_was(mine: dict[str, bytes], rules: set[int], adopts: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        clone = Clone(Path(folder), {**SOURCES, **mine})
        for number in rules:
            clone.write_rule(RULES[number])
        before = clone.files

        clone.export(adopt=PAGES if adopts else ())
        clone.revert()

        assert clone.files == before


@settings(max_examples=30, deadline=None)
@given(mine=st.dictionaries(pages, TEXTS, max_size=4), rules=st.sets(st.integers(0, len(RULES) - 1)))
@example(mine={"src/AGENTS.md": b""}, rules={0})
def test_exported_again_nothing_changes(mine: dict[str, bytes], rules: set[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        clone = Clone(Path(folder), {**SOURCES, **mine})
        for number in rules:
            clone.write_rule(RULES[number])
        clone.export()
        once = clone.files

        clone.export()

        assert clone.files == once
