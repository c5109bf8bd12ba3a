"""`contextkit survey`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from inline_snapshot import snapshot

from contextkit.survey.stored import decode_survey, encode_survey
from contextkit.survey.survey import survey
from tests.support import MakeRepo, contextkit
from tests.survey.grounds import material

if TYPE_CHECKING:
    from tests.support import GitRepo

FILES = {
    "README.md": "# Tool\n\nTool is a checker of documents.\n",
    "CONTRIBUTING.md": "# How to help\n\n- `src/tool`: the code that is shipped to people\n",
    "pyproject.toml": '[project]\nname = "tool"\nrequires-python = ">=3.11"\n',
    "uv.lock": "",
    **{f"src/tool/{name}.py": "" for name in ("__init__", "a", "b", "c")},
    ".github/CODEOWNERS": "/src/ @ann\n",
}


@pytest.fixture
def repo(git_repo: MakeRepo) -> GitRepo:
    return git_repo(FILES)


def test_each_item_is_shown_with_its_evidence(repo: GitRepo) -> None:
    ran = contextkit("survey", "--repo", repo.path)

    assert ran.code == 0
    assert ran.out[ran.out.index("Where things are") :] == snapshot("""\
Where things are
  src/tool/  The code that is shipped to people  [CONTRIBUTING.md:3]

Not to be edited by hand
  uv.lock  lock; made by `uv lock`  [uv.lock:1]

Documents
  CONTRIBUTING.md  How to help; 2024-01-01  [CONTRIBUTING.md:1]

Conventions
  supported versions  Python >=3.11  [pyproject.toml:3]

Owners
  .github/CODEOWNERS  1 rule; ask with --owner PATH

""")


def test_json_holds_everything(repo: GitRepo) -> None:
    ran = contextkit("survey", "--format", "json", "--repo", repo.path)

    found = json.loads(ran.out)
    assert found["about"] == "Tool is a checker of documents."
    assert found["about_evidence"] == {"path": "README.md", "line": 3, "text": ""}
    assert found["areas"][0]["evidence"] == {"path": "CONTRIBUTING.md", "line": 3, "text": ""}
    assert found["pages"][0]["changed"] == "2024-01-01"
    assert found["cycles"] == []


def test_two_runs_print_the_same(repo: GitRepo) -> None:
    first = contextkit("survey", "--format", "json", "--repo", repo.path)

    assert contextkit("survey", "--format", "json", "--repo", repo.path).out == first.out
    assert contextkit("survey", "--format", "json", "--no-cache", "--repo", repo.path).out == first.out


def test_the_owner_of_a_path_is_looked_up(repo: GitRepo) -> None:
    ran = contextkit("survey", "--owner", "src/tool/a.py", "--repo", repo.path)

    assert ran.code == 0
    assert ran.out == snapshot("""\
@ann  /src/  [.github/CODEOWNERS:1]
also changed by Ada (1 of 1 commits)
""")


def test_where_no_file_names_an_owner_history_does(repo: GitRepo) -> None:
    ran = contextkit("survey", "--owner", "README.md", "--format", "json", "--repo", repo.path)

    assert json.loads(ran.out) == {
        "version": 1,
        "path": "README.md",
        "owners": [],
        "authors": [{"name": "Ada", "commits": 1}],
    }


def test_a_path_of_which_nobody_is_known_is_a_finding(repo: GitRepo) -> None:
    repo.write({"new.py": ""})

    ran = contextkit("survey", "--owner", "new.py", "--repo", repo.path)

    assert (ran.code, ran.out) == (1, "")
    assert "nobody is known to answer for new.py" in ran.err


def test_a_path_that_is_not_there_is_misuse(repo: GitRepo) -> None:
    assert contextkit("survey", "--owner", "gone.py", "--repo", repo.path).code == 2


def test_an_empty_repository_has_an_empty_survey(git_repo: MakeRepo) -> None:
    ran = contextkit("survey", "--repo", git_repo({"a.txt": ""}).path)

    assert (ran.code, ran.out) == (0, "")


def test_a_survey_is_kept_as_a_row() -> None:
    found = survey(material(FILES).ground)

    assert decode_survey(encode_survey(found)) == found
    assert decode_survey(b"broken") is None
    assert decode_survey(b"[]") is None
