"""From a survey to the files that agents read."""
