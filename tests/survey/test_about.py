"""What a repository is, in its own words."""

from __future__ import annotations

import pytest

from contextkit.survey.about import find_about
from tests.survey.grounds import material


def about(files: dict[str, str]) -> str:
    return find_about(material(files))[0]


@pytest.mark.parametrize(
    ("readme", "said"),
    [
        (
            "# Biome\n\n[![CI](a.svg)](b)\n\n**Biome** is a toolchain for the web.\n",
            "Biome is a toolchain for the web.",
        ),
        (
            '<h1 align="center">Dag</h1>\n<p><a href="x">Docs</a></p>\n\nDag is a [platform](x) for CI.\n',
            "Dag is a platform for CI.",
        ),
        (
            "# Anki\n\nThis repo contains the source code.\n\n## About\n\nAnki is a program for cards. See x.\n",
            "Anki is a program for cards.",
        ),
        ("# X\n\nMove fast and break things today.\n", "Move fast and break things today."),
        ("# X\n\n```sh\nX is a thing for you\n```\n", ""),
    ],
)
def test_the_sentence_that_says_what_it_is_is_found(readme: str, said: str) -> None:
    assert about({"README.md": readme}) == said


def test_a_manifest_speaks_where_the_readme_only_advertises() -> None:
    files = {
        "README.md": "# Fast\n\nMove fast and make things.\n\nFast and slow are built by the same team.\n",
        "pyproject.toml": '[project]\nname = "fast"\ndescription = "The fast way to build servers."\n',
    }

    said, evidence = find_about(material(files))

    assert said == "The fast way to build servers."
    assert str(evidence) == "pyproject.toml:3"


def test_a_linked_readme_is_followed() -> None:
    files = {"docs/readme-real.md": "# A\n\nAlpha is a tool for tests.\n", "package.json": '{"name": "alpha"}'}

    said, evidence = find_about(material(files, {"README.md": "docs/readme-real.md"}))

    assert said == "Alpha is a tool for tests."
    assert evidence is not None
    assert evidence.path == "docs/readme-real.md"


def test_nothing_is_made_up() -> None:
    assert find_about(material({"a.py": ""})) == ("", None)
