"""What an agent loads, as text or as one JSON object."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contextkit.reporting.visible import encodable, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contextkit.loading import Load, Loaded
    from contextkit.loading.measured import Held


def render_load(load: Load, output_format: str) -> Iterator[str]:
    """The lines to print."""
    if output_format == "json":
        yield json.dumps(_object(load), indent=2, ensure_ascii=False)
    else:
        yield from _text(load)


@dataclass(frozen=True, slots=True)
class Verified:
    """What an agent's program sent, beside what its load model says."""

    load: Load
    version: str
    """Of the program."""
    held: Sequence[Held]
    differences: Sequence[str]


def render_verified(verified: Verified, output_format: str) -> Iterator[str]:
    """The lines to print."""
    if output_format == "json":
        yield json.dumps(_verified_object(verified), indent=2, ensure_ascii=False)
        return
    load, held = verified.load, verified.held
    files = f"{len(held)} {'file' if len(held) == 1 else 'files'}"
    where = f"started in {visible(load.start) or 'the root'}, at work on {visible(load.file)}"
    yield f"{load.agent} {verified.version}, {where}, sent {files} of this repository"
    yield ""
    for number, each in enumerate(held, 1):
        yield f"{number:>3}  {visible(each.path or '(no known file)')}  {len(each.text.encode()):,} bytes"
    yield ""
    model = f"the model of {load.agent} {load.version} of {load.model_date}"
    if not verified.differences:
        yield f"as {model} says: the same files, in the same order, with the same cut"
        return
    yield f"not as {model} says:"
    yield from (f"  {visible(difference)}" for difference in verified.differences)


def _verified_object(verified: Verified) -> dict[str, object]:
    load = verified.load
    return {
        "version": 1,
        "agent": load.agent,
        "agent_version": verified.version,
        "file": encodable(load.file),
        "cwd": encodable(load.start),
        "held": [{"path": encodable(h.path), "bytes": len(h.text.encode())} for h in verified.held],
        "differences": [encodable(d) for d in verified.differences],
        "model": {"agent_versions": load.version, "verified": load.model_date},
    }


def _object(load: Load) -> dict[str, object]:
    return {
        "version": 1,
        "agent": load.agent,
        "agent_versions": load.version,
        "file": encodable(load.file),
        "cwd": encodable(load.start),
        "files": [_file(f) for f in load.files],
        "unread": [encodable(path) for path in load.unread],
        "shadowed": [{"path": encodable(path), "by": encodable(by)} for path, by in load.shadowed],
        "offered": [{"path": encodable(o.path), "why": encodable(o.why)} for o in load.offered],
        "limit": load.limit,
        "file_limit": load.file_limit,
        "limit_unit": load.limit_unit,
        "total_bytes": load.total_bytes,
        "tokens": load.tokens,
        "model": {"verified": load.model_date, "measured": load.measured, "sources": list(load.sources)},
        "notes": [encodable(note) for note in load.notes],
    }


def _file(file: Loaded) -> dict[str, object]:
    return {
        "path": encodable(file.path),
        "why": encodable(file.why),
        "bytes": file.bytes,
        "read_bytes": file.read_bytes,
        "cut_line": file.cut_line,
        "line_count": file.line_count,
        "tokens": file.tokens,
        "is_exact": file.is_exact,
    }


def _text(load: Load) -> Iterator[str]:
    agent = load.agent if load.version == "*" else f"{load.agent} {load.version}"
    yield f"{agent}, started in {visible(load.start) or 'the root'}, at work on {visible(load.file)}"
    yield ""
    yield from _rows(load)
    for path in load.unread:
        yield f"  never read    {visible(path)}: the limit is spent"
    for path, by in load.shadowed:
        yield f"  hidden        {visible(path)}, by {visible(by)}"
    for offered in load.offered:
        yield f"  on request    {visible(offered.path)} ({visible(offered.why)})"
    yield ""
    yield _sum(load)
    yield from (f"note: {visible(note)}" for note in load.notes)
    yield f"model: compared on {load.model_date} with {' and '.join((*_program(load), *load.sources))}"


def _program(load: Load) -> tuple[str, ...]:
    return (f"what {load.agent} {load.measured} sends",) if load.measured else ()


def _rows(load: Load) -> Iterator[str]:
    cells = [(visible(f.path), f"{f.bytes:,} bytes", _tokens(f.tokens, is_exact=f.is_exact)) for f in load.files]
    widths = [max((len(row[i]) for row in cells), default=0) for i in range(3)]
    for number, ((path, size, tokens), file) in enumerate(zip(cells, load.files, strict=True), 1):
        head = f"{path:<{widths[0]}}  {size:>{widths[1]}}  {tokens:>{widths[2]}}"
        yield f"{number:>3}  {head}  {visible(file.why)}"
        if file.cut_line is None and file.read_bytes != file.bytes:
            yield f"     without its front matter and comments: {file.read_bytes:,} bytes"
        if file.cut_line is not None:
            yield f"     cut in line {file.cut_line} of {file.line_count}, after {file.read_bytes:,} bytes"
    if not cells:
        yield "  nothing of this repository is loaded"


def _tokens(count: int, *, is_exact: bool) -> str:
    return f"{'' if is_exact else '~'}{count:,} tokens"


def _sum(load: Load) -> str:
    read = sum(f.read_bytes for f in load.files)
    tokens = _tokens(load.tokens, is_exact=bool(load.files) and all(f.is_exact for f in load.files))
    limit = "no limit" if load.limit is None else f"the limit is {load.limit:,} {load.limit_unit}"
    limit += "" if load.file_limit is None else f", and {load.file_limit:,} of a file"
    of = f" of {load.total_bytes:,}" if read != load.total_bytes else ""
    return f"{len(load.files)} {'file' if len(load.files) == 1 else 'files'}, {read:,}{of} bytes, {tokens}; {limit}"
