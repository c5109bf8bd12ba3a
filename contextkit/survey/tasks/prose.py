"""What documents tell a contributor to type: fenced shell, and inline code."""

from __future__ import annotations

import re
from posixpath import dirname
from typing import TYPE_CHECKING, NamedTuple

from contextkit.survey.inventory import Evidence
from contextkit.survey.tasks.about import shortened
from contextkit.survey.tasks.judge import is_own_program, is_plain, stands
from contextkit.survey.tasks.said import Said
from contextkit.survey.tasks.scripts import FOREIGN_FOLDERS
from contextkit.survey.tasks.shell_lines import Typed, plain_commands

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contextkit.survey.commands.terms import Sources

_GUIDE = re.compile(
    r"contributing|contribute|contributors?|contribution[-_](?:workflow|guide)|hacking"
    r"|develop(?:ment|ing|ers?)?(?:[-_](?:guide|setup|environment|workflow))?|building(?:[-_]from[-_]source)?"
    r"|testing(?:[-_]guide)?|tests|code[-_]quality(?:[-_]guide)?|local[-_]development|[\w-]+[-_]development"
    r"|dev[-_](?:setup|guide|environment)|pull[-_]request\w*"
)
_GUIDE_AT_THE_TOP = re.compile(r"getting[-_]started|onboarding|setup|build|test|install(?:ing|ation)?|style[-_]?guide")
"""What such pages tell in a folder of documentation is for users."""
_GUIDES_INSIDE = re.compile(
    r"(?:^|/)(?:contributing|contribution|contributors|development|developers?|dev-docs|hacking)/"
)
_ASIDE = re.compile(
    r"version|release|changelog|blog|upgrad|migrat|tutorial|/(?:v?\d+\.)|/(?:zh|ja|es|fr|de|pt|ko|ru)(?:[-_]\w+)?/|template"
)
_SITE = re.compile(
    r"(?:^|/)(?:docs?|docs?[-_]?\w*|documentation|websites?|site|www|\.github|contributing|development)/"
)
_SHELLS = frozenset("sh bash shell zsh console terminal shell-session text powershell".split()) | {""}
_FOR_CONTRIBUTORS = re.compile(
    r"develop|contribut|hack|build|test|lint|format|local|quality|checks?\b|workflow|source|compil", re.IGNORECASE
)
_VARIANT = re.compile(
    r"\bpytest\b.*\s-m\s|\bpytest\b(?!.*(?:::|/|\s-k\s)).*\s(?:-m\s|-n\s|--cov|-v\b|-x\b|--durations|--lf)"
)
"""A call of all tests with other options; that there are such options is no command of its own."""
_LIMIT = 80
_FOLDER = re.compile(
    r"\b(?:in|inside|within|into|from|enter)(?: of)? (?:the|your|its|their) ([`\w./@-]+(?: \w+)?)"
    r" (?:folder|directory)\b",
    re.IGNORECASE,
)
_ROOT = re.compile(
    r"\b(?:root|top|main|base|project|repo\w*|same|current|checkout|source|working|cloned?)\b", re.IGNORECASE
)
_CONTAINER = re.compile(r"\b(?:in|inside|within|into) (?:the|a|your|this) (?:\w+ ?)?container\b", re.IGNORECASE)
_CONTAINERS = re.compile(r"\bdev[- ]?containers?\b|\bcodespaces?\b|\bgitpod\b", re.IGNORECASE)


class _Text(NamedTuple):
    lines: Sequence[tuple[int, str]]
    heading: str
    about: str
    sentence: str = ""


def told_by_documents(sources: Sources) -> Iterator[Said]:
    """Each command in the guides for contributors and in READMEs that can be typed here."""
    for path, weight in _documents(sources):
        text = sources.files.text(path)
        if text is None or len(text) > 200_000:
            continue
        home = _home(path, sources)
        for piece in _pieces(text):
            is_apt = weight >= 2 or _FOR_CONTRIBUTORS.search(piece.heading)
            for typed in plain_commands(piece.lines, home):
                yield from _said(typed, path, home, piece, weight if is_apt else weight / 2, sources)


def _documents(sources: Sources) -> list[tuple[str, float]]:
    """Guides count more than READMEs, those near the root more than those below."""
    found: list[tuple[int, str, float]] = []
    for path in sources.tree.entries:
        lower = path.lower()
        if lower.endswith((".md", ".mdx", ".rst", ".adoc")) and not FOREIGN_FOLDERS.search(dirname(path)):
            weight = _weight(lower)
            if weight:
                found.append((path.count("/"), path, weight))
    found.sort()
    return [(path, weight) for _, path, weight in found[:_LIMIT]]


def _home(path: str, sources: Sources) -> str:
    """The folder in which a document's commands are typed: its package's or its own; pages of a site mean the root."""
    folder, _, name = path.rpartition("/")
    package = sources.packages.chain(folder)[0]
    is_of_the_folder = re.match(r"readme|contributing|develop", name.lower()) is not None
    if is_of_the_folder and package == folder:
        return folder
    if _SITE.search(f"{package or folder}/"):
        return ""
    is_plain_folder = name.lower().startswith("readme") and not folder.startswith(".")
    return package or (folder if is_plain_folder else "")


def _weight(path: str) -> float:
    folder, _, name = path.rpartition("/")
    stem = name.rpartition(".")[0]
    depth = path.count("/")
    if _ASIDE.search(path):
        return 0.0
    if _GUIDE.fullmatch(stem) or (_GUIDES_INSIDE.search(path) and depth < 4):
        return 2.0 if depth < 3 else 1.0
    if folder in ("", ".github") and _GUIDE_AT_THE_TOP.fullmatch(stem):
        return 2.0
    return 1.0 if stem == "readme" else 0.0


def _said(  # noqa: PLR0913, PLR0917 - what is typed, and where it is told
    typed: Typed, path: str, home: str, piece: _Text, weight: float, sources: Sources
) -> Iterator[Said]:
    line = re.sub(r"^gradlew(?= )", "./gradlew", typed.line)
    if typed.folder is None or not is_plain(line) or _VARIANT.search(line):
        return
    if not typed.folder and _is_of_another_folder(piece.sentence):
        return
    stem = path.rpartition("/")[2].rpartition(".")[0].lower()
    # a package's document may say `cd packages/web` as seen from the root
    places = dict.fromkeys((typed.folder, typed.folder.removeprefix(f"{home}/"), ""))
    for folder in places:
        if (folder in sources.tree.folders or not folder) and stands(line, folder, sources):
            if _GUIDE.fullmatch(stem) or not is_own_program(line, sources):
                # what is said of a package's own script is not said of the root's
                about = shortened(typed.comment or piece.about) if folder or not home else ""
                about = "" if _is_of_a_container(about, piece.heading, line) else about
                place = Evidence(path, typed.number, line)
                yield Said(line, folder, "prose", place, about=about, heading=piece.heading, weight=weight)
            return


def _is_of_another_folder(sentence: str) -> bool:
    """Whether a command is to be typed `inside the plugin folder`."""
    return any(not _ROOT.search(m[1]) for m in _FOLDER.finditer(sentence))


def _is_of_a_container(about: str, heading: str, line: str) -> bool:
    """Whether the words hold for those alone who work in a container, of which the line says nothing."""
    is_told = _CONTAINER.search(about) or _CONTAINERS.search(heading.rpartition(" > ")[2])
    return bool(is_told) and not re.search(r"docker|container|podman|compose", line)


def _pieces(text: str) -> Iterator[_Text]:
    """The fences of a document with the headings above them, and the code in its sentences."""
    headings: list[str] = []
    fence, language, held, sentence = "", "", list[tuple[int, str]](), ""
    for number, line in enumerate(text.split("\n"), 1):
        mark = re.match(r"\s*(```+|~~~+)\s*\{?\.?([\w-]*)", line)
        if fence:
            if mark and mark[1].startswith(fence) and not mark[2]:
                if language in _SHELLS:
                    yield _Text(_without_output(held), " > ".join(headings), _aim(sentence), sentence)
                fence, held = "", []
            else:
                held.append((number, line))
        elif mark:
            fence, language = mark[1], mark[2].lower()
        elif heading := re.match(r"(#{1,6})\s+(.+?)\s*#*$", line):
            headings = [*headings[: len(heading[1]) - 1], heading[2]]
            sentence = ""
        else:
            sentence = line.strip() or sentence
            for span in re.findall(r"(?<!`)`([^`\n]+)`(?!`)", line):
                if " " in span.strip():
                    yield _Text([(number, span)], " > ".join(headings), _around(line, span), _clause(line, span))


def _clause(line: str, span: str) -> str:
    """The sentence of a line in which a span stands."""
    return next((part for part in re.split(r"(?<=[.!?;])\s+(?=[A-Z])", line) if f"`{span}`" in part), "")


def _without_output(lines: Sequence[tuple[int, str]]) -> Sequence[tuple[int, str]]:
    """Where some lines have a prompt, the others are what the programs print."""
    prompted = [(n, t) for n, t in lines if re.match(r"\s*[$%\u276f] ", t)]
    return prompted or lines


def _aim(sentence: str) -> str:
    """`To run the tests, use:` tells what for; most other sentences before a fence do not."""
    found = re.match(
        r"(?:[-*\d.]+\s+)?To (?!see|do)([a-z][^,:.]{6,80}?)(?:, (?:\w+ )?(?:run|use|call|type|execute)[^,.]*|:|)$",
        sentence,
    )
    if not found or re.search(r"[`\[\]<]|following", found[1]):
        return ""
    return found[1][0].upper() + found[1][1:]


def _around(line: str, span: str) -> str:
    """What is said of inline code: the words before a colon, or behind a dash."""
    before, _, behind = (part.strip() for part in line.partition(f"`{span}`"))
    if (item := re.match(r"[-*]\s+([^`]+):$", before)) and behind in ("", "."):
        return item[1]
    if re.fullmatch(r"[-*]", before) and (told := re.match(r"[-:\u2013\u2014]+\s*([^`]+)$", behind)):
        return told[1]
    if aim := re.match(r"(?:[-*]\s+)?To ([^`,]+), (?:run|use|call|type)$", before):
        return aim[1][0].upper() + aim[1][1:]
    if (aim := re.match(r"(?:[-*]\s+)?To ([^`:]+):$", before)) and not behind:
        return aim[1][0].upper() + aim[1][1:]
    return ""
