"""Credentials are known by their form, and never shown."""

from __future__ import annotations

import random
import string
import subprocess
import sys
from base64 import b64encode

import pytest

from contextkit.facts.document import decode_document, encode_document, extract_document
from contextkit.syntax.secrets import find_secrets

LETTERS = string.ascii_letters + string.digits
UPPER = string.ascii_uppercase + string.digits


def made_up(length: int, letters: str = LETTERS) -> str:
    return "".join(random.Random(length).choices(letters, k=length))


WORKING = {
    "AWS access key": "AKIA" + made_up(16, UPPER),
    "Anthropic key": "sk-ant-api03-" + made_up(93),
    "GitHub token": "ghp_" + made_up(36),
    "GitLab token": "glpat-" + made_up(20),
    "Google API key": "AIza" + made_up(35),
    "Hugging Face token": "hf_" + made_up(34, string.ascii_letters),
    "OpenAI key": "sk-proj-" + made_up(60),
    "SendGrid key": f"SG.{made_up(22)}.{made_up(43)}",
    "Slack token": f"xoxb-{made_up(12, string.digits)}-{made_up(13, string.digits)}-{made_up(24)}",
    "Stripe live key": "sk_live_" + made_up(24),
    "npm token": "//registry.example.org/:_authToken=npm_" + made_up(36),
    "package index token": "pypi-AgEIcHlwaS5vcmc" + made_up(90),
    "private key": f"-----BEGIN RSA PRIVATE KEY-----\n{made_up(64)}\n{made_up(63)}\n-----END RSA PRIVATE KEY-----",
}


@pytest.mark.parametrize("kind", WORKING)
def test_a_credential_is_found_at_its_place(kind: str) -> None:
    (found,) = find_secrets(f"# Rules\n\nUse \u00e9 {WORKING[kind]} .\n".encode())

    assert (found.line, found.kind) == (3, kind)
    assert found.column >= len("Use \u00e9 ") + 1


@pytest.mark.parametrize(
    "text",
    [
        "AKIAIOSFODNN7EXAMPLE",
        "aws_secret_access_key = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'",
        "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "ghp_1234567890abcdefghijklmnopqrstuvwxyz",
        "sk-ant-api03-...",
        "ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a",
        "AIza" + "SyDaGmWKa4JsXZ-HjGw7ISLn_3namBGewQe",
        "sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc",
        "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX",
        "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg...\n-----END PRIVATE KEY-----",
        "-----BEGIN CERTIFICATE-----\n" + made_up(64) + "\n-----END CERTIFICATE-----",
        "//registry.example.org/:_authToken=${NPM_TOKEN}",
        made_up(40, string.hexdigits.lower()),
        "task-" + made_up(40),
    ],
)
def test_an_example_of_a_credential_is_none(text: str) -> None:
    assert find_secrets(text.encode()) == ()


@pytest.mark.parametrize("kind", WORKING)
def test_nothing_of_a_credential_is_kept_beside_its_place(kind: str) -> None:
    document = extract_document(f"Use\n\n<!-- {WORKING[kind]} -->\n".encode(), ".md")

    assert [s.kind for s in document.secrets] == [kind]
    assert decode_document(encode_document(document)).secrets == document.secrets
    assert WORKING[kind][-12:] not in repr(document.secrets)


def test_the_library_is_not_loaded_where_nothing_looks_like_a_credential() -> None:
    code = (
        "import sys; from contextkit.syntax.secrets import find_secrets; "
        "find_secrets(b'a task-list, AKIA, ghp_, xoxb, and a PRIVATE KEY'); print('detect_secrets' in sys.modules)"
    )

    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert out.strip() == "False"


def pem(label: str, content: bytes) -> str:
    return f"-----BEGIN {label}-----\n{b64encode(content).decode()}\n-----END {label}-----\n"


def der(content: bytes) -> bytes:
    return bytes([0x30, len(content)]) + content


KEY = pem("PRIVATE KEY", der(random.Random(1).randbytes(60)))


@pytest.mark.parametrize(
    ("text", "like"),
    [
        (KEY, ""),
        (pem("OPENSSH PRIVATE KEY", b"openssh-key-v1\0" + random.Random(1).randbytes(60)), ""),
        (pem("PRIVATE KEY", random.Random(1).randbytes(60)), "broken"),
        (pem("CERTIFICATE", der(b"\x0c\x20This is only a test!!!")) + KEY, "broken"),
        (KEY + pem("CERTIFICATE", b"\x30\x70A certificate of ours"), "broken"),
        ("".join(f"+{line}\n" for line in KEY.splitlines()), ""),
        (KEY.replace("\n", "\\n"), ""),
        ("'" + KEY.rstrip().replace("\n", "\\n' +\n  '") + "'", ""),
        (pem("CERTIFICATE", der(b"\x0c\x14A certificate of ours")) + KEY, ""),
        (f"An example:\n\n```text\n{KEY}```\n", "sample"),
        (f"```text\n{KEY}```\n\nDo not use this key.\n", "sample"),
        (f"# Examples\n\nMore.\n\n# Ours\n\n{KEY}", ""),
    ],
)
def test_of_a_private_key_it_is_said_whether_it_opens_anything(text: str, like: str) -> None:
    (found,) = find_secrets(text.encode())

    assert (found.kind, found.like) == ("private key", like)
