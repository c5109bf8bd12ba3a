"""The only input and output: git, processes, stores."""
