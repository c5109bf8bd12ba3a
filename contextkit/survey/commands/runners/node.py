"""Scripts of package.json: npm, pnpm, yarn, bun, and what runs them over workspaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.survey.commands.terms import (
    Call,
    Claim,
    File,
    Foreign,
    Listing,
    Nested,
    Script,
    Sources,
    at,
    defined,
    key_lines,
    leading,
)
from contextkit.survey.manifests import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

PROGRAMS = frozenset(
    {"npm", "pnpm", "yarn", "bun", "npx", "pnpx", "bunx", "yarnpkg", "turbo", "lerna", "corepack", "nr", "vp", "wireit"}
)
FILES = ("package.json",)

_FOLDER = ("-C", "--dir", "--prefix", "--cwd", "--cwd-root")
_PACKAGE = ("--filter", "-F", "--workspace", "--scope", "--filter-prod")
_EVERYWHERE = ("-r", "--recursive", "--workspaces", "-ws", "--parallel")
_COMMON = frozenset(
    {*_FOLDER, *_PACKAGE, "--loglevel", "--reporter", "--concurrency", "--workspace-concurrency", "--env-file"}
)
_VALUED: Mapping[str, frozenset[str]] = {
    "npm": _COMMON | {"-w"},
    "bun": _COMMON | {"--config", "-c", "--preload", "-e", "--eval"},
    "npx": frozenset({"-p", "--package", "-c", "--call", *_PACKAGE, "-w"}),
    "bunx": frozenset({"-p", "--package"}),
    "pnpx": frozenset({"--package"}),
}
_RUN = frozenset({"run", "run-script", "rum", "urn"})
_EXECUTE = frozenset({"exec", "x", "dlx", "npx"})
_SHORT = frozenset({"test", "t", "tst", "start", "stop", "restart"})
_BUILT_IN: Mapping[str, frozenset[str]] = {
    "npm": frozenset(
        """
access add adduser audit author bin bugs c cache ci clean-install completion config create ddp dedupe
deprecate diff dist-tag docs doctor edit explain explore find find-dupes fund get help hook i in info init
innit ins inst install install-ci-test install-test isntall it la link list ll ln login logout ls org outdated
owner pack ping pkg prefix profile prune publish query r rb rebuild remove repo rm root s sbom se search set
shrinkwrap star stars team token trust un undeprecate uninstall unlink unpublish unstar up update upgrade v
version view whoami why home issues set-script
""".split()
    ),
    "pnpm": frozenset(
        """
add approve-builds audit bin c cat-file cat-index ci config create dedupe deploy doctor env fetch find-hash
get help i ignored-builds import info init install install-test it la licenses link list ll ln ls outdated
pack patch patch-commit patch-remove prune publish rb rebuild recursive remove rm root self-update server set
setup show store un uninstall unlink up update upgrade version view whoami why login logout runtime dist-tag
with search cache pkg repo
""".split()
    ),
    "yarn": frozenset(
        """
access add audit autoclean bin cache check config constraints create dedupe explain generate-lock-entry global
help import info init install licenses link list login logout node npm outdated owner pack patch patch-commit
plugin policies publish rebuild remove search set stage tag team unlink unplug up upgrade upgrade-interactive
version versions why sdks
""".split()
    ),
    "bun": frozenset(
        """
a add audit build c completions create deploy discord help i info init install link list outdated patch pm
publish r remove repl rm test unlink update upgrade why test
""".split()
    ),
    "turbo": frozenset(
        """
bin boundaries completion daemon devtools generate gen info link login logout ls prune query scan telemetry
unlink watch docs config get-mfe-port clone
""".split()
    ),
    "lerna": frozenset(
        """
add add-caching bootstrap changed clean create diff exec import info init link list ls publish repair version
watch
""".split()
    ),
}
# programs whose package has another name
_PROGRAM_OF = {
    "tsc": "typescript",
    "ng": "@angular/cli",
    "nest": "@nestjs/cli",
    "sb": "storybook",
    "ts-node": "ts-node",
}


def claims(call: Call, sources: Sources) -> Iterator[Claim]:
    given, words = leading(call.arguments, _VALUED.get(call.name, _COMMON))
    if call.name in ("npx", "pnpx", "bunx") and words:
        yield Nested(call.inner(words))
    elif not words:
        yield Foreign(f"{call.name} itself")
    elif call.name in ("turbo", "lerna"):
        yield from _over_workspaces(call.name, words)
    else:
        yield from _asked(call, given, words, sources)


def _over_workspaces(program: str, words: Sequence[str]) -> Iterator[Claim]:
    verb, rest = words[0], words[1:]
    names = [w for w in rest if not w.startswith("-")] if verb in _RUN else [verb]
    if program == "turbo" and verb in _RUN | {"watch"}:
        names = list(_until_options(rest))
    if (verb in _BUILT_IN[program] and verb != "watch") or not names:
        yield Foreign(f"a command of {program} itself")
    for name in names[: 1 if program == "lerna" else None]:
        yield Script(name.rpartition("#")[2], is_everywhere=True, is_weak=program != "turbo" or verb not in _RUN)


def _until_options(words: Sequence[str]) -> Iterator[str]:
    for word in words:
        if word.startswith("-"):
            return
        yield word


def _asked(call: Call, given: Mapping[str, Sequence[str]], words: Sequence[str], sources: Sources) -> Iterator[Claim]:
    program = "yarn" if call.name in ("yarnpkg", "corepack") else "npm" if call.name == "nr" else call.name
    if call.name == "corepack":
        yield Nested(call.inner(words))
        return
    if call.name in ("vp", "wireit"):
        yield Foreign(f"a command of {call.name} itself")
        return
    verb, rest = words[0], words[1:]
    if program == "yarn" and verb in ("workspace", "workspaces") and rest:
        yield from _of_workspace(call, verb, rest, sources)
    elif verb in _RUN or call.name == "nr":
        later, names = leading(rest if verb in _RUN else words, _VALUED.get(program, _COMMON))
        yield from _named(program, _merged(given, later), names, _options_after(names, program))
    elif verb in _SHORT and program != "bun":
        name = "test" if verb in ("t", "tst") else verb
        yield _script(name, _merged(given, _options_after(words, program)), is_weak=verb == "start")
    elif verb in _EXECUTE:
        _, inner = leading(rest, frozenset({"--package", "-c", "-p"}))
        yield Nested(call.inner(inner)) if inner and verb != "dlx" else Foreign(f"a program that {program} starts")
    elif verb in _BUILT_IN[program]:
        yield Foreign(f"a command of {program} itself")
    elif program == "npm":
        yield Foreign(f"npm has no command {verb}")
    else:
        yield from _named(program, given, words, _options_after(words, program), is_weak=True)


def _named(
    program: str,
    given: Mapping[str, Sequence[str]],
    names: Sequence[str],
    later: Mapping[str, Sequence[str]],
    *,
    is_weak: bool = False,
) -> Iterator[Claim]:
    if not names:
        yield Foreign(f"{program} lists the scripts")
    elif program == "bun" and (
        names[0].startswith(".") or "/" in names[0] or names[0].endswith((".ts", ".js", ".tsx", ".mjs"))
    ):
        yield File(names[0])
    else:
        yield _script(names[0], _merged(given, later), is_weak=is_weak)


def _options_after(words: Sequence[str], program: str) -> Mapping[str, Sequence[str]]:
    """The options behind a script's name that are the runner's own, such as `pnpm run build --filter web`."""
    found: dict[str, list[str]] = {}
    rest = iter(words[1:])
    for word in rest:
        if word == "--":
            break
        name, equals, value = word.partition("=")
        if name in _PACKAGE or name in ("--prefix", "-C", *_EVERYWHERE[1:4]) or (name == "-w" and program == "npm"):
            takes = name not in _EVERYWHERE
            found.setdefault(name, []).append(value if equals else next(rest, "") if takes else "")
    return found


def _merged(*given: Mapping[str, Sequence[str]]) -> Mapping[str, Sequence[str]]:
    return {k: [v for g in given for v in g.get(k, ())] for g in given for k in g}


def _script(name: str, given: Mapping[str, Sequence[str]], *, is_weak: bool = False) -> Script:
    packages = [v for o in (*_PACKAGE, "-w") for v in given.get(o, ()) if v]
    folder = next((v for o in _FOLDER for v in given.get(o, ()) if v), "")
    return Script(name, folder, tuple(packages), any(o in given for o in _EVERYWHERE), is_weak)


def _of_workspace(call: Call, verb: str, rest: Sequence[str], sources: Sources) -> Iterator[Claim]:
    """`yarn workspace NAME [run] SCRIPT`, `yarn workspaces foreach [options] run SCRIPT`."""
    if verb == "workspaces":
        words = [w for w in rest if not w.startswith("-")]
        script = next((words[i + 1] for i, w in enumerate(words[:-1]) if w == "run"), None)
        yield Script(script, is_everywhere=True) if script else Foreign("a command of yarn itself")
        return
    for claim in claims(Call("yarn", tuple(rest[1:]), call.folder), sources):
        yield (
            Script(claim.name, claim.folder, (rest[0],), is_weak=claim.is_weak) if isinstance(claim, Script) else claim
        )


def listing(folder: str, sources: Sources) -> Listing | None:
    path = at(folder, FILES[0])
    if not sources.files.has(path):
        return None
    manifest = sources.files.json(path)
    if manifest is None:
        return Listing(path, is_open=True)
    text = sources.files.text(path) or ""
    return Listing(path, defined(path, table(manifest, "scripts"), "scripts.", key_lines(text, r'"scripts"\s*:')))


def is_program(name: str, folders: Sequence[str], sources: Sources) -> bool:
    """Whether a dependency of one of the folders' manifests may well bring a program of this name."""
    wanted = _PROGRAM_OF.get(name, name)
    for folder in folders:
        manifest = sources.files.json(at(folder, FILES[0]))
        kinds = ("dependencies", "devDependencies", "optionalDependencies", "peerDependencies")
        if any(wanted in dependency for kind in kinds for dependency in table(manifest, kind)):
            return True
    return False
