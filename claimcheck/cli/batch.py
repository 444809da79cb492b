"""The commands on one batch, which store nothing: run, extract, compare, info."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from claimcheck.cli.command import command
from claimcheck.cli.options import Limit, Paths, Strict, output_options, settings_options
from claimcheck.cli.output import Output
from claimcheck.cli.targets import check_target
from claimcheck.errors import InputError
from claimcheck.report.columns import RESULT_TABLES, TABLES
from claimcheck.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claimcheck.articles import Reading
    from claimcheck.records import Article, Claim, Results, SkippedInput

SHOWN_CLAIMS = ("outlet", "published", "source", "stance", "checkworthy", "sentence")
SHOWN_COMPARISONS = ("id", "similarity", "contradiction", "relation", "kind", "explanation")

GRAPH_FILE, REPORT_FILE = "graph.graphml", "report.html"
FOLDER_FILES = (*(f"{table}.csv" for table in RESULT_TABLES), GRAPH_FILE, REPORT_FILE)
"""What `run --out` leaves behind."""

OutFolder = Annotated[
    Path | None,
    typer.Option(
        "--out", "-o", help="Folder for the CSV files, the graph and the report page.", metavar="DIR"
    ),
]
OutFile = Annotated[
    Path | None, typer.Option("--out", "-o", help="CSV file to write instead of printing.", metavar="FILE")
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to `app`."""
    command(
        app,
        "run",
        example="claimcheck run articles/ saved-pages.zip --out out",
        settings=settings_options,
        out=output_options,
    )(run)
    command(
        app,
        "extract",
        example="claimcheck extract articles/ --out claims.csv",
        settings=settings_options,
        out=output_options,
    )(extract)
    command(
        app,
        "compare",
        example="claimcheck compare pairs.jsonl --out verdicts.csv",
        settings=settings_options,
        out=output_options,
    )(compare)
    command(
        app, "info", example="claimcheck info --format json", settings=settings_options, out=output_options
    )(info)


def run(
    paths: Paths,
    *,
    folder: OutFolder = None,
    strict: Strict = False,
    limit: Limit = None,
    settings: Settings,
    out: Output,
) -> None:
    """Find the disputes in a batch of articles: who says what, and who disagrees."""
    reading = read(paths, settings, strict=strict)
    if folder is not None:
        for name in FOLDER_FILES:
            check_target(folder / name, paths, reading.articles)
    from claimcheck.analysis import analyse
    from claimcheck.report.rows import dispute_rows
    from claimcheck.report.tables import batch_summary, dispute_list

    with out.progress() as progress:
        results = analyse(reading.articles, skipped=reading.skipped, settings=settings, progress=progress)
    # Before anything is printed: the files must not depend on whether somebody reads on.
    written = write_folder(results, folder, settings) if folder is not None else []
    summary = batch_summary(results, every=out.verbose)
    if out.is_table:
        if not out.quiet:
            out.show(summary)
        first = out.limited(limit) or len(results.disputes)
        out.show(dispute_list(results, first))
        if len(results.disputes) > first:
            out.remark(f"\n{len(results.disputes) - first} more: --limit prints them.")
    else:
        out.remark(summary.plain)
        out.rows(tuple(TABLES["disputes"]), islice(dispute_rows(results), limit))
    if folder is not None:
        out.remark(f"\nWrote {', '.join(path.name for path in written)} to {folder}/")
    silent = without_claims(results.articles, results.claims)
    if strict and silent:
        raise InputError(f"--strict: no claim in {', '.join(silent)}")
    if folder is None:
        out.hint("add --out DIR to keep the tables and a report page.")
    else:
        out.hint(f"open {quote(str(folder / REPORT_FILE))}")


def write_folder(results: Results, folder: Path, settings: Settings) -> list[Path]:
    """Everything `run --out` leaves behind: the CSV tables, the graph and the report page."""
    from claimcheck.report.csv_files import write_csv
    from claimcheck.report.exports import export
    from claimcheck.report.html import write_report

    return [
        *write_csv(results, folder),
        *export(results, folder / GRAPH_FILE, format="graphml"),
        write_report(results, folder / REPORT_FILE, context=settings.context),
    ]


def extract(
    paths: Paths, *, file: OutFile = None, strict: Strict = False, settings: Settings, out: Output
) -> None:
    """List the claims of articles: who says what, with exact offsets."""
    reading = read(paths, settings, strict=strict)
    if file is not None:
        check_target(file, paths, reading.articles)
    from claimcheck.analysis import Analyser
    from claimcheck.report.csv_files import write_csv_file
    from claimcheck.report.rows import extract_rows
    from claimcheck.report.tables import number_of, skipped_list

    with out.progress() as progress:
        progress("claims", 0, len(reading.articles))
        claims = Analyser(settings).extract(reading.articles)
        progress("claims", len(reading.articles), len(reading.articles))
    skipped = skipped_list(reading.skipped, every=out.verbose).plain
    made = f"{number_of(len(claims), 'claim')} in {number_of(len(reading.articles), 'article')}"
    out.remark(f"{made}.{skipped}")
    columns = tuple(TABLES["extract"])
    rows = extract_rows(reading.articles, claims)
    if file is not None:
        write_csv_file(file, columns, rows)
        out.remark(f"Wrote {file}")
    else:
        out.rows(columns, rows, shown=SHOWN_CLAIMS)
    silent = without_claims(reading.articles, claims)
    if strict and silent:
        raise InputError(f"--strict: no claim in {', '.join(silent)}")
    out.hint(f"claimcheck run {quote(str(paths[0]))} finds which of them are disputed.")


def without_claims(articles: Sequence[Article], claims: Iterable[Claim]) -> list[str]:
    """The articles that make no claim, by file or id."""
    claiming = {claim.article_id for claim in claims}
    return [article.file or article.id for article in articles if article.id not in claiming]


def read(paths: list[Path], settings: Settings, *, strict: bool) -> Reading:
    """Read the inputs; raises InputError where nothing could be read, or anything was skipped and `strict`."""
    from claimcheck.articles import read_articles

    reading = read_articles(paths, columns=settings.columns, languages=frozenset(settings.languages))
    if strict and reading.skipped:
        raise InputError(f"--strict: {len(reading.skipped)} skipped\n{reasons(reading.skipped)}")
    if not reading.articles:
        raise InputError(f"nothing could be read\n{reasons(reading.skipped)}".rstrip())
    return reading


def reasons(skipped: Iterable[SkippedInput]) -> str:
    """One line for each skipped input."""
    from claimcheck.report.tables import printable

    return "\n".join(f"  {printable(item.file)}: {printable(item.reason)}" for item in skipped)


def compare(
    pairs: Annotated[
        Path,
        typer.Argument(
            metavar="PAIRS",
            help="JSONL or CSV with the columns a and b, optionally id, date_a and date_b; - reads standard input.",
        ),
    ],
    *,
    file: OutFile = None,
    settings: Settings,
    out: Output,
) -> None:
    """Compare pairs of statements: which agree, which contradict each other, and why."""
    from claimcheck.cli.pairs import read_pairs
    from claimcheck.links.compare import compare as compare_statements
    from claimcheck.report.csv_files import write_csv_file
    from claimcheck.report.rows import comparison_rows

    listed = read_pairs(pairs)
    if file is not None:
        check_target(file, [pairs])
    with out.progress() as progress:
        progress("pairs", 0, len(listed))
        comparisons = compare_statements(listed, settings=settings)
        progress("pairs", len(listed), len(listed))
    columns = tuple(TABLES["compare"])
    rows = comparison_rows(comparisons)
    if file is not None:
        write_csv_file(file, columns, rows)
        out.remark(f"Wrote {file}")
    else:
        out.rows(columns, rows, shown=SHOWN_COMPARISONS)
    out.hint("claimcheck run FOLDER finds the disputes of whole articles.")


def info(*, settings: Settings, out: Output) -> None:
    """Show versions, models with their hashes, and the settings in force."""
    from claimcheck.cli.environment import environment

    out.rows(("part", "name", "value"), environment(settings))
    out.hint("claimcheck run FOLDER")
