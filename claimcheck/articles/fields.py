"""Which column of a table, or key of a JSON object, holds what: usual names are recognised, others are mapped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from claimcheck.articles.decoding import clean
from claimcheck.articles.raw import FileReading, RawArticle, of_items
from claimcheck.errors import UsageError
from claimcheck.records import SkippedInput

NAMES: Mapping[str, Sequence[str]] = {
    "text": (
        "text articletext fulltext maintext articlebody body bodytext content contents articlecontent "
        "cleantext rawtext plaintext storytext newstext article story"
    ).split(),
    "outlet": (
        "outlet outletname publication publicationname newspaper sitename site source sourcename newssource "
        "publisher medium media domain sourcedomain hostname"
    ).split(),
    "title": "title headline articletitle head heading newstitle".split(),
    "published": (
        "published publishedat publisheddate publishdate datepublished dateofpublication publicationdate pubdate "
        "date datetime articledate datepublish publishtime publishedtime timestamp created createdat datecreated"
    ).split(),
    "url": "url link articleurl sourceurl weburl permalink canonicalurl canonicallink href uri".split(),
    "id": "id articleid docid documentid uuid guid identifier".split(),
    "language": "language lang languagecode articlelanguage locale".split(),
    "origin": "origin originaloutlet originaloutletname originalsource newsagency agency wire".split(),
    "author": "author authors byline creator writer".split(),
}
"""Field of an article to the column names it goes by (lower case, letters and digits only), likeliest first."""

FILE_NAMES = "file filename path filepath name".split()
"""What a manifest calls the column that names a file."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, with its place in words ("row 3")."""

    place: str
    cells: Mapping[str, object]


def check_mapping(columns: Mapping[str, str]) -> None:
    """Raises UsageError where `columns` maps something that an article does not have."""
    unknown = sorted(set(columns) - set(NAMES))
    if unknown:
        raise UsageError(f"cannot map {', '.join(unknown)}: an article has {', '.join(NAMES)}")


def check_mapped_columns_exist(columns: Mapping[str, str], seen: Iterable[str]) -> None:
    """Raises UsageError, naming the columns there are, where a mapped column is in none of the tables read."""
    there = sorted(set(seen))
    for field, column in columns.items():
        if column not in there:
            have = f"the columns are {', '.join(there)}" if there else "no table was read"
            raise UsageError(f"no column {column!r} to read as {field}: {have}")


def assign(names: Iterable[str], mapped: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The columns that may hold each field, likeliest first; a mapped column replaces the recognised ones.

    >>> assign(["headline", "body", "n"], {})["text"]
    ('body',)
    """
    names = list(names)
    taken = {column for column in mapped.values() if column in names}
    by_plain: dict[str, list[str]] = {}
    for name in names:
        if name not in taken:
            by_plain.setdefault(_plain(name), []).append(name)
    found: dict[str, tuple[str, ...]] = {}
    for field, usual in NAMES.items():
        if mapped.get(field) in taken:
            found[field] = (mapped[field],)
        else:
            found[field] = tuple(name for plain in usual for name in by_plain.get(plain, ()))
    return found


def read_rows(file: str, rows: Sequence[Row], mapped: Mapping[str, str], max_chars: int) -> FileReading:
    """The articles of a table's rows; rows without a text are named and skipped.

    A table with no text column at all is skipped as a whole, naming the columns it has.
    """
    names = list(dict.fromkeys(name for row in rows for name in row.cells))
    columns = assign(names, mapped)
    if not columns["text"]:
        reason = f"no text column among {_listed(names)}" if names else "no rows"
        return FileReading(skipped=(SkippedInput(file=file, reason=reason),), columns=frozenset(names))
    return of_items(_articles(file, rows, columns, max_chars), frozenset(names))


def _articles(
    file: str, rows: Iterable[Row], columns: Mapping[str, tuple[str, ...]], max_chars: int
) -> Iterator[RawArticle | SkippedInput]:
    for row in rows:
        found = {field: first_of(row.cells, names) for field, names in columns.items() if field != "text"}
        text = next(
            (cell for name in columns["text"] if isinstance(cell := row.cells.get(name), str) and cell), ""
        )
        reason = ""
        if not text.strip():
            reason = "no text"
        elif len(text) > max_chars:
            reason = f"text of {len(text):,} characters, over the limit of {max_chars:,}"
        if reason:
            yield SkippedInput(
                file=file,
                reason=f"{row.place}: {reason}",
                article_id=found["id"],
                outlet=found["outlet"],
                title=found["title"],
                url=found["url"],
            )
            continue
        cleaned = clean(text)
        notes = (cleaned.note,) if cleaned.note else ()
        yield RawArticle(file=file, text=cleaned.text, place=row.place, notes=notes, **found)


def first_of(cells: Mapping[str, object], names: Iterable[str]) -> str | None:
    """The first of these cells that is not empty, as a string."""
    return next((value for name in names if (value := as_text(cells.get(name))) is not None), None)


def as_text(cell: object) -> str | None:
    """A cell as one string; None where it is empty. Objects with a name and lists of names give the names.

    >>> as_text({"id": "cnn", "name": "CNN"})
    'CNN'
    """
    if (
        cell is None or isinstance(cell, bool) or cell != cell
    ):  # NaN is the one value that differs from itself
        return None
    if isinstance(cell, str):
        return clean(cell).text if cell.strip() else None
    if isinstance(cell, (datetime, date)):
        return cell.isoformat()
    if isinstance(cell, Mapping):
        return as_text(next((cell[key] for key in ("name", "title", "@id", "url") if key in cell), None))
    if isinstance(cell, (list, tuple)):
        return ", ".join(text for item in cell if (text := as_text(item))) or None
    try:
        return str(cell)
    except ValueError:  # Python refuses to print integers of thousands of digits
        return None


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.lower())


def _listed(names: Sequence[str], most: int = 12) -> str:
    shown = ", ".join(str(name)[:40] for name in names[:most])
    return shown + (f" and {len(names) - most} more" if len(names) > most else "")
