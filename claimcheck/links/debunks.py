"""Statements that call a report false without denying a clause of their own: "the viral photo is a hoax".

Fact checks and headlines deny in this way, and seldom repeat what they deny as a sentence, so that neither a negation
nor the stance of a proposition shows it.
"""

from __future__ import annotations

import re

_FALSE = (
    r"(?:fakes?|bogus|false|untrue|fiction|satire|a joke|a prank|a myth|an urban legend|inaccurate|baseless|unfounded|"
    r"photoshopped|doctored|a lie|nonsense|fabricated|a fabrication|made[- ]up|rubbish|a rumou?r|"
    r"groundless|(?:a )?(?:pure|complete|total) invention)"
)
_TRUE = r"(?:real|true|authentic|genuine|accurate)"
_REPORTS = r"(?:reports?|rumou?rs?|claims?|stor(?:y|ies)|speculation|suggestions?|talk)"
_OFF = (
    r"(?:(?:very |so )?wide of the mark|(?:far |well |way )?off the mark|far from (?:true\b(?! \w)|the truth|accurate)|"
    r"(?:entirely |wholly |completely )?without (?:any )?(?:basis|foundation))"
)
"""Said of anything else than a report, these call nothing false ("the penalty was wide of the mark")."""
_ENDS = r"(?=\W*(?:$|[,.;:]|(?:says?|said|admits?|according|despite|after|reports?|officials?|police|experts?)\b))"
_DEBUNKS = re.compile(
    rf"^\W*(?:hoax|fake|false|debunked|not true|fact[- ]check)(?: \w+)?\s*[:,!—–-]|"
    r"\bhoax(?:es)?\b(?! (?:call|threat|caller|bomb))|\bdebunk(?:s|ed|ing)?\b|"
    rf"\b(?:is|are|was|were|be|been|proves?|proved|proven|turns? out|turned out|called?|calls|deemed|as)"
    rf" (?:(?:to|be|a|an|just|only|all|entirely|completely|totally|probably|likely|\w+ly) ){{0,3}}{_FALSE}{_ENDS}|"
    rf"\b(?:is|are|was|were) ?n[o'’]t (?:\w+ly )?{_TRUE}{_ENDS}|"
    rf"\b(?:made|making|makes) (?:(?:it|this|that|everything) up\b|up (?:the|her|his|their|a) {_REPORTS})|"
    rf"\b(?:{_REPORTS}|it|this|that|accounts?|allegations?)\b[^.!?]{{0,80}}? (?:is|are|was|were) {_OFF}|"
    rf"\b(?:dismiss|reject|den|refut|rubbish)(?:y|ies|ied|es|s|ed|ing) (?:\w+ ){{0,3}}?{_REPORTS}\b",
    re.IGNORECASE,
)
_ASKED = re.compile(r"(?:[^.!?;:,]|\.(?=\S|\s[a-z])|,(?! so\b))*\?")
"""The rest of a question; a full stop before a small letter ends no sentence ("the U.S. saw")."""
LONGEST = 30
"""Words of a statement at most: in a longer one, what is called false is a small part of what it says."""
LEAST, SURELY = 0.3, 0.65
"""Cosine from which a statement that debunks may be about the other, and from which it surely is."""
MOST = 0.85
"""Probability of contradiction at most: what exactly is called false is not read."""


def calls_false(text: str) -> str | None:
    """The words with which a statement calls a report false, None where it calls none so, or only asks if it is."""
    if len(text.split()) > LONGEST:
        return None
    for found in _DEBUNKS.finditer(text):
        # "Fake: Did a whale swim up the river?" says so before it asks.
        says = found[0].rstrip().endswith((":", ",", "!", "—", "–", "-"))
        if says or not _ASKED.match(text, found.end()):
            return found[0].strip(" :,!—–-")
    return None


def debunked(a: str, b: str, cosine: float) -> float:
    """Probability that one of two statements calls what the other states false, by how near they are; symmetric."""
    if (calls_false(a) is None) == (calls_false(b) is None):
        return 0.0
    return round(MOST * min(1.0, max(0.0, (cosine - LEAST) / (SURELY - LEAST))), 4)
