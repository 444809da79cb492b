"""The sample batch, and the seed articles where they are present, give what their `expected.json` says."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from benchmarks.expected import SAMPLE, Checker, Expectation, analyse_folder, expectations
from claimcheck.records import Article, Claim, Dispute, DisputeKind, Results

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


@cache
def checker(folder: Path) -> Checker:
    return Checker(analyse_folder(folder))


@pytest.mark.parametrize("expectation", expectations(SAMPLE), ids=lambda item: f"{item.section}: {item.name}")
def test_sample(expectation: Expectation) -> None:
    assert list(checker(SAMPLE).misses(expectation)) == []


def seed_expectations() -> list[Expectation]:
    return expectations(SEEDS) if (SEEDS / "expected.json").is_file() else []


@pytest.mark.data
@pytest.mark.skipif(not seed_expectations(), reason="the seed articles are not here (../shared/seeds)")
@pytest.mark.parametrize("expectation", seed_expectations(), ids=lambda item: f"{item.section}: {item.name}")
def test_seeds(expectation: Expectation) -> None:
    assert list(checker(SEEDS).misses(expectation)) == []


@pytest.mark.data
@pytest.mark.skipif(not seed_expectations(), reason="the seed articles are not here (../shared/seeds)")
def test_first_seed_dispute_ranks_first() -> None:
    (first, *_) = (item for item in seed_expectations() if item.section == "disputes")
    found = checker(SEEDS)
    assert list(Checker(top(found.results)).misses(first)) == []


def top(results: Results) -> Results:
    """The same results with the first dispute only."""
    return Results(results.articles, results.skipped, results.claims, disputes=results.disputes[:1])


def test_sentences_are_verbatim() -> None:
    results = checker(SAMPLE).results
    texts = {article.id: article.text for article in results.articles}
    for claim in results.claims:
        assert texts[claim.article_id][claim.start : claim.end] == claim.sentence
        for span in (claim.source_span, claim.cue_span, claim.content_span):
            assert span is None or 0 <= span.start < span.end <= len(texts[claim.article_id])


def test_the_checker_can_fail() -> None:
    articles = (Article("1", "x", file="01_a.txt"), Article("2", "y", file="02_b.txt"))
    claims = (Claim("c", "1", 0, 1, "two died", "two died"), Claim("d", "2", 0, 1, "nine died", "nine died"))
    dispute = Dispute("d1", "k", DisputeKind.QUANTITY, 1.0, "", "c", "d", ("c",), ("d",), "", 1, 1)
    wanted = {
        "reported_by": [["01", "two died"]],
        "denied_by": [["2", "nine died"]],
        "kind": "quantity",
        "sources": [],
    }
    met = Checker(Results(articles, claims=claims, disputes=(dispute,)))
    missed = Checker(Results(articles, claims=claims))
    expectation = Expectation("disputes", "toll", wanted)
    assert list(met.misses(expectation)) == []
    assert list(missed.misses(expectation)) == ["no dispute has these claims on its two sides"]
    joined = Expectation("not_disputes", "toll", {"claims": [["01", "two died"], ["02", "nine died"]]})
    assert len(list(met.misses(joined))) == 1
    assert list(missed.misses(joined)) == []
    assert list(met.misses(Expectation("not_claims", "x", ["01", "died"])))
    assert list(met.misses(Expectation("corroborated", "x", {"claims": [["01", "two"], ["02", "nine"]]})))
    assert list(met.misses(Expectation("updates", "x", {"claims": [["01", "two"], ["02", "nine"]]})))
    assert list(met.misses(Expectation("skipped", "x", "x.txt")))
    unsourced = Expectation("disputes", "toll", wanted | {"sources": ["police"], "kind": "date"})
    assert len(list(met.misses(unsourced))) == 2
