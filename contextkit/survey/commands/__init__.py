"""Runners of commands: what can be run in a repository, and where it is defined."""
