"""A survey of one tree: what it holds, each item with its evidence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from contextkit.survey.about import find_about
from contextkit.survey.areas import find_areas
from contextkit.survey.conventions import find_conventions
from contextkit.survey.graph import find_uses
from contextkit.survey.inventory import Survey
from contextkit.survey.layers import find_layers
from contextkit.survey.material import Material
from contextkit.survey.ours import without_ours
from contextkit.survey.owners import find_owners
from contextkit.survey.pages import find_pages
from contextkit.survey.zones import find_zones

if TYPE_CHECKING:
    from contextkit.repo import History
    from contextkit.survey.ground import Ground


def survey(ground: Ground) -> Survey:
    """Everything that can be found without asking history about single paths."""
    from contextkit.survey.tasks import find_commands

    ground = without_ours(ground)
    material = Material(ground)
    about, about_evidence = find_about(material)
    uses = find_uses(material)
    return Survey(
        about=about,
        about_evidence=about_evidence,
        commands=find_commands(ground.repo, ground.tree, ground.packages, ground.facts),
        areas=find_areas(material, uses),
        uses=uses,
        layers=find_layers(uses),
        zones=find_zones(material),
        owners=find_owners(material),
        pages=find_pages(material),
        conventions=find_conventions(material),
    )


def dated(found: Survey, history: History) -> Survey:
    """The same, with the day of each document's last change: of a folder's, that of its evidence."""
    days = history.changed({p.evidence.path if p.path.endswith("/") else p.path for p in found.pages})
    pages = (replace(p, changed=days.get(p.evidence.path if p.path.endswith("/") else p.path, "")) for p in found.pages)
    return replace(found, pages=tuple(pages))
