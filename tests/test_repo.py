"""Questions to a tree."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from contextkit.globs import compiled
from contextkit.repo import MemoryRepo, Tree

SEGMENTS = st.sampled_from(["a", "b", "x.py", "y.py"])
PATHS = st.lists(SEGMENTS, min_size=1, max_size=3).map("/".join)
GLOBS = st.lists(st.sampled_from(["a", "b", "x.py", "*", "**", "*.py", "{a,b}", "{a/b,x.py}"]), min_size=1, max_size=3)


@given(paths=st.sets(PATHS, max_size=8), glob=GLOBS.map("/".join))
def test_a_glob_names_the_files_that_its_pattern_matches_and_else_folders(paths: set[str], glob: str) -> None:
    files = {p for p in paths if not any(other.startswith(f"{p}/") for other in paths)}
    tree = Tree(MemoryRepo(dict.fromkeys(files, "")))
    matches = compiled(glob).match

    found = tree.matching(glob)

    assert list(found) == (sorted(filter(matches, files)) or sorted(f for f in tree.folders if matches(f)))
