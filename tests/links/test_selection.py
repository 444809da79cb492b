"""Which pairs the judge is asked about: leaving one out never loses a dispute."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from claimcheck.links.disputable import has_grounds
from claimcheck.links.evidence import PairEvidence
from claimcheck.links.findings import SlotFinding
from claimcheck.links.linking import AGREEMENT, DISPUTE
from claimcheck.links.pair_model import load_pair_model
from claimcheck.links.selection import NEARLY, NEARLY_CONTESTED, Selection
from claimcheck.links.slots import SlotComparison
from claimcheck.models.judgement import Judgement
from claimcheck.records import Article, Claim, DisputeKind, Stance
from claimcheck.settings import Settings

SELECTION = Selection(load_pair_model(), Settings())
ARTICLES = [
    Article(name, "", outlet=name, published="2021-09-15") for name in ("Harbour Post", "Valley Wire")
]
CONFLICT = SlotFinding(DisputeKind.QUANTITY, "killed", "12", "15", 1.0)


def pair(cosine: float, gate: float, *, strength: float = 0.0, denied: bool = False) -> PairEvidence:
    texts = "The old bridge over the Larn was closed.", "The bridge in Larnow is open to lorries."
    a, b = (
        Claim(article.id, article.id, 0, len(text), text, text)
        for article, text in zip(ARTICLES, texts, strict=True)
    )
    stance = Stance.DENIES if denied else Stance.ASSERTS
    slots = SlotComparison((replace(CONFLICT, strength=strength),)) if strength else SlotComparison()
    return PairEvidence(a, replace(b, stance=stance), *ARTICLES, cosine, gate, slots, None)


@given(
    st.builds(
        pair,
        st.floats(0.4, 1.0),
        st.floats(0.0, 1.0),
        strength=st.sampled_from([0.0, 0.5, 1.0]),
        denied=st.booleans(),
    ),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_no_answer_of_the_judge_makes_a_dispute_of_a_pair_left_out(
    draft: PairEvidence, contradiction: float, entailed: float
) -> None:
    if SELECTION.worth_judging([draft]):
        return
    entailment = entailed * (1 - contradiction)
    answer = Judgement(entailment, 0, contradiction, entailment, 0, contradiction, contradiction, "neutral")
    answers = [replace(draft, judgement=answer), draft]
    likely = SELECTION.model.probabilities(answers)[:, DISPUTE]
    assert not any(
        score >= SELECTION.settings.contradiction_threshold and has_grounds(answered)
        for answered, score in zip(answers, likely, strict=True)
    )


def test_conflicts_of_one_event_are_judged_and_strangers_are_not() -> None:
    conflict, denial, strangers = pair(0.8, 0.95, strength=1.0), pair(0.8, 0.95, denied=True), pair(0.5, 0.2)
    assert SELECTION.worth_judging([conflict, strangers, denial]) == [conflict, denial]


def test_what_nearly_agrees_is_judged_and_what_agrees_without_is_not() -> None:
    drafts = [pair(cosine / 200, 0.95) for cosine in range(80, 200)]
    agreement = SELECTION.model.probabilities(drafts)[:, AGREEMENT] - SELECTION.settings.cluster_threshold
    judged = SELECTION.worth_judging(drafts)
    assert judged
    assert judged == [draft for draft, above in zip(drafts, agreement, strict=True) if -NEARLY <= above < 0]


def test_beside_a_denial_what_agrees_less_nearly_is_judged_too() -> None:
    drafts = [pair(cosine / 200, 0.95) for cosine in range(80, 200)]
    contested = replace(SELECTION, contested=frozenset({ARTICLES[0].id}))
    agreement = SELECTION.model.probabilities(drafts)[:, AGREEMENT] - SELECTION.settings.cluster_threshold
    judged = contested.worth_judging(drafts)
    assert len(judged) > len(SELECTION.worth_judging(drafts))
    near = [d for d, above in zip(drafts, agreement, strict=True) if -NEARLY_CONTESTED <= above < 0]
    assert judged == near


def test_the_same_words_need_no_judge() -> None:
    draft = pair(1.0, 1.0)
    same = replace(draft, b=replace(draft.b, proposition=draft.a.proposition))
    assert SELECTION.worth_judging([same]) == []
    assert SELECTION.worth_judging([]) == []
