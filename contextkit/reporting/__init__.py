"""Findings as text, JSON, SARIF and the formats of forges and agents."""
