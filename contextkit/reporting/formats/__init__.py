"""One module a format, found by its name; each has `render(outcome, options)`."""
