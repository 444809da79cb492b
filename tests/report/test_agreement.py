"""Who agrees with whom."""

from __future__ import annotations

import dataclasses

from claimcheck.records import Article, Claim, Cluster, Position, Provenance, Results
from claimcheck.report.agreement import outlet_agreement, pair


def test_opposition_is_counted_once_a_dispute(small_results: Results) -> None:
    found = outlet_agreement(small_results)
    assert found.oppose == {("Harbour Post", "Valley Wire"): 1}
    assert found.agree == {}
    assert found.outlets == ("Valley Wire", "Harbour Post")


def test_a_reprint_is_no_agreement() -> None:
    articles = tuple(Article(name, "It burned.", outlet=name) for name in "ABC")
    claims = tuple(Claim(f"{name}1", name, 0, 10, "It burned.", "It burned") for name in "ABC")
    ids = tuple(claim.id for claim in claims)
    cluster = Cluster("k", ids[0], ids, (Position("k.a", "k", ids),), "It burned", 1.0)
    provenance = (
        Provenance("A", "A", None, None, copy_group="one"),
        Provenance("B", "B", None, None, copy_group="one"),
    )
    results = Results(articles, claims=claims, clusters=(cluster,), provenance=provenance)
    assert outlet_agreement(results).agree == {("A", "C"): 1, ("B", "C"): 1}
    apart = dataclasses.replace(results, provenance=())
    assert outlet_agreement(apart).agree[pair("B", "A")] == 1
