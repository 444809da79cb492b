from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.claims import claim_from_text, extract_claims
from claimcheck.records import Article, Claim, SourceKind, Stance


def claims_of(text: str, **fields: str) -> list[Claim]:
    return extract_claims([Article(id="a", text=text, **fields)], rules_only=True)  # type: ignore[arg-type]


def only(text: str) -> Claim:
    (claim,) = claims_of(text)
    return claim


@pytest.mark.parametrize(
    "text",
    [
        "Nobody said the bridge was safe.",
        "No one told the council that the bridge was closed.",
        "None of the officials said the bridge was safe.",
        "No official said the bridge had been closed.",
    ],
)
def test_what_nobody_said_is_not_told(text: str) -> None:
    claim = only(text)
    assert claim.source is None
    assert claim.proposition == text


@pytest.mark.parametrize(
    "text",
    [
        "The minister did not say that the tax would be scrapped.",
        "The commission stopped short of saying that the election had been stolen.",
    ],
)
def test_what_somebody_did_not_say_is_not_told(text: str) -> None:
    (claim,) = extract_claims([Article(id="a", text=text)])
    assert claim.proposition == text


@pytest.mark.parametrize(
    ("text", "source", "proposition"),
    [
        (
            "“We have no plans to raise fares,” said Maud Terrell, the chief executive of Northway Trains.",
            "Maud Terrell",
            "We have no plans to raise fares.",
        ),
        (
            "“It sounded like a train,” recalled Dottie Marsh, 71, whose house on Elm Row lost its roof.",
            "Dottie Marsh",
            "It sounded like a train.",
        ),
        (
            "According to the Institute for Rural Economics, one in five farms will close within a decade.",
            "Institute for Rural Economics",
            "One in five farms will close within a decade.",
        ),
        (
            "The Halden Post reported on Saturday, citing two officials, that the ambassador would be recalled.",
            "Halden Post",
            "The ambassador would be recalled.",
        ),
        (
            "“The border has been closed,” the Belcor agency quoted the customs chief, Pavel Drozdik, as saying.",
            "Pavel Drozdik",
            "The border has been closed.",
        ),
        (
            "Israeli Army Radio, quoting an unnamed minister, said the operation could last several weeks.",
            "Israeli Army Radio",
            "The operation could last several weeks.",
        ),
        (
            "It was reported that eleven crew members were still missing.",
            None,
            "Eleven crew members were still missing.",
        ),
        (
            "The rescue went according to plan on Monday night.",
            None,
            "The rescue went according to plan on Monday night.",
        ),
        (
            "A military spokesman, Colonel Idris Wague, confirmed the death of eleven soldiers.",
            "Idris Wague",
            "A military spokesman, Colonel Idris Wague, confirmed the death of eleven soldiers.",
        ),
    ],
)
def test_attributions_that_small_parsers_get_wrong(text: str, source: str | None, proposition: str) -> None:
    (claim,) = extract_claims([Article(id="a", text=text)])
    assert claim.source == source
    assert claim.proposition == proposition


def test_the_second_half_of_a_quotation_is_its_speakers() -> None:
    text = "“The bridge was inspected in March,” Kellan Oduya told reporters, “and no defects were found.”"
    assert [claim.source for claim in extract_claims([Article(id="a", text=text)])] == ["Kellan Oduya"] * 2


def test_a_claim_by_its_noun_is_its_owners() -> None:
    text = "Ana Roe found no evidence for the senator's claim that dead people had voted."
    told = [
        c for c in extract_claims([Article(id="a", text=text)]) if c.proposition == "Dead people had voted."
    ]
    assert [claim.source for claim in told] == ["the senator"]


def test_a_word_that_stands_for_something_else_is_no_source() -> None:
    assert only("That said, the bridge was open on Monday.").source is None


@pytest.mark.parametrize(
    "text",
    [
        "“I told the mayor that the crane had failed,” Ana Roe said.",
        "“The bridge was safe,” Ana Roe said. “I told the mayor that the crane had failed.”",
    ],
)
def test_the_first_person_of_a_quotation_is_its_speaker(text: str) -> None:
    claim = claims_of(text)[-1]
    assert claim.source == "Ana Roe"
    assert claim.proposition == "The crane had failed."


@pytest.mark.parametrize(
    ("text", "source", "kind", "proposition"),
    [
        (
            "The bridge fell at noon, the ministry said.",
            "the ministry",
            SourceKind.BODY,
            "The bridge fell at noon.",
        ),
        (
            "“The bridge was safe,” Ana Roe said in a statement.",
            "Ana Roe",
            SourceKind.PERSON,
            "The bridge was safe.",
        ),
        (
            "The bridge fell at noon, according to two officials who saw it.",
            "two officials who saw it",
            SourceKind.UNNAMED,
            "The bridge fell at noon.",
        ),
        ("Critics say the bridge was old.", "Critics", SourceKind.UNNAMED, "The bridge was old."),
    ],
)
def test_who_says_what(text: str, source: str, kind: SourceKind, proposition: str) -> None:
    claim = only(text)
    assert (claim.source or "").lower().removeprefix("the ") == source.lower().removeprefix("the ")
    assert claim.source_kind is kind
    assert claim.proposition == proposition
    assert claim.sentence == text


def test_a_cited_outlet_is_the_origin_and_the_cited_people_the_source() -> None:
    claim = only("The Harbour Times cited three engineers as saying the bridge was unsafe.")
    assert claim.origin == "Harbour Times"
    assert claim.source == "three engineers"
    assert claim.proposition == "The bridge was unsafe."


def test_an_outlet_that_is_told_is_the_origin() -> None:
    assert only("The mayor told Reuters that the bridge was unsafe.").origin == "Reuters"


def test_two_statements_of_a_sentence_are_two_claims() -> None:
    claims = claims_of("The talks were the first in a year and they covered the border.")
    assert [claim.proposition for claim in claims] == [
        "The talks were the first in a year.",
        "They covered the border.",
    ]
    assert len({claim.id for claim in claims}) == 2
    assert len({(claim.start, claim.end, claim.sentence) for claim in claims}) == 1


def test_two_attributions_are_two_claims() -> None:
    claims = claims_of("The police denied that officers fired first and said the crowd threw stones.")
    assert [(claim.stance, claim.proposition) for claim in claims] == [
        (Stance.DENIES, "Officers fired first."),
        (Stance.ASSERTS, "The crowd threw stones."),
    ]


def test_a_relative_clause_stays_where_it_is() -> None:
    assert len(claims_of("The bridge, which opened in 1932, fell at noon.")) == 1


def test_a_last_name_is_given_its_full_name() -> None:
    claims = claims_of("Robert Miller became mayor of Dover in May. Miller said the bridge was safe.")
    assert claims[-1].source == "Robert Miller"
    span = claims[-1].source_span
    assert span is not None
    assert span.of("Robert Miller became mayor of Dover in May. Miller said the bridge was safe.") == "Miller"


def test_a_quotation_alone_keeps_its_speaker() -> None:
    text = "“The bridge was safe,” Ana Roe said.\n\n“It passed every test that the city made.”"
    assert [claim.source for claim in claims_of(text)] == ["Ana Roe", "Ana Roe"]


@pytest.mark.parametrize(
    "text", ["Harbour bridge to close", "A sunny day in Dover", "Photo: the bridge at night"]
)
def test_a_fragment_is_no_claim(text: str) -> None:
    assert claims_of(text) == []


def test_claims_come_article_by_article_in_order() -> None:
    articles = [Article(id=name, text="The bridge fell. Nobody was hurt there.") for name in "ab"]
    claims = extract_claims(articles, rules_only=True)
    assert [(c.article_id, c.start) for c in claims] == sorted((c.article_id, c.start) for c in claims)
    assert {c.article_id for c in claims} == {"a", "b"}


def test_one_free_sentence_gives_one_claim() -> None:
    claim = claim_from_text("Officials said the bridge fell on Monday.", published="2020-01-08")
    assert claim.proposition == "The bridge fell on Monday."
    both = claim_from_text("The talks failed on Monday and the envoys left for home.")
    assert both.sentence == "The talks failed on Monday and the envoys left for home."
    assert claim_from_text("").proposition == ""


_WORDS = 'the mayor said denied that “ ” " ’ , . ? — according to Reuters it was not true he and 12 (AP) told \n U.S.'
_words = st.sampled_from(_WORDS.split(" "))


@settings(max_examples=40)
@given(st.one_of(st.text(max_size=120), st.lists(_words, max_size=30).map(" ".join)))
def test_any_text_gives_claims_true_to_it(text: str) -> None:
    for claim in claims_of(text):
        assert text[claim.start : claim.end] == claim.sentence
        for span in (claim.source_span, claim.cue_span, claim.content_span):
            assert span is None or claim.start <= span.start < span.end <= claim.end
        assert claim.proposition


def test_the_date_that_opens_a_sentence_holds_for_what_it_states_itself() -> None:
    text = "In May, the dam burst but the mill, which was flooded, stayed open."
    article = Article("a", text, published="2021-09-15")
    dates = [claim.dates for claim in extract_claims([article], rules_only=True)]
    assert len(dates) > 1
    assert all(found and found[0].text == "May" for found in dates)
    said = replace(article, text="On Friday, police said that gunmen had killed nine people at the airport.")
    assert [claim.dates for claim in extract_claims([said], rules_only=True)] == [()]
