"""Commands that fill a workspace, hand it on and look after it: add, changes, remove, stats, export, report, ..."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from claimcheck.cli.batch import read
from claimcheck.cli.command import command
from claimcheck.cli.options import Paths, Strict, config_options, output_options, settings_options
from claimcheck.cli.output import Output
from claimcheck.cli.workspace_options import Location, Since, counted, frame_rows, opened
from claimcheck.errors import WorkspaceDamaged
from claimcheck.settings import Settings

if TYPE_CHECKING:
    from claimcheck.workspace import BatchResult

CHANGES = ("new", "grown", "newly disputed", "back", "resolved")


def register(app: typer.Typer) -> None:
    """Add the commands of this module to `app`."""
    command(
        app,
        "add",
        example="claimcheck add monday/ -w news.db",
        settings=settings_options,
        out=output_options,
    )(add)
    for function, example in (
        (changes, "claimcheck changes -w news.db"),
        (remove, "claimcheck remove 1f0c2a9b8d7e6f54 -w news.db"),
        (stats, "claimcheck stats -w news.db"),
        (export, "claimcheck export out/ -w news.db --as parquet"),
        (report, "claimcheck report -w news.db -o report.html"),
        (backup, "claimcheck backup news-backup.db -w news.db"),
        (verify, "claimcheck verify -w news.db"),
    ):
        command(app, function.__name__, example=example, settings=config_options, out=output_options)(
            function
        )


def add(
    paths: Paths, *, workspace: Location, strict: Strict = False, settings: Settings, out: Output
) -> None:
    """Add a batch of articles to a workspace; what it holds already is not counted twice."""
    from claimcheck.report.tables import skipped_list

    reading = read(paths, settings, strict=strict)
    with opened(workspace, settings, create=True) as store, out.progress() as progress:
        result = store.add(reading.articles, skipped=reading.skipped, progress=progress)
    skipped = skipped_list(reading.skipped, every=out.verbose).plain
    out.remark(f"{batch_line(result)}{skipped}")
    out.rows(
        tuple(result.frame().columns), frame_rows(result.frame()), shown=("change", "headline", "detail")
    )
    out.hint(f"claimcheck disputes -w {quote(workspace)}")


def batch_line(result: BatchResult) -> str:
    """One line on what a batch brought."""
    from claimcheck.report.tables import number_of

    if result.batch is None:
        return f"Nothing new: the workspace holds all {result.n_known} articles already."
    known = f" ({result.n_known} known)" if result.n_known else ""
    changed = counted((result.count(change), change) for change in CHANGES)
    return (
        f"Batch {result.batch}: {number_of(result.n_articles, 'article')}{known}, "
        f"{number_of(result.n_claims, 'claim')}, {number_of(result.n_links, 'link')}; {changed}."
    )


def changes(*, workspace: Location, since: Since = None, settings: Settings, out: Output) -> None:
    """Show what is new, has grown, is newly disputed or was resolved since a batch."""
    with opened(workspace, settings) as store:
        frame = store.changes(since=since)
    out.rows(tuple(frame.columns), frame_rows(frame))
    out.hint(f"claimcheck show ID -w {quote(workspace)}")


def remove(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="The article's id.")],
    *,
    workspace: Location,
    settings: Settings,
    out: Output,
) -> None:
    """Take an article out of the workspace, with all its claims and links."""
    from claimcheck.report.tables import number_of

    with opened(workspace, settings) as store:
        result = store.remove(article)
    out.remark(f"Removed {article}, which made {number_of(result.n_claims, 'claim')}.")
    out.rows(tuple(result.frame().columns), frame_rows(result.frame()))
    out.hint(f"claimcheck changes -w {quote(workspace)}")


def stats(*, workspace: Location, settings: Settings, out: Output) -> None:
    """Count what the workspace holds."""
    with opened(workspace, settings) as store:
        frame = store.stats().frame()
    out.rows(tuple(frame.columns), frame_rows(frame))
    out.hint(f"claimcheck changes -w {quote(workspace)}")


def export(
    target: Annotated[Path, typer.Argument(metavar="TARGET", help="Folder, or file for one table or graph.")],
    *,
    workspace: Location,
    kind: Annotated[
        str,
        typer.Option(
            "--as",
            help="csv, parquet, jsonl, graphml, gexf, claimreview, annotations or brief.",
            metavar="FORMAT",
        ),
    ] = "csv",
    tables: Annotated[
        list[str] | None,
        typer.Option(
            "--table", help="Only this table: articles, claims, links, clusters, disputes. Repeatable."
        ),
    ] = None,
    columns: Annotated[
        str | None, typer.Option("--columns", help="Only these columns, joined by commas.", metavar="NAMES")
    ] = None,
    excel: Annotated[
        bool, typer.Option("--excel", help="CSV with the byte order mark that Excel wants.")
    ] = False,
    settings: Settings,
    out: Output,
) -> None:
    """Write the workspace's tables or graph to files that other tools open."""
    with opened(workspace, settings) as store:
        written = store.export(
            target,
            format=kind,
            tables=tables,
            columns=[name.strip() for name in columns.split(",")] if columns else None,
            excel=excel,
        )
    out.rows(("file",), [{"file": str(path)} for path in written])
    out.hint(f"claimcheck report -w {quote(workspace)} -o report.html")


def report(
    *,
    workspace: Location,
    file: Annotated[Path, typer.Option("--out", "-o", help="The page to write.", metavar="FILE")],
    context: Annotated[
        str | None,
        typer.Option(help="sentences, paragraph or full: how much article text goes in.", metavar="HOW_MUCH"),
    ] = None,
    settings: Settings,
    out: Output,
) -> None:
    """Write the report page: one file with everything in it, to hand on."""
    with opened(workspace, settings) as store:
        path = store.report(file, context=context or settings.context)
    out.rows(("file",), [{"file": str(path)}])
    come_back = f"claimcheck label --from labels.csv -w {quote(workspace)}"
    out.hint(f"open {quote(str(path))}; labels saved from the page come back by: {come_back}")


def backup(
    target: Annotated[Path, typer.Argument(metavar="FILE", help="The copy to write.")],
    *,
    workspace: Location,
    settings: Settings,
    out: Output,
) -> None:
    """Copy the workspace to another file, even while it is in use."""
    with opened(workspace, settings) as store:
        store.backup(target)
    out.rows(("file",), [{"file": str(target)}])
    out.hint(f"claimcheck verify -w {quote(str(target))}")


def verify(
    *,
    workspace: Location,
    settings: Settings,
    out: Output,
) -> None:
    """Check the workspace and repair what can be: dangling rows, index against store, hashes."""
    with opened(workspace, settings) as store:
        result = store.verify()
    out.remark(f"Checked {', '.join(result.checked)}: {'sound' if result.sound else 'damaged'}.")
    if result.problems or not out.is_table:
        out.rows(tuple(result.frame().columns), frame_rows(result.frame()))
    if not result.sound:
        remedy = "not all could be repaired; go back to a backup"
        if result.read_only:
            remedy = "not repaired, because it cannot be written; make the file and its folder writable, or copy it"
        raise WorkspaceDamaged(f"{workspace}: {remedy}")
    out.hint(f"claimcheck stats -w {quote(workspace)}")
