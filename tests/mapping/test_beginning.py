"""What a repository that begins is offered."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from contextkit.catalog import find_template, own_shelf
from contextkit.config import Config, read_config
from contextkit.edges.catalogs import bundled
from contextkit.mapping.beginning import Origin, forge_of, named_origin, new_configuration, new_pipeline, origin_of
from contextkit.mapping.filling import Filler
from contextkit.repo import MemoryRepo, MemoryStore

CI_PAGE = (Path(__file__).parents[2] / "docs/ci.md").read_text(encoding="utf-8")


@pytest.fixture
def filler() -> Filler:
    shelf = own_shelf(bundled())
    return Filler(lambda name: find_template([shelf], name))


@pytest.mark.parametrize(
    ("address", "repository"),
    [
        ("https://github.com/acme/contextkit.git", "acme/contextkit"),
        ("https://github.com/acme/contextkit", "acme/contextkit"),
        ("git@github.com:acme/contextkit.git", "acme/contextkit"),
        ("ssh://git@github.com/acme/contextkit", "acme/contextkit"),
        ("https://git.example.org/acme/contextkit.git", None),
        ("/srv/contextkit", None),
        ("", None),
    ],
)
def test_pipelines_take_contextkit_from_github_alone(address: str, repository: str | None) -> None:
    assert origin_of(address, "abc") == (None if repository is None else Origin(repository, "abc"))


def test_an_origin_may_be_named() -> None:
    assert named_origin("acme/contextkit@v1") == Origin("acme/contextkit", "v1")
    assert [named_origin(text) for text in ("acme/contextkit", "acme@v1", "a/b@", "a/b@x\ny")] == [None] * 4


@pytest.mark.parametrize(
    ("files", "address", "forge"),
    [
        ({".github/workflows/a.yml": ""}, "", "github"),
        ({".gitlab-ci.yml": ""}, "https://github.com/a/b", "gitlab"),
        ({}, "git@github.com:a/b.git", "github"),
        ({}, "https://gitlab.example.org/a/b", "gitlab"),
        ({}, "https://example.org/gitlab/github.com", ""),
        ({}, "", ""),
    ],
)
def test_the_forge_is_told_by_pipelines_or_the_remote(files: dict[str, str], address: str, forge: str) -> None:
    assert forge_of(MemoryRepo(files), address) == forge


def test_the_configuration_says_what_holds_without_it(filler: Filler) -> None:
    write = new_configuration(Config(), filler)

    assert write is not None
    assert write.new is not None
    read = read_config(MemoryRepo({write.path: write.new}), MemoryStore())
    assert (read.agents, read.documents) == (Config().agents, Config().documents)
    assert new_configuration(read, filler) is None


@pytest.mark.parametrize(("forge", "heading"), [("github", "## GitHub Action"), ("gitlab", "## GitLab CI")])
def test_pipelines_are_those_of_the_documentation(filler: Filler, forge: str, heading: str) -> None:
    block = re.search(r"```yaml\n# \S+\n(.*?)```", CI_PAGE.partition(heading)[2], re.DOTALL)
    assert block is not None
    told = block[1].replace(" # main", "")

    write = new_pipeline(
        "github" if forge == "github" else "gitlab", Origin("OWNER/contextkit", "COMMIT"), "main", filler
    )

    assert write is not None
    assert (write.new or b"").decode() == told


def test_a_branch_of_an_odd_name_is_quoted(filler: Filler) -> None:
    write = new_pipeline("github", Origin("a/b", "c"), "release: 1", filler)

    assert write is not None
    assert b'branches: ["release: 1"]\n' in (write.new or b"")
