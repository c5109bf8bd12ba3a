"""The commands of a repository: found in several sources, told by purpose, ranked by how well the sources agree."""

from contextkit.survey.tasks.find import find_commands

__all__ = ["find_commands"]
