"""The commands of a shell fence or of a code span, one by one, and the folder that each is run in."""

from __future__ import annotations

import re
from posixpath import join, normpath
from typing import TYPE_CHECKING, NamedTuple

from contextkit.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contextkit.syntax.blocks import Line

SHELLS = frozenset(
    "sh bash shell zsh ksh fish console terminal shell-session shellsession sh-session bash-session".split()
)
RUNNERS = frozenset(
    """
    npm npx pnpm pnpx yarn bun bunx node deno tsx ts-node nx turbo lerna rush vp make gmake just task go-task
    mise rtx tox nox poe hatch pdm poetry uv uvx rye pixi pipenv invoke inv doit python python3 pytest ruby rake
    bundle bin/rails rails php composer artisan cargo go gradle gradlew mvn mvnw ant sbt mill lein clj mix
    elixir dotnet msbuild nuke swift bazel bazelisk buck2 pants please cmake ctest ninja meson zig stack cabal
    dune dub nimble flutter dart fvm melos bash sh zsh perl Rscript julia moon wireit
""".split()
)
_TOOLS = frozenset(
    """
    . [ [[ alias ansible ansible-playbook apk apt apt-get aws awk az base64 basename brew bc builtin bzip2 cal
    cat cd chmod choco chown clear cmp code colima command conda cp createdb crontab curl cursor cut date dd
    declare df diff dig dirname dnf docker docker-compose dropdb du echo env envsubst eval exec exit export expr
    false fd file find gcloud gh git git-lfs glab gpg grep gsutil gunzip gzip head heroku helm history hostname
    id ifconfig install ip jobs journalctl jq k9s kill killall kind kubectl launchctl less let ln local locate
    ls lsof lua mamba man md5sum minikube mkdir mktemp more mount mv mysql nano nc netstat nmap nohup nvim nvm
    open openssl pacman passwd patch pgrep ping pip pip3 pipx pkill podman popd port printenv printf ps psql
    pushd pwd pyenv rbenv read readlink realpath redis-cli return rg rm rmdir rsync rustup scoop scp screen sdk
    sed seq service set sha256sum shasum shift shopt sleep snap sort source split sqlite3 ssh ssh-keygen stat
    strace strings stty su sudo sync systemctl tail tar tee terraform test time timeout tmux top touch tr trap
    tree true tsc type ulimit umask uname unalias uniq unset unzip update-alternatives useradd vagrant vi vim
    wait watch wc wget whereis which whoami winget xargs xclip xdg-open xxd yes yq yum zip
""".split()
)
_PREFIXES = frozenset("sudo time env exec command nohup then do else ! {".split())
_PROMPT = pattern(r"[ \t]*(?:\([\w.-]+\) ?)?(?:[\w.@:~/-]+)?[$\u276f\u279c][ \t]+(?=\S)")
_HEREDOC = pattern(r"<<-?\s*(?:'(\w+)'|\"(\w+)\"|\\?(\w+))")
_TOKEN = pattern(
    r"""\\.|'[^']*'|"(?:\\.|[^"\\])*"|\$\(|`[^`]*`|&&|\|\||[;|()\n]|&(?![>\d])|(?<![^\s;&|(])#[^\n]*""", re.DOTALL
)
_QUOTED = pattern(r"""\\.|(?<!\S)#[^\n]*|(?<!\w)'[^']*'|"(?:\\.|[^"\\])*\"""", re.DOTALL)
_OPEN_QUOTE = pattern(r"""(?<!\w)(["'])""")
_WORD = pattern(r"""(?:[^\s"'\\]|\\.|"(?:\\.|[^"\\])*"|'[^']*')+""", re.DOTALL)
_ASSIGNMENT = pattern(r"[A-Za-z_]\w*=")
_FIRST_WORD = pattern(r"[A-Za-z_.@][\w.@/+-]*$")
_CONTROL = pattern(r"(?:if|elif|for|while|until|case|select|function|done|fi|esac|\}|[\w-]+\s*\(\))(?:[\s;]|$)")
_COMMENTED = pattern(r"#[ \t]*((?:npm|pnpm|yarn|bun)[ \t]+run[ \t]+[\w:.@/-]*\w(?:[ \t]+--?[\w-]\S*)*)(?=\s|$)")


class Command(NamedTuple):
    """One simple command."""

    text: str
    """As written; lines that were continued are joined by a space."""
    number: int
    start: int
    """Offset in the document; -1 where it was joined."""
    scope: tuple[str, ...]
    """The folder that a `cd` before it leads to, whole and as last written."""
    context: str
    """Its line, with the comment above it."""


def read_commands(lines: Sequence[Line], language: str) -> Iterator[Command]:
    """The commands of a fence that can be checked: general tools, output, here-documents and comments are left out."""
    if language not in SHELLS and not _looks_like_shell(lines, language):
        return
    folders: list[tuple[str, ...]] = [()]
    comment = ""
    for whole in _logical(lines):
        text = whole.text.strip()
        if text.startswith("#"):
            comment = text
            yield from _commented(whole)
            continue
        context = f"{comment} {text}".strip()
        yield from (c._replace(context=context) for c in _simple(whole, folders) if _is_checkable(c.text))
        comment = ""


def span_commands(line: Line) -> list[Command]:
    """The commands of a code span; empty where it does not begin with something that runs a project's tasks."""
    if " " not in line.text.strip() or not _is_runner(line.text, is_strict=True):
        return []
    return [c for c in _simple(_Logical(line.text, (line,)), [()]) if _is_checkable(c.text)]


class _Logical(NamedTuple):
    """A line as the shell sees it, of one or more lines of the document."""

    text: str
    lines: tuple[Line, ...]


def _looks_like_shell(lines: Sequence[Line], language: str) -> bool:
    if language not in ("", "text", "txt", "plain", "plaintext", "cmd"):
        return False
    told = [line.text.strip() for line in lines if line.text.strip() and not line.text.lstrip().startswith("#")]
    if any(text.startswith("$ ") for text in told):
        return True
    return bool(told) and all(_is_runner(text) or text.split()[0] in _TOOLS for text in told)


def _is_runner(text: str, *, is_strict: bool = False) -> bool:
    words = [w for w in text.split() if not _ASSIGNMENT.match(w)]
    while words and words[0] in _PREFIXES | {"cd"}:
        if words[0] == "cd":
            return is_strict and "&&" in words
        words = words[1:]
    if not words:
        return False
    name = words[0].rstrip(",:")
    return name in RUNNERS or name.startswith(("./", "../", "bin/", "scripts/", "script/", "tools/"))


def _logical(lines: Sequence[Line]) -> Iterator[_Logical]:
    """Joins continued lines, strips prompts, skips output and here-documents."""
    has_prompts = any(_PROMPT.match(line.text) for line in lines)
    held: list[Line] = []
    ending = ""
    for line in lines:
        if ending:
            ending = "" if line.text.strip() == ending else ending
            continue
        if not held and has_prompts:
            prompt = _PROMPT.match(line.text)
            if prompt is None:
                continue
            line = line._replace(start=line.start + prompt.end(), text=line.text[prompt.end() :])  # noqa: PLW2901
        held.append(line)
        if line.text.endswith("\\") and not line.text.endswith("\\\\"):
            continue
        if _is_open("\n".join(h.text for h in held)) and _is_closed_below(lines, held):
            continue
        yield _joined(held)
        heredoc = _HEREDOC.search(line.text)
        ending = (heredoc[1] or heredoc[2] or heredoc[3]) if heredoc else ""
        held = []
    if held:
        yield _joined(held)


def _is_open(text: str) -> bool:
    """Whether a quotation goes on in the next line."""
    return _OPEN_QUOTE.search(_QUOTED.sub("", text)) is not None


def _is_closed_below(lines: Sequence[Line], held: list[Line]) -> bool:
    mark = _OPEN_QUOTE.search(_QUOTED.sub("", "\n".join(h.text for h in held)))
    return mark is not None and any(mark[1] in line.text for line in lines if line.number > held[-1].number)


def _joined(lines: list[Line]) -> _Logical:
    if len(lines) == 1:
        return _Logical(lines[0].text, tuple(lines))
    parts = [line.text.removesuffix("\\").strip() for line in lines]
    return _Logical(" ".join(p for p in parts if p), tuple(lines))


def _commented(whole: _Logical) -> Iterator[Command]:
    found = _COMMENTED.match(whole.text.lstrip())
    if found:
        line = whole.lines[0]
        start = line.start + line.text.index(found[1])
        yield Command(found[1], line.number, start, (), whole.text.strip())


def _simple(whole: _Logical, folders: list[tuple[str, ...]]) -> Iterator[Command]:
    """Splits at `&&`, `||`, `;`, `|` and parentheses; `folders` is the stack of folders that `cd` left."""
    text, begin, depth, at = whole.text, 0, 0, 0
    while at <= len(text):
        found = _TOKEN.search(text, at)
        end, mark = (found.start(), found[0]) if found else (len(text), "")
        at = found.end() if found else len(text) + 1
        if mark == "$(" or (depth and mark == "("):
            depth += 1
        elif depth and mark == ")":
            depth -= 1
        elif not mark or (not depth and mark[0] in "&|;()#\n"):
            yield from _one(whole, begin, end, folders)
            begin = at
            if mark == "(":
                folders.append(folders[-1])
            elif mark == ")" and len(folders) > 1:
                folders.pop()


def _one(whole: _Logical, begin: int, end: int, folders: list[tuple[str, ...]]) -> Iterator[Command]:
    text = whole.text[begin:end].strip()
    while text and text.split(None, 1)[0] in ("then", "do", "else", "!", "{"):
        text = text.split(None, 1)[1] if " " in text else ""
    if not text:
        return
    words = text.split()
    if words[0] in ("cd", "pushd"):
        folders[-1] = _entered(folders[-1], words[1].strip("\"'") if len(words) > 1 else "~")
        return
    if words[0] == "popd":
        folders[-1] = ()
        return
    line, start = whole.lines[0], -1
    if len(whole.lines) == 1:
        start = line.start + whole.text.index(text, begin)
    yield Command(text, line.number, start, folders[-1], "")


def _entered(folders: tuple[str, ...], target: str) -> tuple[str, ...]:
    if target == "-":
        return ()
    if target.startswith(("/", "~", "$")) or not folders:
        return (target.rstrip("/") or "/",)
    whole = normpath(join(folders[0], target))
    last = normpath(target)
    return (whole,) if last.startswith("..") or last == whole else (whole, last)


def _is_checkable(text: str) -> bool:
    words = _WORD.findall(text)
    while words and (words[0] in _PREFIXES or _ASSIGNMENT.match(words[0])):
        words = words[1:]
    if not words or _CONTROL.match(text) or not _FIRST_WORD.match(words[0]):
        return False
    is_assigned = len(words) > 1 and words[1] in ("=", ":=", ":", "=>", "->", "-")
    return words[0] not in _TOOLS and not words[0].startswith("/") and not is_assigned
