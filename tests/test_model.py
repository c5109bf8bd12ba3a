"""The values that pass between the parts."""

from __future__ import annotations

from contextkit.model import Commit


def test_a_long_subject_is_cut_where_it_is_shown() -> None:
    short, long = Commit("a" * 40, "2024-01-01", "x" * 72), Commit("a" * 40, "2024-01-01", "x" * 230)

    assert str(short) == f'aaaaaaaaaa (2024-01-01, "{"x" * 72}")'
    assert str(long) == f'aaaaaaaaaa (2024-01-01, "{"x" * 71}…")'
