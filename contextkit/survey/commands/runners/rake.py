"""Tasks of Rakefiles, with their namespaces."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.survey.commands.terms import (
    Call,
    Claim,
    Definition,
    File,
    Foreign,
    Listing,
    Nested,
    Script,
    Sources,
    at,
    leading,
    options,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAMS = frozenset({"rake", "rails", "bundle"})
FILES = ("Rakefile", "rakefile", "Rakefile.rb", "rakefile.rb")

_RAILS = frozenset(
    """
about app application boot c config console credentials d db dbconsole destroy dev encrypted g generate help
initializers log middleware new notes plugin query r restart routes runner s secret secrets server stats t
test time tmp version zeitwerk action_mailbox action_text active_storage assets yarn
""".split()
)
_NAMESPACE = re.compile(r"^(\s*)namespace\s*\(?\s*[:'\"]([\w:-]+)")
_TASK = re.compile(
    r"^(\s*)(?:multitask|task|file|directory|(?:[A-Z]\w*::)*\w*Task\.new)\s*\(?\s*(?::?['\"]([\w:./-]+)['\"]|:(\w+)|(\w+):)"
)
_OPENING = re.compile(
    r"^\s*require(?:_relative)?\b(?!\s*\(?['\"](?:rake|rubygems|fileutils|json|yaml|date|erb|open3|pathname|set|tmpdir)\b)"
    r"|load_tasks|install_tasks|Task\.new|gem_tasks|import\b|define_task|\btask\s*\(?\s*(?:\"[^\"]*#\{|[a-z_]+\b\s*(?:=>|do))",
    re.MULTILINE,
)


def claims(call: Call, sources: Sources) -> Iterator[Claim]:  # noqa: ARG001
    if call.name == "bundle":
        _, words = leading(call.arguments)
        inner = words[1:] if words and words[0] == "exec" else ()
        yield Nested(call.inner(inner)) if inner else Foreign("a command of bundler itself")
        return
    _, words = options(call.arguments, frozenset({"-f", "--rakefile", "-C", "-I", "-r"}))
    names = [w.partition("[")[0] for w in words if "=" not in w]
    if call.name == "rails" and names:
        if ":" not in names[0] or names[0].partition(":")[0] in _RAILS:
            yield Foreign("a command of rails itself")
            return
        names = names[:1]
    if not names:
        yield Script("default")
    for name in names:
        yield File(name) if name.endswith(".rb") else Script(name)


def listing(folder: str, sources: Sources) -> Listing | None:
    path = sources.first(folder, FILES)
    if path is None:
        return None
    text = sources.files.text(path)
    names: dict[str, Definition] = {}
    is_open = text is None or bool(_OPENING.search(text))
    places = (at(folder, "lib/tasks"), at(folder, "rakelib"), at(folder, "tasks"))
    more = [
        p for w in places if w in sources.tree.folders for p in sources.tree.under(w) if p.endswith((".rake", ".rb"))
    ]
    for each in (path, *more):
        names |= {n: d for n, d in _read(each, sources.files.text(each) or "") if n not in names}
        is_open |= bool(_OPENING.search(sources.files.text(each) or ""))
    return Listing(path, names, is_open=is_open)


def _read(path: str, text: str) -> Iterator[tuple[str, Definition]]:
    spaces: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), 1):
        found = _NAMESPACE.match(line) or _TASK.match(line)
        if not found:
            continue
        indent = len(found[1].expandtabs())
        while spaces and spaces[-1][0] >= indent:
            spaces.pop()
        name = next(g for g in found.groups()[1:] if g)
        if found.re is _NAMESPACE:
            spaces.append((indent, name))
        else:
            full = ":".join([*(s for _, s in spaces), name])
            yield full, Definition(path, number, f"task {full}")
