"""Anchors of pages that take in others when they are built."""

from __future__ import annotations

import pytest

from contextkit.model import Verdict
from tests.references.judging import judged

PART = "## A part\n\n<a id='opt-x'></a>\n"


@pytest.mark.parametrize(
    "include",
    [
        '{% include-markdown "parts/x.md" %}',
        '{%\n  include-markdown "./parts/x.md"\n  heading-offset=1\n%}',
        "{% include x.md %}",
        '--8<-- "docs/parts/x.md"',
        '--8<-- "parts/x.md:some-section"',
        "--8<--\nparts/y.md\nparts/x.md\n--8<--",
        "<!--@include: ./parts/x.md{2,}-->",
        "{!docs/parts/x.md!}",
        "```{include} parts/x.md\n:start-line: 1\n```",
    ],
)
def test_a_page_has_the_anchors_of_what_it_includes(include: str) -> None:
    parts = {"docs/parts/x.md": PART, "docs/_includes/x.md": PART, "docs/parts/y.md": "## Another\n"}
    page = f"# Page\n\n[a](#a-part) [x](#opt-x) [no](#nowhere)\n\n{include}\n"

    found = judged({**parts, "docs/page.md": page}, "docs/page.md")

    assert {raw: r.verdict for raw, r in found.items() if raw.startswith("#")} == {
        "#a-part": Verdict.LIVE,
        "#opt-x": Verdict.LIVE,
        "#nowhere": Verdict.BORN_WRONG,
    }


def test_what_is_included_includes_more() -> None:
    files = {"docs/parts/x.md": "{! y.md !}\n", "docs/parts/y.md": "{! x.md !}\n## Deep\n"}

    found = judged({**files, "docs/page.md": "# Page\n\n[a](#deep) [b](#dip)\n\n{! parts/x.md !}\n"}, "docs/page.md")

    assert (found["#deep"].verdict, found["#dip"].verdict) == (Verdict.LIVE, Verdict.BORN_WRONG)


@pytest.mark.parametrize(
    "line",
    [
        '{% include-markdown "https://example.org/x.md" %}',
        '--8<-- "parts/absent.md"',
        '{% include "parts/more.md" %}',
        "{% if it %}",
        "{{ macro() }}",
        "{{< figure >}}",
        '{{< tab name="nowhere" >}}\nA text\n{{< /tab >}}',
        "## About {{ name }}",
        "About {{ name }}\n-----",
        "::: core.app",
        "`Nowhere`\n: Is no place.",
    ],
)
def test_what_is_not_known_to_go_into_a_page_keeps_its_anchors_unknown(line: str) -> None:
    files = {"docs/parts/more.md": "{{ macro() }}\n", "docs/page.md": f"# Page\n\n[no](#nowhere)\n\n{line}\n"}

    assert judged(files, "docs/page.md")["#nowhere"].verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(
    "text",
    [
        "```toml\n[[entry]]\nrule = '{{ .Name }}'\n```",
        "The rule is `{{ .Name }}`, or ``{% x %}``.",
        "Then {{< param NAME >}} starts.",
        '{{< note kind="mild" >}}\nA text\n{{< /note >}}',
    ],
)
def test_what_brings_no_heading_into_a_page_leaves_its_anchors_known(text: str) -> None:
    found = judged({"docs/page.md": f"# Page\n\n[no](#nowhere)\n\n{text}\n"}, "docs/page.md")

    assert found["#nowhere"].verdict is Verdict.BORN_WRONG
