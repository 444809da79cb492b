"""Equal tolls of which it is disputed who was harmed, or by what."""

from __future__ import annotations

import pytest

from claimcheck.claims.extract import claim_from_text
from claimcheck.links.slots import compare_slots
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
        # People of whom nothing more is said.
        ("Nine people were killed on Harun bridge.", "Nine civilians were killed on Harun bridge."),
    ],
)
def test_what_can_both_be_true_is_no_conflict(a: str, b: str) -> None:
    slots = compare_slots(claim_from_text(a), claim_from_text(b))
    assert not [f for f in slots.conflicts if f.slot.endswith(" by") or " " in f.a_text]
