"""The console that commands print on: rich's, but a reader that has gone away is for the command to deal with."""

from __future__ import annotations

from rich.console import Console


class Screen(Console):
    """A console that passes a broken pipe on."""

    def on_broken_pipe(self) -> None:
        """Raise the BrokenPipeError that is being handled; rich would end the process with exit code 1."""
        raise  # rich calls this while it handles that error
