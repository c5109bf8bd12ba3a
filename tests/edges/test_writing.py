"""Files of a person's tree are written whole, in their place, and never over what nobody has seen."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from contextkit.edges.writing import keep_backup, read_file, replace_file
from contextkit.errors import ContextkitError


def test_a_file_is_made_with_its_folders(tmp_path: Path) -> None:
    replace_file(str(tmp_path), "a/b/c.md", None, b"new")

    assert (tmp_path / "a/b/c.md").read_bytes() == b"new"
    assert [p.name for p in (tmp_path / "a/b").iterdir()] == ["c.md"]


def test_the_mode_of_a_file_stays(tmp_path: Path) -> None:
    place = tmp_path / "a.md"
    place.write_bytes(b"old")
    place.chmod(0o640)

    replace_file(str(tmp_path), "a.md", b"old", b"new")

    assert (place.read_bytes(), stat.S_IMODE(place.stat().st_mode)) == (b"new", 0o640)


@pytest.mark.parametrize(("there", "seen"), [(b"theirs", b"old"), (b"theirs", None), (None, b"old")])
def test_what_was_changed_meanwhile_stays(tmp_path: Path, there: bytes | None, seen: bytes | None) -> None:
    if there is not None:
        (tmp_path / "a.md").write_bytes(there)

    with pytest.raises(ContextkitError, match="changed meanwhile"):
        replace_file(str(tmp_path), "a.md", seen, b"new")

    assert read_file(str(tmp_path), "a.md") == there


def test_a_file_can_go(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"old")

    replace_file(str(tmp_path), "a.md", b"old", None)

    assert not (tmp_path / "a.md").exists()


@pytest.mark.parametrize("path", ["link.md", "folder/a.md", "../a.md", "gone.md"])
def test_nothing_is_written_through_a_link(tmp_path: Path, path: str) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    root.mkdir()
    outside.mkdir()
    (outside / "a.md").write_bytes(b"theirs")
    (root / "link.md").symlink_to(outside / "a.md")
    (root / "gone.md").symlink_to(outside / "none.md")
    (root / "folder").symlink_to(outside)

    with pytest.raises(ContextkitError, match="leads elsewhere"):
        replace_file(str(root), path, b"theirs", b"ours")

    assert (outside / "a.md").read_bytes() == b"theirs"
    assert [p.name for p in outside.iterdir()] == ["a.md"]


def test_a_root_that_is_reached_through_a_link_is_a_root(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")

    replace_file(str(tmp_path / "link"), "a.md", None, b"new")

    assert (tmp_path / "real/a.md").read_bytes() == b"new"


def test_each_content_is_kept_once_and_ignored_by_git(tmp_path: Path) -> None:
    kept = [keep_backup(str(tmp_path), "a/b.md", content) for content in (b"first", b"second", b"first")]

    assert kept == [True, True, False]
    assert (tmp_path / ".contextkit/backup/a/b.md").read_bytes() == b"first"
    assert (tmp_path / ".contextkit/backup/a/b.md~2").read_bytes() == b"second"
    assert (tmp_path / ".contextkit/backup/.gitignore").read_bytes() == b"*\n"
