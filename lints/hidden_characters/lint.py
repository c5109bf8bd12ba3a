"""Finds characters that agents read and people do not see."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from contextkit.lint_api import Fix, Match, Project, edit_at, location_at

# Zero width, soft hyphen, bidi controls, invisible operators and fillers, tags, selectors of variants beyond the 16th.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\U000e0000-\U000e0fff]+"
)
ASCII = bytes(range(128))
JOINERS = "\u200c\u200d"
MARKS = "\u200e\u200f\u061c"
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{2,6}\U000e007f")

CODE = re.compile(
    r"^ {0,3}(`{3,}|~{3,})[^\n]*\n(?P<fence>.*?)(?:^ {0,3}\1|\Z)|(?<!`)(`+)(?!`)(?P<span>.+?)(?<!`)\3(?!`)",
    re.DOTALL | re.MULTILINE,
)
WORD = re.compile(r"[^\W\d_]{2,}")
LOOK_ALIKES = dict(
    zip(
        "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u051b\u051d\u04bb\u0410\u0412\u0415\u041a"
        "\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0406\u0408\u0405\u03bf\u03b1\u03bd\u03c1\u0391\u0392\u0395\u0396"
        "\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7",
        "aeopcyxijsdqwhABEKMHOPCTXIJSoavpABEZHIKMNOPTYX",
        strict=True,
    )
)
A_LOOK_ALIKE = re.compile(f"[{''.join(LOOK_ALIKES)}]")


def check(project: Project) -> Iterator[Match]:
    for path in project.paths:
        text = project.read(path)
        strange = "" if text is None or text.isascii() else beyond_ascii(text)
        if text is not None and INVISIBLE.search(strange):
            yield from invisible_ones(path, text)
        if text is not None and A_LOOK_ALIKE.search(strange):
            yield from look_alikes(path, text)


def beyond_ascii(text: str) -> str:
    """All that is not ASCII, in order: little, so that the patterns need not run over whole documents."""
    return text.encode("utf-8", "surrogateescape").translate(None, ASCII).decode("utf-8", "surrogateescape")


def invisible_ones(path: str, text: str) -> Iterator[Match]:
    flags = [found.span() for found in FLAG.finditer(text)]
    for found in INVISIBLE.finditer(text):
        start, end = found.span()
        if start == 0 and found[0][0] == "\ufeff":
            start += 1  # a byte order mark
        is_in_flag = any(first < start and end <= last for first, last in flags)
        if start == end or is_in_flag or is_needed(text, start, end):
            continue
        hidden = text[start:end]
        yield Match(
            location=location_at(path, text, start),
            values={"name": name_of(hidden[0]), "code": code_of(hidden[0]), "more": str(len(hidden) - 1)},
            fix=Fix("safe", (edit_at(path, text, start, end, ""),)),
            symbol=" ".join(code_of(character) for character in hidden),
            variant="" if len(hidden) == 1 else "several",
        )


def is_needed(text: str, start: int, end: int) -> bool:
    """Whether emoji or a script that joins its letters need this one character."""
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    if end - start != 1 or not before or not after:
        return False
    if text[start] in JOINERS:
        return joins(before) and joins(after)
    return text[start] in MARKS and RIGHT_TO_LEFT.search(line_of(text, start)) is not None


def line_of(text: str, index: int) -> str:
    return text[text.rfind("\n", 0, index) + 1 : text.find("\n", index) if "\n" in text[index:] else len(text)]


def joins(character: str) -> bool:
    """Emoji, their colours and variants, and letters beyond Latin, Greek and Cyrillic."""
    category = unicodedata.category(character)
    return category in {"So", "Sk", "Mn", "Mc"} or (category == "Lo" and ord(character) > 0x52F)


def look_alikes(path: str, text: str) -> Iterator[Match]:
    """Words in code that mix ASCII letters with letters that only look like them."""
    for code in CODE.finditer(text):
        group = "fence" if code["span"] is None else "span"
        for word in WORD.finditer(code[group]):
            foreign = A_LOOK_ALIKE.search(word[0])
            if foreign and is_disguised(word[0]):
                yield disguise(path, text, code.start(group) + word.start(), word[0], foreign[0])


def is_disguised(word: str) -> bool:
    """Whether a word is ASCII, and at least two letters of it, but for what looks like ASCII."""
    plain = [letter for letter in word if letter.isascii()]
    return len(plain) >= 2 and all(letter.isascii() or letter in LOOK_ALIKES for letter in word)


def disguise(path: str, text: str, index: int, word: str, letter: str) -> Match:
    values = {"word": word, "name": name_of(letter), "code": code_of(letter), "ascii": LOOK_ALIKES[letter]}
    return Match(location_at(path, text, index), values, symbol=word, variant="look-alike")


def name_of(character: str) -> str:
    return unicodedata.name(character, "an unassigned character")


def code_of(character: str) -> str:
    return f"U+{ord(character):04X}"
