from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.claims.tails import find_tails


@pytest.mark.parametrize(
    ("sentence", "tails"),
    [
        ("The plan is dead for now, two officials said.", ["two officials said."]),
        ("The plan is dead for now, said Ana Roe, who wrote it.", ["said Ana Roe, who wrote it."]),
        ("The plan is dead for now, Jane Roe, the mayor, said.", ["Jane Roe, the mayor, said."]),
        ("“It is over,” Roe said, according to the ministry.", ["Roe said, ", "according to the ministry."]),
        ("On Friday, the minister said the plan was dead.", []),
        ("The envoy, who came on Monday, said on Friday he would leave.", []),
        ("“We will,” he said, “if we must.”", []),
    ],
)
def test_tails(sentence: str, tails: list[str]) -> None:
    starts = [*find_tails(sentence), len(sentence)]
    found = [sentence[a:b] for a, b in pairwise(starts)]
    assert [tail.rstrip(" ,") for tail in found] == [tail.rstrip(" ,") for tail in tails]


@given(st.text(alphabet="ab ,.“”\"'said ", max_size=80))
def test_tails_lie_inside_the_sentence(sentence: str) -> None:
    assert all(0 < start < len(sentence) for start in find_tails(sentence))
