"""Who "the newspaper", "she" or "they" is: the one who was named before."""

from __future__ import annotations

import pytest

from claimcheck.claims import extract_claims
from claimcheck.claims.outlets import forms_of
from claimcheck.records import Article, Claim, SourceKind, Stance


def last(text: str) -> Claim:
    return extract_claims([Article("a", text)], rules_only=True)[-1]


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        (
            "The Financial Times reported that the merger had failed. The newspaper said talks ended on Monday.",
            "Financial Times",
        ),
        (
            "The Financial Times reported that the merger had failed. The paper’s report said talks ended on Monday.",
            "Financial Times",
        ),
        (
            "CNN reported that the plant had closed. The broadcaster reported that 200 workers were sent home.",
            "CNN",
        ),
        (
            "Reuters reported that the plant had closed. The news agency said 200 workers were sent home.",
            "Reuters",
        ),
        (
            "Two officials told The Wall Street Journal that the base had closed. The newspaper said it was empty.",
            "Wall Street Journal",
        ),
        (
            "CNN and the Harbour Times sent reporters on Monday. The mine had closed in May, the newspaper reported.",
            "Harbour Times",
        ),
    ],
)
def test_an_outlet_is_known_by_its_kind(text: str, outlet: str) -> None:
    claim = last(text)
    assert (claim.source, claim.source_kind, claim.origin) == (outlet, SourceKind.OUTLET, outlet)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The plant closed on Monday. The newspaper said 200 workers were sent home.", "The newspaper"),
        ("The BBC reported that the dam had burst. The newspaper said two people died.", "The newspaper"),
        (
            "The Harbour Times and The Washington Post sent reporters. The newspaper said talks ended on Monday.",
            "The newspaper",
        ),
        (
            "The Harbour Times said the bridge was safe. A local newspaper said no. The newspaper said it fell.",
            "The newspaper",
        ),
        (
            "Reuters sent a reporter. The Environmental Protection Agency fined Norvik. The agency said it leaked.",
            "The agency",
        ),
        (
            "The Guardian wrote of the river. Researchers published a study on Monday. The paper said fish had died.",
            "The paper",
        ),
    ],
)
def test_an_outlet_that_may_be_another_keeps_its_words(text: str, source: str) -> None:
    assert last(text).source == source


def test_an_outlet_that_is_told_is_the_origin_by_its_name() -> None:
    text = "The Harbour Times spoke to Robert Miller. Miller told the newspaper that the bridge was safe."
    assert last(text).origin == "Harbour Times"


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Le Monde", "paper"),
        ("the BBC", "broadcaster"),
        ("Tarn Valley Radio", "broadcaster"),
        ("Trend News Agency", "agency"),
        ("The Economist", "magazine"),
        ("Politico", "site"),
    ],
)
def test_what_an_outlet_can_be_called(name: str, form: str) -> None:
    assert forms_of(name) == {form}


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "Robert Miller became mayor of Dover. He visited the site on Monday. He said the bridge was safe.",
            "Robert Miller",
        ),
        (
            "In an interview with Mary Jones on Monday, the station asked about the bridge. She said it was safe.",
            "Mary Jones",
        ),
        (
            "Mr Robert Miller met Mrs Mary Jones on Monday. She said the bridge was safe.",
            "Mary Jones",
        ),
        ("The mayor resigned on Monday. She said the council had lied.", "The mayor"),
        ("Two engineers inspected the bridge on Monday. They said it was safe.", "Two engineers"),
        ("Police searched the house on Monday. They said two guns were found.", "Police"),
        ("The ministry closed the bridge on Monday. It said the cables had rusted.", "The ministry"),
    ],
)
def test_a_pronoun_is_the_one_who_was_named_before(text: str, source: str) -> None:
    assert last(text).source == source


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The engineers met residents on Monday. They said the cables had rusted.", "they"),
        ("A spokesman met a nurse on Monday. She said the bridge was safe.", "she"),
        ("The ministry sued the bank on Monday. It said the money was gone.", None),
        ("The storm hit the coast on Monday. He said the bridge was safe.", "he"),
    ],
)
def test_a_pronoun_that_may_be_another_keeps_its_word(text: str, source: str | None) -> None:
    assert last(text).source == source


@pytest.mark.parametrize(
    "text",
    [
        "A fire at an ammunition depot in Homs has claimed the lives of at least 40 people.",
        "The civil war has claimed tens of thousands of lives.",
        "The fighting has claimed the lives of dozens of civilians.",
        "Floods claim five lives in Kerala.",
    ],
)
def test_what_claims_lives_says_nothing(text: str) -> None:
    (claim,) = extract_claims([Article("a", text)])
    assert (claim.source, claim.stance) == (None, Stance.ASSERTS)
