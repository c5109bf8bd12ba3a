"""Cargo: aliases, xtask, packages and targets asked for by name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.survey.commands.terms import (
    Call,
    Claim,
    Foreign,
    Found,
    Listing,
    Member,
    Script,
    Sources,
    Unclear,
    at,
    defined,
    key_lines,
    options,
)
from contextkit.survey.manifests import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

PROGRAMS = frozenset({"cargo"})
FILES = (".cargo/config.toml", ".cargo/config")

_OWN = frozenset(
    """
add b bench build c check clean clippy config d doc fetch fix fmt generate-lockfile help info init install
locate-project login logout metadata miri new owner package pkgid publish r read-manifest remove report rm run
rustc rustdoc search t test tree uninstall update vendor verify-project version yank
""".split()
)
_OF_WORKSPACE = frozenset(
    {"b", "bench", "build", "c", "check", "clippy", "d", "doc", "r", "run", "t", "test", "nextest", "rustc"}
)
_VALUED = frozenset(
    {
        "-p",
        "--package",
        "--bin",
        "--example",
        "--test",
        "--bench",
        "--manifest-path",
        "--features",
        "-F",
        "--target",
        "-Z",
    }
    | {
        "--profile",
        "--target-dir",
        "-j",
        "--jobs",
        "--config",
        "--color",
        "--exclude",
        "--package-id",
        "-C",
        "--message-format",
    }
)
_PARTS: Mapping[str, str] = {"--bin": "src/bin", "--example": "examples", "--test": "tests", "--bench": "benches"}


def claims(call: Call, sources: Sources) -> Iterator[Claim]:
    arguments = [a for a in call.arguments if not a.startswith("+")]
    given, words = options(arguments, _VALUED)
    verb = words[0] if words else ""
    if verb == "xtask":
        yield from _xtask(words[1:], sources)
    elif verb in _OF_WORKSPACE:
        yield from _parts(given, sources)
    elif not verb or verb in _OWN:
        yield Foreign("a command of cargo itself")
    else:
        yield Script(verb, is_weak=True)


def _parts(given: Mapping[str, Sequence[str]], sources: Sources) -> Iterator[Claim]:
    """The packages, binaries, examples and tests that a call names."""
    asked = False
    for option in ("-p", "--package"):
        for name in given.get(option, ()):
            asked = True
            yield from _package(name.partition("@")[0], sources)
    for option, folder in _PARTS.items():
        for name in given.get(option, ()):
            asked = True
            yield _part(name, option, folder, sources)
    if not asked:
        yield Foreign("a command of cargo itself")


def _package(name: str, sources: Sources) -> Iterator[Claim]:
    """A package of this workspace, or one that it depends on."""
    is_dependency = not sources.packages.named(name) and any(
        f'name = "{name}"' in (sources.files.text(lock) or "") for lock in sources.tree.named("Cargo.lock")
    )
    if is_dependency:
        yield Foreign(f"{name} is a dependency")
    else:
        yield Member(name, "cargo", (f"{name}/Cargo.toml",))


def _part(name: str, option: str, folder: str, sources: Sources) -> Claim:
    ends = (f"{folder}/{name}.rs", f"{folder}/{name}/main.rs")
    for end in ends:
        for path in sources.tree.ending_in(end):
            return Found(path, path)
    packages = [p for p in sources.packages if p.ecosystem == "cargo"]
    for package in packages:
        text = sources.files.text(package.manifest) or ""
        written = re.search(rf'^name\s*=\s*"{re.escape(name)}"', text, re.MULTILINE)
        if written:
            return Found(package.manifest, f"{package.manifest} {name}", text.count("\n", 0, written.start()) + 1)
    return Member(name, f"cargo{option}", ends)


def _xtask(words: Sequence[str], sources: Sources) -> Iterator[Claim]:
    yield Script("xtask")
    verb = next((w for w in words if not w.startswith("-")), None)
    crate = next((p for p in sources.packages if p.folder.rpartition("/")[2] == "xtask"), None)
    if verb is None or crate is None:
        return
    written = re.compile(rf'"{re.escape(verb)}"|\b{re.escape(_camel(verb))}\b|\b{re.escape(verb.replace("-", "_"))}\b')
    for path in sources.tree.under(crate.folder):
        text = sources.files.text(path) if path.endswith(".rs") else None
        if text and (found := written.search(text)):
            line = text.count("\n", 0, found.start()) + 1
            yield Found(path, f"{path}:{line} {found[0]}", line)
            return
    yield Unclear(f"no {verb} was found in {crate.folder}")


def _camel(name: str) -> str:
    return "".join(p.capitalize() for p in re.split(r"[-_]", name))


def listing(folder: str, sources: Sources) -> Listing | None:
    path = sources.first(folder, FILES)
    parsed = sources.files.toml(path) if path else None
    names = (
        dict(defined(path, table(parsed, "alias"), "alias.", key_lines(sources.files.text(path) or ""))) if path else {}
    )
    for package in sources.packages.at(at(folder, "xtask")):
        names.setdefault("xtask", defined(package.manifest, {"xtask": ""}, "package ", {})["xtask"])
    manifest = path or next((d.path for d in names.values()), None)
    return Listing(manifest, names, is_open=bool(path) and parsed is None) if manifest else None
