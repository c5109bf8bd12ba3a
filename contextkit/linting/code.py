"""Loads the code of a lint, once it is asked to run."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import TYPE_CHECKING, cast

from contextkit.errors import ContextkitError
from contextkit.lint_api import Match, Project

if TYPE_CHECKING:
    import ast
    from collections.abc import Mapping

    from contextkit.catalog import Lint

Check = Callable[[Project], Iterator[Match]]

_API = "contextkit.lint_api"
_GUIDE = "docs/writing-lints.md says what a lint.py looks like"


def load_check(lint: Lint) -> Check:
    """The `check` of a lint's lint.py; what keeps it from loading is a ContextkitError."""
    try:
        names = _imported(lint)
    except ContextkitError:
        raise
    except Exception as error:
        raise _broken(lint, error, "cannot be loaded") from error
    check = names.get("check")
    if not callable(check):
        raise ContextkitError(f"Lint `{lint.id}` ({lint.code_place}) has no function `check(project)`", _GUIDE)
    return cast("Check", check)


def matches_of(lint: Lint, check: Check, project: Project) -> list[Match]:
    """All that a lint yields; an exception of its code is a ContextkitError."""
    try:
        return list(check(project))
    except ContextkitError:
        raise
    except Exception as error:
        raise _broken(lint, error, "failed") from error


def _imported(lint: Lint) -> Mapping[str, object]:
    if lint.shelf.module is not None:
        return lint.shelf.module(f"{lint.folder}/lint.py")
    tree = _parsed(lint, lint.code())
    _only_allowed_imports(lint, tree)
    module = ModuleType(f"contextkit_lints.{lint.id.replace('-', '_')}")
    sys.modules[module.__name__] = module  # dataclasses look their module up
    exec(compile(tree, lint.code_place, "exec"), module.__dict__)  # noqa: S102  (it is what a plugin is)
    return module.__dict__


def _parsed(lint: Lint, source: str) -> ast.Module:
    import ast

    try:
        return ast.parse(source, lint.code_place)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        raise ContextkitError(f"Lint `{lint.id}` cannot be loaded: {lint.code_place}:{line}: {error}", _GUIDE) from None


def _only_allowed_imports(lint: Lint, tree: ast.Module) -> None:
    import ast

    for node in ast.walk(tree):
        for name in _names_in(node):
            if name != _API and name.partition(".")[0] not in sys.stdlib_module_names:
                line = getattr(node, "lineno", 1)
                raise ContextkitError(
                    f"Lint `{lint.id}` imports {name} ({lint.code_place}:{line})",
                    f"A lint.py imports {_API} and the standard library alone",
                )


def _names_in(node: ast.AST) -> list[str]:
    import ast

    match node:
        case ast.Import(names=names):
            return [alias.name for alias in names]
        case ast.ImportFrom(module="contextkit", level=0, names=names):
            return [f"contextkit.{alias.name}" for alias in names]
        case ast.ImportFrom(module=module, level=level):
            return ["." * level + (module or "")]
        case _:
            return []


def _broken(lint: Lint, error: Exception, what: str) -> ContextkitError:
    line, trace = None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.endswith(f"{lint.folder}/lint.py"):
            line = trace.tb_lineno
        trace = trace.tb_next
    place = f"{lint.code_place}:{line}" if line else lint.code_place
    return ContextkitError(
        f"Lint `{lint.id}` {what}: {place}: {type(error).__name__}: {error}",
        f"Mend it, or leave it out: --ignore {lint.id}",
    )
