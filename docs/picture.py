# ruff: noqa: INP001  (a script)
"""Draws the terminal picture of the README from a real run on a made-up repository: `python docs/picture.py`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PICTURE = Path(__file__).parent / "check.svg"
ROOT = PICTURE.parents[1]

# The commits of the repository: subject, files written (None: deleted).
COMMITS: tuple[tuple[str, dict[str, str | None]], ...] = (
    (
        "Take orders",
        {
            "Makefile": "test:\n\tpytest\nseed:\n\tpython -m shop.seed\n",
            "shop/orders.py": '"""Orders."""\n\n\ndef place_order(basket: list[str]) -> int:\n    return len(basket)\n',
            "shop/payments/stripe.py": '"""Cards."""\n\n\ndef charge(cents: int) -> bool:\n    return cents > 0\n',
            "docs/deploying.md": "# Deploying\n\n## Rolling back\n\nRevert, then deploy.\n",
        },
    ),
    (
        "Tell agents where things are",
        {
            "AGENTS.md": (
                "# Shop\n\n"
                "- Run `make test` before each commit; `make seed` fills the database.\n"
                "- Card payments are in `shop/payments/stripe.py`, baskets in `shop/order.py`.\n"
                "- Each deployment can be [rolled back](docs/deploying.md#rolling-back).\n"
                "- Prices are whole cents. Ask before you change `place_order()`.\n"
            )
        },
    ),
    ("Payments have a package of their own", {"shop/payments/stripe.py": None, "payments/cards.py": "="}),
    ("Fixtures replace the seed", {"Makefile": "test:\n\tpytest\n"}),
    ("Say it shorter", {"docs/deploying.md": "# Deploying\n\n## Undo a deployment\n\nRevert, then deploy.\n"}),
)

_COLORS = {"31": "#ff7b72", "32": "#7ee787", "33": "#e3b341", "34": "#79c0ff", "35": "#d2a8ff", "36": "#76e3ea"}
_PLAIN, _DIM, _GROUND = "#e6edf3", "#8b949e", "#0d1117"
_SEQUENCE = re.compile(r"\x1b\[([\d;]*)m")
_CHARACTER, _LINE, _MARGIN, _BAR = 8.4, 20, 20, 34


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        repo = Path(folder, "shop")
        make_repository(repo)
        PICTURE.write_text(drawing("contextkit check", report(repo)), encoding="utf-8", newline="\n")


def make_repository(folder: Path) -> None:
    """The same commits, down to their ids, on every machine."""
    folder.mkdir(parents=True)
    _git(folder, "init", "--quiet", "--initial-branch=main", "--object-format=sha1")
    last: dict[str, str] = {}
    for number, (subject, files) in enumerate(COMMITS):
        for name, text in files.items():
            place = folder / name
            if text is None:
                last["="] = place.read_text(encoding="utf-8")
                place.unlink()
                continue
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(last.get(text, text), encoding="utf-8", newline="\n")
        date = f"2026-0{number + 1}-12T12:00:00+00:00"
        _git(folder, "add", "--all")
        _git(folder, "commit", "--quiet", "--message", subject, GIT_AUTHOR_DATE=date, GIT_COMMITTER_DATE=date)


def report(folder: Path) -> str:
    """What `contextkit check` prints there on a terminal."""
    command = [sys.executable, "-m", "contextkit", "check", "--color", "always"]
    environment = _environment() | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 1:
        raise SystemExit(done.stdout + done.stderr)
    return done.stdout


def drawing(command: str, output: str) -> str:
    """A terminal window with the command and its output, as SVG."""
    lines = [f"\x1b[32m$\x1b[0m {command}", *output.rstrip("\n").split("\n")]
    columns = max(len(_SEQUENCE.sub("", line)) for line in lines)
    width, height = round(columns * _CHARACTER) + 2 * _MARGIN, len(lines) * _LINE + _MARGIN + _BAR
    dots = "".join(
        f'<circle cx="{_MARGIN + 18 * i}" cy="18" r="5.5" fill="{c}"/>'
        for i, c in enumerate(("#ff5f57", "#febc2e", "#28c840"))
    )
    drawn = "\n".join(_line(line, _BAR + _LINE * (i + 1) - 6) for i, line in enumerate(lines))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        ' role="img" aria-label="contextkit check in a terminal">\n'
        f'<rect width="100%" height="100%" rx="9" fill="{_GROUND}"/>{dots}\n'
        '<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,monospace" font-size="14">\n'
        f"{drawn}\n</g>\n</svg>\n"
    )


def _line(line: str, y: int) -> str:
    """The line's runs, each at its column and as wide as its characters, whatever font is there."""
    drawn, column = [], 0
    for style, text in _runs(line):
        if word := text.strip():
            x = _MARGIN + (column + len(text) - len(text.lstrip())) * _CHARACTER
            place = f'x="{x:.1f}" y="{y}" textLength="{len(word) * _CHARACTER:.1f}"'
            drawn.append(f"<text {place}{style}>{escape(word, quote=False)}</text>")
        column += len(text)
    return "".join(drawn)


def _runs(line: str) -> Iterator[tuple[str, str]]:
    codes: list[str] = []
    for number, part in enumerate(_SEQUENCE.split(line)):
        if number % 2 == 0:
            yield _style(codes), part
        else:
            codes = [c for code in (*codes, *part.split(";")) if (c := code.lstrip("0"))] if part.strip("0") else []


def _style(codes: list[str]) -> str:
    fill = next((_COLORS[c] for c in reversed(codes) if c in _COLORS), _DIM if "2" in codes else _PLAIN)
    return f' fill="{fill}"' + (' font-weight="bold"' if "1" in codes else "")


def _environment() -> dict[str, str]:
    """No configuration, colour or name of this machine's user."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "CONTEXTKIT_", "NO_COLOR"))}
    who = {
        f"GIT_{role}_{part}": v for role in ("AUTHOR", "COMMITTER") for part, v in (("NAME", "Ada"), ("EMAIL", "a@b.c"))
    }
    return inherited | who | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8"}


def _git(folder: Path, *args: str, **environment: str) -> None:
    subprocess.run(["git", *args], cwd=folder, env=_environment() | environment, check=True)


if __name__ == "__main__":
    main()
