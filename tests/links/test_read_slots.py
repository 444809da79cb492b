"""Slots of claims as they are read from text: what looks like a conflict in a sentence and is none."""

from __future__ import annotations

from claimcheck.claims import extract_claims
from claimcheck.links.slots import compare_slots
from claimcheck.records import Article, Claim, DisputeKind


def read(text: str) -> Claim:
    return extract_claims([Article("a", text, published="2017-01-02")], rules_only=True)[0]


def test_a_date_that_names_another_event_is_no_rival() -> None:
    dated = read("Jets attacked the valley with gas on December 11.")
    beside = read("Before the April 4 attack, jets had dropped gas on the valley on November 30.")
    found = compare_slots(dated, beside).conflicts
    assert all("April 4" not in finding.detail for finding in found)
    other = read("Jets attacked the valley with gas on December 3.")
    assert [f.kind for f in compare_slots(dated, other).conflicts] == [DisputeKind.DATE]


def test_one_who_is_described_is_not_the_number_of_all() -> None:
    one = read("One woman was taken to a local hospital in critical condition.")
    everybody = read("All six were taken to a local hospital, where one was in critical condition.")
    assert compare_slots(one, everybody).conflicts == ()
