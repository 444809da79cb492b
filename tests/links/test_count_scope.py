"""What a count covers: a part, a forecast, several incidents, a first count; and what is left of a conflict then."""

import pytest

from claimcheck.links.count_scope import coverage_left
from claimcheck.records import Claim


def said(text: str) -> Claim:
    return Claim("c", "a", 0, len(text), text, text)


WHOLE = said("Nine people were killed in the attack on the market.")


@pytest.mark.parametrize(
    "text",
    [
        "The toll could rise to twelve in the attack on the market.",
        "Six of the dead have been identified.",
        "The highest toll was in Elm, where raids killed six.",
        "Six were killed in Elm and another 39 people were killed in Pine.",
        "A series of shootings left six people dead.",
        "Six people died in four separate attacks.",
        "When officers arrived, six people were dead.",
        "An earlier report spoke of six dead.",
    ],
)
def test_a_count_of_something_else_leaves_little(text: str) -> None:
    assert coverage_left(WHOLE, said(text)) == coverage_left(said(text), WHOLE) <= 0.5


def test_two_counts_of_the_same_keep_all() -> None:
    assert coverage_left(WHOLE, said("Six people died in the attack.")) == 1.0
    part = "The heaviest toll was in Elm, where {} died."
    assert coverage_left(said(part.format("six")), said(part.format("nine"))) == 1.0


def test_a_night_and_a_weekend_are_counted_apart() -> None:
    assert coverage_left(said("Two died overnight."), said("Three died over the weekend.")) == 0.5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sixteen people were killed across Larn province.", "Seven people were killed in Tol."),
        ("State TV raised the death toll to 22 people killed.", "Forty people were killed in Tol."),
        ("Two people were killed at the scene.", "Three people were killed."),
        ("Berg leads by 5 points among members alone.", "Berg leads by 2 points."),
        ("Berg leads by 5 points among likely voters.", "Berg leads by 2 points among registered voters."),
        ("Forty people were killed in the strikes.", "The attack left twelve people killed."),
    ],
)
def test_what_covers_more_or_others_is_doubtful(one: str, other: str) -> None:
    a, b = said(one), said(other)
    assert coverage_left(a, b) == coverage_left(b, a) <= 0.6
