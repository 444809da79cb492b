"""An attribution that stands inside its statement: "P, officials said, and Q", "Roe told a hearing that P".

The parser often takes such words for a part of the statement. The tagger sees them; here they are cut out of the
proposition, which is compared with others that say the same without them.
"""

from __future__ import annotations

import re
from dataclasses import replace

from claimcheck.claims.sources import is_nobody
from claimcheck.records import Claim, Span, Stance

_BEFORE = re.compile(r"[,—–]\s*$")
_ADJUNCT = re.compile(
    r"\s*(?:(?:on|in|late|early|at|last|this|yesterday|today)\b[^,.;“\"]{0,40})?(?P<end>[,.!?]|$)"
)
_UNSAID = re.compile(
    r"\b(?:not|never|nor|neither|without|short of|(?:refus|declin|fail|avoid)\w* )|n[’']t\b",
    re.IGNORECASE,
)
"""What makes "P" after it something that was not said."""
_MIN_WORDS = 3
"""Words of a statement on either side of the one who makes it, in all."""


def without_aside(claim: Claim, text: str) -> Claim:
    """`claim` of an article's `text` with its attribution cut out of the proposition, where it stands in it whole."""
    source, cue = claim.source_span, claim.cue_span
    if source is None or cue is None or claim.stance is not Stance.ASSERTS:
        return claim
    if is_nobody(source.of(text)):
        return claim  # "No official told a hearing that P" does not tell P.
    content = claim.content_span
    if content is not None and claim.start <= source.start < cue.start < content.start <= claim.end:
        return _after_that(claim, content, text)
    hull = Span(min(source.start, cue.start), max(source.end, cue.end))
    if text[min(source.end, cue.end) : max(source.start, cue.start)].strip():
        return claim
    after = _ADJUNCT.match(text, hull.end, claim.end)
    if after is None:
        return claim
    before = _BEFORE.search(text, claim.start, hull.start)
    if before is not None:
        words = text[before.start() : after.start("end")]
    elif not text[claim.start : hull.start].strip() and after.group("end") == ",":
        words = text[hull.start : after.end()]
    else:
        return claim
    if words not in claim.proposition:
        return claim
    left, _, right = claim.proposition.partition(words)
    return _stating(claim, f"{left}{right}")


def _after_that(claim: Claim, content: Span, text: str) -> Claim:
    """`claim` without "Roe told a hearing on Thursday that", where its proposition still begins with it."""
    words = text[claim.start : content.start].strip()
    if _UNSAID.search(words):
        return claim
    said = text[content.start : content.end]
    if not said.startswith("that ") or not claim.proposition.startswith(f"{words} that "):
        return claim
    return _stating(claim, claim.proposition[len(words) + len(" that ") :])


def _stating(claim: Claim, rest: str) -> Claim:
    """`claim` with what is left of its proposition, unless that is too little to be one."""
    rest = rest.strip()
    return (
        replace(claim, proposition=rest[:1].upper() + rest[1:]) if len(rest.split()) >= _MIN_WORDS else claim
    )
