"""What a text itself says of its outlet, origin, date and title. What it does not say stays unknown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from claimcheck.articles.boilerplate import own_words
from claimcheck.articles.dates import parse_published
from claimcheck.articles.outlets import directory, host_of, reads_like_outlet, same_outlet
from claimcheck.articles.raw import RawArticle
from claimcheck.records import Span

_HEAD, _TAIL = 1500, 1500
_NAME = r"(?:[Tt]he )?[A-Z][\w&.'’-]*(?: (?:of |and |& )?[A-Z][\w&.'’-]*){0,4}"
_DATELINE = re.compile(
    r"^[ \t]*(?:[×✕]\s+)?(?:[A-Z][\w.,/'’ -]{0,60}?[ ,])?\(\s?(?P<tag>[A-Z][\w.&' -]{1,40}?)\s?\)"
    r"\s*(?:—|–|--?|:|(?=[A-Z\"“]))",
    re.MULTILINE,
)
_BYLINE = re.compile(
    r"^[ \t]*(?:By:? )?(?:[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}(?:,| \||,? of| for) )?(?:The )?"
    r"(?P<tag>Reuters|Associated Press|AP|AFP|Agence France-Presse|Bloomberg(?: News)?|Xinhua|UPI|"
    r"TASS|Kyodo(?: News)?)"
    r"(?: [Ss]taff(?: [Ww]riters?)?| reporters?)?[ \t]*(?:\|.{0,80})?$",
    re.MULTILINE,
)
_SELF_NAMED = re.compile(
    rf",\s+(?P<outlet>{_NAME})\s+reports?,?\s+(?:citing|quoting|with reference to|"
    rf"referring to)\s+(?P<origin>{_NAME})"
)
_FIRST_ELSEWHERE = re.compile(
    rf"(?:[Oo]riginally (?:published|appeared|posted)|first (?:published|appeared)|[Rr]epublished|reprinted)"
    rf"(?: with permission)? (?:by|in|on|at|from) (?P<origin>{_NAME}|(?:[\w-]+\.)+[a-z]{{2,}})"
)
_INFORMATION_FROM = re.compile(
    rf"^\s*(?:Information from|Source|Via):\s+(?P<origin>{_NAME})(?=[,.;]|\s*$)", re.MULTILINE
)
_COPYRIGHT = re.compile(
    r"(?:©|\([Cc]\)|\b[Cc]opyright)\s*(?:©|\([Cc]\))?\s*(?P<year>(?:19|"
    r"20)\d\d)(?:\s*[-–]\s*\d{4})?,?\s*(?:by\s+)?"
    r"(?P<name>(?:[Tt]he )?[A-Z][\w&'’.-]*(?:[ ,]+(?:of |and |& )?[A-Z][\w&'’.-]*){0,5})"
)
_FIGURES = r"(?:\d{4}(?:-\d{1,2}-|/\d{1,2}/|\.\d{1,2}\.)\d{1,2}|\d{1,2}\.\d{1,2}\.\d{4})"
_DATE_LINE = re.compile(
    r"^[ \t]*(?:[\w .&'-]{1,40}[|•·]\s*)?(?:(?P<kind>[Pp]ublished|[Uu]pdated|[Pp]osted|[Dd]ate|"
    r"PUBLISHED|UPDATED|POSTED)\b[ \t]*(?:on|at)?[ \t]*:?[ \t]*)?"
    rf"(?P<date>{_FIGURES}(?:[T ]\d\d:\d\d(?::\d\d)?)?"
    r"|(?:[A-Z][a-z]+day,? )?(?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2}(?:st|nd|rd|"
    r"th)? [A-Z][a-z]{2,8}\.?,? \d{4}))"
    r"(?P<rest>.*)$",
    re.MULTILINE,
)
_NOT_A_PUBLISHER = re.compile(r"getty|photograph|images?$|all rights|this|media limited", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Inferred:
    """What the text says, each None where it says nothing."""

    outlet: str | None = None
    origin: str | None = None
    published: str | None = None
    title: str | None = None


def infer(raw: RawArticle, boilerplate: Iterable[Span]) -> Inferred:
    """What the text says of what the input leaves open.

    A tag of an agency ("WASHINGTON (Reuters) -", "By The Associated Press") gives the origin, and the outlet too where
    nothing else names one. A copyright line gives the outlet. "Trend reports citing The Japan Times" gives both.
    That one claim of an article was "reported earlier by" another outlet says nothing about the whole of it.
    """
    head, tail = raw.text[:_HEAD], raw.text[-_TAIL:]
    owner, year = _copyright(tail)
    self_named = _SELF_NAMED.search(raw.text[: _HEAD // 2])
    tag = _tag(head)
    outlet = raw.outlet
    if outlet is None and self_named and owner is None and tag is None:
        outlet = self_named["outlet"].strip()
    outlet = outlet or owner
    origin = raw.origin or _elsewhere(raw.text)
    if origin is None and self_named:
        origin = _trimmed(self_named["origin"])
    for agency in (tag, owner if owner and directory().is_agency(owner) else None):
        if origin is None and agency and not same_outlet(agency, outlet):
            origin = agency
    if outlet is None:
        outlet = tag
    if raw.origin is None and origin and same_outlet(origin, raw.outlet):
        origin = None
    published = None if raw.published else _date(head)
    if published is None and raw.published is None and owner and directory().is_agency(owner):
        published = (
            year  # an agency dates its rights with the report; a site's footer shows the year it is seen in
        )
    return Inferred(
        outlet=outlet if raw.outlet is None else None,
        origin=origin if raw.origin is None else None,
        published=published,
        title=_title(raw.text, boilerplate) if raw.title is None else None,
    )


def _tag(head: str) -> str | None:
    """The agency or outlet in the dateline or byline at the head of a text."""
    for pattern in (_DATELINE, _BYLINE):
        for match in pattern.finditer(head):
            tag = match["tag"].strip()
            known = directory().find(tag)
            if known is not None and (pattern is _DATELINE or known in directory().agencies):
                return tag
    return None


def _copyright(tail: str) -> tuple[str | None, str | None]:
    """Who the last copyright line names, and its year."""
    for match in reversed(list(_COPYRIGHT.finditer(tail))):
        name = _trimmed(re.split(r"[.,]? (?:All|This|Used|Reuters content)\b|, (?:a|an) ", match["name"])[0])
        if name and not _NOT_A_PUBLISHER.search(name):
            return name, match["year"]
    return None, None


def _elsewhere(text: str) -> str | None:
    """The outlet that a text says it was first published by."""
    for part in (text[:_HEAD], text[-_TAIL:]):
        for pattern in (_FIRST_ELSEWHERE, _INFORMATION_FROM):
            for match in pattern.finditer(part):
                name = _trimmed(match["origin"])
                if directory().find(name) or reads_like_outlet(name) or host_of(name):
                    return name
    return None


def _date(head: str) -> str | None:
    """The date in a header line; the day of publication goes before that of an update."""
    updated: str | None = None
    first = re.match(rf"\s*[Dd]ate:? ({_FIGURES})\b", head)  # may run on into the text without a line break
    if first:
        return parse_published(first[1]).iso
    for match in _DATE_LINE.finditer(head):
        if len(match["rest"]) > 60 or re.search(r"[.!?]\s", match["rest"]):
            continue  # a sentence that opens with a date
        iso = parse_published(match["date"]).iso
        if iso and (match["kind"] or "").lower() != "updated":
            return iso
        updated = updated or iso
    return updated


def _title(text: str, boilerplate: Iterable[Span]) -> str | None:
    """The first line, where it stands apart as a title does: short, no full stop, a blank line after it."""
    first = next(iter(own_words(text, boilerplate)), None)
    if first is None:
        return None
    start = text.rfind("\n", 0, first.start) + 1
    if text[start : first.start].strip(" \t×✕"):
        return None
    line, _, rest = text[first.start :].partition("\n")
    if not re.match(r"[ \t\r]*\n", rest) or len(rest.strip()) < 2 * len(line):
        return None
    line = line.strip()
    if not 8 <= len(line) <= 200 or len(line.split()) < 2 or re.search(r"[.…:;,][\"”’')]*$", line):
        return None
    return line


def _trimmed(name: str) -> str:
    name = re.sub(r"[\s,.;:]+$", "", re.sub(r"[\s,]+(?:L\.?P|LLC|Ltd|Inc|PLC)\.?$", "", name.strip()))
    return re.sub(r"^the (?=[A-Z])", "", name)
