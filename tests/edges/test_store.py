"""A cache may be lost, broken, foreign, old, full, read-only or shared: it costs time, and nothing else."""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from contextkit.edges import rows
from contextkit.edges.git import open_repo
from contextkit.edges.rows import Rows
from contextkit.edges.store import cache_folder, open_store
from contextkit.repo import MemoryStore

if TYPE_CHECKING:
    from tests.support import MakeRepo

FOUND = {f"{n:040x}": b"value %d" % n for n in range(500)}


def database(folder: Path) -> Path:
    return next(folder.glob("*.sqlite"))


def filled(folder: Path) -> Path:
    """A folder with a store of 500 rows."""
    folder.mkdir(parents=True, exist_ok=True)
    store = Rows(folder)
    store.save("facts", "1", FOUND)
    store.close()
    return folder


def heals(folder: Path) -> bool:
    """Whether a store takes and gives rows again, in this run and the next."""
    store = Rows(folder)
    store.save("facts", "1", FOUND)
    is_here = store.load("facts", "1") == FOUND
    store.close()
    return is_here and Rows(folder).load("facts", "1") == FOUND


def test_rows_are_there_in_the_next_run(tmp_path: Path) -> None:
    filled(tmp_path)

    store = Rows(tmp_path)

    assert store.load("facts", "1") == FOUND
    assert store.load("facts", "1", list(FOUND)) == FOUND
    few = dict(list(FOUND.items())[:3])
    assert store.load("facts", "1", [*few, "missing", "caf\udce9"]) == few


def test_tables_and_versions_are_kept_apart(tmp_path: Path) -> None:
    store = Rows(filled(tmp_path))
    store.save("facts", "2", {"a": b"two"})
    store.save("survey", "1", {"a": b"survey"})

    assert store.load("facts", "1") == FOUND
    assert store.load("facts", "2") == {"a": b"two"}
    assert store.load("facts", "3") == {}


def test_a_row_is_replaced(tmp_path: Path) -> None:
    store = Rows(filled(tmp_path))
    key = next(iter(FOUND))
    store.save("facts", "1", {key: b"new", "caf\udce9": b"lost", "nul\0": b"lost"})

    assert store.load("facts", "1") == {**FOUND, key: b"new"}


@pytest.mark.parametrize("content", [b"", b"nonsense" * 1000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_database_is_replaced(tmp_path: Path, content: bytes) -> None:
    database(filled(tmp_path)).write_bytes(content)

    assert Rows(tmp_path).load("facts", "1") == {}
    assert heals(tmp_path)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_truncated_file_gives_no_wrong_row(tmp_path: Path, share: float) -> None:
    file = database(filled(tmp_path))
    os.truncate(file, int(file.stat().st_size * share))

    found = Rows(tmp_path).load("facts", "1")

    assert found.items() <= FOUND.items()
    assert heals(tmp_path)


@pytest.mark.parametrize("seed", range(40))
def test_flipped_bytes_give_no_wrong_row(tmp_path: Path, seed: int) -> None:
    file = database(filled(tmp_path))
    content = bytearray(file.read_bytes())
    for n in range(20):
        content[(seed * 7919 + n * 104_729) % len(content)] ^= 1 << (n % 8)
    file.write_bytes(content)

    store = Rows(tmp_path)

    assert store.load("facts", "1").items() <= FOUND.items()
    assert store.load("facts", "1", list(FOUND)[:9]).items() <= FOUND.items()
    store.save("facts", "1", {"a": b"later"})


def test_a_value_that_was_cut_is_left_out(tmp_path: Path) -> None:
    with closing(sqlite3.connect(database(filled(tmp_path)))) as db, db:
        db.execute("UPDATE shelf_1 SET value = substr(value, 1, 3) WHERE rowid = 7")
        db.execute("UPDATE shelf_1 SET value = 'text' WHERE rowid = 8")
        db.execute("UPDATE shelf_1 SET value = NULL WHERE rowid = 9")

    assert len(Rows(tmp_path).load("facts", "1")) == len(FOUND) - 3


@pytest.mark.parametrize(
    "change",
    [
        "PRAGMA application_id = 7",
        "PRAGMA user_version = 0",
        "PRAGMA user_version = 99",
        "DROP TABLE shelves",
        "ALTER TABLE shelf_1 RENAME COLUMN value TO other",
    ],
)
def test_a_foreign_or_an_older_or_a_newer_file_is_replaced(tmp_path: Path, change: str) -> None:
    with closing(sqlite3.connect(database(filled(tmp_path)))) as db:
        db.execute(change)

    assert Rows(tmp_path).load("facts", "1") == {}
    assert heals(tmp_path)


def test_a_file_that_is_locked_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "_WAIT_SECONDS", 0.01)
    with closing(sqlite3.connect(database(filled(tmp_path)), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        store = Rows(tmp_path)
        store.save("facts", "1", {"a": b"lost"})
        assert store.load("facts", "1") == {}
        other.execute("ROLLBACK")

    assert Rows(tmp_path).load("facts", "1") == FOUND


def test_a_folder_that_cannot_be_written_is_read(tmp_path: Path) -> None:
    """In a process of its own, without the rights of root."""
    file = database(filled(tmp_path / "cache"))
    for place in (file.parent, *file.parent.parents[:-2]):
        place.chmod(place.stat().st_mode | 0o055)
    file.chmod(0o444)
    file.parent.chmod(0o555)

    child = os.fork()
    if child == 0:
        if os.geteuid() == 0:
            os.setuid(65534)
        store = Rows(file.parent)
        is_right = store.load("facts", "1") == FOUND
        store.save("facts", "1", {"a": b"lost"})
        is_right = is_right and store.load("facts", "1") == FOUND
        is_right = is_right and Rows(file.parent / "none").load("facts", "1") == {}
        os._exit(0 if is_right else 1)

    assert os.waitpid(child, 0)[1] == 0


def test_a_full_disk_is_done_without(tmp_path: Path) -> None:
    filled(tmp_path)

    child = os.fork()
    if child == 0:
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        store = Rows(tmp_path)
        store.save("facts", "1", {f"{n}": b"x" * 10_000 for n in range(100)})
        os._exit(0 if store.load("facts", "1") == FOUND else 1)

    assert os.waitpid(child, 0)[1] == 0
    assert Rows(tmp_path).load("facts", "1") == FOUND


WRITER = """
import sys
from pathlib import Path
from contextkit.edges.rows import Rows
name = sys.argv[2]
for n in range(30):
    store = Rows(Path(sys.argv[1]))
    store.save("facts", "1", {f"{name}-{n}-{k}": f"{name}-{n}-{k}".encode() * 50 for k in range(50)})
    assert all(v == k.encode() * 50 for k, v in store.load("facts", "1").items())
    store.close()
"""


def test_several_runs_at_once_lose_nothing_and_read_nothing_wrong(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    writers = [subprocess.Popen([*command, name], cwd=Path(__file__).parents[2]) for name in "abc"]

    assert [w.wait() for w in writers] == [0, 0, 0]
    assert len(Rows(tmp_path).load("facts", "1")) == 3 * 30 * 50


def test_a_run_that_is_killed_while_it_writes_leaves_sound_rows(tmp_path: Path) -> None:
    filled(tmp_path)
    endless = "import itertools\n" + WRITER.replace("range(30)", "itertools.count()")
    writer = subprocess.Popen([sys.executable, "-c", endless, str(tmp_path), "k"], cwd=Path(__file__).parents[2])
    while not any(k.startswith("k-") for k in Rows(tmp_path).load("facts", "1")):
        pass

    writer.kill()
    writer.wait()

    found = Rows(tmp_path).load("facts", "1")
    assert {k: found[k] for k in FOUND} == FOUND
    assert all(v == k.encode() * 50 for k, v in found.items() if k not in FOUND)
    assert heals_beside(tmp_path)


def heals_beside(folder: Path) -> bool:
    store = Rows(folder)
    store.save("facts", "1", {"later": b"later"})
    return store.load("facts", "1", ["later"]) == {"later": b"later"}


def test_a_forked_process_opens_the_store_for_itself(tmp_path: Path) -> None:
    store = Rows(filled(tmp_path))
    assert store.load("facts", "1") == FOUND

    child = os.fork()
    if child == 0:
        store.save("facts", "1", {"of the child": b"kept"})
        os._exit(0 if store.load("facts", "1") == {**FOUND, "of the child": b"kept"} else 1)

    assert os.waitpid(child, 0)[1] == 0
    store.save("facts", "1", {"of the parent": b"kept"})
    assert store.load("facts", "1") == {**FOUND, "of the child": b"kept", "of the parent": b"kept"}


def test_what_was_not_read_for_a_month_is_dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    today = rows._today()
    Rows(filled(tmp_path)).save("facts", "0", {"a": b"old"})
    used = list(FOUND)[:100]

    monkeypatch.setattr(rows, "_today", lambda: today + 20)
    Rows(tmp_path).load("facts", "1", used)
    monkeypatch.setattr(rows, "_today", lambda: today + 40)
    Rows(tmp_path).save("facts", "1", {"new": b"new"})

    assert set(Rows(tmp_path).load("facts", "1")) == {*used, "new"}
    assert Rows(tmp_path).load("facts", "0") == {}


def test_a_file_that_grows_too_large_begins_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "_MOST_BYTES", 10_000)

    filled(tmp_path)

    assert Rows(tmp_path).load("facts", "1") == {}
    monkeypatch.undo()
    assert heals(tmp_path)


def test_the_cache_lies_in_the_repository_and_ignores_itself(git_repo: MakeRepo) -> None:
    repo = git_repo({"a.md": "a\n"})

    folder = cache_folder(open_repo(str(repo.path)))

    assert folder == repo.path / ".contextkit/cache"
    assert isinstance(open_store(folder), Rows)
    filled(folder)
    assert repo.git("status", "--porcelain", "--untracked-files=all") == ""
    assert cache_folder(open_repo(str(repo.path), "HEAD")) == folder


@pytest.mark.parametrize("name", [".contextkit/cache/contextkit-1.sqlite", ".ContextKit/Cache/x"])
def test_a_cache_that_is_tracked_is_not_trusted(git_repo: MakeRepo, name: str, user_cache: Path) -> None:
    repo = git_repo({name: "planted\n"})

    folder = cache_folder(open_repo(str(repo.path)))

    assert folder is not None
    assert folder.is_relative_to(user_cache)


@pytest.mark.parametrize("link", [".contextkit", ".contextkit/cache"])
def test_a_cache_behind_a_link_is_not_trusted(git_repo: MakeRepo, link: str, user_cache: Path) -> None:
    repo = git_repo({"planted/cache/a": "planted\n"})
    repo.link(link, str(repo.path / "planted"))
    repo.commit()

    folder = cache_folder(open_repo(str(repo.path)))

    assert folder is not None
    assert folder.is_relative_to(user_cache)


def test_a_chosen_cache_that_is_tracked_is_not_used(git_repo: MakeRepo) -> None:
    repo = git_repo({"mine/a": "planted\n"})

    assert cache_folder(open_repo(str(repo.path)), repo.path / "mine") is None


def test_a_chosen_cache_is_used(git_repo: MakeRepo, tmp_path: Path) -> None:
    repo = git_repo({"a.md": "a\n"})

    assert cache_folder(open_repo(str(repo.path)), tmp_path / "chosen") == tmp_path / "chosen"


def test_bare_repositories_and_folders_have_theirs_with_the_user(
    git_repo: MakeRepo, tmp_path: Path, user_cache: Path
) -> None:
    bare = git_repo({"a.md": "a\n"}).clone(tmp_path / "bare.git", "--bare")
    (tmp_path / "plain").mkdir()

    folders = {cache_folder(open_repo(str(p))) for p in (bare.path, tmp_path / "plain")}

    assert len(folders) == 2
    assert all(f is not None and f.is_relative_to(user_cache) for f in folders)


def test_without_any_folder_rows_live_for_one_run(git_repo: MakeRepo, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way\n")

    folder = cache_folder(open_repo(str(git_repo({"a.md": "a\n"}).path)), tmp_path / "file/cache")

    assert folder is None
    assert isinstance(open_store(folder), MemoryStore)


@pytest.fixture
def user_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    return tmp_path / "user"
