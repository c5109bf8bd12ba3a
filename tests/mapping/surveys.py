"""Small surveys, and maps made of them in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from contextkit.catalog import find_template, own_shelf, shelf_in
from contextkit.edges.catalogs import bundled
from contextkit.mapping.filling import Filler
from contextkit.mapping.outline import Wanted, outlines
from contextkit.mapping.plan import Plan, Present, left_over, plan_maps, present_lines
from contextkit.mapping.record import WRITTEN, read_record
from contextkit.repo import MemoryRepo, Tree
from contextkit.survey.inventory import Area, Command, Convention, Evidence, Owners, Page, Survey, Zone

if TYPE_CHECKING:
    from collections.abc import Mapping

MAKEFILE = Evidence("Makefile", 3)

SHOP = Survey(
    about="A shop that sells one thing.",
    about_evidence=Evidence("README.md", 3),
    commands=(
        Command("install", "make setup", evidence=(MAKEFILE,), is_headline=True),
        Command("test", "make test", evidence=(MAKEFILE, Evidence(".github/workflows/ci.yml", 9)), is_headline=True),
        Command("generate", "make proto", evidence=(MAKEFILE,), about="Writes the clients anew."),
    ),
    areas=(Area("src/cart", "What a customer wants to buy.", Evidence("src/cart/README.md")),),
    zones=(Zone("src/gen/**", "generated", Evidence("Makefile", 9), made_by="make proto"),),
    owners=Owners("CODEOWNERS", (("*", ("@ada",), Evidence("CODEOWNERS")),)),
    pages=(Page("docs/design.md", "Design", "architecture", Evidence("docs/design.md")),),
    conventions=(Convention("line length", "Lines have at most 120 characters.", Evidence("pyproject.toml", 4)),),
)


@dataclass
class Memory:
    """Files, and the maps that are written among them."""

    files: dict[str, bytes] = field(default_factory=dict)
    templates: Mapping[str, str] = field(default_factory=dict)
    max_lines: int = 100

    def plan(self, survey: Survey = SHOP, *, pin: bool = False) -> Plan:
        repo = MemoryRepo({**self.files, **{f".contextkit/templates/map/{n}": t for n, t in self.templates.items()}})
        shelves = [own_shelf(bundled()), shelf_in(repo)]
        record = read_record(self.files.get(WRITTEN))
        maps = outlines(
            survey, Wanted("The shop", self.max_lines, present_lines(self.files.get, Tree(repo).resolve, record))
        )
        maps = (*maps, *left_over(maps, record))
        present = Present(self.files.get, Tree(repo).resolve, record, survey.commands)
        return plan_maps(maps, present, Filler(lambda name: find_template(shelves, name)), pin=pin)

    def write(self, survey: Survey = SHOP, *, pin: bool = False) -> Plan:
        """Writes what the plan says, and gives it."""
        plan = self.plan(survey, pin=pin)
        news = {**{w.path: w.new for w in plan.writes}, WRITTEN: plan.new_record}
        for path, content in news.items():
            if content is None:
                self.files.pop(path, None)
            else:
                self.files[path] = content
        return plan

    def text(self, path: str = "AGENTS.md") -> str:
        return self.files[path].decode()

    def edit(self, old: str, new: str, path: str = "AGENTS.md") -> None:
        assert old in self.text(path)
        self.files[path] = self.text(path).replace(old, new).encode()
