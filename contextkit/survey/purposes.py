"""What a folder is for, in the words of a source: manifest, README, package documentation, guide."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contextkit.survey.inventory import Evidence
from contextkit.survey.shortened import first_sentence, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contextkit.survey.material import Material

LIMIT = 140
_LEAST = 9
_LEAST_WORDS = 3
_MOST_FILES = 8
_OPENINGS = (
    "see|run|to|for (?:more|details|an?|information)|please|install|this (?:readme|document|page|file|guide)|"
    "welcome|if|note|in order|warning|you|it(?:['\u2019]s)?|here|refer|check|read|first|before|after|we|i|our|"
    "your|use|using|uses|used|add|todo|deprecated|when|once|make sure|there (?:is|are)|the following|below|"
    "follow|visit|learn|get started|copyright|licensed|auto-?generated|generated|init ?py|that|which|and|or|as|"
    "table of|documentation (?:is|can)|important|full documentation|an? example readme|start|built with|"
    "made with|clone|from|import|export|no|contents?|each|all|introduction|overview|usage|getting|developed|"
    "maintained|sponsored|despite|unlike|although|while|this|these|those|documentation for|part of|everything|"
    "looking|are|is|currently|by|in"
)
_NO_PURPOSE = re.compile(rf"!|(?:{_OPENINGS})\b", re.IGNORECASE)
_KINDS = (
    "package|crate|folder|directory|module|library|repository|subdirectory|workspace|project|app|area|section|submodule"
)
_LEAD = re.compile(
    rf"^(?:(?:this|the) (?:[\w@/.-]+ )?(?:{_KINDS})s? |this )(?:is (?:an? |the )?(?!(?:not|only|used|under|now)\b)"
    r"|contains? |holds? |provides |hosts |houses |includes |has |is used to )",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    rf"^(?:this|the) (?:[\w@/.-]+ )?(?:{_KINDS}) (?=(?!is\b|was\b|has\b|does\b|requires\b|uses\b|needs\b)[a-z]+s\b)",
    re.IGNORECASE,
)
_PASSIVE = (
    "split|documented|owned|in (?:beta|alpha)|not|currently|now|still|being|available|located|moved|published"
    "|deprecated|required|built|created|used by"
)
_STATE = re.compile(
    rf"\b(?:is|are|was|were) (?:{_PASSIVE})\b|\b(?:usually|expect|please|should|you|requires?)\b", re.IGNORECASE
)
_MARKUP = re.compile(r"https?://\S+|^[^a-z]+$|[%{}<>|\u2022\u2192]|\$\{|\[\!|::|->|=>|_{2,}|#")


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a source says that a folder is for, and how much the source's word weighs."""

    text: str
    evidence: Evidence
    weight: float


def purpose(text: str, folder: str, evidence: Evidence, weight: float) -> Iterator[Purpose]:
    """The first sentence of `text`, where it says more than the folder's name does."""
    said = re.sub(r"[\[\]]", "", first_sentence(text)).rstrip(".: ")
    said = _SUBJECT.sub("", _LEAD.sub("", said))
    is_empty = len(said) < _LEAST or _NO_PURPOSE.match(said) or _STATE.search(said)
    if is_empty or _MARKUP.search(said) or not _adds(said, folder):
        return
    yield Purpose(shortened(_capital(said, folder), LIMIT), evidence, weight)


def _capital(text: str, folder: str) -> str:
    """With a capital, unless the first word is a name that is written small."""
    first = re.match(r"[a-z-]+(?=[\s,])", text)
    if first is None or first[0] in re.split(r"[/_.-]", folder):
        return text
    return text[0].upper() + text[1:]


def _adds(text: str, folder: str) -> bool:
    """Whether there is a word in it that is not in the folder's own path, nor said of any folder."""
    known = {_stem(w) for w in re.findall(r"[a-z]+", folder.lower())} | _EMPTY
    words = {_stem(w) for w in re.findall(r"[a-z]+", text.lower())}
    return len(words - known) >= (2 if len(words) > 2 else 1)


def _stem(word: str) -> str:
    return word.removesuffix("ies").removesuffix("s").removesuffix("e")


_EMPTY = frozenset(
    _stem(w)
    for w in "a an the of for and to in with this is are package crate module library utility utilities helper helpers "
    "code source files file init py readme project modules internal src lib folder directory various "
    "misc common".split()
)


def found_purposes(folder: str, material: Material) -> Iterator[Purpose]:
    """What the folder's own files say of it."""
    yield from _of_guide(folder, material)
    yield from _of_readme(folder, material)
    yield from _of_code(folder, material)


_RULE = re.compile(
    r"(?:e2e )?tests? (?:live|are|use)|always|never|keep|prefer|ensure|write|avoid|do\b|don't|follow|refer",
    re.IGNORECASE,
)


def _of_guide(folder: str, material: Material) -> Iterator[Purpose]:
    """The first sentence of the guide that agents load for the folder, where a person wrote it."""
    for name in ("AGENTS.md", "CLAUDE.md"):
        path = f"{folder}/{name}"
        if path in material.tree.entries and path not in material.written:
            document = material.ground.facts.document(path)
            if document and document.summary and not _RULE.match(document.summary):
                line = _line(material.manifests.text(path) or "", document.summary)
                yield from purpose(document.summary, folder, Evidence(path, line), 6.5)


def _of_readme(folder: str, material: Material) -> Iterator[Purpose]:
    path = next(
        (p for p in material.tree.beside(folder) if re.search(r"(^|/)readme\.(md|mdx|rst)$", p, re.IGNORECASE)), None
    )
    document = material.ground.facts.document(path) if path and path not in material.written else None
    if path is None or document is None:
        return
    evidence = Evidence(path, _line(material.manifests.text(path) or "", document.summary))
    found = list(purpose(document.summary, folder, evidence, 7))
    if not found and len(document.title.split()) >= _LEAST_WORDS:
        yield from purpose(document.title, folder, Evidence(path), 3)
    yield from (p for p in found if len(p.text.split()) >= _LEAST_WORDS)


_README = re.compile(r"(^|/)readme\.(md|mdx|rst)$", re.IGNORECASE)


def _line(text: str, summary: str) -> int:
    """Where a paragraph stands of which only the plain words are known."""
    words = re.findall(r"\w+", summary)[:3]
    found = re.search(r"\W+".join(map(re.escape, words)), text) if words else None
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _of_code(folder: str, material: Material) -> Iterator[Purpose]:
    """What the documentation of a package in its own language says."""
    name = re.escape(folder.rpartition("/")[2])
    paths = {p.rpartition("/")[2]: p for p in material.tree.beside(folder)}
    for file in sorted(paths, key=lambda f: _rank(f, folder.rpartition("/")[2]))[:_MOST_FILES]:
        pattern = next((d for names, d in _DOCUMENTED if re.fullmatch(names.replace("NAME", name), file)), None)
        text = material.manifests.text(paths[file]) or "" if pattern else ""
        found = pattern.match(text) if pattern else None
        if found:
            said = _COMMENT.sub("", found["doc"]).strip()
            line = text.count("\n", 0, found.start("doc")) + 1
            evidence = Evidence(paths[file], line)
            yield from purpose(_OWN_NAME.sub("", said).split("\n\n")[0], folder, evidence, 6)
            return


def _rank(name: str, folder: str) -> tuple[int, str]:
    order = (
        "__init__.py",
        "doc.go",
        f"{folder}.go",
        "lib.rs",
        "mod.rs",
        "main.rs",
        "package-info.java",
        "index.ts",
        f"{folder}.py",
    )
    return (order.index(name) if name in order else len(order) + ("_test." in name)), name


_COMMENT = re.compile(r"^[ \t]*(?://[/!]?|\*|#)[ \t]?", re.MULTILINE)
_OWN_NAME = re.compile(
    r"^(?:Package|Command) [\w.]+ (?:(?:is|provides|implements|contains|defines|holds)\b\s*)?(?:an? |the )?"
)
_DOCSTRING = re.compile(r'\A(?:\ufeff|\s|#[^\n]*\n)*[rRuU]?"""\s*(?P<doc>.+?)(?:"""|\Z)', re.DOTALL)
_GO = re.compile(r"\A(?:.*?\n)?(?P<doc>// (?:Package|Command) \w+(?:[^\n]*\n//)*[^\n]*)\npackage \w+", re.DOTALL)
_RUST = re.compile(r"\A(?:\s|//[^!\n][^\n]*\n|#!?\[[^\n]*\n)*(?P<doc>(?://![^\n]*\n?)+)")
_JAVADOC = re.compile(r"\A.*?/\*\*(?P<doc>.+?)\*/\s*(?:@\w+[^\n]*\s*)*package ", re.DOTALL)
_TSDOC = re.compile(r"\A\s*/\*\*(?P<doc>(?:(?!\*/).)+?)@(?:packageDocumentation|module)\b", re.DOTALL)
_DOCUMENTED = (
    (r"__init__\.py", _DOCSTRING),
    (r"doc\.go|NAME\.go|[a-z]\w*(?<!_test)\.go", _GO),
    (r"lib\.rs|mod\.rs", _RUST),
    (r"package-info\.java", _JAVADOC),
    (r"index\.ts", _TSDOC),
    (r"NAMEs?\.py", _DOCSTRING),
)
