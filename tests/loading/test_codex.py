"""The documented cases of Codex: root to start, the first name of each folder, one limit for all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.loading.trees import loaded, names

LIMIT = 32_768


def test_files_are_loaded_from_the_root_to_the_folder_it_is_started_in() -> None:
    files = {"AGENTS.md": "root", "a/AGENTS.md": "a", "a/b/AGENTS.md": "b", "c/AGENTS.md": "c"}

    load = loaded("codex", files, "a/b/x.py", cwd="a")

    assert names(load) == ["AGENTS.md", "a/AGENTS.md"]


def test_without_a_start_the_longest_chain_is_taken_and_said() -> None:
    load = loaded("codex", {"AGENTS.md": "root", "a/AGENTS.md": "a"}, "a/x.py")

    assert names(load) == ["AGENTS.md", "a/AGENTS.md"]
    assert load.notes[0] == "as if started in a, its longest chain: below its start it loads nothing"


def test_an_override_takes_the_place_of_its_folders_file() -> None:
    files = {"AGENTS.md": "root", "a/AGENTS.md": "a", "a/AGENTS.override.md": "b"}

    load = loaded("codex", files, "a/x.py")

    assert names(load) == ["AGENTS.md", "a/AGENTS.override.md"]
    assert load.shadowed == (("a/AGENTS.md", "a/AGENTS.override.md"),)


def test_an_empty_override_hides_all_the_same_and_costs_nothing() -> None:
    load = loaded("codex", {"AGENTS.md": "root", "AGENTS.override.md": " \n"})

    assert (names(load), load.total_bytes) == ([], 0)
    assert load.shadowed == (("AGENTS.md", "AGENTS.override.md"),)


def test_the_limit_is_spent_from_the_root_and_cuts_the_last_file_in_a_line() -> None:
    files = {"AGENTS.md": "x" * (LIMIT - 10), "a/AGENTS.md": "one\ntwo\nthree\n", "a/b/AGENTS.md": "never"}

    load = loaded("codex", files, "a/b/x.py")

    assert [(f.path, f.read_bytes, f.cut_line) for f in load.files] == [
        ("AGENTS.md", LIMIT - 10, None),
        ("a/AGENTS.md", 10, 3),
    ]
    assert load.unread == ("a/b/AGENTS.md",)
    assert load.total_bytes == LIMIT - 10 + 14 + 5


def test_a_chain_of_exactly_the_limit_is_read_whole() -> None:
    load = loaded("codex", {"AGENTS.md": "x" * LIMIT})

    assert (load.cuts, load.unread) == ((), ())


def test_the_repositorys_own_settings_add_names_and_move_the_limit() -> None:
    settings = 'project_doc_fallback_filenames = ["CLAUDE.md"]\nproject_doc_max_bytes = 4\n'

    load = loaded("codex", {".codex/config.toml": settings, "CLAUDE.md": "one\ntwo"})

    assert [(f.path, f.read_bytes, f.cut_line) for f in load.files] == [("CLAUDE.md", 4, 2)]


def test_settings_that_cannot_be_read_change_nothing() -> None:
    load = loaded("codex", {".codex/config.toml": "project_doc_max_bytes = ", "AGENTS.md": "x"})

    assert (names(load), load.limit) == (["AGENTS.md"], LIMIT)


def test_a_limit_of_nothing_turns_it_off() -> None:
    load = loaded("codex", {".codex/config.toml": "project_doc_max_bytes = 0", "AGENTS.md": "x"})

    assert (names(load), load.unread) == ([], ("AGENTS.md",))


def test_a_link_is_read_as_the_file_that_it_leads_to() -> None:
    load = loaded("codex", {"CLAUDE.md": "text"}, links={"AGENTS.md": "CLAUDE.md", "a/AGENTS.md": "../CLAUDE.md"})

    assert [(f.path, f.bytes) for f in load.files] == [("AGENTS.md", 4)]


def test_one_file_under_two_names_is_read_twice() -> None:
    load = loaded("codex", {"AGENTS.md": "text"}, "a/x.py", links={"a/AGENTS.md": "../AGENTS.md"})

    assert names(load) == ["AGENTS.md", "a/AGENTS.md"]


def test_a_link_that_leads_nowhere_is_no_file() -> None:
    assert names(loaded("codex", {"a.py": ""}, links={"AGENTS.md": "gone.md"})) == []


@given(st.lists(st.binary(min_size=1, max_size=20_000).filter(bytes.strip), max_size=5))
def test_what_is_read_is_the_beginning_of_the_chain_up_to_the_limit(contents: list[bytes]) -> None:
    folders = ["", "a/", "a/b/", "a/b/c/", "a/b/c/d/"]
    files = {f"{folder}AGENTS.md": content for folder, content in zip(folders, contents, strict=False)}

    load = loaded("codex", {**files, "a/b/c/d/x.py": b""}, "a/b/c/d/x.py")

    assert sum(f.read_bytes for f in load.files) == min(LIMIT, sum(map(len, contents)))
    assert [*names(load), *load.unread] == list(files)
    for file in load.files:
        read = files[file.path][: file.read_bytes]
        assert file.cut_line == (None if file.read_bytes == file.bytes else read.count(b"\n") + 1)
