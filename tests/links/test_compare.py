"""Pairs of statements: a row a pair, all numbers filled, with and without a judge."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from math import isfinite

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

import claimcheck
from claimcheck.errors import UsageError
from claimcheck.links.compare import compare
from claimcheck.links.fusion import fuse
from claimcheck.links.slots import SlotComparison, SlotFinding
from claimcheck.models.judgement import Judgement
from claimcheck.records import Comparison, DisputeKind, StatementPair
from claimcheck.settings import Settings

NO_JUDGE = Settings(judge="none")
RELATIONS = {"equivalent", "entails", "entailed_by", "contradicts", "neutral", "abstain"}


class WordEmbedder:
    """Unit vectors of word counts, so that no model is loaded."""

    name, dimension = "words", 64

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            vectors[row, 0] = 0.1
            for word in text.lower().split():
                vectors[row, 1 + sum(word.encode()) % 63] += 1
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


class FixedJudge:
    """Gives every pair the same probabilities, 0.8 entailment from a to b only."""

    name = "fixed"

    def __init__(self, contradiction: float = 0.05) -> None:
        self.contradiction = contradiction

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Judgement]:
        rest = 1 - self.contradiction
        row = Judgement(0.8 * rest, 0.2 * rest, self.contradiction, 0.1, 0.9 - self.contradiction, self.contradiction,
                        self.contradiction, "neutral")  # fmt: skip
        return [row] * len(pairs)


def compared(a: str, b: str, **more: object) -> Comparison:
    (row,) = compare([StatementPair("1", a, b)], settings=NO_JUDGE, embedder=WordEmbedder(), **more)  # type: ignore[arg-type]
    return row


def test_without_a_judge_slots_decide_and_the_row_says_so() -> None:
    row = compared("Gunmen killed 12 people in Aleppo.", "Gunmen killed 15 people in Aleppo.")
    assert (row.relation, row.kind) == ("contradicts", DisputeKind.QUANTITY)
    assert "killed: 12 against 15" in row.explanation
    assert "no judge" in row.explanation


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        (
            "Twelve people were killed in the fire.",
            "Nineteen people were killed in the fire.",
            DisputeKind.QUANTITY,
        ),
        (
            "Yesterday the talks began in the capital.",
            "Tomorrow the talks began in the capital.",
            DisputeKind.DATE,
        ),
        (
            "Denying that the army shelled the town, the minister left.",
            "the army shelled the town.",
            DisputeKind.DENIAL,
        ),
    ],
)
def test_slots_are_looked_for_where_their_word_starts_the_sentence(a: str, b: str, kind: DisputeKind) -> None:
    assert compared(a, b).kind is kind


def test_a_denial_of_the_other_statement_is_one() -> None:
    row = compared("The minister denied that the army shelled the town.", "The army shelled the town.")
    assert (row.relation, row.kind) == ("contradicts", DisputeKind.DENIAL)


def test_the_judges_direction_shows_in_the_relation() -> None:
    row = compared("A dog ran through the park.", "An animal ran through the park.", judge=FixedJudge())
    assert row.relation == "entails"
    assert row.kind is None
    assert "no judge" not in row.explanation


def test_a_contradiction_that_only_the_judge_sees_is_of_another_kind() -> None:
    row = compared("A dog ran through the park.", "A dog slept in the park.", judge=FixedJudge(0.9))
    assert (row.relation, row.kind) == ("contradicts", DisputeKind.OTHER)


def test_dates_given_beside_the_statements_resolve_relative_ones() -> None:
    same = StatementPair(
        "1", "The talks began on Monday.", "The talks began yesterday.", "2021-09-15", "2021-09-14"
    )
    other = StatementPair(
        "2", "The talks began on Monday.", "The talks began on Friday.", "2021-09-15", "2021-09-15"
    )
    rows = compare([same, other], settings=NO_JUDGE, embedder=WordEmbedder())
    assert [row.kind for row in rows] == [None, DisputeKind.DATE]


def test_swapping_a_pair_swaps_its_row() -> None:
    texts = ("Xi did not take up the offer.", "Xi took up the offer.")
    row, turned = compared(*texts), compared(*reversed(texts))
    assert row.contradiction == turned.contradiction
    assert (row.entailment_ab, row.contradiction_ab) == (turned.entailment_ba, turned.contradiction_ba)


def test_no_pairs_no_rows() -> None:
    assert compare([], settings=NO_JUDGE) == []


ANY_TEXT = st.text(st.characters(), max_size=40)


def test_half_of_a_surrogate_pair_is_compared_as_a_replacement_character() -> None:
    row = compared("Twelve \ud800 people died.", "Nineteen \udfff people died.")
    assert row == compared("Twelve \ufffd people died.", "Nineteen \ufffd people died.")
    row.explanation.encode()


def test_the_models_take_half_of_a_surrogate_pair() -> None:
    (row,) = compare([("x \ud800 died", "x lived")])
    assert row.relation in RELATIONS


@given(st.lists(st.tuples(ANY_TEXT, ANY_TEXT), max_size=4))
def test_any_texts_give_a_filled_row_each_in_order(texts: list[tuple[str, str]]) -> None:
    pairs = [StatementPair(str(i), a, b) for i, (a, b) in enumerate(texts)]
    rows = compare(pairs, settings=NO_JUDGE, embedder=WordEmbedder())
    assert [row.id for row in rows] == [pair.id for pair in pairs]
    for row in rows:
        numbers = [getattr(row, f.name) for f in fields(row) if f.type in ("float", float)]
        assert len(numbers) == 8
        assert all(isfinite(n) for n in numbers)
        assert row.relation in RELATIONS
        assert (row.kind is not None) == (row.relation == "contradicts")


def test_slots_add_to_the_judge_and_agreeing_numbers_take_from_it() -> None:
    finding = SlotFinding(DisputeKind.QUANTITY, "killed", "12", "15", 1.0)
    agreeing = SlotComparison((), (finding,))
    assert fuse(0.1, SlotComparison((finding,)), 0.9) > 0.9
    assert fuse(0.6, agreeing, 0.9) < 0.5
    assert fuse(0.6, SlotComparison(), 0.9) == 0.6


@given(st.floats(0, 1), st.floats(0, 1), st.floats(-1, 1), st.booleans())
def test_fusion_stays_a_probability(judge: float, strength: float, cosine: float, scope: bool) -> None:
    finding = SlotFinding(DisputeKind.DATE, "begin", "Monday", "Friday", strength)
    for slots in (SlotComparison((finding,), (), scope), SlotComparison((), (finding,), scope)):
        assert 0.0 <= fuse(judge, slots, cosine) <= 1.0


def test_two_plain_texts_are_a_pair_and_are_numbered() -> None:
    texts = ("Twelve people died.", "Fifteen people died.")
    plain = claimcheck.compare([texts, texts], settings=NO_JUDGE, embedder=WordEmbedder())
    assert [row.id for row in plain] == ["1", "2"]
    (named,) = compare([StatementPair("1", *texts)], settings=NO_JUDGE, embedder=WordEmbedder())
    assert plain[0] == named


TEXTS = ("Twelve people died.", "Fifteen people died.")
KEYS = dict(zip("ab", TEXTS, strict=True))


def rows_of(pairs: object) -> list[Comparison]:
    return compare(pairs, settings=NO_JUDGE, embedder=WordEmbedder())  # type: ignore[arg-type]


@pytest.mark.parametrize("pair", [TEXTS, list(TEXTS), KEYS, KEYS | {"date_a": None, "note": "x"}])
def test_a_pair_may_be_a_tuple_a_list_or_a_mapping(pair: object) -> None:
    assert rows_of(iter([pair, StatementPair("x", *TEXTS)])) == rows_of(
        [StatementPair("1", *TEXTS), StatementPair("x", *TEXTS)]
    )


def test_ids_and_dates_come_with_a_mapping() -> None:
    texts = ("The talks began on Monday.", "The talks began yesterday.")
    dated = StatementPair("7", *texts, "2021-09-15", "2021-09-14")
    row = {"id": 7, "a": texts[0], "b": texts[1], "date_a": "2021-09-15", "date_b": date(2021, 9, 14)}
    assert rows_of([row]) == rows_of([dated])


def test_blanks_around_a_date_do_not_matter() -> None:
    texts = ("The talks began on Monday.", "The talks began yesterday.")
    assert rows_of([StatementPair("1", *texts, " 2021-09-15", " ")]) == rows_of(
        [StatementPair("1", *texts, "2021-09-15")]
    )


def test_a_frame_is_a_pair_a_row() -> None:
    texts = ("The talks began on Monday.", "The talks began on Friday.")
    frame = pd.DataFrame(
        {
            "a": [texts[0]] * 2,
            "b": [texts[1]] * 2,
            "date_a": pd.to_datetime(["2021-09-15", None]),
            "date_b": ["2021-09-15", float("nan")],
        },
        index=[5, 5],
    )
    expected = [StatementPair("1", *texts, "2021-09-15", "2021-09-15"), StatementPair("2", *texts)]
    assert rows_of(frame) == rows_of(expected)
    assert rows_of(frame[:0]) == []


@pytest.mark.parametrize(
    ("pair", "reason"),
    [
        (("x",), "1 values"),
        (("x", "y", "z"), "3 values"),
        ("xy", "of type str"),
        (None, "None"),
        ({"a": "x"}, "no b"),
        ({}, "no a and no b"),
        (("x", None), "b is None"),
        ([3, "x"], "a is of type int"),
        (StatementPair("x", None, "y"), "a is None"),  # type: ignore[arg-type]
        (KEYS | {"date_b": 2021}, "date_b is of type int"),
    ],
)
def test_what_is_no_pair_is_named_by_its_number(pair: object, reason: str) -> None:
    with pytest.raises(UsageError, match=rf"^pair 3: {reason}.*: (give|a pair needs) "):
        rows_of([TEXTS, TEXTS, pair])


def test_a_missing_text_of_a_frame_is_named() -> None:
    with pytest.raises(UsageError, match=r"^pair 2: no b"):
        rows_of(pd.DataFrame({"a": ["x", "y"], "b": ["x", None]}))


@pytest.mark.parametrize("pairs", ["xy", KEYS, StatementPair("1", *TEXTS), 3, None])
def test_one_pair_alone_is_no_list_of_pairs(pairs: object) -> None:
    with pytest.raises(UsageError, match="list"):
        rows_of(pairs)


@pytest.mark.parametrize(
    ("a", "b", "explanation"),
    [
        ("", "Twelve people died.", "a is empty"),
        ("Twelve people died.", " \n", "b is empty"),
        ("  ", "  ", "a and b are empty"),
        ("\u200b", "\x00", "a and b are empty"),
    ],
)
def test_an_empty_statement_is_neutral_to_any(a: str, b: str, explanation: str) -> None:
    for judge in (None, FixedJudge(0.9)):
        row = compared(a, b, judge=judge)
        assert (row.relation, row.kind, row.explanation) == ("neutral", None, explanation)
        assert row.contradiction == 0
        assert row.neutral_ab == row.neutral_ba == 1


def test_pairs_beside_an_empty_one_stay_in_order() -> None:
    rows = rows_of([TEXTS, ("", "x"), TEXTS])
    assert [row.id for row in rows] == ["1", "2", "3"]
    assert [row.relation for row in rows] == ["contradicts", "neutral", "contradicts"]


def test_a_date_that_cannot_be_read_is_left_aside_and_said() -> None:
    texts = ("The talks began on Monday.", "The talks began on Friday.")
    undated, odd, half = rows_of(
        [
            StatementPair("1", *texts),
            StatementPair("1", *texts, "not-a-date", "2021-13"),
            StatementPair("1", *texts, "15.9.2021", "Sept. 15"),
        ]
    )
    assert odd == replace(undated, explanation=odd.explanation)
    assert odd.explanation.startswith(undated.explanation)
    assert "date_a 'not-a-date' is no date such as 2023-05-03: not used" in odd.explanation
    assert "date_b '2021-13'" in odd.explanation
    assert "date_b 'Sept. 15'" in half.explanation
    assert "date_a" not in half.explanation


@pytest.mark.parametrize("opens", ["opened", "will open"])
@pytest.mark.parametrize("days", [("May 3", "May 10"), ("May 10", "May 20"), ("June 3", "July 3")])
def test_undated_days_conflict_in_any_tense(opens: str, days: tuple[str, str]) -> None:
    row = compared(*(f"The bridge {opens} on {day}." for day in days))
    assert (row.relation, row.kind) == ("contradicts", DisputeKind.DATE)


@pytest.mark.parametrize("day", ["December 3", "May 10", "June 20"])
def test_undated_days_agree_whatever_the_tense(day: str) -> None:
    month, number = day.split()
    row = compared(f"The bridge will open on {day}.", f"The bridge opened on {number} {month}.")
    assert row.contradiction == 0
    assert "different time" not in row.explanation
