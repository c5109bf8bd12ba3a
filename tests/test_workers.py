"""Work in forked processes: the answers, and what happens where one dies."""

from __future__ import annotations

import os

import pytest

from contextkit.workers import beside


def test_two_works_give_what_each_gives() -> None:
    assert beside(lambda: {"a": [1]}, lambda: "b") == ({"a": [1]}, "b")


def test_a_process_that_dies_is_made_up_for() -> None:
    parent = os.getpid()

    def work() -> str:
        if os.getpid() != parent:
            os._exit(1)
        return "done"

    assert beside(work, lambda: "other") == ("done", "other")


def test_an_error_of_the_work_is_raised_here() -> None:
    def work() -> str:
        raise ValueError("of the work")

    with pytest.raises(ValueError, match="of the work"):
        beside(work, lambda: "other")


def test_an_error_beside_it_leaves_no_process_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    children = []
    fork = os.fork

    def watched() -> int:
        child = fork()
        children.append(child)
        return child

    def other() -> str:
        raise ValueError("of the other")

    monkeypatch.setattr(os, "fork", watched)

    with pytest.raises(ValueError, match="of the other"):
        beside(lambda: "done", other)

    (child,) = children
    with pytest.raises(ChildProcessError):
        os.waitpid(child, os.WNOHANG)
