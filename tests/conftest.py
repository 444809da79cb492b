"""What all tests share: no network, no timed examples, and a small hand-made result."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

from claimcheck.records import (
    Article,
    Claim,
    Cluster,
    Dispute,
    DisputeKind,
    Evidence,
    Link,
    Position,
    Relation,
    Results,
    SkippedInput,
    SourceKind,
    Span,
    Stance,
)

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

# Machines that run the tests differ widely in speed: an example may take its time.
settings.register_profile("claimcheck", deadline=None)
settings.load_profile("claimcheck")


@pytest.fixture(scope="session")
def small_results() -> Results:
    """Two outlets on a mill fire: one count each, one denial, and an input that could not be read."""
    morning = "Nine people were hurt, the mill said."
    evening = "=Two people were hurt. The mayor denied it."
    articles = (
        Article("1", morning, outlet="Harbour Post", url="http://a.example/?q=1;2", published="2021-03-05"),
        Article("2", evening, outlet="Valley Wire", published="2021-03", origin="Agency X", file="b.txt"),
    )
    claims = (
        Claim("1.1", "1", 0, 37, morning, "Nine people were hurt", source="the mill", origin="Agency Y",
              source_kind=SourceKind.BODY, source_span=Span(23, 31), checkworthy=0.7),
        Claim("2.1", "2", 0, 22, "=Two people were hurt.", "Two were hurt", origin="Agency X"),
        Claim("2.2", "2", 23, 43, "The mayor denied it.", "it", source="the mayor", stance=Stance.DENIES),
    )  # fmt: skip
    evidence = (Evidence("quantity", "9 or 2"), Evidence("gate", "same event"))
    links = (Link("1.1", "2.1", Relation.CONTRADICTS, 0.91234567, evidence, DisputeKind.QUANTITY),)
    positions = (Position("c1.a", "c1", ("1.1",)), Position("c1.b", "c1", ("2.1", "2.2")))
    cluster = Cluster(
        "c1", "1.1", ("1.1", "2.1", "2.2"), positions, "Hurt at the mill", 0.8, independent_sources=2
    )
    dispute = Dispute(
        "d1", "c1", DisputeKind.QUANTITY, 0.9, "Hurt at the mill", "1.1", "2.1", ("1.1",), ("2.1", "2.2"),
        "One side says 9, the other 2.", 1, 1, ("Harbour Post",), ("Valley Wire",),
    )  # fmt: skip
    skipped = (SkippedInput("bad.bin", "not text"),)
    return Results(articles, skipped, claims, links, (cluster,), (dispute,))
