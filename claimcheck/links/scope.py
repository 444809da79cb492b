"""What a count covers beside what it counts: where, by what means, on which day, in one event or in all.

Read off the whole sentence, since a proposition that was cut out of it ("two people were killed") has lost where.
Patterns only: town quarters and villages are seldom known to the parser as names.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from functools import lru_cache
from itertools import product

from claimcheck.links.names import may_be_same, may_lie_in
from claimcheck.records import Claim, Quantity

_NAME = r"(?:al-|el-|ar-|as-|ash-|an-)?[A-Z][\w’'-]+"
_NAMES = rf"{_NAME}(?:(?:\s|,\s|\sand\s|,\sand\s)(?:al-|el-)?{_NAME})*"
_LOCALITY = (
    r"(?:neighbou?rhoods?|quarters?|districts?|villages?|suburbs?|towns?|streets?|avenues?|boulevards?|roads?|"
    r"schools?|hospitals?|mosques?|church(?:es)?|airports?|stations?|camps?|crossings?)"
)
_BESIDE_LOCALITY = re.compile(rf"\b({_NAMES})\s+{_LOCALITY}\b|\b{_LOCALITY}\s+of\s+({_NAMES})")
_WHERE = re.compile(
    rf"\b(?:in|at|near|outside|inside|around|across)\s+(?:the\s)?(?:[a-z-]+\s){{0,3}}?({_NAMES})"
)
_SPLIT = re.compile(r",\s(?:and\s)?|\sand\s")
_NOT_PLACES = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|"
    r"November|December"
)
_APART = re.compile(
    r"^(?:meanwhile|in the meantime|separately|elsewhere|by (?:comparison|contrast)|in (?:another|a separate|a second)|"
    r"another|also)\b|\b(?:also (?:was|were|in|at|near)|(?:was|were) also)\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b")
_MEANS = {
    "air": r"air ?(?:strikes?|raids?|force(?! base))|warplanes?|barrel bombs?|bombing raids?|jets?|helicopters?|"
    r"drones?|aerial|airplanes?",
    "shells": r"shell(?:s|ed|ing|fire)?|mortars?|rockets?|artillery|rebel fire|snipers?",
    "bomb": r"(?:car|truck|suicide|twin|double|roadside) bomb\w*|bomb (?:blast|attack)s?|explosives?|suicide attack\w*",
    "gas": r"(?:poison|toxic|mustard|nerve|tear)(?:ous)? gas|gas attacks?|gassed|chemical (?:weapons?|attacks?)|"
    r"chlorine|sarin|nerve agents?",
    "gun": r"gunm[ae]n|gunfire|shot(?! down)|shooting|shooter|opened fire|rifles?|handguns?|pistols?",
    "vehicle": r"(?:truck|lorry|van|car) (?:ploughed|plowed|drove|rammed)|crash(?:ed|es)?|collision|capsiz\w+|"
    r"derail\w+",
    "blade": r"knife|knives|stabb\w+|machete",
    "water": r"drown\w*",
    "nature": r"earthquake|flood\w*|hurricane|(?:an?|the|tropical|winter|severe|heavy) storms?|landslide|"
    r"wildfire|tsunami|tornado",
}
_MEANS_OF = {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in _MEANS.items()}


_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = rf"(?:{'|'.join(_MONTHS)})[a-z]*"
_FULL_DATE = re.compile(
    r"\b(?P<d1>\d{1,2})[.\-](?P<m1>\d{1,2})[.\-](?P<y1>(?:19|20)\d\d)|"
    rf"\b(?P<d2>\d{{1,2}}) (?P<m2>{_MONTH}) (?P<y2>(?:19|20)\d\d)|"
    rf"\b(?P<m3>{_MONTH}) (?P<d3>\d{{1,2}}),? (?P<y3>(?:19|20)\d\d)",
    re.IGNORECASE,
)
_DIMENSION_OF = {
    "height": re.compile(r"\b(?:altitude|heights?|high|tall|apogee|elevation)\b", re.IGNORECASE),
    "flight": re.compile(r"\b(?:flew|flies|fly|flown|distance|travel\w*|range)\b", re.IGNORECASE),
    "place": re.compile(r"\b(?:distance|away|from|off|east|west|north|south)\b", re.IGNORECASE),
    "depth": re.compile(r"\b(?:deep|depth)\b", re.IGNORECASE),
    "width": re.compile(r"\b(?:wide|width|across|diameter)\b", re.IGNORECASE),
    "length": re.compile(r"\b(?:long|length)\b", re.IGNORECASE),
}
_BEFORE_THAT = re.compile(r"\b(?:after|following|in response|in retaliation|since)\b", re.IGNORECASE)
"""After these words comes what went before: "45 killed after rebel fire"."""
_CUT_WORD = re.compile(r"\w+$")
"""Of a stretch of text, what may be half a word: "north" of "northern"."""
BEFORE_VALUE, AFTER_VALUE = 40, 25
"""Characters round a value in which the words stand that say what it measures."""
NEAR_COUNT = (70, 60)
"""Characters round a count of the dead or hurt in which the words stand that say by what."""


@lru_cache(maxsize=32768)
def means_of(text: str) -> frozenset[str]:
    """The classes of means by which harm is said to be done: "air", "shells", "gun"."""
    return frozenset(name for name, pattern in _MEANS_OF.items() if pattern.search(text))


@lru_cache(maxsize=32768)
def localities_of(text: str) -> frozenset[str]:
    """Names that stand with a word for a small place: "Elm" of "Elm and Oak streets", "the village of Elm"."""
    return _names_in(_BESIDE_LOCALITY.findall(text))


@lru_cache(maxsize=32768)
def places_of(text: str) -> frozenset[str]:
    """Names that stand where a place does: after "in", "near" and the like, or with a word for a small place."""
    return _names_in([(found,) for found in _WHERE.findall(text)]) | localities_of(text)


@lru_cache(maxsize=32768)
def weekdays_of(text: str) -> frozenset[str]:
    """The weekdays that a text names."""
    return frozenset(_WEEKDAY.findall(text))


@lru_cache(maxsize=32768)
def full_dates(text: str) -> frozenset[date]:
    """The days that a text gives in full: "18.10.2014", "27 Jul 2016", "July 27, 2016"; day before month in figures."""
    found = set()
    for match in _FULL_DATE.finditer(text):
        day = match["d1"] or match["d2"] or match["d3"]
        month, year = match["m1"] or match["m2"] or match["m3"], match["y1"] or match["y2"] or match["y3"]
        number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
        with suppress(ValueError):  # "30.2.2014" is no day
            found.add(date(int(year), number, int(day)))
    return frozenset(found)


def counted_elsewhere(a: Claim, b: Claim) -> bool:
    """Whether the two sentences tell of different places or means, so that their counts need not agree."""
    return _apart(means_of(a.sentence), means_of(b.sentence)) or other_places(a.sentence, b.sentence)


def harmed_otherwise(a: Claim, of_a: Quantity, b: Claim, of_b: Quantity) -> bool:
    """Whether the words near two counts name different means: "rockets ... killed 10", "45 killed in air strikes"."""
    return _apart(frozenset(means_near(a, of_a)), frozenset(means_near(b, of_b)))


def means_near(claim: Claim, quantity: Quantity) -> dict[str, str]:
    """The means named after a count ("45 killed in air strikes"), else before it ("rockets killed 10"): its class, and
    the words of the sentence.
    """
    before, after = NEAR_COUNT
    following = _BEFORE_THAT.split(_around(claim, quantity, (0, after)))[0]
    named = {name: match[0] for name, pattern in _MEANS_OF.items() if (match := pattern.search(following))}
    return named or _last_means(_around(claim, quantity, (before, 0)))


def _last_means(text: str) -> dict[str, str]:
    """The means that is named last in a text."""
    found = [(m.end(), name, m[0]) for name, pattern in _MEANS_OF.items() for m in pattern.finditer(text)]
    return {name: words for _, name, words in [max(found)]} if found else {}


def told_apart(a: Claim, b: Claim) -> bool:
    """Whether just one of the sentences tells of a further incident ("Meanwhile ...", "two were also shot")."""
    return bool(_APART.search(a.sentence)) != bool(_APART.search(b.sentence))


def other_weekdays(a: Claim, b: Claim) -> bool:
    """Whether both sentences name weekdays, and none in common."""
    return _apart(weekdays_of(a.sentence), weekdays_of(b.sentence))


def other_measure(a: Claim, of_a: Quantity, b: Claim, of_b: Quantity) -> bool:
    """Whether one measures a height and the other a distance, and the like, by the words before the values."""
    if not of_a.unit or not of_b.unit:
        return False
    return _apart(_dimensions(a, of_a), _dimensions(b, of_b))


def _dimensions(claim: Claim, quantity: Quantity) -> frozenset[str]:
    near = _around(claim, quantity, (BEFORE_VALUE, AFTER_VALUE))
    return frozenset(name for name, pattern in _DIMENSION_OF.items() if pattern.search(near))


def _around(claim: Claim, quantity: Quantity, reach: tuple[int, int]) -> str:
    """The words of a sentence up to so many characters before and after a value."""
    start, end = quantity.start - claim.start, quantity.end - claim.start
    low, high = max(0, start - reach[0]), end + reach[1]
    return _CUT_WORD.sub("", claim.sentence[low:high]) if claim.sentence[high:] else claim.sentence[low:]


def other_places(a: str, b: str) -> bool:
    """Whether two sentences name places, and none that may be the same or lie in one of the other's."""
    small = localities_of(a), localities_of(b)
    if all(small) and not any(_may_be_one(x, y) for x, y in product(*small)):
        return True
    where = places_of(a), places_of(b)
    if not all(where):
        return False
    return not any(_may_be_one(x, y) or may_lie_in(x, y) for x, y in product(*where))


def _may_be_one(a: str, b: str) -> bool:
    return may_be_same(*sorted((a, b)))


def _apart(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a) and bool(b) and not a & b


def _names_in(found: list[tuple[str, ...]]) -> frozenset[str]:
    names = (name for groups in found for group in groups for name in _SPLIT.split(group))
    return frozenset(name for name in names if name and not _NOT_PLACES.match(name))
