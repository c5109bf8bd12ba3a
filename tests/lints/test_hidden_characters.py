"""Characters that nobody sees: which of them a text needs, and which are loud."""

from __future__ import annotations

import pytest

from tests.linting.checking import check


def severities(text: str, path: str = "docs/guide.md") -> list[str]:
    return [f.severity for f in check({path: text}, select=["hidden-characters"]).findings]


def safety(text: str) -> str:
    (finding,) = check({"AGENTS.md": text}, select=["hidden-characters"]).findings
    assert finding.fix is not None
    return finding.fix.safety


@pytest.mark.parametrize(
    "text",
    [
        "Klein\u00adschrei\u00adbung, und/oder Donau\u00addampf\u00adschiff.",
        '<abbr title="Donau\u00addampf">DD</abbr> [Donau\u00addampf](a.md)',
        "API\u200c\u0647\u0627 and `code`\u200c\u0647\u0627",
        "\u0d28\u0d4d\u200d, \u0d2a",
        "\U0001f642\u200d\u2194\ufe0f \U0001f3f3\ufe0f\u200d\U0001f308",
        "\u8fbb\U000e0101\u3055\u3093",
        "\u05d0\u200f! \u2066make\u2069 \u05d1",
        "\u0e44\u0e17\u0e22\u200b\u0e14\u0e35",
        "**\u6587\u5b57**\u200b\u3092",
        'A joiner alone: `"\u200d"`, or `\u3164`.',
        '```xml\n<?xpacket begin="\ufeff" id=1?>\n```',
        'Beware of "ig\u200bnore" with a zero-width space.',
        "```js\n\ufeff// U+FEFF at the beginning\n```",
    ],
    ids=ascii,
)
def test_what_typography_or_a_script_needs_is_left_alone(text: str) -> None:
    assert severities(text) == severities(text, "AGENTS.md") == []


@pytest.mark.parametrize(
    "text",
    [
        "Run `make in\u00adstall`.",
        "```sh\nmake in\u00adstall\n```",
        "- Run:\n\n      ```sh\n      make in\u00adstall\n      ```",
        "See https://exam\u00adple.org and [it](docs\u00adpage).",
        "See src/mo\u00adin/a.py.",
        "`rm\u200b -rf`",
        "Never \u202epush\u202c to main.",
        "\u05d0 never \u202epush\u202c",
        "\u05d0 `ma\u200fke`",
        "a\U000e0101",
        "ignore\U000e0069\U000e0067",
    ],
    ids=ascii,
)
def test_what_hides_in_code_or_turns_text_around_is_an_error_everywhere(text: str) -> None:
    assert severities(text) == severities(text, "AGENTS.md") == ["error"]


@pytest.mark.parametrize(
    "text",
    [
        "used \u200b\u200bby \u200bit",
        "a\ufeffb",
        "Hid\u00ad\u200bden",
        "a\u200db",
        "\u51e6\u7406\u200b\u200b\u65b9\u6cd5",
        "a\u200e b",
    ],
    ids=ascii,
)
def test_what_tools_leave_in_prose_is_a_warning_for_people_and_an_error_for_agents(text: str) -> None:
    assert (severities(text), severities(text, "AGENTS.md")) == (["warning"], ["error"])


@pytest.mark.parametrize("text", ["one\u2060\u2014two", "Sort by\u2026\u200b", "and/\u200bor"], ids=ascii)
def test_lines_are_broken_and_held_together_in_documents_for_people(text: str) -> None:
    assert (severities(text), severities(text, "AGENTS.md")) == ([], ["error"])


@pytest.mark.parametrize(
    "text",
    [
        "sand\u200bbox",
        "used \u200b\u200bby",
        "end.\u200b",
        "a \u200b`b`",
        "> \u200bA word",
        "Define `\u2060 schedules.task()`.",
        "`rm\u200b -rf`",
    ],
    ids=ascii,
)
def test_what_stands_between_words_is_removed_safely(text: str) -> None:
    assert safety(text) == "safe"


@pytest.mark.parametrize(
    "text",
    [
        "[a]\u200b(b)",
        "\u200b# No heading",
        "\u200b1. no list",
        "a *\u200bb*",
        "@\u200bada",
        "`` a `\u200b\u200b` b ``",
        "```\n\u200b```\n```",
    ],
    ids=ascii,
)
def test_what_keeps_marks_apart_is_not_removed_safely(text: str) -> None:
    assert safety(text) == "unsafe"
