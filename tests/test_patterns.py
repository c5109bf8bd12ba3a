"""Regular expressions that are compiled when they are first used."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.patterns import pattern

if TYPE_CHECKING:
    import pytest


def test_nothing_is_compiled_before_it_is_used_and_then_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    compile_ = re.compile

    def watched(text: str, flags: int = 0) -> re.Pattern[str]:
        compiled.append(text)
        return compile_(text, flags)

    monkeypatch.setattr(re, "compile", watched)
    found = pattern(r"a(b+)", re.IGNORECASE)
    assert compiled == []

    assert found.sub(r"\1", "xABBx") == "xBBx"
    assert [m[1] for m in found.finditer("ab abb")] == ["b", "bb"]
    assert (found.pattern, found.groups) == (r"a(b+)", 1)

    assert len(compiled) <= 2


def test_bytes_are_matched_too() -> None:
    assert pattern(rb"\d+").findall(b"1 22") == [b"1", b"22"]
