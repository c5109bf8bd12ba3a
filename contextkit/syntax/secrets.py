"""Secrets in a text: kinds of credentials that are known by their form, found by detect-secrets and a few of our own.

Only kinds that can hardly be anything else are looked for, and never by entropy alone. What a secret says leaves this
module in no form: not as a part of it, not as its hash, not as its length.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from functools import cache
from math import log2
from typing import TYPE_CHECKING

from contextkit.model import Secret
from contextkit.syntax.sample_keys import is_said_to_be_a_sample, opens_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contextkit.model import Likeness

    _Found = tuple[int, str, Likeness]

_BEGINNINGS = (
    b"PRIVATE KEY",
    *b"""AKIA ASIA ABIA ACCA ghp_ gho_ ghs_ ghu_ ghr_ github_pat_ glpat- gldt- glft- glsoat- glrt- GR1348941 glcbt-
    glimt- glptt- glagent- gloas- xox hooks.slack.com _live_ sk-ant- sk-proj- sk-svcacct- sk-admin- T3BlbkFJ SG.
    :_authToken= pypi-Ag sq0csp- AIza hf_""".split(),
)
"""What each kind begins with, or holds: a text without any is settled at once."""
_LIKELY = re.compile(
    r"(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}|gh[opsur]_\w{36}|github_pat_\w{22}|gl[a-z]{2,5}-[\w-]{20}|GR1348941|xox[a-z]-\d"
    r"|hooks\.slack\.com/services/T|[sr]k_live_\w{20}|sk-[\w-]{20}|SG\.[\w-]{22}\.|_authToken=\s*(?:npm_\w|[\w-]{36})"
    r"|pypi-Ag\w{20}|sq0csp-\w{9}|AIza[\w-]{35}|hf_\w{30}"
)
"""A line that is none of these is not worth 0.3 s, which loading the library takes."""

_DETECTORS = (
    ("aws", "AWSKeyDetector", "AWS access key"),
    ("github_token", "GitHubTokenDetector", "GitHub token"),
    ("gitlab_token", "GitLabTokenDetector", "GitLab token"),
    ("npm", "NpmDetector", "npm token"),
    ("openai", "OpenAIDetector", "OpenAI key"),
    ("pypi_token", "PypiTokenDetector", "package index token"),
    ("sendgrid", "SendGridDetector", "SendGrid key"),
    ("slack", "SlackDetector", "Slack token"),
    ("square_oauth", "SquareOAuthDetector", "Square secret"),
    ("stripe", "StripeDetector", "Stripe live key"),
)
_OURS = (
    (re.compile(r"\bgithub_pat_\w{22}_\w{59}\b"), "GitHub token"),
    (re.compile(r"\bsk-ant-[a-z]+\d\d-[\w-]{80,}"), "Anthropic key"),
    (re.compile(r"\bsk-(?:proj|svcacct|admin)-[\w-]{40,}"), "OpenAI key"),
    (re.compile(r"\bAIza[\w-]{35}(?![\w-])"), "Google API key"),
    (re.compile(r"\bhf_[A-Za-z]{34}\b"), "Hugging Face token"),
)
_KEY = re.compile(
    r"-----BEGIN (?P<label>(?:[A-Z0-9]+ )*)PRIVATE KEY(?: BLOCK)?-----(?P<body>.{1,20000}?)-----END ", re.DOTALL
)
_HEADER = re.compile(r"(?:Proc-Type|DEK-Info|Version|Comment): [^\n\\]*")
_EXAMPLE = re.compile(
    r"""example | sample | dummy | fake | placeholder | redact | changeme | your | test | secret | token | insert
    | (.)\1{4} | 01234 | 12345 | 23456 | 34567 | 45678 | 98765 | abcde | bcdef | cdefg | qwert | deadbeef | xxx | \.\.\.
    | \*\*\*""",
    re.VERBOSE | re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"16C7e42F292c6912E7710c838347Ae178B4a|SyDaGmWKa4JsXZ-HjGw7ISLn_3namBGewQe|ngeVfQFYQlKU0ufo8x5d1A"
    r"|4eC39HqLyjWDarjtT1zdp7dc|BQokikJOvBiI2HlWgH4olfQ2"
)
"""The samples of GitHub's, Google's, SendGrid's and Stripe's own manuals, without their prefixes."""
_SHORTEST = 16
_MIN_BITS = 3.0
"""Of entropy a character: random ones have 4 to 5, an example that was typed by hand has less."""


def find_secrets(content: bytes) -> tuple[Secret, ...]:
    """The secrets of a text, by place, each once; those that are plainly examples are left out.

    Of a private key it is said whether it opens nothing, or is called a sample: who may read it decides what follows.
    """
    if not _may_hold_any(content):
        return ()
    text = content.decode("utf-8", "surrogateescape")
    starts = [0, *(m.end() for m in re.finditer("\n", text))]
    tokens: Iterator[_Found] = ((at, kind, "") for at, kind in _tokens(text, starts))
    found = {at: (kind, like) for at, kind, like in sorted((*_private_keys(text), *tokens), reverse=True)}
    return tuple(_placed(at, kind, like, starts) for at, (kind, like) in sorted(found.items()))


def _may_hold_any(content: bytes) -> bool:
    return any(beginning in content for beginning in _BEGINNINGS)


def _placed(at: int, kind: str, like: Likeness, starts: Sequence[int]) -> Secret:
    line = bisect_right(starts, at)
    return Secret(line, at - starts[line - 1] + 1, kind, like)


def _tokens(text: str, starts: Sequence[int]) -> Iterator[tuple[int, str]]:
    for start, line in zip(starts, text.split("\n"), strict=True):
        if _LIKELY.search(line):
            yield from ((start + at, kind) for at, value, kind in _values(line) if not _is_example(value))


def _values(line: str) -> Iterator[tuple[int, str, str]]:
    for pattern, kind in (*_library(), *_OURS):
        for found in pattern.finditer(line):
            group = next((i for i in range(found.re.groups, 0, -1) if len(found[i] or "") >= _SHORTEST), 0)
            yield found.start(group), found[group], kind


@cache
def _library() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The library's patterns alone: its detectors, asked for a verdict, may ask the network."""
    from importlib import import_module

    found: list[tuple[re.Pattern[str], str]] = []
    for module, name, kind in _DETECTORS:
        detector = getattr(import_module(f"detect_secrets.plugins.{module}"), name)
        found.extend((pattern, kind) for pattern in detector.denylist)
    return tuple(found)


def _private_keys(text: str) -> Iterator[_Found]:
    """Keys whose body is there: a first and a last line alone are how documents speak of keys."""
    for key in _KEY.finditer(text):
        body = re.sub(r"\\[nrt]|[\s\"'+>|,#]", "", _HEADER.sub("", key["body"]))
        if len(body) >= 64 and re.fullmatch(r"[A-Za-z0-9/=]+", body) and not _is_example(body, is_long=True):
            yield key.start(), "private key", _likeness(key, text)


def _likeness(key: re.Match[str], text: str) -> Likeness:
    before, after = text[: key.start()], text[key.end() :]
    label = "ENCRYPTED" if "ENCRYPTED" in key["body"] else key["label"]
    if opens_nothing(label + ("PGP" if "BLOCK" in key[0] else ""), _HEADER.sub("", key["body"]), before, after):
        return "broken"
    return "sample" if is_said_to_be_a_sample(before, after) else ""


def _is_example(value: str, *, is_long: bool = False) -> bool:
    """Whether a value shows how a secret looks and is none; a word proves nothing in the long body of a key."""
    if not is_long and (_EXAMPLE.search(_secret_part(value)) or _PUBLISHED.search(value)):
        return True
    counts = Counter(value)
    bits = -sum(n / len(value) * log2(n / len(value)) for n in counts.values())
    return bits < _MIN_BITS


def _secret_part(value: str) -> str:
    """Without the beginning that tells its kind."""
    return re.sub(r"^(?:[a-z]+_live_|github_pat_|gh[opsur]_|sk-(?:[a-z]+-)?|https://\S+/services/|//\S+=)", "", value)
