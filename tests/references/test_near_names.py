"""Which names are one slip of the pen apart."""

from __future__ import annotations

import pytest

from contextkit.references.near_names import near_name


@pytest.mark.parametrize(
    ("name", "names", "near"),
    [
        ("lint-fix", ["lint:fix", "lint"], "lint:fix"),
        ("fix:lint", ["lint_fix"], "lint_fix"),
        ("typeCheck", ["type-check"], "type-check"),
        ("test:unit", ["test:units"], "test:units"),
        ("boostrap", ["bootstrap"], "bootstrap"),
        ("ubild", ["build"], "build"),
        ("test", ["tests"], "tests"),
        ("test", ["rest"], None),
        ("py311", ["py312"], None),
        ("abc", ["abd"], None),
        ("build", ["build"], None),
        ("formats", ["format", "formatss"], None),
        ("release", ["deploy"], None),
    ],
)
def test_a_near_name_is_the_only_one_of_its_kind(name: str, names: list[str], near: str | None) -> None:
    assert near_name(name, names) == near
