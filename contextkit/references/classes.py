"""What a path-like text is when it names nothing of this tree: a placeholder, or something of another world."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from contextkit.model import Verdict
from contextkit.patterns import pattern

if TYPE_CHECKING:
    from contextkit.model import Mention
    from contextkit.references.target import Target


class Class(NamedTuple):
    """A verdict that follows from the text alone, and why."""

    verdict: Verdict
    why: str


_SYSTEM = frozenset(
    """bin boot dev etc home lib lib64 mnt opt private proc root run sbin srv sys tmp usr var
    Users Library Applications Volumes""".split()
)
_MARKED_PLACEHOLDER = pattern(
    r"""<[^<>]+> | \$\{?[A-Za-z_] | \{\{ | %[A-Za-z_]+% | \{[A-Za-z_][\w .-]*\} | … | (?<!\.)\.\.\.(?!\.)
    | \[[A-Z][\w-]*[ ]?[\w -]*\](?![./])
    | (?:^|[/_.-])(?:X{2,}|N{2,}|Y{4}|x{3,})(?=$|[/_.-])""",
    re.VERBOSE,
)
_PLACEHOLDER_WORD = pattern(
    r"""(?:^|[/_.@-])(?:path/to|your|my|foo|bar|baz|qux|example|sample|some|another|dummy|xyz|abc|placeholder|blah
    |feature-name|module-name|package-name|new)(?=$|[/_.-])
    | (?:^|/)(?:My|Your|Some|Foo|Bar|Baz|Example)(?=[A-Z_.])""",
    re.VERBOSE,
)
_HOST = pattern(
    r"^(?:[a-z0-9-]+\.)+(?:com|org|io|dev|net|ai|sh|app|co|in|us|gg|tech|cloud|xyz|edu|gov|me|to|so|rs)(?:[:/]|$)"
)
_SCRIPT = pattern(r"^[^/]+\.(?:sh|rs|so|app)$")
"""`install.sh` ends like a host, and is a file wherever one of that name is or was."""
_SCHEME = pattern(r"^[a-z][a-z0-9+.-]{1,20}:(?://|[^\\/\s\d])|^mailto:|^//", re.IGNORECASE)
_BRANCH = pattern(
    r"^(?:origin|upstream|refs|heads|remotes|release|releases|feature|feat|fix|hotfix|bugfix|chore|dependabot|backport|stable|pull)/[^\s]+$",
)
_VERSIONED = pattern(r"@v?\d+(?:\.\d+)*$|@(?:latest|main|master|next)$")
_ARITY = pattern(r"^(?:[\w.!?]+\.)?[a-z_][\w?!]*/\d$|^:\w+$")
_MEDIA_TYPE = pattern(r"^(?:application|text|image|audio|video|multipart|font|model|message)/[\w.+*-]+$")
_NOT_A_PATH = pattern(r"[\"'|;=&^!]|\s[<>|&=+-]{1,2}\s|^[-/]{1,2}[a-z]+[:=]|^--|^//|^[*/+-]+$|\\[nrtdwsb]|^\W+$")
_NUMBERS = pattern(r"^[\d\s./:%x-]+$")


def hard_class(mention: Mention, target: Target) -> Class | None:
    """What the text is, whatever the tree holds; None where the tree decides."""
    raw = mention.raw.strip()
    if _SCHEME.match(raw) or (_is_host(target) and not _SCRIPT.search(target.path)):
        return Class(Verdict.FOREIGN, "an address")
    if "\\" in raw and re.match(r"^[A-Za-z]:\\", raw):
        return Class(Verdict.FOREIGN, "a path of another system")
    if raw.startswith("~"):
        return Class(Verdict.FOREIGN, "a path in the home folder, or an alias")
    if raw.startswith(("$HOME", "%")):
        return Class(Verdict.FOREIGN, "a path of the environment")
    if "@" in target.name and mention.kind != "import" and "." in target.name.partition("@")[2]:
        return Class(Verdict.FOREIGN, "an address")
    if mention.syntax != "import" and re.match(r"^@[\w.*-]*(?:/|$)", target.path):
        return Class(Verdict.FOREIGN, "a package or an alias")
    if target.is_rooted and target.path.partition("/")[0] in _SYSTEM:
        return Class(Verdict.FOREIGN, "a system path")
    if _MARKED_PLACEHOLDER.search(raw):
        return Class(Verdict.PLACEHOLDER, "holds a placeholder")
    return _hard_text(raw, mention)


def _is_host(target: Target) -> bool:
    return not (target.is_here or target.is_rooted) and _HOST.match(target.path) is not None


def _hard_text(raw: str, mention: Mention) -> Class | None:
    if mention.kind in ("link", "anchor", "import"):
        return None
    if _NOT_A_PATH.search(raw.strip("'\"")) or _NUMBERS.match(raw):
        return Class(Verdict.FOREIGN, "code, not a path")
    if _MEDIA_TYPE.match(raw):
        return Class(Verdict.FOREIGN, "a media type")
    if _ARITY.match(raw):
        return Class(Verdict.FOREIGN, "a function and its arity")
    if _VERSIONED.search(raw):
        return Class(Verdict.FOREIGN, "a package and its version")
    return None


def soft_class(mention: Mention, target: Target) -> Class | None:
    """What a text that names nothing of this tree, now or ever, is likely to be; None where nobody can tell."""
    raw, path = mention.raw.strip(), target.path
    if _PLACEHOLDER_WORD.search(path):
        return Class(Verdict.PLACEHOLDER, "an example's name")
    if _is_host(target):
        return Class(Verdict.FOREIGN, "an address")
    if mention.kind in ("link", "anchor", "import"):
        return None
    if raw.startswith("."):
        return _dotted(raw, path)
    if _BRANCH.match(raw) and not target.is_folder:
        return Class(Verdict.FOREIGN, "a branch")
    if target.is_rooted:
        return Class(Verdict.FOREIGN, "a route")
    if _looks_like_a_name(target):
        return Class(Verdict.FOREIGN, "a name of another repository or package")
    return None


def _dotted(raw: str, path: str) -> Class | None:
    """`.lock.yml` is the end of a file's name as often as a file."""
    if "/" not in raw and path.count(".") >= 1 and re.match(r"^(?:\.[a-z]\w*)+$", raw):
        return Class(Verdict.FOREIGN, "the end of a file's name")
    return None


def _looks_like_a_name(target: Target) -> bool:
    """`owner/repository`, `pip/uv-add`, `react/jsx-runtime`: two names and nothing that tells of a file."""
    return target.depth == 2 and not target.is_folder and "." not in target.name and not target.is_glob


def is_placeholder_word(path: str) -> bool:
    """Whether a path bears an example's name (`path/to`, `my-app`, `foo.py`)."""
    return bool(_PLACEHOLDER_WORD.search(path))
