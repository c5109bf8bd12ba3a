"""Files of the reader's project that bear the name of one that was here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from contextkit.model import Verdict
from tests.references.judging import judged_in

if TYPE_CHECKING:
    from tests.support import MakeRepo


def told(make: MakeRepo, text: str, path: str, document: str = "AGENTS.md", *, is_later: bool = False) -> Verdict:
    """The verdict on `path` in `text`, which was written before (or after) the file at the root was deleted."""
    manifest = {"cli/package.json": "{}", "cli/src/a.ts": "", "src/b.ts": "", ".tool/c.md": "", "d": ""}
    repo = make({path: "{}\n", document: "# Notes\n" if is_later else text, **manifest})
    repo.delete(path)
    repo.commit("Drop it")
    repo.write({document: text})
    repo.commit("Say it")
    return judged_in(repo, document)[path].verdict


@pytest.mark.parametrize(
    "text",
    [
        "Settings are read from:\n\n- `~/.tool/settings.json`\n- `.tool/settings.json`\n",
        "| user | `$HOME/.tool/settings.json` |\n|---|---|\n| project | `.tool/settings.json` |\n",
        "Settings: `.tool/settings.json`, and `.tool/settings.local.json` on top.\n",
    ],
)
def test_a_path_that_is_named_under_the_home_folder_too_is_the_readers(git_repo: MakeRepo, text: str) -> None:
    assert told(git_repo, text, ".tool/settings.json") is Verdict.FOREIGN


@pytest.mark.parametrize(
    "text",
    [
        "# Ours\n\nSee `.tool/settings.json`.\n\n# Yours\n\nThere is `~/.tool/settings.json`.\n",
        "See `.tool/settings.json`, and not `~/.tool/settings.json/x`.\n",
    ],
)
def test_a_path_that_is_named_so_elsewhere_is_ours(git_repo: MakeRepo, text: str) -> None:
    assert told(git_repo, text, ".tool/settings.json") is Verdict.DELETED


@pytest.mark.parametrize(
    ("path", "document", "is_later", "verdict"),
    [
        (".tool/settings.json", "cli/AGENTS.md", True, Verdict.UNKNOWN),
        (".tool/settings.json", "cli/AGENTS.md", False, Verdict.DELETED),
        (".tool/settings.json", "AGENTS.md", True, Verdict.DELETED),
        ("cli/.tool/settings.json", "cli/AGENTS.md", True, Verdict.DELETED),
        ("src/gone.ts", "cli/AGENTS.md", True, Verdict.DELETED),
    ],
)
def test_a_line_younger_than_what_left_another_place_is_doubted(
    git_repo: MakeRepo, path: str, document: str, is_later: bool, verdict: Verdict
) -> None:
    assert told(git_repo, f"# Notes\n\nSee `{path}`.\n", path, document, is_later=is_later) is verdict
