from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.claims.numerals import find_numbers


def values(text: str) -> list[tuple[float, float]]:
    return [(number.low, number.high) for number in find_numbers(text)]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("12", 12, 12),
        ("twelve", 12, 12),
        ("twenty-five", 25, 25),
        ("a dozen", 12, 12),
        ("half a dozen", 6, 6),
        ("dozens", 24, 99),
        ("tens of thousands", 20_000, 99_999),
        ("two hundred and fifty", 250, 250),
        ("1,234,567", 1_234_567, 1_234_567),
        ("2.5 million", 2.5e6, 2.5e6),
        ("half a million", 5e5, 5e5),
        ("two and a half million", 2.5e6, 2.5e6),
        ("5 crore", 5e7, 5e7),
        ("12-15", 12, 15),
        ("between 12 and 15", 12, 15),
        ("2-3 million", 2e6, 3e6),
        ("two or three", 2, 3),
        ("at least 12", 12, inf),
        ("more than a dozen", 12, inf),
        ("30 or more", 30, inf),
        ("10,000+", 10_000, inf),
        ("fewer than 20", 0, 20),
        ("up to 40", 0, 40),
        ("nearly 300", 270, 300),
        ("about 300", 270, 330),
    ],
)
def test_value_or_range_of_an_expression(text: str, low: float, high: float) -> None:
    (found,) = values(f"They counted {text} of them")
    assert found == pytest.approx((low, high))


@pytest.mark.parametrize(
    "text", ["flight MH17", "the G20", "at 10:30", "an AR-15", "the 1990s", "the 10th floor"]
)
def test_names_times_and_ordinals_hold_no_number(text: str) -> None:
    assert values(text) == []


def test_bounds_and_vague_amounts_are_marked_approximate_only_where_they_are() -> None:
    marks = [find_numbers(text)[0].approximate for text in ("12", "at least 12", "about 12", "dozens")]
    assert marks == [False, False, True, True]


@given(st.text(max_size=200))
def test_any_text_gives_ordered_numbers_inside_it(text: str) -> None:
    position = 0
    for number in find_numbers(text):
        assert position <= number.start < number.end <= len(text)
        assert number.low <= number.high
        position = number.start


@given(st.integers(0, 10**9))
def test_thousands_separators_do_not_change_a_value(value: int) -> None:
    assert values(f"{value}") == values(f"{value:,}") == [(value, value)]
