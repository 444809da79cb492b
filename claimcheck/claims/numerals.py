"""Numbers as they are written in news: digits, words, ranges, bounds and vague amounts, as intervals.

Text only, no parse: what a number counts is decided in `quantities`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import inf

_ONES = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: value * 10
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_SCALE = {
    "hundred": 1e2,
    "thousand": 1e3,
    "lakh": 1e5,
    "lakhs": 1e5,
    "million": 1e6,
    "mn": 1e6,
    "crore": 1e7,
    "crores": 1e7,
    "billion": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
    "tn": 1e12,
    "dozen": 12.0,
    "score": 20.0,
    "k": 1e3,
    "m": 1e6,
    "b": 1e9,
}
_VAGUE_PLURAL = {
    "dozens": (24.0, 99.0),
    "scores": (40.0, 99.0),
    "hundreds": (200.0, 999.0),
    "thousands": (2e3, 9_999.0),
    "tens of thousands": (2e4, 99_999.0),
    "hundreds of thousands": (2e5, 999_999.0),
    "millions": (2e6, 9.99e8),
    "tens of millions": (2e7, 9.99e7),
    "hundreds of millions": (2e8, 9.99e8),
    "billions": (2e9, 9.99e11),
}
_VAGUE = {"several": (3.0, 9.0), "a few": (2.0, 6.0), "a couple of": (2.0, 3.0), "a handful of": (3.0, 7.0)}
_FRACTION = {"third": 1 / 3, "quarter": 1 / 4, "fourth": 1 / 4, "fifth": 1 / 5, "tenth": 1 / 10}
_VULGAR = {"½": 0.5, "¼": 0.25, "¾": 0.75}

_ones = "|".join(sorted(_ONES, key=len, reverse=True))
_tens = "|".join(_TENS)
_WORD = rf"(?:(?:{_tens})(?:[- ](?:{'|'.join(list(_ONES)[1:10])}))?|{_ones})"
_BIG = r"(?:hundred|thousand|million|billion|trillion|lakhs?|crores?|dozen)"
_DIGITS = r"(?:\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
_CORE = (
    r"(?:"
    + r"|".join(
        (
            rf"{_DIGITS}(?:[ -]?[½¼¾]| 1/[234])?(?:[ -](?:hundred |thousand )?{_BIG}\b|(?:bn|mn|tn|[mkb])\b)?",
            r"(?:tens|hundreds) of (?:thousands|millions)\b|(?:dozens|scores|hundreds|thousands|millions|billions)\b",
            rf"(?:half an?|an?|several|a few|a couple of)[ -]{_BIG}(?:[ -]{_BIG})*(?: and {_WORD})?\b",
            r"(?:a few|several|a couple of|a handful of)\b",
            rf"{_WORD}(?:[ -](?:and a half[ -])?{_BIG}(?:,? and {_WORD}|[ -]{_WORD})?)+\b",
            rf"{_WORD} and a half\b",
            r"(?:one|two|three|four)[- ](?:third|quarter|fourth|fifth|tenth)s?\b",
            r"an? (?:third|quarter|fifth|tenth)(?= of\b)",
            r"half(?= (?:of|the|all|its|their|his|an?)\b)",
            rf"{_WORD}\b",
        )
    )
    + r")"
)
_LOWER = (
    r"at least|a minimum of|no fewer than|no less than|not less than|not fewer than|more than|greater than|"
    r"over|above|upwards of|in excess of|well over|just over|a little over|slightly more than|at the least"
)
_UPPER = r"at most|a maximum of|no more than|not more than|up to|as many as|as much as|fewer than|less than|under|below"
_NEAR_BELOW = r"nearly|almost|close to|just under|just short of|just shy of|approaching"
_NEAR = r"about|around|approximately|approx\.?|roughly|some|an estimated|estimated|circa|in the region of|~"
_CURRENCY = r"(?:(?:US|A|C|NZ|HK|S|AU|CA)?\$|[£€¥₹₽₩₺₪]|\b(?:USD|EUR|GBP|CHF|INR|Rs\.?|R) ?)"

_NUMBER = re.compile(
    rf"(?<![\w.,/:'’#])(?<![A-Za-z]-)(?:\b(?P<from>from)\s+)?(?:\b(?P<bound>{_LOWER}|{_UPPER}|{_NEAR_BELOW}|{_NEAR}|between)\s+)?"
    rf"(?:(?:an?\s+)?(?:total|further|additional)\s+(?:of\s+)?)?"
    rf"(?P<money>{_CURRENCY})?(?P<a>{_CORE})"
    rf"(?:(?P<join>\s?[-–—]\s?|\s+to\s+|\s+and\s+|\s+or\s+){_CURRENCY}?(?P<b>{_CORE}))?"
    rf"(?P<plus>\s?\+|\s+or\s+(?:more|so)\b|-plus\b|\s+plus\b)?",
    re.IGNORECASE,
)
_NO_NUMBER_AFTER = re.compile(r"[\w/:]|[.,]\d|['’]s\b|['’]\d|-[A-Z]")
_HALF_SCALE = re.compile(rf"half an?[ -]({_BIG})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number:
    """A number expression: characters `start` to `end` of the text, and the values that it allows."""

    start: int
    end: int
    low: float
    high: float
    approximate: bool
    money: str = ""
    """The currency mark in front: "$", "£", "Rs"."""
    digits: bool = False
    """Whether it is written in digits, which years and model numbers always are."""
    core_start: int = 0
    """Where the digits or number words begin, after "at least" and the currency mark."""
    is_fraction: bool = False
    """A share of a whole ("one-third"); `low` and `high` are then percentages."""
    join: str = ""
    """For "a-b": "-"; for "from a to b": "to"; for single numbers "". Both parts are in `parts`."""
    parts: tuple[float, ...] = ()


def find_numbers(text: str) -> list[Number]:
    """All number expressions of `text`, left to right, years, dates and model names among them."""
    found = []
    position = 0
    while match := _NUMBER.search(text, position):
        number, stop = _read(text, match)
        if number is not None:
            found.append(number)
        position = max(stop, match.start() + 1)
    return found


def parse_value(words: str) -> tuple[float, float, bool, bool] | None:
    """Low, high, whether vague, and whether a fraction (then in percent) of one bare number expression."""
    low = " ".join(words.lower().replace("-", " ").split())
    if low in _VAGUE_PLURAL:
        return (*_VAGUE_PLURAL[low], True, False)
    if low in _VAGUE:
        return (*_VAGUE[low], True, False)
    parts = low.split()
    if low in {"half", "one half"}:
        return _percent(0.5)
    if parts[-1].rstrip("s") in _FRACTION:
        share = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4}.get(parts[0])
        return None if share is None else _percent(share * _FRACTION[parts[-1].rstrip("s")])
    for vague, (least, most) in _VAGUE.items():
        if low.startswith(vague + " "):
            scale = _scale_of(low[len(vague) :].split())
            return None if scale is None else (least * scale, most * scale, True, False)
    value = _exact(low)
    return None if value is None else (value, value, False, False)


def _percent(share: float) -> tuple[float, float, bool, bool]:
    return 100 * share - 2, 100 * share + 2, True, True


def _scale_of(parts: list[str]) -> float | None:
    scale = 1.0
    for part in parts:
        if part not in _SCALE:
            return None
        scale *= _SCALE[part]
    return scale


def _exact(low: str) -> float | None:
    """The value of "2.5 million", "2m", "two hundred and fifty", "two and a half", "half a million", "a dozen"."""
    if half := _HALF_SCALE.fullmatch(low):
        return 0.5 * _SCALE[half[1].lower()]
    total, current = 0.0, None
    parts = low.split()
    index = 0
    while index < len(parts):
        part = parts[index]
        value = _one_word(part)
        if value is not None:
            current = (current or 0.0) + value
        elif part in {"a", "an"} and parts[index + 1 : index + 2] == ["half"]:
            current = (current or 0.0) + 0.5
            index += 1
        elif part in {"a", "an"}:
            current = 1.0
        elif part in _SCALE:
            current = (current if current is not None else 1.0) * _SCALE[part]
            if _SCALE[part] >= 1000 or part in {"dozen", "score"}:
                total, current = total + current, None
        elif part != "and":
            return None
        index += 1
    return total + (current or 0.0)


def _one_word(part: str) -> float | None:
    if part in _ONES:
        return float(_ONES[part])
    if part in _TENS:
        return float(_TENS[part])
    if part in {"1/2", "1/3", "1/4"}:
        return 1 / int(part[-1])
    if part in _VULGAR:
        return _VULGAR[part]
    extra = 0.0
    if part[-1] in _VULGAR:
        extra, part = _VULGAR[part[-1]], part[:-1]
    match = re.fullmatch(r"([\d,]*\.?\d+)(bn|mn|tn|m|k|b)?", part)
    if not match:
        return None
    return (float(match[1].replace(",", "")) + extra) * (_SCALE[match[2]] if match[2] else 1.0)


def _read(text: str, match: re.Match[str]) -> tuple[Number | None, int]:
    """The number of one match and where to go on searching."""
    first = parse_value(match["a"])
    bound = (match["bound"] or "").lower()
    join, second = match["join"], parse_value(match["b"]) if match["b"] else None
    end = match.end()
    if second is not None and not _is_range(first, second, match, bound):
        second, join, end = None, None, match.end("a")
    if first is None or _NO_NUMBER_AFTER.match(text, end) or text[end : end + 2] in {"-o", "th"}:
        return None, match.end("a")
    low, high, vague, fraction = first
    parts: tuple[float, ...] = (low,)
    approximate = vague
    if second is not None:
        if second[1] >= 1000 and low < 1000 and not re.search(r"[a-z]", match["a"], re.IGNORECASE):
            scale = re.search(rf"{_BIG}$|bn$|mn$|tn$|[mkb]$", match["b"].lower())
            low *= _SCALE[scale[0]] if scale else 1.0
        parts = (low, second[1])
        low, high = min(low, second[0]), max(low, second[1])
    else:
        join = None
        low, high, approximate = _bounded(low, high, bound, vague)
    plus = match["plus"] if end == match.end() else None
    if plus:
        approximate = approximate or "so" in plus
        low, high = (low * 0.9, high * 1.1) if "so" in plus else (low, inf)
    start = match.start("bound") if bound else match.start("money") if match["money"] else match.start("a")
    number = Number(
        start,
        end,
        low,
        high,
        approximate,
        money=(match["money"] or "").strip(),
        digits=match["a"][0].isdigit() or match["a"][0] == ".",
        core_start=match.start("a"),
        is_fraction=fraction,
        join="" if join is None else "-" if join.strip() in {"-", "–", "—"} else join.strip().lower(),
        parts=parts,
    )
    return number, end


def _is_range(
    first: tuple[float, float, bool, bool] | None,
    second: tuple[float, float, bool, bool],
    match: re.Match[str],
    bound: str,
) -> bool:
    """Whether "a JOIN b" is one expression: "12-15", "2 to 3 million", "between 5 and 7", "two or three"."""
    if first is None:
        return False
    join = match["join"].strip().lower()
    if join == "and":
        return bound == "between"
    if join == "to":
        return match["from"] is None
    if join == "or":
        return 0 < second[0] - first[0] <= max(1.0, first[0])
    return True


def _bounded(low: float, high: float, bound: str, vague: bool) -> tuple[float, float, bool]:
    """The interval and approximateness that a bounding word gives to `low`..`high`."""
    if not bound or bound == "between":
        return low, high, vague
    if re.fullmatch(_LOWER, bound):
        return low, inf, vague
    if re.fullmatch(_UPPER, bound):
        return 0.0, high, bound in {"as many as", "as much as", "up to"} or vague
    if re.fullmatch(_NEAR_BELOW, bound):
        return low * 0.9, high, True
    return low * 0.9, high * 1.1, True
