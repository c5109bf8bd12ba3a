"""Other linters: which rules they have, and which of these a configuration switches on; one module each."""
