"""HTML pages: body text by trafilatura; outlet, title, date and address from what the page declares."""

from __future__ import annotations

import html
import logging
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from claimcheck.articles.decoding import NotText, clean, decode
from claimcheck.articles.limits import ReadLimits, in_megabytes
from claimcheck.articles.outlets import directory, same_outlet
from claimcheck.articles.raw import FileReading, RawArticle, Source, skipped_file
from claimcheck.articles.readers.declared import declared_by

_TAGS = re.compile(
    r"<(script|style)\b[^>]{0,500}>.{0,5000}?</\1\s*>|<!--.{0,2000}?-->|</?[a-z][^<>]{0,500}>", re.I | re.S
)
_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d+\)(\S+)")
_LOOKS_HTML = re.compile(rb"<\s*(?:!doctype|html|head|body|article|div|p|meta|title|span|table|h1)\b", re.I)
OWN_PAGE = "claimcheck report"
"""What a report page calls itself: a run over a folder that holds one must not take its own outcome for news."""
_OWN_PAGE = re.compile(rf'<meta name="generator" content="{OWN_PAGE}">')
_SHORT_BODY = 250  # characters below which an extraction is compared with what the page declares as its body


def read_html(source: Source, columns: Mapping[str, str], limits: ReadLimits) -> FileReading:
    """The article in a saved page."""
    if len(source.data) > limits.page_bytes:
        return skipped_file(source.name, f"{in_megabytes(len(source.data))}, too large for one page")
    found = read_page(source.name, source.data)
    if isinstance(found, str):
        return skipped_file(source.name, found)
    if len(found.text) > limits.article_chars:
        return skipped_file(source.name, f"text of {len(found.text):,} characters, too large for one article")
    return FileReading((found,))


def read_page(name: str, data: bytes, url: str | None = None, charset: str | None = None) -> RawArticle | str:
    """The article in the bytes of a page, or the reason that there is none.

    `url` and `charset` are what the transfer said, where it is known. Offsets are into the extracted text.
    """
    if not data.strip():
        return "empty"
    try:
        page, note = _decoded(data, charset)
    except NotText as reason:
        return str(reason)
    if not _LOOKS_HTML.search(data) and "<" not in page:
        return "no HTML in it"
    if _OWN_PAGE.search(page, 0, 5000):
        return "a report page of claimcheck"
    declared = declared_by(page)
    document = _extract(page)
    body = (getattr(document, "text", None) or "").strip()
    # A page whose body is built by script may still declare it whole for search engines.
    if declared.body and len(body) < _SHORT_BODY and len(declared.body) > len(body):
        body = declared.body
    if not body:
        return "no article text found in the page"
    saved = _SAVED_FROM.search(data[:5000])
    address = url or declared.url or (saved[1].decode("ascii", "replace") if saved else None)
    outlet, origin = _carrier(plain_text(declared.outlet or _site(document)), address)
    text = clean(body)
    notes = tuple(part for part in (note, text.note) if part)
    return RawArticle(
        file=name,
        text=text.text,
        url=address,
        title=plain_text(declared.title or getattr(document, "title", None)),
        outlet=outlet,
        origin=origin,
        published=declared.published or getattr(document, "date", None),
        author=plain_text(declared.author or getattr(document, "author", None)),
        notes=notes,
    )


def plain_text(markup: str | None) -> str | None:
    """A title or name as text: no tags or scripts, entities resolved, white space single."""
    if not markup:
        return None
    text = html.unescape(_TAGS.sub(" ", html.unescape(markup[:5000])))
    text = " ".join(_TAGS.sub(" ", text).split())
    return clean(text).text or None


def _carrier(declared: str | None, address: str | None) -> tuple[str | None, str | None]:
    """Outlet and origin of a page: a site that names an agency as the publisher is its carrier.

    A name that is not known ("U.S.") gives way to the usual one of the site, where that is known.
    """
    known = directory()
    host = known.find(address) if address else None
    if host is None or same_outlet(declared, host):
        return declared, None
    if declared and known.is_agency(declared):
        return host, declared
    return (declared if declared and known.find(declared) else host), None


def _decoded(data: bytes, charset: str | None) -> tuple[str, str]:
    declared = charset
    if declared is None:
        match = re.search(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,40})", data[:10_000], re.I)
        declared = match[1].decode("ascii", "replace") if match else None
    if declared and declared.lower() not in ("utf-8", "utf8"):
        try:
            text = data.decode(declared)
        except (LookupError, UnicodeError):
            pass
        else:
            if text.count("\x00") <= len(text) * 0.01:
                return clean(text).text, ""
    decoded = decode(data)
    return decoded.text, decoded.note


def _site(document: Any) -> str | None:
    """The site's name where the page gives one; trafilatura falls back on the host, which is no name."""
    name, host = getattr(document, "sitename", None), getattr(document, "hostname", None)
    return name if name and name != host and not name.startswith("http") else None


def _extract(page: str) -> Any:
    """trafilatura's document, None where it finds none or fails on the page."""
    import trafilatura

    _quiet()
    try:
        return trafilatura.bare_extraction(
            page,
            with_metadata=True,
            include_comments=False,
            # Only dates that the page states as its own; the wide search takes any date in the text for it.
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception:  # lxml and the date parsers raise whatever broken markup leads them into
        return None


@lru_cache(maxsize=1)
def _quiet() -> None:
    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
