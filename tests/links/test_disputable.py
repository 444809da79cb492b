"""What can never be a dispute, whatever the judge says of it."""

from dataclasses import replace

import pytest

from claimcheck.claims.extract import claim_from_text
from claimcheck.links.disputable import has_grounds, may_dispute
from claimcheck.links.evidence import PairEvidence
from claimcheck.links.slots import compare_slots
from claimcheck.models.judgement import Judgement
from claimcheck.records import Article, Claim, Stance


def pair(
    a: str,
    b: str,
    *,
    outlets: tuple[str, str] = ("Harbour Post", "Valley Wire"),
    published: tuple[str, str] = ("2021-09-15T10:00:00", "2021-09-15T10:30:00"),
    sources: tuple[str | None, str | None] = (None, None),
) -> PairEvidence:
    articles = [Article(str(i), t, outlet=o, published=p) for i, (t, o, p) in
                enumerate(zip((a, b), outlets, published, strict=True))]  # fmt: skip
    claims = [_claim(article, source) for article, source in zip(articles, sources, strict=True)]
    return PairEvidence(*claims, *articles, 0.8, 0.9, compare_slots(*claims), None)


def _claim(article: Article, source: str | None) -> Claim:
    read = claim_from_text(article.text, published=article.published)
    return Claim(article.id, article.id, read.start, read.end, read.sentence, read.proposition, source=source,
                 quantities=read.quantities, dates=read.dates, entities=read.entities)  # fmt: skip


TWELVE, FIFTEEN = "Twelve people were killed in the blast.", "Fifteen people were killed in the blast."


def test_tolls_of_the_same_hour_may_dispute() -> None:
    assert may_dispute(pair(TWELVE, FIFTEEN))


def test_a_toll_of_days_later_is_a_newer_one() -> None:
    assert not may_dispute(pair(TWELVE, FIFTEEN, published=("2021-09-15", "2021-09-20")))


def test_a_toll_of_days_later_that_is_dated_alike_is_not() -> None:
    dated = [text.replace("blast", "blast of 15 September 2021") for text in (TWELVE, FIFTEEN)]
    assert may_dispute(pair(dated[0], dated[1], published=("2021-09-15", "2021-09-20")))


def test_a_price_of_days_later_may_dispute() -> None:
    assert may_dispute(
        pair(
            "The bridge cost $5 million.",
            "The bridge cost $9 million.",
            published=("2021-09-15", "2021-09-20"),
        )
    )


def test_an_outlet_brings_its_own_toll_up_to_date() -> None:
    same = ("Harbour Post", "The Harbour Post")
    assert not may_dispute(pair(TWELVE, FIFTEEN, outlets=same))
    assert may_dispute(pair(TWELVE, FIFTEEN, outlets=same, sources=("police", "the hospital")))


def test_what_two_people_tell_of_themselves_is_two_stories() -> None:
    a, b = "I never saw the car.", "I saw the car."
    assert not may_dispute(pair(a, b, sources=("Ada Lund", "Ben Roe")))
    assert may_dispute(pair(a, b, sources=("Ada Lund", "Ada Lund")))


def test_nobody_denies_what_they_say_themselves() -> None:
    a, b = "The ministry sold the ferry.", "The ministry denied that it had sold the ferry."
    said = pair(a, b, sources=("the transport ministry", "the ministry"))
    denial = replace(said, b=replace(said.b, stance=Stance.DENIES))
    assert denial.flip
    assert not may_dispute(denial)
    assert may_dispute(replace(denial, a=replace(denial.a, source="the union")))


def test_what_was_long_past_is_another_occasion() -> None:
    past = "Four months ago, gunmen killed nine people at the airport."
    assert not may_dispute(pair(TWELVE, past))
    assert may_dispute(pair(TWELVE, "On Wednesday, gunmen killed nine people at the airport."))


def test_sentences_with_full_dates_of_other_weeks_tell_of_other_tolls() -> None:
    first = f"25 Aug 2021 {TWELVE}"
    apart, near = pair(first, f"10.09.2021 {FIFTEEN}"), pair(first, f"26 August 2021 {FIFTEEN}")
    assert not has_grounds(apart), "nor do the days on which the reports were written dispute each other"
    assert may_dispute(near)
    assert has_grounds(near)


def test_an_article_of_many_incidents_sets_no_toll_against_another() -> None:
    said = pair(TWELVE, FIFTEEN, sources=("police", "the hospital"))
    one = replace(said.article_a, text=f"{TWELVE} Then: {FIFTEEN}")
    many = replace(one, text=f"{one.text} In Elm nine people were killed.")
    b = replace(said.b, article_id=one.id, start=100)
    assert may_dispute(replace(said, b=b, article_a=one, article_b=one))
    assert not may_dispute(replace(said, b=b, article_a=many, article_b=many))


def test_an_outlet_of_weeks_later_has_other_news() -> None:
    texts = "The case is tried in Elm.", "The case is tried in Pine."
    later = ("2021-09-15", "2021-09-29")
    assert may_dispute(pair(*texts, published=later))
    assert not may_dispute(pair(*texts, outlets=("Valley Wire", "Valley Wire"), published=later))


def test_what_should_be_cannot_be_denied() -> None:
    said = pair("The ministry should have sold the ferry.", "The ministry denied that it had sold the ferry.")
    denial = replace(said, b=replace(said.b, stance=Stance.DENIES))
    assert denial.flip
    assert not may_dispute(denial)


JUDGED = Judgement(0.02, 0.02, 0.96, 0.02, 0.02, 0.96, 0.96, "contradicts")


@pytest.mark.parametrize(
    ("a", "b", "grounds"),
    [
        ("The rebels burned the old mill in Elm.", "The soldiers burned the old mill in Elm.", True),
        ("The rebels burned the old mill in Elm.", "The militants burned the old mill in Elm.", False),
        ("Police boarded the Larn Star in Elm harbour.", "Police boarded the tanker in Elm harbour.", False),
        ("Police took him to Larn Hospital in Elm.", "Police took him to a local hospital in Elm.", False),
        ("The fire left Jo Berg dead in the old mill.", "The fire left one man dead in the old mill.", False),
    ],
)
def test_another_word_for_the_same_is_no_ground(a: str, b: str, grounds: bool) -> None:
    assert has_grounds(replace(pair(a, b), judgement=JUDGED)) is grounds


def test_a_he_is_whoever_was_named_before() -> None:
    named = "Davis leaves a wife and four children."
    of_another = pair("Oliver died on Monday. He leaves a wife and two children.", named)
    of_him = pair("Davis died on Monday. He leaves a wife and two children.", named)
    pronoun = "He leaves a wife and two children."
    for found, expected in ((of_another, False), (of_him, True)):
        he = replace(found.a, proposition=pronoun, start=found.article_a.text.index(pronoun))
        assert may_dispute(replace(found, a=he)) is expected


def test_an_outlet_that_rewrites_its_own_sentence_does_not_contradict_it() -> None:
    a = "A car bomb wrecked the old town of Larn on Monday."
    b = "A gas attack wrecked the old town of Larn on Monday."
    sure = Judgement(0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.99, "contradicts")
    assert has_grounds(replace(pair(a, b), judgement=sure))
    assert not has_grounds(replace(pair(a, b, outlets=("Harbour Post", "Harbour Post")), judgement=sure))


def test_high_tolls_of_one_day_that_are_near_may_be_one_brought_up_to_date() -> None:
    days, hours = ("2021-09-15", "2021-09-15"), ("2021-09-15T10:00:00", "2021-09-15T10:30:00")
    high, higher = "80 people were killed in the blast.", "84 people were killed in the blast."
    assert not may_dispute(pair(high, higher, published=days))
    assert not may_dispute(pair("Nearly 80 people were killed in the blast.", higher, published=days))
    assert may_dispute(pair(high, higher, published=hours))
    assert may_dispute(pair(high, "48 people were killed in the blast.", published=days))
    assert may_dispute(pair(TWELVE, "Thirteen people were killed in the blast.", published=days))


def test_a_denial_of_the_raids_is_of_those_of_its_own_day() -> None:
    days = ("2021-09-15", "2021-09-18")
    told, denied = "The raids were carried out by Norland.", "Norland was involved in the raids."

    def opposed(published: tuple[str, str], denial: str = denied) -> PairEvidence:
        found = pair(told, denial, published=published)
        return replace(found, b=replace(found.b, stance=Stance.DENIES, source="Norland"))

    assert not may_dispute(opposed(days))
    assert may_dispute(opposed(("2021-09-15", "2021-09-15")))
    assert may_dispute(opposed(days, "Norland had used gas."))


def test_a_body_and_its_chief_are_one_source() -> None:
    told = "Five people were killed, observatory chief Jo Berg said."
    assert pair("Eleven people were killed.", told, sources=("the observatory", "Jo Berg")).same_source
    assert not pair("Eleven people were killed.", told, sources=("the ministry", "Jo Berg")).same_source


CHARGED, ARRESTED = (
    "Police arrested Anton Berg, 34, in the park.",
    "A judge fined 35-year-old Anton Berg on Monday.",
)


def test_the_age_of_one_named_person_may_be_disputed_the_same_week() -> None:
    told = pair(CHARGED, ARRESTED)
    assert may_dispute(told)
    assert has_grounds(told)


@pytest.mark.parametrize("published", [("2021-03-15", "2021-09-15"), ("", "2021-09-15")])
def test_a_year_of_age_between_distant_or_unknown_days_is_a_birthday(published: tuple[str, str]) -> None:
    assert not may_dispute(pair(CHARGED, ARRESTED, published=published))


def test_three_years_of_age_are_no_birthday_of_the_same_season() -> None:
    assert may_dispute(pair(CHARGED, ARRESTED.replace("35", "38"), published=("2021-07-15", "2021-09-15")))
