"""The claim graph with labels, sizes and colours that Gephi shows as they are: GraphML and GEXF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimcheck.graph.build import claim_graph
from claimcheck.records import OPPOSING, Results
from claimcheck.report.graphml import graphml_graph

if TYPE_CHECKING:
    import networkx as nx

POSITION_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00")
"""Okabe and Ito's palette, which colour-blind readers tell apart; a cluster's first position takes the first."""
ALONE = "#999999"
_AGREEING_EDGE, _OPPOSING_EDGE = "#B0B0B0", "#C0392B"
_LABEL = 80


def styled_graph(results: Results) -> nx.MultiDiGraph[Any]:
    """`claim_graph` with what a picture needs.

    Nodes gain `sentence` (whole), a short `label`, `colour` by position, and `size` by how many links they have;
    edges gain `weight` (the score), `label` (the relation) and `colour`.
    """
    graph = claim_graph(results)
    colours = {
        claim: POSITION_COLOURS[number % len(POSITION_COLOURS)]
        for cluster in results.clusters
        for number, position in enumerate(cluster.positions)
        for claim in position.claim_ids
    }
    opposing = {relation.value for relation in OPPOSING}
    for node, data in graph.nodes(data=True):
        sentence = str(data.get("label") or node)
        data["sentence"] = sentence
        data["label"] = sentence if len(sentence) <= _LABEL else sentence[: _LABEL - 1].rstrip() + "…"
        data["colour"] = colours.get(node, ALONE)
        data["size"] = float(4 + min(16, graph.degree(node)))
    for _, _, data in graph.edges(data=True):
        data["weight"] = float(data["score"])
        data["label"] = data["relation"]
        data["colour"] = _OPPOSING_EDGE if data["relation"] in opposing else _AGREEING_EDGE
    return graph


def write_styled_graphml(results: Results, path: Path) -> None:
    """GraphML; colours also as the numbers r, g and b, under which Gephi looks for them."""
    import networkx as nx

    graph = graphml_graph(styled_graph(results))
    for _, data in graph.nodes(data=True):
        data.update(_rgb(data["colour"]))
    for _, _, data in graph.edges(data=True):
        data.update(_rgb(data["colour"]))
    nx.write_graphml_xml(graph, path, encoding="utf-8")


def write_gexf(results: Results, path: Path) -> None:
    """GEXF 1.2 with its `viz` colours and sizes."""
    import networkx as nx

    graph = graphml_graph(styled_graph(results))
    for _, data in graph.nodes(data=True):
        data["viz"] = {"color": {**_rgb(data["colour"]), "a": 1.0}, "size": data["size"]}
    for number, (_, _, data) in enumerate(graph.edges(data=True)):
        data["id"] = str(number)
        data["viz"] = {"color": {**_rgb(data["colour"]), "a": 1.0}}
    nx.write_gexf(graph, path, encoding="utf-8", version="1.2draft")


def _rgb(colour: str) -> dict[str, int]:
    return {name: int(colour[at : at + 2], 16) for name, at in (("r", 1), ("g", 3), ("b", 5))}
