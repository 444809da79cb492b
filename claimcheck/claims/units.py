"""Units of measure and money, brought to one base unit for each dimension.

Factors are exact definitions (NIST SP 811); a month is a twelfth of a year of 365.25 days.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_YEAR = 365.25 * 24 * 60
_FACTORS: dict[str, tuple[str, float]] = {}


def _define(base: str, **factors: float) -> None:
    for words, factor in factors.items():
        _FACTORS[words.replace("_", " ")] = (base, factor)


_define(
    "minute",
    second=1 / 60, sec=1 / 60, minute=1, min=1, hour=60, hr=60, day=1440, week=10080, fortnight=20160,
    month=_YEAR / 12, year=_YEAR, decade=10 * _YEAR, century=100 * _YEAR,
)  # fmt: skip
_define(
    "kilometre",
    kilometre=1, kilometer=1, km=1, metre=0.001, meter=0.001, m=0.001, centimetre=1e-5, centimeter=1e-5, cm=1e-5,
    millimetre=1e-6, millimeter=1e-6, mm=1e-6, mile=1.609344, yard=0.0009144, foot=0.0003048, feet=0.0003048,
    ft=0.0003048, inch=2.54e-5, inche=2.54e-5, nautical_mile=1.852,
)  # fmt: skip
_define(
    "kilogram",
    kilogram=1, kilogramme=1, kg=1, kilo=1, gram=0.001, gramme=0.001, tonne=1000, ton=1000, metric_ton=1000,
    pound=0.45359237, lb=0.45359237, ounce=0.028349523125, oz=0.028349523125,
)  # fmt: skip
_define("hectare", hectare=1, ha=1, acre=0.40468564224, square_mile=258.9988110336, square_kilometre=100)
_define("hectare", square_kilometer=100, sq_km=100, square_metre=1e-4, square_meter=1e-4)
_define("hectare", square_foot=9.290304e-6, square_feet=9.290304e-6)
_define("litre", litre=1, liter=1, gallon=3.785411784, barrel=158.987294928)
_define("km/h", mph=1.609344, kph=1, kmph=1, knot=1.852)
_FACTORS |= {"km/h": ("km/h", 1.0), "mi/h": ("km/h", 1.609344), "kilometers per hour": ("km/h", 1.0)}
_FACTORS |= {"miles per hour": ("km/h", 1.609344), "miles an hour": ("km/h", 1.609344)}
_FACTORS |= {"kilometres per hour": ("km/h", 1.0), "kilometers an hour": ("km/h", 1.0)}
_define("megawatt", megawatt=1, mw=1, gigawatt=1000, gw=1000, kilowatt=0.001, kw=0.001)
_FACTORS |= {
    "%": ("%", 1.0),
    "percent": ("%", 1.0),
    "per cent": ("%", 1.0),
    "pct": ("%", 1.0),
    "percentage point": ("percentage point", 1.0),
    "point percentage": ("percentage point", 1.0),
    "basis point": ("percentage point", 0.01),
}
_CURRENCY_WORDS = {
    "dollar": "USD", "us dollar": "USD", "u.s. dollar": "USD", "usd": "USD", "buck": "USD", "cent": "USD cent",
    "euro": "EUR", "eur": "EUR", "pound sterling": "GBP", "gbp": "GBP", "sterling": "GBP", "yen": "JPY",
    "yuan": "CNY", "renminbi": "CNY", "rmb": "CNY", "rupee": "INR", "rouble": "RUB", "ruble": "RUB", "won": "KRW",
    "shekel": "ILS", "lira": "TRY", "franc": "CHF", "swiss franc": "CHF", "peso": "peso", "rand": "ZAR",
    "naira": "NGN", "shilling": "shilling", "riyal": "riyal", "dirham": "AED", "manat": "AZN", "real": "BRL",
    "hryvnia": "UAH", "tenge": "KZT", "dinar": "dinar", "krona": "krona", "krone": "krone", "zloty": "PLN",
    "forint": "HUF", "ringgit": "MYR", "baht": "THB", "rupiah": "IDR", "canadian dollar": "CAD",
    "australian dollar": "AUD", "bitcoin": "BTC", "syrian pound": "SYP", "egyptian pound": "EGP",
}  # fmt: skip
_FACTORS |= {word: (code, 1.0) for word, code in _CURRENCY_WORDS.items()}
_FACTORS["cent"] = ("USD", 0.01)
_SYMBOLS = {
    "$": "USD", "us$": "USD", "usd": "USD", "a$": "AUD", "au$": "AUD", "c$": "CAD", "ca$": "CAD", "nz$": "NZD",
    "hk$": "HKD", "s$": "SGD", "£": "GBP", "gbp": "GBP", "€": "EUR", "eur": "EUR", "¥": "JPY", "₹": "INR",
    "inr": "INR", "rs": "INR", "rs.": "INR", "₽": "RUB", "₩": "KRW", "₺": "TRY", "₪": "ILS", "chf": "CHF", "r": "ZAR",
}  # fmt: skip
CURRENCIES = frozenset(_SYMBOLS.values()) | frozenset(_CURRENCY_WORDS.values())

_words = "|".join(re.escape(word) for word in sorted(_FACTORS, key=len, reverse=True))
_UNIT = re.compile(rf"[ \u00a0-]?(?P<unit>{_words})(?P<plural>s)?(?![\w])", re.IGNORECASE)
_DEGREES = re.compile(
    r"[ -]?(?:°|º|degrees?\b)[ -]?(?P<scale>celsius|centigrade|fahrenheit|c\b|f\b)?", re.IGNORECASE
)
_GLUED = re.compile(r"[ -]?(?P<unit>%|km|kg|mph|kph|mm|cm|lbs?|ft)(?![\w])", re.IGNORECASE)
_SHORT = frozenset({"m", "min", "sec", "mm", "ha", "mw", "real", "won", "rand", "ton", "r"})


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit read after a number: value in the base unit = value * factor + shift; `end` is where the words end."""

    base: str
    factor: float
    end: int
    shift: float = 0.0


def read_unit(text: str, position: int) -> Unit | None:
    """The unit written right after `position`, None where there is none."""
    if degrees := _DEGREES.match(text, position):
        scale = (degrees["scale"] or "").lower()[:1]
        if scale == "f":
            return Unit("celsius", 5 / 9, degrees.end(), -160 / 9)
        return Unit("celsius" if scale == "c" else "degree", 1.0, degrees.end())
    match = _UNIT.match(text, position) or _GLUED.match(text, position)
    if match is None:
        return None
    word = match["unit"].lower()
    if word in _SHORT and (match["unit"] != word or (word == "ha" and match["plural"])):
        return None  # "The arrest of five has calmed the town."
    base, factor = _FACTORS.get(word) or _FACTORS[word.removesuffix("s")]
    if word == "won" and not re.match(r" (?:\(|of|in|a)\b|[.,;]", text[match.end() :]):
        return None
    if word == "pound" and _is_sterling(text, position, match.end()):
        base, factor = "GBP", 1.0
    return Unit(base, factor, match.end())


def currency_of(mark: str) -> str:
    """The ISO code of a currency mark written before a number: "$" is USD."""
    return _SYMBOLS.get(mark.lower().strip(), mark.upper().strip())


def _is_sterling(text: str, number_end: int, end: int) -> bool:
    """Whether "pounds" is money: not hyphenated, not "pounds of", and not somebody's weight."""
    if text[number_end : number_end + 1] == "-" or re.match(
        r" (?:of|in weight|heavier|lighter)\b", text[end:]
    ):
        return False
    return not re.search(r"\b(?:weigh|lost|gain|heavy|weight)\w*\b", text[max(0, number_end - 60) : end + 20])
