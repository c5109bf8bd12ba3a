"""What contextkit wrote is no evidence."""

from __future__ import annotations

from contextkit.linting.project import ground_of
from contextkit.repo import MemoryRepo, MemoryStore, NoHistory
from contextkit.survey.ours import without_ours

BLOCK = "<!-- contextkit:begin map/more-commands sha256:0 -->\n- `make x`\n<!-- contextkit:end map/more-commands -->\n"


def test_our_blocks_are_blank_and_all_else_keeps_its_line() -> None:
    repo = MemoryRepo({"a/AGENTS.md": f"# Mine\n\n{BLOCK}\nLast.\n", "README.md": BLOCK})
    ground = ground_of(repo, NoHistory(), MemoryStore())

    seen = without_ours(ground)

    assert seen.repo.read("a/AGENTS.md") == b"# Mine\n\n\n\n\n\nLast.\n"
    assert seen.repo.read("README.md") == BLOCK.encode()
    document = seen.facts.document("a/AGENTS.md")
    assert document is not None
    assert not [m for m in document.mentions if "make" in m.raw]


def test_a_tree_without_our_blocks_is_as_it_is() -> None:
    ground = ground_of(MemoryRepo({"AGENTS.md": "# Mine\n"}), NoHistory(), MemoryStore())

    assert without_ours(ground) is ground


def test_files_of_exports_are_not_there() -> None:
    from json import dumps

    from contextkit.survey.copies import file_hash

    row = {"agent": "claude", "made_from": "", "hash": file_hash(b"@AGENTS.md\n")}
    files = {
        "CLAUDE.md": "@AGENTS.md\n",
        "a/CLAUDE.md": "@AGENTS.md\nMine, too.\n",
        ".contextkit/written.json": dumps({"exports": {"CLAUDE.md": row, "a/CLAUDE.md": row}}),
    }
    ground = ground_of(MemoryRepo(files), NoHistory(), MemoryStore())

    seen = without_ours(ground)

    assert [path for path in seen.tree.entries if path.endswith("CLAUDE.md")] == ["a/CLAUDE.md"]
