"""Positions: the parts of a cluster whose claims agree with each other."""

from __future__ import annotations

from collections.abc import Sequence

import networkx as nx


def split_positions(graph: nx.Graph, members: Sequence[str]) -> list[tuple[str, ...]]:
    """Split a cluster into positions; `members` has the medoid first.

    Agreement and opposition make a signed graph (Harary, 1953, "On the notion of balance of a signed graph"). It is
    split greedily: a claim joins the position it agrees with most, if nothing in it opposes the claim more than
    agrees. Claims that oppose one and the same position and nothing else stand together, as two denials of one
    report do. The medoid's position comes first, then the larger ones.
    """
    inside = graph.subgraph(members)
    medoid = members[0]
    order = [medoid, *sorted(members[1:], key=lambda node: (-_signed(inside, medoid, node), node))]
    positions: list[list[str]] = []
    for node in order:
        scored = [
            (sum(_signed(inside, node, other) for other in position), -row)
            for row, position in enumerate(positions)
            if not _opposed(inside, node, position)
        ]
        best = max(scored, default=None)
        if best is not None and best[0] > 0:
            positions[-best[1]].append(node)
        else:
            positions.append([node])
    positions = _join_fellow_opponents(inside, positions)
    first = next(position for position in positions if medoid in position)
    rest = [position for position in positions if position is not first]
    rest.sort(key=lambda position: (-len(position), min(position)))
    return [(medoid, *sorted(set(first) - {medoid})), *(tuple(sorted(position)) for position in rest)]


def _signed(graph: nx.Graph, a: str, b: str) -> float:
    if not graph.has_edge(a, b):
        return 0.0
    edge = graph.edges[a, b]
    return float(edge["agree"] - edge["oppose"])


def _opposed(graph: nx.Graph, node: str, position: Sequence[str]) -> bool:
    """Whether some claim of the position opposes `node` more than it agrees, or was brought up to date by it."""
    for other in position:
        if graph.has_edge(node, other):
            edge = graph.edges[node, other]
            if max(edge["oppose"], edge["update"]) > edge["agree"]:
                return True
    return False


def _join_fellow_opponents(graph: nx.Graph, positions: list[list[str]]) -> list[list[str]]:
    """Join positions that have one and the same single opponent, where a denial stands between them.

    Two denials of one report agree, and so do two sentences of the report that one denial answers.
    """
    home = {node: row for row, position in enumerate(positions) for node in position}
    joined: dict[tuple[str, int], list[str]] = {}
    for row, position in enumerate(positions):
        opponents = {
            home[other]
            for node in position
            for other in graph.adj[node]
            if graph.edges[node, other]["oppose"] > graph.edges[node, other]["agree"]
        }
        key = ("alone", row)
        if len(opponents) == 1:
            (opponent,) = opponents
            if _all_deny(graph, position):
                key = ("denies", opponent)
            elif _all_deny(graph, positions[opponent]):
                key = ("denied by", opponent)
        joined.setdefault(key, []).extend(position)
    return list(joined.values())


def _all_deny(graph: nx.Graph, position: Sequence[str]) -> bool:
    return all("denies" in graph.nodes[node] for node in position)
