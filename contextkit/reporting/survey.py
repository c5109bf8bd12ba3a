"""A survey as text for a terminal, or as one JSON object."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from contextkit.reporting.visible import encodable, visible
from contextkit.survey.layers import find_cycles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contextkit.survey.inventory import Command, Evidence, Survey
    from contextkit.survey.owners import Answer

_SHOWN = 15
_WIDEST = 44
_FEW = 5
Row = tuple[str, str, str]
"""What, what is said of it, and where."""


def render_survey(survey: Survey, output_format: str, *, is_whole: bool = False) -> Iterator[str]:
    """The lines to print; of long sections the first of each, unless it is to be whole."""
    if output_format == "json":
        yield json.dumps(_object(survey), indent=2, ensure_ascii=False)
        return
    if survey.about:
        yield visible(survey.about)
        yield f"  {survey.about_evidence}" if survey.about_evidence else ""
        yield ""
    for title, rows in _sections(survey):
        yield from _section(title, rows, is_whole=is_whole)


def _object(survey: Survey) -> dict[str, object]:
    plain = _plain(survey)
    cycles = [list(c) for c in find_cycles(survey.uses)]
    return {"version": 1, **(plain if isinstance(plain, dict) else {}), "cycles": cycles}


def _plain(value: object) -> object:
    """Values as JSON has them."""
    if isinstance(value, str):
        return encodable(value)
    if is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    return value


def _sections(survey: Survey) -> Iterator[tuple[str, Sequence[Row]]]:
    for package, commands in groupby(survey.commands, key=lambda c: c.package):
        yield f"Commands of {package}" if package else "Commands", [_command(c) for c in commands]
    yield (
        "Where things are",
        [(f"{a.folder}/", _said(a.purpose, *a.languages[:1]), str(a.evidence)) for a in survey.areas],
    )
    yield "Layers, as packages use each other", list(_layers(survey))
    yield (
        "Not to be edited by hand",
        [_row(z.glob, (z.kind, _by(z.made_by), z.because), z.evidence) for z in survey.zones],
    )
    yield "Documents", [_row(p.path, (p.title, p.when, p.summary, p.changed), p.evidence) for p in survey.pages]
    yield "Conventions", [_row(c.topic, (c.statement,), c.evidence, c.evidence.text) for c in survey.conventions]
    rules = survey.owners.rules
    yield (
        "Owners",
        [(survey.owners.source, f"{len(rules)} {'rule' if len(rules) == 1 else 'rules'}; ask with --owner PATH", "")]
        if rules
        else [],
    )


def _command(command: Command) -> Row:
    line = f"cd {command.folder} && {command.line}" if command.folder else command.line
    needs = f"needs {', '.join(command.needs)}" if command.needs else ""
    where = str(command.evidence[0]) if command.evidence else ""
    return f"{command.purpose}{'' if command.is_headline else ' *'}", _said(line, command.about, needs), where


def _row(what: str, said: Sequence[str], evidence: Evidence, note: str = "") -> Row:
    return what, _said(*said), str(evidence) if evidence.path != ".git" else note


def _by(made_by: str) -> str:
    return f"made by `{made_by}`" if made_by else ""


def _said(*parts: str) -> str:
    return "; ".join(p for p in parts if p)


def _layers(survey: Survey) -> Iterator[Row]:
    if len(survey.layers) > 1:
        for number, layer in enumerate(survey.layers, 1):
            yield str(number), ", ".join(name or "the root" for name in layer), ""
    for cycle in find_cycles(survey.uses):
        yield "cycle", ", ".join(name or "the root" for name in cycle), ""


def _section(title: str, rows: Sequence[Row], *, is_whole: bool) -> Iterator[str]:
    if not rows:
        return
    shown = rows if is_whole else rows[:_SHOWN]
    width = min(_WIDEST, max(len(visible(what)) for what, _, _ in shown))
    yield title
    for what, said, where in shown:
        place = f"  [{visible(where)}]" if where else ""
        yield f"  {visible(what):<{width}}  {visible(said)}{place}".rstrip()
    if len(rows) > len(shown):
        yield f"  and {len(rows) - len(shown)} more: --all"
    yield ""


def render_owner(
    path: str, answers: Sequence[Answer], authors: Sequence[tuple[str, int]], output_format: str
) -> Iterator[str]:
    """Who answers for a path, by a file that says so; and who changed it most."""
    if output_format == "json":
        owners = [_plain(a) for a in answers]
        busiest = [{"name": encodable(name), "commits": count} for name, count in authors[:_FEW]]
        yield json.dumps({"version": 1, "path": encodable(path), "owners": owners, "authors": busiest}, indent=2)
        return
    for answer in answers:
        names = " ".join(answer.owners) or "nobody, on purpose"
        yield visible(f"{names}  {answer.pattern}  [{answer.evidence}]")
    if authors:
        total = sum(count for _, count in authors)
        shown = ", ".join(f"{name} ({count} of {total} commits)" for name, count in authors[:_FEW])
        yield visible(f"{'also' if answers else 'no file names an owner;'} changed by {shown}")
