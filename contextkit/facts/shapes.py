"""What a piece of code in a sentence is by its shape: a path, a glob, a command, a symbol, or nothing to check."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.patterns import pattern

if TYPE_CHECKING:
    from contextkit.model import Kind

TREE_MARKS = "├└│─┬┌┐ \t"

_EXTENSIONS = frozenset(
    """
    adoc astro avsc awk bash bat bazel bib bicep bin bmp bpf bzl c cc cfg cjs clj cljs cmake cmd cnf conf config
    cpp crt cs csh cshtml csproj css csv cts cu cxx cypher dart db diff dll dockerfile ebnf edn ejs el elm
    eml env eot erb erl ex exs fish fs fsproj fsx gd gif gleam go gql gradle graphql graphqls groovy h haml hbs
    hcl heex hh hpp hrl hs htm html hurl ico ics iml ini inc ipynb jade jar java jpeg jpg js json json5 jsonc
    jsonl jsonnet jsx jl kt kts ksy less lhs liquid lock log lua m4 make md mdc mdoc mdown mdx mjs mk ml mli mm
    mod mod mustache mts nim nix njk nu nuspec odin otf p8 pas patch pb pbxproj pdf pem php phtml pkl pl plist
    pm png po pot prisma properties props proto ps1 psd1 psm1 pub pug puml py pyi pyx qml r rake rb rbi rbs resx
    ron rs rst rules sass sbt sc scala scm scss sh slim sln slnx snap sol sql sqlite sqlite3 sum svelte svg
    swift sys tape targets tcl templ tera tex tf tfvars thrift tmpl toml tpl ts tsbuildinfo tsv tsx ttf txt vb
    vbproj vcxproj vim vsix vtt vue wasm wat webm webmanifest webp wgsl whl wit woff woff2 work xcodeproj
    xcworkspace xhtml xlf xml xsd xsl xslt yaml yml zig zip zon zsh gz tgz tar bz2 xz mp3 mp4 wav mov avi jinja
    jinja2 j2 twig blade glsl vert frag hlsl asm s rego cue bats service
    timer socket desktop spec podspec gemspec cabal opam nimble ipkg agda lean thy v sv vhdl rkt ss lisp cl f90
""".split()
)
# An extension that is as often the member of an object: `console.log`, `process.env`, `mutex.lock`.
_MEMBERS = frozenset(
    "log env lock db bin config s c h v r m mod sum work make spec service socket timer sys inc".split()
)
_OBJECTS = frozenset(
    "console process logger log math self this os meta import app ctx context request req response config e i".split()
)
_PRODUCTS = pattern(
    r"(?:node|next|vue|react|nuxt|express|three|d3|chart|ember|backbone|discord|alpine|solid|moment|day|p5|ml5|"
    r"ethers|web3|video|hls|socket|require|asp|ado|vb|handlebars|mocha|electron|bun|deno|angular|svelte|gatsby|"
    r"nest|koa|fastify|hapi|knex|bookshelf|sails|meteor|polymer|riot|preact|swagger|tensorflow|brain)\.(?:js|net|io)",
    re.IGNORECASE,
)
_NAMES = frozenset(
    """
    Makefile makefile GNUmakefile Dockerfile Containerfile Justfile justfile Taskfile Rakefile Gemfile Brewfile
    Procfile Vagrantfile Jenkinsfile Tiltfile Earthfile Caddyfile Podfile Cartfile Fastfile Appfile Pipfile
    Snakefile Guardfile Berksfile Capfile Dangerfile Thorfile Steepfile LICENSE LICENCE NOTICE COPYING README
    CHANGELOG CONTRIBUTING AUTHORS CODEOWNERS MAINTAINERS SECURITY VERSION BUILD WORKSPACE BUCK OWNERS Kbuild
    Kconfig gradlew mvnw go.mod go.sum go.work MODULE.bazel CMakeLists.txt
""".split()
)
_DOTTED = pattern(
    r"\.(?:[\w-]+(?:rc|ignore)|env(?:\.[\w.-]+)?|git(?:attributes|modules|keep|hub|lab)?|github|gitlab|claude|cursor|codex"
    r"|agents?|vscode|idea|husky|circleci|devcontainer|changeset|editorconfig|bazelversion|node-version|nvmrc|tool-versions"
    r"|python-version|ruby-version|java-version|terraform|venv|tox|cargo|config|storybook|cursorrules|windsurf(?:rules)?"
    r"|clinerules|mailmap|dockerignore|buildkite|gemini|roo|kiro|junie|rules|aider|mise|direnv|envrc|yarn|pnp|next|nuxt"
    r"|turbo|cache|local|ssh|netrc|bashrc|zshrc|profile|well-known|generated|tmp|contextkit|packmind|opencode|continue)"
)
_NAME_END = pattern(
    r"\.(?:d\.ts|(?:test|spec|stories|story|module|min|config|server|client|generated|gen|pb)\.\w+|tar\.\w+)$"
)

_ADDRESS = pattern(
    r"[a-z][a-z0-9+.-]*://|(?:mailto|urn|data|javascript|workspace|npm|jsr|node|bun|file):", re.IGNORECASE
)
_VERSION = pattern(r"[~^<>=!v]*\d[\d.xX*]*(?:[-+.]?(?:alpha|beta|rc|dev|post|a|b)[\d.]*)?\+?$")
_COMMENT = pattern(r"/\*.*\*/$")
_NUMBERS = pattern(r"[\d\W]+$")
_HOST = pattern(r"(?:[a-z0-9-]+\.)+(?:com|org|io|net|edu|gov|cn|de)(?:[:/]|$)|localhost(?:[:/]|$)")
_NO_PATH = pattern(
    r"""["'|;=&^!\\`,\s]|\(\)|^[-/]{1,2}\w+[:=]|^--?\w|^//|^</|/>$|^<[^<>]*>$|\$$|^[*./~@{}$()\[\]+-]*$"""
)
_MEDIA = pattern(
    r"(?:application/(?:json|xml|pdf|octet-stream|zip|x-|vnd\.|ld|graphql|javascript|yaml|wasm|problem)"
    r"|text/(?:plain|html|css|csv|event-stream|markdown|javascript|xml)|image/(?:png|jpe?g|gif|webp|svg|\*)"
    r"|multipart/|audio/(?:mp|wav|ogg|web)|video/(?:mp|web)|font/)",
)
_PLACE = pattern(r"(?:::?[A-Za-z_#L].*|:\d+(?:[-:,]\d+)*|#[^/]*|\(\))$")
_ARITY = pattern(r"(?:[\w.]+\.)?[a-z_]\w*[!?]?/\d$")
_BRACES = pattern(r"\{[^{}]*[,][^{}]*\}")
_CALL = pattern(r"[\w.:$#@>?!-]*[\w$!?>]\(.*\)$", re.DOTALL)
_SYMBOL = pattern(r"[@.#]?[A-Za-z_$][\w$]*(?:(?:\.|::|#|->)[A-Za-z_$][\w$]*)*[!?]?(?:<[^<>]*>)?(?:\(\))?$")
_CAMEL = pattern(r"[a-z0-9][A-Z]|[A-Z][a-z]")
_WORDS = frozenset(
    "True False None Null Self Nil NaN Infinity Undefined Ctrl Cmd Alt Shift Enter Esc Tab OK Ok".split()
)


def kind_of(code: str) -> Kind | None:
    """The likely kind of a code span's content that is no command; None where there is nothing to check."""
    text = code.strip()
    if not text or len(text) > 300 or _ADDRESS.match(text) or _VERSION.match(text):
        return None
    if path_kind := _path_kind(text):
        return path_kind
    return "symbol" if is_symbol(text) else None


def _path_kind(text: str) -> Kind | None:
    name = text.lstrip(TREE_MARKS) if text[0] in TREE_MARKS else text
    bare = _BRACES.sub("_", name)
    if not name or _NO_PATH.search(bare) or _COMMENT.match(name) or _NUMBERS.match(name) or _HOST.match(name):
        return None
    if _ARITY.match(name):
        return None if name.count("/") > 1 else "symbol"
    if not _is_path(_BRACES.sub("{}", name)):
        return None
    return "glob" if "*" in name or bare != name or ("?" in name and "/" in name) else "path"


def _is_path(name: str) -> bool:
    path = _PLACE.sub("", name)
    if name.endswith("()") and "/" not in name:
        return False
    if "/" in path:
        return not _is_pair(path)
    if path in _NAMES or path.endswith("/"):
        return True
    if path.startswith("."):
        return _DOTTED.fullmatch(path) is not None or (
            path.count(".") > 1 and has_extension(path) and not _NAME_END.match(path)
        )
    return has_extension(path)


def _is_pair(path: str) -> bool:
    """`GET/POST`, `N/A`, `and/or`, `text/html`: a slash between words."""
    if _MEDIA.match(path):
        return True
    parts = path.split("/")
    if ":" in parts[0] and not has_extension(parts[0]):
        return parts[0].partition(":")[0].isalnum() and not path.startswith("@")
    if parts[0] in _KEYS:
        return True
    if len(parts) != 2:
        return False
    return (path.isupper() and "." not in path and parts[1] != "") or path in _PAIRS


_KEYS = frozenset({"Cmd", "Ctrl", "Alt", "Option", "Shift", "Command"})
_PAIRS = frozenset("and/or true/false yes/no on/off input/output read/write n/a w/o key/value start/stop".split())


def has_extension(path: str) -> bool:
    """Whether the last name of a path ends like a file's."""
    name = path.rstrip("/").rpartition("/")[2]
    stem, dot, extension = name.rpartition(".")
    if not dot or not stem or extension.lower() not in _EXTENSIONS:
        return name in _NAMES
    if "/" in path:
        return True
    if _PRODUCTS.fullmatch(name):
        return False
    if extension not in _MEMBERS or stem.endswith("*"):
        return True
    return not ("." in stem or stem.lower() in _OBJECTS or _CAMEL.search(stem))


def is_symbol(text: str) -> bool:
    """Whether a text is a name that code defines, by its case, underscores, dots or parentheses."""
    if _CALL.match(text) and " " not in text.partition("(")[0]:
        return len(text) < 120 and not text.startswith(("if(", "$(", "-", "(")) and text[0] not in "{[<"
    if not _SYMBOL.match(text) or _HOST.match(text) or text in _WORDS or _PRODUCTS.fullmatch(text):
        return False
    core = text.lstrip("@.#$").partition("<")[0]
    if text[0] in ".#" and not ("_" in core or _CAMEL.search(core) or text.endswith("()")):
        return False
    if text[0] == "@" and not ("_" in core or "." in core or _CAMEL.search(core)):
        return False
    return (
        "_" in core.strip("_")
        or "." in core
        or "::" in core
        or "#" in core
        or bool(_CAMEL.search(core))
        or core.startswith("_")
    )


def is_folder(raw: str) -> bool:
    """Whether a path names a folder: by a final slash, or because its last name has no dot and is below another."""
    path = raw.rstrip("*")
    if path.startswith(("@", "~", "$", "<")) or "#" in path:
        return False
    if path.endswith("/"):
        return path.strip("./") != ""
    name = path.rpartition("/")[2]
    return "/" in path.strip("/") and "." not in name.strip(".") and name not in _NAMES and ":" not in path


def folder_of(raw: str) -> str:
    """The folder that a path names, as a base for others: without tree marks, stars and slashes at its ends."""
    return raw.lstrip(TREE_MARKS).rstrip("*").strip("/").removeprefix("./")


def is_import(raw: str) -> bool:
    """Whether `@x` in running text imports a file; people, packages and decorators are written so as well."""
    path = raw.removeprefix("@")
    if path.startswith(("./", "../", "~/")) or (path.startswith("/") and "." in path):
        return len(path.strip("./~")) > 0
    name = path.rpartition("/")[2]
    stem, _, extension = name.rpartition(".")
    if stem and extension.lower() in _DOCUMENT_EXTENSIONS:
        return True
    return path in _IMPORTED_NAMES


_DOCUMENT_EXTENSIONS = frozenset("md mdc mdx markdown txt rst adoc json jsonc yaml yml toml".split())
_IMPORTED_NAMES = frozenset(
    "README LICENSE CHANGELOG CONTRIBUTING AGENTS Makefile Justfile justfile Dockerfile".split()
)
