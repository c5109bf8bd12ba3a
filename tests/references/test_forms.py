"""Names that only show how such names look."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from contextkit.model import Verdict
from tests.references.judging import judged, judged_in

if TYPE_CHECKING:
    from tests.support import MakeRepo


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("- Example naming: `utils.test.js`, `task-manager.test.js`", Verdict.PLACEHOLDER),
        ("- Name it after the module, e.g. `task-manager.test.js`.", Verdict.PLACEHOLDER),
        ("- The manager is tested in `task-manager.test.js`.", Verdict.DELETED),
        ("- Examples: see below. The manager is tested in `task-manager.test.js`.", Verdict.DELETED),
        ("- There are tests of each, for example `src/tests/task-manager.test.js`.", Verdict.DELETED),
    ],
)
def test_a_bare_name_after_the_word_example_stands_for_others(git_repo: MakeRepo, text: str, verdict: Verdict) -> None:
    path = "src/tests/task-manager.test.js"
    repo = git_repo({"AGENTS.md": f"# Tests\n\n{text}\n", path: "x" * 99, "src/tests/a.js": ""})
    repo.delete(path)
    repo.commit("Drop it")

    found = judged_in(repo)

    assert next(r.verdict for raw, r in found.items() if raw.endswith("task-manager.test.js")) is verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Example: [prisma.md](.kiro/steering/prisma.md) for rule references", Verdict.PLACEHOLDER),
        ("See [prisma.md](.kiro/steering/prisma.md).", Verdict.BORN_WRONG),
    ],
)
def test_a_link_that_never_led_anywhere_may_be_an_example(text: str, verdict: Verdict) -> None:
    found = judged({"AGENTS.md": text})

    assert found[".kiro/steering/prisma.md"].verdict is verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("## Branch naming\n\n- `tools/*` for tools\n", Verdict.FOREIGN),
        ("## Naming\n\nUse prefixes to organize:\n\n- `b/*` for others\n- `tools/*` for tools\n", Verdict.FOREIGN),
        ("## Layout\n\n- `tools/*` for tools\n", Verdict.DELETED),
        ("## Layout\n\nNever commit to a branch.\n\nEdit the folders:\n\n- `tools/*` for tools\n", Verdict.DELETED),
    ],
)
def test_a_pattern_of_branches_is_no_glob(git_repo: MakeRepo, text: str, verdict: Verdict) -> None:
    repo = git_repo({"AGENTS.md": text, "tools/a.py": "x" * 99})
    repo.delete("tools/a.py")
    repo.commit("Drop it")

    found = judged_in(repo)

    assert found["tools/*"].verdict is verdict


@pytest.mark.parametrize(("raw", "is_stale"), [("tool/*", False), ("./tool/*", True), ("tool/*.yaml", True)])
def test_a_dot_is_missed_only_in_what_can_be_nothing_but_a_folder(raw: str, *, is_stale: bool) -> None:
    found = judged({"AGENTS.md": f"All of `{raw}` are read.", ".tool/a.yaml": ""})

    assert found[raw].verdict.is_stale is is_stale
