"""The command line: thin commands, each one call of the public API."""

from claimcheck.cli.app import app, main

__all__ = ["app", "main"]
