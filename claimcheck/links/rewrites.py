"""Two propositions that are the same but for a few words: which words stand for which, and which names they share."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from claimcheck.links.names import is_generic, may_be_same
from claimcheck.links.wording import NEGATORS, STOPWORDS, overlap, wording

NEAR_IDENTICAL = 0.72
"""Overlap of content words from which two propositions are one sentence with words changed."""
UNLIKE, ALIKE = 0.6, 0.85
"""Share of words in common up to which two propositions are two, and from which on they are surely one, rewritten."""
LONGEST = 4
"""Words at most that stand for one another."""
_NAME = re.compile(r"(?:(?:the|of|al|el|and)[ -]|[A-Z][\w’'.-]*\s?)+")

_SOMEBODY = re.compile(
    r"(?:(?:one|a|an|the|another) )?(?:man|woman|boy|girl|person|couple|teen|teenager|child|victim|suspect|officer)"
    r"(?:[’']s)?"
)
_FIGHTERS = frozenset(
    "jihadists militants rebels fighters terrorists insurgents extremists gunmen islamists".split()
)
_NUMBER = re.compile(r"\d")
_LISTED = re.compile(r"[A-Z][\w’'-]+ \d\d?|\b\d+-year-old")
"""A name and an age, or an age, as lists of people give them."""
_DESCRIBED = re.compile(r"(?:[Tt]he|[Aa]n?) (?:[A-Z][\w’'-]* )*[a-z]+")
"""What stands for a name: "the New York bank", "a local"."""
_THERE = re.compile(r"(?:(?:at|on|from|near) the (?:scene|site|spot)|there|here)", re.IGNORECASE)
"""What stands for any place."""
_WHERE = re.compile(r"(?:at|in|near|on|from|outside|inside)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_PREFIX = 5
_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_MONTHS = frozenset(
    "january february march april may june july august september october november december".split()
)
_MONTH = "|".join(name.capitalize() for name in sorted(_MONTHS))
_DAY_OF_MONTH = re.compile(rf"\b(?:(?:{_MONTH}) \d{{1,2}}|\d{{1,2}} (?:{_MONTH}))\b(?!,? \d{{4}})")


@lru_cache(maxsize=16384)
def replaced_words(a: str, b: str) -> tuple[tuple[str, str], ...]:
    """Words of `a` in whose place `b` has others, where nearly everything around them is the same."""
    words_a, words_b = tuple(_WORD.findall(a)), tuple(_WORD.findall(b))
    if len(words_a) < 4 or len(words_b) < 4 or overlap(wording(a).content, wording(b).content) < 0.4:
        return ()
    swapped = (words_b, words_a) < (words_a, words_b)
    first, second = (words_b, words_a) if swapped else (words_a, words_b)
    low_first, low_second = [w.lower() for w in first], [w.lower() for w in second]
    blocks = SequenceMatcher(None, low_first, low_second, autojunk=False).get_opcodes()
    kept = sum(i2 - i1 for tag, i1, i2, _, _ in blocks if tag == "equal")
    if kept < 0.7 * min(len(first), len(second)):
        return ()
    pairs = [
        (" ".join(first[i1:i2]), " ".join(second[j1:j2]))
        for tag, i1, i2, j1, j2 in blocks
        if tag == "replace" and max(i2 - i1, j2 - j1) <= LONGEST and (i1 > 0) == (j1 > 0)
    ]
    return tuple(pair[::-1] for pair in pairs) if swapped else tuple(pairs)


def telling_changes(a: str, b: str) -> tuple[tuple[str, str], ...]:
    """Of the replaced words those that change what is said: not what is only called otherwise, and not a name for a
    name or a number for a number, which are the same or a slot.
    """
    return tuple(
        (old, new)
        for old, new in replaced_words(a, b)
        if not may_be_same(*sorted((old, new)))
        and not (_NAME.fullmatch(old) and _NAME.fullmatch(new))
        and not _named_otherwise(old, new)
        and not (_NUMBER.search(old) and _NUMBER.search(new))
    )


@lru_cache(maxsize=16384)
def rewritten(a: str, b: str) -> float:
    """How surely two propositions are one sentence in which words that matter were replaced, 0 to 1; symmetric.

    By the share of words that stand in both in one order, twice over the words of both. Two entries of a list of
    people are like each other and not one sentence.
    """
    first, second = sorted((a, b))
    changes = [pair for pair in telling_changes(first, second) if all(map(_weighs, pair))]
    if not changes or any(all(map(_LISTED.search, pair)) for pair in replaced_words(first, second)):
        return 0.0
    words = [[word.lower() for word in _WORD.findall(text)] for text in (first, second)]
    alike = SequenceMatcher(None, words[0], words[1], autojunk=False).ratio()
    return float(min(1.0, max(0.0, (alike - UNLIKE) / (ALIKE - UNLIKE))))


def _weighs(words: str) -> bool:
    return any(
        len(word) > 2 and word.lower() not in STOPWORDS and word.lower() not in NEGATORS
        for word in _WORD.findall(words)
    )


def _named_otherwise(a: str, b: str) -> bool:
    """Whether two expressions may be one thing called differently, as outlets do: "the Larn Star" and "the tanker",
    "Jo Berg, 29," and "one man", "jihadists" and "militants"."""
    if {a.lower(), b.lower()} <= _FIGHTERS:
        return True
    if any(_THERE.fullmatch(there) and _WHERE.match(place) for there, place in ((a, b), (b, a))):
        return True
    return any(
        (bool(_NAME.fullmatch(name)) and word.isalpha() and word.islower())
        or (name[:1].isupper() and bool(_SOMEBODY.fullmatch(word)))
        or (bool(_NAME.fullmatch(name)) and bool(_DESCRIBED.fullmatch(word)))
        for name, word in ((a, b), (b, a))
    )


def replaced_names(a: str, b: str) -> tuple[tuple[str, str], ...]:
    """Of the replaced words those that are names on both sides, "province" and the like among them."""
    return tuple(pair for pair in replaced_words(a, b) if all(_are_names(words) for words in pair))


def replaced_days(a: str, b: str) -> tuple[tuple[str, str], ...]:
    """Of the replaced words those that are weekdays on both sides, or months, or of a day of the month on both.

    Of "May 3" and "May 10" the figure alone is replaced; it is given with its month.
    """
    found = []
    for x, y in replaced_words(a, b):
        day_x, day_y = _day_with(x, a), _day_with(y, b)
        if any(x.lower() in names and y.lower() in names for names in (_WEEKDAYS, _MONTHS)):
            found.append((x, y))
        elif day_x and day_y:
            found.append((day_x, day_y))
    return tuple(found)


def _day_with(words: str, text: str) -> str | None:
    """The day of the month in `text`, without a year, that some words of it belong to."""
    return next(
        (day[0] for day in _DAY_OF_MONTH.finditer(text) if f" {words} " in f" {' '.join(day[0].split())} "),
        None,
    )


def _are_names(words: str) -> bool:
    parts = words.split()
    return any(map(_is_name, parts)) and all(_is_name(part) or is_generic(part) for part in parts)


def _is_name(word: str) -> bool:
    return word[0].isupper() and word.lower() not in STOPWORDS


@lru_cache(maxsize=32768)
def name_keys(text: str) -> frozenset[str]:
    """Keys of the capitalised words of `text` but for its first: their first five letters, as in Syrian."""
    words = _WORD.findall(text)[1:]
    return frozenset(word.lower()[:_PREFIX] for word in words if len(word) > 1 and _is_name(word))
