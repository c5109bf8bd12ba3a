"""Small lints for tests."""

from __future__ import annotations

PAGE = """\
---
severity: error
reads: documents
---
# A word that may not stand

Why.

## Problem

`{word}` stands here

## Remedy

Take `{word}` out.

## Avoid

Do not misspell it.

## Bad

### The word

```markdown file=AGENTS.md
foo
```

## Good

### Another word

```markdown file=AGENTS.md
bar
```
"""

CODE = """\
import re
from contextkit.lint_api import Fix, Match, edit_at, location_at

def check(project):
    for path in project.paths:
        text = project.read(path) or ""
        for found in re.finditer(r"(?<![\\w-])" + "foo" + r"\\b", text):
            fix = Fix("safe", (edit_at(path, text, *found.span(), "bar"),))
            word = found[0]
            yield Match(location_at(path, text, found.start()), {"word": word, "raw": word}, fix, symbol=word)
"""


def lint_files(name: str = "no_foo", page: str = PAGE, code: str = CODE, folder: str = ".contextkit") -> dict[str, str]:
    return {f"{folder}/lints/{name}/LINT.md": page, f"{folder}/lints/{name}/lint.py": code}
