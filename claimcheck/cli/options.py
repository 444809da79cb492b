"""The options that several commands share, each spelled and explained once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from claimcheck.cli.output import Format, Output
from claimcheck.errors import UsageError
from claimcheck.settings import Settings, load_settings

Paths = Annotated[
    list[Path],
    typer.Argument(
        metavar="PATH",
        help="Files, folders or zip archives of articles: txt, html, json, jsonl, csv, parquet, warc.",
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="Fail with exit code 1 if any input is skipped.")]
Limit = Annotated[
    int | None,
    typer.Option(
        "--limit", "-n", min=1, help="How many to print at most [default: 20 in a table, else all]."
    ),
]
Config = Annotated[
    Path | None,
    typer.Option(help="Settings file [default: the nearest claimcheck.toml].", metavar="FILE"),
]


def settings_options(
    sensitivity: Annotated[
        str | None,
        typer.Option(
            help="precise, balanced or thorough: how readily disputes are flagged.", metavar="LEVEL"
        ),
    ] = None,
    judge: Annotated[
        str | None,
        typer.Option(help="Who judges pairs: bundled, none, or a model folder or name.", metavar="MODEL"),
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            help="Column of the input that holds a field: outlet=source_name. Repeatable.",
            metavar="OURS=THEIRS",
        ),
    ] = None,
    config: Config = None,
) -> Settings:
    """What the analysis is told: the settings file, with the options on top."""
    overrides = {"sensitivity": sensitivity, "judge": judge}
    settings = load_settings(config, overrides)
    if not columns:
        return settings
    return load_settings(config, {**overrides, "columns": {**settings.columns, **parse_columns(columns)}})


def config_options(config: Config = None) -> Settings:
    """The settings file alone, for commands that read no articles."""
    return load_settings(config)


def parse_columns(pairs: list[str]) -> dict[str, str]:
    """Our field names to the input's, from "outlet=source_name"; raises UsageError that names every bad pair."""
    split = [pair.partition("=") for pair in pairs]
    bad = [pair for pair, (ours, _, theirs) in zip(pairs, split, strict=True) if not (ours and theirs)]
    if bad:
        raise UsageError(
            f"--map takes FIELD=COLUMN, such as outlet=source_name, not {', '.join(map(repr, bad))}"
        )
    return {ours.strip(): theirs.strip() for ours, _, theirs in split}


def output_options(
    format: Annotated[
        Format, typer.Option("--format", "-f", help="How the result is printed.", case_sensitive=False)
    ] = Format.TABLE,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Print the result only: no progress, summary or hints.")
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Print more: every input, every reason.")
    ] = False,
) -> Output:
    """How the command talks."""
    if quiet and verbose:
        raise UsageError("--quiet and --verbose cannot be used together")
    return Output(format, quiet=quiet, verbose=verbose)
