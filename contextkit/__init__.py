"""Keeps what coding agents read true: maps, checks, gardeners and grades for a repository."""

__version__ = "0.1.0"
