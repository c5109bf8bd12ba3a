"""An agent's own file of rules: front matter as agents read it, which is not always YAML, and the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contextkit.facts.front_matter import read_front_matter
from contextkit.mapping.rule_page import split_globs

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

    from contextkit.facts.front_matter import Entry


@dataclass(frozen=True, slots=True)
class AgentPage:
    entries: Mapping[str, Entry]
    body: str
    problem: str

    def said(self, key: str) -> str:
        """A value on one line; "" where there is none."""
        entry = self.entries.get(key)
        found = " ".join(entry.values).strip() if entry else ""
        if entry is not None and entry.form == "quoted":
            found = found.replace('\\"', '"').replace("\\\\", "\\")
        return "" if found in {"null", "~"} else found

    def globs(self, key: str) -> list[str]:
        """One by one; commas outside of braces part them."""
        entry = self.entries.get(key)
        found = [g for value in (entry.values if entry else ()) for g in split_globs(value.strip("\"'"))]
        return [g.replace('\\"', '"').replace("\\\\", "\\") for g in found if g not in {"[]", "null", "~"}]


@dataclass(frozen=True, slots=True)
class RulePlace:
    """Where an agent's rule stands."""

    home: str
    """The folder whose rules these are; "" is the root."""
    name: str


def read_agent_page(text: str) -> AgentPage:
    """The parts of a file; what its agent forgives is forgiven."""
    lines = text.split("\n")
    matter = read_front_matter(lines, ".mdc")
    if matter is None:
        return AgentPage({}, text.strip("\n").rstrip(), "")
    body = "\n".join(lines[matter.end :]).strip("\n").rstrip()
    return AgentPage(matter.entries, body, "")


def home_and_name(pattern: re.Pattern[str], path: str) -> RulePlace | None:
    """The place of the rule at `path`, by the groups `home` and `name` of a pattern; None where it is no rule."""
    found = pattern.fullmatch(path)
    if found is None:
        return None
    home, name = found["home"] or "", slug(found["name"])
    return RulePlace(home, f"{home}/{name}" if home else name)


def slug(name: str) -> str:
    """A file's name as that of a rule."""
    kept = "".join(c if c.isascii() and (c.isalnum() or c in "/_.-") else "-" for c in name)
    return "/".join(part.strip("-.") or "rule" for part in kept.split("/"))
