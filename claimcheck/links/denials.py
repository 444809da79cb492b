"""Denials and confirmations that point at a report instead of stating it, resolved in their own article.

"The White House denied the account" shares no word with the account. The account is what the article reported just
before, usually from somebody else: so the target is looked for among the reported claims above the denial, by
nearness, by who said it, and by the words the denial does name ("portrayal of the *call*"). A denial that follows a
denial, or a confirmation that follows one, speaks of the same report unless a new one stands between them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from claimcheck.links.deniable import reported, states
from claimcheck.links.denial_targets import WINDOW, find_targets
from claimcheck.links.denial_words import SHARE
from claimcheck.records import Claim, DisputeKind, Evidence, Link, Relation, Stance

CARRY_MIN = 0.5
"""Lowest score of the agreeing link over which a denial is carried to the same report elsewhere."""
CARRY_ENTAILED = 0.75
"""The same where the other only implies the report: two denials that were carried at 0.66 were of other matters."""
ABOVE = "is the report above it in the same article"


def resolve_denials(claims: Sequence[Claim]) -> list[Link]:
    """Links `denies` and `confirms` from a claim to the claims of the report that it speaks of.

    `claims` are of any number of articles, those of one article in the order of its text. Only claims with a
    `target` are resolved here; a denial that states what it denies is compared like any other claim.
    """
    links: list[Link] = []
    for _, of_article in groupby(claims, key=lambda claim: claim.article_id):
        links.extend(_resolve_in_article(list(of_article)))
    return links


def _resolve_in_article(claims: Sequence[Claim]) -> list[Link]:
    links: list[Link] = []
    topic: list[tuple[Claim, float]] = []
    speakers: set[str | None] = set()
    last_row, last_start = -WINDOW, -1
    for row, claim in enumerate(claims):
        if not points_at_report(claim):
            continue
        if claim.start == last_start:
            continue  # A sentence denies once, however many statements it was split into.
        moved_on = any(reported(c) and c.source not in speakers for c in claims[max(last_row + 1, 0) : row])
        if not topic or moved_on or row - last_row > WINDOW // 2:
            topic, speakers = find_targets(claims, row), set()
        if topic:
            links.extend(answer_link(claim, target, score, ABOVE) for target, score in topic)
            topic = [(target, 0.97 * score) for target, score in topic]
            speakers.add(claim.source)
            last_row, last_start = row, claim.start
    return links


def answer_link(claim: Claim, target: Claim, score: float, place: str) -> Link:
    """The link from a denial or confirmation to what it speaks of; `place` says in words where that stands."""
    denies = claim.stance is Stance.DENIES
    speaker = claim.source or "the article"
    answered = "denied" if denies else "confirmed"
    return Link(
        claim.id,
        target.id,
        Relation.DENIES if denies else Relation.CONFIRMS,
        round(score, 4),
        (
            Evidence(
                "denial" if denies else "confirmation",
                f'"{claim.target}", {answered} by {speaker}, {place}',
                {"resolved": round(score, 4)},
            ),
        ),
        DisputeKind.DENIAL if denies else None,
    )


def points_at_report(claim: Claim) -> bool:
    """Whether a claim answers a report without stating it, and not as a share of those who were asked."""
    answers = claim.target is not None and claim.stance in (Stance.DENIES, Stance.CONFIRMS)
    return answers and not SHARE.search(claim.source or "")


def answer_once(links: Sequence[Link], claims: Mapping[str, Claim]) -> list[Link]:
    """The links without the lesser of those by which one answer speaks of several statements of one sentence.

    "Biden offered a meeting, but Xi did not take it up" was denied once. The statement that others agree with most
    stands for the sentence, so that the answer is one side of one dispute and not of two.
    """
    agreed: Counter[str] = Counter()
    for link in links:
        if link.relation in (Relation.EQUIVALENT, Relation.ENTAILS):
            agreed.update({link.a: link.score, link.b: link.score})
    best: dict[tuple[str, Relation, str, int], Link] = {}
    for link in links:
        if link.relation in (Relation.DENIES, Relation.CONFIRMS) and claims[link.a].target is not None:
            key = (link.a, link.relation, claims[link.b].article_id, claims[link.b].start)
            if key not in best or _telling(link, agreed) > _telling(best[key], agreed):
                best[key] = link
    kept = {id(link) for link in best.values()}
    return [
        link
        for link in links
        if id(link) in kept
        or link.relation not in (Relation.DENIES, Relation.CONFIRMS)
        or claims[link.a].target is None
    ]


def _telling(link: Link, agreed: Mapping[str, float]) -> tuple[float, float, str]:
    return round(agreed[link.b], 9), link.score, link.b


def carry_denials(links: Iterable[Link], claims: Mapping[str, Claim]) -> list[Link]:
    """Denials and confirmations carried from the claim they answer to the same report in other articles.

    Where d denies r and r says the same as s (`equivalent`, or s entails r), d denies s too, at the product of the
    two scores. The links given are not repeated.
    """
    links = list(links)
    same: dict[str, list[tuple[str, float]]] = {}
    for link in links:
        if link.relation is Relation.EQUIVALENT and link.score >= CARRY_MIN:
            same.setdefault(link.a, []).append((link.b, link.score))
            same.setdefault(link.b, []).append((link.a, link.score))
        elif link.relation is Relation.ENTAILS and link.score >= CARRY_ENTAILED:
            same.setdefault(link.b, []).append((link.a, link.score))
    known = {(link.a, link.b) for link in links} | {(link.b, link.a) for link in links}
    carried: dict[tuple[str, str], Link] = {}
    for link in links:
        if link.relation not in (Relation.DENIES, Relation.CONFIRMS):
            continue
        for other, strength in same.get(link.b, ()):
            if other == link.a or (link.a, other) in known:
                continue
            if claims[other].target is not None or not states(claims[other]):
                continue
            score = round(link.score * strength, 4)
            evidence = Evidence(
                "carried", "carried over to the same report elsewhere", {"equivalence": strength}
            )
            new = Link(link.a, other, link.relation, score, (*link.evidence, evidence), link.kind)
            best = carried.get((link.a, other))
            if best is None or best.score < score:
                carried[(link.a, other)] = new
    return [carried[key] for key in sorted(carried)]
