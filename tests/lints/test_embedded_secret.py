"""Private keys in documents: which of them are there to be looked at."""

from __future__ import annotations

import random
from base64 import b64encode

import pytest

from tests.linting.checking import check


def key(seed: int, size: int = 60) -> str:
    content = bytes([0x30, size]) + random.Random(seed).randbytes(60)
    label = "PRIVATE KEY"
    return f"```text\n-----BEGIN {label}-----\n{b64encode(content).decode()}\n-----END {label}-----\n```\n"


def found(files: dict[str, str]) -> list[str]:
    contents: dict[str, str | bytes] = {**files}
    return [f.path for f in check(contents, select=["embedded-secret"]).findings]


def test_a_key_that_stands_on_several_pages_for_users_is_shown_to_them() -> None:
    indented = key(1).replace("\n", "\n    ")

    assert found({"docs/a.md": key(1), "docs/b.md": indented}) == []
    assert found({"docs/a.md": key(1), "docs/b.md": key(2)}) == ["docs/a.md", "docs/b.md"]


def test_a_key_that_stands_twice_on_one_page_is_a_finding() -> None:
    assert found({"docs/a.md": key(1) + key(1)}) == ["docs/a.md", "docs/a.md"]


@pytest.mark.parametrize("path", ["AGENTS.md", "CONTRIBUTING.md"])
def test_a_key_that_is_called_an_example_is_one_for_users_alone(path: str) -> None:
    text = f"For example:\n\n{key(1)}"

    assert found({path: text, "docs/tls.md": text}) == [path]


def test_a_broken_key_is_a_finding_in_what_agents_load() -> None:
    assert found({"AGENTS.md": key(1, 61), "CONTRIBUTING.md": key(1, 61), "docs/a.md": key(1, 61)}) == ["AGENTS.md"]
