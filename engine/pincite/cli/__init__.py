"""The command line. The entry point is `main`; everything else is imported when a command needs it."""

from pincite.cli.main import main

__all__ = ["main"]
