"""From candidate pairs to typed links: gate, slots, judge, decision. Each pair of propositions is judged once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from claimcheck.links.candidates import Candidates, worth_weighing
from claimcheck.links.disputable import has_grounds, may_dispute, strongest_conflict
from claimcheck.links.evidence import PairEvidence
from claimcheck.links.gate import Gate, gate_features
from claimcheck.links.judging import JudgingBeside
from claimcheck.links.pair_model import CLASSES, PairModel
from claimcheck.links.plain_words import in_words
from claimcheck.links.rewrites import telling_changes
from claimcheck.links.slots import compare_slots
from claimcheck.records import Article, Claim, DisputeKind, Evidence, Link, Relation, Stance

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from claimcheck.models.judge import Judge
    from claimcheck.settings import Settings

AT_ONCE = 1000
"""Pairs that are weighed before what the judge must say of them goes to it."""

DISPUTE, UPDATE, AGREEMENT = (CLASSES.index(label) for label in ("dispute", "update", "agreement"))


def gather_evidence(
    candidates: Candidates,
    claims: Sequence[Claim],
    articles: Mapping[str, Article],
    vectors: NDArray[np.float32],
    *,
    article_vectors: Mapping[str, NDArray[np.float32]] | None = None,
    gate: Gate,
    judge: Judge | None,
    gate_threshold: float,
    worth_judging: Callable[[Sequence[PairEvidence]], Sequence[PairEvidence]] = list,
) -> list[PairEvidence]:
    """Evidence of the candidate pairs that pass the gate, in the candidates' order.

    `vectors` (claims, d) are the claims' embeddings. The judge is asked about the pairs that `worth_judging` chooses,
    by default all; without a judge the evidence comes from slots and cosine.
    """
    rows = [
        row
        for row, (i, j) in enumerate(candidates.pairs)
        if worth_weighing(claims[i].proposition, claims[j].proposition, float(candidates.cosines[row]))
    ]
    if not rows:
        return []
    pairs = candidates.pairs[rows]
    scores = gate.score(gate_features(claims, articles, vectors, pairs, article_vectors=article_vectors))
    passing = [
        (i, j, float(cosine), float(score))
        for (i, j), cosine, score in zip(pairs, candidates.cosines[rows], scores, strict=True)
        if score >= gate_threshold
    ]
    evidence: list[PairEvidence] = []
    with JudgingBeside(judge) as beside:
        for start in range(0, len(passing), AT_ONCE):
            drafts = [
                PairEvidence(
                    claims[i],
                    claims[j],
                    articles[claims[i].article_id],
                    articles[claims[j].article_id],
                    cosine,
                    score,
                    compare_slots(claims[i], claims[j]),
                    None,
                )
                for i, j, cosine, score in passing[start : start + AT_ONCE]
            ]
            evidence += drafts
            beside.ask(worth_judging(drafts))
        judgements = beside.answers()
    return [
        pair.judged_as(judgements[key]) if (key := (pair.a.id, pair.b.id)) in judgements else pair
        for pair in evidence
    ]


def decide_links(pairs: Sequence[PairEvidence], model: PairModel, settings: Settings) -> list[Link]:
    """The typed link of each pair that has one, strongest reading first; pairs that say nothing give none."""
    probabilities = model.probabilities(pairs)
    links = (decide_link(pair, row, model, settings) for pair, row in zip(pairs, probabilities, strict=True))
    return [link for link in links if link is not None]


def decide_link(
    pair: PairEvidence, probabilities: NDArray[np.float64], model: PairModel, settings: Settings
) -> Link | None:
    """The link of one pair from its class probabilities (4,), or None."""
    if pair.a.proposition == pair.b.proposition and not pair.flip:
        return Link(pair.a.id, pair.b.id, _same(pair), 1.0, (Evidence("cosine", "the same words"),))
    dispute, update, agreement = (float(probabilities[i]) for i in (DISPUTE, UPDATE, AGREEMENT))
    if dispute >= settings.contradiction_threshold and has_grounds(pair) and may_dispute(pair):
        return _opposing(pair, dispute, model)
    if update >= settings.contradiction_threshold and pair.hours_apart and not pair.flip:
        earlier, later = (pair.a, pair.b) if pair.hours_apart > 0 else (pair.b, pair.a)
        return Link(
            earlier.id, later.id, Relation.UPDATES, round(update, 4), _evidence(pair, model, "update")
        )
    if agreement >= settings.cluster_threshold and not pair.flip:
        evidence = _evidence(pair, model, "agreement")
        a, b, relation = _agreeing(pair)
        return Link(a.id, b.id, relation, round(agreement, 4), evidence)
    return None


def _opposing(pair: PairEvidence, score: float, model: PairModel) -> Link:
    evidence = _evidence(pair, model, "dispute")
    if pair.flip:
        denied, denier = pair.denied_and_denier
        who = denier.source or "the article"
        detail = Evidence("denial", f'the words of {who}: "{denier.cue or "denied"}"')
        return Link(
            denier.id, denied.id, Relation.DENIES, round(score, 4), (detail, *evidence), DisputeKind.DENIAL
        )
    strongest = strongest_conflict(pair)
    kind = strongest.kind if strongest else DisputeKind.OTHER
    if strongest is None:
        replaced = telling_changes(pair.a.proposition, pair.b.proposition)[:1]
        changed = (Evidence(kind.value, f"wording: {old} against {new}") for old, new in replaced)
        evidence = (*changed, *evidence)
    return Link(pair.a.id, pair.b.id, Relation.CONTRADICTS, round(score, 4), evidence, kind)


def _agreeing(pair: PairEvidence) -> tuple[Claim, Claim, Relation]:
    if (pair.a.stance is Stance.CONFIRMS) != (pair.b.stance is Stance.CONFIRMS):
        a, b = (pair.a, pair.b) if pair.a.stance is Stance.CONFIRMS else (pair.b, pair.a)
        return a, b, Relation.CONFIRMS
    j = pair.judgement
    if j is None or j.entailment >= 0.5 or abs(j.entailment_ab - j.entailment_ba) < 0.2:
        return pair.a, pair.b, Relation.EQUIVALENT
    a, b = (pair.a, pair.b) if j.entailment_ab > j.entailment_ba else (pair.b, pair.a)
    return a, b, Relation.ENTAILS


def _same(pair: PairEvidence) -> Relation:
    return _agreeing(pair)[2] if pair.judgement is None else Relation.EQUIVALENT


def _evidence(pair: PairEvidence, model: PairModel, label: str) -> tuple[Evidence, ...]:
    """What is shown for a decision: findings first, then the model's figures."""
    found = pair.slots.conflicts if label in ("dispute", "update") else pair.slots.agreements
    parts = [
        Evidence(finding.kind.value, finding.detail, {"strength": round(finding.strength, 3)})
        for finding in found
    ]
    if label == "agreement" and pair.a.hedged != pair.b.hedged:
        softer = pair.a if pair.a.hedged else pair.b
        parts.append(Evidence("softened", f'one of the two is softened ("{softer.hedges[0]}")'))
    if pair.judgement is not None:
        j = pair.judgement
        parts.append(
            Evidence(
                "judge",
                f"the judge gives contradiction {j.contradiction:.2f}, entailment {j.entailment_ab:.2f} and "
                f"{j.entailment_ba:.2f}",
                {
                    "contradiction": round(j.contradiction, 4),
                    "entailment_ab": round(j.entailment_ab, 4),
                    "entailment_ba": round(j.entailment_ba, 4),
                },
            )
        )
    figures = {"cosine": round(pair.cosine, 4), "gate": round(pair.gate, 4)}
    parts.append(
        Evidence("gate", f"one event {pair.gate:.2f}, nearness in meaning {pair.cosine:.2f}", figures)
    )
    if label == "update" and pair.hours_apart:
        parts.append(Evidence("time", f"published {abs(pair.hours_apart):.0f} hours apart"))
    deciding = model.deciding(pair, label)
    parts.append(Evidence("decision", in_words(deciding), deciding))
    return tuple(parts)
