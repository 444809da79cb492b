"""The reader of each kind of file, by its suffix."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TypeAlias

from claimcheck.articles.limits import ReadLimits
from claimcheck.articles.raw import FileReading, Source, skipped_file

Reader: TypeAlias = Callable[[Source, Mapping[str, str], ReadLimits], FileReading]

_READERS: Mapping[str, tuple[str, str]] = {
    ".txt": ("text", "read_text"),
    ".text": ("text", "read_text"),
    ".md": ("text", "read_text"),
    ".html": ("page", "read_html"),
    ".htm": ("page", "read_html"),
    ".xhtml": ("page", "read_html"),
    ".jsonl": ("json_articles", "read_json_lines"),
    ".ndjson": ("json_articles", "read_json_lines"),
    ".json": ("json_articles", "read_json"),
    ".csv": ("table", "read_csv"),
    ".tsv": ("table", "read_csv"),
    ".parquet": ("table", "read_parquet"),
    ".warc": ("warc", "read_warc"),
}
"""Suffix to module and function; modules load when first used, since some need large libraries."""

SUFFIXES = (*_READERS, ".zip")
"""What can be read; each but .zip may have .gz after it."""


def read_file(source: Source, columns: Mapping[str, str], limits: ReadLimits) -> FileReading:
    """The articles of one file by the reader of its suffix; a file of no known kind is skipped, saying so."""
    name = source.name.lower().removesuffix(".gz")
    suffix = name[name.rfind(".") :] if "." in name.rsplit("/", 1)[-1] else ""
    if suffix not in _READERS:
        kind = f"{suffix} files are not read" if suffix else "a name without a suffix does not say what it is"
        return skipped_file(source.name, f"unknown kind of file: {kind}; known are {', '.join(SUFFIXES)}")
    if not source.data:
        return skipped_file(source.name, "empty")
    module, function = _READERS[suffix]
    reader: Reader = getattr(import_module(f"claimcheck.articles.readers.{module}"), function)
    return reader(source, columns, limits)
