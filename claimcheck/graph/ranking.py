"""The order in which disputes are shown: how sure, how important, and not the same story again and again."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from claimcheck.records import Article, Claim, Dispute

IMPORTANCE_WEIGHT = 0.5
"""Share of the rank that importance can take away from a dispute of given score: order within near-equal scores."""

REPEAT_DISCOUNT = 0.9
"""Factor for each earlier dispute between the same two articles, or in the same cluster: variety at the top."""


def rank_disputes(
    disputes: Iterable[Dispute], claims: Mapping[str, Claim], articles: Mapping[str, Article]
) -> list[Dispute]:
    """Disputes by score times importance; those that repeat a higher one's articles or cluster are moved down."""
    scored = sorted(
        ((_worth(dispute, claims, articles), dispute) for dispute in disputes),
        key=lambda item: (-item[0], item[1].id),
    )
    seen: Counter[tuple[str, ...]] = Counter()
    ranked = []
    for worth, dispute in scored:
        pair = sorted((claims[dispute.a_claim_id].article_id, claims[dispute.b_claim_id].article_id))
        keys = (tuple(pair), (dispute.cluster_id,))
        ranked.append((worth * REPEAT_DISCOUNT ** sum(seen[key] for key in keys), dispute))
        seen.update(keys)
    ranked.sort(key=lambda item: (-item[0], item[1].id))
    return [dispute for _, dispute in ranked]


def _worth(dispute: Dispute, claims: Mapping[str, Claim], articles: Mapping[str, Article]) -> float:
    return dispute.score * (1 - IMPORTANCE_WEIGHT + IMPORTANCE_WEIGHT * importance(dispute, claims, articles))


def importance(dispute: Dispute, claims: Mapping[str, Claim], articles: Mapping[str, Article]) -> float:
    """How much a dispute matters, 0 to 1: sources on both sides, prominence in the articles, check-worthiness."""
    sides = (dispute.a_independent_sources, dispute.b_independent_sources)
    breadth = min(1.0, math.log2(1 + sum(sides)) / 4)
    telling: Sequence[Claim] = [claims[dispute.a_claim_id], claims[dispute.b_claim_id]]
    prominence = sum(1 - c.start / max(1, len(articles[c.article_id].text)) for c in telling) / 2
    worth = sum(claim.checkworthy for claim in telling) / 2
    return 0.4 * breadth + 0.3 * prominence + 0.3 * worth
