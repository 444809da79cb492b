"""Made-up `Results` of any size, to measure and test what is made from them without running a model.

Every event is invented: a question on which two sides differ, told by several outlets, and filler
claims nobody disputes.
"""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from claimcheck.records import (
    Article,
    Claim,
    Cluster,
    Dispute,
    DisputeKind,
    DisputeStatus,
    Entity,
    Evidence,
    Link,
    Position,
    Provenance,
    Quantity,
    Relation,
    Results,
    SkippedInput,
    SourceKind,
    Span,
    Stance,
)

OUTLETS = (
    "The Harbour Times", "Vale Courier", "Northern Ledger", "Eastgate Post", "Meridian News",
    "The Daily Lantern", "Coastline Wire", "Capital Observer", "The Quarry Herald", "Plainfield Gazette",
)  # fmt: skip
PLACES = ("Aldermoor", "Port Wessel", "Tarn Valley", "Eskholm", "Brindle Bay", "Lower Kesby", "Ostmark")
THINGS = ("ferry terminal", "dairy plant", "footbridge", "data centre", "tram depot", "grain store", "dam")
SPEAKERS = ("Mayor Ilse Varga", "Minister Tomas Reel", "the fire service", "union leader Ana Brandt")
DENIERS = ("the operator, Kestrel Group", "the transport ministry", "a spokesman for the council")
FILLERS = (
    "Repairs to the {thing} in {place} will cost about {n} million crowns, the council said.",
    "Trains between {place} and the coast resumed at {h} p.m., the operator said.",
    "The {thing} in {place} employs {n} people, according to its annual report.",
    "Engineers inspected {n} similar sites after the incident in {place}, the ministry said.",
)


@dataclass
class _Batch:
    """The records made so far."""

    articles: list[Article] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    clusters: list[Cluster] = field(default_factory=list)
    disputes: list[Dispute] = field(default_factory=list)
    provenance: list[Provenance] = field(default_factory=list)


@dataclass(frozen=True)
class _Statement:
    """One sentence to be put in an article."""

    sentence: str
    source: str
    stance: Stance = Stance.ASSERTS
    figure: int | None = None
    entity: str | None = None
    cue: str = "said"


def _sides(rng: random.Random, kind: DisputeKind, thing: str, place: str) -> tuple[_Statement, _Statement]:
    """What each side of a made-up dispute says."""
    speaker, denier = rng.choice(SPEAKERS), rng.choice(DENIERS)
    if kind is DisputeKind.QUANTITY:
        low = rng.randint(3, 40)
        high = low + rng.randint(2, 30)
        return (
            _Statement(
                f"At least {low} people were hurt at the {thing} in {place}, {speaker} said.",
                speaker,
                figure=low,
            ),
            _Statement(
                f"{high} people were hurt at the {thing} in {place}, {denier} said.", denier, figure=high
            ),
        )
    if kind is DisputeKind.DATE:
        return (
            _Statement(f"The {thing} in {place} will reopen on May 3, {speaker} said.", speaker),
            _Statement(f"The {thing} in {place} will reopen on June 10, {denier} said.", denier),
        )
    if kind is DisputeKind.ENTITY:
        return (
            _Statement(
                f"The contract for the {thing} in {place} went to Norwin, {speaker} said.",
                speaker,
                entity="Norwin",
            ),
            _Statement(
                f"The contract for the {thing} in {place} went to Halberd, {denier} said.",
                denier,
                entity="Halberd",
            ),
        )
    if kind is DisputeKind.NEGATION:
        return (
            _Statement(f"The {thing} in {place} had been inspected this year, {speaker} said.", speaker),
            _Statement(f"The {thing} in {place} had not been inspected this year, {denier} said.", denier),
        )
    return (
        _Statement(
            f"{speaker} offered to close the {thing} in {place}, people briefed on it said.", "people"
        ),
        _Statement(
            f"“That is not what was offered in {place},” {denier} said.",
            denier,
            stance=Stance.DENIES,
            cue="said",
        ),
    )


def _people(figure: int, start: int) -> Quantity:
    """`figure` people hurt, written at `start`."""
    return Quantity(
        str(figure), start, start + len(str(figure)), figure, figure, counts="people", role="hurt"
    )


def _write(
    batch: _Batch, article_id: str, outlet: str, when: datetime, parts: list[_Statement]
) -> list[Claim]:
    """Add an article made of `parts`, one claim each, and give its claims."""
    text, claims = "", []
    for number, part in enumerate(parts):
        text += "" if not text else ("\n\n" if number % 2 == 0 else " Nothing more was known at first. ")
        start, end = len(text), len(text) + len(part.sentence)
        text += part.sentence
        at = text.rfind(part.cue, start, end)
        figure = text.find(str(part.figure), start) if part.figure is not None else -1
        name = text.find(part.entity, start) if part.entity else -1
        claims.append(
            Claim(
                id=f"{article_id}-{number}",
                article_id=article_id,
                start=start,
                end=end,
                sentence=part.sentence,
                proposition=part.sentence.rsplit(", ", 1)[0],
                source=part.source,
                source_kind=SourceKind.UNNAMED if part.source == "people" else SourceKind.PERSON,
                cue=part.cue,
                cue_span=Span(at, at + len(part.cue)) if at >= 0 else None,
                stance=part.stance,
                checkworthy=0.8,
                quantities=() if part.figure is None else (_people(part.figure, figure),),
                entities=()
                if part.entity is None
                else (Entity(part.entity, "ORG", name, name + len(part.entity), "to:go"),),
            )
        )
    batch.articles.append(
        Article(
            id=article_id,
            text=text + "\n\nSign up for our newsletter.",
            outlet=outlet,
            origin="Coastline Wire" if outlet == "Vale Courier" else None,
            url=f"https://example.org/{article_id}",
            title=parts[0].sentence[:60].rstrip() + "…",
            published=when.isoformat(),
            language="en",
            file=f"batch/{article_id}.txt",
        )
    )
    batch.provenance.append(
        Provenance(article_id, outlet, None, batch.articles[-1].origin, copy_group=article_id)
    )
    batch.claims.extend(claims)
    return claims


def _event(batch: _Batch, rng: random.Random, number: int, n_claims: int) -> None:
    """Add one event: articles, two positions, their cluster and dispute, and clusters of agreed claims."""
    kind = rng.choice(
        (DisputeKind.QUANTITY, DisputeKind.DATE, DisputeKind.ENTITY, DisputeKind.NEGATION, DisputeKind.DENIAL)
    )
    thing, place = rng.choice(THINGS), f"{rng.choice(PLACES)}"
    sides = _sides(rng, kind, thing, place)
    day = datetime(2025, 1, 6, 6, tzinfo=UTC) + timedelta(days=number % 90)
    outlets = rng.sample(OUTLETS, max(2, min(len(OUTLETS), n_claims // 5)))
    fillers = [
        _Statement(
            rng.choice(FILLERS).format(thing=thing, place=place, n=rng.randint(5, 900), h=rng.randint(1, 11)),
            "the council",
            cue="the",
        )
        for _ in range(max(0, n_claims // len(outlets) - 1))
    ]
    told: tuple[list[Claim], list[Claim]] = ([], [])
    agreed: list[list[Claim]] = [[] for _ in fillers]
    for order, outlet in enumerate(outlets):
        when = day + timedelta(hours=order * rng.randint(2, 9))
        claims = _write(batch, f"e{number}-{order}", outlet, when, [sides[order % 2], *fillers])
        told[order % 2].append(claims[0])
        for group, claim in zip(agreed, claims[1:], strict=True):
            group.append(claim)
    _dispute(batch, rng, number, kind, told)
    for index, group in enumerate(agreed):
        if len({claim.article_id for claim in group}) > 1 and index < 2:
            ids = tuple(claim.id for claim in group)
            cluster_id = f"k{number}-{index}"
            batch.links += [Link(ids[0], other, Relation.EQUIVALENT, 0.93) for other in ids[1:]]
            batch.clusters.append(
                Cluster(
                    cluster_id,
                    ids[0],
                    ids,
                    (Position(f"{cluster_id}-A", cluster_id, ids, 1),),
                    group[0].proposition,
                    0.93,
                    0.9,
                    independent_sources=1,
                )
            )


def _dispute(
    batch: _Batch, rng: random.Random, number: int, kind: DisputeKind, told: tuple[list[Claim], list[Claim]]
) -> None:
    """Add the cluster of one disputed question, with both positions, and its dispute."""
    cluster_id = f"k{number}"
    first, second = (tuple(claim.id for claim in side) for side in told)
    score = round(rng.uniform(0.35, 0.98), 3)
    opposing = Relation.DENIES if kind is DisputeKind.DENIAL else Relation.CONTRADICTS
    against = tuple(
        Link(
            b, a, opposing, score, (Evidence(kind.value, f"they differ in {kind.value}", {"p": score}),), kind
        )
        for a in first[:3]
        for b in second[:3]
    )
    agreeing = [
        Link(side[0], other, Relation.EQUIVALENT, 0.94) for side in (first, second) for other in side[1:]
    ]
    updates = tuple(Link(a, b, Relation.UPDATES, 0.8) for a, b in itertools.pairwise(first))[:1]
    batch.links += [*against, *agreeing, *updates]
    outlet = {article.id: article.outlet or "" for article in batch.articles[-len(first + second) :]}
    chains = tuple(
        (" -> ".join(["Coastline Wire", *(outlet[claim.article_id] for claim in side)]),) for side in told
    )
    batch.clusters.append(
        Cluster(
            cluster_id,
            first[0],
            first + second,
            (
                Position(f"{cluster_id}-A", cluster_id, first, 1, chains[0]),
                Position(f"{cluster_id}-B", cluster_id, second, 1, chains[1]),
            ),
            told[0][0].proposition,
            0.88,
            0.7,
            independent_sources=2,
            timeline=updates,
        )
    )
    batch.disputes.append(
        Dispute(
            f"d{number}",
            cluster_id,
            kind,
            score,
            told[0][0].proposition,
            first[0],
            second[0],
            first,
            second,
            f"The two sides give a different {kind.value} for the same event.",
            1,
            1,
            chains[0],
            chains[1],
            against,
            {"judge": score},
            DisputeStatus.NEW,
        )
    )


def synthetic_results(disputes: int = 12, claims: int = 240, seed: int = 0) -> Results:
    """Results with `disputes` disputes and about `claims` claims; the same for the same arguments."""
    rng = random.Random(seed)
    batch = _Batch()
    for number in range(disputes):
        _event(batch, rng, number, max(2, claims // disputes))
    return Results(
        tuple(batch.articles),
        (SkippedInput("batch/empty.txt", "the file is empty"),),
        tuple(batch.claims),
        tuple(batch.links),
        tuple(batch.clusters),
        tuple(sorted(batch.disputes, key=lambda dispute: -dispute.score)),
        tuple(batch.provenance),
    )
