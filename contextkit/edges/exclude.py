"""`.git/info/exclude`: what one clone ignores, without a commit. Only our own part of it is written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.edges.writing import read_file, replace_file

if TYPE_CHECKING:
    from collections.abc import Iterable

_FILE = "info/exclude"
_BEGIN, _END = "# contextkit: begin, written by `contextkit export --local`", "# contextkit: end"
_PART = re.compile(rf"(?ms)^{re.escape(_BEGIN)}\n.*?^{re.escape(_END)}\n")
_SPECIAL = re.compile(r"([\\*?\[\]!# ])")


def exclude(common_dir: str, paths: Iterable[str]) -> None:
    """Has git ignore exactly these paths of ours; none takes our part out again."""
    old = read_file(common_dir, _FILE)
    text = (old or b"").decode("utf-8", "surrogateescape")
    lines = "".join(f"/{_SPECIAL.sub(_escaped, path)}\n" for path in sorted(paths))
    part = f"{_BEGIN}\n{lines}{_END}\n" if lines else ""
    rest = _PART.sub("", text)
    gap = "\n" if part and rest and not rest.endswith("\n") else ""
    new = f"{rest}{gap}{part}".encode("utf-8", "surrogateescape")
    if new != (old or b""):
        replace_file(common_dir, _FILE, old, new)


def _escaped(found: re.Match[str]) -> str:
    return f"\\{found[1]}"
