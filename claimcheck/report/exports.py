"""Results in the formats that other tools open."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from claimcheck.errors import UsageError
from claimcheck.records import Results
from claimcheck.report.annotations import write_annotations
from claimcheck.report.brief import write_briefs
from claimcheck.report.claimreview import write_claim_reviews
from claimcheck.report.exports_graph import write_gexf, write_styled_graphml
from claimcheck.report.exports_tables import WRITERS, choose_columns, table_rows, write_table
from claimcheck.report.files import written_whole

FORMATS: Mapping[str, str] = MappingProxyType(
    {
        "csv": "A CSV file for each table, formula-safe.",
        "parquet": "A Parquet file for each table, with types.",
        "jsonl": "A JSON Lines file for each table, texts verbatim.",
        "graphml": "The claim graph with labels and colours, for Gephi, yEd and networkx.",
        "gexf": "The claim graph with labels and colours, Gephi's own format.",
        "claimreview": "schema.org ClaimReview JSON-LD of the confirmed disputes.",
        "annotations": "W3C Web Annotations of the claims' spans, JSON-LD.",
        "brief": "A page of Markdown for each dispute.",
    }
)
"""Format -> what it gives."""

_SINGLE: Mapping[str, tuple[str, Callable[[Results, Path], None]]] = MappingProxyType(
    {
        "graphml": ("graph.graphml", write_styled_graphml),
        "gexf": ("graph.gexf", write_gexf),
        "claimreview": ("claimreview.jsonld", write_claim_reviews),
        "annotations": ("annotations.jsonld", write_annotations),
    }
)


def export(
    results: Results,
    target: str | Path,
    *,
    format: str = "csv",
    tables: Sequence[str] | None = None,
    columns: Sequence[str] | None = None,
    excel: bool = False,
) -> list[Path]:
    """Write `results` in one of `FORMATS` to `target`, each file whole or not at all, and give the paths written.

    `target` is a folder, or a file where the format is one file or a single table is asked for: with a file's
    name and no `tables`, that is disputes. `tables` and `columns` choose from the tables; `excel` begins CSV with
    the byte order mark that Excel wants. Raises UsageError for a choice that does not exist or does not fit the
    format, InputError where a file cannot be written.
    """
    path = Path(target)
    if format not in FORMATS:
        raise UsageError(f"unknown format {format!r}: choose from {', '.join(FORMATS)}")
    if format not in WRITERS and (tables or columns):
        raise UsageError(f"{format} has no tables or columns to choose from; csv, parquet and jsonl have")
    if excel and format != "csv":
        raise UsageError(f"the Excel form is one of csv, not of {format}")
    if format in WRITERS:
        return _tables(results, path, format, tables, columns, excel)
    if format == "brief":
        return write_briefs(results, path)
    name, write = _SINGLE[format]
    file = path if path.suffix and not path.is_dir() else path / name
    with written_whole(file) as partial:
        write(results, partial)
    return [file]


def _tables(
    results: Results,
    path: Path,
    format: str,
    tables: Sequence[str] | None,
    columns: Sequence[str] | None,
    excel: bool,
) -> list[Path]:
    suffix = WRITERS[format]
    if path.suffix == suffix and not path.is_dir():
        chosen = choose_columns(tables or ["disputes"], columns)
        if len(chosen) != 1:
            raise UsageError(f"{path} holds one table: name one of {', '.join(chosen)}, or give a folder")
        files = dict.fromkeys(chosen, path)
    else:
        chosen = choose_columns(tables, columns)
        files = {table: path / f"{table}{suffix}" for table in chosen}
    for table, file in files.items():
        write_table(file, format, chosen[table], table_rows(results, table), excel=excel)
    return list(files.values())
