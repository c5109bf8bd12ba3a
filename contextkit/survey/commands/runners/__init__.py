"""One module for each runner, or family of runners; a module that is put here is found."""
