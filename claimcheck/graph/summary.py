"""From stars to cluster records: positions, cohesion, bridges, timeline and independent sources."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

import networkx as nx

from claimcheck.graph.build import relation_graph
from claimcheck.graph.clusters import Constraints, Star, grow_clusters, link_weight
from claimcheck.graph.independence import independent_sources
from claimcheck.graph.positions import split_positions
from claimcheck.records import Article, Claim, Cluster, Link, Position, Provenance, Relation

HEADLINE_LENGTH = 140
LARGE_SHARE = 0.05
"""A cluster with more than this share of all claims is probably several questions in one."""


def group_claims(
    claims: Mapping[str, Claim],
    articles: Mapping[str, Article],
    links: Sequence[Link],
    provenance: Mapping[str, Provenance],
    constraints: Constraints | None = None,
) -> list[Cluster]:
    """The clusters that links make of claims, in the order of their ids.

    `claims` and `articles` are keyed by id and hold at least those that the links name; `provenance` is keyed by
    article id. A claim that its own outlet retracted (see `links.corrections`) stays in its cluster but holds no
    position.
    """
    graph = relation_graph(links)
    retracted = retracted_claims(links)
    updates = [link for link in links if link.relation is Relation.UPDATES]
    return [
        _summarise(star, graph, claims, articles, provenance, updates, retracted)
        for star in grow_clusters(graph, constraints)
    ]


def retracted_claims(links: Iterable[Link]) -> frozenset[str]:
    """Claims that a correction or retraction of their own outlet has replaced."""
    return frozenset(
        link.a
        for link in links
        if link.relation is Relation.UPDATES and any(item.kind == "correction" for item in link.evidence)
    )


def size_warnings(clusters: Iterable[Cluster], n_claims: int) -> tuple[str, ...]:
    """A line for each cluster that holds more than 5 % of all claims (from 100 claims on)."""
    if n_claims < 100:
        return ()
    return tuple(
        f"cluster {cluster.id} holds {len(cluster.claim_ids)} of {n_claims} claims "
        f"({len(cluster.claim_ids) / n_claims:.0%}): look at it before you trust its disputes"
        for cluster in clusters
        if len(cluster.claim_ids) > LARGE_SHARE * n_claims
    )


def headline_of(claim: Claim) -> str:
    """The claim's proposition as one line of at most 140 characters, cut at a word."""
    text = " ".join(claim.proposition.split())
    if len(text) <= HEADLINE_LENGTH:
        return text
    return text[: HEADLINE_LENGTH - 1].rsplit(" ", 1)[0].rstrip(",;:–—-") + "…"


def _summarise(
    star: Star,
    graph: nx.Graph,
    claims: Mapping[str, Claim],
    articles: Mapping[str, Article],
    provenance: Mapping[str, Provenance],
    updates: Sequence[Link],
    retracted: frozenset[str],
) -> Cluster:
    cluster_id = stable_id("c", star.medoid)
    standing = [claim_id for claim_id in star.members if claim_id not in retracted]
    positions = []
    for number, members in enumerate(split_positions(graph, standing) if standing else []):
        independence = independent_sources((claims[m] for m in members), provenance)
        positions.append(
            Position(
                f"{cluster_id}.{number + 1}", cluster_id, members, independence.count, independence.chains
            )
        )
    inside = set(star.members)
    weights = [
        link_weight(graph, star.medoid, member)
        for member in star.members[1:]
        if graph.has_edge(star.medoid, member)
    ]
    timeline = [link for link in updates if link.a in inside and link.b in inside]
    timeline.sort(key=lambda link: (articles[claims[link.b].article_id].published or "", link.a, link.b))
    return Cluster(
        id=cluster_id,
        medoid_id=star.medoid,
        claim_ids=star.members,
        positions=tuple(positions),
        headline=headline_of(claims[star.medoid]),
        cohesion=round(sum(weights) / len(weights), 4) if weights else 0.0,
        weakest=round(min(weights), 4) if weights else 0.0,
        bridges=_bridges(graph, star.members),
        independent_sources=independent_sources((claims[m] for m in standing), provenance).count,
        timeline=tuple(timeline),
    )


def _bridges(graph: nx.Graph, members: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The links on which alone the cluster hangs together, of clusters of three claims and more."""
    if len(members) < 3:
        return ()
    inside = graph.subgraph(members)
    return tuple(sorted((min(a, b), max(a, b)) for a, b in nx.bridges(inside)))


def stable_id(prefix: str, *parts: str) -> str:
    """A short id that depends on nothing but `parts`: "c-1f0e3dad99" ."""
    return f"{prefix}-{hashlib.sha256('|'.join(parts).encode()).hexdigest()[:10]}"
