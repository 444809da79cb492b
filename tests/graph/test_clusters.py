"""Clusters on random graphs: properties that hold whatever the links are."""

from itertools import pairwise

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.graph.build import relation_graph
from claimcheck.graph.clusters import Constraints, grow_clusters
from claimcheck.graph.positions import split_positions
from claimcheck.records import Link, Relation

NODES = [f"n{i:02}" for i in range(12)]


@st.composite
def links(draw):
    pairs = draw(st.lists(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)), max_size=40))
    return [
        Link(a, b, draw(st.sampled_from(list(Relation))), draw(st.floats(0.05, 1.0)))
        for a, b in pairs
        if a != b
    ]


@given(links())
def test_members_are_linked_to_their_medoid_or_opposed_and_in_one_cluster_only(found):
    graph = relation_graph(found)
    stars = grow_clusters(graph)
    opposition = any(edge["oppose"] > 0 for *_, edge in graph.edges(data=True))
    for star in stars:
        assert star.members[0] == star.medoid
        assert len(star.members) > 1
        if opposition:
            assert nx.is_connected(graph.subgraph(star.members))
        else:
            assert all(graph.has_edge(star.medoid, member) for member in star.members[1:])
    members = [member for star in stars for member in star.members]
    assert len(members) == len(set(members))


def test_a_denial_that_is_linked_to_nothing_else_joins_what_it_denies():
    agree, deny = Relation.EQUIVALENT, Relation.DENIES
    found = [Link("hub", f"s{i}", agree, 0.9) for i in range(4)] + [Link("denial", "s0", deny, 0.5)]
    (star,) = grow_clusters(relation_graph(found))
    assert star.medoid == "hub"
    assert "denial" in star.members


def test_a_claim_goes_over_to_what_it_opposes_more_strongly_than_it_is_held():
    agree, against = Relation.EQUIVALENT, Relation.CONTRADICTS
    hubs = [Link(hub, f"{hub}{i}", agree, 0.9) for hub in ("x", "y") for i in range(1, 5)]
    strong = [*hubs, Link("x", "x0", agree, 0.4), Link("x0", "y1", against, 0.7)]
    assert any({"x0", "y1"} <= set(star.members) for star in grow_clusters(relation_graph(strong)))
    weak = [*hubs, Link("x", "x0", agree, 0.8), Link("x0", "y1", against, 0.7)]
    assert not any({"x0", "y1"} <= set(star.members) for star in grow_clusters(relation_graph(weak)))


@given(links(), st.randoms())
def test_the_order_of_links_does_not_matter(found, random):
    shuffled = list(found)
    random.shuffle(shuffled)
    assert grow_clusters(relation_graph(found)) == grow_clusters(relation_graph(shuffled))


@given(links())
def test_clustering_depends_on_the_connected_component_only(found):
    graph = relation_graph(found)
    whole = grow_clusters(graph)
    parts = [
        star for part in nx.connected_components(graph) for star in grow_clusters(graph.subgraph(part).copy())
    ]
    assert whole == sorted(parts, key=lambda star: star.medoid)


@given(links(), st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)).filter(lambda p: p[0] != p[1]))
def test_must_link_joins_and_cannot_link_parts(found, pair):
    graph = relation_graph(found)
    joined = grow_clusters(graph, Constraints(must_link=frozenset({pair})))
    assert any(set(pair) <= set(star.members) for star in joined)
    parted = grow_clusters(graph, Constraints(cannot_link=frozenset({pair})))
    assert not any(set(pair) <= set(star.members) for star in parted)


@given(links())
def test_positions_partition_a_cluster_and_hold_no_open_opposition(found):
    graph = relation_graph(found)
    for star in grow_clusters(graph):
        positions = split_positions(graph, star.members)
        assert sorted(claim for position in positions for claim in position) == sorted(star.members)
        assert positions[0][0] == star.medoid
        for position in positions:
            if len(position) == 2 and graph.has_edge(*position):
                edge = graph.edges[position]
                assert edge["agree"] >= edge["oppose"] or all("denies" in graph.nodes[n] for n in position)


def test_a_chain_of_agreement_is_not_one_cluster():
    chain = [Link(a, b, Relation.EQUIVALENT, 0.9) for a, b in pairwise(NODES)]
    stars = grow_clusters(relation_graph(chain))
    assert max(len(star.members) for star in stars) <= 3


def test_two_denials_of_one_report_are_one_position():
    found = [Link("d1", "r", Relation.DENIES, 0.9), Link("d2", "r", Relation.DENIES, 0.8)]
    graph = relation_graph(found)
    (star,) = grow_clusters(graph)
    assert split_positions(graph, star.members) == [("r",), ("d1", "d2")]


def test_three_tolls_are_three_positions():
    pairs = [("n12", "n15"), ("n15", "n17"), ("n12", "n17")]
    graph = relation_graph([Link(a, b, Relation.CONTRADICTS, 0.8) for a, b in pairs])
    (star,) = grow_clusters(graph)
    assert sorted(split_positions(graph, star.members)) == [("n12",), ("n15",), ("n17",)]
