"""The claim graph: claims as nodes, links as edges, in the two forms that are needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import networkx as nx

from claimcheck.records import AGREEING, OPPOSING, Link, Relation, Results


def relation_graph(links: Iterable[Link]) -> nx.Graph:
    """The undirected graph that clusters are grown in: one edge a pair of claims.

    Edge attributes, all scores from 0 to 1: `agree`, `oppose` and `update`, each the strongest link of that kind.
    Claims that deny another have the node attribute `denies`.
    """
    graph = nx.Graph()
    for link in links:
        if link.a == link.b:
            continue
        if not graph.has_edge(link.a, link.b):
            graph.add_edge(link.a, link.b, agree=0.0, oppose=0.0, update=0.0)
        name = "agree" if link.relation in AGREEING else "oppose" if link.relation in OPPOSING else "update"
        edge = graph.edges[link.a, link.b]
        edge[name] = max(edge[name], link.score)
        if link.relation is Relation.DENIES:
            graph.nodes[link.a]["denies"] = True
    return graph


def claim_graph(results: Results) -> nx.MultiDiGraph:
    """The whole graph for the analyst: what `Workspace.graph()` gives and what GraphML and GEXF hold.

    Nodes are claims, with `label` (the sentence), `proposition`, `outlet`, `published`, `source`, `stance`,
    `cluster_id`, `position`, `checkworthy` and `article_id`; edges are links, with `relation`, `score`, `kind` and
    `evidence` (in words). Every attribute is text or a number, "" where unknown.
    """
    articles = {article.id: article for article in results.articles}
    places = claim_places(results)
    graph = nx.MultiDiGraph()
    for claim in results.claims:
        article = articles[claim.article_id]
        cluster_id, position = places.get(claim.id, ("", ""))
        graph.add_node(
            claim.id,
            label=claim.sentence,
            proposition=claim.proposition,
            outlet=article.outlet or "",
            published=article.published or "",
            source=claim.source or "",
            stance=claim.stance.value,
            cluster_id=cluster_id,
            position=position,
            checkworthy=claim.checkworthy,
            article_id=claim.article_id,
        )
    for link in results.links:
        graph.add_edge(
            link.a,
            link.b,
            relation=link.relation.value,
            score=link.score,
            kind=link.kind.value if link.kind else "",
            evidence="; ".join(item.detail for item in link.evidence),
        )
    return graph


def claim_places(results: Results) -> Mapping[str, tuple[str, str]]:
    """For each clustered claim, the ids of its cluster and position ("" where it holds none)."""
    places = {claim_id: (cluster.id, "") for cluster in results.clusters for claim_id in cluster.claim_ids}
    for cluster in results.clusters:
        for position in cluster.positions:
            places.update(dict.fromkeys(position.claim_ids, (cluster.id, position.id)))
    return places
