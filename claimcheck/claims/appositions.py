"""Statements in apposition: "they spoke for an hour, *their first talk since May*" says two things.

A clause that ends in a noun phrase with an ordinal or a superlative is how news writes states that something is the
first, the largest or the worst of its kind. Two outlets that tell one event in other words often agree in nothing else
verbatim, so it is read as a claim of its own: "It was their first talk since May."
"""

from __future__ import annotations

import re
from dataclasses import replace

from claimcheck.records import Claim, Span, Stance

_SUMMARY = re.compile(
    r",\s+(?P<phrase>(?:their|its|his|her|the)\s+"
    r"(?:first|second|third|fourth|fifth|last|latest|only|\w{3,}est|worst|best|most\s+\w+|least\s+\w+)\s+"
    r"[^,;:.()\"“”]{8,90})\.?[\"”]?$"
)


def find_apposition(sentence: str) -> Span | None:
    """Where in `sentence` the closing summary stands, without its full stop; None where there is none.

    >>> find_apposition("They spoke, their first talk since May.")
    Span(start=12, end=38)
    """
    match = _SUMMARY.search(sentence)
    return Span(*match.span("phrase")) if match else None


def as_claim(claim: Claim, claim_id: str, phrase: Span, text: str) -> Claim | None:
    """The claim that the phrase at `phrase` (offsets into the article) makes, said by who says `claim`.

    `text` is the article's. None where the claim it closes is itself denied or refused.
    """
    if claim.stance is not Stance.ASSERTS:
        return None
    words = phrase.of(text)
    return replace(
        claim,
        id=claim_id,
        proposition=f"It was {words}.",
        content_span=phrase if claim.content_span else None,
        quantities=tuple(q for q in claim.quantities if phrase.start <= q.start < phrase.end),
        dates=tuple(d for d in claim.dates if phrase.start <= d.start < phrase.end),
        entities=tuple(e for e in claim.entities if phrase.start <= e.start < phrase.end),
    )
