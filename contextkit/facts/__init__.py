"""What one file says, whatever its path and the configuration; kept by content."""

from contextkit.facts.facts import Facts
from contextkit.facts.sources import Place

__all__ = ["Facts", "Place"]
