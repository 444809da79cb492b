"""Pages of the documentation that are made from the code at build time: commands, columns, settings.

MkDocs runs `on_files`; the tests read the pages too, so that nothing can be added to the code and not be in them.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from claimcheck.report.columns import TABLES
from claimcheck.report.exports import FORMATS
from claimcheck.settings import PRESETS, Settings

_TABLE_TITLES = {
    "extract": "claims.csv of `extract`",
    "compare": "The output of `compare`",
}
WIDTH = 100


def commands_page() -> str:
    """The help of every command, as the command line prints it."""
    import typer

    from claimcheck.cli import app

    root: Any = typer.main.get_command(app)
    context = root.context_class(root, info_name="claimcheck", terminal_width=WIDTH, max_content_width=WIDTH)
    parts = [
        "# Commands",
        "Every command is one call of the [Python API](api/pipeline.md). Tables are printed with `--format table`, "
        "`csv` or `json`.",
        "Exit codes: 0 on success, 2 on bad usage, 1 on failure or when nothing could be read.",
        _block(root.get_help(context)),
    ]
    for name in root.list_commands(context):
        command = root.get_command(context, name)
        own = command.context_class(command, info_name=name, parent=context, max_content_width=WIDTH)
        parts += [f"## {name}", _block(command.get_help(own))]
    return "\n\n".join(parts) + "\n"


def columns_page() -> str:
    """Every column of every table."""
    parts = [
        "# Columns",
        "Names and order are stable: a column is only ever added at the end of its table. CSV is UTF-8 with one "
        "header line; a text cell that a spreadsheet would run as a formula begins with an apostrophe there, while "
        "JSON Lines and Parquet hold every text verbatim. Offsets count characters of the article's text, end "
        "exclusive. Dates are ISO 8601, as precise as known.",
    ]
    for table, columns in TABLES.items():
        rows = "\n".join(f"| `{name}` | {meaning} |" for name, meaning in columns.items())
        title = _TABLE_TITLES.get(table, f"{table}.csv")
        parts += [f"## {title}", f"| column | meaning |\n| --- | --- |\n{rows}"]
    return "\n\n".join(parts) + "\n"


def settings_page() -> str:
    """Every setting, with its default and what a sensitivity makes of it."""
    rows = []
    for item in dataclasses.fields(Settings):
        presets = [f"{PRESETS[name].get(item.name, '')}" for name in ("precise", "thorough")]
        default = item.default if item.default is not dataclasses.MISSING else ""
        cells = [
            f"`{item.name}`",
            str(item.metadata.get("help", "")),
            f"`{default}`" if default != "" else "",
            *presets,
        ]
        rows.append("| " + " | ".join(cells) + " |")
    table = "\n".join(rows)
    return (
        "# Settings\n\nA `claimcheck.toml` in the working directory, or `--config FILE`, holds lasting choices; an "
        "option on the command line outranks it. All mistakes in a file are reported together.\n\n"
        "| setting | meaning | default | precise | thorough |\n| --- | --- | --- | --- | --- |\n"
        + table
        + "\n"
    )


def formats_table() -> str:
    """The export formats, one row each."""
    rows = "\n".join(f"| `{name}` | {meaning} |" for name, meaning in FORMATS.items())
    return f"| format | what it gives |\n| --- | --- |\n{rows}\n"


PAGES = {"commands.md": commands_page, "columns.md": columns_page, "settings.md": settings_page}


def on_files(files: Any, config: Any, **_: Any) -> Any:
    """MkDocs: add the generated pages."""
    from mkdocs.structure.files import File

    for name, make in PAGES.items():
        files.append(File.generated(config, name, content=make()))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """MkDocs: fill in what a page leaves to the code."""
    return markdown.replace("<!-- formats -->", formats_table())


def _block(text: str) -> str:
    return f"```text\n{text.strip()}\n```"
