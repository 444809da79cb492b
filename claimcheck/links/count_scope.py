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
        # All that was counted in a wide place, beside one attack in it.
        (
            0.5,
            True,
            r"\b(?:across|throughout|all over|in (?:various|several|different|other) (?:parts|areas|towns) of) "
            r"(?:[\w-]+ ){0,4}(?:provinces?|country|region|governorate|territor\w+)\b",
        ),
        # A toll that is told to have been raised.
        (
            0.6,
            True,
            r"\b(?:raised|revised|updated|lifted|increased) (?:the |its |their )?(?:death )?toll\b|"
            r"\btoll (?:\w+ ){0,3}(?:rose|rises|risen|climb\w*|jump\w*|grew|grown|increased)\b",
        ),
        # Who died there and then, of all who died.
        (0.5, True, r"\b(?:died|dead|killed) (?:at|on) the (?:scene|spot)\b"),
        # A group of those asked in a poll, of several.
        (0.3, True, r"\b(?:among|of) (?:[\w-]+ ){1,3}(?:alone|only)\b"),
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
    "likely voters": re.compile(r"\blikely \w*\s?(?:voters|caucus)", re.IGNORECASE),
    "registered voters": re.compile(r"\bregistered \w*\s?voters", re.IGNORECASE),
    "night": re.compile(r"\bovernight\b|\blast night\b", re.IGNORECASE),
    "weekend": re.compile(r"\bweekend\b", re.IGNORECASE),
    "week": re.compile(r"\b(?:this|last|the|past) week\b(?!end)", re.IGNORECASE),
}
OTHER_SPAN = 0.5
"""What is left where one counts a night's victims and the other a weekend's, or polls ask other people."""
ONE_OF_SEVERAL = 0.6
"""What is left where one tells of an attack and the other of attacks."""
_ONE = re.compile(r"\b(?:attack|strike|airstrike|raid|shooting|bombing|blast|explosion)\b", re.IGNORECASE)
_SEVERAL = re.compile(
    r"\b(?:attacks|strikes|airstrikes|raids|shootings|bombings|blasts|explosions)\b", re.IGNORECASE
)


def coverage_left(a: Claim, b: Claim) -> float:
    """What is left of a conflict of counts by what each of the two covers, 0 to 1; symmetric."""
    left = 1.0
    for factor, whole_sentence, pattern in _DOUBTS:
        texts = (a.sentence, b.sentence) if whole_sentence else (a.proposition, b.proposition)
        if bool(pattern.search(texts[0])) != bool(pattern.search(texts[1])):
            left *= factor
    told = sorted((bool(_ONE.search(c.sentence)), bool(_SEVERAL.search(c.sentence))) for c in (a, b))
    if told == [(False, True), (True, False)]:
        left *= ONE_OF_SEVERAL
    spans = [{name for name, pattern in _SPANS.items() if pattern.search(c.sentence)} for c in (a, b)]
    return left * (OTHER_SPAN if all(spans) and not spans[0] & spans[1] else 1.0)
