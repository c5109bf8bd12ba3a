"""Settings files: what goes in and comes out leaves all else as it was, to the byte."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contextkit.edges.settings import UnreadableError, cleared, merged, read_settings, write_settings

HANDLER = {"type": "command", "command": "ours", "timeout": 3}
GROUPS = (("PostToolUse", {"matcher": "Edit", "hooks": [HANDLER]}), ("Stop", {"hooks": [HANDLER]}))
FLAT = (("afterFileEdit", {"command": "ours"}), ("stop", {"command": "ours"}))

scalars = st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["a}]", '"', "\\", "é\n"])
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
)
events = st.sampled_from(["PostToolUse", "Stop", "stop", "afterFileEdit", "Other"])
handlers = st.fixed_dictionaries({"hooks": st.lists(st.just({"type": "command", "command": "theirs"}), max_size=2)})
hooks = st.dictionaries(events, st.lists(handlers | st.just({"command": "theirs"}), max_size=2), max_size=3)
settings = st.dictionaries(st.text(max_size=4).filter(lambda key: key != "hooks"), values, max_size=3).flatmap(
    lambda others: st.permutations(list(others.items())).flatmap(
        lambda items: (hooks.map(lambda h: dict([*items, ("hooks", h)]))) | st.just(dict(items))
    )
)
styles = st.sampled_from([
    {"indent": None}, {"indent": None, "separators": (",", ":")}, {"indent": 2}, {"indent": "\t"}, {"indent": 4},
    {"indent": 0}, {"indent": 2, "ensure_ascii": False},
])  # fmt: skip


@given(settings, styles, st.sampled_from([GROUPS, FLAT]), st.sampled_from(["", "\n", " \n\n"]), st.booleans())
def test_putting_in_and_taking_out_gives_back_the_same_bytes(
    value: dict[str, object],
    style: dict[str, object],
    entries: tuple[tuple[str, dict[str, object]], ...],
    end: str,
    crlf: bool,
) -> None:
    text = json.dumps(value, **style) + end  # type: ignore[arg-type]  # the options of json.dumps
    content = (text.replace("\n", "\r\n") if crlf else text).encode()

    with_ours = merged(content, entries, {})

    assert merged(with_ours, entries, {}) == with_ours
    assert cleared(with_ours, entries, {}) == content
    assert _without_ours(json.loads(with_ours)) == _without_ours(value)


def _without_ours(value: dict[str, object]) -> dict[str, object]:
    """As read, without our entries and what is empty."""
    lists = value.get("hooks", {})
    assert isinstance(lists, dict)
    kept = {event: [e for e in entries if "ours" not in json.dumps(e)] for event, entries in lists.items()}
    return {**value, "hooks": {event: entries for event, entries in kept.items() if entries}}


@pytest.mark.parametrize("entries", [GROUPS, FLAT])
def test_a_new_file_goes_again(entries: tuple[tuple[str, dict[str, object]], ...]) -> None:
    made = merged(None, entries, {"version": 1})

    assert json.loads(made)["version"] == 1
    assert cleared(made, entries, {"version": 1}) is None


def test_spaces_in_empty_lists_and_a_mark_at_the_front_stay() -> None:
    content = '\ufeff{"hooks": { "Stop": [ ],\n"x": {\n}}}'.encode()

    assert cleared(merged(content, GROUPS, {}), GROUPS, {}) == content


def test_what_a_person_put_beside_ours_stays() -> None:
    made = json.loads(merged(b'{"a": 1}', GROUPS, {}))
    made["hooks"]["Stop"][0]["hooks"].insert(0, {"type": "command", "command": "theirs"})
    made["hooks"]["PostToolUse"].append({"hooks": [{"type": "command", "command": "theirs"}]})

    left = cleared(json.dumps(made, indent=1).encode(), GROUPS, {})

    theirs = [{"hooks": [{"type": "command", "command": "theirs"}]}]
    assert left is not None
    assert json.loads(left) == {"a": 1, "hooks": {"PostToolUse": theirs, "Stop": theirs}}


def test_an_entry_of_ours_that_a_person_changed_is_not_put_in_twice() -> None:
    made = merged(None, GROUPS, {}).replace(b'"timeout": 3', b'"timeout": 9')

    assert merged(made, GROUPS, {}) == made


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "plain JSON"),
        (b"{// c\n}", "plain JSON"),
        (b"[]", "no object"),
        (b'{"hooks": 3}', "`hooks` is no object"),
        (b'{"hooks": {"Stop": {}}}', "`Stop` is no list"),
        (b'{"a": "\xff"}', "UTF-8"),
        (b"[" * 100_000, "too deeply"),
    ],
)
def test_what_cannot_be_edited_safely_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        merged(content, GROUPS, {})


def test_a_link_and_the_mode_of_the_file_stay(tmp_path: Path) -> None:
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    real.write_bytes(b"{}")
    real.chmod(0o600)
    link.symlink_to(real)

    write_settings(link, b"[]")

    assert link.is_symlink()
    assert real.read_bytes() == b"[]"
    assert real.stat().st_mode & 0o777 == 0o600
    assert [p.name for p in sorted(tmp_path.iterdir())] == ["link.json", "real.json"]


def test_a_file_that_is_not_there_reads_as_none(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "no.json") is None
