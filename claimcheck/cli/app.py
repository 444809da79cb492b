"""The application: every command under one name, and `--version`."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from claimcheck.cli import batch, workspace_questions, workspace_store

app = typer.Typer(
    name="claimcheck",
    help="Cross-references the claims of news articles and finds the contradictions, both sides quoted and sourced.",
    no_args_is_help=True,
    # Plain help: it starts three times as fast as the boxed one, and reads the same in a pipe.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with: claimcheck run FOLDER",
)


def _print_version(asked: bool) -> None:
    if asked:
        from claimcheck import __version__

        typer.echo(f"claimcheck {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    # Models come with installed packages: a run never waits for the network.
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")


for group in (batch, workspace_store, workspace_questions):
    group.register(app)


def main() -> None:
    """Run the command line."""
    app()
