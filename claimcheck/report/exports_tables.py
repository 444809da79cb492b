"""The tables as CSV, Parquet and JSON Lines: the same rows, each in its format's own types."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from claimcheck.errors import UsageError
from claimcheck.records import Results
from claimcheck.report.columns import RESULT_TABLES, TABLES
from claimcheck.report.csv_files import write_csv_file
from claimcheck.report.files import written_whole
from claimcheck.report.rows import ROWS, Cell, Row

if TYPE_CHECKING:
    import pyarrow as pa

_INTEGER = re.compile(r"(?:.*_)?(?:start|end)|n_.*|.*_independent_sources")
_NUMBER = frozenset({"score", "checkworthy", "cohesion"})
_FLAG = frozenset({"hedged", "disputed"})
_SURROGATE = re.compile("[\ud800-\udfff]")


def choose_columns(tables: Sequence[str] | None, columns: Sequence[str] | None) -> dict[str, list[str]]:
    """The columns to write of each table: all of them, or those of `columns` that it has.

    Tables with none of `columns` are left out. Raises UsageError for a table or column that does not exist.
    """
    unknown = [name for name in tables or () if name not in RESULT_TABLES]
    if unknown:
        raise UsageError(f"unknown table {unknown[0]!r}: choose from {', '.join(RESULT_TABLES)}")
    chosen = {name: list(TABLES[name]) for name in tables or RESULT_TABLES}
    if columns is None:
        return chosen
    known = list(dict.fromkeys(column for names in chosen.values() for column in names))
    for column in columns:
        if column not in known:
            raise UsageError(f"unknown column {column!r}: choose from {', '.join(known)}")
    kept = {table: [name for name in columns if name in names] for table, names in chosen.items()}
    return {table: names for table, names in kept.items() if names}


def table_rows(results: Results, table: str) -> Iterable[Row]:
    """The rows of one table of `columns.RESULT_TABLES`."""
    return ROWS[table](results)


def write_jsonl_table(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """One JSON object a line, texts verbatim, what is unknown as null."""
    # Half a surrogate pair has no UTF-8; as the escape that backslashreplace makes it is valid JSON.
    with (
        written_whole(path) as partial,
        partial.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as stream,
    ):
        for row in rows:
            record = {column: row.get(column) for column in columns}
            stream.write(json.dumps(record, ensure_ascii=False, allow_nan=False) + "\n")


def write_parquet_table(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """One Parquet file with a type for each column, whatever the rows hold."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(column, column_type(column)) for column in columns])
    records = [{column: _clean(row.get(column)) for column in columns} for row in rows]
    with written_whole(path) as partial:
        pq.write_table(pa.Table.from_pylist(records, schema=schema), partial)


def column_type(column: str) -> pa.DataType:
    """The Arrow type of a column of `columns.TABLES`."""
    import pyarrow as pa

    if _INTEGER.fullmatch(column):
        return pa.int64()
    if column in _NUMBER:
        return pa.float64()
    return pa.bool_() if column in _FLAG else pa.string()


def _clean(value: Cell) -> Cell:
    return _SURROGATE.sub("\ufffd", str(value)) if isinstance(value, str) else value


WRITERS: Mapping[str, str] = MappingProxyType({"csv": ".csv", "parquet": ".parquet", "jsonl": ".jsonl"})
"""Table format -> what its files are named."""


def write_table(
    path: Path, format: str, columns: Sequence[str], rows: Iterable[Row], *, excel: bool = False
) -> None:
    """Write one table in a format of `WRITERS`, whole or not at all; raises InputError where it cannot be written."""
    if format == "csv":
        write_csv_file(path, columns, rows, excel=excel)
    elif format == "jsonl":
        write_jsonl_table(path, columns, rows)
    else:
        write_parquet_table(path, columns, rows)
