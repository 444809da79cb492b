"""Clusters grown round medoids: a claim joins only where it is linked to the medoid itself, or opposes a member.

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

PAIR, FEW = 2, 3
"""Claims of a cluster that goes over to another whole: a pair, or at most three because its medoid is opposed."""


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

    Every member is adjacent to its medoid, but for those that a must-link adds and those that only oppose a member;
    after the cover each goes to the medoid it has the strongest link to. Stars come in the order of their medoids' ids.
    """
    constraints = constraints or Constraints()
    together = _together(constraints.must_link)
    apart = _adjacency(constraints.cannot_link)
    centres = _choose_centres(graph, apart)
    members = _assign(graph, centres, apart)
    _join_opposed(graph, members, apart)
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


def _join_opposed(graph: nx.Graph, members: dict[str, set[str]], apart: dict[str, set[str]]) -> None:
    """Bring opposed claims that the cover parted into one cluster, strongest opposition first: only there is it seen.

    A denial is most often linked to nothing but what it denies, which need not be a medoid: in no cluster, it joins the
    one of that claim. Between two clusters a claim goes over that opposes the other more strongly than it is linked to
    its own medoid; a medoid takes its cluster with it, if that has at most `FEW` claims. A claim goes over once,
    so that opposition does not chain clusters together.
    """
    home = {claim: medoid for medoid, claims in members.items() for claim in claims}
    opposed = sorted(
        (-edge["oppose"], *sorted((a, b))) for a, b, edge in graph.edges(data=True) if edge["oppose"] > 0
    )
    settled = {claim for _, a, b in opposed if a in home and home[a] == home.get(b) for claim in (a, b)}
    for weight, a, b in opposed:
        if a in home and home[a] == home.get(b):
            continue
        moves = [
            (len(going), claim, going, home[to])
            for claim, to in ((a, b), (b, a))
            if to in home
            and claim not in settled
            and (going := _going(graph, claim, home.get(claim), members, -weight))
            if not going & settled and not any(apart[other] & members[home[to]] for other in going)
        ]
        if not moves:
            continue
        _, claim, going, to = min(moves, key=lambda move: move[:2])
        if claim in home:
            members[home[claim]] -= going
            if not members[home[claim]]:
                del members[home[claim]]
        members[to] |= going
        home.update(dict.fromkeys(going, to))
        settled |= {a, b} | going


def _going(
    graph: nx.Graph, claim: str, medoid: str | None, members: dict[str, set[str]], opposition: float
) -> frozenset[str]:
    """The claims that leave their cluster with one that is opposed so strongly: it alone, a small cluster, or none."""
    if medoid is None:
        return frozenset({claim})
    held = 0.0 if claim == medoid else link_weight(graph, claim, medoid)
    if held > opposition:
        return frozenset()
    if claim == medoid or len(members[medoid]) == PAIR:
        return frozenset(members[medoid]) if len(members[medoid]) <= FEW else frozenset()
    return frozenset({claim})


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
