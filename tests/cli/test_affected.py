"""Which documents a change may have broken."""

from __future__ import annotations

import pytest

from contextkit.cli.affected import Gone, affected_documents, gone_words
from contextkit.cli.opening import opened
from contextkit.repo import MemoryRepo
from tests.support import MakeRepo

DIFF = b"""\
diff --git a/src/a.py b/src/a.py
--- a/src/a.py
+++ b/src/a.py
@@ -1,2 +1 @@
-def gone_name(kept_name): pass
+x = 1
diff --git a/package.json b/package.json
--- a/package.json
+++ b/package.json
@@ -3 +2,0 @@
-    "deploy": "do it"
diff --git a/docs/a.md b/docs/a.md
--- a/docs/a.md
+++ b/docs/a.md
@@ -1 +1 @@
-## Set Up
+## Start Up
diff --git a/docs/b.md b/docs/b.md
deleted file mode 100644
--- a/docs/b.md
+++ /dev/null
@@ -1 +0,0 @@
-whatever
"""


def test_words_of_code_are_gone_where_the_file_has_them_no_more() -> None:
    gone = gone_words(DIFF, MemoryRepo({"src/a.py": "x = 1\nkept_name = 2\n", "package.json": '{"deploy": 1}'}))

    assert gone.words == {"def", "gone_name", "pass", "deploy", "do", "it"}
    assert gone.headings == {"set"}


@pytest.mark.parametrize(
    ("gone", "affected"),
    [
        (Gone(), set()),
        (Gone(paths=frozenset({"lib/tool.ts"})), {"docs/path.md", "docs/glob.md", "docs/folder.md", "docs/bare.md"}),
        (Gone(words=frozenset({"measure"})), {"docs/symbol.md"}),
        (Gone(words=frozenset({"deploy"})), {"docs/command.md"}),
        (Gone(headings=frozenset({"set"})), {"docs/anchor.md"}),
    ],
)
def test_a_document_is_affected_where_it_names_what_is_gone(git_repo: MakeRepo, gone: Gone, affected: set[str]) -> None:
    repo = git_repo({
        "docs/path.md": "See `lib/tool.ts`.\n",
        "docs/glob.md": "All of `lib/**/*.ts`.\n",
        "docs/folder.md": "It is in `lib/`.\n",
        "docs/bare.md": "Import `./tool`, or see [it](../lib/tool).\n",
        "docs/symbol.md": "Call `measure()`.\n",
        "docs/command.md": "Run `npm run deploy`.\n",
        "docs/anchor.md": "See [it](page.md#set-up).\n",
        "docs/page.md": "# Page\n\n## Set up\n",
        "package.json": '{"scripts": {"deploy": "x"}}',
    })  # fmt: skip

    assert affected_documents(opened(repo.path), gone) == affected
