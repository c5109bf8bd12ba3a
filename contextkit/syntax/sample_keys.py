"""Private keys that open nothing: broken ones, and those that stand by a test's certificate."""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error

from contextkit.patterns import pattern

_CERTIFICATE = pattern(r"-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----(?P<body>.{1,20000}?)-----END ", re.DOTALL)
_MADE_UP = pattern(rb"(?i)\btest|\bexample|\bsample|\bdummy|\bfake|\bdemo\b|snake ?oil|(?:test|sample|dummy)\b")
_SAID = pattern(
    r"\b(?:examples?|samples?|dummy|fake|placeholders?|demonstrat\w+|throw-?away|test (?:keys?|certificates?|only)"
    r"|test purposes|(?:do not|don't|never) (?:\w+ )?use|not (?:\w+ )?(?:real|secure)|(?:for|in) test(?:s|ing)?\b)",
    re.IGNORECASE,
)
_BETWEEN = pattern(r"[\"'`]\s*\+|\\[nrt]|[^A-Za-z0-9+/=]")
"""What stands between the lines of a key in a program's text: quotation marks, and what joins them."""
_BESIDE = 4000
"""Characters within which a certificate is that of the key: two of the longest usual ones."""
_BEFORE, _AFTER = 400, 200
_LONG = 0x80


def opens_nothing(label: str, body: str, before: str, after: str) -> bool:
    """Whether a key is none, or belongs to a certificate that says that it is a test's.

    `label` is what stands between BEGIN and the dashes, `body` all that stands between the two lines, the rest the
    text around.
    """
    if not _is_whole(label, body):
        return True
    around = before[-_BESIDE:] + after[:_BESIDE]
    return any(_is_made_up(found["body"]) for found in _CERTIFICATE.finditer(around))


def is_said_to_be_a_sample(before: str, after: str) -> bool:
    """Whether the words around, from the heading above on, call something an example, or not for use."""
    above = re.split(r"\n#{1,6} ", before[-_BEFORE:])[-1]
    return bool(_SAID.search(above) or _SAID.search(after[:_AFTER]))


def _is_whole(label: str, body: str) -> bool:
    """Whether the body has the form of its kind of key; what is encrypted, or PGP's, is taken at its word."""
    if "PGP" in label or "ENCRYPTED" in label:
        return True
    decoded = _decoded(body)
    if "OPENSSH" in label:
        return decoded is not None and decoded.startswith(b"openssh-key-v1\0")
    return decoded is not None and _is_sequence(decoded)


def _is_made_up(body: str) -> bool:
    decoded = _decoded(body)
    return decoded is None or not _is_sequence(decoded) or _MADE_UP.search(decoded) is not None


def _decoded(body: str) -> bytes | None:
    lines = [line for line in body.splitlines() if line.strip()]
    is_added = all(line.startswith("+") for line in lines)  # a patch
    text = "\n".join(line[1:] for line in lines) if is_added else body
    try:
        return b64decode(_BETWEEN.sub("", text), validate=True)
    except Error:
        return None


def _is_sequence(content: bytes) -> bool:
    """Whether this is one sequence of DER, as long as it says that it is."""
    if len(content) < 2 or content[0] != 0x30:
        return False
    if content[1] < _LONG:
        return len(content) == 2 + content[1]
    size = content[1] - _LONG
    return len(content) == 2 + size + int.from_bytes(content[2 : 2 + size])
