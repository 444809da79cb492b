"""What of a graph XML can hold: ids and attributes for GraphML and GEXF."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def graphml_value(value: Any) -> str | int | float | bool | None:
    """An attribute as GraphML can hold it: a plain value; None means that it is left out.

    Lists are joined by "; ", and characters that XML 1.0 forbids become U+FFFD.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return float(value) if isinstance(value, float) else int(value)
    text = "; ".join(map(str, value)) if isinstance(value, list | tuple | set | frozenset) else str(value)
    return _NOT_XML.sub("\ufffd", text)


def graphml_graph(graph: nx.Graph[Any]) -> nx.Graph[Any]:
    """A copy of `graph`, of the same class, whose ids and attributes GraphML can hold."""
    plain = graph.__class__()
    plain.graph.update(_attributes(graph.graph))
    for node, attributes in graph.nodes(data=True):
        plain.add_node(graphml_value(node), **_attributes(attributes))
    for start, end, attributes in graph.edges(data=True):
        plain.add_edge(graphml_value(start), graphml_value(end), **_attributes(attributes))
    return plain


def _attributes(attributes: dict[str, Any]) -> dict[str, Any]:
    plain = {str(name): graphml_value(value) for name, value in attributes.items()}
    return {name: value for name, value in plain.items() if value is not None}
