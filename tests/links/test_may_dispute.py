"""What can never be a dispute, whatever the judge says of it."""

from dataclasses import replace

from claimcheck.claims.extract import claim_from_text
from claimcheck.links.evidence import PairEvidence
from claimcheck.links.linking import may_dispute
from claimcheck.links.slots import compare_slots
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
