"""Equal tolls of which it is disputed who was harmed, or by what."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.claims.extract import claim_from_text
from claimcheck.links.slots import compare_slots
from claimcheck.links.toll_slots import compare_tolls
from claimcheck.records import DisputeKind


@pytest.mark.parametrize(
    ("a", "b", "detail"),
    [
        (
            "The raid on the village of Harun killed 31 civilians.",
            "The raid on the village of Harun killed 31 rebel fighters.",
            "killed: 31 civilians against 31 rebel fighters",
        ),
        (
            "Ten people were killed in a car bomb attack on a taxi stand in Zahraa.",
            "Ten people were killed in a chemical weapons attack on a taxi stand in Zahraa.",
            "killed by: car bomb against chemical weapons",
        ),
        (
            "Seven soldiers were injured in a rocket attack on the Karem quarter.",
            "Seven children were injured in a rocket attack on the Karem quarter.",
            "injured: Seven soldiers against Seven children",
        ),
    ],
)
def test_who_and_by_what_differ(a: str, b: str, detail: str) -> None:
    slots = compare_slots(claim_from_text(a), claim_from_text(b))
    assert detail in [finding.detail for finding in slots.conflicts]
    assert {f.kind for f in slots.conflicts} <= {DisputeKind.QUANTITY, DisputeKind.ENTITY}
    assert compare_slots(claim_from_text(b), claim_from_text(a)) == slots.swapped()


@pytest.mark.parametrize(
    ("a", "b"),
    [
        # Another number: two attacks, or two tolls, which is for the quantities.
        ("The raid on Harun killed 31 civilians.", "The raid on Harun killed 12 militants."),
        # A number that many events have, in other words.
        ("Two civilians died when shells fell on Harun.", "The army killed two militants in the hills."),
        # A telling one, in other words altogether.
        ("Shelling of a market left nine civilians dead.", "Nine militants were killed at the border post."),
        # Means that go together, or that desks do not keep apart.
        (
            "Nine people were killed in air strikes and rocket fire on Harun.",
            "Nine people were killed in rocket fire on Harun.",
        ),
        ("Nine people were killed in air strikes on Harun.", "Nine people were killed by shelling on Harun."),
        # Both are named, or one is among the other.
        (
            "Ten soldiers and ten civilians were killed in Harun.",
            "Ten soldiers and civilians were killed in Harun.",
        ),
        (
            "Nine children were killed along with 21 militants.",
            "Nine militants were killed with 21 others in Harun.",
        ),
        ("Militants killed ten civilians in Harun.", "The army killed ten militants in Harun."),
        ("Ten child soldiers were killed in Harun.", "Ten children were killed in Harun."),
        # Another day.
        (
            "Ten people were killed in a car bomb attack in Harun on Monday.",
            "Ten people were killed in a knife attack in Harun on Tuesday.",
        ),
        # Words that go together, name a doer, or stand for any number.
        (
            "Ten people died when explosives fell on Harun.",
            "Ten people died when barrel bombs fell on Harun.",
        ),
        ("Ten people were killed by gunmen in Harun.", "Ten people were killed by a car bomb in Harun."),
        ("Dozens of civilians were killed in Harun.", "Dozens of militants were killed in Harun."),
        ("Ten medical personnel were killed in Harun.", "Ten medics were killed in Harun."),
        # People of whom nothing more is said.
        ("Nine people were killed on Harun bridge.", "Nine civilians were killed on Harun bridge."),
    ],
)
def test_what_can_both_be_true_is_no_conflict(a: str, b: str) -> None:
    slots = compare_slots(claim_from_text(a), claim_from_text(b))
    assert not [f for f in slots.conflicts if f.slot.endswith(" by") or " " in f.a_text]


@pytest.mark.parametrize(
    "text",
    [
        "Ten soldiers and ten civilians were killed in the attack on Harun.",
        "Seven died in shelling and seven in a shooting in Harun.",
        "Ten soldiers, ten children and ten militants were killed in a car bomb attack on Harun.",
    ],
)
def test_a_statement_does_not_contradict_itself(text: str) -> None:
    assert not compare_slots(claim_from_text(text), claim_from_text(text)).conflicts


@given(
    st.lists(
        st.sampled_from(("soldiers", "civilians", "children", "militants", "people")), min_size=2, max_size=4
    ),
    st.lists(
        st.sampled_from(("a car bomb", "gas attacks", "shelling", "a shooting")), min_size=2, max_size=2
    ),
)
@settings(max_examples=25, deadline=None)
def test_symmetric_whoever_is_counted(who: list[str], by: list[str]) -> None:
    half = len(who) // 2
    texts = [
        f"{' and '.join(f'ten {people}' for people in side)} were killed in {means} in Harun."
        for side, means in zip((who[:half], who[half:]), by, strict=True)
    ]
    a, b = (claim_from_text(text) for text in texts)
    assert compare_tolls(b, a) == tuple(finding.swapped() for finding in compare_tolls(a, b))
