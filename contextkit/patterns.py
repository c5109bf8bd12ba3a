"""Regular expressions that are compiled when they are first used: a run uses a few of some hundreds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, AnyStr, cast

if TYPE_CHECKING:
    from collections.abc import Callable

_METHODS = ("search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn")


def pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Acts as `re.compile(text, flags)` does, wherever a method of it is called."""
    return cast("re.Pattern[AnyStr]", _Pattern(text, flags))


class _Pattern:
    """What is asked of it the first time is set on it for the next: from then on it costs what a pattern does."""

    def __init__(self, text: str | bytes, flags: int) -> None:
        self.pattern, self._flags = text, flags

    def __getattr__(self, name: str) -> Callable[..., object]:
        if name.startswith("__"):  # such as copying and pickling ask for
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return cast("Callable[..., object]", getattr(compiled, name))
