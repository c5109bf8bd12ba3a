"""Finds characters that agents read and people do not see."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from contextkit.lint_api import Fix, Match, Project, Safety, edit_at, location_at

# Zero width, soft hyphen, bidi controls, invisible operators and fillers, tags, selectors of variants beyond the 16th.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\U000e0000-\U000e0fff]+"
)
ASCII = bytes(range(128))
SOFT_HYPHEN, BREAK, NO_BREAK = "\u00ad", "\u200b", "\u2060"
JOINERS, MARKS = "\u200c\u200d", "\u200e\u200f\u061c"
OPENERS, CLOSERS = "\u202a\u202b\u2066\u2067\u2068", "\u202c\u2069"
# What people's own tools leave in prose: it hides nothing, and is out of place.
LEAVINGS = f"{SOFT_HYPHEN}{BREAK}{NO_BREAK}{JOINERS}{MARKS}\u034f\u2061\u2062\u2063\u2064\ufeff"
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# Hebrew to Mongolian, and the scripts of South and South-East Asia beyond.
JOINING = re.compile("[\u0590-\u109f\u1700-\u18af\u1900-\u1cff\ua840-\uaaff\uabc0-\uabff\ufb1d-\ufdff\ufe70-\ufefc]")
WITHOUT_SPACES = "[\u0e00-\u109f\u1780-\u17ff\u1950-\u1aaf\ua980-\ua9ff\uaa60-\uaa7f]"
EAST_ASIAN = "[\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
# Between words of a script without spaces; between letters and the marks of Markdown, which need not touch there.
MAY_BREAK = re.compile(
    f"{WITHOUT_SPACES}{BREAK}|{BREAK}{WITHOUT_SPACES}|[*_~`]{BREAK}{EAST_ASIAN}|{EAST_ASIAN}{BREAK}[*_~`]"
)
# Characters that belong to the letter before.
BELONGING = re.compile(
    "[\u0300-\u036f\u0590-\u08ff]\u034f|[\u1820-\u18aa]\u180e|[\u1780-\u17ff][\u17b4\u17b5]|[\u1100-\u11ff][\u115f\u1160]"
    f"|[\uffa1-\uffdc]\uffa0|{EAST_ASIAN}[\U000e0100-\U000e01ef]"
)
FENCES = "`~"
OPTIONS: Mapping[Safety, str] = {"safe": "--fix", "unsafe": "--unsafe-fixes"}
STOPS = ".,;:!?()'\"`"
FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{2,6}\U000e007f")

CODE = re.compile(
    r"^[ \t>]*(`{3,}|~{3,})[^\n]*\n(?P<fence>.*?)(?:^[ \t>]*\1|\Z)"
    r"|(?<!`)(`+)(?!`)(?P<span>(?:(?!\n[ \t]*\n).)+?)(?<!`)\3(?!`)",
    re.DOTALL | re.MULTILINE,
)
PLACE = re.compile(r"://|[@_=]|\\\w|^www\.|^(?:~|\.{0,2})/|\w\.\w|\w/\w[^/]*/\w")
"""What is an address, a path or a name of code, and no word of a text."""
WORD_ENDS = re.compile("[\\s\"'`<>()\\[\\]{}|\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb]")
NAMED = re.compile(
    r"(zero|no)[- ]width|\b(ZWN?J|ZWSP|BOM|SHY)\b|byte[- ]order|(soft|discretionary)[- ]hyphen|invisible|filler",
    re.IGNORECASE,
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
    agents = frozenset(project.agent_files)
    for path in project.paths:
        text = project.read(path)
        strange = "" if text is None or text.isascii() else beyond_ascii(text)
        if text is not None and INVISIBLE.search(strange):
            yield from invisible_ones(path, text, is_for_agents=path in agents)
        if text is not None and A_LOOK_ALIKE.search(strange):
            yield from look_alikes(path, text)


def beyond_ascii(text: str) -> str:
    """All that is not ASCII, in order: little, so that the patterns need not run over whole documents."""
    return text.encode("utf-8", "surrogateescape").translate(None, ASCII).decode("utf-8", "surrogateescape")


@dataclass(frozen=True, slots=True)
class Hidden:
    """Invisible characters that stand side by side."""

    start: int
    characters: str
    line: str
    at: int
    """Where they begin in their line."""
    code: str | None
    """The block or span of code that they are in."""

    @property
    def before(self) -> str:
        """The character before; "" at the beginning of the line."""
        return self.line[: self.at][-1:]

    @property
    def after(self) -> str:
        return self.line[self.at + len(self.characters) :][:1]

    @property
    def is_in_prose(self) -> bool:
        return self.code is None and PLACE.search(self.word) is None

    @property
    def word(self) -> str:
        """What stands around without a space, a quotation mark or a bracket; the target of a link as an address."""
        before, after = WORD_ENDS.split(self.line[: self.at])[-1], WORD_ENDS.split(self.line[self.at :])[0]
        link = "://" if self.line[: self.at - len(before)].endswith("](") else ""
        return link + INVISIBLE.sub("", before + after).strip("*_.,;:!?")


def invisible_ones(path: str, text: str, *, is_for_agents: bool) -> Iterator[Match]:
    """A match for each line that holds any; in the prose of a document for people, leavings are a warning."""
    found = [h for h in hidden_in(text) if not is_needed(h) and (is_for_agents or not is_typography(h))]
    for _, group in groupby(found, key=lambda h: text.count("\n", 0, h.start)):
        line = list(group)
        characters = "".join(h.characters for h in line)
        is_loud = is_for_agents or not all(h.is_in_prose and set(h.characters) <= set(LEAVINGS) for h in line)
        safety: Safety = "safe" if all(is_idle(h) for h in line) else "unsafe"
        edits = tuple(edit_at(path, text, h.start, h.start + len(h.characters), "") for h in line)
        yield Match(
            location=location_at(path, text, line[0].start),
            values={
                "name": name_of(characters[0]),
                "code": code_of(characters[0]),
                "more": str(len(characters) - 1),
                "option": OPTIONS[safety],
            },
            fix=Fix(safety, edits),
            symbol=" ".join(code_of(character) for character in characters),
            variant="" if len(characters) == 1 else "several",
            severity=None if is_loud else "warning",
        )


def hidden_in(text: str) -> Iterator[Hidden]:
    """All that is invisible, but for the byte order mark at the beginning and the letters of flags."""
    flags = [found.span() for found in FLAG.finditer(text)]
    code = [found.span("fence" if found["span"] is None else "span") for found in CODE.finditer(text)]
    for found in INVISIBLE.finditer(text):
        start, end = found.span()
        if start == 0 and found[0][0] == "\ufeff":
            start += 1  # a byte order mark
        if start < end and not any(first < start and end <= last for first, last in flags):
            inside = next((text[first:last] for first, last in code if first <= start and end <= last), None)
            first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
            line = text[first : last if last >= 0 else None].rstrip("\r")
            yield Hidden(start, text[start:end], line, start - first, inside)


def is_needed(hidden: Hidden) -> bool:
    """Whether typography, emoji or a script needs these characters, or the line shows them knowingly."""
    if is_shown(hidden):
        return True
    may_meet = len(hidden.characters) == 2 and set(hidden.characters) <= {*JOINERS, *MARKS, *OPENERS, *CLOSERS}
    return (len(hidden.characters) == 1 or may_meet) and all(
        is_one_needed(character, hidden) for character in hidden.characters
    )


def is_one_needed(character: str, hidden: Hidden) -> bool:
    before, after = hidden.before, hidden.after
    if character == SOFT_HYPHEN:
        return hidden.is_in_prose and is_letter(before) and is_letter(after)
    if character in JOINERS:
        return joins(before, after)
    if character in MARKS:
        return RIGHT_TO_LEFT.search(hidden.line if hidden.code is None else hidden.code) is not None
    if character in OPENERS or character in CLOSERS:
        return hidden.code is None and RIGHT_TO_LEFT.search(hidden.line) is not None and is_balanced(hidden.line)
    if character == BREAK:
        return hidden.code is None and MAY_BREAK.search(before + BREAK + after) is not None
    return BELONGING.match(before + character) is not None


def is_shown(hidden: Hidden) -> bool:
    """Whether one character stands alone between quotation marks, or the line calls it by its name."""
    if len(INVISIBLE.sub("", hidden.line)) + 2 < len(hidden.line) or len(hidden.characters) > 1:
        return False
    is_quoted = hidden.before == hidden.after and hidden.before in {'"', "'", "`"}
    return is_quoted or code_of(hidden.characters)[2:] in hidden.line.upper() or NAMED.search(hidden.line) is not None


def is_letter(character: str) -> bool:
    return character != "" and unicodedata.category(character)[0] in "LM"


def joins(before: str, after: str) -> bool:
    """Whether one of two emoji, or a letter of a script that joins its letters, stands here."""
    if JOINING.match(before) or JOINING.match(after):
        return True
    return is_emoji(before) and (is_emoji(after) or after in {"\u2194", "\u2195"})


def is_emoji(character: str) -> bool:
    """Emoji, their colours and variants."""
    return character != "" and (unicodedata.category(character) in {"So", "Sk"} or character == "\ufe0f")


def is_balanced(line: str) -> bool:
    """Whether each change of direction ends on its line, and none turns text around."""
    opened = sum(line.count(character) for character in OPENERS)
    return opened == sum(line.count(c) for c in CLOSERS) and "\u202d" not in line and "\u202e" not in line


def is_typography(hidden: Hidden) -> bool:
    """Whether a line may break after dots, a dash or a slash; or is held together where it might."""
    around = hidden.before + hidden.after
    if hidden.characters == BREAK:
        return hidden.before == "\u2026" or (hidden.before in {"\u2013", "\u2014", "/"} and hidden.is_in_prose)
    is_held = len(around) == 2 and not around.isalnum() and not any(character.isspace() for character in around)
    return hidden.characters == NO_BREAK and hidden.is_in_prose and is_held


def is_idle(hidden: Hidden) -> bool:
    """Whether nothing else changes when it is gone: not what Markdown takes the characters around it for."""
    before, after = hidden.before or " ", hidden.after or " "
    if not set(hidden.characters) <= set(LEAVINGS):
        return True  # nobody puts these between marks
    if hidden.line[: hidden.at].strip(" \t>") == "":
        return after.isalpha()
    if hidden.code is not None:
        return not (before in FENCES and after in FENCES)
    if all(c.isalnum() or c.isspace() for c in (before, after)):
        return True
    return (before.isspace() and after in STOPS) or (after.isspace() and before in STOPS)


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
