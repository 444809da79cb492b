"""Counts of dead and hurt in the words of a text: a cheap sign that two texts may give two tolls of one event.

What is counted, and of which event, is read by `quantity_slots` and the gate; this only says where a look is worth it.
"""

from __future__ import annotations

import re
from functools import lru_cache

_NUMBER = (
    r"(?P<{0}>\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|"
    r"sixty|seventy|eighty|ninety|dozens|hundreds|scores)"
)
_HAPPENED = r"(?P<{0}>kill|dead\b|die[ds]?\b|death|injur|wound|hurt)"
_BETWEEN = r"(?:[\w’'-]+ ){{0,{0}}}?"
_TOLL = re.compile(
    rf"\b{_NUMBER.format('n1')} {_BETWEEN.format(5)}{_HAPPENED.format('w1')}|"
    rf"\b{_HAPPENED.format('w2')}\w* {_BETWEEN.format(3)}{_NUMBER.format('n2')}\b",
    re.IGNORECASE,
)
_HURT = ("injur", "wound", "hurt")


@lru_cache(maxsize=65536)
def tolls(text: str) -> frozenset[tuple[bool, str]]:
    """The counts of a text, each with whether it is of the hurt, not the dead.

    >>> sorted(tolls("Three people were killed and nine wounded."))
    [(False, 'three'), (True, 'nine')]
    """
    found = set()
    for match in _TOLL.finditer(text):
        word, number = match["w1"] or match["w2"], match["n1"] or match["n2"]
        found.add((word.lower() in _HURT, number.lower()))
    return frozenset(found)


def rival_tolls(a: str, b: str) -> bool:
    """Whether two texts both count the dead, or both the hurt, and no count of those is the same."""
    first, second = tolls(a), tolls(b)
    if not first or not second:
        return False
    shared = {hurt for hurt, _ in first & second}
    return any(hurt not in shared for hurt in {hurt for hurt, _ in first} & {hurt for hurt, _ in second})
