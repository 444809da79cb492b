"""Clusters grown round medoids: a claim joins only where it is linked to the medoid itself.

Connected components chain a week of coverage into one blob: a says what b says, b entails c, and c contradicts d of
another day. Here the graph is covered with stars instead (the greedy star cover of Aslam, Pelekhov and Rus, 2004,
"The Star Clustering Algorithm for Static and Dynamic Information Organization", with weighted degrees), each centre
being the claim with the strongest links to claims not yet taken. Ties are broken by claim id, so that the same links
give the same clusters in whatever order they came.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import networkx as nx

OPPOSING_WEIGHT = 2.0
"""An opposing link counts double when centres are chosen, so that both sides of a dispute come into one cluster."""


@dataclass(frozen=True, slots=True)
class Constraints:
    """What an analyst has said: pairs of claim ids that belong together, and pairs that do not."""

    must_link: frozenset[tuple[str, str]] = frozenset()
    cannot_link: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Star:
    """A cluster as it is grown: its centre and all its members, the centre first, the others sorted."""

    medoid: str
    members: tuple[str, ...]


def grow_clusters(graph: nx.Graph, constraints: Constraints | None = None) -> list[Star]:
    """Cover the relation graph (see `build.relation_graph`) with stars of at least two claims.

    Every member but those that a must-link adds is adjacent to its medoid, and after the cover each goes to the
    medoid it has the strongest link to. Stars come in the order of their medoids' ids.
    """
    constraints = constraints or Constraints()
    together = _together(constraints.must_link)
    apart = _adjacency(constraints.cannot_link)
    centres = _choose_centres(graph, apart)
    members = _assign(graph, centres, apart)
    members = _honour_must_links(members, together)
    return [
        Star(medoid, (medoid, *sorted(rest - {medoid})))
        for medoid, rest in sorted(members.items())
        if len(rest | {medoid}) > 1
    ]


def link_weight(graph: nx.Graph, a: str, b: str) -> float:
    """How strongly two adjacent claims belong to one question, 0 to 1: the strongest of their links."""
    edge = graph.edges[a, b]
    return float(max(edge["agree"], edge["oppose"], edge["update"]))


def _pull(graph: nx.Graph, node: str, free: Collection[str]) -> float:
    total = 0.0
    for other in graph.adj[node]:
        if other in free:
            edge = graph.adj[node][other]
            total += max(edge["agree"], edge["update"], OPPOSING_WEIGHT * edge["oppose"])
    return round(total, 9)


def _choose_centres(graph: nx.Graph, apart: dict[str, set[str]]) -> list[str]:
    """Greedy weighted star cover with a lazy heap: O(edges log nodes)."""
    free = set(graph.nodes)
    heap = [(-_pull(graph, node, free), node) for node in graph.nodes]
    heapq.heapify(heap)
    centres = []
    while heap:
        pull, node = heapq.heappop(heap)
        if node not in free:
            continue
        now = _pull(graph, node, free)
        if now <= 0:
            continue
        if now < -pull:
            heapq.heappush(heap, (-now, node))
            continue
        centres.append(node)
        free.discard(node)
        free.difference_update(set(graph.adj[node]) - apart[node])
    return centres


def _assign(graph: nx.Graph, centres: list[str], apart: dict[str, set[str]]) -> dict[str, set[str]]:
    """Each claim to the adjacent centre with the strongest link, the earlier centre on a tie."""
    rank = {centre: position for position, centre in enumerate(centres)}
    members: dict[str, set[str]] = {centre: {centre} for centre in centres}
    for node in sorted(graph.nodes):
        if node in rank:
            continue
        options = [
            (-link_weight(graph, node, centre), rank[centre], centre)
            for centre in graph.adj[node]
            if centre in rank
        ]
        for _, _, centre in sorted(options):
            if not apart[node] & members[centre]:
                members[centre].add(node)
                break
    return members


def _honour_must_links(members: dict[str, set[str]], together: Iterable[set[str]]) -> dict[str, set[str]]:
    """Join the clusters that a must-link spans; a claim in no cluster joins its partner's."""
    for group in together:
        touched = sorted(medoid for medoid, claims in members.items() if claims & group)
        if not touched:
            members[min(group)] = set(group)
            continue
        keep = max(touched, key=lambda medoid: (len(members[medoid]), medoid))
        for medoid in touched:
            if medoid != keep:
                members[keep] |= members.pop(medoid)
        members[keep] |= group
    return members


def _together(pairs: Iterable[tuple[str, str]]) -> list[set[str]]:
    graph = nx.Graph()
    graph.add_edges_from(pairs)
    return sorted((set(part) for part in nx.connected_components(graph)), key=min)


def _adjacency(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    table: dict[str, set[str]] = defaultdict(set)
    for a, b in pairs:
        table[a].add(b)
        table[b].add(a)
    return table
