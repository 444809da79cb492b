"""Clusters and disputes keep their ids while most of what they consist of persists: pure matching, no database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from claimcheck.graph.summary import stable_id
from claimcheck.records import Cluster, Dispute, Link

MOST = 0.5
"""Share of a cluster's earlier claims that must be in the new one for it to keep its id."""


def jaccard(a: Collection[str], b: Collection[str]) -> float:
    """Shared share of two sets; 0 where both are empty."""
    union = len(set(a) | set(b))
    return len(set(a) & set(b)) / union if union else 0.0


def match_clusters(
    earlier: Mapping[str, Collection[str]], clusters: Sequence[Cluster], standing: Collection[str]
) -> dict[str, str]:
    """The earlier id of each cluster that continues one, under its present id.

    `earlier` has the claims of each earlier cluster, `standing` the claims that still exist. A cluster continues the
    earlier one it overlaps most (Jaccard), if it has at least half of the claims that are left of it; each earlier id
    is used once. Ties go to the smaller ids.
    """
    home: dict[str, list[str]] = defaultdict(list)
    for cluster in clusters:
        for claim_id in cluster.claim_ids:
            home[claim_id].append(cluster.id)
    members = {cluster.id: set(cluster.claim_ids) for cluster in clusters}
    pairs: list[tuple[float, str, str]] = []
    for old_id, claims in earlier.items():
        left = {claim_id for claim_id in claims if claim_id in standing}
        for new_id in {new for claim_id in left for new in home[claim_id]}:
            share = len(left & members[new_id]) / len(left)
            pairs += [(-jaccard(claims, members[new_id]), old_id, new_id)] if share >= MOST else []
    return _one_to_one(pairs)


def match_disputes(earlier: Mapping[str, Dispute], disputes: Sequence[Dispute]) -> dict[str, str]:
    """The earlier id of each dispute that continues one, under its present id.

    Both sides must share a claim with both sides of the earlier one, the same way round or the other; a dispute of the
    same kind goes before one of another.
    """
    by_claim: dict[str, set[str]] = defaultdict(set)
    for old in earlier.values():
        for claim_id in (*old.a_claim_ids, *old.b_claim_ids):
            by_claim[claim_id].add(old.id)
    pairs = []
    for new in disputes:
        for old_id in {
            old for claim_id in (*new.a_claim_ids, *new.b_claim_ids) for old in by_claim[claim_id]
        }:
            likeness = _likeness(earlier[old_id], new)
            if likeness > 0:
                pairs.append((-likeness, old_id, new.id))
    return _one_to_one(pairs)


def renamed_clusters(
    clusters: Sequence[Cluster], names: Mapping[str, str], taken: Collection[str]
) -> dict[str, Cluster]:
    """The clusters under present ids, each with the id that `names` gives it, or one that is not in `taken`."""
    used = set(taken) | set(names.values())
    renamed = {}
    for cluster in clusters:
        name = names.get(cluster.id)
        if name is None:
            name = free_id("c", cluster.id, used)
            used.add(name)
        positions = tuple(
            replace(position, id=f"{name}.{number}", cluster_id=name)
            for number, position in enumerate(cluster.positions, 1)
        )
        renamed[cluster.id] = replace(cluster, id=name, positions=positions)
    return renamed


def free_id(prefix: str, wanted: str, used: Collection[str]) -> str:
    """`wanted`, or an id made from it that is not in `used`."""
    name, attempt = wanted, 1
    while name in used:
        attempt += 1
        name = stable_id(prefix, wanted, str(attempt))
    return name


def evidence_of(dispute: Dispute, report_of: Mapping[str, str]) -> dict[str, list[str]]:
    """What stands on either side: each distinct report, so that a reprint of one is not new evidence.

    `report_of` names the report of each claim: its text and the copy group of its article.
    """
    return {
        "a": sorted({report_of[claim_id] for claim_id in dispute.a_claim_ids}),
        "b": sorted({report_of[claim_id] for claim_id in dispute.b_claim_ids}),
    }


def same_evidence(before: Mapping[str, Sequence[str]], now: Mapping[str, Sequence[str]]) -> bool:
    """Whether the two sides are what they were, either way round."""
    a, b = set(now["a"]), set(now["b"])
    return (set(before["a"]), set(before["b"])) in ((a, b), (b, a))


def carries(link: Link, base: Collection[tuple[str, str, str]]) -> bool:
    """Whether a link was made from others when claims were grouped: it is not among the `base` links' keys."""
    return (link.a, link.b, link.relation.value) not in base


def _likeness(old: Dispute, new: Dispute) -> float:
    straight = jaccard(old.a_claim_ids, new.a_claim_ids), jaccard(old.b_claim_ids, new.b_claim_ids)
    crossed = jaccard(old.a_claim_ids, new.b_claim_ids), jaccard(old.b_claim_ids, new.a_claim_ids)
    best = max((sum(way) for way in (straight, crossed) if min(way) > 0), default=0.0)
    return best + (1.0 if best and old.kind is new.kind else 0.0)


def _one_to_one(pairs: Sequence[tuple[float, str, str]]) -> dict[str, str]:
    """New id to old id, best pairs first, each id used once."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for _, old_id, new_id in sorted(pairs):
        if old_id not in taken and new_id not in names:
            taken.add(old_id)
            names[new_id] = old_id
    return names
