"""The form that a configuration has to fill: pydantic, so it is imported only when the text is new."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictFloat, StrictInt, StrictStr, model_validator

from contextkit.config.values import Config as Defaults

_DEFAULTS = Defaults()
_PINNED = re.compile(r"@[0-9a-f]{40}\Z")
_ADDRESS = re.compile(r"\A(?:[a-z][a-z0-9+.-]*://|[\w.-]+@[\w.-]+:)")

Agent = Literal[
    "aider",
    "amp",
    "claude",
    "cline",
    "codex",
    "copilot",
    "cursor",
    "gemini",
    "junie",
    "kiro",
    "opencode",
    "windsurf",
    "zed",
]
Text = Annotated[StrictStr, Field(min_length=1)]
Glob = Text
Option = StrictBool | StrictInt | StrictFloat | StrictStr | list[StrictStr]


class Form(BaseModel):
    model_config = ConfigDict(extra="forbid")


class MapForm(Form):
    """The map: AGENTS.md and its nested files."""

    max_lines: Annotated[StrictInt, Field(ge=1)] = Field(
        default=_DEFAULTS.map.max_lines, description="The number of lines that a map should stay under."
    )


class PathForm(Form):
    """What differs for the files of a glob."""

    ignore: list[Text] = Field(
        default=[], description="Lints (ids, groups) whose findings in these files are left out."
    )


class LintForm(Form):
    """Which lints run, and how."""

    select: list[Text] = Field(
        default=list(_DEFAULTS.lint.select),
        description="Lints to run: ids, or the groups `recommended`, `truth`, `shape`, `all`.",
    )
    ignore: list[Text] = Field(default=[], description="Lints (ids, groups) not to run, whatever `select` says.")
    options: dict[Text, dict[Text, Option]] = Field(
        default={}, description="Settings of single lints, by lint id; `contextkit explain ID` lists them."
    )
    paths: dict[Glob, PathForm] = Field(default={}, description="What differs for the files of a glob.")


class LayersForm(Form):
    """An architecture: each layer may import those that come after it."""

    name: Text = Field(description="What messages call it.")
    order: list[Text] = Field(min_length=2, description="Names of the layers; the first may import all others.")
    match: dict[Text, Glob | list[Glob]] = Field(description="The glob, or globs, of each layer's files.")

    @model_validator(mode="after")
    def _each_layer_has_files(self) -> LayersForm:
        if lacking := [layer for layer in self.order if layer not in self.match]:
            raise ValueError(f"no files are named for {', '.join(lacking)} in [layers.match]")
        if foreign := [layer for layer in self.match if layer not in self.order]:
            raise ValueError(f"{', '.join(foreign)} in [layers.match] is not in `order`")
        return self


class PolicyForm(Form):
    """What a gardener may do."""

    unsandboxed: Literal["refuse", "allow"] = Field(
        default="refuse", description="Whether an agent may run where no sandbox can be had."
    )


class GardenForm(Form):
    """The gardeners' place of work."""

    forge: Literal["local", "github", "gitlab"] = Field(default="local", description="Where changes are proposed.")
    agent: Literal["none", "codex", "claude", "command"] = Field(
        default="none", description="Which agent tends what code cannot fix."
    )
    state_branch: Text = Field(
        default=_DEFAULTS.garden.state_branch,
        description="The branch that carries decisions and the history of grades.",
    )
    humans_only: list[Glob] = Field(default=[], description="Files that no gardener changes.")
    policy: PolicyForm = Field(default_factory=PolicyForm, description="What a gardener may do.")


class GradeForm(Form):
    """Grades of the parts of the product."""

    fail_under: Literal["A", "B", "C", "D", "E", "F"] | None = Field(
        default=None, description="The letter below which `contextkit grade` fails."
    )


class ConfigForm(Form):
    """contextkit.toml, or [tool.contextkit] in pyproject.toml."""

    extends: list[Text] = Field(
        default=[],
        description="Catalogs beside our own: a folder, or a git address pinned by a commit (`ADDRESS@COMMIT`).",
    )
    agents: list[Agent] = Field(
        default=["codex", "claude", "cursor", "copilot", "gemini"],
        description="The agents that work in this repository.",
    )
    documents: list[Glob] = Field(
        default=list(_DEFAULTS.documents), description="Documents to check beside the agents' own files."
    )
    map: MapForm = Field(default_factory=MapForm, description="The map: AGENTS.md and its nested files.")
    lint: LintForm = Field(default_factory=LintForm, description="Which lints run, and how.")
    layers: list[LayersForm] = Field(default=[], description="Architectures that imports have to follow.")
    domains: dict[Text, Glob | list[Glob]] = Field(
        default={}, description="Parts of the product: the glob, or globs, of each."
    )
    garden: GardenForm = Field(default_factory=GardenForm, description="The gardeners' place of work.")
    grade: GradeForm = Field(default_factory=GradeForm, description="Grades of the parts of the product.")

    @model_validator(mode="after")
    def _addresses_are_pinned(self) -> ConfigForm:
        for catalog in self.extends:
            if _ADDRESS.match(catalog) and not _PINNED.search(catalog):
                raise ValueError(f"`{catalog}` in `extends` is not pinned; write ADDRESS@COMMIT with all 40 digits")
        return self
