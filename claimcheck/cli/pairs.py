"""The input of `compare`: pairs of statements from JSON Lines or CSV."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from claimcheck.articles.decoding import clean
from claimcheck.errors import InputError
from claimcheck.records import StatementPair

_LONGEST_CELL = 2**31 - 1
FIELDS = ("id", "a", "b", "date_a", "date_b")


def read_pairs(path: Path) -> list[StatementPair]:
    """The pairs of a .jsonl, .json (a list) or .csv file, each also .gz, in order; every row gives a pair.

    A pair without an id gets its row number, from 1. Raises InputError where the file cannot be read, a row is
    not a pair, or the columns a and b are missing.
    """
    rows = _csv_rows if ".csv" in path.suffixes[-2:] else _json_rows
    pairs = [
        StatementPair(
            id=_text(row.get("id")) or str(number),
            a=_text(row["a"]),
            b=_text(row["b"]),
            date_a=_text(row.get("date_a")) or None,
            date_b=_text(row.get("date_b")) or None,
        )
        for number, row in enumerate(rows(path, _content(path)), 1)
    ]
    if not pairs:
        raise InputError(f"{path}: no pairs in it")
    return pairs


def _content(path: Path) -> str:
    try:
        data = path.read_bytes()
        if path.suffix == ".gz":
            data = gzip.decompress(data)
        return data.decode("utf-8-sig")
    except FileNotFoundError:
        raise InputError(f"{path}: no such file") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 text (byte {error.start})") from None
    except (OSError, EOFError) as error:
        raise InputError(f"{path}: cannot be read: {error}") from error


def _csv_rows(path: Path, content: str) -> Iterator[Mapping[str, Any]]:
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.DictReader(io.StringIO(content, newline=""))
    _check_columns(f"{path}", reader.fieldnames or ())
    try:
        yield from reader
    except csv.Error as error:
        raise InputError(f"{path}, line {reader.line_num}: {error}") from error


def _json_rows(path: Path, content: str) -> Iterator[Mapping[str, Any]]:
    for place, row in _json_values(path, content):
        if not isinstance(row, dict):
            raise InputError(f"{place}: not an object with a and b")
        _check_columns(place, row)
        yield row


def _json_values(path: Path, content: str) -> Iterator[tuple[str, Any]]:
    if content.lstrip().startswith("["):
        for number, value in enumerate(_parsed(f"{path}", content), 1):
            yield f"{path}, item {number}", value
        return
    # Only a line feed ends a JSON line: other line separators may stand inside a text.
    for number, line in enumerate(content.split("\n"), 1):
        if line.strip():
            yield f"{path}, line {number}", _parsed(f"{path}, line {number}", line)


def _parsed(place: str, text: str) -> Any:
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise InputError(f"{place}: not JSON: {error}") from error


def _check_columns(place: str, names: Any) -> None:
    missing = [name for name in ("a", "b") if name not in names]
    if missing:
        raise InputError(
            f"{place}: no {' and no '.join(missing)}; a pair has {', '.join(FIELDS)}, not {', '.join(map(str, names))}"
        )


def _text(value: Any) -> str:
    # JSON can spell half of a surrogate pair, which can neither be judged nor written.
    return "" if value is None else clean(str(value)).text
