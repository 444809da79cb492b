"""Cards for notebooks."""

from __future__ import annotations

import dataclasses

import pytest

from claimcheck.records import Results
from claimcheck.report.cards import ClaimCard, ClusterCard, DisputeCard


def test_a_dispute_card_has_both_sides(small_results: Results) -> None:
    card = DisputeCard(small_results, small_results.disputes[0]).body()
    shown = ["Nine people were hurt", "=Two people were hurt.", "Harbour Post", "Valley Wire", "the mill"]
    for part in [*shown, "2021-03-05", "1 independent source", "One side says 9, the other 2.", "Agency X"]:
        assert part in card


def test_a_cluster_card_has_every_position(small_results: Results) -> None:
    card = ClusterCard(small_results, small_results.clusters[0]).body()
    assert card.count("<section") == 2
    assert "The mayor denied it." in card


@pytest.mark.parametrize("text", ["<script>x</script>", "{{ 7 * 7 }}", "\"'><img src=x>"])
def test_text_is_escaped_and_links_are_web_links(small_results: Results, text: str) -> None:
    claim = dataclasses.replace(small_results.claims[0], sentence=text, source=text)
    article = dataclasses.replace(small_results.articles[0], outlet=text, url="javascript:alert(1)")
    results = dataclasses.replace(
        small_results,
        articles=(article, *small_results.articles[1:]),
        claims=(claim, *small_results.claims[1:]),
    )
    html = ClaimCard(results, claim)._repr_html_()
    assert "<script" not in html
    assert "<img" not in html
    assert "javascript" not in html
    assert html.startswith("<style>")
