"""Names that one slip of the pen makes of each other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

_SHORTEST = 4


def near_name(name: str, names: Collection[str]) -> str | None:
    """The one of `names` that has the same words in another form, or else the one that is one letter away."""
    if len(name) < _SHORTEST:
        return None
    words = _words(name)
    same = [n for n in names if n != name and _words(n) == words]
    alike = same or [n for n in names if len(n) >= _SHORTEST and _is_one_letter_away(name, n)]
    return alike[0] if len(alike) == 1 else None


def _words(name: str) -> list[str]:
    """`lint-fix`, `lint:fix` and `fix_lint` are the same words."""
    return sorted(re.split(r"[^a-z0-9]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).casefold()))


def _is_one_letter_away(one: str, other: str) -> bool:
    """One letter more, less or changed, or two neighbours swapped; digits tell things apart."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1 or _digits(one) != _digits(other):
        return False
    index = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[index:] == long[index + 1 :]
    is_changed = short[index + 1 :] == long[index + 1 :]
    is_swapped = short[index : index + 2] == long[index : index + 2][::-1] and short[index + 2 :] == long[index + 2 :]
    return one != other and len(one) > _SHORTEST and (is_changed or is_swapped)


def _digits(name: str) -> list[str]:
    return [c for c in name if c.isdigit()]
