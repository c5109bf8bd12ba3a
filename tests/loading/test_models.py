"""The data files, and what picks one of them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from contextkit.config.values import AGENTS
from contextkit.errors import ContextkitError
from contextkit.loading.models import Model, covers, known_agents, model_of
from contextkit.loading.models import _models as models_of

ROOT = Path(__file__).parents[2]


def every_model() -> list[Model]:
    return [model for agent in known_agents() for model in models_of(agent)]


def test_every_agent_that_may_be_configured_has_a_model() -> None:
    assert tuple(known_agents()) == AGENTS


@pytest.mark.parametrize("model", every_model(), ids=lambda m: f"{m.agent} {m.version}")
def test_a_model_says_where_it_comes_from_and_when(model: Model) -> None:
    assert model.sources
    assert all(source.startswith("https://") for source in model.sources)
    assert date.fromisoformat(model.verified) >= date(2026, 1, 1)


@pytest.mark.parametrize("model", every_model(), ids=lambda m: f"{m.agent} {m.version}")
def test_the_words_of_a_model_are_those_that_are_understood(model: Model) -> None:
    files = [files for step in model.steps for files in step.files]
    scopes = [f.scope for f in files if f.scope]

    assert model.starts_in in {"root", "file"}
    assert model.limit_unit in {"bytes", "characters"}
    assert {step.folders for step in model.steps} <= {"root", "start", "below", "way", "nearest"}
    assert {f.choose for f in files} <= {"all", "first"}
    assert {a for s in scopes for a in (s.otherwise, *s.modes.values())} <= {"always", "globs", "offered"}
    assert all(value == value.lower() for s in scopes for value in s.modes)
    assert any(f.from_settings for f in files) == bool(model.settings and model.settings.names)


@pytest.mark.parametrize("agent", known_agents())
def test_every_version_has_one_model(agent: str) -> None:
    for version in (None, "0.1", "1", "2.1.280", "2.1.281", "99.9"):
        assert sum(covers(m.version, version) for m in models_of(agent)) == 1


@pytest.mark.parametrize(
    ("span", "version", "is_in"),
    [
        ("*", "1", True),
        ("*", None, True),
        (">=2.1.277", "2.1.277", True),
        (">=2.1.277", "2.2", True),
        (">=2.1.277", "2.1.9", False),
        (">=1,<2", "2.0.0", False),
        (">=1,<2", "v1.9.9-beta", True),
        ("<2", None, False),
    ],
)
def test_a_range_holds_the_versions_between_its_bounds(span: str, version: str | None, is_in: bool) -> None:
    assert covers(span, version) is is_in


def test_an_agent_without_a_model_is_an_error_that_names_the_others() -> None:
    with pytest.raises(ContextkitError, match=r"no load model of `nobody`.*codex"):
        model_of("nobody")


@pytest.mark.parametrize(("agent", "package"), [("claude", "@anthropic-ai/claude-code"), ("codex", "@openai/codex")])
def test_the_newest_model_was_measured_with_the_pinned_program(agent: str, package: str) -> None:
    pins = json.loads((ROOT / "tools/agents/package.json").read_text())["dependencies"]

    model = model_of(agent)

    assert model.measured == pins[package]
    assert covers(model.version, model.measured)


def test_the_lock_file_of_the_programs_names_no_registry() -> None:
    lock = (ROOT / "tools/agents/package-lock.json").read_text()

    assert "://" not in lock
    assert '"integrity"' in lock
