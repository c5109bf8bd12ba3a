"""Command lines in Markdown, and a form of them in which those that do the same are equal."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

JS = frozenset({"npm", "pnpm", "pn", "yarn", "bun"})
TARGETS = {
    "make": ("Makefile", "makefile", "GNUmakefile"),
    "just": ("justfile", "Justfile", ".justfile"),
    "task": ("Taskfile.yml", "Taskfile.yaml"),
}
NEEDS = {
    "cargo": "Cargo.toml",
    "go": "go.mod",
    "gradlew": "gradlew",
    "gradle": "gradlew",
    "mvn": "pom.xml",
    "mvnw": "mvnw",
    "zig": "build.zig",
    "mix": "mix.exs",
    "bundle": "Gemfile",
    "rails": "Gemfile",
    "rake": "Rakefile",
    "swift": "Package.swift",
    "tox": "tox.ini",
    "nox": "noxfile.py",
    "cmake": "CMakeLists.txt",
    "uv": "pyproject.toml",
    "poetry": "poetry.lock",
}
"""The file without which a tool does nothing."""
PYTHON_TOOLS = frozenset(
    "pytest ruff mypy pyright ty black flake8 isort tox nox pre-commit prek coverage mkdocs sphinx-build poe pyrefly "
    "strict-no-cover hatch pylint".split()
)
NODE_TOOLS = frozenset(
    "vitest jest eslint prettier tsc biome oxlint oxfmt knip turbo nx playwright cypress mocha tsx husky changeset "
    "stylelint".split()
)
SHELLS = frozenset({"", "bash", "sh", "shell", "console", "zsh", "text"})
FRAGMENT = re.compile(
    r"\$GITHUB_|\$\{\{|<<-?['\"]?[A-Z]|^\s*(if|elif|for|while|case) .*[;$|&]|^(fi|done|else)\b|;\s*(then|do)\b|\\$"
)
"""A piece of a script of CI."""
FENCE = re.compile(r"\s*(?:```|~~~)\s*([\w+-]*)[^`]*$")

_OTHER_TOOLS = frozenset(
    "e bd dagger docker docker-compose taplo gofumpt golangci-lint swiftlint swiftformat changie loq typos node deno "
    "python python3 pip peekaboo bash sh git gh goimports prek npx uvx bunx".split()
)
_TOOLS = JS | set(TARGETS) | set(NEEDS) | PYTHON_TOOLS | NODE_TOOLS | _OTHER_TOOLS
_WITH_SUBCOMMANDS = frozenset(
    "ruff uv docker zig bd e dagger prek pre-commit coverage swiftlint taplo changie dotnet mix bundle poe poetry "
    "hatch nox gh git cargo go make just task rake rails bin/rails loq biome turbo nx swift".split()
)
_INTERPRETERS = frozenset("python python3 node bash sh pip pip3".split())
_WITH_VALUES = frozenset(
    "--filter -F -C --dir --cwd --prefix --python -p --group --only-group --extra --with --package --project "
    "--manifest-path --tests -f --file -e".split()
)
_WRAPPERS = [
    words.split()
    for words in (
        "uv run;poetry run;pdm run;hatch run;pipenv run;pnpm exec;yarn exec;bundle exec;python -m;python3 -m;npx;uvx;"
        "bunx;nix develop -c;mise exec --;xvfb-run;sudo;time"
    ).split(";")
]
_CODE_SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_SELECTOR = re.compile(r"<|\[|::|\s-k\b|\s-run\b|--tests\b|\s-t\b|filter=|--grep|\{|\bpath/|Test[A-Z]\w+|--run=|--pkg")
_SCRIPT = re.compile(r"^(\.?[\w.-]+/)*[\w.-]+$")


def commands_of(markdown: str) -> dict[str, str]:
    """Each command in shell blocks and code spans, with the words around it: its line, heading and last `cd`."""
    found: dict[str, str] = {}
    is_fenced, language, folder, heading = False, "", "", ""
    for line in re.sub(r"\\\n\s*", " ", markdown).splitlines():
        fence = FENCE.match(line)
        if fence and (not is_fenced or re.match(r"\s*(```|~~~)\s*$", line)):
            is_fenced, language, folder = not is_fenced, fence[1], ""
            continue
        if not is_fenced and line.startswith("#"):
            heading = line
        for candidate in _candidates(line, is_fenced=is_fenced, language=language):
            if FRAGMENT.search(candidate) and " " in candidate.strip():
                found.setdefault(candidate.strip(), "")
                continue
            for part in parts(candidate):
                words = tokens(part)
                folder = words[1] if words[:1] == ["cd"] and len(words) > 1 else folder
                if _is_command(part, words):
                    found.setdefault(part, f"{line} {heading} {folder}/")
    return found


def parts(line: str) -> list[str]:
    """The commands of a line that `&&`, `;` and the like join, without prompt and comment."""
    bare = re.sub(r"\s+#.*$", "", line.strip()).lstrip("$> ").strip()
    return [part.strip() for part in re.split(r"\s(?:&&|\|\||;|\|)\s|;\s", bare) if part.strip()]


def tokens(command: str) -> list[str]:
    """Its words, without variables and wrappers (`uv run`) before it; the tool without its folder."""
    words = _words(command)
    while words:
        if re.match(r"^[A-Z_][A-Z0-9_]*=", words[0]):
            words = words[1:]
            continue
        wrapper = next((w for w in _WRAPPERS if words[: len(w)] == w), None)
        if not wrapper or len(words) == len(wrapper):
            break
        words = words[len(wrapper) :]
        while words and words[0].startswith("-"):
            words = words[2:] if words[0] in _WITH_VALUES and "=" not in words[0] else words[1:]
    return [re.sub(r"^(\./|\.venv/bin/|node_modules/\.bin/)+", "", words[0]), *words[1:]] if words else []


def positional(words: Sequence[str]) -> list[str]:
    """Those that are neither flags nor values of flags."""
    found: list[str] = []
    is_value = False
    for word in words:
        if is_value:
            is_value = False
        elif word.startswith("-"):
            is_value = word in _WITH_VALUES
        else:
            found.append(word)
    return found


def key(command: str) -> tuple[str, ...]:
    """`uv run pytest` ~ `pytest`, `pnpm test` ~ `pnpm run test` ~ `npm test`, `./gradlew :m:test` ~ `gradle test`."""
    words = tokens(command)
    if not words:
        return ()
    tool, rest = words[0], positional(words[1:])
    if tool in JS:
        script = ([word for word in rest if word not in {"run", "run-script", "workspace"}] or ["install"])[0]
        return "js", {"i": "install", "ci": "install", "t": "test"}.get(script, script)
    if tool in {"gradle", "gradlew"}:
        return "gradle", (rest or ["build"])[-1].split(":")[-1]
    if tool == "node" and "--test" in words:
        return "node", "--test"
    if tool in _INTERPRETERS:
        return (tool.rstrip("3"), rest[0].removeprefix("./")) if rest else (tool,)
    return (tool, rest[0]) if tool in _WITH_SUBCOMMANDS and rest else (tool,)


def has_selector(command: str) -> bool:
    """Whether it says which test, and not all of them."""
    paths = [word for word in tokens(command)[1:] if "/" in word and not word.endswith("...")]
    return bool(_SELECTOR.search(command)) or any("." in path.rsplit("/", 1)[-1] for path in paths)


def _candidates(line: str, *, is_fenced: bool, language: str) -> list[str]:
    if is_fenced:
        return [line] if language in SHELLS else []
    return _CODE_SPAN.findall(line.replace(r"\|", "|"))


def _words(command: str) -> list[str]:
    try:
        return shlex.split(command)
    except ValueError:
        return command.split()


def _is_command(part: str, words: Sequence[str]) -> bool:
    if not words:
        return False
    tool = words[0]
    is_folder_named = (
        "./" in part.split(maxsplit=1)[0] or tool.endswith(".sh") or tool.startswith(("bin/", "script/", "scripts/"))
    )
    if _SCRIPT.match(tool) and is_folder_named:
        return True
    return tool in _TOOLS and (len(part.split()) > 1 or tool in PYTHON_TOOLS | NODE_TOOLS)
