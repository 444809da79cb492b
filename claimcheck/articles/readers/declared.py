"""What a page declares of itself: JSON-LD of schema.org, and meta tags."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from claimcheck.articles.fields import as_text

_JSON_LD = re.compile(
    r"<script[^>]{0,300}type\s*=\s*[\"']?application/ld\+json[^>]{0,200}>(.{0,500000}?)</script", re.I | re.S
)
_META = re.compile(r"<meta\s[^>]{1,2000}>", re.I)
_LINK = re.compile(r"<link\s[^>]{1,1000}>", re.I)
_ATTRIBUTE = re.compile(r"([\w:-]{1,40})\s*=\s*(?:\"([^\"]{0,1500})\"|'([^']{0,1500})'|([^\s\"'>]{1,500}))")
_ARTICLE_TYPES = re.compile(
    r"(?:News|Report|Analysis|Opinion|Review|Background|Live|Blog|Scholarly|Tech)?\w*(?:Article|Posting)$"
)
_DEPTH = 6
_SCAN = 2_000_000  # characters of a page in which declarations are looked for


@dataclass(frozen=True, slots=True)
class Declared:
    """A page's own word on itself, each field None where it is silent."""

    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    author: str | None = None
    body: str | None = None


def declared_by(page: str) -> Declared:
    """What the page declares; JSON-LD goes before meta tags, which are more often a template's.

    The language is not among it: templates declare one and carry articles in another.
    """
    page = page[:_SCAN]
    ld = next(_articles(page), {})
    meta = _meta(page)
    publisher = ld.get("publisher")
    return Declared(
        title=as_text(ld.get("headline")) or meta.get("og:title"),
        outlet=(as_text(publisher.get("name")) if isinstance(publisher, Mapping) else None)
        or meta.get("og:site_name"),
        published=as_text(ld.get("datePublished"))
        or meta.get("article:published_time")
        or meta.get("datepublished")
        or meta.get("parsely-pub-date"),
        url=_canonical(page) or meta.get("og:url") or _address(ld.get("url")),
        author=as_text(ld.get("author")),
        body=as_text(ld.get("articleBody")),
    )


def _articles(page: str) -> Iterator[Mapping[str, Any]]:
    for block in _JSON_LD.findall(page):
        try:
            value = json.loads(block.strip(), strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _of_article_type(value, 0)


def _of_article_type(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _of_article_type(item, depth + 1)
    elif isinstance(value, dict):
        kinds = value.get("@type")
        if any(
            isinstance(kind, str) and _ARTICLE_TYPES.fullmatch(kind)
            for kind in (kinds if isinstance(kinds, list) else [kinds])
        ):
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _of_article_type(value.get(key), depth + 1)


def _meta(page: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in _META.findall(page):
        attributes = _attributes(tag)
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = attributes.get("content", "").strip()
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _canonical(page: str) -> str | None:
    for tag in _LINK.findall(page):
        attributes = _attributes(tag)
        if attributes.get("rel", "").lower() == "canonical":
            return _address(attributes.get("href"))
    return None


def _address(value: object) -> str | None:
    return value if isinstance(value, str) and value.startswith(("http://", "https://")) else None


def _attributes(tag: str) -> dict[str, str]:
    return {
        name.lower(): html.unescape(double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(tag)
    }
