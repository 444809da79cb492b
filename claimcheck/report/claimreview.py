"""Confirmed disputes as schema.org ClaimReview, the markup by which search engines read fact checks.

What is reviewed is that the claim is disputed, no more: the rating says "Disputed", and names the other side.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from claimcheck.records import Claim, Dispute, DisputeStatus, Results, SourceKind
from claimcheck.report.lookups import Lookups, safe_link

Node = dict[str, Any]


def claim_reviews(results: Results, *, reviewer: str = "claimcheck") -> Node:
    """A JSON-LD graph with a ClaimReview for each side of each confirmed dispute.

    `reviewer` is the organisation that stands behind the reviews. https://schema.org/ClaimReview
    """
    lookups = Lookups.of(results)
    reviews = [
        _review(lookups, dispute, side, reviewer)
        for dispute in results.disputes
        if dispute.status is DisputeStatus.CONFIRMED
        for side in ("a", "b")
    ]
    return {"@context": "https://schema.org", "@graph": reviews}


def write_claim_reviews(results: Results, path: Path, *, reviewer: str = "claimcheck") -> None:
    """Write `claim_reviews` as one JSON-LD file."""
    text = json.dumps(claim_reviews(results, reviewer=reviewer), ensure_ascii=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8", errors="backslashreplace")


def _review(lookups: Lookups, dispute: Dispute, side: str, reviewer: str) -> Node:
    own, other = (
        (dispute.a_claim_id, dispute.b_claim_id) if side == "a" else (dispute.b_claim_id, dispute.a_claim_id)
    )
    ids = dispute.a_claim_ids if side == "a" else dispute.b_claim_ids
    claim, against = lookups.claims[own], lookups.claims[other]
    appearances = {lookups.article(lookups.claims[one]).id: lookups.claims[one] for one in (own, *ids)}
    return _without_empty(
        {
            "@type": "ClaimReview",
            "claimReviewed": claim.proposition,
            "author": {"@type": "Organization", "name": reviewer},
            "reviewRating": {
                "@type": "Rating",
                "alternateName": "Disputed",
                "ratingExplanation": dispute.explanation,
            },
            "reviewBody": f"Against it: {against.sentence} ({_told_by(lookups, against)})",
            "itemReviewed": _without_empty(
                {
                    "@type": "Claim",
                    "name": claim.sentence,
                    "author": _author(claim),
                    "datePublished": lookups.published(claim),
                    "appearance": [_article(lookups, one) for one in appearances.values()],
                }
            ),
            "isBasedOn": _article(lookups, against),
        }
    )


def _author(claim: Claim) -> Node | None:
    if not claim.source:
        return None
    person = claim.source_kind in (SourceKind.PERSON, SourceKind.UNNAMED)
    return {"@type": "Person" if person else "Organization", "name": claim.source}


def _article(lookups: Lookups, claim: Claim) -> Node:
    article = lookups.article(claim)
    publisher = {"@type": "Organization", "name": article.outlet} if article.outlet else None
    return _without_empty(
        {
            "@type": "NewsArticle",
            "headline": article.title,
            "url": safe_link(article.url),
            "datePublished": article.published,
            "publisher": publisher,
        }
    )


def _told_by(lookups: Lookups, claim: Claim) -> str:
    return ", ".join(filter(None, (claim.source, lookups.outlet(claim), lookups.published(claim)[:10])))


def _without_empty(node: Node) -> Node:
    return {name: value for name, value in node.items() if value not in (None, "", [])}
