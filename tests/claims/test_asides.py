"""Attributions that stand inside their statement."""

from __future__ import annotations

import pytest

from claimcheck.claims import extract_claims
from claimcheck.records import Article, Claim, Stance


def claims_of(text: str) -> list[Claim]:
    return extract_claims([Article("a", text, published="2021-09-15")])


@pytest.mark.parametrize(
    ("text", "source", "proposition"),
    [
        (
            "Nearly fifty branches are to shut next year, Ms Falk said, starting with those in the north.",
            "Falk",
            "Nearly fifty branches are to shut next year, starting with those in the north.",
        ),
        (
            "Anton Berg had wanted a cap of 3 per cent, two officials said, and was talked out of it by the bank.",
            "two officials",
            "Anton Berg had wanted a cap of 3 per cent, and was talked out of it by the bank.",
        ),
        (
            "According to two diplomats briefed on the talks, Foreign Minister Anton Berg threatened to recall his "
            "envoy from Northgate if the lease of the harbour went ahead.",
            "two diplomats briefed on the talks",
            "Foreign Minister Anton Berg threatened to recall his envoy from Northgate if the lease of the harbour "
            "went ahead.",
        ),
        (
            "There was no fire at any time, the fire service's chief, Carla Dent, said.",
            "Carla Dent",
            "There was no fire at any time.",
        ),
        (
            "Samples taken there last week had tested positive, the town's doctor, Anton Berg, told a news conference.",
            "Anton Berg",
            "Samples taken there last week had tested positive.",
        ),
        (
            "She was removed by the council's president, two of her colleagues told the Monitor.",
            "two of her colleagues",
            "She was removed by the council's president.",
        ),
    ],
)
def test_the_speaker_is_cut_out_of_the_statement(text: str, source: str, proposition: str) -> None:
    (claim,) = claims_of(text)
    assert (claim.source, claim.proposition) == (source, proposition)
    assert claim.sentence == text


def test_a_cleft_sentence_is_one_statement() -> None:
    (claim,) = claims_of("Berg said it was Mayor Carla Dent who decided to close the harbour.")
    assert claim.proposition == "It was Mayor Carla Dent who decided to close the harbour."


def test_an_allegation_that_is_ridiculed_is_denied_and_an_idea_is_not() -> None:
    denied, view = (
        claims_of(f"The mayor said the {noun} was ludicrous.")[0] for noun in ("allegation", "plan")
    )
    assert (denied.stance, denied.target) == (Stance.DENIES, "the allegation")
    assert view.stance is Stance.ASSERTS


def test_who_pushes_back_against_a_report_denies_it_and_against_a_plan_does_not() -> None:
    (denied,) = claims_of(
        "The governor's office on Monday pushed back against a newspaper report that an aide had closed the hospital."
    )
    assert (denied.stance, denied.proposition) == (Stance.DENIES, "An aide had closed the hospital.")
    (opposed,) = claims_of("The mayor pushed back against plans to close the harbour.")
    assert opposed.stance is Stance.ASSERTS
