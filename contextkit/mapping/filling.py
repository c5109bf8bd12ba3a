"""Fills templates: those of contextkit, or the repository's own in their place."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from contextkit.errors import ContextkitError
from contextkit.mapping.blocks import block_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jinja2 import Environment

    from contextkit.catalog.templates import Template
    from contextkit.mapping.lines import Outline, Section

_BLANK_LINES = re.compile(r"\n{3,}")


class Filler:
    """Makes texts of outlines. The templates may be of a repository that nobody trusts: they run in a sandbox."""

    def __init__(self, find: Callable[[str], Template | None]) -> None:
        self._find = find

    def section(self, section: Section, outline: Outline) -> str:
        """What the block of a section holds; "" where it has no lines."""
        return self._filled(section.name, section, outline)

    def addition(self, section: Section, outline: Outline) -> str:
        """The same for a file that a person wrote: what is missing there."""
        return self._filled("more", section, outline)

    def page(self, outline: Outline) -> str:
        """A new file: all blocks, and the slots for what only people know."""
        texts = {s.name: self.section(s, outline) for s in outline.sections}
        blocks: dict[str, object] = {
            name: block_text(f"map/{name}", text) if text else "" for name, text in texts.items()
        }
        values: dict[str, object] = {"title": outline.title, "folder": outline.folder}
        values.update(blocks)
        text = self._render("nested" if outline.folder else "root", values)
        return _BLANK_LINES.sub("\n\n", text).strip("\n") + "\n"

    def _filled(self, template: str, section: Section, outline: Outline) -> str:
        if not section.lines:
            return ""
        values: dict[str, object] = {"folder": outline.folder, "title": outline.title}
        values |= {"name": section.name, "lines": section.lines, "intro": section.intro}
        return self._render(template, values).strip("\n") + "\n"

    def _render(self, name: str, values: Mapping[str, object]) -> str:
        return self.fill(f"map/{name}.md", values)

    def fill(self, path: str, values: Mapping[str, object]) -> str:
        """The template at `path` below `templates/`, filled. What is wrong with it is a ContextkitError."""
        from jinja2 import TemplateError, TemplateSyntaxError

        try:
            return self._environment.get_template(path).render(values)
        except TemplateSyntaxError as error:
            place = f"{self._place(error.name or path)}:{error.lineno}"
            raise _broken(place, error.message or "") from None
        except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
            raise _broken(self._place(path), str(error)) from None

    def _place(self, path: str) -> str:
        found = self._find(path)
        return found.place if found else path

    @cached_property
    def _environment(self) -> Environment:
        from jinja2 import FunctionLoader, StrictUndefined
        from jinja2.sandbox import ImmutableSandboxedEnvironment

        return ImmutableSandboxedEnvironment(
            loader=FunctionLoader(self._text),
            undefined=StrictUndefined,
            autoescape=False,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )

    def _text(self, path: str) -> str | None:
        found = self._find(path)
        return found.text if found else None


def _broken(place: str, problem: str) -> ContextkitError:
    return ContextkitError(
        f"{place}: {problem or 'it cannot be filled'}", "Mend the template, or delete it: ours is taken then"
    )
