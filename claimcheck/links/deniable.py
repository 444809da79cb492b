"""What can be denied, and by whom: a report that somebody else made, not the denier's own words or a demand."""

from __future__ import annotations

from claimcheck.links.denial_words import (
    ANSWERS,
    FIRST_PERSON,
    OPPOSED,
    POINTING,
    RULING,
    SHOWING,
    SPEAKS_FOR,
    STATE_MEDIA,
    UNSTATED,
    content_words,
)
from claimcheck.links.names import governs
from claimcheck.records import Claim, Stance

FEWEST = 5
"""Words of a statement from which it tells enough to be denied."""


def deniable(candidate: Claim, denial: Claim) -> bool:
    """Whether the claim states something that `denial`'s speaker can be answering."""
    if candidate.stance in (Stance.DECLINES, Stance.DENIES) or candidate.target is not None:
        return False
    if len(candidate.proposition.split()) < FEWEST:
        return False
    if (candidate.article_id, candidate.start) == (denial.article_id, denial.start):
        return _answered_at_once(candidate, denial)
    if ANSWERS.search(candidate.sentence):
        return False
    return not own_statement(candidate, denial) and not FIRST_PERSON.match(candidate.source or "")


def _answered_at_once(candidate: Claim, denial: Claim) -> bool:
    """Whether one sentence gives a report and its denial ("he said it worked; that, she replied, is untrue")."""
    if candidate.source is None or candidate.source == denial.source or own_statement(candidate, denial):
        return False
    points = POINTING.fullmatch(denial.target or "") or SHOWING.match(denial.target or "")
    if not points or candidate.content_span is None or denial.content_span is None:
        return False
    return candidate.content_span.end <= denial.content_span.start


def own_statement(candidate: Claim, denial: Claim) -> bool:
    """Whether the denier said it: "the White House", "a statement of the White House", "the government" it leads."""
    denier, speaker = content_words(denial.source or ""), content_words(candidate.source or "")
    unnamed = bool(denier) and denier <= SPEAKS_FOR
    named = denier <= speaker and not speaker & OPPOSED - denier
    rules = bool(speaker) and speaker <= RULING and (bool(denier & RULING) or governs(denial.source or ""))
    rules = rules or (bool(denier & RULING) and bool(STATE_MEDIA.search(candidate.source or "")))
    return bool(denier) and (named or rules or (unnamed and bool(speaker & SPEAKS_FOR)))


def states(claim: Claim) -> bool:
    """Whether a claim says that something is so, not that it should be or is looked into: then it can be denied."""
    return not UNSTATED.search(claim.proposition)


def reported(claim: Claim) -> bool:
    """Whether the article gives the claim as somebody else's report."""
    return claim.source is not None or claim.origin is not None
