"""Date expressions, resolved against the article's date, with the event that they date.

Rules for the forms that news uses, no general parser: dateparser takes milliseconds a phrase and reads numbers and
words such as "may" and "sun" as dates. Relative forms need an anchor of at most a few days.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING

from claimcheck.claims.word_classes import role_of
from claimcheck.records import DateMention, Period

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH_NUMBER = {name: i for i, name in enumerate(_MONTHS, 1)} | {
    name[:3]: i for i, name in enumerate(_MONTHS, 1)
}
_MONTH_NUMBER["sept"] = 9
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_DAY_NUMBER = {name: i for i, name in enumerate(_DAYS)}
_DAY_NUMBER |= {name[:3]: i for i, name in enumerate(_DAYS)} | {"tues": 1, "wednes": 2, "thurs": 3, "thur": 3}

_month = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
)
_weekday = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|(?:Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)\.)"
)
_dom = r"(?:3[01]|[12]\d|0?[1-9])"
_nth = rf"{_dom}(?:st|nd|rd|th)?"
_year = r"(?:1[5-9]|20)\d\d"
_dash = r"\s?(?:-|–|—|to|through|until)\s?"
_CALENDAR = re.compile(
    rf"(?<![\w$£€.])(?:"
    rf"(?P<iso>{_year}-\d{{1,2}}-\d{{1,2}}(?!\d))(?:T[\d:.]+\w*)?"
    # Not in an address (news.example/2021/9/15/pier), a version or a section number (15.9.2021.3).
    rf"|(?<!/)(?P<year_first>{_year}(?P<by>[/.])\d{{1,2}}(?P=by)\d{{1,2}})(?![\w/]|\.\d)"
    rf"|(?P<dotted>\d{{1,2}}\.\d{{1,2}}\.{_year})(?!\w|\.\d)"
    # With dashes the day may come second, so only where the first number can be nothing else.
    rf"|(?<!\d-)(?P<dashed>(?:1[3-9]|2\d|3[01])-\d{{1,2}}-{_year})(?!\w|-\d)"
    rf"|(?P<m1>{_month})\s(?P<d1>{_nth})(?:{_dash}(?:(?P<m1b>{_month})\s)?(?P<d1b>{_nth}))?(?:,?\s(?P<y1>{_year}))?(?![\w%]|[,.]\d|:\d)"
    rf"|(?:the\s)?(?P<d2>{_nth})(?:(?:{_dash}|\sand\s)(?P<d2b>{_nth}))?\s(?:of\s)?(?P<m2>{_month})(?:,?\s(?P<y2>{_year}))?(?!\w)"
    rf"|(?P<m3>{_month}),?\s(?:of\s)?(?P<y3>{_year})(?![\w%]|[,.]\d)"
    rf"|(?P<us>\d{{1,2}}/\d{{1,2}}/(?:{_year}|\d\d))(?!\w)"
    rf")"
)
_WRITTEN = ("iso", "year_first", "dotted", "dashed")
"""Whole dates in figures, as `Period.parse` reads them."""
_BARE_MONTH = re.compile(
    r"\b(?P<which>(?i:last|next|this|in|since|by|until|during|of|from|early|late|mid|before|after|for))[\s-]"
    rf"(?:early |late |mid-)?(?P<month>{_month})(?!\w)(?!\s\d)(?:,?\s(?:of\s)?(?P<of>last|next|this)\syear)?"
)
_BARE_YEAR = re.compile(
    r"\b(?i:in|since|by|of|from|until|during|before|after|early|late|mid|through|year|for)[\s-]"
    r"(?:early |late |mid-|the year )?"
    rf"(?P<year>{_year})(?![\w%-]|[,.]\d|\s(?:people|persons|men|women|troops|soldiers|dollars|square|miles|votes))"
)
_WEEKDAY = re.compile(
    rf"\b(?:(?P<which>(?i:last|next|this|past|every|each))\s)?(?P<day>{_weekday})"
    r"(?:\s(?:morning|afternoon|evening|night))?(?!\w)"
)
_DAY_WORD = re.compile(
    r"\b(?:the )?(?P<word>day before yesterday|day after tomorrow|yesterday|today|tomorrow|tonight|last night|"
    r"this (?:morning|afternoon|evening))\b",
    re.IGNORECASE,
)
_WHICH_UNIT = re.compile(
    r"\b(?P<which>last|next|this|past|previous|coming)\s(?P<unit>week(?:end)?|month|year)\b(?!-old)",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"\b(?P<count>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\s(?P<unit>day|week|month|year)s?\s(?P<way>ago|earlier|later)\b",
    re.IGNORECASE,
)
_NTH_ALONE = re.compile(
    r"\bon the (?P<day>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th))\b(?!\s(?!and\b|at\b|in\b|but\b)[a-z])"
)
_COUNT_WORDS = (
    {"a": 1, "an": 1}
    | {w: i for i, w in enumerate("one two three four five six seven eight nine ten".split(), 1)}
    | {"twelve": 12}
)
_TIME_OF_DAY = re.compile(
    r"\b\d{1,2}(?::\d\d){1,2}(?:\s?[ap]\.?m\.?)?|\b\d{1,2}\s?[ap]\.?m\b\.?|\b\d{1,2}/\d{1,2}\b|\b24/7\b",
    re.IGNORECASE,
)
MAX_ANCHOR_DAYS = 3


def find_dates(span: Span, base: int, anchor: Period | None) -> tuple[DateMention, ...]:
    """The date expressions of `span` that can be resolved; offsets are `base` + offset in the span's document.

    `anchor` is when the article was published. Without one, or where it is a month or a year, expressions that are
    relative to the day give no mention.
    """
    text = span.text
    if not _MAY_HOLD_DATE.search(text):
        return ()
    origin = base + span.start_char
    day = anchor.first if anchor is not None and anchor.days <= MAX_ANCHOR_DAYS else None
    taken: list[tuple[int, int]] = []
    found: list[DateMention] = []
    for start, end, kind, groups in _expressions(text):
        if any(start < e and s < end for s, e in taken):
            continue
        tokens = span.char_span(start, end, alignment_mode="expand")
        head = tokens.root if tokens is not None and len(tokens) else None
        future = head is not None and _is_future(head)
        period = _resolve(kind, groups, day, anchor, future)
        taken.append((start, end))
        if period is None:
            continue
        role = date_role(head) if head is not None else ""
        found.append(DateMention(text[start:end], origin + start, origin + end, period, role))
    found.sort(key=lambda mention: mention.start)
    return tuple(
        mention
        for mention, following in zip_longest(found, found[1:])
        if following is None or not _names_day_of(mention, following, span.text, origin)
    )


def in_the_year_of(mention: DateMention, other: DateMention) -> DateMention:
    """`mention` in the year of `other` where it names a month and no year, and the two then share a day; else as it is.

    Which year "May 3" is of hangs on the tense, which says nothing where it is not known when the text was written.
    """
    if not _MONTH_NAME.search(mention.text) or _YEAR_OR_WHICH.search(mention.text):
        return mention
    years = other.period.first.year - mention.period.first.year
    moved = Period(*(_years_later(day, years) for day in (mention.period.first, mention.period.last)))
    return replace(mention, period=moved) if moved.overlaps(other.period) else mention


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def _names_day_of(mention: DateMention, following: DateMention, text: str, origin: int) -> bool:
    """Whether a weekday only adds to the date that stands next to it ("Monday, Nov. 6")."""
    between = text[mention.end - origin : following.start - origin]
    return (
        between in (", ", " ")
        and bool(_WEEKDAY_ALONE.fullmatch(mention.text))
        and following.text[0].isupper()
    )


_MONTH_NAME = re.compile(rf"\b{_month}(?!\w)")
_YEAR_OR_WHICH = re.compile(rf"\b(?:{_year}|last|next|this)\b", re.IGNORECASE)
_WEEKDAY_ALONE = re.compile(rf"(?:on )?(?:{_weekday})\.?", re.IGNORECASE)
_MAY_HOLD_DATE = re.compile(
    rf"\d{{4}}|{_month}|{_weekday}|day\b|tonight|tomorrow|\b(?:last|next|this|past|ago|earlier|later)\b|\d/\d|\bthe \d",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def calendar_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Character ranges of `text` whose digits belong to a calendar date or a time of day."""
    spans = [m.span() for pattern in (_CALENDAR, _BARE_YEAR, _TIME_OF_DAY) for m in pattern.finditer(text)]
    spans += [m.span() for m in _AGO.finditer(text)]
    return tuple(sorted(spans))


def _expressions(text: str) -> list[tuple[int, int, str, dict[str, str]]]:
    """Start, end, kind and parts of every date expression, the most specific kinds first."""
    found = []
    patterns = (
        ("calendar", _CALENDAR), ("weekday", _WEEKDAY), ("word", _DAY_WORD), ("month", _BARE_MONTH),
        ("unit", _WHICH_UNIT), ("ago", _AGO), ("year", _BARE_YEAR), ("nth", _NTH_ALONE),
    )  # fmt: skip
    for kind, pattern in patterns:
        for match in pattern.finditer(text):
            start = (
                match.start("year")
                if kind == "year"
                else match.start("day")
                if kind == "nth"
                else match.start()
            )
            if kind == "month" and match["which"] not in {"last", "next", "this"}:
                start = match.start("month")
            found.append((start, match.end(), kind, {k: v for k, v in match.groupdict().items() if v}))
    return found


def _resolve(
    kind: str, groups: dict[str, str], day: date | None, anchor: Period | None, future: bool
) -> Period | None:
    try:
        if kind == "calendar":
            return _calendar(groups, anchor, future)
        if kind == "year":
            year = int(groups["year"])
            return Period(date(year, 1, 1), date(year, 12, 31))
        if kind == "month":
            return _month_alone(groups, anchor, future)
        if kind == "unit":
            return _which_unit(groups["which"].lower(), groups["unit"].lower(), day, anchor)
        if day is None:
            return None
        if kind == "weekday":
            return _weekday_period(groups, day, future)
        if kind == "word":
            return _day_word(groups["word"].lower(), day)
        if kind == "ago":
            return _ago(groups, day)
        number = int(re.sub(r"\D", "", groups["day"]))
        return _days(_nearest_month_day(day, number, future))
    except (ValueError, OverflowError):
        return None


def _days(first: date, last: date | None = None) -> Period:
    return Period(first, last or first)


def _calendar(groups: dict[str, str], anchor: Period | None, future: bool) -> Period | None:
    if written := next((groups[kind] for kind in _WRITTEN if kind in groups), None):
        return Period.parse(written)
    if us := groups.get("us"):
        one, two, short = (int(part) for part in us.split("/"))
        full = short + ((2000 if short < 50 else 1900) if short < 100 else 0)
        return _days(date(full, one, two) if one <= 12 else date(full, two, one))
    if "m3" in groups:
        return Period.parse(f"{groups['y3']}-{_month_of(groups['m3']):02d}")
    month = _month_of(groups.get("m1") or groups["m2"])
    day = _day_of(groups.get("d1") or groups["d2"])
    last_day = groups.get("d1b") or groups.get("d2b")
    last_month = _month_of(groups["m1b"]) if "m1b" in groups else month
    written = groups.get("y1") or groups.get("y2")
    year = int(written) if written else _year_for(month, day, anchor, future)
    if year is None:
        return None
    first = date(year, month, day)
    if not last_day:
        return _days(first)
    last = date(year + (last_month < month), last_month, _day_of(last_day))
    return Period(first, last) if first <= last else _days(first)


def _month_of(name: str) -> int:
    return _MONTH_NUMBER[name.lower().rstrip(".")]


def _day_of(words: str) -> int:
    return int(re.sub(r"\D", "", words))


def _year_for(month: int, day: int, anchor: Period | None, future: bool) -> int | None:
    """The year of a date without one: the last up to three months ahead, or, to come, the next from a month back."""
    if anchor is None or anchor.days > 366:
        return None
    candidates = []
    for year in (anchor.first.year - 1, anchor.first.year, anchor.first.year + 1):
        try:
            when = date(year, month, day)
        except ValueError:
            continue
        if future and when >= anchor.first - timedelta(days=30):
            return year
        if not future and when <= anchor.last + timedelta(days=90):
            candidates.append(year)
    return max(candidates, default=None)


def _month_alone(groups: dict[str, str], anchor: Period | None, future: bool) -> Period | None:
    if anchor is None or anchor.days > 31:
        return None
    month, which = _month_of(groups["month"]), groups["which"].lower()
    if groups["month"].lower() == "may" and groups["month"] != "May":
        return None
    now = anchor.first
    if "of" in groups:
        year = now.year + {"last": -1, "this": 0, "next": 1}[groups["of"].lower()]
        return Period.parse(f"{year}-{month:02d}")
    if which == "next" or (future and which != "last"):
        year = now.year + (month < now.month or (which == "next" and month == now.month))
    else:
        year = now.year - (month > now.month or (which == "last" and month == now.month))
    return Period.parse(f"{year}-{month:02d}")


def _weekday_period(groups: dict[str, str], day: date, future: bool) -> Period | None:
    which, name = (groups.get("which") or "").lower(), groups["day"].lower().rstrip(".")
    if which in {"every", "each"} or name.endswith("days"):
        return None
    number = _DAY_NUMBER[name]
    back = (day.weekday() - number) % 7
    if which == "next" or (future and which not in {"last", "past"}):
        ahead = (number - day.weekday()) % 7 or 7
        first = day + timedelta(days=ahead)
        return Period(first, first + timedelta(days=7)) if which == "next" and ahead < 4 else _days(first)
    if which == "last" and back == 0:
        back = 7
    return _days(day - timedelta(days=back))


def _day_word(word: str, day: date) -> Period:
    shift = {
        "day before yesterday": -2,
        "yesterday": -1,
        "last night": -1,
        "tomorrow": 1,
        "day after tomorrow": 2,
    }
    return _days(day + timedelta(days=shift.get(word, 0)))


def _which_unit(which: str, unit: str, day: date | None, anchor: Period | None) -> Period | None:
    step = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "this": 0}[which]
    if unit == "year" and anchor is not None and anchor.first.year == anchor.last.year:
        return Period.parse(str(anchor.first.year + step))
    if unit == "month" and anchor is not None and anchor.days <= 31:
        index = anchor.first.year * 12 + anchor.first.month - 1 + step
        return Period.parse(f"{index // 12}-{index % 12 + 1:02d}")
    if day is None:
        return None
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=step)
    if unit == "weekend":
        return Period(monday + timedelta(days=4), monday + timedelta(days=6))
    return Period(monday, monday + timedelta(days=6))


def _ago(groups: dict[str, str], day: date) -> Period | None:
    if groups["way"].lower() != "ago":
        return None
    words = groups["count"].lower()
    count = int(words) if words.isdigit() else _COUNT_WORDS[words]
    unit = groups["unit"].lower()
    if unit == "day":
        return _days(day - timedelta(days=count))
    if unit == "week":
        middle = day - timedelta(weeks=count)
        return Period(middle - timedelta(days=3), middle + timedelta(days=3))
    if unit == "month":
        index = day.year * 12 + day.month - 1 - count
        return Period.parse(f"{index // 12}-{index % 12 + 1:02d}")
    return Period(date(day.year - count, 1, 1), date(day.year - count, 12, 31))


def _nearest_month_day(day: date, number: int, future: bool) -> date:
    if future:
        return (
            day.replace(day=number)
            if number >= day.day
            else (day.replace(day=28) + timedelta(days=7)).replace(day=number)
        )
    return (
        day.replace(day=number)
        if number <= day.day
        else (day.replace(day=1) - timedelta(days=1)).replace(day=number)
    )


def _is_future(token: Token) -> bool:
    """Whether the clause that the date belongs to is about what is to come."""
    for _ in range(6):
        if token.pos_ in {"VERB", "AUX"}:
            words = {child.lower_ for child in token.children if child.dep_ in {"aux", "auxpass"}}
            if words & {"will", "'ll", "’ll", "shall"} or token.lower_ in {
                "upcoming",
                "scheduled",
                "slated",
                "due",
                "expected",
                "planned",
            }:
                return True
            if (
                "to" in words
                and token.dep_ in {"xcomp", "relcl", "acl"}
                and token.head.tag_ not in {"VBD", "VBN"}
            ):
                return True
            if token.tag_ in {"VBD", "VBP", "VBZ"} or words & {"was", "were", "had", "did"}:
                return False
        if token.head is token:
            return False
        token = token.head
    return False


def date_role(token: Token) -> str:
    """The class of the event that a date belongs to: the nearest verb or event noun above it."""
    for _ in range(8):
        head = token.head
        if head is token:
            return ""
        if token.dep_ in {"nmod", "compound", "poss"} and head.pos_ == "NOUN":
            return role_of(head.lemma_, is_verb=False)
        token = head
        if token.pos_ in {"VERB", "AUX"}:
            return role_of(_content_verb(token).lemma_)
        if (
            token.pos_ == "NOUN"
            and token.dep_ not in {"npadvmod"}
            and token.ent_type_ not in {"DATE", "TIME"}
        ):
            return role_of(token.lemma_, is_verb=False)
    return ""


def _content_verb(verb: Token) -> Token:
    """The verb that carries the meaning: "is expected to arrive" is arrive, "took place" stays take."""
    if verb.lemma_ in {"expect", "schedule", "plan", "set", "be", "begin", "slate", "have", "go"}:
        for child in verb.children:
            if child.dep_ == "xcomp" and child.pos_ == "VERB":
                return child
    return verb
