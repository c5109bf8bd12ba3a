"""What a map is called."""

from __future__ import annotations

import pytest

from contextkit.linting.project import ground_of
from contextkit.mapping.titles import title_of
from contextkit.repo import MemoryRepo, MemoryStore, NoHistory


@pytest.mark.parametrize(
    ("readme", "package", "title"),
    [
        ("# The shop 🛒\n", "shop-monorepo", "The shop"),
        ("# Table of contents\n", "shop", "shop"),
        ("# What is the shop?\n", "shop", "shop"),
        ("# Sells one thing to everybody\n", "shop", "shop"),
        ("# All about the shop and more\n", "shop", "All about the shop and more"),
        ("## Installation\n", "@shop/monorepo", "Map of this repository"),
        ("", "root", "Map of this repository"),
    ],
)
def test_a_map_is_called_as_the_readme_or_the_package_is(readme: str, package: str, title: str) -> None:
    repo = MemoryRepo({"README.md": readme, "package.json": f'{{"name": "{package}"}}'})

    assert title_of(ground_of(repo, NoHistory(), MemoryStore())) == title
