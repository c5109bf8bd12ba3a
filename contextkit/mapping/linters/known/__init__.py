"""The rules that other linters have, as data: with their source, and the day on which it was looked at."""
