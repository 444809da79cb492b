"""Labels files: CSV with dispute_id, status and note, as the report page or a spreadsheet saves it."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from claimcheck.errors import InputError

_NEEDED = ("dispute_id", "status")


@dataclass(frozen=True, slots=True)
class LabelRow:
    """One label, and the line of the file on which it ends."""

    line: int
    dispute_id: str
    status: str
    note: str


def read_labels(path: Path) -> list[LabelRow]:
    """The labels of a file, whose columns are parted by commas or, as some spreadsheets do, by semicolons.

    Raises InputError, with the line where it is one, for what cannot be read or is not whole.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            text = file.read()  # at once, since what comes through a pipe cannot be read again
        header = io.StringIO(text, newline="").readline()
        delimiter = ";" if ";" in header and "," not in header else ","
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
        given = [(reader.line_num, row) for row in reader]
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path}: cannot be read as a labels file: {error}") from error
    if not set(_NEEDED) <= set(reader.fieldnames or ()):
        raise InputError(f"{path}: a labels file has the columns dispute_id, status and note.")
    return [_label(path, line, row) for line, row in given]


def _label(path: Path, line: int, row: dict[str | None, str | list[str] | None]) -> LabelRow:
    cells = {name: value.strip() for name, value in row.items() if isinstance(value, str)}
    for name in _NEEDED:
        if not cells.get(name):
            raise InputError(f"{path}, line {line}: no {name}; each line has dispute_id, status and note.")
    if None in row:
        raise InputError(
            f"{path}, line {line}: more cells than columns; put a note in quotation marks if it holds a comma."
        )
    return LabelRow(line, cells["dispute_id"], cells["status"], _unquoted(cells.get("note", "")))


def _unquoted(note: str) -> str:
    """A cell without the apostrophe that kept a spreadsheet from running it."""
    return note[1:] if note[:1] == "'" and note[1:2] in "=+-@\t\r" else note
