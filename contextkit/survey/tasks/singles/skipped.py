"""Tests that are marked as skipped: who runs one of them sees nothing run."""

from __future__ import annotations

import re
from itertools import takewhile

_MARK = re.compile(
    r"#\[ignore\b|#\[cfg_attr\([^\n]*\bignore\b"
    r"|@(?:pytest\.mark\.|mark\.)?(?:unittest\.)?(?:skip|skipif|skipIf|skipUnless|xfail|expectedFailure)\b"
    r"|@(?:Disabled|Ignore)\w*\b|\[(?:Ignore|Explicit)\b|\bSkip(?:Unless|When)?\s*=|@tag :skip|@tag skip:"
)
_ABOVE = re.compile(r"\s*(?:#\[|@|\[|//|#)")
_FIRST = re.compile(
    r"[^\n]*\n(?:\s*(?://[^\n]*|#[^\n]*|\"{3}[^\n]*\"{3})?\n|\s*t\.(?:Helper|Parallel)\(\)\n)*"
    r"\s*(?:t\.Skip|pytest\.(?:skip|xfail)\(|(?:self\.)?skip(?:Test)?\b|raise (?:unittest\.)?SkipTest)"
)
_WHOLE = re.compile(r"^pytestmark\s*=[^\n]*\bskip|^@moduletag :?skip", re.MULTILINE)
_JS_WHOLE = re.compile(r"^(?:describe|suite|context)\.(?:skip|skipIf|runIf|todo)\b|^xdescribe\(", re.MULTILINE)
_JS_SKIPPED = re.compile(r"\b(?:it|test)\.(?:skip|todo|skipIf|runIf)\b|\bx(?:it|test)\(")
_JS_RUN = re.compile(r"(?<![\w.])(?:it|test)(?:\.(?:each|for|only|concurrent|sequential))?[(`<]")


def is_skipped(text: str, found: re.Match[str]) -> bool:
    """Whether the test that a match names, or the whole file, is skipped."""
    if _WHOLE.search(text):
        return True
    start = found.start(found.lastindex or 0)
    line = text.rfind("\n", 0, start) + 1
    above = takewhile(_ABOVE.match, reversed(text[:line].splitlines()))
    held = text[found.start() : start] if found.end() - found.start() < _LONG else ""
    return bool(_MARK.search("\n".join((held, *above))) or _FIRST.match(text, line))


def is_all_skipped(text: str) -> bool:
    """Whether a file of JavaScript has no test that runs."""
    return bool(_JS_WHOLE.search(text) or (_JS_SKIPPED.search(text) and not _JS_RUN.search(text)))


_LONG = 2000
