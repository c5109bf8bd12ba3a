"""Mentions in documents, and the verdict on each."""
