"""Managed blocks in a person's file."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contextkit.errors import ContextkitError
from contextkit.mapping.blocks import block_text, inserted, newline_of, read_blocks, skipped_blocks, with_blocks

NAMES = ("map/a", "map/b", "map/c")

_BYTES = st.lists(
    st.sampled_from([b"x", b"# y", b"\xff\xfe", b"\r\n", b"\n", b"\n\n", b" ", b"- `z`", b"<!-- mine -->", b"```"]),
    max_size=8,
).map(b"".join)
_TEXTS = st.text(alphabet="ab -#`\n", max_size=30).filter(lambda t: "```" not in t)


def file_with(text: str, before: str = "# Mine\n\n", after: str = "\nMine too.\n") -> bytes:
    return f"{before}{block_text('map/a', text)}{after}".encode()


def test_a_block_is_read_as_it_was_written() -> None:
    (block,) = read_blocks(file_with("- one\n- two\n"), "AGENTS.md")

    assert (block.name, block.line, block.text, block.is_edited) == ("map/a", 3, "- one\n- two\n", False)


def test_a_hand_edit_shows_in_the_hash() -> None:
    (block,) = read_blocks(file_with("- one\n").replace(b"one", b"1"), "AGENTS.md")

    assert block.is_edited


def test_space_at_line_ends_and_blank_lines_at_the_marks_are_no_edit() -> None:
    content = file_with("- one\n").replace(b"- one\n", b"\n- one  \r\n\n")

    assert not read_blocks(content, "AGENTS.md")[0].is_edited


def test_a_mark_without_a_hash_and_text_asks_for_the_block() -> None:
    content = b"<!-- contextkit:begin map/a -->\n<!-- contextkit:end map/a -->\n"

    made = with_blocks(content, "AGENTS.md", {"map/a": "- one\n"})

    assert made == block_text("map/a", "- one\n").encode()


def test_a_text_below_a_mark_without_a_hash_is_a_persons() -> None:
    content = b"<!-- contextkit:begin map/a -->\nmine\n<!-- contextkit:end map/a -->\n"

    assert read_blocks(content, "AGENTS.md")[0].is_edited


def test_an_unchanged_block_keeps_its_bytes_however_a_formatter_wrote_them() -> None:
    content = file_with("- one\n").replace(b"- one\n", b"\n- one\n\n\n")

    assert with_blocks(content, "AGENTS.md", {"map/a": "- one\n"}) == content


def test_a_file_with_crlf_keeps_crlf() -> None:
    content = file_with("- one\n").replace(b"\n", b"\r\n")

    made = with_blocks(content, "AGENTS.md", {"map/a": "- two\n"})

    assert made == file_with("- two\n").replace(b"\n", b"\r\n")


def test_a_byte_order_mark_and_a_missing_last_newline_stay() -> None:
    content = b"\xef\xbb\xbf" + block_text("map/a", "- one\n").encode().rstrip()

    made = with_blocks(content, "AGENTS.md", {"map/a": "- two\n"})

    assert made == b"\xef\xbb\xbf" + block_text("map/a", "- two\n").encode().rstrip()


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"x\n<!-- contextkit:begin map/a -->\n", "AGENTS.md:2"),
        (b"<!-- contextkit:end map/a -->\n", "AGENTS.md:1"),
        (b"<!-- contextkit:begin map/a -->\n<!-- contextkit:begin map/b -->\n", "AGENTS.md:2"),
        (b"<!-- contextkit:begin map/a -->\n<!-- contextkit:end map/b -->\n", "AGENTS.md:2"),
        (b"<!-- contextkit:begin map/a --> x\n<!-- contextkit:end map/a -->\n", "AGENTS.md:1"),
        (b"<!-- contextkit:begin map/a -->\n<!-- contextkit:end map/a -->\n" * 2, "AGENTS.md:3"),
        (b"<!-- contextkit:begin map/a -->\n```\n<!--contextkit:end map/a -->\n", "AGENTS.md:3"),
    ],
)
def test_marks_that_do_not_pair_are_an_error_that_names_file_and_line(content: bytes, place: str) -> None:
    with pytest.raises(ContextkitError, match=place):
        read_blocks(content, "AGENTS.md")


def test_marks_that_are_quoted_are_text() -> None:
    shown = block_text("map/a", "x\n")
    content = f"```md\n{shown}```\n\n    {shown.replace(chr(10), chr(10) + '    ')}\nA `<!-- contextkit:end x -->`.\n"

    assert read_blocks(content.encode(), "AGENTS.md") == ()


def test_a_block_that_is_not_wanted_is_named() -> None:
    assert skipped_blocks(b"<!-- contextkit:skip map/places -->\n") == {"map/places"}


@pytest.mark.parametrize(
    ("content", "at", "made"),
    [
        (b"", 0, b"B\n"),
        (b"a", 1, b"a\n\nB\n"),
        (b"a\n", 2, b"a\n\nB\n"),
        (b"a\n\n", 3, b"a\n\nB\n"),
        (b"a\r\n", 3, b"a\r\n\r\nB\r\n"),
        (b"a\nb\n", 2, b"a\n\nB\n\nb\n"),
    ],
)
def test_a_block_is_put_in_with_blank_lines_around(content: bytes, at: int, made: bytes) -> None:
    assert inserted(content, at, "B\n") == made


@given(st.tuples(_BYTES, _BYTES, _BYTES), st.tuples(_TEXTS, _TEXTS), st.dictionaries(st.sampled_from(NAMES), _TEXTS))
@settings(max_examples=300, deadline=None)
def test_no_byte_outside_of_blocks_is_lost(
    around: tuple[bytes, bytes, bytes], held: tuple[str, str], texts: dict[str, str]
) -> None:
    outside = (around[0] + b"\n", around[1] + b"\n", around[2])
    first, second = (block_text(name, text).encode() for name, text in zip(NAMES, held, strict=False))
    content = outside[0] + first + outside[1] + second + outside[2]
    if len(read_blocks(content, "AGENTS.md")) != 2:  # a fence around a mark
        return

    made = with_blocks(content, "AGENTS.md", texts)

    found = read_blocks(made, "AGENTS.md")
    assert (made[: found[0].start], made[found[0].end : found[1].start], made[found[1].end :]) == outside
    assert with_blocks(made, "AGENTS.md", texts) == made


@given(_BYTES, st.integers(min_value=0, max_value=20))
@settings(deadline=None)
def test_putting_in_a_block_only_adds_bytes(content: bytes, line: int) -> None:
    starts = [0, *(i + 1 for i, b in enumerate(content) if b == 10), len(content)]
    at = starts[min(line, len(starts) - 1)]

    made = inserted(content, at, block_text("map/a", "x"))

    block = block_text("map/a", "x").replace("\n", newline_of(content)).encode()
    assert block in made
    left, _, right = made.partition(block)
    assert left.startswith(content[:at])
    assert not left[at:].strip()
    assert right.endswith(content[at:])
    assert not right.removesuffix(content[at:]).strip()
