"""One test on the JVM, the BEAM, and of Ruby, PHP, Dart and Deno."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.survey.commands.terms import at
from contextkit.survey.inventory import Evidence
from contextkit.survey.tasks.said import Said
from contextkit.survey.tasks.singles.real import first_match, test_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contextkit.survey.commands.terms import Sources
    from contextkit.survey.tasks.agree import Task

_JVM = re.compile(r"(?:^|/)src/(?:test|jvmTest|commonTest)/(?:kotlin|java)/.*Tests?\.(?:kt|java)$")
_JVM_CLASS = re.compile(
    r"^package\s+([\w.]+);?\s*$.*?^(?:internal |public |final )*class (?!Abstract|Base)(\w+Tests?)\b",
    re.MULTILINE | re.DOTALL,
)
_EXS = re.compile(r"_test\.exs$")
_EXS_TEST = re.compile(r'^\s*(test) "', re.MULTILINE)
_RUBY = re.compile(r"(?:^|/)test/.*_test\.rb$")
_RUBY_TEST = re.compile(r'^\s*(test) "|^\s*(def) test_', re.MULTILINE)
_RSPEC = re.compile(r"(?:^|/)spec/.*_spec\.rb$")
_RSPEC_TEST = re.compile(r"^\s*(it) ['\"]", re.MULTILINE)
_PHP = re.compile(r"(?:^|/)tests?/.*Test\.php$")


def one_test(folder: str, tasks: Sequence[Task], sources: Sources) -> Iterator[Said]:  # noqa: ARG001
    has = sources.files.has
    if has(at(folder, "gradlew")):
        yield from _gradle(folder, sources)
    if has(at(folder, "pom.xml")):
        yield from _maven(folder, sources)
    if has(at(folder, "mix.exs")):
        yield from _at_a_line(folder, "mix test", _EXS, _EXS_TEST, sources)
    if has(at(folder, "bin/rails")):
        yield from _at_a_line(folder, "bin/rails test", _RUBY, _RUBY_TEST, sources)
    if has(at(folder, "Gemfile")) and has(at(folder, ".rspec")):
        yield from _at_a_line(folder, "bundle exec rspec", _RSPEC, _RSPEC_TEST, sources)
    if has(at(folder, "composer.json")):
        yield from _php(folder, sources)
    if has(at(folder, "pubspec.yaml")) and "flutter:" in (sources.files.text(at(folder, "pubspec.yaml")) or ""):
        yield from _file(folder, "flutter test", re.compile(r"(?:^|/)test/.*_test\.dart$"), sources)
    if has(at(folder, "deno.json")) and not has(at(folder, "package.json")):
        yield from _file(folder, "deno test", re.compile(r"(?:_test|\.test)\.tsx?$"), sources)


def _at_a_line(
    folder: str, start: str, name: re.Pattern[str], test: re.Pattern[str], sources: Sources
) -> Iterator[Said]:
    for path, found, _ in first_match(test_files(folder, name, sources), test, sources):
        inside = path[len(folder) :].strip("/")
        text = sources.files.text(path) or ""
        line = text.count("\n", 0, found.start(found.lastindex or 1)) + 1
        yield Said(f"{start} {inside}:{line}", folder, "tool", Evidence(path, line), package=folder)
        return


def _file(folder: str, start: str, name: re.Pattern[str], sources: Sources) -> Iterator[Said]:
    for path in test_files(folder, name, sources)[:1]:
        yield Said(f"{start} {path[len(folder) :].strip('/')}", folder, "tool", Evidence(path), package=folder)


def _php(folder: str, sources: Sources) -> Iterator[Said]:
    manifest = sources.files.text(at(folder, "composer.json")) or ""
    program = next((p for p, n in (("pest", '"pestphp/pest"'), ("phpunit", '"phpunit/phpunit"')) if n in manifest), "")
    if program:
        yield from _file(folder, f"vendor/bin/{program}", _PHP, sources)


def _gradle(folder: str, sources: Sources) -> Iterator[Said]:
    """Of a module on the JVM alone: Android's have a task for each variant."""
    settings = _first_text(folder, ("settings.gradle.kts", "settings.gradle"), sources)
    for path, found, line in first_match(test_files(folder, _JVM, sources), _JVM_CLASS, sources):
        module = path[len(folder) :].strip("/").partition("src/")[0].rstrip("/")
        build = _first_text(at(folder, module) if module else folder, ("build.gradle.kts", "build.gradle"), sources)
        name = f":{module.replace('/', ':')}" if module else ""
        if _is_on_the_jvm(build) and (not name or name[1:] in settings) and "/test/" in path:
            task = f"{name}:test" if name else "test"
            one = f"./gradlew {task} --tests {found[1]}.{found[2]}"
            yield Said(one, folder, "tool", Evidence(path, line, found[2]), package=folder)
            return


def _is_on_the_jvm(build: str) -> bool:
    plugins = re.search(r"plugins\s*\{(.*?)\n\}", build, re.DOTALL)
    named = plugins[1] if plugins else build
    is_other = re.search(r"\bandroid\b(?!\.)|com\.android|android\.(?:app|lib)|multiplatform|kmp", named, re.IGNORECASE)
    return not is_other and re.search(r"jvm|java|kotlin", named, re.IGNORECASE) is not None


def _first_text(folder: str, names: Sequence[str], sources: Sources) -> str:
    return next((sources.files.text(p) or "" for n in names if sources.files.has(p := at(folder, n))), "")


def _maven(folder: str, sources: Sources) -> Iterator[Said]:
    start = "./mvnw" if sources.files.has(at(folder, "mvnw")) else "mvn"
    for path, found, line in first_match(test_files(folder, _JVM, sources), _JVM_CLASS, sources):
        module = path[len(folder) :].strip("/").partition("src/")[0].rstrip("/")
        one = f"{start} -pl {module} test -Dtest={found[2]}" if module else f"{start} test -Dtest={found[2]}"
        yield Said(one, folder, "tool", Evidence(path, line, found[2]), package=folder)
        return
