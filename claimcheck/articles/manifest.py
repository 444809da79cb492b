"""`manifest.csv`: what is known of the files it lies beside, one row a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from claimcheck.articles.decoding import NotText, decode
from claimcheck.articles.fields import FILE_NAMES, NAMES, as_text, assign, first_of
from claimcheck.articles.raw import RawArticle, Source
from claimcheck.articles.readers.table import parse_csv
from claimcheck.records import SkippedInput

MANIFEST = "manifest.csv"
Given: TypeAlias = Mapping[str, str]
"""Field of an article to its value."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a manifest says: for each file name the fields it gives, and rows that could not be used."""

    given: Mapping[str, Given]
    skipped: tuple[SkippedInput, ...] = ()


def read_manifest(source: Source) -> Manifest | None:
    """The manifest in a file of that name; None where it has no column of file names, so that it is a table."""
    try:
        text = decode(source.data).text
    except NotText as reason:
        return Manifest({}, (SkippedInput(source.name, str(reason)),))
    rows, bad = parse_csv(source.name, text, {})
    if not rows:
        return Manifest({}, bad)
    names = list(rows[0].cells)
    file_column = next(
        (name for usual in FILE_NAMES for name in names if name.strip().lower() == usual), None
    )
    columns = assign([name for name in names if name != file_column], {})
    if file_column is None or columns["text"]:
        return None
    given: dict[str, Given] = {}
    for row in rows:
        file = as_text(row.cells.get(file_column))
        if file is None:
            bad = (*bad, SkippedInput(source.name, f"{row.place}: names no file"))
            continue
        values = {field: first_of(row.cells, candidates) for field, candidates in columns.items()}
        given[file.strip().removeprefix("./")] = {field: value for field, value in values.items() if value}
    return Manifest(given, bad)


def with_given(article: RawArticle, given: Mapping[str, str]) -> RawArticle:
    """`article` with what its manifest gives.

    A manifest is written by whoever collected the files, so it outranks what was extracted from a page; the rows
    of a table are as deliberate and nearer, so for them it only fills what is missing.
    """
    known = {field: value for field, value in given.items() if field in NAMES and field != "text"}
    if article.place:
        known = {field: value for field, value in known.items() if getattr(article, field) is None}
        known.pop("id", None)  # one id cannot stand for many rows
    return replace(article, **known) if known else article  # type: ignore[arg-type]
