"""What a person writes inside of a managed block."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from contextkit.mapping.pins import line_hashes, merged, person_lines, pinned

FRESH = "## Commands\n\n- Install: `npm ci`\n- Test: `npm test`\n"

_CODES = st.sampled_from(["`a`", "`b`", "`c`", "plain", "other words"])
_LINES = st.builds(lambda mark, code, rest: f"{mark}{code}{rest}", st.sampled_from(["- ", "", "## ", "  "]), _CODES,
                   st.sampled_from(["", ": x", ": y `z`"]))  # fmt: skip
_FENCES = st.builds(lambda line: f"```sh\n{line}\n\n{line}\n```", _LINES)
_TEXTS = st.lists(st.one_of(_LINES, _LINES, st.just(""), _FENCES), max_size=8).map("\n".join)
_GENERATED = st.lists(_LINES.map(str.rstrip), max_size=6, unique=True).map(lambda lines: "\n".join(lines) + "\n")


def test_an_added_line_is_pinned_where_it_stands() -> None:
    edited = FRESH.replace("- Test", "- Ask before `npm update`.\n- Test")

    assert pinned(FRESH, edited, line_hashes(FRESH)) == FRESH.replace(
        "- Test", "- Ask before `npm update`. <!-- pinned -->\n- Test"
    )


def test_a_changed_line_stands_in_the_place_of_ours() -> None:
    edited = FRESH.replace("`npm test`", "`npm test`, after `npm run db`")

    assert pinned(FRESH, edited, line_hashes(FRESH)) == (
        "## Commands\n\n- Install: `npm ci`\n- Test: `npm test`, after `npm run db` <!-- pinned -->\n"
    )


def test_a_line_that_was_taken_out_stays_away() -> None:
    text = pinned(FRESH, FRESH.replace("- Install: `npm ci`\n", ""), line_hashes(FRESH))

    assert text == "## Commands\n\n- Test: `npm test`\n\n<!-- dropped: npm ci -->\n"
    assert merged(FRESH.replace("Install", "Set up"), text) == text


def test_without_a_record_a_line_that_was_taken_out_comes_back() -> None:
    assert pinned(FRESH, FRESH.replace("- Install: `npm ci`\n", ""), ()) == FRESH


def test_a_line_that_is_out_of_date_is_not_taken_for_a_persons() -> None:
    old = FRESH.replace("npm ci", "yarn")

    assert "yarn" not in pinned(FRESH, f"{old}- Mine.\n", line_hashes(old))


def test_paragraphs_and_fences_are_pinned_in_one_piece() -> None:
    added = "Before a release:\n\n```sh\nmake all\n\nmake ship\n```\n"

    text = pinned(FRESH, f"{FRESH}\n{added}", line_hashes(FRESH))

    assert text == f"{FRESH}\n<!-- pinned -->\n{added}<!-- /pinned -->\n"
    assert merged(FRESH, text) == text


def test_pinned_lines_stay_when_ours_change() -> None:
    old = "## Commands\n\n- Test: `npm test`\n- Mine. <!-- pinned -->\n"

    assert merged("## Commands\n\n- Test: `bun test`\n", old) == (
        "## Commands\n\n- Mine. <!-- pinned -->\n- Test: `bun test`\n"
    )


def test_lines_of_a_person_are_told_from_ours() -> None:
    assert person_lines(f"{FRESH}- Mine.\n", line_hashes(FRESH)) == ("- Mine.",)


@given(_GENERATED, _TEXTS)
@settings(max_examples=300, deadline=None)
def test_pinning_keeps_every_line_of_a_person(fresh: str, edited: str) -> None:
    text = pinned(fresh, edited, line_hashes(fresh))

    for line in person_lines(edited, line_hashes(fresh)):
        assert line in text


@given(_GENERATED, _GENERATED, _TEXTS)
@settings(max_examples=300, deadline=None)
def test_merging_twice_is_merging_once(fresh: str, old: str, edited: str) -> None:
    once = merged(fresh, pinned(old, edited, line_hashes(old)))

    assert merged(fresh, once) == once
