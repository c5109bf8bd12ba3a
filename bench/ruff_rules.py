"""Compares what unenforced-rule takes ruff's configurations to switch on with what ruff itself says.

    python bench/ruff_rules.py --git-dirs DIR

For files of each repository with a configuration of ruff, every code that ruff knows is asked of both. Exemptions by
`per-file-ignores` are left out on both sides: `ruff check --show-settings` does not resolve them.
"""

from __future__ import annotations

import argparse
import random
import re
import subprocess
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from contextkit.mapping.linters import ruff
from contextkit.mapping.linters.terms import Place, known
from contextkit.repo import MemoryRepo, Tree
from contextkit.survey.manifests import Manifests

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_CONFIGURATIONS = ("pyproject.toml", "ruff.toml", ".ruff.toml")
_FILES_EACH = 4
_MOST_CONFIGURATIONS = 200


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--git-dirs", type=Path, required=True, help="a folder of OWNER+NAME git directories")
    parser.add_argument("--ruff", default="ruff")
    given = parser.parse_args()
    counts: Counter[tuple[str, bool]] = Counter()
    count = 0
    for place in sorted(given.git_dirs.iterdir()):
        git_dir = place / "repo" if (place / "repo").is_dir() else place
        found = compared(git_dir, given.ruff)
        count += bool(found)
        counts.update(found)
    print(table(count, counts))


def table(count: int, counts: Mapping[tuple[str, bool], int]) -> str:
    """Rows of Markdown: what is said, how often, and how often ruff says otherwise."""
    rows = [f"| {count} repositories | answers | ruff says otherwise |", "|---|---|---|"]
    for state in ("on", "off", "unknown"):
        right, wrong = (counts.get((state, is_on), 0) for is_on in ((True, False) if state == "on" else (False, True)))
        rows.append(f"| {state} | {right + wrong:,} | {f'{wrong:,}' if state != 'unknown' else ''} |")
    return "\n".join(rows)


def compared(git_dir: Path, program: str) -> Counter[tuple[str, bool]]:
    """How often each answer was given, and whether ruff has the code on; empty without a configuration of ruff."""
    paths = _git(git_dir, "ls-tree", "-r", "-z", "--name-only", "HEAD").split("\0")
    named = [p for p in paths if p.rpartition("/")[2] in _CONFIGURATIONS]
    files = {p: _readable(_git(git_dir, "show", f"HEAD:{p}")) for p in named[: _MOST_CONFIGURATIONS + 1]}
    python = [p for p in paths if p.endswith(".py")]
    is_wanted = python and len(files) <= _MOST_CONFIGURATIONS and any("ruff" in text for text in files.values())
    if not is_wanted:
        return Counter()
    chosen = random.Random(1).sample(python, min(_FILES_EACH, len(python)))
    return Counter(answer for path in chosen for answer in _answers(path, files, program))


def _answers(path: str, files: Mapping[str, str], program: str) -> Iterator[tuple[str, bool]]:
    enabled = _enabled(path, files, program)
    if enabled is None:
        return
    repo = MemoryRepo({**{p: text.replace("per-file-ignores", "left-out") for p, text in files.items()}, path: ""})
    place = Place(Tree(repo), Manifests(repo), [path], is_everywhere=False)
    for code in sorted(known("ruff").of("stable", "preview")):
        yield ruff.standing(code, place).state, code in enabled


def _enabled(path: str, files: Mapping[str, str], program: str) -> frozenset[str] | None:
    """The codes that ruff has on for a file; None where it cannot read the configuration."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in {**files, path: "x = 1\n"}.items():
            place = Path(folder, name)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
        said = subprocess.run(
            [program, "check", "--show-settings", path], cwd=folder, capture_output=True, text=True, check=False
        ).stdout
    _, _, rest = said.partition("linter.rules.enabled = [")
    return frozenset(re.findall(r"\(([A-Z]+\d+)\)", rest.partition("\n]")[0])) if rest else None


def _readable(text: str) -> str:
    """Without what keeps another version of ruff from reading it."""
    return re.sub(r"(?m)^\s*required-version.*$", "", text)


def _git(git_dir: Path, *arguments: str) -> str:
    done = subprocess.run(["git", f"--git-dir={git_dir}", *arguments], capture_output=True, check=False)
    return done.stdout.decode("utf-8", "replace")


if __name__ == "__main__":
    main()
