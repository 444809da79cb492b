import json

from hypothesis import given
from hypothesis import strategies as st

from claimcheck.claims.checkworthiness import FEATURES, WEIGHTS, score_checkworthy
from claimcheck.models.parser import load_parser


def score(text: str) -> float:
    return score_checkworthy(load_parser()(text)[:])


def test_facts_rank_above_opinion_questions_and_vague_talk() -> None:
    facts = [
        "The ministry spent $40 million on 12 aircraft in 2019.",
        "Unemployment fell to 4.1 percent in March.",
    ]
    others = [
        "I think we can do so much better.",
        "What were they thinking?",
        "It was just one of those days.",
    ]
    assert min(map(score, facts)) > max(map(score, others)) + 0.3


def test_every_feature_has_a_weight_and_no_weight_is_left_over() -> None:
    assert set(json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"]) == set(FEATURES)


@given(st.text(min_size=1, max_size=80))
def test_any_text_scores_between_0_and_1(text: str) -> None:
    assert 0.0 <= score(text) <= 1.0
