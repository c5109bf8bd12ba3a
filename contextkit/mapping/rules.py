"""Rules of a repository: `.contextkit/rules/<name>.md`, each for the files of its globs, or for all."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, cast, get_args

from contextkit.errors import ContextkitError
from contextkit.mapping.rule_page import Page, quoted, read_page, split_globs
from contextkit.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from contextkit.repo import Repo

FOLDER = ".contextkit/rules"
KEYS = ("paths", "summary", "severity", "enforced_by")
_GUIDE = "docs/rules.md shows a whole rule"
_NAME = re.compile(r"\w[\w.-]*(?:/\w[\w.-]*)*", re.ASCII)
_ENFORCER = re.compile(r"([a-z][a-z0-9-]*):(\S+)")
_SENTENCE = re.compile(r".+?(?:[.!?](?=\s|$)|$)", re.DOTALL)


class Enforcer(NamedTuple):
    """A linter's rule that holds what the words say."""

    linter: str
    rule: str

    def __str__(self) -> str:
        return f"{self.linter}:{self.rule}"


@dataclass(frozen=True, slots=True)
class Rule:
    """An instruction for a part of the tree."""

    name: str
    """Its path below the folder of rules, without `.md`."""
    summary: str
    """One line, for maps."""
    body: str = ""
    """The rule itself; "" where the summary says it all."""
    paths: tuple[str, ...] = ()
    """Globs, seen from the root; none: it always holds."""
    severity: Severity = "warning"
    enforced_by: tuple[Enforcer, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, hash=False)
    """Where each key stands, and each enforcer."""

    @property
    def path(self) -> str:
        return f"{FOLDER}/{self.name}.md"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a rule's file, and what to do."""

    path: str
    line: int
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules of a tree, by name, and what keeps others from being read."""

    rules: tuple[Rule, ...]
    problems: tuple[Problem, ...] = ()

    def checked(self) -> tuple[Rule, ...]:
        """The rules; every problem at once as a ContextkitError."""
        if self.problems:
            said = "\n".join(f"{p.path}:{p.line}: {p.what}" for p in self.problems)
            remedies = dict.fromkeys(p.remedy for p in self.problems)
            raise ContextkitError(said, "; ".join(remedies))
        return self.rules


def read_rules(repo: Repo) -> Rules:
    """The rules of this tree. A README.md beside them is none."""
    rules: list[Rule] = []
    problems: list[Problem] = []
    for path in repo.entries:
        if path.startswith(f"{FOLDER}/") and path.endswith(".md") and not path.endswith("/README.md"):
            text = (repo.read(path) or b"").decode("utf-8-sig", "replace").replace("\r\n", "\n")
            found = parse_rule(text, path)
            if isinstance(found, Rule):
                rules.append(found)
            else:
                problems.extend(found)
    return Rules(tuple(rules), tuple(problems))


def parse_rule(text: str, path: str) -> Rule | tuple[Problem, ...]:
    """The rule of the file at `path`, or all that is wrong with it."""
    page = read_page(text)
    wrong = _Wrong(path)
    name = path.removeprefix(f"{FOLDER}/").removesuffix(".md")
    if not is_name(name):
        wrong.add(1, f"`{name}` is no rule's name", "Name it in letters, digits and dashes")
    if page.problem:
        wrong.add(page.problem_line, page.problem, "Put globs into quotes, and close the front matter by `---`")
        return wrong.all
    for key in page.values:
        if key not in KEYS:
            wrong.add(page.lines[key], f"unknown key `{key}`; {_meant(key, KEYS)}", _GUIDE)
    rule = Rule(
        name=name,
        summary=_summary(page, wrong),
        body=page.body,
        paths=_paths(page, wrong),
        severity=_severity(page, wrong),
        enforced_by=_enforcers(page, wrong),
        lines=page.lines,
    )
    return wrong.all or rule


def rule_text(rule: Rule) -> str:
    """The file of a rule, which is read as the same rule again."""
    return "\n".join([*_front_matter(rule), "", *([rule.body, ""] if rule.body else [])])


def is_name(name: str) -> bool:
    """Whether a rule can be called so."""
    return _NAME.fullmatch(name) is not None


def first_sentence(body: str) -> str:
    """The first sentence of a text on one line, without the marks of headings and lists; "" where it has none."""
    for paragraph in re.split(r"\n\s*\n|\n(?=\s*[-*#])", body):
        plain = re.sub(r"^\s*(?:#{1,6}|[-*+]|\d+[.)]|>)\s+", "", paragraph).strip()
        if plain and not plain.startswith(("```", "~~~", "<!--", "|")) and not paragraph.lstrip().startswith("#"):
            found = _SENTENCE.match(plain)
            return " ".join(found[0].split()) if found else ""
    return ""


class _Wrong:
    def __init__(self, path: str) -> None:
        self._path = path
        self._found: list[Problem] = []

    def add(self, line: int, what: str, remedy: str) -> None:
        self._found.append(Problem(self._path, line, what, remedy))

    @property
    def all(self) -> tuple[Problem, ...]:
        return tuple(self._found)


def _summary(page: Page, wrong: _Wrong) -> str:
    """The key, or else the first sentence of the body."""
    given = page.values.get("summary")
    if given is not None and not isinstance(given, str):
        wrong.add(page.lines["summary"], "`summary` is one line of text", _GUIDE)
        return ""
    found = " ".join((given or "").split()) or first_sentence(page.body)
    if not found:
        wrong.add(1, "it says nothing: neither a `summary` nor a body", "Say the rule in a sentence")
    return found


def _paths(page: Page, wrong: _Wrong) -> tuple[str, ...]:
    found = []
    for glob in _words("paths", page, wrong):
        plain = glob.removeprefix("./").lstrip("/")
        if glob.startswith("!") or not plain or ".." in plain.split("/"):
            remedy = "Write globs that begin at the root and name files: `src/**/*.py`"
            wrong.add(page.line_of(glob, "paths"), f"`{glob}` is no glob that every agent understands", remedy)
        else:
            found.append(plain)
    return tuple(dict.fromkeys(found))


def _severity(page: Page, wrong: _Wrong) -> Severity:
    given = page.values.get("severity", "warning")
    known = get_args(Severity)
    if given not in known:
        wrong.add(page.lines["severity"], f"`severity` is `{given}`; {_meant(str(given), known)}", _GUIDE)
        return "warning"
    return cast("Severity", given)


def _enforcers(page: Page, wrong: _Wrong) -> tuple[Enforcer, ...]:
    found = []
    for text in _words("enforced_by", page, wrong):
        parts = _ENFORCER.fullmatch(text)
        if parts is None:
            remedy = "Write the linter, a colon and its rule: `ruff:T201`, `eslint:no-console`"
            wrong.add(page.line_of(text, "enforced_by"), f"`{text}` names no linter's rule", remedy)
        else:
            found.append(Enforcer(parts[1], parts[2]))
    return tuple(dict.fromkeys(found))


def _words(key: str, page: Page, wrong: _Wrong) -> list[str]:
    """The strings of a list, or the one string, parted at commas outside of braces."""
    given = page.values.get(key)
    if given is None:
        return []
    values = given if isinstance(given, list) else [given]
    if not all(isinstance(value, str) for value in values):
        wrong.add(page.lines[key], f"`{key}` is a text, or a list of texts", _GUIDE)
        return []
    return [part for value in values for part in split_globs(str(value))]


def _front_matter(rule: Rule) -> Iterable[str]:
    yield "---"
    yield from _listed("paths", rule.paths)
    if rule.summary != first_sentence(rule.body):
        yield f"summary: {quoted(rule.summary)}"
    yield f"severity: {rule.severity}"
    yield from _listed("enforced_by", [str(e) for e in rule.enforced_by])
    yield "---"


def _listed(key: str, values: Iterable[str]) -> Iterable[str]:
    found = list(values)
    if found:
        yield f"{key}:"
        yield from (f"  - {quoted(value)}" for value in found)


def _meant(word: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    names = list(known)
    near = get_close_matches(word, names, n=1, cutoff=0.5)
    return f"did you mean `{near[0]}`?" if near else f"known: {', '.join(names)}"
