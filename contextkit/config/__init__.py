"""What the repository asks of contextkit: contextkit.toml, or [tool.contextkit] in pyproject.toml."""

from contextkit.config.read import FILE, PYPROJECT, read_config
from contextkit.config.values import (
    AGENTS,
    Config,
    Garden,
    Grade,
    Layers,
    LintSettings,
    MapSettings,
    OptionValue,
    PathRule,
    Policy,
)

__all__ = [
    "AGENTS",
    "FILE",
    "PYPROJECT",
    "Config",
    "Garden",
    "Grade",
    "Layers",
    "LintSettings",
    "MapSettings",
    "OptionValue",
    "PathRule",
    "Policy",
    "read_config",
]
