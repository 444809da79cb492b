"""Corrections and retractions: an outlet that takes back what it said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from claimcheck.links.evidence import PairEvidence
from claimcheck.records import Claim, Evidence, Link, Relation

_CORRECTION = re.compile(
    r"\b(?:correction|clarification|editor[’']s note)\s*[:(—–-]"
    r"|\b(?:an? )?(?:earlier|previous|prior|original) version of (?:this|the|our) (?:article|story|report|post|piece)\b"
    r"|\b(?:this|the|our) (?:article|story|report|post) (?:has been|was) (?:corrected|retracted|withdrawn)\b"
    r"|\b(?:we|the (?:paper|newspaper|outlet|agency)) (?:regret|apologi[sz]e|retract|withdr)"
    r"|\bcorrects? (?:the )?(?:number|figure|toll|date|name|spelling|day|age|title)\b"
    r"|\b(?:mis-?stated|incorrectly (?:said|stated|reported|identified|gave)|wrongly (?:said|stated|reported|gave))\b",
    re.IGNORECASE,
)


def is_correction(claim: Claim) -> bool:
    """Whether the sentence takes back something that its outlet published.

    >>> is_correction(Claim("1", "a", 0, 9, "Correction: an earlier version gave the toll as 15.", "..."))
    True
    """
    return _takes_back(claim.sentence)


@lru_cache(maxsize=65536)
def _takes_back(sentence: str) -> bool:
    return bool(_CORRECTION.search(sentence))


def correction_links(pairs: Sequence[PairEvidence]) -> list[Link]:
    """`updates` links from what an outlet said to the correction in which it takes that back.

    Only an outlet itself corrects itself: both articles must carry the same outlet name, or be one article.
    """
    links = []
    for pair in pairs:
        corrects_a, corrects_b = is_correction(pair.a), is_correction(pair.b)
        if corrects_a == corrects_b or not _same_outlet(pair):
            continue
        old, new = (pair.b, pair.a) if corrects_a else (pair.a, pair.b)
        evidence = Evidence(
            "correction", f'the outlet takes it back: "{new.sentence}"', {"gate": round(pair.gate, 4)}
        )
        links.append(Link(old.id, new.id, Relation.UPDATES, 1.0, (evidence,)))
    return links


def _same_outlet(pair: PairEvidence) -> bool:
    if pair.a.article_id == pair.b.article_id:
        return True
    names = [(article.outlet or "").casefold() for article in (pair.article_a, pair.article_b)]
    return bool(names[0]) and names[0] == names[1]
