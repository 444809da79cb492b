"""Disputes: pairs of positions of one cluster that oppose each other, shown by their most telling claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from claimcheck.graph.explain import explain, headline
from claimcheck.graph.independence import independent_sources
from claimcheck.graph.summary import stable_id
from claimcheck.records import (
    OPPOSING,
    Article,
    Claim,
    Cluster,
    Dispute,
    DisputeKind,
    Link,
    Position,
    Provenance,
    Relation,
)

SHOWN_LINKS = 20
"""Opposing links kept with a dispute: enough to see why, without thousands where reprints meet reprints."""


def find_disputes(
    clusters: Iterable[Cluster],
    claims: Mapping[str, Claim],
    articles: Mapping[str, Article],
    links: Sequence[Link],
    provenance: Mapping[str, Provenance],
    *,
    threshold: float = 0.0,
) -> list[Dispute]:
    """Every pair of opposed positions with its strongest link at `threshold` or above, unranked.

    Side a is the side that was stated first, or what is denied; side b answers it.
    """
    opposing: dict[str, list[Link]] = defaultdict(list)
    confirming: dict[str, list[Link]] = defaultdict(list)
    cluster_of: dict[str, str] = {}
    clusters = list(clusters)
    for cluster in clusters:
        cluster_of.update(dict.fromkeys(cluster.claim_ids, cluster.id))
    for link in links:
        home = cluster_of.get(link.a)
        if home is None or home != cluster_of.get(link.b):
            continue
        if link.relation in OPPOSING:
            opposing[home].append(link)
        elif link.relation is Relation.CONFIRMS:
            confirming[home].append(link)
    disputes = []
    for cluster in clusters:
        if not opposing[cluster.id]:
            continue
        for (first, second), between in _by_positions(cluster, opposing[cluster.id]).items():
            if between[0].score >= threshold:
                disputes.append(
                    _dispute(
                        cluster, first, second, between, confirming[cluster.id], claims, articles, provenance
                    )
                )
    return disputes


def _by_positions(cluster: Cluster, links: Sequence[Link]) -> dict[tuple[Position, Position], list[Link]]:
    """The opposing links between each two positions, strongest first."""
    home = {claim_id: position for position in cluster.positions for claim_id in position.claim_ids}
    grouped: dict[tuple[Position, Position], list[Link]] = defaultdict(list)
    for link in links:
        a, b = home.get(link.a), home.get(link.b)
        if a is None or b is None or a.id == b.id:
            continue
        grouped[(a, b) if a.id < b.id else (b, a)].append(link)
    for between in grouped.values():
        between.sort(key=lambda link: (-link.score, link.a, link.b))
    return dict(sorted(grouped.items(), key=lambda item: (item[0][0].id, item[0][1].id)))


def _dispute(
    cluster: Cluster,
    first: Position,
    second: Position,
    between: Sequence[Link],
    confirming: Sequence[Link],
    claims: Mapping[str, Claim],
    articles: Mapping[str, Article],
    provenance: Mapping[str, Provenance],
) -> Dispute:
    strongest = between[0]
    kind = strongest.kind or DisputeKind.OTHER
    a, b = _sides(strongest, first, second, claims, articles)
    telling = {strongest.a, strongest.b}
    a_claim = next(claims[c] for c in a.claim_ids if c in telling)
    b_claim = next(claims[c] for c in b.claim_ids if c in telling)
    confirmers = [link for link in confirming if link.b in a.claim_ids and link.a in a.claim_ids]
    a_sources = independent_sources((claims[c] for c in a.claim_ids), provenance)
    b_sources = independent_sources((claims[c] for c in b.claim_ids), provenance)
    return Dispute(
        id=stable_id("d", kind.value, *sorted((a_claim.id, b_claim.id))),
        cluster_id=cluster.id,
        kind=kind,
        score=strongest.score,
        headline=headline(kind, a_claim, b_claim, strongest),
        a_claim_id=a_claim.id,
        b_claim_id=b_claim.id,
        a_claim_ids=_telling_first(a_claim.id, a.claim_ids),
        b_claim_ids=_telling_first(b_claim.id, b.claim_ids),
        explanation=explain(kind, a_claim, b, strongest, confirmers, claims, articles),
        a_independent_sources=a_sources.count,
        b_independent_sources=b_sources.count,
        a_chains=a_sources.chains,
        b_chains=b_sources.chains,
        links=tuple(between[:SHOWN_LINKS]),
        features={
            name: value
            for item in strongest.evidence
            if item.kind == "decision"
            for name, value in item.values.items()
        },
    )


def _sides(
    strongest: Link,
    first: Position,
    second: Position,
    claims: Mapping[str, Claim],
    articles: Mapping[str, Article],
) -> tuple[Position, Position]:
    if strongest.relation is Relation.DENIES:
        return (second, first) if strongest.a in first.claim_ids else (first, second)

    def stated(position: Position) -> tuple[str, int, str]:
        dates = [articles[claims[c].article_id].published or "9999" for c in position.claim_ids]
        return min(dates), -len(position.claim_ids), position.id

    return (first, second) if stated(first) <= stated(second) else (second, first)


def _telling_first(telling: str, claim_ids: Sequence[str]) -> tuple[str, ...]:
    return (telling, *(claim_id for claim_id in claim_ids if claim_id != telling))
