"""What a count covers by the words of its statement: all or a part, one incident or several, a forecast, a first count.

Where two sentences differ in that, their counts seldom dispute each other. `scope` reads where and by what means.
"""

from __future__ import annotations

import re

from claimcheck.records import Claim

_INCIDENTS = (
    r"(?:shootings|attacks|air ?strikes|strikes|raids|incidents|bombings|blasts|explosions|crashes|fires)"
)
_NUMBERS = (
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|dozens?|several|multiple|many|separate|numerous)"
)
_DOUBTS: tuple[tuple[float, bool, re.Pattern[str]], ...] = tuple(
    (left, whole_sentence, re.compile(pattern, re.IGNORECASE))
    for left, whole_sentence, pattern in (
        # A value that was replaced: "the previous offer was $10".
        (0.5, False, r"\b(?:previous|earlier|initial|original|prior|former|old|first)(?:ly)?\b"),
        # Those who are known by now, not all: "two victims have been identified".
        (0.3, False, r"\b(?:has|have|had|was|were) (?:been )?(?:identified|named)\b"),
        # One place's toll among several.
        (
            0.5,
            True,
            r"\b(?:highest|heaviest|worst|deadliest) (?:\w+ )?(?:tolls?|attacks?|strikes?|raids?|losses)\b|"
            r"\band (?:another|a further) \d+ (?:\w+ ){0,4}(?:killed|dead|died|injured|wounded)\b",
        ),
        # A count that may yet be reached: "the toll could rise to 200".
        (
            0.25,
            False,
            r"\b(?:could|may|might|likely to|expected to|feared to) (?:yet |still |eventually |also )?"
            r"(?:reach|rise|climb|grow|exceed|top|increase|be as (?:high|many))\b",
        ),
        # The toll of several incidents.
        (
            0.4,
            True,
            rf"\b(?:series|string|spate|wave|pair|number|dozens?) of (?:\w+ )?{_INCIDENTS}\b|"
            rf"\b{_NUMBERS} (?:separate |other |different |more )?(?:[a-z-]+ )?{_INCIDENTS}\b|"
            rf"\b{_INCIDENTS} (?:throughout|across|around)\b",
        ),
        # As found on arrival, before anybody had counted.
        (
            0.5,
            True,
            r"\bwhen (?:\w+ ){0,2}(?:officers?|police|deputies|paramedics|crews|they) (?:first )?arrived\b|"
            r"\b(?:officers|police|deputies|they) (?:arrived (?:and|to) )?f(?:ou|i)nd (?:\w+ ){1,3}"
            r"(?:shot|wounded|injured|dead)\b",
        ),
    )
)
_SPANS = {
    "night": re.compile(r"\bovernight\b|\blast night\b", re.IGNORECASE),
    "weekend": re.compile(r"\bweekend\b", re.IGNORECASE),
    "week": re.compile(r"\b(?:this|last|the|past) week\b(?!end)", re.IGNORECASE),
}
OTHER_SPAN = 0.5
"""What is left where one counts a night's victims and the other a weekend's."""


def coverage_left(a: Claim, b: Claim) -> float:
    """What is left of a conflict of counts by what each of the two covers, 0 to 1; symmetric."""
    left = 1.0
    for factor, whole_sentence, pattern in _DOUBTS:
        texts = (a.sentence, b.sentence) if whole_sentence else (a.proposition, b.proposition)
        if bool(pattern.search(texts[0])) != bool(pattern.search(texts[1])):
            left *= factor
    spans = [{name for name, pattern in _SPANS.items() if pattern.search(c.sentence)} for c in (a, b)]
    return left * (OTHER_SPAN if all(spans) and not spans[0] & spans[1] else 1.0)
