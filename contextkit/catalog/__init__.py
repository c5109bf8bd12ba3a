"""Folders of lints: ours, an organisation's, the repository's own; listing them loads none of their code."""

from contextkit.catalog.examples import Example, ExampleFile, read_examples
from contextkit.catalog.load import Catalog, Lint, Shelf, load_catalog, own_shelf, shelf_in
from contextkit.catalog.page import OptionSpec, Page
from contextkit.catalog.templates import Template, find_template

__all__ = [
    "Catalog",
    "Example",
    "ExampleFile",
    "Lint",
    "OptionSpec",
    "Page",
    "Shelf",
    "Template",
    "find_template",
    "load_catalog",
    "own_shelf",
    "read_examples",
    "shelf_in",
]
