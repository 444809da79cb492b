"""Tables: CSV, TSV and Parquet, one article a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from claimcheck.articles.decoding import NotText, decode
from claimcheck.articles.fields import Row, assign, read_rows
from claimcheck.articles.limits import ReadLimits, in_megabytes
from claimcheck.articles.raw import FileReading, Source, skipped_file
from claimcheck.records import SkippedInput

_DELIMITERS = ",;\t|"
_FIELD_LIMIT = (
    1 << 30
)  # the text limit is what bounds a field; csv's own would lose the rows after a long one


def read_csv(source: Source, columns: Mapping[str, str], limits: ReadLimits) -> FileReading:
    """The articles of a CSV or TSV file with a header; comma, semicolon, tab or bar between fields."""
    try:
        decoded = decode(source.data)
    except NotText as reason:
        return skipped_file(source.name, str(reason))
    rows, bad = parse_csv(source.name, decoded.text, columns)
    if not rows:
        return FileReading(skipped=bad or (SkippedInput(source.name, "no rows"),))
    reading = read_rows(source.name, rows, columns, limits.article_chars)
    notes = (decoded.note,) if decoded.note else ()
    articles = tuple(replace(article, notes=(*article.notes, *notes)) for article in reading.articles)
    return replace(reading, articles=articles, skipped=(*bad, *reading.skipped))


def parse_csv(
    name: str, text: str, columns: Mapping[str, str]
) -> tuple[tuple[Row, ...], tuple[SkippedInput, ...]]:
    """The rows of a CSV text by its header, and the rows that do not fit it."""
    if not text.strip():
        return (), (SkippedInput(name, "empty"),)
    rows: list[Row] = []
    bad: list[SkippedInput] = []
    with _long_fields():
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, columns))
        number = 0
        try:
            header = [cell.strip() for cell in next(reader)]
            for cells in reader:
                if not any(cells):
                    continue
                number += 1
                if len(cells) > len(header):
                    reason = f"row {number}: {len(cells)} fields for {len(header)} columns"
                    bad.append(SkippedInput(name, reason))
                    continue
                rows.append(Row(f"row {number}", dict(zip(header, cells, strict=False))))
        except (csv.Error, StopIteration) as error:
            bad.append(SkippedInput(name, f"row {number + 1}: not CSV ({error}); what follows was not read"))
    if not rows and not bad and header:
        # A header alone still says whether it is a table of articles.
        reason = (
            "no rows"
            if assign(header, columns)["text"]
            else f"no text column among {', '.join(header)[:200]}"
        )
        bad.append(SkippedInput(name, reason))
    return tuple(rows), tuple(bad)


def read_parquet(source: Source, columns: Mapping[str, str], limits: ReadLimits) -> FileReading:
    """The articles of a Parquet file."""
    import pyarrow
    import pyarrow.parquet

    try:
        parquet = pyarrow.parquet.ParquetFile(pyarrow.BufferReader(source.data))
        size = sum(
            parquet.metadata.row_group(index).total_byte_size
            for index in range(parquet.metadata.num_row_groups)
        )
        if size > limits.file_bytes:
            return skipped_file(source.name, f"{in_megabytes(size)} unpacked, over the limit")
        rows: list[Row] = []
        for batch in parquet.iter_batches(batch_size=1000):
            rows += [
                Row(f"row {number}", cells) for number, cells in enumerate(batch.to_pylist(), len(rows) + 1)
            ]
    except (pyarrow.ArrowException, OSError, ValueError, OverflowError, UnicodeDecodeError) as error:
        return skipped_file(source.name, f"not readable as Parquet ({str(error).splitlines()[0][:100]})")
    if not rows:
        return skipped_file(source.name, "no rows")
    return read_rows(source.name, rows, columns, limits.article_chars)


def _delimiter(text: str, columns: Mapping[str, str]) -> str:
    """The delimiter that makes most of the header recognisable, and of those the one that is there most."""
    header = text.lstrip("\ufeff\r\n").split("\n", 1)[0]

    def recognised(delimiter: str) -> tuple[int, int]:
        names = [name.strip().strip('"') for name in header.split(delimiter)]
        return sum(map(bool, assign(names, columns).values())), header.count(delimiter)

    return max(_DELIMITERS, key=recognised)


@contextmanager
def _long_fields() -> Iterator[None]:
    before = csv.field_size_limit(_FIELD_LIMIT)
    try:
        yield
    finally:
        csv.field_size_limit(before)
