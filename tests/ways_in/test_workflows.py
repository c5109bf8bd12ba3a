"""Workflows: ours, and those that readers copy from docs/ci.md."""

from __future__ import annotations

import re
from pathlib import Path

from tests.ways_in.runners import ACTION, COMMIT, ROOT, action, run, tool


def workflows(folder: Path) -> list[Path]:
    """Our own workflows, and those that docs/ci.md tells readers to copy."""
    page = (ROOT / "docs/ci.md").read_text(encoding="utf-8")
    copied = [
        fence for fence in re.findall(r"^```yaml\n(.*?)^```", page, re.DOTALL | re.MULTILINE) if "\njobs:" in fence
    ]
    found = []
    for number, text in enumerate(copied):
        found.append(folder / f".github/workflows/copied-{number}.yml")
        found[-1].parent.mkdir(parents=True, exist_ok=True)
        found[-1].write_text(text.replace("OWNER", "example").replace("@COMMIT", f"@{COMMIT}"), encoding="utf-8")
    return [*sorted((ROOT / ".github/workflows").glob("*.yml")), *found]


def test_workflows_and_those_to_be_copied_pass_actionlint(tmp_path: Path) -> None:
    found = workflows(tmp_path)

    done = run(tool("actionlint"), *found, folder=ROOT)

    assert len(found) >= 2
    assert (done.returncode, done.stdout) == (0, "")


def test_the_action_and_workflows_pass_zizmor(tmp_path: Path) -> None:
    files = [ACTION, *workflows(tmp_path)]

    done = run(tool("zizmor"), "--offline", "--quiet", "--persona=pedantic", *files, folder=ROOT)

    assert done.returncode == 0, done.stdout + done.stderr


def test_what_the_action_uses_is_pinned_by_commit_and_says_its_version() -> None:
    files = [ACTION, *(ROOT / ".github/workflows").glob("*.yml")]

    used = [line for f in files for line in f.read_text(encoding="utf-8").splitlines() if "uses: " in line]

    pinned = re.compile(r"\s*(- )?uses: (\./|[\w/-]+@[0-9a-f]{40}) # .+").fullmatch
    assert used
    assert [line for line in used if not pinned(line)] == []


def test_every_input_of_the_action_is_documented() -> None:
    page = (ROOT / "docs/ci.md").read_text(encoding="utf-8")

    assert [name for name in action()["inputs"] if f"| `{name}` |" not in page] == []
