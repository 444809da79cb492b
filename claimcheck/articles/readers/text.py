"""Plain text: the file is the article."""

from __future__ import annotations

from collections.abc import Mapping

from claimcheck.articles.decoding import NotText, decode
from claimcheck.articles.limits import ReadLimits, in_megabytes
from claimcheck.articles.raw import FileReading, RawArticle, Source, skipped_file


def read_text(source: Source, columns: Mapping[str, str], limits: ReadLimits) -> FileReading:
    """The article in a plain text file."""
    if len(source.data) > 4 * limits.article_chars:  # before decoding: no encoding has more bytes a character
        return skipped_file(source.name, f"{in_megabytes(len(source.data))}, too large for one article")
    try:
        decoded = decode(source.data)
    except NotText as reason:
        return skipped_file(source.name, str(reason))
    if not decoded.text.strip():
        return skipped_file(source.name, "empty")
    if len(decoded.text) > limits.article_chars:
        return skipped_file(
            source.name, f"text of {len(decoded.text):,} characters, too large for one article"
        )
    notes = (decoded.note,) if decoded.note else ()
    return FileReading((RawArticle(file=source.name, text=decoded.text, notes=notes),))
