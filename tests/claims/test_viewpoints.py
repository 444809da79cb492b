"""Attributions without a verb, and passives that say who says it."""

from __future__ import annotations

import pytest

from claimcheck.claims import extract_claims
from claimcheck.records import Article, Claim


def claims_of(text: str) -> list[Claim]:
    return extract_claims([Article("a", text)], rules_only=True)


@pytest.mark.parametrize(
    ("text", "source", "proposition"),
    [
        (
            "Per two people familiar with the matter, the deal is dead.",
            "two people familiar with the matter",
            "The deal is dead.",
        ),
        ("The deal is dead, per two officials.", "two officials", "The deal is dead."),
        ("As per the ministry, the treaty is void.", "the ministry", "The treaty is void."),
        ("By the police’s own account, the officers fired first.", "the police", "The officers fired first."),
        ("By their own account, the officers fired first.", "the officers", "The officers fired first."),
        ("In the view of the ministry, the treaty is void.", "the ministry", "The treaty is void."),
        ("In Moscow’s view, the treaty is void.", "Moscow", "The treaty is void."),
        ("From the ministry’s point of view, the treaty is void.", "the ministry", "The treaty is void."),
        (
            "The officers fired first, in the words of Robert Miller.",
            "Robert Miller",
            "The officers fired first.",
        ),
    ],
)
def test_a_view_is_its_holders(text: str, source: str, proposition: str) -> None:
    (claim,) = claims_of(text)
    assert (claim.source, claim.proposition) == (source, proposition)


@pytest.mark.parametrize(
    "text",
    [
        "The firm pays 20 dollars per person to its drivers.",
        "Per capita income rose by two percent in May.",
        "By all accounts, the concert was a success.",
        "In view of the weather, the match was moved to Monday.",
        "In other words, the treaty is void.",
        "By Monday’s count, twelve people had died.",
        "The money is on his account.",
    ],
)
def test_what_only_looks_like_a_view_is_nobodys(text: str) -> None:
    (claim,) = claims_of(text)
    assert claim.source is None
    assert claim.proposition.split()[-3:] == text.split()[-3:]


def test_an_account_at_a_firm_is_no_view() -> None:
    text = "On her Twitter account, Jones praised the mayor of Dover."
    assert [claim.proposition for claim in claims_of(text)] == [text]


@pytest.mark.parametrize(
    ("text", "source", "proposition"),
    [
        ("The papers are said by officials to be forged.", "officials", "The papers are forged."),
        (
            "The general is understood by two aides to have resigned.",
            "two aides",
            "The general has resigned.",
        ),
        (
            "The suspects were thought by investigators to be hiding in Dover.",
            "investigators",
            "The suspects were hiding in Dover.",
        ),
        ("The plant is expected by analysts to close in May.", "analysts", "The plant will close in May."),
        (
            "On Monday, the ship was reported by the ministry to have sunk.",
            "the ministry",
            "On Monday, the ship had sunk.",
        ),
    ],
)
def test_a_passive_says_who_says_it(text: str, source: str, proposition: str) -> None:
    (claim,) = claims_of(text)
    assert (claim.source, claim.proposition) == (source, proposition)


@pytest.mark.parametrize(
    "text",
    [
        "The bridge was designed by engineers to last 90 years.",
        "The papers are said to be forged.",
        "He was told by officials to leave the country.",
    ],
)
def test_other_passives_stay_as_they_are(text: str) -> None:
    assert [claim.proposition for claim in claims_of(text)] == [text]
