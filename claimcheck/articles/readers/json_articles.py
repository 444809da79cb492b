"""JSON: one article a line (JSON Lines), or one list of articles."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from claimcheck.articles.decoding import NotText, decode
from claimcheck.articles.fields import Row, assign, read_rows
from claimcheck.articles.limits import ReadLimits
from claimcheck.articles.raw import FileReading, Source, skipped_file
from claimcheck.records import SkippedInput

_NOT_ARTICLES = "JSON, but not a list of articles"


def read_json_lines(source: Source, columns: Mapping[str, str], limits: ReadLimits) -> FileReading:
    """The articles of a JSON Lines file; a line that is no JSON object is named by its number and skipped."""
    try:
        decoded = decode(source.data)
    except NotText as reason:
        return skipped_file(source.name, str(reason))
    rows: list[Row] = []
    bad: list[SkippedInput] = []
    # Not splitlines(): U+2028 and its like may stand unescaped inside a JSON string.
    for number, line in enumerate(decoded.text.split("\n"), start=1):
        if not line.strip():
            continue
        place = f"line {number}"
        if len(line) > 8 * limits.article_chars:  # an escaped character takes up to 6, and other fields some
            bad.append(
                SkippedInput(source.name, f"{place}: {len(line):,} characters, too large for one article")
            )
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            bad.append(SkippedInput(source.name, f"{place}: not JSON ({_short(error)})"))
            continue
        if isinstance(value, dict):
            rows.append(Row(place, value))
        else:
            bad.append(SkippedInput(source.name, f"{place}: not a JSON object"))
    if not rows and not bad:
        return skipped_file(source.name, "empty")
    if not rows:
        return FileReading(skipped=tuple(bad))
    reading = read_rows(source.name, rows, columns, limits.article_chars)
    return _noted(replace(reading, skipped=(*bad, *reading.skipped)), decoded.note)


def read_json(source: Source, columns: Mapping[str, str], limits: ReadLimits) -> FileReading:
    """The articles of a JSON file: a list of objects, or an object one of whose values is clearly that list."""
    try:
        decoded = decode(source.data)
    except NotText as reason:
        return skipped_file(source.name, str(reason))
    if not decoded.text.strip():
        return skipped_file(source.name, "empty")
    try:
        value = json.loads(decoded.text)
    except (ValueError, RecursionError) as error:
        return skipped_file(source.name, f"not JSON ({_short(error)})")
    if isinstance(value, dict):
        wrapped = [items for items in value.values() if _holds_articles(items, columns)]
        if len(wrapped) != 1:
            hint = (
                "; put one article in a list, or one a line in .jsonl" if _is_article(value, columns) else ""
            )
            return skipped_file(source.name, f"{_NOT_ARTICLES}: an object{hint}")
        value = wrapped[0]
    if not isinstance(value, list):
        return skipped_file(source.name, f"{_NOT_ARTICLES}: a single {type(value).__name__}")
    if not value:
        return skipped_file(source.name, "an empty list")
    rows = [Row(f"item {number}", item) for number, item in enumerate(value, 1) if isinstance(item, dict)]
    if not rows:
        return skipped_file(source.name, f"{_NOT_ARTICLES}: its items are no objects")
    bad = tuple(
        SkippedInput(source.name, f"item {number}: not a JSON object")
        for number, item in enumerate(value, 1)
        if not isinstance(item, dict)
    )
    reading = read_rows(source.name, rows, columns, limits.article_chars)
    return _noted(replace(reading, skipped=(*bad, *reading.skipped)), decoded.note)


def _is_article(value: Any, columns: Mapping[str, str]) -> bool:
    return isinstance(value, dict) and any(
        isinstance(value[name], str) for name in assign(map(str, value), columns)["text"]
    )


def _holds_articles(value: Any, columns: Mapping[str, str]) -> bool:
    return isinstance(value, list) and bool(value) and all(_is_article(item, columns) for item in value)


def _noted(reading: FileReading, note: str) -> FileReading:
    if not note:
        return reading
    return replace(
        reading, articles=tuple(replace(one, notes=(*one.notes, note)) for one in reading.articles)
    )


def _short(error: Exception) -> str:
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)[:80]
