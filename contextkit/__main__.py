"""`python -m contextkit`."""

from contextkit.cli import main

if __name__ == "__main__":
    main()
