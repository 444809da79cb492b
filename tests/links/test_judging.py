"""Judging beside weighing: each two texts once, answers the right way round, errors told."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from claimcheck.links.evidence import PairEvidence
from claimcheck.links.judging import JudgingBeside
from claimcheck.links.slots import SlotComparison
from claimcheck.models.judgement import Judgement
from claimcheck.records import Article, Claim

ARTICLE = Article("one", "")


class FirstImplies:
    """A judge by whom the first statement of a pair implies the second, and that keeps what it was asked."""

    name = "first implies"

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Judgement]:
        self.asked += pairs
        return [Judgement(0.9, 0.1, 0, 0.2, 0.8, 0, 0.0, "entails") for _ in pairs]


def pair(a: str, b: str, number: int = 0) -> PairEvidence:
    claims = [Claim(f"{text}{number}", "one", 0, len(text), text, text) for text in (a, b)]
    return PairEvidence(*claims, ARTICLE, ARTICLE, 0.8, 0.9, SlotComparison(), None)


def test_two_texts_are_judged_once_in_whatever_order_they_stand() -> None:
    judge = FirstImplies()
    first, turned, again = pair("alpha", "beta"), pair("beta", "alpha", 1), pair("alpha", "beta", 2)
    with JudgingBeside(judge) as beside:
        beside.ask([first, turned])
        beside.ask([again, pair("alpha", "gamma")])
        answers = beside.answers()
    assert judge.asked == [("alpha", "beta"), ("alpha", "gamma")]
    assert len(answers) == 4
    assert answers[first.a.id, first.b.id].entailment_ab == 0.9
    assert answers[turned.a.id, turned.b.id].entailment_ab == 0.2
    assert answers[again.a.id, again.b.id] == answers[first.a.id, first.b.id]


def test_without_a_judge_nothing_is_answered() -> None:
    with JudgingBeside(None) as beside:
        beside.ask([pair("alpha", "beta")])
        assert beside.answers() == {}


def test_an_error_of_the_judge_is_told() -> None:
    class Broken(FirstImplies):
        def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Judgement]:
            raise RuntimeError("out of memory")

    with JudgingBeside(Broken()) as beside:
        beside.ask([pair("alpha", "beta")])
        with pytest.raises(RuntimeError, match="out of memory"):
            beside.answers()
