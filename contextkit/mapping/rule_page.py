"""A rule's file in its parts: the values of its front matter with their lines, and the body."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Page:
    """What stands between the dashes, and below."""

    values: Mapping[str, object] = field(default_factory=dict)
    """By key; a scalar is a string, whatever YAML would make of it."""
    lines: Mapping[str, int] = field(default_factory=dict)
    """Where each key, and each text of a list, stands; counted from 1."""
    body: str = ""
    problem: str = ""
    problem_line: int = 1

    def line_of(self, text: str, key: str) -> int:
        """Where a text of a list stands; else its key."""
        return self.lines.get(f"{key} {text}", self.lines.get(key, 1))


def read_page(text: str) -> Page:
    """The parts of a text. Without front matter, all of it is body."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return Page(body=text.strip("\n").rstrip())
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        return Page(problem="the front matter is never closed by `---`")
    body = "\n".join(lines[end + 1 :]).strip("\n").rstrip()
    return _with_values("\n".join(lines[1:end]), body)


def split_globs(text: str) -> list[str]:
    """A list with commas in one text; those inside of braces are the globs' own."""
    parts, depth = [""], 0
    for character in text:
        depth += (character == "{") - (character == "}" and depth > 0)
        if character == "," and not depth:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts if part.strip()]


def quoted(text: str) -> str:
    """A text in YAML's double quotes; what a terminal or YAML itself would stumble over is spelled out."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in plain) + '"'


def _with_values(matter: str, body: str) -> Page:
    import yaml

    try:
        node = yaml.compose(matter, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        return Page(body=body, problem=f"the front matter is not YAML: {error.problem}", problem_line=line)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        said = str(error).split("\n", maxsplit=1)[0]
        return Page(body=body, problem=f"the front matter is not YAML: {said}")
    if node is None:
        return Page(body=body)
    if not isinstance(node, yaml.MappingNode):
        return Page(body=body, problem="the front matter holds no keys", problem_line=2)
    values: dict[str, object] = {}
    lines: dict[str, int] = {}
    for key, value in node.value:
        name = str(key.value)
        values[name] = _value(value)
        lines.setdefault(name, key.start_mark.line + 2)
        for item in value.value if isinstance(value, yaml.SequenceNode) else [value]:
            lines[f"{name} {item.value}"] = item.start_mark.line + 2
    return Page(values, lines, body)


def _value(node: object) -> object:
    import yaml

    match node:
        case yaml.ScalarNode(tag="tag:yaml.org,2002:null"):
            return None
        case yaml.ScalarNode(value=str(text)):
            return text
        case yaml.SequenceNode(value=list(items)):
            return [_value(item) for item in items]
        case _:
            return node
