"""CSV files: UTF-8, one header, stable columns, and no cell that a spreadsheet would run as a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TextIO

from claimcheck.records import Results
from claimcheck.report.columns import RESULT_TABLES, TABLES
from claimcheck.report.files import written_whole
from claimcheck.report.rows import ROWS, Cell, Row

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_PLAIN_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII)


def csv_cell(value: Cell) -> str:
    """One cell as text: None is empty, booleans are true and false, a would-be formula gets an apostrophe.

    >>> csv_cell("=1+1"), csv_cell("-5"), csv_cell(-5), csv_cell("- a dash")
    ("'=1+1", '-5', '-5', "'- a dash")
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    text = str(value)
    if text.startswith(_FORMULA_STARTS) and not _PLAIN_NUMBER.fullmatch(text):
        return "'" + text
    return text


def write_rows(stream: TextIO, columns: Sequence[str], rows: Iterable[Mapping[str, Cell]]) -> None:
    """Write a header and the rows. `stream` must be open with newline=""."""
    writer = csv.writer(stream)
    writer.writerow(columns)
    writer.writerows([csv_cell(row.get(column)) for column in columns] for row in rows)


def write_csv_file(
    path: str | Path, columns: Sequence[str], rows: Iterable[Mapping[str, Cell]], *, excel: bool = False
) -> Path:
    """Write one CSV file, whole or not at all; raises InputError where it cannot be written.

    `excel` begins it with a byte order mark, by which Excel knows it is UTF-8.
    """
    target = Path(path)
    encoding = "utf-8-sig" if excel else "utf-8"
    # A lone surrogate (a file name of undecodable bytes) must not stop the batch.
    with (
        written_whole(target) as partial,
        partial.open("w", encoding=encoding, errors="backslashreplace", newline="") as stream,
    ):
        write_rows(stream, columns, rows)
    return target


def write_csv(results: Results, out_dir: str | Path) -> list[Path]:
    """Write articles.csv, claims.csv, links.csv, clusters.csv and disputes.csv into `out_dir`.

    Returns the paths. Raises InputError where the folder or a file cannot be written.
    """
    return [
        write_csv_file(Path(out_dir) / f"{table}.csv", tuple(TABLES[table]), rows)
        for table, rows in result_tables(results)
    ]


def result_tables(results: Results) -> Iterator[tuple[str, Iterator[Row]]]:
    """Name and rows of each table of `results`, in the order they are written."""
    for table in RESULT_TABLES:
        yield table, ROWS[table](results)
