"""Gradle: modules named in task paths; tasks themselves are made by plugins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.patterns import pattern
from contextkit.survey.commands.terms import (
    Call,
    Claim,
    Foreign,
    Found,
    Hole,
    Listing,
    Member,
    Sources,
    Unclear,
    options,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAMS = frozenset({"gradle", "gradlew"})
FILES = ("settings.gradle.kts", "settings.gradle", "build.gradle.kts", "build.gradle")

_VALUED = frozenset({"-p", "--project-dir", "-b", "-c", "-I", "--init-script", "-x", "--exclude-task", "--tests", "-g"})
_LIFECYCLE = frozenset(
    """
assemble build buildDependents buildNeeded check clean classes compileJava dependencies dependencyInsight help
init install jar javadoc javaToolchains outgoingVariants projects properties publish publishToMavenLocal run
tasks test testClasses wrapper buildEnvironment
""".split()
)


_BUILD_FILES = (".gradle.kts", ".gradle", ".versions.toml")
_SHORT = 4
_ANDROID = pattern(r"(?:assemble|install|uninstall|bundle|lint|connected|test|compile|generate|record|verify)\w*")


def claims(call: Call, sources: Sources) -> Iterator[Claim]:
    _, words = options(call.arguments, _VALUED)
    if not words:
        yield Foreign("gradle itself")
    for word in words:
        module, _, task = word.rpartition(":")
        if not re.fullmatch(r":?[\w.-]+(:[\w.-]+)*", word):
            yield Hole() if "<" in word or "$" in word else Unclear("not a task of gradle")
        elif module.strip(":"):
            yield _module(module.strip(":"), sources)
        else:
            yield _task(task, sources)


def _module(module: str, sources: Sources) -> Claim:
    folder = module.replace(":", "/")
    for name in ("build.gradle.kts", "build.gradle"):
        for path in sources.tree.ending_in(f"{folder}/{name}"):
            return Found(path, f"module :{module}")
    wanted = re.compile(rf"""["']:?{re.escape(module)}["']""")
    for path in (*sources.tree.named("settings.gradle.kts"), *sources.tree.named("settings.gradle")):
        text = sources.files.text(path) or ""
        if found := wanted.search(text):
            return Found(path, f"includes :{module}", text.count("\n", 0, found.start()) + 1)
    return Member(module, "gradle", (f"{folder}/build.gradle.kts", f"{folder}/build.gradle"))


def _task(task: str, sources: Sources) -> Claim:
    if task in _LIFECYCLE:
        return Foreign("a task of gradle itself")
    wanted = re.compile(rf"""["'`]{re.escape(task)}["'`]|\btask\s+{re.escape(task)}\b""")
    for name in ("build.gradle.kts", "build.gradle"):
        for path in sources.tree.named(name):
            if found := wanted.search(sources.files.text(path) or ""):
                return Found(
                    path, f"{path} task {task}", (sources.files.text(path) or "").count("\n", 0, found.start()) + 1
                )
    plugin = re.match(r"[a-z]+", task)
    texts = [sources.files.text(p) or "" for p in sources.tree.entries if p.endswith(_BUILD_FILES)]
    if plugin and len(plugin[0]) > _SHORT and any(plugin[0] in text.casefold() for text in texts):
        return Foreign(f"a task of the {plugin[0]} plugin")
    if _ANDROID.fullmatch(task) and any("com.android" in text or "android {" in text for text in texts):
        return Foreign("a task of the Android plugin")
    return Unclear("tasks of gradle are made by plugins")


def listing(folder: str, sources: Sources) -> Listing | None:
    path = sources.first(folder, FILES)
    return Listing(path, is_open=True) if path else None
