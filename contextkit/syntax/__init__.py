"""Parsers, thin and imported late."""
