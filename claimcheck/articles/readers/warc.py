"""Web archives: the HTML pages among the responses of a WARC file."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from claimcheck.articles.limits import ReadLimits, in_megabytes
from claimcheck.articles.raw import FileReading, RawArticle, Source, of_items, skipped_file
from claimcheck.articles.readers.page import read_page
from claimcheck.records import SkippedInput

_HTML_TYPES = ("text/html", "application/xhtml+xml")


def read_warc(source: Source, columns: Mapping[str, str], limits: ReadLimits) -> FileReading:
    """The articles in the HTML responses of a WARC file; other records are left out without a word."""
    reading = of_items(_records(source, limits))
    if not reading.articles and not reading.skipped:
        return skipped_file(source.name, "no HTML pages in the web archive")
    return reading


def _records(source: Source, limits: ReadLimits) -> Iterator[RawArticle | SkippedInput]:
    from warcio.archiveiterator import ArchiveIterator

    number = 0
    try:
        for record in ArchiveIterator(io.BytesIO(source.data)):
            number += 1
            if record.rec_type != "response" or not _is_page(record):
                continue
            yield _page(source.name, f"record {number}", record, limits)
    except Exception as error:  # warcio raises its own and the standard library's for what is damaged
        reason = (
            f"record {number + 1}: damaged web archive ({str(error).strip()[:80]}); what follows was not read"
        )
        yield SkippedInput(source.name, reason)


def _is_page(record: Any) -> bool:
    headers = record.http_headers
    if headers is None or headers.get_statuscode() not in ("200", "203"):
        return False
    return (headers.get_header("Content-Type") or "").split(";")[0].strip().lower() in _HTML_TYPES


def _page(name: str, place: str, record: Any, limits: ReadLimits) -> RawArticle | SkippedInput:
    url = record.rec_headers.get_header("WARC-Target-URI")
    data = record.content_stream().read(limits.page_bytes + 1)
    if len(data) > limits.page_bytes:
        return SkippedInput(
            name, f"{place}: over {in_megabytes(limits.page_bytes)}, too large for one page", url=url
        )
    content_type = record.http_headers.get_header("Content-Type") or ""
    charset = content_type.partition("charset=")[2].strip(" \"';") or None
    found = read_page(name, data, url=url, charset=charset)
    if isinstance(found, str):
        return SkippedInput(name, f"{place}: {found}", url=url)
    if len(found.text) > limits.article_chars:
        return SkippedInput(
            name, f"{place}: text of {len(found.text):,} characters, too large for one article", url=url
        )
    return replace(found, place=place)
