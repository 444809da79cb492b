"""Labels of headlines that name who says it, and those that do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.claims import extract_claims
from claimcheck.claims.labels import label_after, label_before
from claimcheck.records import Article


@pytest.mark.parametrize(
    ("text", "source", "proposition"),
    [
        ("Police: 12 killed in blast", "Police", "12 killed in blast."),
        ("12 killed in blast: police", "police", "12 killed in blast."),
        ("Ministry: no talks held", "Ministry", "No talks held."),
        ("Norvik to close two plants: report", "report", "Norvik to close two plants."),
        ("Gunmen opened fire on the crowd – witnesses", "witnesses", "Gunmen opened fire on the crowd."),
        ("Twelve people were killed: Interior Ministry", "Interior Ministry", "Twelve people were killed."),
        ("White House: The border is closed.", "White House", "The border is closed."),
    ],
)
def test_a_label_is_the_source(text: str, source: str, proposition: str) -> None:
    (claim,) = extract_claims([Article("a", text)])
    assert (claim.source, claim.proposition) == (source, proposition)


@pytest.mark.parametrize(
    "text",
    [
        "Explainer: How the bridge was built.",
        "Update: The bridge was closed on Monday.",
        "Photos: The bridge was closed on Monday.",
        "Analysis: The bridge was doomed from the start.",
        "Washington: The bridge was closed on Monday.",
        "Breaking: The bridge was closed on Monday.",
        "Weather report: Rain will fall on Monday.",
        "Questions for the police: Why was the door open?",
        "Police: why was the door open?",
        "The train left at 10:30 and arrived at noon.",
        "The reason is simple: the bridge was old.",
        "There are two suspects in the case: police officers.",
        "One body refused to sign the deal: the council",
        "The company paid for everything: lawyers, experts and police.",
        "Norvik closes two plants – Harbour Times",
    ],
)
def test_what_else_stands_beside_a_colon_is_no_source(text: str) -> None:
    assert label_before(text) is None
    assert label_after(text) is None


@given(st.text(alphabet="ab :–police.’", max_size=60))
def test_labels_lie_inside_the_text(text: str) -> None:
    assert all(at is None or 0 < at < len(text) for at in (label_before(text), label_after(text)))
