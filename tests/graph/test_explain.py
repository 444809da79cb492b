"""What an analyst reads of a dispute: the slot with side a's value first, who says what, and what decided."""

from claimcheck.graph.disputes import find_disputes
from claimcheck.graph.explain import listed
from claimcheck.graph.summary import group_claims
from claimcheck.links.evidence import FEATURES
from claimcheck.links.plain_words import WORDS, in_words
from claimcheck.records import Article, Claim, DisputeKind, Evidence, Link, Relation

ARTICLES = {
    "1": Article("1", "", outlet="Harbour Post", published="2021-03-05"),
    "2": Article("2", "", outlet="Valley Wire", published="2021-03-04"),
}


def claim(number: str, text: str, source: str | None = None) -> Claim:
    return Claim(number, number, 0, len(text), text, text, source=source)


CLAIMS = {
    "1": claim("1", "Fifteen people died in the mill.", "the mill"),
    "2": claim("2", "Twelve people died in the mill."),
}


def only_dispute(link: Link):
    clusters = group_claims(CLAIMS, ARTICLES, [link], {})
    (dispute,) = find_disputes(clusters, CLAIMS, ARTICLES, [link], {})
    return dispute


def test_the_value_of_the_side_that_was_first_comes_first() -> None:
    evidence = (
        Evidence("quantity", "killed: Fifteen against Twelve"),
        Evidence("decision", in_words({"quantity_conflict": 2.0, "hours_apart": -0.5}), {"gate": 1.0}),
    )
    dispute = only_dispute(Link("1", "2", Relation.CONTRADICTS, 0.9, evidence, DisputeKind.QUANTITY))
    assert dispute.a_claim_id == "2"
    assert dispute.headline.endswith("killed: Twelve against Fifteen")
    assert dispute.explanation == (
        "killed: Twelve against Fifteen (Valley Wire against the mill); for it: the numbers differ; "
        "against it: published hours apart"
    )
    assert dispute.features == {"gate": 1.0}


def test_a_denial_says_who_denies_and_who_said_it() -> None:
    detail = Evidence("denial", 'the words of the mill: "denied"')
    dispute = only_dispute(Link("1", "2", Relation.DENIES, 0.9, (detail,), DisputeKind.DENIAL))
    assert dispute.explanation == ('denied by the mill, said by Valley Wire; the words of the mill: "denied"')


def test_what_the_judge_alone_sees_says_so() -> None:
    evidence = (Evidence("judge", "the judge gives contradiction 0.98"),)
    dispute = only_dispute(Link("1", "2", Relation.CONTRADICTS, 0.9, evidence, DisputeKind.OTHER))
    assert dispute.explanation.startswith(
        "the two cannot both be true as stated (Valley Wire against the mill)"
    )
    assert "the judge gives contradiction 0.98" in dispute.explanation


def test_every_feature_has_plain_words() -> None:
    assert set(WORDS) == set(FEATURES)
    assert len(set(WORDS.values())) == len(WORDS)


def test_a_list_names_a_few_and_counts_the_rest() -> None:
    assert listed(["A"]) == "A"
    assert listed(["A", "B", "C"]) == "A, B and C"
    assert listed(["A", "B", "C", "D", "E"]) == "A, B, C, D and 1 other"
