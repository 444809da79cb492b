"""The input of `compare`: pairs of statements from JSON Lines or CSV, in a file or from standard input."""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from claimcheck.articles.decoding import NotText, clean, decode
from claimcheck.errors import InputError
from claimcheck.records import StatementPair

_LONGEST_CELL = 2**31 - 1
_GZIP = b"\x1f\x8b"
_DELIMITERS = ",;\t|"
FIELDS = ("id", "a", "b", "date_a", "date_b")
STANDARD_INPUT = Path("-")


def read_pairs(path: Path) -> list[StatementPair]:
    """The pairs of JSON Lines, a JSON list or CSV, also packed with gzip, in order; every row gives a pair.

    The path "-" is standard input. A name that ends in .csv, .tsv, .json, .jsonl or .ndjson says what is in the file;
    any other is looked into. The text is decoded as that of articles is. A pair without an id gets its row number,
    from 1. Raises InputError where the file cannot be read, a row is not a pair, or the columns a and b are missing.
    """
    name = "standard input" if path == STANDARD_INPUT else f"{path}"
    content = _content(path, name)
    if not content.strip():
        raise InputError(f"{name}: is empty; {_EXPECTED}")
    rows = _json_rows if _is_json(path, content) else _csv_rows
    pairs = [
        StatementPair(
            id=_text(row.get("id")) or str(number),
            a=_text(row["a"]),
            b=_text(row["b"]),
            date_a=_text(row.get("date_a")) or None,
            date_b=_text(row.get("date_b")) or None,
        )
        for number, row in enumerate(rows(name, content), 1)
    ]
    if not pairs:
        raise InputError(f"{name}: no pairs in it; {_EXPECTED}")
    return pairs


_EXPECTED = f"give JSON Lines or CSV in which a pair has {', '.join(FIELDS)}, at least a and b"


def _content(path: Path, name: str) -> str:
    try:
        data = sys.stdin.buffer.read() if path == STANDARD_INPUT else path.read_bytes()
        if data.startswith(_GZIP) or path.suffix.lower() == ".gz":
            data = gzip.decompress(data)
        return decode(data).text
    except FileNotFoundError:
        raise InputError(f"{name}: no such file") from None
    except NotText as reason:
        raise InputError(f"{name}: {reason}; save it as UTF-8 text") from None
    except (OSError, EOFError, zlib.error) as error:
        said = getattr(error, "strerror", None) or error
        raise InputError(f"{name}: cannot be read: {said}") from error


def _is_json(path: Path, content: str) -> bool:
    kind = (path.with_suffix("") if path.suffix.lower() == ".gz" else path).suffix.lower()
    if kind in (".csv", ".tsv"):
        return False
    return kind in (".json", ".jsonl", ".ndjson") or content.lstrip().startswith(("{", "["))


def _csv_rows(name: str, content: str) -> Iterator[Mapping[str, Any]]:
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=_delimiter(content))
    try:
        header = [_folded(cell) for cell in next(reader)]
        _check_columns(name, header)
        for cells in reader:
            if cells:
                yield dict(zip(header, cells + [""] * len(header), strict=False))
    except csv.Error as error:
        raise InputError(f"{name}, line {reader.line_num}: {error}") from error


def _delimiter(content: str) -> str:
    """What parts the header into the most names of a pair's fields: comma, semicolon, tab or bar."""
    header = io.StringIO(content, newline="").readline()

    def recognised(delimiter: str) -> int:
        return sum(_folded(name.strip().strip('"')) in FIELDS for name in header.split(delimiter))

    return max(_DELIMITERS, key=recognised)


def _json_rows(name: str, content: str) -> Iterator[Mapping[str, Any]]:
    for place, value in _json_values(name, content):
        if not isinstance(value, dict):
            raise InputError(f"{place}: not an object with a and b")
        row = {_folded(key): item for key, item in value.items()}
        _check_columns(place, row)
        yield row


def _json_values(name: str, content: str) -> Iterator[tuple[str, Any]]:
    if content.lstrip().startswith("["):
        for number, value in enumerate(_parsed(name, content), 1):
            yield f"{name}, item {number}", value
        return
    # Only a line feed ends a JSON line: other line separators may stand inside a text.
    for number, line in enumerate(content.split("\n"), 1):
        if line.strip():
            yield f"{name}, line {number}", _parsed(f"{name}, line {number}", line)


def _parsed(place: str, text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:  # a plain ValueError of a number with too many digits
        raise InputError(f"{place}: not JSON: {error}") from error


def _check_columns(place: str, names: Iterable[str]) -> None:
    found = [name for name in names if name]
    missing = [name for name in ("a", "b") if name not in found]
    if missing:
        instead = f", not {', '.join(found)}" if found else ""
        raise InputError(f"{place}: no {' and no '.join(missing)}; a pair has {', '.join(FIELDS)}{instead}")


def _folded(name: str) -> str:
    return name.strip().lower()


def _text(value: Any) -> str:
    # JSON can spell half of a surrogate pair, which can neither be judged nor written.
    return "" if value is None else clean(str(value)).text
