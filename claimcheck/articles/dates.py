"""Publication dates as inputs write them, to ISO 8601 as precise as they say and no more."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import lru_cache

_EARLIEST, _LATEST = 1600, 2200  # newspapers began in 1605; what lies outside is no publication date


class DayOrder(StrEnum):
    """How a column of numeric dates is to be read."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Published:
    """A date in ISO 8601, None where it was not understood, and what should be known about the reading."""

    iso: str | None
    note: str = ""


_ISO = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2})(?:[T ]+(?P<time>\d{1,2}:\d{2}"
    r"(?::\d{2}(?:[.,]\d+)?)?)"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?)?)?"
)
_NUMERIC = re.compile(
    r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})"
    r"(?:,?\s+(\d{1,2}:\d{2}(?::\d{2})?)\s*([ap]\.?m\.?)?)?",
    re.I,
)
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?:\s+(\d{1,2}:\d{2}(?::\d{2})?))?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})Z?)?")
_EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}|\d{9,10}000000|\d{9,10}0{9}")
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}|\d\s*[ap]\.?m\b", re.I)


def order_of(values: Iterable[str | None]) -> DayOrder:
    """How the numeric dates of one column are written, from those that allow only one reading.

    "13/4/2017" settles it for "4/7/2017" in the same column; where some say one and some the other, or none say
    anything, it stays unknown.
    """
    first = second = False
    for value in values:
        match = _NUMERIC.fullmatch((value or "").strip())
        if match and match[2] != ".":
            first |= 12 < int(match[1]) <= 31
            second |= 12 < int(match[3]) <= 31
    if first == second:
        return DayOrder.UNKNOWN
    return DayOrder.DAY_FIRST if first else DayOrder.MONTH_FIRST


def parse_published(raw: str | None, order: DayOrder = DayOrder.UNKNOWN) -> Published:
    """A date as an input gives it, in ISO 8601: "2021", "2021-09", "2021-09-15", "2021-09-15T17:52:00+00:00".

    A numeric date that can be read two ways is read by `order`; where that is unknown only its year is kept, with a
    note. A midnight without a zone or in UTC is what a bare day turns into in tables, and is read as that day.

    >>> parse_published("Sept. 10, 2021").iso
    '2021-09-10'
    >>> parse_published("4/7/2017").iso
    '2017'
    """
    text = (raw or "").strip()
    if not text:
        return Published(None)
    for read in (_iso, _year_first, _compact, _epoch):
        iso = read(text)
        if iso:
            return Published(iso)
    if match := _NUMERIC.fullmatch(text):
        return _numeric(match, order, text)
    iso = _worded(text) if len(text) <= 100 else None
    return Published(iso, "" if iso else f"date {text[:60]!r} was not understood")


def _numeric(match: re.Match[str], order: DayOrder, text: str) -> Published:
    first, second = int(match[1]), int(match[3])
    year = int(match[4]) if len(match[4]) == 4 else 2000 + int(match[4])
    readings = {(month, day) for day, month in ((first, second), (second, first)) if _day(year, month, day)}
    if match[2] == ".":  # the dotted form is day first wherever it is used
        readings &= {(second, first)}
    if len(readings) > 1 and order is not DayOrder.UNKNOWN:
        readings = {(second, first) if order is DayOrder.DAY_FIRST else (first, second)}
    if not readings:
        return Published(None, f"date {text[:60]!r} was not understood")
    if len(readings) > 1:
        note = f"date {text!r} may be day or month first: only the year was kept"
        return Published(f"{year:04d}", note)
    ((month, day),) = readings
    clock = f"{match[5]} {match[6].replace('.', '')}" if match[6] else match[5]
    return Published(_with_clock(date(year, month, day), clock))


def _with_clock(day: date, clock: str | None, zone: str = "") -> str:
    if not clock:
        return day.isoformat()
    for pattern in ("%I:%M:%S %p", "%I:%M %p", "%H:%M:%S", "%H:%M"):
        try:
            time = datetime.strptime(clock.split(".")[0].split(",")[0], pattern).time()
        except ValueError:
            continue
        if zone in ("", "+00:00") and not (time.hour or time.minute or time.second):
            break
        return f"{day.isoformat()}T{time.isoformat()}{zone}"
    return day.isoformat()


def _iso(text: str) -> str | None:
    match = _ISO.fullmatch(text)
    if not match or not _EARLIEST <= int(match["year"]) <= _LATEST:
        return None
    if match["month"] is None:
        return match["year"]
    if match["day"] is None:
        return f"{match['year']}-{int(match['month']):02d}" if 1 <= int(match["month"]) <= 12 else None
    day = _day(int(match["year"]), int(match["month"]), int(match["day"]))
    return _with_clock(day, match["time"], _zone(match["zone"])) if day else None


def _zone(zone: str | None) -> str:
    if not zone:
        return ""
    if zone in ("Z", "UTC", "GMT"):
        return "+00:00"
    digits = zone[1:].replace(":", "").ljust(4, "0")
    return f"{zone[0]}{digits[:2]}:{digits[2:]}"


def _year_first(text: str) -> str | None:
    match = _YEAR_FIRST.fullmatch(text)
    day = _day(int(match[1]), int(match[2]), int(match[3])) if match else None
    return _with_clock(day, match[4]) if match and day else None


def _compact(text: str) -> str | None:
    match = _COMPACT.fullmatch(text)
    day = _day(int(match[1]), int(match[2]), int(match[3])) if match else None
    if not match or not day:
        return None
    return _with_clock(day, f"{match[4]}:{match[5]}:{match[6]}" if match[4] else None)


def _epoch(text: str) -> str | None:
    if not _EPOCH.fullmatch(text):
        return None
    whole = text.split(".")[0]
    seconds = int(whole[: len(whole) - {12: 3, 13: 3, 15: 6, 16: 6, 18: 9, 19: 9}.get(len(whole), 0)])
    moment = datetime.fromtimestamp(seconds, UTC)
    return _with_clock(moment.date(), moment.time().isoformat(), "+00:00")


@lru_cache(maxsize=4096)
def _worded(text: str) -> str | None:
    """A date in words ("Sept. 10, 2021", "Wed, 15 Sep 2021 17:52:00 GMT"), only as precise as all of its parts."""
    if not re.search(r"\d{4}|\d{1,2}\D+\d{1,2}|'\d\d", text) or not re.search(r"(?<!\d)\d{4}(?!\d)", text):
        return (
            None  # without a year in it a date cannot be placed, and must not be placed in the current year
        )
    import dateparser

    for parts, pattern in ((["day", "month", "year"], ""), (["month", "year"], "%Y-%m")):
        settings = {"REQUIRE_PARTS": parts, "PARSERS": ["absolute-time"], "DATE_ORDER": "MDY"}
        try:
            moment = dateparser.parse(_plain(text), languages=["en"], settings=settings)
        except (ValueError, OverflowError, RecursionError):
            return None
        if moment is None or not _EARLIEST <= moment.year <= _LATEST:
            continue
        if pattern:
            return moment.strftime(pattern)
        if not _CLOCK.search(text):
            return moment.date().isoformat()
        zone = moment.strftime("%z")
        zone = f"{zone[:3]}:{zone[3:5]}" if zone else ""
        return _with_clock(moment.date(), moment.strftime("%H:%M:%S"), zone)
    return None


def _plain(text: str) -> str:
    text = re.sub(r"\b(?:published|updated|posted|on|at|of)\b:?|[|•·]", " ", text, flags=re.I)
    return re.sub(r"\bSept\b", "Sep", text)


def _day(year: int, month: int, day: int) -> date | None:
    if not _EARLIEST <= year <= _LATEST:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
