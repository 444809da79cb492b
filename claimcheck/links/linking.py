"""From candidate pairs to typed links: gate, slots, judge, decision. Each pair of propositions is judged once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from claimcheck.links.candidates import Candidates, worth_weighing
from claimcheck.links.denials import own_statement, states
from claimcheck.links.evidence import PairEvidence
from claimcheck.links.gate import Gate, gate_features
from claimcheck.links.names import may_be_same
from claimcheck.links.pair_model import CLASSES, PairModel
from claimcheck.links.plain_words import in_words
from claimcheck.links.quantity_slots import is_toll
from claimcheck.links.rewrites import replaced_words
from claimcheck.links.scope import full_dates
from claimcheck.links.slots import SlotFinding, compare_slots
from claimcheck.links.tolls import tolls
from claimcheck.models.judgement import Judgement
from claimcheck.records import Article, Claim, DisputeKind, Evidence, Link, Relation, Stance

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from claimcheck.models.judge import Judge
    from claimcheck.settings import Settings

LONG_AFTER = 90
"""Days between two articles beyond which their claims dispute each other only where both give the same date."""
OWN_NEWS = 7
"""Days after which an outlet's claim on what it told before is later news, unless both are dated alike."""
MOST_TOLLS = 2
"""Different counts of dead, or of hurt, in an article of one event: the two that may dispute each other."""
LONG_PAST = 21
"""Days before its article from which on what a claim tells is not the article's news."""
TOLL_AFTER = 3
"""The same for counts of the dead and hurt: days later they are brought up to date, or of another event."""

_OF_ONESELF = re.compile(r"(?:I|We|My|Our)\b")
_NAME = re.compile(r"(?:(?:the|of|al|el|and)[ -]|[A-Z][\w’'.-]*\s?)+")

_SOMEBODY = re.compile(
    r"(?:(?:one|a|an|the|another) )?(?:man|woman|boy|girl|person|couple|teen|teenager|child|victim|suspect|officer)"
    r"(?:[’']s)?"
)
_FIGHTERS = frozenset(
    "jihadists militants rebels fighters terrorists insurgents extremists gunmen islamists".split()
)

GROUNDS_FROM = 0.35
"""Strength of a slot conflict from which it is a ground; where the judge abstains, so do the slots."""
NAMES_FROM = 0.6
"""The same for names, which differ most often because one thing has several."""
JUDGED_FROM = 0.6
"""Probability of contradiction that is a ground in sentences that are otherwise equal, word for word."""
DENIED_FROM = 0.6
"""How surely a statement must imply what is denied, or share its words, for the denial to be of it.

All four were set on the labelled pairs of the fitted events and the disputes read there: of differently worded
sentences in which the judge alone saw a contradiction, or only names differed, next to none was a dispute.
"""

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
    drafts = [
        PairEvidence(
            claims[i],
            claims[j],
            articles[claims[i].article_id],
            articles[claims[j].article_id],
            float(cosine),
            float(score),
            compare_slots(claims[i], claims[j]),
            None,
        )
        for (i, j), cosine, score in zip(pairs, candidates.cosines[rows], scores, strict=True)
        if score >= gate_threshold
    ]
    judgements = _judge(worth_judging(drafts), judge) if judge is not None else {}
    return [
        replace(pair, judgement=judgements[key]) if (key := (pair.a.id, pair.b.id)) in judgements else pair
        for pair in drafts
    ]


def _judge(pairs: Sequence[PairEvidence], judge: Judge) -> dict[tuple[str, str], Judgement]:
    """A judgement for each pair of claim ids; two texts are judged once, in whatever order they stand."""
    texts = [(pair.a.proposition, pair.b.proposition) for pair in pairs]
    distinct = list(dict.fromkeys((min(pair), max(pair)) for pair in texts))
    known = dict(zip(distinct, judge.judge(distinct), strict=True))
    return {
        (pair.a.id, pair.b.id): known[a, b] if (a, b) in known else known[b, a].swapped()
        for pair, (a, b) in zip(pairs, texts, strict=True)
    }


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


def may_dispute(pair: PairEvidence) -> bool:
    """Whether the two can be the two sides of a factual dispute at all.

    Two views are not a factual dispute, nor is what two people tell of themselves. An article does not dispute itself,
    unless it sets two speakers against each other; nobody denies what they say themselves; an outlet that gives another
    toll brings its own up to date.
    What is told months later is another occasion, and a toll of days later a newer one, unless both date it alike.
    """
    if pair.a.opinion and pair.b.opinion:
        return False
    if all(_OF_ONESELF.match(claim.proposition) for claim in (pair.a, pair.b)) and not pair.same_source:
        return False
    if pair.flip and (own_statement(*pair.denied_and_denier) or not states(pair.denied_and_denier[0])):
        return False
    if pair.same_outlet and abs(pair.hours_apart or 0.0) > 24 * OWN_NEWS and not _dated_alike(pair):
        return False
    strongest = _strongest_conflict(pair)
    days = TOLL_AFTER if strongest is not None and is_toll(strongest) else LONG_AFTER
    if pair.hours_apart is not None and abs(pair.hours_apart) > 24 * days and not _dated_alike(pair):
        return False
    if strongest is not None and is_toll(strongest) and _of_an_earlier_occasion(pair):
        return False
    if strongest is not None and is_toll(strongest) and (_on_other_days(pair) or _among_many(pair)):
        return False
    two_speakers = pair.a.source is not None and pair.b.source is not None and not pair.same_source
    if pair.a.article_id == pair.b.article_id:
        return two_speakers and pair.a.start != pair.b.start
    if strongest is not None and is_toll(strongest) and pair.same_outlet:
        return two_speakers
    return True


def has_grounds(pair: PairEvidence) -> bool:
    """Whether something can be named in which the two differ: a slot, a denial, or what the judge sees.

    Being near in meaning and of one event speaks for a dispute in the pair model; without a difference it is none.
    """
    if pair.flip:
        return max(pair.flip_entailment, pair.flip_overlap) >= DENIED_FROM
    if any(
        finding.strength >= (NAMES_FROM if finding.kind is DisputeKind.ENTITY else GROUNDS_FROM)
        for finding in pair.slots.conflicts
    ):
        return True
    judged = pair.judgement is not None and pair.judgement.contradiction >= JUDGED_FROM
    renamed = any(finding.strength >= GROUNDS_FROM for finding in pair.slots.conflicts)
    return (judged or renamed) and bool(_replaced(pair))


def _replaced(pair: PairEvidence) -> tuple[tuple[str, str], ...]:
    """Words of one that stand in the place of others, in sentences that are otherwise equal; not a name for a name,
    which is either the same thing's or a slot.
    """
    return tuple(
        (old, new)
        for old, new in replaced_words(pair.a.proposition, pair.b.proposition)
        if not may_be_same(*sorted((old, new)))
        and not (_NAME.fullmatch(old) and _NAME.fullmatch(new))
        and not _named_otherwise(old, new)
    )


def _named_otherwise(a: str, b: str) -> bool:
    """Whether two expressions may be one thing called differently, as outlets do: "the Larn Star" and "the tanker",
    "Jo Berg, 29," and "one man", "jihadists" and "militants"."""
    if {a.lower(), b.lower()} <= _FIGHTERS:
        return True
    return any(
        (bool(_NAME.fullmatch(name)) and word.isalpha() and word.islower())
        or (name[:1].isupper() and bool(_SOMEBODY.fullmatch(word)))
        for name, word in ((a, b), (b, a))
    )


def _on_other_days(pair: PairEvidence) -> bool:
    """Whether the two sentences carry full dates, as on the line above a report, that lie days apart."""
    days = [full_dates(claim.sentence) for claim in (pair.a, pair.b)]
    return all(days) and min(abs((x - y).days) for x in days[0] for y in days[1]) > TOLL_AFTER


def _among_many(pair: PairEvidence) -> bool:
    """Whether the two stand in one article that gives the tolls of many incidents."""
    if pair.a.article_id != pair.b.article_id:
        return False
    counted = {hurt for claim in (pair.a, pair.b) for hurt, _ in tolls(claim.proposition)}
    return any(sum(h == hurt for h, _ in tolls(pair.article_a.text)) > MOST_TOLLS for hurt in counted)


def _of_an_earlier_occasion(pair: PairEvidence) -> bool:
    """Whether just one of the two tells of what was long past when its article appeared."""
    past = [_past(pair.a, pair.article_a), _past(pair.b, pair.article_b)]
    return past[0] != past[1] and not _dated_alike(pair)


def _past(claim: Claim, article: Article) -> bool:
    """Whether a claim dates what it tells to weeks before its article: an earlier occasion, told beside today's."""
    period = article.period
    return (
        period is not None
        and bool(claim.dates)
        and all((period.first - date.period.last).days > LONG_PAST for date in claim.dates)
    )


def _dated_alike(pair: PairEvidence) -> bool:
    """Whether both claims date what they tell, and to days in common."""
    return any(x.period.overlaps(y.period) for x in pair.a.dates for y in pair.b.dates)


def _opposing(pair: PairEvidence, score: float, model: PairModel) -> Link:
    evidence = _evidence(pair, model, "dispute")
    if pair.flip:
        denied, denier = pair.denied_and_denier
        who = denier.source or "the article"
        detail = Evidence("denial", f'the words of {who}: "{denier.cue or "denied"}"')
        return Link(
            denier.id, denied.id, Relation.DENIES, round(score, 4), (detail, *evidence), DisputeKind.DENIAL
        )
    strongest = _strongest_conflict(pair)
    kind = strongest.kind if strongest else DisputeKind.OTHER
    if strongest is None:
        changed = (Evidence(kind.value, f"wording: {old} against {new}") for old, new in _replaced(pair)[:1])
        evidence = (*changed, *evidence)
    return Link(pair.a.id, pair.b.id, Relation.CONTRADICTS, round(score, 4), evidence, kind)


def _strongest_conflict(pair: PairEvidence) -> SlotFinding | None:
    return max(pair.slots.conflicts, key=lambda finding: finding.strength, default=None)


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
