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
