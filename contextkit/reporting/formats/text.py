"""For a person at a terminal, or reading a log: by lint, each with its places, remedy and avoid."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from contextkit.reporting.outcome import by_lint, by_remedy, counted, cut_sentence, number, skipped_line, summary, worst
from contextkit.reporting.visible import shortened, tamed, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from contextkit.model import Finding, Severity
    from contextkit.reporting.outcome import Group, Options, Outcome

_BOLD, _DIM, _GREEN, _YELLOW = "1", "2", "32", "33"
_COLORS: Mapping[Severity, str] = {"error": "1;31", "warning": "1;33", "info": "1;34"}
_LONGEST_RAW = 120
_NARROWEST = 40
_DEEP = " " * 6


def render(outcome: Outcome, options: Options) -> Iterator[str]:
    """The lines to print."""
    return map(tamed, _lines(outcome, options))


def _lines(outcome: Outcome, options: Options) -> Iterator[str]:
    ink = _Ink(options)
    if outcome.cut is not None:
        yield from ink.text(cut_sentence(outcome.cut), "", _YELLOW)
        yield ""
    for lint, findings in by_lint(outcome.findings):
        yield f"{ink.painted(visible(lint), _COLORS[worst(findings)])}  {counted(findings)}"
        yield from _lint(findings, ink)
        yield ""
    if options.show_unknown and outcome.unknown:
        yield ink.painted("not judged", _BOLD)
        yield from (f"  {visible(path)}  {amount}" for path, amount in sorted(outcome.unknown.items()))
        yield ""
    for skipped in outcome.skipped:
        yield from ink.text(skipped_line(skipped), "", _DIM)
    yield from ink.text(summary(outcome, _others(outcome)), "", _BOLD if outcome.findings else _GREEN)


def _others(outcome: Outcome) -> str:
    if not outcome.other_pages:
        return ""
    are = "is" if outcome.other_pages == 1 else "are"
    return f"; {number(outcome.other_pages, 'other Markdown file')} {are} not in [documents]"


def _lint(findings: Sequence[Finding], ink: _Ink) -> Iterator[str]:
    """Each place, and what is to be done: once, below the places for which it is the same."""
    is_mixed = len({f.severity for f in findings}) > 1
    avoids = {f.avoid for f in findings}
    for group in by_remedy(findings):
        for finding in group.findings:
            yield from _place(finding, ink, is_mixed=is_mixed)
            yield from _own(finding, group, ink)
        if group.remedy is not None:
            yield from ink.labelled("  remedy", group.remedy)
        if group.avoid is not None and len(avoids) > 1:
            yield from ink.labelled("  avoid ", group.avoid)
    if len(avoids) == 1:
        yield from ink.labelled("  avoid ", avoids.pop())


def _place(finding: Finding, ink: _Ink, *, is_mixed: bool) -> Iterator[str]:
    where = f"  {ink.painted(visible(finding.path), _BOLD)}:{finding.line}"
    raw = f"  `{shortened(visible(finding.raw), _LONGEST_RAW)}`" if finding.raw else ""
    severity = f"  ({finding.severity})" if is_mixed else ""
    yield where + raw + severity
    yield from ink.text(finding.problem, _DEEP)


def _own(finding: Finding, group: Group, ink: _Ink) -> Iterator[str]:
    """What is to be done about this finding, and about no other."""
    if group.remedy is None:
        yield from ink.labelled(f"{_DEEP}remedy", finding.remedy)
        if group.avoid is None:
            yield from ink.labelled(f"{_DEEP}avoid ", finding.avoid)


class _Ink:
    """How lines are coloured and broken."""

    def __init__(self, options: Options) -> None:
        self._color = options.color
        self._width = max(options.width, _NARROWEST) if options.width else 0

    def painted(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._color and code else text

    def text(self, text: str, indent: str, code: str = "") -> Iterator[str]:
        """Each line of a text, broken at the width and indented; nothing for an empty one."""
        for line in text.split("\n") if text else ():
            for part in self._broken(visible(line), len(indent)):
                yield indent + self.painted(part, code)

    def labelled(self, label: str, text: str) -> Iterator[str]:
        """`label  text`, with all further lines below the text."""
        blank = " " * (len(label) + 2)
        for index, line in enumerate(self.text(text, blank)):
            yield line if index else f"{self.painted(label, _DIM)}  {line.removeprefix(blank)}"

    def _broken(self, line: str, taken: int) -> Sequence[str]:
        if not self._width:
            return [line]
        return wrap(line, self._width - taken, break_long_words=False, break_on_hyphens=False) or [""]
