"""Whom a document speaks to."""

from __future__ import annotations

import pytest

from contextkit.references.roles import role_of


@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("AGENTS.md", "agent"),
        ("apps/web/CLAUDE.md", "agent"),
        (".cursor/rules/style.mdc", "agent"),
        (".github/instructions/docs.instructions.md", "agent"),
        ("CONTRIBUTING.md", "contributor"),
        ("docs/contributing/testing.md", "contributor"),
        ("docs/development.md", "contributor"),
        ("packages/core/README.md", "contributor"),
        ("README.md", "user"),
        ("docs/guide.md", "user"),
        ("CHANGELOG.md", "past"),
        ("docs/adr/0001-layers.md", "past"),
        ("docs/releases/1.2.md", "past"),
        ("docs/design/6173-engine.md", "past"),
        ("design/0001-engine.md", "past"),
        ("keps/sig-node/0042-limits/README.md", "past"),
        ("docs/community/lids/0001-introduction.md", "past"),
        ("docs/design/engine.md", "user"),
        ("design/README.md", "contributor"),
        ("design/101-basics.md", "contributor"),
        ("docs/guide/0001-introduction.md", "user"),
        ("design/0001-engine/AGENTS.md", "agent"),
    ],
)
def test_a_document_speaks_to(path: str, role: str) -> None:
    assert role_of(path) == role
