"""What a count covers is read off the sentence: place, means and day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.links.scope import counted_elsewhere, full_dates, means_of, other_weekdays, places_of
from claimcheck.records import Claim


def said(text: str) -> Claim:
    return Claim("c", "a", 0, len(text), text, text)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Shelling killed six people in Bluffton.", "An airstrike killed nine people in Bluffton."),
        ("Rockets hit the Elm and Oak districts of Bluffton.", "Rockets hit the Pine district of Bluffton."),
        ("Gunmen killed six people in Bluffton.", "Gunmen killed nine people near Waverly."),
        ("Six died in the village of Elm.", "Nine died in the village of Pine."),
    ],
)
def test_other_places_and_means_are_seen(a: str, b: str) -> None:
    assert counted_elsewhere(said(a), said(b))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Shelling killed six people in Bluffton.", "Six were killed, the mayor said."),
        ("A bomb blast killed six people in Bluffton.", "A twin bombing killed nine in northern Syria."),
        ("Gunmen killed six people in Bluffton.", "Nine people were shot dead in Bluffton on Monday."),
        ("Six died in Bluffton on Monday.", "Nine died in Bluffton on Tuesday."),
    ],
)
def test_one_place_or_an_unknown_one_is_no_other_place(a: str, b: str) -> None:
    assert not counted_elsewhere(said(a), said(b))


def test_weekdays_count_only_where_both_name_one() -> None:
    assert other_weekdays(said("Six died on Monday."), said("Nine died on Tuesday."))
    assert not other_weekdays(said("Six died on Monday."), said("Nine died."))
    assert not other_weekdays(said("Six died on Monday."), said("Nine died on Monday, police said Tuesday."))


def test_a_weekday_is_no_place() -> None:
    assert places_of("Six died in Bluffton and Waverly in March.") == {"Bluffton", "Waverly"}


@given(st.text(max_size=60), st.text(max_size=60))
def test_symmetric_and_never_apart_from_itself(a: str, b: str) -> None:
    assert counted_elsewhere(said(a), said(b)) == counted_elsewhere(said(b), said(a))
    assert not counted_elsewhere(said(a), said(a))
    assert not means_of("")


def test_full_dates_are_read_in_figures_and_words() -> None:
    day = date(2014, 10, 18)
    for text in ("18.10.2014", "18-10-2014", "18 Oct 2014", "October 18, 2014"):
        assert full_dates(f"{text} The town was hit.") == {day}
    assert full_dates("The town was hit on 18 October and on 30.2.2014.") == frozenset()
